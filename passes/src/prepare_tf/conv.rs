//! Convolutions: filters change from HWIO to OHWI (depthwise: HWCM to 1HW(C·M)).

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Dim, Op, OpState, Type, Value};

use crate::attrs::{ints, is, rank, result_type, text};
use crate::constant::{Dialect, elements, transposed_value};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "lay-out-conv", root: "tf.Conv2D", apply: &conv },
    Pattern { name: "lay-out-depthwise-conv", root: "tf.DepthwiseConv2dNative", apply: &depthwise },
];

/// Strides and dilations of height and width.
struct Window {
    strides: [i32; 2],
    dilations: [i32; 2],
}

fn window(rw: &Rewriter<'_>, op: Op) -> Option<Window> {
    let body = &*rw.body;
    let known = is(body, op, "padding", "SAME") || is(body, op, "padding", "VALID");
    if !known || !is(body, op, "data_format", "NHWC") {
        return None;
    }
    let inner = |name: &str| -> Option<[i32; 2]> {
        match *ints(body, op, name)? {
            [1, h, w, 1] if h > 0 && w > 0 => Some([i32::try_from(h).ok()?, i32::try_from(w).ok()?]),
            _ => None,
        }
    };
    let dilations =
        if ints(body, op, "dilations").is_some_and(|d| !d.is_empty()) { inner("dilations")? } else { [1, 1] };
    let f32_only = body.operands(op).all(|value| body.ty(value).elem() == Some(Type::f32()));
    f32_only.then_some(())?;
    Some(Window { strides: inner("strides")?, dilations })
}

fn conv(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let window = window(rw, op)?;
    let (input, filter) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let channels = match rw.body.ty(filter).dims()? {
        [_, _, _, Dim::Static(channels)] => *channels,
        _ => return None,
    };
    let filter = transpose(rw, filter, &[3, 0, 1, 2])?;
    finish(rw, op, window, "tfl.conv_2d", [input, filter], channels, None)
}

fn depthwise(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let window = window(rw, op)?;
    let (input, filter) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let dims = rw.body.ty(filter).static_dims()?;
    let [h, w, c, m] = *<&[u64; 4]>::try_from(&dims[..]).ok()?;
    let channels = c.checked_mul(m)?;
    let ty = Type::static_tensor(&[1, h, w, channels], Type::f32());
    let made = elements(rw.body, filter).and_then(|value| value.with_type(ty).ok());
    let filter = match made {
        Some(value) => Dialect::Tf.constant_for(rw, value, filter),
        None => {
            let shape: Vec<i32> =
                [1, h, w, channels].iter().map(|&d| i32::try_from(d).ok()).collect::<Option<_>>()?;
            let shape = Dialect::Tf.i32_list(rw, &shape);
            let state = rw.state("tf.Reshape").operands([filter, shape]).results([ty]);
            rw.value(state)
        }
    };
    let multiplier = i32::try_from(m).ok()?;
    finish(rw, op, window, "tfl.depthwise_conv_2d", [input, filter], channels, Some(multiplier))
}

fn finish(
    rw: &mut Rewriter<'_>,
    op: Op,
    window: Window,
    name: &str,
    [input, filter]: [Value; 2],
    channels: u64,
    multiplier: Option<i32>,
) -> Option<()> {
    if rank(rw.body, input).is_some_and(|rank| rank != 4) {
        return None;
    }
    let padding = text(rw.body, op, "padding")?.to_owned();
    let ty = result_type(rw.body, op)?;
    let bias = Dialect::Tf.zeros(rw, channels, Type::f32())?;
    let mut state: OpState = rw
        .state(name)
        .operands([input, filter, bias])
        .results([ty])
        .attr("dilation_h_factor", Attr::i32(window.dilations[0]))
        .attr("dilation_w_factor", Attr::i32(window.dilations[1]))
        .attr("fused_activation_function", Attr::str("NONE"))
        .attr("padding", Attr::str(&padding))
        .attr("stride_h", Attr::i32(window.strides[0]))
        .attr("stride_w", Attr::i32(window.strides[1]));
    if let Some(multiplier) = multiplier {
        state = state.attr("depth_multiplier", Attr::i32(multiplier));
    }
    rw.replace_with(state);
    Some(())
}

/// A value with its dimensions permuted; a constant at once, others by an op.
pub(super) fn transpose(rw: &mut Rewriter<'_>, value: Value, perm: &[usize]) -> Option<Value> {
    if let Some(moved) = transposed_value(rw.body, value, perm) {
        return Some(Dialect::Tf.constant_for(rw, moved, value));
    }
    let ty = rw.body.ty(value);
    let dims = ty.dims()?;
    let dims: Vec<Dim> = perm.iter().map(|&p| dims.get(p).copied()).collect::<Option<_>>()?;
    let order: Vec<i32> = perm.iter().map(|&p| p as i32).collect();
    let order = Dialect::Tf.i32_list(rw, &order);
    let state = rw.state("tf.Transpose").operands([value, order]).results([Type::tensor(&dims, ty.elem()?)]);
    Some(rw.value(state))
}
