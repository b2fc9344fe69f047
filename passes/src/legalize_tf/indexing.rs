//! Gathering by index.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use super::replace;
use crate::attrs::int as int_attr;
use crate::constant::int;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-gather", root: "tf.Gather", apply: &gather },
    Pattern { name: "legalize-gather-v2", root: "tf.GatherV2", apply: &gather_v2 },
];

fn gather(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (params, indices) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    replace(rw, "tfl.gather", &[params, indices], &[("axis", Attr::i32(0)), ("batch_dims", Attr::i32(0))])
}

/// The axis is an operand in tf, an attribute in tfl; `batch_dims` may count from the indices' end.
fn gather_v2(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (params, indices, axis) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?, rw.body.operand(op, 2)?);
    let axis = i32::try_from(int(rw.body, axis)?).ok()?;
    let mut batch_dims = int_attr(rw.body, op, "batch_dims").unwrap_or(0);
    if batch_dims < 0 {
        batch_dims = batch_dims.checked_add(i64::try_from(rw.body.ty(indices).dims()?.len()).ok()?)?;
    }
    let batch_dims = i32::try_from(batch_dims).ok()?;
    let attrs = [("axis", Attr::i32(axis)), ("batch_dims", Attr::i32(batch_dims))];
    replace(rw, "tfl.gather", &[params, indices], &attrs)
}
