//! Matrix products of tensors of more than two dimensions, which are written as products of matrices
//! between reshapes.
//!
//! ```text
//! reshape("tf.MatMul"(reshape(%x : ?x64x128 to ?x128), %w : 512x128) to ?x64x512)
//!     =>  "tf.BatchMatMulV2"(%x, %w) {adj_y = true} : tensor<?x64x512xf32>
//! ```

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Body, Dim, Op, Type, Value};

use crate::attrs::{flag, result_type};

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "drop-reshapes-around-matmul", root: "tf.Reshape", apply: &drop_reshapes }];

fn drop_reshapes(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let ty = result_type(body, op)?;
    let product = body.operand(op, 0).filter(|&value| body.has_one_use(value))?;
    let matmul = body.defining_op(product).filter(|&op| body.name(op) == *"tf.MatMul")?;
    if flag(body, matmul, "transpose_a") {
        return None;
    }
    let (rows, weights) = (body.operand(matmul, 0)?, body.operand(matmul, 1)?);
    let x = flattened(body, rows)?;
    // The result must have the dimensions of `x` but for the last, where that is certain.
    let (from, to) = (body.ty(x).dims()?, ty.dims()?);
    let (&depth, lead) = from.split_last()?;
    let (&units, kept) = to.split_last()?;
    let settled = lead == kept && lead.iter().filter(|dim| dim.is_dynamic()).count() <= 1;
    let whole = body.ty(rows).dims()?.last() == Some(&depth)
        && body.ty(product).dims()?.last() == Some(&units)
        && !depth.is_dynamic()
        && !units.is_dynamic();
    if !settled || !whole || lead.len() < 2 || ty.elem()? != Type::f32() {
        return None;
    }
    let transpose_b = Attr::bool(flag(body, matmul, "transpose_b"));
    rw.also(matmul);
    let state = rw.state("tf.BatchMatMulV2").operands([x, weights]).results([ty]);
    rw.replace_with(state.attr("adj_x", Attr::bool(false)).attr("adj_y", transpose_b));
    Some(())
}

/// What `value` is a matrix of, all dimensions but the last in one.
fn flattened(body: &Body, value: Value) -> Option<Value> {
    let op = body.defining_op(value).filter(|&op| body.name(op) == *"tf.Reshape")?;
    let [_, Dim::Static(_)] = body.ty(value).dims()? else { return None };
    body.operand(op, 0)
}
