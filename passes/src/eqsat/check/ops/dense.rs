//! Convolutions and matrix products.

use tfl_ir::types::UniformQuant;
use tfl_ir::{Attr, Type, TypeKind};

use super::super::Rejected;
use super::super::draw::{Draw, OpPat};
use super::super::pattern_is_op;
use super::super::want::{Want, under};
use super::{Made, activation};

/// Steps of a window: stride, dilation and padding, such that taps fit into the image.
struct Steps {
    stride: [i64; 2],
    dilation: [i64; 2],
    same: bool,
}

impl Steps {
    fn draw(draw: &mut Draw<'_>) -> Steps {
        let mut two = |times: u8, high: i64| -> [i64; 2] {
            match draw.chance(times) {
                true => [draw.rng.i64(1..=high), draw.rng.i64(1..=high)],
                false => [1, 1],
            }
        };
        let stride = two(3, 3);
        let dilation = if stride == [1, 1] { two(2, 2) } else { [1, 1] };
        Steps { stride, dilation, same: draw.chance(5) }
    }

    fn attrs(&self, made: Made) -> Made {
        let int = |value: i64| Attr::i32(value as i32);
        made.with("stride_h", int(self.stride[0]))
            .with("stride_w", int(self.stride[1]))
            .with("padding", Attr::str(if self.same { "SAME" } else { "VALID" }))
    }

    fn dilated(&self, made: Made) -> Made {
        let int = |value: i64| Attr::i32(value as i32);
        self.attrs(made)
            .with("dilation_h_factor", int(self.dilation[0]))
            .with("dilation_w_factor", int(self.dilation[1]))
    }
}

/// Taps of a window on an image of this size.
fn taps(draw: &mut Draw<'_>, size: i64) -> i64 {
    match draw.rng.u8(..10) {
        0..3 => 1,
        3..5 => size.min(4),
        _ => draw.rng.i64(1..=3),
    }
}

/// Element types of weights and bias for an input of type `elem`.
fn weight_types(draw: &mut Draw<'_>, elem: Type) -> (Type, Type) {
    let Some((scale, _)) = elem.uniform_quant().and_then(|quant| quant.scales.single()) else {
        return (elem, elem);
    };
    let by = draw.pick(&[0.5, 0.02]);
    let quant = |width: u32, scale: f64| {
        let quant = UniformQuant::per_tensor(Type::int(width), Type::f32(), scale, 0);
        Type::new(TypeKind::UniformQuant(quant))
    };
    (quant(8, by), quant(32, scale * by))
}

/// The image that a window op wants: of four dimensions, for a wanted result one that leaves it as it is.
fn image(
    draw: &mut Draw<'_>,
    op: &OpPat<'_>,
    at: usize,
    want: &Want,
    channels: Option<i64>,
) -> Result<Image, Rejected> {
    let mut steps = Steps::draw(draw);
    let (dims, output) = match want.fixed(&mut draw.rng) {
        Some(dims) => {
            let &[batch, high, wide, depth] = &dims[..] else {
                return Err(Rejected::of("a result of other than four dimensions is wanted from", op.kind));
            };
            steps = Steps { stride: [1, 1], same: true, ..steps };
            let inner = channels.map_or_else(|| draw.rng.i64(1..=4), |_| depth);
            (Some([batch, high, wide, inner]), Some(depth))
        }
        None => (None, None),
    };
    let wanted = match dims {
        Some(dims) => Want::exact(&dims),
        None => Want::rank(4, 4),
    };
    let x = draw.value(op.operand(at)?, &wanted.of(want.elem))?;
    let &[_, high, wide, depth] = &draw.dims(x)[..] else {
        return Err(Rejected::of("an image of other than four dimensions for", op.kind));
    };
    let window = [taps(draw, high), taps(draw, wide)];
    let reach = |at: usize| (window[at] - 1) * steps.dilation[at] + 1;
    if reach(0) > high || reach(1) > wide {
        steps.same = true;
    }
    Ok(Image { x, depth, output, window, steps })
}

struct Image {
    x: tfl_ir::Value,
    depth: i64,
    /// Channels of the result, if those are wanted.
    output: Option<i64>,
    window: [i64; 2],
    steps: Steps,
}

