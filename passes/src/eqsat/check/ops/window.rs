//! Pooling, resizing, and blocks of an image as batches.

use tfl_ir::Attr;

use super::super::Rejected;
use super::super::draw::{Draw, OpPat};
use super::super::want::Want;
use super::{Made, activation};

pub(super) fn pool(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let fixed = want.fixed(&mut draw.rng);
    let wanted = match &fixed {
        Some(dims) => Want::exact(dims),
        None => Want::rank(4, 4),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let &[_, high, wide, _] = &draw.dims(x)[..] else {
        return Err(Rejected::of("an image of other than four dimensions for", op.kind));
    };
    let whole = fixed.is_none() && draw.chance(3);
    let mut size = |dim: i64| if whole { dim } else { draw.rng.i64(1..=3) };
    let filter = [size(high), size(wide)];
    let free = fixed.is_none() && draw.chance(6);
    let same = !free || filter[0] > high || filter[1] > wide || draw.rng.bool();
    let mut stride = || if free { draw.rng.i64(1..=3) } else { 1 };
    let strides = [stride(), stride()];
    let int = |value: i64| Attr::i32(value as i32);
    let activation = activation(draw, op);
    Ok(Made::one(vec![x], draw.elem_of(x))
        .with("filter_height", int(filter[0]))
        .with("filter_width", int(filter[1]))
        .with("stride_h", int(strides[0]))
        .with("stride_w", int(strides[1]))
        .with("padding", Attr::str(if same { "SAME" } else { "VALID" }))
        .with("fused_activation_function", activation))
}

pub(super) fn resize(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (wanted, size) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let &[_, high, wide, _] = &dims[..] else {
                return Err(Rejected::of("other than an image is wanted from", op.kind));
            };
            dims[1] = draw.rng.i64(1..=4);
            dims[2] = draw.rng.i64(1..=4);
            (Want::exact(&dims), Some([high, wide]))
        }
        None => (Want::rank(4, 4), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let size = size.unwrap_or_else(|| match draw.rng.u8(..4) {
        0 => [dims[1], dims[2]],
        1 | 2 => [dims[1] * 2, dims[2] * 2],
        _ => [draw.rng.i64(1..=6), draw.rng.i64(1..=6)],
    });
    let s = draw.value(op.operand(1)?, &Want::ints(&[2], &size))?;
    let (corners, centers) = draw.pick(&[(false, false), (true, false), (false, true)]);
    let made = Made::one(vec![x, s], draw.elem_of(x)).with("align_corners", Attr::bool(corners));
    Ok(made.with("half_pixel_centers", Attr::bool(centers)))
}

pub(super) fn space_to_batch(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let spatial = if draw.chance(7) { 2 } else { 1 };
    let x = draw.value(op.operand(0)?, &Want::rank(spatial + 2, spatial + 2).of(want.elem))?;
    let dims = draw.dims(x);
    let block = known_block(draw, spatial);
    let mut amounts = Vec::new();
    for at in 0..spatial {
        let before = draw.rng.i64(0..=2);
        let rest = (dims[at + 1] + before) % block[at];
        amounts.extend([before, if rest == 0 { 0 } else { block[at] - rest }]);
    }
    draw.lists.push(block.clone());
    draw.lists.push(amounts.clone());
    let b = draw.value(op.operand(1)?, &Want::ints(&[spatial as i64], &block))?;
    let p = draw.value(op.operand(2)?, &Want::ints(&[spatial as i64, 2], &amounts))?;
    Ok(Made::one(vec![x, b, p], draw.elem_of(x)))
}

/// Sizes of blocks: those of the op that this one undoes, if there is one.
fn known_block(draw: &mut Draw<'_>, spatial: usize) -> Vec<i64> {
    let known = draw.lists.iter().find(|list| list.len() == spatial).cloned();
    known.unwrap_or_else(|| (0..spatial).map(|_| draw.rng.i64(1..=3)).collect())
}

pub(super) fn batch_to_space(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let nested = super::super::pattern_is_op(op.operand(0)?);
    let (x, block) = if nested {
        let x = draw.value(op.operand(0)?, &Want::rank(3, 4).of(want.elem))?;
        let spatial = draw.dims(x).len() - 2;
        (x, known_block(draw, spatial))
    } else {
        let block = known_block(draw, 2);
        let mut dims = super::super::want::random(&mut draw.rng, 4, 4);
        dims[0] = block[0] * block[1];
        (draw.value(op.operand(0)?, &Want::exact(&dims).of(want.elem))?, block)
    };
    let spatial = block.len();
    let dims = draw.dims(x);
    let padded =
        draw.lists.iter().rev().find(|list| list.len() == 2 * spatial && list[..] != block[..]).cloned();
    let crops = match padded {
        Some(amounts) if draw.chance(8) => amounts,
        _ => vec![0; 2 * spatial],
    };
    let room = (0..spatial).all(|at| crops[2 * at] + crops[2 * at + 1] < dims[at + 1] * block[at]);
    room.then_some(()).ok_or_else(|| Rejected::of("nothing is left by", op.kind))?;
    let b = draw.value(op.operand(1)?, &Want::ints(&[spatial as i64], &block))?;
    let c = draw.value(op.operand(2)?, &Want::ints(&[spatial as i64, 2], &crops))?;
    Ok(Made::one(vec![x, b, c], draw.elem_of(x)))
}
