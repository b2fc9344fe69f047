//! Reductions of reductions, and of dimensions with nothing to reduce.

use tfl_ir::{Attr, Dict};

use super::layout::{axis, reshaped};
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rule, rule};

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A reduction along one axis and then along another is one along both.
        "merge-reductions", Bitwise;
        each: &[&["tfl.reduce_max"], &["tfl.reduce_min"], &["tfl.reduce_any"], &["tfl.reduce_all"]],
        "($0@a ($0@b ?x #p) #q)" => "($0@c ?x ?r)",
        when: |m| {
            // Of zeros of two signs the first wins.
            (!m.is_float(m.root)).then_some(())?;
            both(m)
        }
    },
    rule! {
        /// As above; sums round in another order, and of zeros of two signs another one is the largest.
        "merge-sums", Real;
        each: &[&["tfl.sum"], &["tfl.mean"], &["tfl.reduce_prod"], &["tfl.reduce_max"], &["tfl.reduce_min"]],
        "($0@a ($0@b ?x #p) #q)" => "($0@c ?x ?r)",
        when: both
    },
    rule! {
        /// The largest of one number is that number.
        "turn-reduction-of-ones-into-reshape", Bitwise;
        each: &[&["tfl.reduce_max"], &["tfl.reduce_min"], &["tfl.reduce_any"], &["tfl.reduce_all"]],
        "($0@a ?x #p)" => "?value",
        when: ones
    },
    rule! {
        /// A sum of one number is that number, but for the sign of zero.
        "turn-sum-of-ones-into-reshape", Real;
        each: &[&["tfl.sum"], &["tfl.mean"], &["tfl.reduce_prod"]],
        "($0@a ?x #p)" => "?value",
        when: ones
    },
    rule! {
        /// A clamp keeps the order, so the clamped extremum is the extremum of what was clamped, and the
        /// clamp has fewer elements to do.
        "move-clamp-after-extremum", Real;
        each: &[
            &["tfl.reduce_max", "tfl.relu"], &["tfl.reduce_max", "tfl.relu6"],
            &["tfl.reduce_max", "tfl.relu_0_to_1"], &["tfl.reduce_max", "tfl.relu_n1_to_1"],
            &["tfl.reduce_min", "tfl.relu"], &["tfl.reduce_min", "tfl.relu6"],
            &["tfl.reduce_min", "tfl.relu_0_to_1"], &["tfl.reduce_min", "tfl.relu_n1_to_1"],
        ],
        "($0@a ($1 ?x) #p)" => "($1 ($0@a ?x #p))",
        // The extremum of nothing is no clamped number.
        when: |m| m.shape(m.id("x"))?.iter().all(|&dim| dim > 0).then_some(())
    },
];

/// Axes of a reduction of a value of `rank` dimensions, ascending.
fn axes(m: &Match<'_>, name: &str, rank: usize) -> Option<Vec<usize>> {
    let mut list: Vec<usize> =
        m.ints(m.id(name))?.into_iter().map(|at| axis(at, rank)).collect::<Option<_>>()?;
    list.sort_unstable();
    list.dedup();
    Some(list)
}

/// Binds the axes and attributes of two reductions as one.
fn both(m: &mut Match<'_>) -> Option<()> {
    let x = m.id("x");
    let rank = m.rank(x)?;
    let quantized = m.elem(x)?.is_quantized();
    let keep = m.flag("a", "keep_dims");
    (!quantized && m.elem(x) == m.elem(m.root) && keep == m.flag("b", "keep_dims")).then_some(())?;
    let first = axes(m, "p", rank)?;
    let left: Vec<usize> = (0..rank).filter(|at| keep || !first.contains(at)).collect();
    let second = axes(m, "q", left.len())?;
    let mut all: Vec<usize> = second.into_iter().map(|at| left.get(at).copied()).collect::<Option<_>>()?;
    all.extend(first);
    all.sort_unstable();
    all.dedup();
    let list: Vec<i64> = all.into_iter().map(|at| at as i64).collect();
    m.set_attrs("c", Dict::of([("keep_dims", Attr::bool(keep))]));
    m.set_ints("r", &list)
}

/// Binds the value under the shape of its reduction, if only dimensions of size one are reduced.
fn ones(m: &mut Match<'_>) -> Option<()> {
    let x = m.id("x");
    let dims = m.dims(x)?;
    let reduced = axes(m, "p", dims.len())?;
    let single = reduced.iter().all(|&at| dims.get(at).and_then(|dim| dim.size()) == Some(1));
    (single && m.elem(x) == m.elem(m.root)).then_some(())?;
    let value = if m.ty(x) == m.root_ty() { x.into() } else { reshaped(x.into(), m.dims(m.root)?)? };
    m.set("value", value);
    Some(())
}
