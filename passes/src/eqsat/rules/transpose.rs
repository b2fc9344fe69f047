//! Transposes: merged, cancelled, written as reshapes, moved towards the output.

use tfl_ir::{Attr, Dim};

use super::layout::{
    POINTWISE, REDUCTIONS, axis, first, flag, inverse, is_per_axis, like, permutation, reshaped, transposed,
};
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A permutation that moves nothing.
        "drop-identity-transpose", Bitwise;
        at: &["tfl.transpose"], examples: &["(tfl.transpose ?x #p)"],
        make: |site| {
            let perm = permutation(site, site.node)?;
            if perm.is_sorted() { site.equal(site.operand(0)?.into(), []) } else { None }
        }
    },
    rule! {
        /// Dimensions of size one may move without an element moving.
        "write-transpose-of-ones-as-reshape", Bitwise;
        at: &["tfl.transpose"], examples: &["(tfl.transpose ?x #p)"],
        make: |site| {
            let (perm, input) = (permutation(site, site.node)?, site.operand(0)?);
            let dims = site.dims(input)?;
            let mut moved = perm.iter().filter(|&&from| dims.get(from) != Some(&Dim::Static(1)));
            if perm.is_sorted() || !moved.by_ref().is_sorted() || is_per_axis(site, input) {
                return None;
            }
            site.equal(reshaped(input.into(), site.dims(site.class)?)?, [])
        }
    },
    rule! {
        /// Two permutations in a row are one.
        "merge-transposes", Bitwise;
        at: &["tfl.transpose"], examples: &["(tfl.transpose (tfl.transpose ?x #p) #q)"],
        make: |site| {
            let outer = permutation(site, site.node)?;
            let (inner, perm, source) = transpose_below(site, 0)?;
            let both: Vec<usize> = outer.iter().map(|&at| perm.get(at).copied()).collect::<Option<_>>()?;
            let term = if both.is_sorted() { source.into() } else { transposed(source.into(), &both)? };
            site.equal(term, [inner])
        }
    },
    rule! {
        /// What is done to each element does not ask for its place. Moved towards the output, transposes
        /// meet and cancel.
        "move-transpose-after-pointwise-op", Bitwise;
        at: POINTWISE, examples: &["(tfl.relu (tfl.transpose ?x #p))"],
        make: |site| {
            let (inner, perm, source) = transpose_below(site, 0)?;
            moved(site, vec![source.into()], &perm, vec![inner])
        }
    },
    rule! {
        /// A softmax works along the last dimension: the others may change places after it.
        "move-transpose-after-softmax", Bitwise;
        at: &["tfl.softmax", "tfl.log_softmax"], examples: &["(tfl.softmax (tfl.transpose ?x #p))"],
        make: |site| {
            let (inner, perm, source) = transpose_below(site, 0)?;
            if perm.last().copied() != perm.len().checked_sub(1) {
                return None;
            }
            moved(site, vec![source.into()], &perm, vec![inner])
        }
    },
    rule! {
        /// A reduction of transposed dimensions is one of the dimensions where they were, and fewer
        /// elements are left to move.
        "move-transpose-after-reduction", Bitwise;
        at: REDUCTIONS, examples: &["(tfl.reduce_max (tfl.transpose ?x #p) #a)"],
        make: after_reduction
    },
    rule! {
        /// Parts transposed alike are joined first: one transpose in place of several.
        "move-transposes-after-concatenation", Bitwise;
        at: &["tfl.concatenation"],
        examples: &["(tfl.concatenation (tfl.transpose ?x #p) (tfl.transpose ?y #p))"],
        make: after_concatenation
    },
    rule! {
        /// Padding goes along with its dimension.
        "move-transpose-after-pad", Bitwise;
        at: &["tfl.pad", "tfl.padv2", "tfl.mirror_pad"], examples: &["(tfl.pad (tfl.transpose ?x #p) #a)"],
        make: after_pad
    },
    rule! {
        /// A matrix product reads either operand transposed if it is told so.
        "transpose-operand-inside-batch-matmul", Bitwise;
        at: &["tfl.batch_matmul"], examples: &["(tfl.batch_matmul ?x (tfl.transpose ?y #p))"],
        make: |site| inside_matmul(site, 1, "adj_y").or_else(|| inside_matmul(site, 0, "adj_x"))
    },
];

