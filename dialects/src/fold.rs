//! Folds that ops of several dialects share. Constants are computed by the interpreter, not here.

use tfl_ir::{Attr, Body, DenseElements, Fold, FoldResult, Op, Type, Value};

use crate::consts::{constant_ints, constant_of};

/// A constant is its value.
pub(crate) fn constant_fold(body: &Body, op: Op) -> Fold {
    body.attr(op, "value").map_or(Fold::No, |value| Fold::To(vec![FoldResult::Const(value.clone())]))
}

/// The first operand, when the result has its type.
pub(crate) fn same_type_fold(body: &Body, op: Op) -> Fold {
    body.operand(op, 0).map_or(Fold::No, |operand| keep(body, op, operand))
}

/// The first operand of an op that keeps elements and their order, when the result has its shape: a
/// shape of which more than one dimension is unknown may be another when running.
pub(crate) fn same_elements_fold(body: &Body, op: Op) -> Fold {
    let dims = body.operand(op, 0).and_then(|operand| body.ty(operand).dims());
    let settled = dims.is_some_and(|dims| dims.iter().filter(|dim| dim.is_dynamic()).count() <= 1);
    if settled { same_type_fold(body, op) } else { Fold::No }
}

/// The first operand of an op that may make it larger, when the result has its shape, all of it known.
pub(crate) fn same_shape_fold(body: &Body, op: Op) -> Fold {
    let known = body.operand(op, 0).is_some_and(|operand| body.ty(operand).static_dims().is_some());
    if known { same_type_fold(body, op) } else { Fold::No }
}

/// `value`, when the result has its type.
fn keep(body: &Body, op: Op, value: Value) -> Fold {
    match body.result(op, 0) {
        Some(result) if body.ty(result) == body.ty(value) => Fold::To(vec![FoldResult::Value(value)]),
        _ => Fold::No,
    }
}

/// A permutation that moves nothing.
pub(crate) fn transpose_fold(body: &Body, op: Op) -> Fold {
    let permutation = body.operand(op, 1).and_then(|value| constant_ints(body, value));
    let identity = permutation.is_some_and(|axes| axes.iter().copied().eq(0..axes.len() as i64));
    if identity { same_type_fold(body, op) } else { Fold::No }
}

/// The left operand, when every element of the right one is `neutral`.
pub(crate) fn right_identity(body: &Body, op: Op, neutral: f64) -> Fold {
    match (body.operand(op, 0), body.operand(op, 1)) {
        (Some(kept), Some(constant)) if is_all(body, constant, neutral) => {
            keep_shape(body, op, kept, constant)
        }
        _ => Fold::No,
    }
}

/// The other operand, when every element of one is `neutral`.
pub(crate) fn commutative_identity(body: &Body, op: Op, neutral: f64) -> Fold {
    match right_identity(body, op, neutral) {
        Fold::No => {}
        found => return found,
    }
    match (body.operand(op, 0), body.operand(op, 1)) {
        (Some(constant), Some(kept)) if is_all(body, constant, neutral) => {
            keep_shape(body, op, kept, constant)
        }
        _ => Fold::No,
    }
}

/// `value`, when the result has its type and `constant` does not make it larger: equal types with
/// unknown dimensions may hide a broadcast.
fn keep_shape(body: &Body, op: Op, value: Value, constant: Value) -> Fold {
    let scalar = body.ty(constant).dims().is_some_and(<[_]>::is_empty);
    let known = body.ty(value).static_dims().is_some();
    if scalar || known { keep(body, op, value) } else { Fold::No }
}

/// Whether `value` is a constant of numbers all equal to `number`.
///
/// `x + 0.0` is `0.0` for `x = -0.0`, so that fold may change the sign of a zero, as the reference's
/// does.
fn is_all(body: &Body, value: Value, number: f64) -> bool {
    let Some(elements) = constant_of(body, value).and_then(Attr::as_elements) else { return false };
    // The constant may be given as stored values, of which zero is no zero.
    if elements.is_empty() || body.ty(value).elem_or_self().is_quantized() {
        return false;
    }
    if let Some(floats) = elements.stored_f32() {
        return floats.iter().all(|&float| f64::from(float) == number);
    }
    // Integers beyond the look-ahead of shape functions are no identity worth finding.
    constant_ints(body, value).is_some_and(|ints| ints.iter().all(|&int| int as f64 == number))
}

/// The sizes of the operand, when all are known.
pub(crate) fn shape_fold(body: &Body, op: Op) -> Fold {
    let sizes = body.operand(op, 0).and_then(|value| body.ty(value).static_dims());
    sizes.map_or(Fold::No, |sizes| number(body, op, &sizes))
}

/// The rank of the operand, when it is known.
pub(crate) fn rank_fold(body: &Body, op: Op) -> Fold {
    let dims = body.operand(op, 0).and_then(|value| body.ty(value).dims());
    dims.map_or(Fold::No, |dims| number(body, op, &[dims.len() as u64]))
}

/// The number of elements of the operand, when it is known.
pub(crate) fn size_fold(body: &Body, op: Op) -> Fold {
    let sizes = body.operand(op, 0).and_then(|value| body.ty(value).static_dims());
    let count = sizes.and_then(|sizes| tfl_ir::types::checked_element_count(&sizes).ok());
    count.map_or(Fold::No, |count| number(body, op, &[count]))
}

/// A constant of the result's type, with a known shape that holds `numbers`.
fn number(body: &Body, op: Op, numbers: &[u64]) -> Fold {
    let Some(ty) = body.result(op, 0).map(|result| body.ty(result)) else { return Fold::No };
    constant(ty, numbers).map_or(Fold::No, |value| Fold::To(vec![FoldResult::Const(value)]))
}

fn constant(ty: Type, numbers: &[u64]) -> Option<Attr> {
    let bytes: Option<Vec<u8>> = match ty.elem()?.int_width()? {
        32 => flatten(numbers.iter().map(|&n| Some(i32::try_from(n).ok()?.to_le_bytes()))),
        64 => flatten(numbers.iter().map(|&n| Some(i64::try_from(n).ok()?.to_le_bytes()))),
        _ => None,
    };
    // The constructor refuses a type with unknown sizes or of another number of elements.
    DenseElements::new(ty, bytes?.into()).ok().map(Attr::elements)
}

fn flatten<const N: usize>(ints: impl Iterator<Item = Option<[u8; N]>>) -> Option<Vec<u8>> {
    ints.collect::<Option<Vec<_>>>().map(|ints| ints.concat())
}
