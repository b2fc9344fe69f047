//! Convolutions of volumes; their filters are laid out the same on both sides.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type};

use super::{as_i32, replace, result_elem};
use crate::attrs::{ints, is, text};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-conv-3d", root: "tf.Conv3D", apply: &conv },
    Pattern { name: "legalize-conv-3d-backprop", root: "tf.Conv3DBackpropInputV2", apply: &transpose_conv },
];

/// Operands `input, filter`.
fn conv(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (input, filter) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let attrs = window(rw, op)?;
    let bias = Dialect::no_value(rw);
    replace(rw, "tfl.conv_3d", &[input, filter, bias], &attrs)
}

/// Operands `input_sizes, filter, out_backprop`.
fn transpose_conv(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let [sizes, filter, input] = rw.body.operands(op).collect::<Vec<_>>().try_into().ok()?;
    let attrs = window(rw, op)?;
    let sizes = as_i32(rw, sizes)?;
    let bias = Dialect::no_value(rw);
    replace(rw, "tfl.conv_3d_transpose", &[sizes, filter, input, bias], &attrs)
}

/// Padding, strides and dilations.
fn window(rw: &Rewriter<'_>, op: Op) -> Option<Vec<(&'static str, Attr)>> {
    let body = &*rw.body;
    if !is(body, op, "data_format", "NDHWC") || result_elem(rw, op)? != Type::f32() {
        return None;
    }
    let padding = text(body, op, "padding").filter(|&padding| padding == "SAME" || padding == "VALID")?;
    let mut attrs = vec![("padding", Attr::str(padding)), ("fused_activation_function", Attr::str("NONE"))];
    let sides = |name: &str| match *ints(body, op, name)? {
        [1, d, h, w, 1] => Some([d, h, w]),
        _ => None,
    };
    let strides = sides("strides")?;
    let dilations = match ints(body, op, "dilations") {
        None => [1; 3],
        Some(list) if list.is_empty() => [1; 3],
        Some(_) => sides("dilations")?,
    };
    const STRIDES: [&str; 3] = ["stride_d", "stride_h", "stride_w"];
    const DILATIONS: [&str; 3] = ["dilation_d_factor", "dilation_h_factor", "dilation_w_factor"];
    for (name, value) in STRIDES.into_iter().zip(strides).chain(DILATIONS.into_iter().zip(dilations)) {
        attrs.push((name, Attr::i32(i32::try_from(value).ok()?)));
    }
    Some(attrs)
}
