//! Joined, stacked and cut values: cancelled, flattened, one op in place of several.

use egg::Id;
use tfl_ir::Dim;

use super::layout::{
    POINTWISE, axis, first, has_no_activation, i32_attr, int_attr, kind, like, part_of, reshaped,
};
use super::reshape::reshape_below;
use super::slice::split_part;
use super::window::{Window, slice_along};
use crate::eqsat::node::{Head, Node};
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A concatenation of one value is that value; operands without elements add nothing.
        "drop-empty-operands-of-concatenation", Bitwise;
        at: &["tfl.concatenation"], examples: &["(tfl.concatenation ?x)"],
        make: drop_empty
    },
    rule! {
        /// A concatenation inside one along the same dimension.
        "flatten-concatenations", Bitwise;
        at: &["tfl.concatenation"], examples: &["(tfl.concatenation (tfl.concatenation ?x ?y) ?z)"],
        make: flatten
    },
    rule! {
        /// Slices next to each other, or parts of a split, put together again.
        "join-adjacent-slices", Bitwise;
        at: &["tfl.concatenation"], examples: &["(tfl.concatenation@c (proj:0 (tfl.split@s #d ?x)) (proj:1 (tfl.split@s #d ?x)))"],
        make: join
    },
    rule! {
        /// The same function of each part is that function of the whole: one op in place of several.
        "move-pointwise-ops-after-concatenation", Bitwise;
        at: &["tfl.concatenation"], examples: &["(tfl.concatenation (tfl.relu ?x) (tfl.relu ?y))"],
        make: after_concatenation
    },
    rule! {
        /// Values that get a dimension of size one and are joined along it are stacked.
        "write-concatenation-as-pack", Bitwise;
        at: &["tfl.concatenation"], examples: &["(tfl.concatenation@c (tfl.reshape ?x #s) (tfl.reshape ?y #s))"],
        make: as_pack
    },
    rule! {
        /// A stack of one value is that value with another dimension.
        "write-pack-of-one-as-reshape", Bitwise;
        at: &["tfl.pack"], examples: &["(tfl.pack ?x)"],
        make: |site| match site.node.operands() {
            [one] => site.equal(reshaped((*one).into(), site.dims(site.class)?)?, []),
            _ => None,
        }
    },
    rule! {
        /// All that was unstacked, stacked again in its order.
        "drop-pack-of-unpack", Bitwise;
        at: &["tfl.pack"], examples: &["(tfl.pack@p (proj:0 (tfl.unpack@u ?x)) (proj:1 (tfl.unpack@u ?x)))"],
        make: pack_of_unpack
    },
    rule! {
        /// What was stacked, unstacked again.
        "drop-unpack-of-pack", Bitwise;
        at: &["tfl.unpack"], examples: &["(tfl.unpack (tfl.pack ?x ?y))"],
        make: |site| {
            let pack = first(site, site.operand(0)?, "tfl.pack")?;
            let rank = site.rank(site.operand(0)?)?;
            if axis(int_attr(site, pack, "axis")?, rank)? != axis(int_attr(site, site.node, "axis")?, rank)? {
                return None;
            }
            let parts: Vec<Term> = pack.operands().iter().map(|&id| id.into()).collect();
            results(site, parts, vec![pack.clone()])
        }
    },
    rule! {
        /// A split or unstacking into one part cuts nothing.
        "drop-split-into-one", Bitwise;
        at: &["tfl.split", "tfl.split_v", "tfl.unpack"], examples: &["(tfl.split@s #d ?x)"],
        make: |site| {
            if site.data(site.class).types.len() != 1 {
                return None;
            }
            let value = site.operand(usize::from(site.node.kind() == Some(kind("tfl.split"))))?;
            let same = site.ty(value) == site.ty(site.class);
            let term = if same { value.into() } else { reshaped(value.into(), site.dims(site.class)?)? };
            results(site, vec![term], Vec::new())
        }
    },
    rule! {
        /// What was joined, cut at the seams.
        "drop-split-of-concatenation", Bitwise;
        at: &["tfl.split", "tfl.split_v"], examples: &["(tfl.split@s #d (tfl.concatenation@c ?x ?y))"],
        make: split_of_concatenation
    },
];

