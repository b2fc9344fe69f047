//! Matrix products.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type, Value};

use super::{replace, result_elem};
use crate::attrs::{flag, rank};
use crate::constant::{Dialect, elements, transposed_value};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "legalize-matmul", root: "tf.MatMul", apply: &matmul },
    Pattern { name: "legalize-batch-matmul", root: "tf.BatchMatMul", apply: &batch_matmul },
    Pattern { name: "legalize-batch-matmul-v2", root: "tf.BatchMatMulV2", apply: &batch_matmul },
    Pattern { name: "legalize-batch-matmul-v3", root: "tf.BatchMatMulV3", apply: &batch_matmul },
];

/// `a · bᵀ` is a fully connected layer without bias; `tfl-prepare-tf` has transposed the operands.
fn matmul(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let ready = !flag(rw.body, op, "transpose_a") && flag(rw.body, op, "transpose_b");
    if !ready || result_elem(rw, op)? != Type::f32() {
        return None;
    }
    let (a, b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    fully_connected(rw, a, b, false)
}

fn fully_connected(rw: &mut Rewriter<'_>, input: Value, filter: Value, keep_dims: bool) -> Option<()> {
    let bias = Dialect::no_value(rw);
    let attrs = [
        ("fused_activation_function", Attr::str("NONE")),
        ("keep_num_dims", Attr::bool(keep_dims)),
        ("weights_format", Attr::str("DEFAULT")),
    ];
    replace(rw, "tfl.fully_connected", &[input, filter, bias], &attrs)
}

/// With one matrix of weights for all of the batch it is a fully connected layer that keeps the
/// dimensions; otherwise the same op of TFLite.
fn batch_matmul(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (x, y) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let (adj_x, adj_y) = (flag(rw.body, op, "adj_x"), flag(rw.body, op, "adj_y"));
    if let Some(weights) = weights(rw, op, y, adj_y).filter(|_| !adj_x) {
        let keep_dims = rank(rw.body, x)? != 2;
        return fully_connected(rw, x, weights, keep_dims);
    }
    replace(rw, "tfl.batch_matmul", &[x, y], &[("adj_x", Attr::bool(adj_x)), ("adj_y", Attr::bool(adj_y))])
}

/// A constant matrix as a fully connected layer takes it, one row a unit; for floats.
fn weights(rw: &mut Rewriter<'_>, op: Op, y: Value, adj_y: bool) -> Option<Value> {
    elements(rw.body, y)?;
    if result_elem(rw, op)? != Type::f32()
        || rank(rw.body, y)? != 2
        || rank(rw.body, rw.body.operand(op, 0)?)? < 2
    {
        return None;
    }
    if adj_y {
        return Some(y);
    }
    let turned = transposed_value(rw.body, y, &[1, 0])?;
    Some(Dialect::Tfl.constant_for(rw, turned, y))
}
