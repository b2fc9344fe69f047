//! Matrix products.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type};

use super::{replace, result_elem};
use crate::attrs::flag;
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "legalize-matmul", root: "tf.MatMul", apply: &matmul }];

/// `a · bᵀ` is a fully connected layer without bias; `tfl-prepare-tf` has transposed the operands.
fn matmul(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let ready = !flag(rw.body, op, "transpose_a") && flag(rw.body, op, "transpose_b");
    if !ready || result_elem(rw, op)? != Type::f32() {
        return None;
    }
    let (a, b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let bias = Dialect::no_value(rw);
    let attrs = [
        ("fused_activation_function", Attr::str("NONE")),
        ("keep_num_dims", Attr::bool(false)),
        ("weights_format", Attr::str("DEFAULT")),
    ];
    replace(rw, "tfl.fully_connected", &[a, b, bias], &attrs)
}
