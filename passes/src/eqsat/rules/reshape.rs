//! Reshapes: one form for all, merged, cancelled, moved towards the output.

use tfl_ir::{Attr, Dim};

use super::layout::{POINTWISE, axis, first, flag, is_per_axis, is_settled, like, named_sizes, reshaped};
use super::sizes::dims_of;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

const RESHAPES: &[&str] = &["tfl.reshape", "tfl.squeeze", "tfl.expand_dims"];

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Squeezes, expansions and reshapes to computed shapes are reshapes to constants, so that equal
        /// ones are seen to be equal; at most one size is -1.
        "write-as-reshape", Bitwise;
        at: RESHAPES,
        examples: &["(tfl.squeeze ?x)", "(tfl.expand_dims ?x #d)", "(tfl.reshape ?x #s)"],
        make: write_as_reshape
    },
    rule! {
        /// A reshape to the shape there is keeps everything where it is.
        "drop-identity-reshape", Bitwise;
        at: RESHAPES, examples: &["(tfl.reshape ?x #s)"],
        make: |site| {
            let input = site.operand(0)?;
            let same = site.ty(input) == site.ty(site.class) && is_settled(site.dims(input)?);
            if same { site.equal(input.into(), []) } else { None }
        }
    },
    rule! {
        /// Of reshapes in a row the last decides.
        "merge-reshapes", Bitwise;
        at: RESHAPES, examples: &["(tfl.reshape (tfl.reshape ?x #s) #t)"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            site.equal(reshaped(source.into(), site.dims(site.class)?)?, [inner])
        }
    },
    rule! {
        /// What is done to each element does not ask for the shape. Moved towards the output, reshapes
        /// meet and merge.
        "move-reshape-after-pointwise-op", Bitwise;
        at: POINTWISE, examples: &["(tfl.relu (tfl.reshape ?x #s))"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            if is_per_axis(site, source) || is_per_axis(site, site.class) {
                return None;
            }
            let op = like(site.node, site.attrs(), site.elem(site.class), vec![source.into()])?;
            site.equal(reshaped(op, site.dims(site.class)?)?, [inner])
        }
    },
    rule! {
        /// A softmax works along the last dimension: a reshape of the others may come after it.
        "move-reshape-after-softmax", Bitwise;
        at: &["tfl.softmax", "tfl.log_softmax"], examples: &["(tfl.softmax (tfl.reshape ?x #s))"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            if !keeps_last(site, source) {
                return None;
            }
            let op = like(site.node, site.attrs(), site.elem(site.class), vec![source.into()])?;
            site.equal(reshaped(op, site.dims(site.class)?)?, [inner])
        }
    },
    rule! {
        /// A fully connected layer takes its input as rows whatever the shape: flattening is for free.
        "drop-reshape-before-fully-connected", Bitwise;
        at: &["tfl.fully_connected"], examples: &["(tfl.fully_connected (tfl.reshape ?x #s) #w #b)"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            if flag(site, site.node, "keep_num_dims") {
                return None;
            }
            site.equal(with_operand(site, 0, source.into())?, [inner])
        }
    },
    rule! {
        /// A fully connected layer that keeps the leading dimensions does not ask what they are.
        "move-reshape-after-fully-connected", Bitwise;
        at: &["tfl.fully_connected"],
        examples: &["(tfl.fully_connected@c (tfl.reshape ?x #s) #w ?b)"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            if !flag(site, site.node, "keep_num_dims") || !keeps_last(site, source) {
                return None;
            }
            site.equal(reshaped(with_operand(site, 0, source.into())?, site.dims(site.class)?)?, [inner])
        }
    },
    rule! {
        /// What only brings elements into rows, as heads of attention that are put side by side, the
        /// layer does itself; the leading dimensions come afterwards, where a sum may not need them.
        "move-row-forming-reshape-after-fully-connected", Bitwise;
        at: &["tfl.fully_connected"],
        examples: &["(tfl.fully_connected@c (tfl.reshape ?x #s) #w ?b)"],
        make: |site| {
            let (inner, source) = reshape_below(site, 0)?;
            if !flag(site, site.node, "keep_num_dims") || keeps_last(site, source) {
                return None;
            }
            let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
            *operands.first_mut()? = source.into();
            let props = site.attrs().with("keep_num_dims", Attr::bool(false));
            let rows = like(site.node, props, site.elem(site.class), operands)?;
            site.equal(reshaped(rows, site.dims(site.class)?)?, [inner])
        }
    },
    rule! {
        /// Rows that are given the leading dimensions of the input afterwards keep them in the first
        /// place.
        "keep-dimensions-of-fully-connected", Bitwise;
        at: &["tfl.reshape"], examples: &["(tfl.reshape (tfl.fully_connected ?x #w #b) #s)"],
        make: keep_dimensions
    },
    rule! {
        /// Reduced dimensions that are put back were not to be dropped, and the other way round.
        "keep-or-drop-reduced-dimensions", Bitwise;
        at: &["tfl.reshape"], examples: &["(tfl.reshape (tfl.sum ?x #a) #s)"],
        make: keep_or_drop_reduced
    },
    rule! {
        /// A reduction does not need dimensions of size one that a reshape brings in, nor miss those
        /// that it drops.
        "move-reshape-after-reduction", Bitwise;
        at: super::layout::REDUCTIONS, examples: &["(tfl.sum (tfl.reshape ?x #s) #a)"],
        make: after_reduction
    },
];

