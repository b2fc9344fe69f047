//! Reshapes, squeezes and expansions: the same elements in the same order.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Body, Dim, Op, Type, Value};

use crate::attrs::result_type;
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "merge-reshape", root: "tfl.reshape", apply: &merge },
    Pattern { name: "merge-squeeze", root: "tfl.squeeze", apply: &merge },
    Pattern { name: "merge-expand-dims", root: "tfl.expand_dims", apply: &merge },
];

fn is_reshape(body: &Body, op: Op) -> bool {
    matches!(body.name(op).as_str(), "tfl.reshape" | "tfl.squeeze" | "tfl.expand_dims")
}

/// A reshape to the shape there is goes; of several in a row the last is enough.
fn merge(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let input = rw.body.operand(op, 0)?;
    let ty = result_type(rw.body, op)?;
    if rw.body.ty(input) == ty && has_settled_shape(ty) {
        rw.replace(&[input]);
        return Some(());
    }
    let inner = rw.body.defining_op(input).filter(|&inner| is_reshape(rw.body, inner))?;
    let source = rw.body.operand(inner, 0)?;
    if !has_settled_shape(ty) {
        return None;
    }
    rw.also(inner);
    if rw.body.ty(source) == ty {
        rw.replace(&[source]);
        return Some(());
    }
    let value = reshape(rw, source, ty)?;
    rw.replace(&[value]);
    Some(())
}

/// Whether the number of elements settles the shape: at most one dimension is unknown.
pub(super) fn has_settled_shape(ty: Type) -> bool {
    ty.dims().is_some_and(|dims| dims.iter().filter(|dim| dim.is_dynamic()).count() <= 1)
}

/// `value` under the settled shape of `ty`.
pub(super) fn reshape(rw: &mut Rewriter<'_>, value: Value, ty: Type) -> Option<Value> {
    let sizes: Vec<i32> = ty
        .dims()?
        .iter()
        .map(|dim| match dim {
            Dim::Static(size) => i32::try_from(*size).ok(),
            Dim::Dynamic => Some(-1),
        })
        .collect::<Option<_>>()?;
    let shape = Dialect::Tfl.i32_list(rw, &sizes);
    let state = rw.state("tfl.reshape").operands([value, shape]).results([ty]);
    Some(rw.value(state))
}
