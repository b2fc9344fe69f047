//! Transposes.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Body, Dim, Op, Type, Value};

use super::reshape::{has_settled_shape, reshape};
use crate::attrs::result_type;
use crate::constant::{Dialect, ints};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "replace-transpose-of-ones-by-reshape", root: "tfl.transpose", apply: &as_reshape },
    Pattern { name: "merge-transposes", root: "tfl.transpose", apply: &merge },
];

fn permutation(body: &Body, op: Op) -> Option<Vec<usize>> {
    let perm = ints(body, body.operand(op, 1)?)?;
    perm.into_iter().map(|p| usize::try_from(p).ok()).collect()
}

/// Dimensions of size one may move without an element moving.
fn as_reshape(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let perm = permutation(rw.body, op)?;
    let (input, ty) = (rw.body.operand(op, 0)?, result_type(rw.body, op)?);
    let dims = rw.body.ty(input).dims()?;
    let moved: Vec<usize> = perm.iter().copied().filter(|&p| dims.get(p) != Some(&Dim::Static(1))).collect();
    if !moved.is_sorted() || !has_settled_shape(ty) {
        return None;
    }
    let value = if rw.body.ty(input) == ty { input } else { reshape(rw, input, ty)? };
    rw.replace(&[value]);
    Some(())
}

/// A transpose of a transpose is one.
fn merge(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let outer = permutation(rw.body, op)?;
    let input: Value = rw.body.operand(op, 0)?;
    let inner_op = rw.body.defining_op(input).filter(|&inner| rw.body.name(inner) == *"tfl.transpose")?;
    let inner = permutation(rw.body, inner_op)?;
    let both: Vec<usize> = outer.iter().map(|&p| inner.get(p).copied()).collect::<Option<_>>()?;
    let (source, ty): (Value, Type) = (rw.body.operand(inner_op, 0)?, result_type(rw.body, op)?);
    rw.also(inner_op);
    if both.is_sorted() && rw.body.ty(source) == ty {
        rw.replace(&[source]);
        return Some(());
    }
    let order: Vec<i32> = both.iter().map(|&p| p as i32).collect();
    let order = Dialect::Tfl.i32_list(rw, &order);
    let state = rw.state("tfl.transpose").operands([source, order]).results([ty]);
    rw.replace_with(state);
    Some(())
}
