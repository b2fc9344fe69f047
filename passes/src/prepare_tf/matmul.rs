//! Matrix products: operands as `tfl.fully_connected` takes them, `a · bᵀ`.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use super::conv::transpose;
use crate::attrs::flag;

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "transpose-matmul-operands", root: "tf.MatMul", apply: &matmul }];

/// Leaves `transpose_a = false, transpose_b = true`, transposing what was the other way round.
fn matmul(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (transpose_a, transpose_b) = (flag(rw.body, op, "transpose_a"), flag(rw.body, op, "transpose_b"));
    if !transpose_a && transpose_b {
        return None;
    }
    let (mut a, mut b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    if transpose_a {
        a = transpose(rw, a, &[1, 0])?;
    }
    if !transpose_b {
        b = transpose(rw, b, &[1, 0])?;
    }
    rw.body.set_operands(op, &[a, b]);
    rw.body.set_attr(op, "transpose_a", Attr::bool(false));
    rw.body.set_attr(op, "transpose_b", Attr::bool(true));
    Some(())
}