/// Results of the site's op, each equal to a term.
pub(super) fn results(site: &Site<'_>, terms: Vec<Term>, used: Vec<Node>) -> Option<Rewrite> {
    let class = site.egraph.find(site.class);
    // The only result of an op is the op's own class.
    let alone = terms.len() == 1;
    let equal: Vec<(Id, Term)> = terms
        .into_iter()
        .enumerate()
        .filter_map(|(number, term)| {
            let head = Head::Proj(u32::try_from(number).ok()?);
            let part = || site.egraph.lookup(Node { head, children: [class].into_iter().collect() });
            Some((if alone { class } else { part()? }, term))
        })
        .collect();
    let used = std::iter::once(site.node.clone()).chain(used).collect();
    match equal.is_empty() {
        true => None,
        false => Some(Rewrite { equal, used }),
    }
}

/// The dimension that a concatenation joins along.
fn along(site: &Site<'_>, node: &Node) -> Option<usize> {
    let rank = site.rank(*node.operands().first()?)?;
    axis(int_attr(site, node, "axis")?, rank)
}

fn is_plain(site: &Site<'_>) -> Option<()> {
    has_no_activation(site, site.node).then_some(())
}

/// The site's concatenation with other operands; of one operand, that one.
fn rejoined(site: &Site<'_>, mut operands: Vec<Term>) -> Option<Term> {
    match operands.len() {
        0 => None,
        1 if has_no_activation(site, site.node) => operands.pop(),
        _ => like(site.node, site.attrs(), site.elem(site.class), operands),
    }
}

fn drop_empty(site: &Site<'_>) -> Option<Rewrite> {
    let at = along(site, site.node)?;
    let is_empty = |id: &Id| site.dims(*id).and_then(|dims| dims.get(at)) == Some(&Dim::Static(0));
    let operands = site.node.operands();
    let mut kept: Vec<Id> = operands.iter().copied().filter(|id| !is_empty(id)).collect();
    kept.extend(operands.first().filter(|_| kept.is_empty()));
    if kept.len() == operands.len() && kept.len() > 1 {
        return None;
    }
    let one = kept.len() == 1;
    if one && site.ty(*kept.first()?) != site.ty(site.class) {
        return None;
    }
    site.equal(rejoined(site, kept.into_iter().map(Term::Class).collect())?, [])
}

fn flatten(site: &Site<'_>) -> Option<Rewrite> {
    let at = along(site, site.node)?;
    let (mut used, mut operands) = (Vec::new(), Vec::new());
    for &operand in site.node.operands() {
        // Joined constants stay one constant.
        let inner = first(site, operand, "tfl.concatenation").filter(|node| {
            !site.is_const(operand)
                && has_no_activation(site, node)
                && along(site, node) == Some(at)
                && !node.operands().contains(&operand)
        });
        match inner {
            Some(inner) => {
                operands.extend(inner.operands().iter().map(|&id| Term::Class(id)));
                used.push(inner.clone());
            }
            None => operands.push(operand.into()),
        }
    }
    if used.is_empty() || operands.len() > 64 {
        return None;
    }
    site.equal(rejoined(site, operands)?, used)
}

/// A run of elements of one dimension of a value.
struct Run {
    source: Id,
    begin: i64,
    size: i64,
}

fn run(site: &Site<'_>, operand: Id, at: usize) -> Option<(Run, Option<Node>)> {
    if let Some((source, cut, begin, size)) = split_part(site, operand).filter(|part| part.1 == at) {
        debug_assert_eq!(cut, at);
        return Some((Run { source, begin, size }, None));
    }
    let (window, node) = Window::in_class(site, operand)?;
    let (cut, begin, size) = window.along()?;
    (cut == at && window.dropped.is_empty())
        .then_some((Run { source: window.source, begin, size }, Some(node)))
}

fn join(site: &Site<'_>) -> Option<Rewrite> {
    let at = along(site, site.node)?;
    let (mut operands, mut used): (Vec<Term>, Vec<Node>) = (Vec::new(), Vec::new());
    let mut pending: Option<(Run, Vec<Id>)> = None;
    let mut joined = false;
    for &operand in site.node.operands() {
        let next = run(site, operand, at);
        match (&mut pending, next) {
            (Some((run, parts)), Some((next, node)))
                if run.source == next.source && run.begin + run.size == next.begin =>
            {
                run.size += next.size;
                parts.push(operand);
                used.extend(node);
                joined = true;
            }
            (_, next) => {
                operands.extend(finished(site, pending.take(), at));
                match next {
                    Some((run, node)) => {
                        used.extend(node);
                        pending = Some((run, vec![operand]));
                    }
                    None => operands.push(operand.into()),
                }
            }
        }
    }
    operands.extend(finished(site, pending, at));
    if !joined {
        return None;
    }
    site.equal(rejoined(site, operands)?, used)
}

