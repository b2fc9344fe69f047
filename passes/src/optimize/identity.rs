//! Arithmetic that changes nothing.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

use crate::attrs::{is, rank, result_type};
use crate::constant::f32_splat;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "drop-mul-by-one", root: "tfl.mul", apply: &|rw, op| drop(rw, op, 1.0, true) },
    Pattern { name: "drop-div-by-one", root: "tfl.div", apply: &|rw, op| drop(rw, op, 1.0, false) },
    Pattern { name: "drop-add-of-zero", root: "tfl.add", apply: &|rw, op| drop(rw, op, 0.0, true) },
    Pattern { name: "drop-sub-of-zero", root: "tfl.sub", apply: &|rw, op| drop(rw, op, 0.0, false) },
];

/// Removes the op if an operand is the neutral element and the other is already the result. (A sum with
/// zero may differ in the sign of a zero, which no op that TFLite has tells apart but a division.)
fn drop(rw: &mut Rewriter<'_>, op: Op, neutral: f32, either_side: bool) -> Option<()> {
    if !is(rw.body, op, "fused_activation_function", "NONE") {
        return None;
    }
    let (a, b) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let sides = if either_side { vec![(a, b), (b, a)] } else { vec![(a, b)] };
    let kept = sides.into_iter().find_map(|(value, constant)| {
        let ty = rw.body.ty(value);
        let same = result_type(rw.body, op) == Some(ty);
        // Equal types with unknown dimensions may hide a broadcast.
        let kept = ty.static_dims().is_some() || rank(rw.body, constant) == Some(0);
        (same && kept && f32_splat(rw.body, constant) == Some(neutral)).then_some(value)
    })?;
    rw.replace(&[kept]);
    Some(())
}