pub(super) fn conv_2d(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let image = image(draw, op, 0, want, None)?;
    let (mut inner, mut outer) = (image.depth, image.output.unwrap_or_else(|| draw.rng.i64(1..=4)));
    if image.output.is_none() && draw.chance(2) {
        // Groups.
        let groups = (1..=image.depth).rev().find(|by| image.depth % by == 0 && *by > 1).unwrap_or(1);
        inner = image.depth / groups;
        outer = groups * draw.rng.i64(1..=2);
    }
    let elem = draw.elem_of(image.x);
    let (weight, bias) = weight_types(draw, elem);
    let filter = [outer, image.window[0], image.window[1], inner];
    let w = draw.value(op.operand(1)?, &Want::weights(&filter).of(weight))?;
    let b = draw.value(op.operand(2)?, &Want::bias(outer).of(bias))?;
    let made = Made::one(vec![image.x, w, b], draw.rescaled(elem));
    let activation = activation(draw, op);
    Ok(image.steps.dilated(made).with("fused_activation_function", activation))
}

pub(super) fn depthwise_conv_2d(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let image = image(draw, op, 0, want, Some(1))?;
    let times = if image.output.is_none() && draw.chance(3) { 2 } else { 1 };
    let elem = draw.elem_of(image.x);
    let (weight, bias) = weight_types(draw, elem);
    let outer = image.depth * times;
    let filter = [1, image.window[0], image.window[1], outer];
    let w = draw.value(op.operand(1)?, &Want::weights(&filter).of(weight))?;
    let b = draw.value(op.operand(2)?, &Want::bias(outer).of(bias))?;
    let made = Made::one(vec![image.x, w, b], draw.rescaled(elem));
    let activation = activation(draw, op);
    let made = image.steps.dilated(made).with("fused_activation_function", activation);
    Ok(made.with("depth_multiplier", Attr::i32(times as i32)))
}

pub(super) fn transpose_conv(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let image = image(draw, op, 2, want, None)?;
    let outer = image.output.unwrap_or_else(|| draw.rng.i64(1..=4));
    let dims = draw.dims(image.x);
    let size = |at: usize| match image.steps.same {
        true => dims[at + 1] * image.steps.stride[at],
        false => (dims[at + 1] - 1) * image.steps.stride[at] + image.window[at],
    };
    let shape = [dims[0], size(0), size(1), outer];
    let elem = draw.elem_of(image.x);
    let (weight, bias) = weight_types(draw, elem);
    let filter = [outer, image.window[0], image.window[1], image.depth];
    let s = draw.value(op.operand(0)?, &Want::ints(&[4], &shape))?;
    let w = draw.value(op.operand(1)?, &Want::weights(&filter).of(weight))?;
    let mut operands = vec![s, w, image.x];
    // The bias may be left out altogether.
    if let Some(pat) = op.operands.get(3) {
        operands.push(draw.value(pat, &Want::bias(outer).of(bias))?);
    }
    let made = Made::one(operands, draw.rescaled(elem));
    let activation = activation(draw, op);
    Ok(image.steps.attrs(made).with("fused_activation_function", activation))
}

