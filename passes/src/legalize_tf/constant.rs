//! Constants.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use crate::attrs::result_type;

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "legalize-const", root: "tf.Const", apply: &constant }];

/// A constant keeps its value, bytes shared.
fn constant(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let value: Attr = rw.body.attr(op, "value")?.clone();
    let ty = value.ty().or_else(|| result_type(rw.body, op))?;
    let state = rw.state("arith.constant").attr("value", value).results([ty]);
    rw.replace_with(state);
    Some(())
}