/// The run as one value.
fn finished(site: &Site<'_>, pending: Option<(Run, Vec<Id>)>, at: usize) -> Option<Term> {
    let (run, parts) = pending?;
    if let [one] = parts[..] {
        return Some(one.into());
    }
    let dims = site.dims(run.source)?;
    let whole = dims.get(at)?.size().and_then(|size| i64::try_from(size).ok());
    if run.begin == 0 && whole == Some(run.size) {
        return Some(run.source.into());
    }
    slice_along(run.source, dims.len(), at, run.begin, run.size)
}

fn after_concatenation(site: &Site<'_>) -> Option<Rewrite> {
    is_plain(site)?;
    let operands = site.node.operands();
    let &leading = operands.first()?;
    if operands.len() < 2 || super::layout::is_per_axis(site, site.class) {
        return None;
    }
    let outer = POINTWISE.iter().find_map(|name| first(site, leading, name))?;
    let props = site.props(outer);
    let (mut used, mut inner) = (Vec::new(), Vec::new());
    let elem = site.elem(*outer.operands().first()?)?;
    for &operand in operands {
        let mut nodes = site.ops(operand, outer.kind()?).filter(|node| site.props(node) == props);
        let node = nodes.next()?;
        let source = *node.operands().first()?;
        if site.elem(source)? != elem
            || site.ty(operand).elem() != site.elem(site.class)
            || site.is_const(operand)
        {
            return None;
        }
        used.push(node.clone());
        inner.push(Term::Class(source));
    }
    let joined = like(site.node, site.attrs(), Some(elem), inner)?;
    site.equal(like(outer, props, site.elem(site.class), vec![joined])?, used)
}

fn as_pack(site: &Site<'_>) -> Option<Rewrite> {
    is_plain(site)?;
    let at = along(site, site.node)?;
    let (mut used, mut operands) = (Vec::new(), Vec::new());
    for (index, &operand) in site.node.operands().iter().enumerate() {
        let (node, source) = reshape_below(site, index)?;
        let mut dims = site.dims(operand)?.to_vec();
        if dims.get(at) != Some(&Dim::Static(1)) {
            return None;
        }
        dims.remove(at);
        if site.dims(source)? != &dims[..] || dims.iter().any(|dim| dim.is_dynamic()) {
            return None;
        }
        used.push(node);
        operands.push(Term::Class(source));
    }
    let pack = kind("tfl.pack");
    let props = plain_props(pack).with("axis", i32_attr(at)?).with("values_count", i32_attr(operands.len())?);
    site.equal(Term::op(pack, props, operands), used)
}

fn pack_of_unpack(site: &Site<'_>) -> Option<Rewrite> {
    let operands = site.node.operands();
    let (_, of, unpack) = part_of(site, *operands.first()?, "tfl.unpack")?;
    let &source = unpack.operands().first()?;
    let rank = site.rank(source)?;
    let in_order = operands.iter().enumerate().all(|(at, &operand)| {
        part_of(site, operand, "tfl.unpack")
            .is_some_and(|(number, class, _)| number as usize == at && class == of)
    });
    let count = int_attr(site, unpack, "num")?;
    let same =
        axis(int_attr(site, unpack, "axis")?, rank)? == axis(int_attr(site, site.node, "axis")?, rank)?;
    let whole = in_order && same && usize::try_from(count) == Ok(operands.len());
    if whole && site.ty(source) == site.ty(site.class) {
        site.equal(source.into(), [unpack.clone()])
    } else {
        None
    }
}

fn split_of_concatenation(site: &Site<'_>) -> Option<Rewrite> {
    let split = site.node.kind() == Some(kind("tfl.split"));
    let (value, dim) = if split { (1, 0) } else { (0, 2) };
    let value = site.operand(value)?;
    let node = first(site, value, "tfl.concatenation").filter(|node| has_no_activation(site, node))?;
    let at = axis(site.int(site.operand(dim)?)?, site.rank(value)?)?;
    let types = site.data(site.class).types.clone();
    let size = |ty: tfl_ir::Type| ty.dims().and_then(|dims| dims.get(at).copied());
    let fits = along(site, node) == Some(at)
        && types.len() == node.operands().len()
        && types.iter().zip(node.operands()).all(|(&ty, &id)| {
            size(ty).is_some_and(|dim| !dim.is_dynamic())
                && size(ty) == size(site.ty(id))
                && ty == site.ty(id)
        });
    if !fits {
        return None;
    }
    results(site, node.operands().iter().map(|&id| id.into()).collect(), vec![node.clone()])
}
