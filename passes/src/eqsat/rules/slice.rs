//! Slices: one form for all, whole ones dropped, slices of slices and of joined values.

use tfl_ir::Dim;

use super::layout::{POINTWISE, axis, first, has_no_activation, kind, like, part_of, reshaped};
use super::window::{SLICES, Window, shrunk};
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A slice that takes everything, or all but dimensions of size one.
        "drop-whole-slice", Bitwise;
        at: SLICES, examples: &["(tfl.slice ?x #b #s)"],
        make: |site| {
            let window = Window::of(site, site.node)?;
            let plain = window.is_whole() && window.dropped.is_empty();
            match plain {
                true if site.ty(window.source) == site.ty(site.class) => site.equal(window.source.into(), []),
                _ if window.is_whole() => site.equal(reshaped(window.source.into(), site.dims(site.class)?)?, []),
                _ => None,
            }
        }
    },
    rule! {
        /// Elements next to each other are a slice, however they are named, so that equal slices are seen
        /// to be equal.
        "write-as-slice", Bitwise;
        at: &["tfl.strided_slice", "tfl.gather"], examples: &["(tfl.gather@g ?x #i)"],
        make: |site| {
            let window = Window::of(site, site.node)?;
            if window.is_whole() {
                return None;
            }
            match window.dropped[..] {
                [] => site.equal(window.cut()?, []),
                _ if site.node.kind() == Some(kind("tfl.gather")) => site.equal(shrunk(&window)?, []),
                _ => None,
            }
        }
    },
    rule! {
        /// A slice of a slice starts where both starts lead.
        "merge-slices", Bitwise;
        at: SLICES, examples: &["(tfl.slice (tfl.slice ?x #a #b) #c #d)"],
        make: merge
    },
    rule! {
        /// A slice that lies within one operand of a concatenation is a slice of that operand.
        "slice-one-operand-of-concatenation", Bitwise;
        at: SLICES, examples: &["(tfl.slice (tfl.concatenation ?x ?y) #b #s)"],
        make: of_concatenation
    },
    rule! {
        /// One element of stacked values is one of them.
        "take-element-of-pack", Bitwise;
        at: SLICES, examples: &["(tfl.strided_slice@s (tfl.pack ?x ?y) #b #e #t)"],
        make: of_pack
    },
    rule! {
        /// What is sliced off needs no computation: slices move towards the input.
        "slice-before-pointwise-op", Bitwise;
        at: SLICES, examples: &["(tfl.slice (tfl.exp ?x) #b #s)"],
        make: before_pointwise
    },
    rule! {
        /// Reversed twice along the same dimensions.
        "drop-double-reverse", Bitwise;
        at: &["tfl.reverse_v2"], examples: &["(tfl.reverse_v2 (tfl.reverse_v2 ?x #a) #a)"],
        make: |site| {
            let inner = first(site, site.operand(0)?, "tfl.reverse_v2")?;
            let &[source, axes] = inner.operands() else { return None };
            let rank = site.rank(source)?;
            let sorted = |id| {
                let mut axes: Vec<usize> =
                    site.ints(id)?.into_iter().map(|at| axis(at, rank)).collect::<Option<_>>()?;
                axes.sort_unstable();
                Some(axes)
            };
            let same = sorted(axes)? == sorted(site.operand(1)?)? && site.ty(source) == site.ty(site.class);
            if same { site.equal(source.into(), [inner.clone()]) } else { None }
        }
    },
];

/// What `window` is, written as the site's result.
fn written(site: &Site<'_>, window: &Window, used: Vec<Node>) -> Option<Rewrite> {
    let term = match window.dropped[..] {
        [] => window.cut()?,
        _ if window.is_whole() => reshaped(window.source.into(), site.dims(site.class)?)?,
        _ => shrunk(window)?,
    };
    site.equal(term, used)
}

