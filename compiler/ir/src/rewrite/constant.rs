//! What is known of values when compiling.

use std::sync::OnceLock;

use crate::{Attr, Body, Fold, Op, Traits, Value};

/// The constant that a value is: attribute `value` of a constant op.
pub fn constant_of(body: &Body, value: Value) -> Option<&Attr> {
    let op = body.defining_op(value)?;
    body.has_trait(op, Traits::CONSTANT).then(|| body.attr(op, "value"))?
}

/// Evaluates an op whose operands are constants; see [`register_folder`].
pub type FolderFn = fn(&Body, Op) -> Fold;

static FOLDER: OnceLock<FolderFn> = OnceLock::new();

/// Gives the process an evaluator of pure ops whose operands are all constants, for folding: the
/// interpreter, which this crate does not know. It is asked after the op's own hook; the first one
/// given stays.
pub fn register_folder(folder: FolderFn) {
    let _ = FOLDER.set(folder);
}

/// What the op's hook, or the evaluator, makes of an op.
pub(super) fn try_fold(body: &Body, op: Op) -> Fold {
    let Some(info) = body.name(op).info() else { return Fold::No };
    if let Some(hook) = info.hooks.fold
        && let Fold::To(results) = hook(body, op)
    {
        return Fold::To(results);
    }
    let evaluable = info.traits.has(Traits::PURE)
        && !info.traits.has(Traits::CONSTANT)
        && body.num_operands(op) > 0
        && body.operands(op).all(|value| constant_of(body, value).is_some());
    match FOLDER.get() {
        Some(folder) if evaluable => folder(body, op),
        _ => Fold::No,
    }
}
