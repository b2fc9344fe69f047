//! Joining and dividing tensors.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use super::{as_i32, operands, replace};
use crate::attrs::i32_attr;
use crate::constant::int;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-pack", root: "tf.Pack", apply: &pack },
    Pattern { name: "legalize-concat", root: "tf.ConcatV2", apply: &concat },
    Pattern { name: "legalize-split", root: "tf.Split", apply: &split },
    Pattern { name: "legalize-split-v", root: "tf.SplitV", apply: &split_v },
];

fn count(number: usize) -> Option<Attr> {
    i32::try_from(number).ok().map(Attr::i32)
}

fn pack(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let operands = operands(rw, op);
    let axis = i32_attr(rw.body, op, "axis").unwrap_or_else(|| Attr::i32(0));
    replace(rw, "tfl.pack", &operands, &[("values_count", count(operands.len())?), ("axis", axis)])
}

/// The axis is the last operand in tf, an attribute in tfl.
fn concat(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let operands = operands(rw, op);
    let (&axis, values) = operands.split_last()?;
    let axis = i32::try_from(int(rw.body, axis)?).ok()?;
    let attrs = [("axis", Attr::i32(axis)), ("fused_activation_function", Attr::str("NONE"))];
    replace(rw, "tfl.concatenation", values, &attrs)
}

fn split(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let parts = count(rw.body.num_results(op))?;
    let (axis, value) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let axis = as_i32(rw, axis)?;
    replace(rw, "tfl.split", &[axis, value], &[("num_splits", parts)])
}

fn split_v(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let parts = count(rw.body.num_results(op))?;
    let (value, sizes, axis) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?, rw.body.operand(op, 2)?);
    let sizes = as_i32(rw, sizes)?;
    let axis = as_i32(rw, axis)?;
    replace(rw, "tfl.split_v", &[value, sizes, axis], &[("num_splits", parts)])
}