fn merge(site: &Site<'_>) -> Option<Rewrite> {
    let outer = Window::of(site, site.node)?;
    let (inner, node) = Window::in_class(site, outer.source)?;
    if inner.source == outer.source || site.egraph.find(site.class) == inner.source {
        return None;
    }
    let kept: Vec<usize> = (0..inner.parts.len()).filter(|at| !inner.dropped.contains(at)).collect();
    let mut both = inner.clone();
    for (part, &at) in outer.parts.iter().zip(&kept) {
        if let Some((begin, size)) = *part {
            both.parts[at] = Some((inner.parts[at].map_or(0, |(start, _)| start).checked_add(begin)?, size));
        }
    }
    both.dropped.extend(outer.dropped.iter().map(|&at| kept.get(at).copied()).collect::<Option<Vec<_>>>()?);
    both.dropped.sort_unstable();
    written(site, &both, vec![node])
}

fn of_concatenation(site: &Site<'_>) -> Option<Rewrite> {
    let mut window = Window::of(site, site.node)?;
    let node =
        first(site, window.source, "tfl.concatenation").filter(|node| has_no_activation(site, node))?;
    let along = axis(super::layout::int_attr(site, node, "axis")?, window.parts.len())?;
    let (begin, size) = window.parts[along]?;
    let mut start = 0i64;
    for &operand in node.operands() {
        let length = site.dims(operand)?.get(along)?.size().and_then(|size| i64::try_from(size).ok())?;
        let end = start.checked_add(length)?;
        if begin >= start && begin.checked_add(size)? <= end {
            window.source = site.egraph.find(operand);
            window.parts[along] = (size != length).then_some((begin - start, size));
            return written(site, &window, vec![node.clone()]);
        }
        start = end;
    }
    None
}

fn of_pack(site: &Site<'_>) -> Option<Rewrite> {
    let window = Window::of(site, site.node)?;
    let node = first(site, window.source, "tfl.pack")?;
    let along = axis(super::layout::int_attr(site, node, "axis")?, window.parts.len())?;
    let (at, begin, 1) = window.along()? else { return None };
    if at != along {
        return None;
    }
    let element = *node.operands().get(usize::try_from(begin).ok()?)?;
    let term = match window.dropped[..] {
        [dropped] if dropped == along => element.into(),
        [] => reshaped(element.into(), site.dims(site.class)?)?,
        _ => return None,
    };
    site.equal(term, [node.clone()])
}

fn before_pointwise(site: &Site<'_>) -> Option<Rewrite> {
    let window = Window::of(site, site.node)?;
    let node = POINTWISE.iter().find_map(|name| first(site, window.source, name))?;
    let source = site.egraph.find(*node.operands().first()?);
    let plain = !super::layout::is_per_axis(site, source) && !super::layout::is_per_axis(site, site.class);
    if source == window.source || window.is_whole() || !plain || site.is_const(source) {
        return None;
    }
    let inner = Window { source, ..window };
    let cut = if inner.dropped.is_empty() { inner.cut()? } else { shrunk(&inner)? };
    site.equal(like(node, site.props(node), site.elem(site.class), vec![cut])?, [node.clone()])
}

/// Start and size of a part that a split cuts, its dimension, and what is split.
pub(super) fn split_part(site: &Site<'_>, class: egg::Id) -> Option<(egg::Id, usize, i64, i64)> {
    let size = |id: egg::Id, at: usize| match site.dims(id)?.get(at)? {
        Dim::Static(size) => i64::try_from(*size).ok(),
        Dim::Dynamic => None,
    };
    if let Some((number, _, node)) = part_of(site, class, "tfl.split") {
        let &[dim, value] = node.operands() else { return None };
        let at = axis(site.int(dim)?, site.rank(value)?)?;
        let part = size(class, at)?;
        return Some((site.egraph.find(value), at, i64::from(number).checked_mul(part)?, part));
    }
    let (number, _, node) = part_of(site, class, "tfl.split_v")?;
    let &[value, sizes, dim] = node.operands() else { return None };
    let at = axis(site.int(dim)?, site.rank(value)?)?;
    let sizes = site.ints(sizes)?;
    let before = sizes.get(..number as usize)?;
    if before.contains(&-1) {
        return None;
    }
    Some((site.egraph.find(value), at, before.iter().sum(), size(class, at)?))
}
