//! Constant folding by the interpreter: what `canonicalize` asks for ops whose operands are constants.

use tfl_interpreter::{Budget, fold_op};
use tfl_ir::rewrite::constant_of;
use tfl_ir::{Attr, Body, Fold, FoldResult, Op};

/// Results of up to this many bytes are worth a constant in any case.
const SMALL: u64 = 64 << 10;

/// Ops that hand on their first operand as it is.
const FORWARDING: &[&str] =
    &["tf.CheckNumerics", "tf.Identity", "tf.PreventGradient", "tf.Snapshot", "tf.StopGradient"];

/// Ops that hand on the elements of their first operand in their order.
const RESHAPING: &[&str] =
    &["tf.ExpandDims", "tf.Reshape", "tf.Squeeze", "tfl.expand_dims", "tfl.reshape", "tfl.squeeze"];

/// What becomes of an op that does not touch the bytes of a constant, which stay shared.
fn shared(body: &Body, op: Op) -> Option<Fold> {
    let name = body.name(op).as_str();
    let (operand, ty) = (body.operand(op, 0)?, body.ty(body.result(op, 0)?));
    if FORWARDING.contains(&name) {
        let same = body.ty(operand) == ty && body.num_results(op) == 1;
        return Some(if same { Fold::To(vec![FoldResult::Value(operand)]) } else { Fold::No });
    }
    if !RESHAPING.contains(&name) {
        return None;
    }
    // A shape that is not settled yet, or strings, are for the interpreter.
    let moved = constant_of(body, operand)?.as_elements()?.with_type(ty).ok()?;
    Some(Fold::To(vec![FoldResult::Const(Attr::elements(moved))]))
}

/// Evaluates `op`, unless that would make the model larger: results may take [`SMALL`] bytes, or as
/// many as the operands.
pub(crate) fn evaluate(body: &Body, op: Op) -> Fold {
    if let Some(fold) = shared(body, op) {
        return fold;
    }
    let operands: Vec<Option<&Attr>> = body.operands(op).map(|value| constant_of(body, value)).collect();
    let given: u64 = operands.iter().flatten().map(|attr| stored_bytes(attr)).sum();
    let budget = Budget { max_bytes: given.saturating_mul(2).saturating_add(16 << 20), ..Budget::default() };
    let Some(results) = fold_op(body, op, &operands, &budget) else { return Fold::No };
    if results.iter().map(stored_bytes).sum::<u64>() > given.max(SMALL) {
        return Fold::No;
    }
    Fold::To(results.into_iter().map(FoldResult::Const).collect())
}

fn stored_bytes(attr: &Attr) -> u64 {
    match attr {
        Attr::Strings(strings) => strings.raw().iter().map(|text| text.len() as u64).sum(),
        _ => attr.as_elements().map_or(0, |elements| elements.raw().len() as u64),
    }
}
