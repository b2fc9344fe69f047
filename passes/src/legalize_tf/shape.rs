//! Ops that change shapes or take them.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use super::{as_i32, operands, replace};
use crate::attrs::i32_attr;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "legalize-reshape",
        root: "tf.Reshape",
        apply: &|rw, op| lists(rw, op, "tfl.reshape", &[1]),
    },
    Pattern {
        name: "legalize-expand-dims",
        root: "tf.ExpandDims",
        apply: &|rw, op| lists(rw, op, "tfl.expand_dims", &[1]),
    },
    Pattern {
        name: "legalize-transpose",
        root: "tf.Transpose",
        apply: &|rw, op| lists(rw, op, "tfl.transpose", &[1]),
    },
    Pattern { name: "legalize-tile", root: "tf.Tile", apply: &|rw, op| lists(rw, op, "tfl.tile", &[1]) },
    Pattern { name: "legalize-fill", root: "tf.Fill", apply: &|rw, op| lists(rw, op, "tfl.fill", &[]) },
    Pattern {
        name: "legalize-broadcast-to",
        root: "tf.BroadcastTo",
        apply: &|rw, op| lists(rw, op, "tfl.broadcast_to", &[]),
    },
    Pattern { name: "legalize-slice", root: "tf.Slice", apply: &|rw, op| lists(rw, op, "tfl.slice", &[]) },
    Pattern { name: "legalize-pad", root: "tf.Pad", apply: &|rw, op| lists(rw, op, "tfl.pad", &[1]) },
    Pattern { name: "legalize-pad-v2", root: "tf.PadV2", apply: &|rw, op| lists(rw, op, "tfl.padv2", &[1]) },
    Pattern {
        name: "legalize-reverse",
        root: "tf.ReverseV2",
        apply: &|rw, op| lists(rw, op, "tfl.reverse_v2", &[1]),
    },
    Pattern {
        name: "legalize-space-to-batch",
        root: "tf.SpaceToBatchND",
        apply: &|rw, op| lists(rw, op, "tfl.space_to_batch_nd", &[1, 2]),
    },
    Pattern {
        name: "legalize-batch-to-space",
        root: "tf.BatchToSpaceND",
        apply: &|rw, op| lists(rw, op, "tfl.batch_to_space_nd", &[1, 2]),
    },
    Pattern {
        name: "legalize-scatter-nd",
        root: "tf.ScatterNd",
        apply: &|rw, op| lists(rw, op, "tfl.scatter_nd", &[0, 2]),
    },
    Pattern { name: "legalize-strided-slice", root: "tf.StridedSlice", apply: &strided_slice },
];

/// The same operands, those listed as `i32`.
fn lists(rw: &mut Rewriter<'_>, op: Op, name: &str, narrow: &[usize]) -> Option<()> {
    let mut operands = operands(rw, op);
    for &index in narrow {
        let operand = operands.get_mut(index)?;
        *operand = as_i32(rw, *operand)?;
    }
    replace(rw, name, &operands, &[])
}

fn strided_slice(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    const MASKS: [&str; 5] = ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"];
    let mut attrs = vec![("offset", Attr::bool(false))];
    for mask in MASKS {
        attrs.push((mask, i32_attr(rw.body, op, mask).unwrap_or_else(|| Attr::i32(0))));
    }
    let mut operands = operands(rw, op);
    for operand in operands.iter_mut().skip(1) {
        *operand = as_i32(rw, *operand)?;
    }
    replace(rw, "tfl.strided_slice", &operands, &attrs)
}