pub(super) fn fully_connected(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let fixed = want.fixed(&mut draw.rng);
    let keep = match &fixed {
        Some(dims) => dims.len() != 2 || draw.rng.bool(),
        None => draw.rng.bool(),
    };
    let (wanted, output) = match fixed.as_deref() {
        Some([leading @ .., last]) => {
            let dims: Vec<i64> = leading.iter().copied().chain([draw.rng.i64(1..=5)]).collect();
            (Want::exact(&dims), Some(*last))
        }
        Some([]) => return Err(Rejected::of("a scalar is wanted from", op.kind)),
        None => (Want::rank(if draw.chance(8) { 2 } else { 1 }, if draw.chance(7) { 2 } else { 4 }), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let inner = match dims.last() {
        Some(_) if !keep && fixed.is_none() && draw.chance(2) => {
            dims.get(1..).unwrap_or_default().iter().product()
        }
        Some(&last) => last,
        None => return Err(Rejected::of("a scalar goes into", op.kind)),
    };
    let outer = output.unwrap_or_else(|| draw.rng.i64(1..=5));
    let elem = draw.elem_of(x);
    let (weight, bias) = weight_types(draw, elem);
    let w = draw.value(op.operand(1)?, &Want::weights(&[outer, inner]).of(weight))?;
    let b = draw.value(op.operand(2)?, &Want::bias(outer).of(bias))?;
    let activation = activation(draw, op);
    let made = Made::one(vec![x, w, b], draw.rescaled(elem));
    let made =
        made.with("fused_activation_function", activation).with("weights_format", Attr::str("DEFAULT"));
    Ok(made.with("keep_num_dims", Attr::bool(keep)))
}

pub(super) fn batch_matmul(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let flag = |draw: &mut Draw<'_>| op.named && draw.chance(4);
    let (adj_x, adj_y) = (flag(draw), flag(draw));
    let turned = |mut dims: Vec<i64>, adjoint: bool| {
        let rank = dims.len();
        if adjoint {
            dims.swap(rank - 1, rank - 2);
        }
        dims
    };
    let fixed = want.fixed(&mut draw.rng);
    if fixed.as_ref().is_some_and(|dims| dims.len() < 2) {
        return Err(Rejected::of("a vector is wanted from", op.kind));
    }
    let (x_pat, y_pat) = (op.operand(0)?, op.operand(1)?);
    let inner = draw.rng.i64(1..=4);
    let joined = |batch: &[i64], a: i64, b: i64| batch.iter().copied().chain([a, b]).collect::<Vec<i64>>();
    // Of a free shape the operand that the pattern looks into decides.
    let y_first = fixed.is_none() && pattern_is_op(y_pat) && !pattern_is_op(x_pat);
    let (x, y);
    if let Some(dims) = fixed {
        let (batch, tail) = dims.split_at(dims.len() - 2);
        x = draw.value(x_pat, &Want::exact(&turned(joined(batch, tail[0], inner), adj_x)).of(want.elem))?;
        let given = Want { constant: 5, ..Want::exact(&turned(joined(batch, inner, tail[1]), adj_y)) };
        y = draw.value(y_pat, &given.of(want.elem))?;
    } else {
        let first = Want::rank(2, if draw.chance(5) { 3 } else { 5 }).of(want.elem);
        let one = draw.value(if y_first { y_pat } else { x_pat }, &first)?;
        let dims = turned(draw.dims(one), if y_first { adj_y } else { adj_x });
        let (batch, tail) = dims.split_at(dims.len() - 2);
        let batch = if draw.chance(3) { under(&mut draw.rng, batch) } else { batch.to_vec() };
        let free = draw.rng.i64(1..=4);
        let other = match y_first {
            true => turned(joined(&batch, free, tail[0]), adj_x),
            false => turned(joined(&batch, tail[1], free), adj_y),
        };
        let given = Want { constant: 5, ..Want::exact(&other) };
        let other = draw.value(if y_first { x_pat } else { y_pat }, &given.of(want.elem))?;
        (x, y) = if y_first { (other, one) } else { (one, other) };
    }
    let elem = draw.elem_of(x);
    let made = Made::one(vec![x, y], draw.rescaled(elem));
    Ok(made.with("adj_x", Attr::bool(adj_x)).with("adj_y", Attr::bool(adj_y)))
}

/// Attributes of a convolution in three dimensions that keeps sizes.
fn plain_3d(made: Made, activation: Attr) -> Made {
    let ones =
        ["stride_d", "stride_h", "stride_w", "dilation_d_factor", "dilation_h_factor", "dilation_w_factor"];
    let made = ones.into_iter().fold(made, |made, name| made.with(name, Attr::i32(1)));
    made.with("padding", Attr::str("SAME")).with("fused_activation_function", activation)
}

pub(super) fn conv_3d(draw: &mut Draw<'_>, op: &OpPat<'_>, _: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &Want::rank(5, 5))?;
    let (inner, outer) = (draw.dims(x)[4], draw.rng.i64(1..=3));
    let filter = [draw.rng.i64(1..=2), draw.rng.i64(1..=2), draw.rng.i64(1..=2), inner, outer];
    let w = draw.value(op.operand(1)?, &Want::weights(&filter))?;
    let b = draw.value(op.operand(2)?, &Want::bias(outer))?;
    let made = Made::one(vec![x, w, b], draw.elem_of(x));
    let activation = activation(draw, op);
    Ok(plain_3d(made, activation))
}

pub(super) fn conv_3d_transpose(draw: &mut Draw<'_>, op: &OpPat<'_>, _: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(2)?, &Want::rank(5, 5))?;
    let mut shape = draw.dims(x);
    let (inner, outer) = (shape[4], draw.rng.i64(1..=3));
    shape[4] = outer;
    let filter = [draw.rng.i64(1..=2), draw.rng.i64(1..=2), draw.rng.i64(1..=2), outer, inner];
    let s = draw.value(op.operand(0)?, &Want::ints(&[5], &shape))?;
    let w = draw.value(op.operand(1)?, &Want::weights(&filter))?;
    let b = draw.value(op.operand(3)?, &Want::bias(outer))?;
    let made = Made::one(vec![s, w, x, b], draw.elem_of(x));
    let activation = activation(draw, op);
    Ok(plain_3d(made, activation))
}