/// The reshape that operand `index` is, and what it reshapes.
pub(super) fn reshape_below(site: &Site<'_>, index: usize) -> Option<(Node, egg::Id)> {
    let operand = site.operand(index)?;
    RESHAPES.iter().find_map(|name| {
        let node = first(site, operand, name)?;
        let source = site.egraph.find(*node.operands().first()?);
        (source != site.egraph.find(operand)).then(|| (node.clone(), source))
    })
}

/// The op of the site with one operand replaced.
pub(super) fn with_operand(site: &Site<'_>, index: usize, operand: Term) -> Option<Term> {
    let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
    *operands.get_mut(index)? = operand;
    like(site.node, site.attrs(), site.elem(site.class), operands)
}

/// Whether the last dimension of the site's result, or input, is that of `source`.
fn keeps_last(site: &Site<'_>, source: egg::Id) -> bool {
    let last = |id| site.dims(id).and_then(|dims| dims.last().copied());
    let own = site.operand(0).and_then(last);
    own.is_some_and(|dim| !dim.is_dynamic()) && own == last(source)
}

fn write_as_reshape(site: &Site<'_>) -> Option<Rewrite> {
    let sizes = named_sizes(site.dims(site.class)?)?;
    let written = site.node.kind()?.name() == *"tfl.reshape" && site.ints(site.operand(1)?) == Some(sizes);
    if written {
        return None;
    }
    site.equal(reshaped(site.operand(0)?.into(), site.dims(site.class)?)?, [])
}

fn keep_dimensions(site: &Site<'_>) -> Option<Rewrite> {
    let inner = first(site, site.operand(0)?, "tfl.fully_connected")?;
    let &[input, filter, ..] = inner.operands() else { return None };
    if flag(site, inner, "keep_num_dims") {
        return None;
    }
    let (depth, units) = match site.dims(filter)? {
        &[units, depth] => (depth, units),
        _ => return None,
    };
    let (&last, _) = site.dims(input)?.split_last()?;
    let (&made, _) = site.dims(site.class)?.split_last()?;
    let (mut before, mut after) = (dims_of(site, input)?, dims_of(site, site.class)?);
    before.pop();
    after.pop();
    let one = site.dims(site.class)?.iter().filter(|dim| dim.is_dynamic()).count() <= 1;
    // With one unknown dimension at the same place the number of elements settles it.
    let same = before.len() == after.len()
        && before.iter().zip(&after).all(|(a, b)| a == b || one && a.int().is_none() && b.int().is_none());
    if !same || last != depth || last.is_dynamic() || made != units {
        return None;
    }
    let props = site.props(inner).with("keep_num_dims", Attr::bool(true));
    let operands = inner.operands().iter().map(|&id| id.into()).collect();
    site.equal(like(inner, props, site.elem(site.class), operands)?, [inner.clone()])
}

fn keep_or_drop_reduced(site: &Site<'_>) -> Option<Rewrite> {
    let below = site.operand(0)?;
    let inner = super::layout::REDUCTIONS.iter().find_map(|name| first(site, below, name))?;
    let &[input, axes] = inner.operands() else { return None };
    let keep = !flag(site, inner, "keep_dims");
    let dims = site.dims(input)?;
    let reduced: Vec<usize> =
        site.ints(axes)?.into_iter().map(|at| axis(at, dims.len())).collect::<Option<_>>()?;
    let made: Vec<Dim> = dims
        .iter()
        .enumerate()
        .filter(|(at, _)| keep || !reduced.contains(at))
        .map(|(at, &dim)| if reduced.contains(&at) { Dim::Static(1) } else { dim })
        .collect();
    if site.dims(site.class)? != &made[..] || !is_settled(&made) {
        return None;
    }
    let props = site.props(inner).with("keep_dims", Attr::bool(keep));
    let operands = inner.operands().iter().map(|&id| id.into()).collect();
    site.equal(like(inner, props, site.elem(site.class), operands)?, [inner.clone()])
}

fn after_reduction(site: &Site<'_>) -> Option<Rewrite> {
    let (inner, source) = reshape_below(site, 0)?;
    let (from, to) = (site.dims(source)?, site.dims(site.operand(0)?)?);
    let places = |dims: &[Dim]| -> Vec<usize> {
        dims.iter().enumerate().filter(|(_, dim)| **dim != Dim::Static(1)).map(|(at, _)| at).collect()
    };
    let (of_source, of_operand) = (places(from), places(to));
    let alike = of_source.len() == of_operand.len()
        && of_source.iter().zip(&of_operand).all(|(&a, &b)| from[a] == to[b])
        && is_settled(from);
    if !alike || is_per_axis(site, source) {
        return None;
    }
    let axes: Vec<usize> =
        site.ints(site.operand(1)?)?.into_iter().map(|at| axis(at, to.len())).collect::<Option<_>>()?;
    let mut moved: Vec<i64> = axes
        .iter()
        .filter_map(|at| of_operand.iter().position(|place| place == at))
        .map(|place| of_source[place] as i64)
        .collect();
    moved.sort_unstable();
    moved.dedup();
    if moved.is_empty() {
        return None;
    }
    let props = site.attrs().with("keep_dims", Attr::bool(false));
    let reduced = like(site.node, props, site.elem(site.class), vec![source.into(), Term::ints(&moved)?])?;
    site.equal(reshaped(reduced, site.dims(site.class)?)?, [inner])
}
