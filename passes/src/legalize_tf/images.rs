//! Pools, activations with parameters, and other ops on images.

use std::sync::Arc;

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::types::TypeKind;
use tfl_ir::{Attr, DenseElements, DialectAttr, Ident, Op, Type};

use super::{as_i32, replace, result_elem};
use crate::attrs::{i32_attr, ints, is, rank, text};
use crate::constant::{Dialect, elements, transposed};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "legalize-avg-pool",
        root: "tf.AvgPool",
        apply: &|rw, op| pool(rw, op, "tfl.average_pool_2d"),
    },
    Pattern {
        name: "legalize-max-pool",
        root: "tf.MaxPool",
        apply: &|rw, op| pool(rw, op, "tfl.max_pool_2d"),
    },
    Pattern { name: "legalize-relu", root: "tf.Relu", apply: &relu },
    Pattern { name: "legalize-softmax", root: "tf.Softmax", apply: &softmax },
    Pattern { name: "legalize-mirror-pad", root: "tf.MirrorPad", apply: &mirror_pad },
    Pattern { name: "legalize-lrn", root: "tf.LRN", apply: &local_response_normalization },
    Pattern { name: "legalize-softplus", root: "tf.Softplus", apply: &softplus },
    Pattern { name: "legalize-log1p", root: "tf.Log1p", apply: &log1p },
    Pattern { name: "legalize-conv-backprop", root: "tf.Conv2DBackpropInput", apply: &transpose_conv },
];

fn pool(rw: &mut Rewriter<'_>, op: Op, name: &str) -> Option<()> {
    let body = &*rw.body;
    let padding = text(body, op, "padding").filter(|&padding| padding == "SAME" || padding == "VALID")?;
    let padding = Attr::str(padding);
    if !is(body, op, "data_format", "NHWC") {
        return None;
    }
    let sides = |name: &str| match *ints(body, op, name)? {
        [1, h, w, 1] => Some([Attr::i32(i32::try_from(h).ok()?), Attr::i32(i32::try_from(w).ok()?)]),
        _ => None,
    };
    let ([filter_height, filter_width], [stride_h, stride_w]) = (sides("ksize")?, sides("strides")?);
    let input = body.operand(op, 0)?;
    let attrs = [
        ("filter_height", filter_height),
        ("filter_width", filter_width),
        ("fused_activation_function", Attr::str("NONE")),
        ("padding", padding),
        ("stride_h", stride_h),
        ("stride_w", stride_w),
    ];
    replace(rw, name, &[input], &attrs)
}

/// TFLite's relu is for floats; on integers it is the maximum with 0.
fn relu(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let elem = result_elem(rw, op)?;
    if !matches!(elem.kind(), TypeKind::Int { .. }) {
        return replace(rw, "tfl.relu", &[x], &[]);
    }
    let zero =
        DenseElements::splat(Type::static_tensor(&[], elem), vec![0; elem.elem_bytes()?].into()).ok()?;
    let zero = Dialect::Tfl.constant(rw, zero);
    replace(rw, "tfl.maximum", &[x, zero], &[])
}

fn softmax(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let logits = rw.body.operand(op, 0)?;
    if rank(rw.body, logits).is_some_and(|rank| rank > 4) {
        return None;
    }
    replace(rw, "tfl.softmax", &[logits], &[("beta", Attr::f32(1.0))])
}

fn mirror_pad(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let mode = text(rw.body, op, "mode").filter(|&mode| mode == "REFLECT" || mode == "SYMMETRIC")?;
    let body = format!("mirror_pad_attr {mode}").into();
    let mode = Attr::Dialect(Arc::new(DialectAttr { dialect: Ident::new("tfl"), body, bracketed: true }));
    let (input, paddings) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let paddings = as_i32(rw, paddings)?;
    replace(rw, "tfl.mirror_pad", &[input, paddings], &[("mode", mode)])
}

fn local_response_normalization(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let input = rw.body.operand(op, 0)?;
    let mut attrs = vec![("radius", i32_attr(rw.body, op, "depth_radius")?)];
    for name in ["alpha", "beta", "bias"] {
        attrs.push((name, rw.body.attr(op, name)?.clone()));
    }
    replace(rw, "tfl.local_response_normalization", &[input], &attrs)
}

/// `log(exp(x) + 1)`.
fn softplus(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let ty = rw.body.ty(rw.body.result(op, 0)?);
    if ty.elem()? != Type::f32() {
        return None;
    }
    let state = rw.state("tfl.exp").operands([x]).results([ty]);
    let exp = rw.value(state);
    let one = Dialect::Tfl.f32_scalar(rw, 1.0);
    let state = rw.state("tfl.add").operands([exp, one]).results([ty]);
    let sum = rw.value(state.attr("fused_activation_function", Attr::str("NONE")));
    replace(rw, "tfl.log", &[sum], &[])
}

/// `log(x + 1)`.
fn log1p(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let ty = rw.body.ty(rw.body.result(op, 0)?);
    if ty.elem()? != Type::f32() {
        return None;
    }
    let one = Dialect::Tfl.f32_scalar(rw, 1.0);
    let state = rw.state("tfl.add").operands([x, one]).results([ty]);
    let sum = rw.value(state.attr("fused_activation_function", Attr::str("NONE")));
    replace(rw, "tfl.log", &[sum], &[])
}

/// Operands `input_sizes, filter (HWOI), out_backprop`; tfl's filter is OHWI.
fn transpose_conv(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let padding = text(body, op, "padding").filter(|&padding| padding == "SAME" || padding == "VALID")?;
    let padding = Attr::str(padding);
    let plain = ints(body, op, "dilations").is_none_or(|d| d.iter().all(|&d| d == 1));
    if !plain || !is(body, op, "data_format", "NHWC") || result_elem(rw, op)? != Type::f32() {
        return None;
    }
    let [1, h, w, 1] = *ints(body, op, "strides")? else { return None };
    let (stride_h, stride_w) = (i32::try_from(h).ok()?, i32::try_from(w).ok()?);
    let (sizes, filter, input) = (body.operand(op, 0)?, body.operand(op, 1)?, body.operand(op, 2)?);
    const TO_OHWI: [usize; 4] = [2, 0, 1, 3];
    let moved = transposed(elements(body, filter)?, &TO_OHWI)?;
    let weights = Dialect::Tfl.constant_for(rw, moved, filter);
    let sizes = as_i32(rw, sizes)?;
    let bias = Dialect::no_value(rw);
    let attrs = [
        ("fused_activation_function", Attr::str("NONE")),
        ("padding", padding),
        ("stride_h", Attr::i32(stride_h)),
        ("stride_w", Attr::i32(stride_w)),
    ];
    replace(rw, "tfl.transpose_conv", &[sizes, weights, input, bias], &attrs)
}
