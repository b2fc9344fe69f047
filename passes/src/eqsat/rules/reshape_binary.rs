//! Reshapes moved after ops of two operands.

use egg::Id;
use tfl_ir::Dim;

use super::layout::{BINARY, is_per_axis, is_settled, like, reshaped};
use super::reshape::reshape_below;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Two operands reshaped alike: one reshape of the result in place of two.
        "move-reshapes-after-binary-op", Bitwise;
        at: BINARY, examples: &["(tfl.add (tfl.reshape ?x #s) (tfl.reshape ?y #s))"],
        make: both
    },
    rule! {
        /// An operand that is one number, or lies along last dimensions that stay, fits the value before
        /// the reshape as well.
        "move-reshape-after-op-with-constant", Bitwise;
        at: BINARY, examples: &["(tfl.add (tfl.reshape ?x #s) 0.5)"],
        make: |site| one(site, 0).or_else(|| one(site, 1))
    },
    rule! {
        /// Leading dimensions of size one come by themselves where the other operand has them.
        "drop-reshape-that-broadcast-does", Bitwise;
        at: BINARY, examples: &["(tfl.add ?x (tfl.reshape ?y #s))"],
        make: |site| unneeded(site, 1).or_else(|| unneeded(site, 0))
    },
];

fn moved(site: &Site<'_>, operands: Vec<Term>, used: Vec<Node>) -> Option<Rewrite> {
    if site.node.operands().iter().any(|&id| is_per_axis(site, id)) {
        return None;
    }
    let op = like(site.node, site.attrs(), site.elem(site.class), operands)?;
    site.equal(reshaped(op, site.dims(site.class)?)?, used)
}

fn both(site: &Site<'_>) -> Option<Rewrite> {
    let ((first, left), (second, right)) = (reshape_below(site, 0)?, reshape_below(site, 1)?);
    let alike = |a: Id, b: Id| Some(site.dims(a)? == site.dims(b)? && is_settled(site.dims(a)?));
    let fits = alike(left, right)? && alike(site.operand(0)?, site.operand(1)?)?;
    if !fits { None } else { moved(site, vec![left.into(), right.into()], vec![first, second]) }
}

/// Operand `at` is reshaped to have the dimensions that it would be broadcast to.
fn unneeded(site: &Site<'_>, at: usize) -> Option<Rewrite> {
    let (inner, source) = reshape_below(site, at)?;
    let (own, dims) = (site.dims(site.operand(at)?)?, site.dims(source)?);
    let (leading, rest) = own.split_at(own.len().checked_sub(dims.len())?);
    let only_ones = !leading.is_empty() && leading.iter().all(|&dim| dim == Dim::Static(1));
    let decided = site.rank(site.operand(1 - at)?)? == site.rank(site.class)?;
    if !only_ones || rest != dims || !decided || is_per_axis(site, source) {
        return None;
    }
    let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
    operands[at] = source.into();
    site.equal(like(site.node, site.attrs(), site.elem(site.class), operands)?, [inner])
}

/// Operand `at` is reshaped, the other small.
fn one(site: &Site<'_>, at: usize) -> Option<Rewrite> {
    let (inner, source) = reshape_below(site, at)?;
    let (own, other) = (site.dims(site.operand(at)?)?, site.operand(1 - at)?);
    if site.dims(site.class)? != own || !is_settled(own) {
        return None;
    }
    let fitted = fitted(site, other, own, site.dims(source)?)?;
    let operands = if at == 0 { vec![source.into(), fitted] } else { vec![fitted, source.into()] };
    moved(site, operands, vec![inner])
}

/// `other`, which is broadcast to `after`, so that it is broadcast alike to `before`.
fn fitted(site: &Site<'_>, other: Id, after: &[Dim], before: &[Dim]) -> Option<Term> {
    let dims = site.dims(other)?;
    let start = dims.iter().position(|dim| *dim != Dim::Static(1)).unwrap_or(dims.len());
    let kept = &dims[start..];
    if dims.is_empty() {
        return Some(other.into());
    }
    // Only what costs nothing is reshaped itself.
    let constant = site.is_const(other);
    if constant
        && !dims.iter().any(|dim| dim.is_dynamic())
        && dims == after
        && !before.iter().any(|dim| dim.is_dynamic())
    {
        return reshaped(other.into(), before);
    }
    let same = !kept.iter().any(|dim| dim.is_dynamic()) && after.ends_with(kept) && before.ends_with(kept);
    match same {
        true if start == 0 => Some(other.into()),
        true if constant => reshaped(other.into(), kept),
        _ => None,
    }
}