/// The transpose that operand `index` is, its permutation and what it transposes.
pub(super) fn transpose_below(site: &Site<'_>, index: usize) -> Option<(Node, Vec<usize>, egg::Id)> {
    let operand = site.operand(index)?;
    let node = first(site, operand, "tfl.transpose")?;
    let source = site.egraph.find(*node.operands().first()?);
    let perm = permutation(site, node)?;
    let moves = source != site.egraph.find(operand) && !is_per_axis(site, source);
    moves.then(|| (node.clone(), perm, source))
}

/// The op of the site on `operands`, transposed afterwards.
pub(super) fn moved(
    site: &Site<'_>,
    operands: Vec<Term>,
    perm: &[usize],
    used: Vec<Node>,
) -> Option<Rewrite> {
    if is_per_axis(site, site.class) {
        return None;
    }
    let op = like(site.node, site.attrs(), site.elem(site.class), operands)?;
    site.equal(transposed(op, perm)?, used)
}

fn after_reduction(site: &Site<'_>) -> Option<Rewrite> {
    let (inner, perm, source) = transpose_below(site, 0)?;
    let axes: Vec<usize> = site
        .ints(site.operand(1)?)?
        .into_iter()
        .map(|at| perm.get(axis(at, perm.len())?).copied())
        .collect::<Option<_>>()?;
    let mut list: Vec<i64> = axes.iter().map(|&at| at as i64).collect();
    list.sort_unstable();
    let op = like(site.node, site.attrs(), site.elem(site.class), vec![source.into(), Term::ints(&list)?])?;
    let left: Vec<usize> = if flag(site, site.node, "keep_dims") {
        perm
    } else {
        let before = |at: usize| (0..at).filter(|axis| !axes.contains(axis)).count();
        perm.iter().filter(|at| !axes.contains(at)).map(|&at| before(at)).collect()
    };
    let term = if left.is_sorted() { op } else { transposed(op, &left)? };
    site.equal(term, [inner])
}

fn after_concatenation(site: &Site<'_>) -> Option<Rewrite> {
    let (mut used, mut operands, mut order) = (Vec::new(), Vec::new(), None);
    for index in 0..site.node.operands().len() {
        let (node, perm, source) = transpose_below(site, index)?;
        if *order.get_or_insert_with(|| perm.clone()) != perm {
            return None;
        }
        used.push(node);
        operands.push(Term::Class(source));
    }
    let perm = order?;
    let at = axis(site.attrs().get("axis")?.as_int()?, perm.len())?;
    let props = site.attrs().with("axis", super::layout::i32_attr(perm[at])?);
    let op = like(site.node, props, site.elem(site.class), operands)?;
    site.equal(transposed(op, &perm)?, used)
}

fn after_pad(site: &Site<'_>) -> Option<Rewrite> {
    let (inner, perm, source) = transpose_below(site, 0)?;
    let amounts = site.ints(site.operand(1)?)?;
    let pairs: Vec<&[i64]> = amounts.chunks(2).collect();
    let back = inverse(&perm);
    let moved_amounts: Vec<i32> = back
        .iter()
        .map(|&at| pairs.get(at).copied())
        .collect::<Option<Vec<_>>>()?
        .concat()
        .into_iter()
        .map(|amount| i32::try_from(amount).ok())
        .collect::<Option<_>>()?;
    let amounts = tfl_ir::DenseElements::from_i32(&[perm.len() as u64, 2], &moved_amounts).ok()?;
    let rest = site.node.operands().iter().skip(2).map(|&id| Term::Class(id));
    let operands = [source.into(), Term::constant(amounts)].into_iter().chain(rest).collect();
    moved(site, operands, &perm, vec![inner])
}

/// Operand `index` with its last two dimensions back in their places, and the flag turned.
fn inside_matmul(site: &Site<'_>, index: usize, name: &'static str) -> Option<Rewrite> {
    let (inner, mut perm, source) = transpose_below(site, index)?;
    let rank = perm.len();
    // Without the exchange the permutation has to be simpler, or this would go round in circles.
    if rank < 2 || perm[rank - 2] < perm[rank - 1] {
        return None;
    }
    perm.swap(rank - 2, rank - 1);
    let operand = if perm.is_sorted() { source.into() } else { transposed(source.into(), &perm)? };
    let props = site.attrs().with(name, Attr::bool(!flag(site, site.node, name)));
    let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
    operands[index] = operand;
    site.equal(like(site.node, props, site.elem(site.class), operands)?, [inner])
}
