//! Ops that say where their channels are.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Body, Op, Value};

use super::{TO_FIRST, TO_LAST, permuted};
use crate::attrs::{ints, is};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    turn_op("turn-conv", "tf.Conv2D"),
    turn_op("turn-depthwise-conv", "tf.DepthwiseConv2dNative"),
    turn_op("turn-bias-add", "tf.BiasAdd"),
    turn_op("turn-batch-norm", "tf.FusedBatchNorm"),
    turn_op("turn-batch-norm-v2", "tf.FusedBatchNormV2"),
    turn_op("turn-batch-norm-v3", "tf.FusedBatchNormV3"),
    turn_op("turn-max-pool", "tf.MaxPool"),
    turn_op("turn-avg-pool", "tf.AvgPool"),
    turn_op("turn-depth-to-space", "tf.DepthToSpace"),
    turn_op("turn-space-to-depth", "tf.SpaceToDepth"),
];

const fn turn_op(name: &'static str, root: &'static str) -> Pattern {
    Pattern { name, root, apply: &turn }
}

/// Attributes with one number a dimension, in the order of `data_format`.
const PER_DIMENSION: &[&str] = &["strides", "dilations", "ksize"];

/// Whether an op of this file has its channels first.
pub(super) fn is_channels_first(body: &Body, op: Op) -> bool {
    body.attr(op, "data_format").is_some_and(|format| format.as_str() == Some("NCHW"))
}

/// The first operand and the first result are the images; other operands are filters and parameters,
/// which have the same layout in both formats.
fn turn(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    if !is(rw.body, op, "data_format", "NCHW") {
        return None;
    }
    let (input, result) = (rw.body.operand(op, 0)?, rw.body.result(op, 0)?);
    let (first_type, last_type) = (rw.body.ty(result), permuted(rw.body.ty(result), &TO_LAST)?);
    permuted(rw.body.ty(input), &TO_LAST)?;
    let mut turned = Vec::new();
    for &name in PER_DIMENSION {
        if let Some(numbers) = ints(rw.body, op, name).filter(|numbers| !numbers.is_empty()) {
            let moved: Option<Vec<i64>> = TO_LAST.iter().map(|&p| numbers.get(p).copied()).collect();
            turned.push((name, moved?));
        }
    }
    if let Some(pads) = ints(rw.body, op, "explicit_paddings").filter(|pads| !pads.is_empty()) {
        let pairs: Vec<&[i64]> = pads.chunks_exact(2).collect();
        let moved: Option<Vec<&[i64]>> = TO_LAST.iter().map(|&p| pairs.get(p).copied()).collect();
        turned.push(("explicit_paddings", moved?.concat()));
    }
    for (name, numbers) in turned {
        rw.body.set_attr(op, name, Attr::i64_array(&numbers));
    }
    rw.body.set_attr(op, "data_format", Attr::str("NHWC"));
    let input = transpose(rw, input, &TO_LAST)?;
    rw.body.set_operand(op, 0, input);
    // The transpose back takes over all uses of the result, itself excepted.
    rw.body.set_ty(result, last_type);
    let order: Vec<i32> = TO_FIRST.iter().map(|&p| p as i32).collect();
    let order = Dialect::Tf.i32_list(rw, &order);
    let back = rw.body.create_op(rw.state("tf.Transpose").results([first_type]));
    rw.body.insert_after(back, op);
    let value = rw.body.result(back, 0)?;
    rw.body.replace_all_uses(result, value);
    rw.body.set_operands(back, &[result, order]);
    Some(())
}

/// A value with its dimensions permuted, by an op.
pub(super) fn transpose(rw: &mut Rewriter<'_>, value: Value, perm: &[usize]) -> Option<Value> {
    let ty = permuted(rw.body.ty(value), perm)?;
    let order: Vec<i32> = perm.iter().map(|&p| p as i32).collect();
    let order = Dialect::Tf.i32_list(rw, &order);
    let state = rw.state("tf.Transpose").operands([value, order]).results([ty]);
    Some(rw.value(state))
}
