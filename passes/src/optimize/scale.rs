//! Multiplications by constants go into the weights of the linear op before them.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

use super::linear::{Linear, Scale, per_channel};
use crate::attrs::{rank, result_type};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "fuse-mul-into-conv",
        root: "tfl.mul",
        apply: &|rw, op| fuse(rw, op, Scale::Mul, &CONVOLUTIONS),
    },
    Pattern {
        name: "fuse-div-into-conv",
        root: "tfl.div",
        apply: &|rw, op| fuse(rw, op, Scale::Div, &CONVOLUTIONS),
    },
];

/// Apart, because an option turns it off.
pub(super) const FULLY_CONNECTED: &[Pattern] = &[
    Pattern {
        name: "fuse-mul-into-fully-connected",
        root: "tfl.mul",
        apply: &|rw, op| fuse(rw, op, Scale::Mul, &FC),
    },
    Pattern {
        name: "fuse-div-into-fully-connected",
        root: "tfl.div",
        apply: &|rw, op| fuse(rw, op, Scale::Div, &FC),
    },
];

const CONVOLUTIONS: [&str; 3] = ["tfl.conv_2d", "tfl.depthwise_conv_2d", "tfl.transpose_conv"];
const FC: [&str; 1] = ["tfl.fully_connected"];

/// `(Σ w·x + b)·c` is `Σ (w·c)·x + b·c`. Weights that other ops use too stay: two copies would make the
/// model larger.
fn fuse(rw: &mut Rewriter<'_>, op: Op, by: Scale, kinds: &[&str]) -> Option<()> {
    let (a, b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let body = &*rw.body;
    let (linear, factor) = match Linear::making(body, a) {
        Some(linear) => (linear, b),
        None if body.name(op) == *"tfl.mul" => (Linear::making(body, b)?, a),
        None => return None,
    };
    if !kinds.contains(&body.name(linear.op).as_str()) || !body.has_one_use(linear.filter) {
        return None;
    }
    let ty = result_type(body, op)?;
    if result_type(body, linear.op)? != ty {
        return None;
    }
    let result = body.result(op, 0)?;
    let factors = per_channel(body, factor, rank(body, result)?, linear.channels)?;
    // A weight that stops being a number would spoil all channels of the input.
    if factors.is_empty() || factors.iter().any(|&factor| !by.apply(1.0, factor).is_finite()) {
        return None;
    }
    let bias: Vec<f32> = linear.bias(body)?.iter().zip(&factors).map(|(&b, &c)| by.apply(b, c)).collect();
    let filter = linear.scaled_filter(body, &factors, by)?;
    let activation = body.attr(op, "fused_activation_function")?.clone();
    linear.replace(rw, Some(filter), &bias, activation)
}
