//! Numbers in written-out functions: one number for a whole tensor, rounded as its author rounded it.

use super::repeat::adds_nothing;
use crate::eqsat::rule::Match;

/// How far, relative to it, a written number may be from the one that is meant: a few roundings of `f32`.
const ROUNDED: f64 = 1e-6;

/// Goes on if all elements of the constant `k` are `number`, but for rounding, and if an op on `x` and
/// `k` has the shape of `x` whatever the unknown sizes are.
pub(super) fn is_about(m: &Match<'_>, x: &str, k: &str, number: f64) -> Option<()> {
    let found = f64::from(m.splat(m.id(k))?);
    let near = (found - number).abs() <= ROUNDED * number.abs();
    (near && adds_nothing(m, m.id(x), m.id(k))).then_some(())
}

/// Goes on if the result has the type of `x`.
pub(super) fn same_type(m: &Match<'_>, x: &str) -> Option<()> {
    (m.ty(m.id(x)) == m.root_ty()).then_some(())
}
