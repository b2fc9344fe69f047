//! Transposes moved after ops of two operands.

use egg::Id;
use tfl_ir::Dim;

use super::layout::{BINARY, inverse, is_per_axis, reshaped, transposed};
use super::transpose::{moved, transpose_below};
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Two operands transposed alike: one transpose of the result in place of two.
        "move-transposes-after-binary-op", Bitwise;
        at: BINARY, examples: &["(tfl.add (tfl.transpose ?x #p) (tfl.transpose ?y #p))"],
        make: |site| {
            let ((first, perm, left), (second, other, right)) =
                (transpose_below(site, 0)?, transpose_below(site, 1)?);
            if perm != other {
                return None;
            }
            moved(site, vec![left.into(), right.into()], &perm, vec![first, second])
        }
    },
    rule! {
        /// A constant is transposed at no cost, so that the transpose can come after the op.
        "move-transpose-after-op-with-constant", Bitwise;
        at: BINARY, examples: &["(tfl.mul (tfl.transpose ?x #p) 0.5)"],
        make: |site| one(site, 0).or_else(|| one(site, 1))
    },
];

fn one(site: &Site<'_>, at: usize) -> Option<Rewrite> {
    let (inner, perm, source) = transpose_below(site, at)?;
    let other = site.operand(1 - at)?;
    let fitted = fitted(site, other, &perm)?;
    let operands = if at == 0 { vec![source.into(), fitted] } else { vec![fitted, source.into()] };
    moved(site, operands, &perm, vec![inner])
}

/// `other`, which is broadcast against transposed dimensions, as it is broadcast against those before.
fn fitted(site: &Site<'_>, other: Id, perm: &[usize]) -> Option<Term> {
    let dims = site.dims(other)?;
    if dims.is_empty() {
        return Some(other.into());
    }
    if !site.is_const(other) || dims.len() > perm.len() || is_per_axis(site, other) {
        return None;
    }
    let ones = vec![Dim::Static(1); perm.len() - dims.len()];
    let full = [&ones[..], dims].concat();
    transposed(reshaped(other.into(), &full)?, &inverse(perm))
}
