//! Reductions and searches along axes.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use super::{as_i32, operands, replace};
use crate::attrs::flag;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-sum", root: "tf.Sum", apply: &|rw, op| reduce(rw, op, "tfl.sum") },
    Pattern { name: "legalize-mean", root: "tf.Mean", apply: &|rw, op| reduce(rw, op, "tfl.mean") },
    Pattern { name: "legalize-max", root: "tf.Max", apply: &|rw, op| reduce(rw, op, "tfl.reduce_max") },
    Pattern { name: "legalize-min", root: "tf.Min", apply: &|rw, op| reduce(rw, op, "tfl.reduce_min") },
    Pattern { name: "legalize-prod", root: "tf.Prod", apply: &|rw, op| reduce(rw, op, "tfl.reduce_prod") },
    Pattern { name: "legalize-any", root: "tf.Any", apply: &|rw, op| reduce(rw, op, "tfl.reduce_any") },
    Pattern { name: "legalize-all", root: "tf.All", apply: &|rw, op| reduce(rw, op, "tfl.reduce_all") },
    Pattern { name: "legalize-arg-max", root: "tf.ArgMax", apply: &|rw, op| search(rw, op, "tfl.arg_max") },
    Pattern { name: "legalize-arg-min", root: "tf.ArgMin", apply: &|rw, op| search(rw, op, "tfl.arg_min") },
    Pattern { name: "legalize-cumsum", root: "tf.Cumsum", apply: &cumsum },
    Pattern { name: "legalize-top-k", root: "tf.TopKV2", apply: &top_k },
];

fn reduce(rw: &mut Rewriter<'_>, op: Op, name: &str) -> Option<()> {
    let keep = Attr::bool(flag(rw.body, op, "keep_dims"));
    let (input, axes) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let axes = as_i32(rw, axes)?;
    replace(rw, name, &[input, axes], &[("keep_dims", keep)])
}

fn search(rw: &mut Rewriter<'_>, op: Op, name: &str) -> Option<()> {
    let (input, axis) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let axis = as_i32(rw, axis)?;
    replace(rw, name, &[input, axis], &[])
}

fn cumsum(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (input, axis) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let exclusive = Attr::bool(flag(rw.body, op, "exclusive"));
    let reverse = Attr::bool(flag(rw.body, op, "reverse"));
    let axis = as_i32(rw, axis)?;
    replace(rw, "tfl.cumsum", &[input, axis], &[("exclusive", exclusive), ("reverse", reverse)])
}

/// TFLite always sorts, which is one of the orders that unsorted results may have.
fn top_k(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let operands = operands(rw, op);
    let [input, k] = operands[..] else { return None };
    let k = as_i32(rw, k)?;
    replace(rw, "tfl.topk_v2", &[input, k], &[])
}
