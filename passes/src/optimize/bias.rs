//! Additions of constants become the bias of the linear op before them.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

use super::linear::{Linear, per_channel};
use crate::attrs::{rank, result_type};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "fuse-add-into-linear",
        root: "tfl.add",
        apply: &|rw, op| fuse(rw, op, |b, c| b + c, true),
    },
    Pattern {
        name: "fuse-sub-into-linear",
        root: "tfl.sub",
        apply: &|rw, op| fuse(rw, op, |b, c| b - c, false),
    },
];

fn fuse(rw: &mut Rewriter<'_>, op: Op, join: fn(f32, f32) -> f32, either_side: bool) -> Option<()> {
    let (a, b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let body = &*rw.body;
    let (linear, addend) = match Linear::making(body, a) {
        Some(linear) => (linear, b),
        None if either_side => (Linear::making(body, b)?, a),
        None => return None,
    };
    // An addend that makes the result larger is no bias.
    let ty = result_type(body, op)?;
    if result_type(body, linear.op)? != ty {
        return None;
    }
    let result = body.result(op, 0)?;
    let addend = per_channel(body, addend, rank(body, result)?, linear.channels)?;
    let bias: Vec<f32> = linear.bias(body)?.iter().zip(&addend).map(|(&b, &c)| join(b, c)).collect();
    let activation = body.attr(op, "fused_activation_function")?.clone();
    linear.replace(rw, None, &bias, activation)
}
