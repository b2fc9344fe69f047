//! Folds that ops of several dialects share. Constants are computed by the interpreter, not here.

use tfl_ir::{Body, Fold, FoldResult, Op};

/// A constant is its value.
pub(crate) fn constant_fold(body: &Body, op: Op) -> Fold {
    body.attr(op, "value").map_or(Fold::No, |value| Fold::To(vec![FoldResult::Const(value.clone())]))
}

/// The first operand, when the result has its type.
pub(crate) fn same_type_fold(body: &Body, op: Op) -> Fold {
    match (body.operand(op, 0), body.result(op, 0)) {
        (Some(operand), Some(result)) if body.ty(operand) == body.ty(result) => to_value(operand),
        _ => Fold::No,
    }
}

/// The fold to a value that is already there.
pub(crate) fn to_value(value: tfl_ir::Value) -> Fold {
    Fold::To(vec![FoldResult::Value(value)])
}
