//! Additions and multiplications by constants past ops that let them through, towards weights.
//!
//! Each rule stands in both directions: up where what makes the operand takes the constant, down where
//! the user does, or where the tensor is smaller. Constants come back as they were, so that going there
//! and back makes nothing new.

use tfl_ir::{Attr, Dim};

use super::affine_absorb::{is_absorbed, takes};
use super::linear::{channel_vector, depth, has_room, is_f32, is_moderate, is_single, reshaped, spread};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};
use crate::eqsat::term::Term;

/// Elements of a constant that a reshape may make of a shorter one.
const MOST_SPREAD: i64 = 1 << 14;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A window's average or maximum takes a constant of each channel after it as well as before it; a
        /// maximum no negative factor. Averages leave padding out, so that a sum passes too.
        "move-constant-above-pool", Real;
        each: &[
            &["tfl.mul", "tfl.average_pool_2d"], &["tfl.mul", "tfl.max_pool_2d"],
            &["tfl.add", "tfl.average_pool_2d"], &["tfl.add", "tfl.max_pool_2d"],
        ],
        "($0@o ($1@p ?x) #k)" => "($1@q ($0 ?x ?v))",
        when: |m| {
            taken_above(m, m.row(0))?;
            m.no_activation("p")?;
            passes(m)?;
            beside(m)?;
            m.set_attrs("q", m.attrs("p").with(ACTIVATION, m.attr("o", ACTIVATION)?));
            Some(())
        }
    },
    rule! {
        /// The same the other way: fewer elements to compute on.
        "move-constant-below-pool", Real;
        each: &[
            &["tfl.mul", "tfl.average_pool_2d"], &["tfl.mul", "tfl.max_pool_2d"],
            &["tfl.add", "tfl.average_pool_2d"], &["tfl.add", "tfl.max_pool_2d"],
        ],
        "($1@p ($0 ?x #k))" => "($0@o ($1@q ?x) ?v)",
        when: |m| {
            on_its_way(m)?;
            passes(m)?;
            beside(m)?;
            m.set_attrs("q", m.attrs("p").with(ACTIVATION, Attr::str("NONE")));
            m.set_attrs("o", activation_only(m.attr("p", ACTIVATION)?));
            Some(())
        }
    },
    rule! {
        /// A reduction along other dimensions than the channels, as with pools.
        "move-constant-above-reduction", Real;
        each: &[
            &["tfl.mul", "tfl.mean"], &["tfl.mul", "tfl.reduce_max"], &["tfl.mul", "tfl.sum"],
            &["tfl.add", "tfl.mean"], &["tfl.add", "tfl.reduce_max"],
        ],
        "($0 ($1@p ?x #axes) #k)" => "($1@p ($0 ?x ?v) #axes)",
        when: |m| { taken_above(m, m.row(0))?; passes(m)?; beside_reduced(m) }
    },
    rule! {
        /// The same the other way: fewer elements to compute on.
        "move-constant-below-reduction", Real;
        each: &[
            &["tfl.mul", "tfl.mean"], &["tfl.mul", "tfl.reduce_max"], &["tfl.mul", "tfl.sum"],
            &["tfl.add", "tfl.mean"], &["tfl.add", "tfl.reduce_max"],
        ],
        "($1@p ($0 ?x #k) #axes)" => "($0 ($1@p ?x #axes) ?v)",
        when: |m| { on_its_way(m)?; passes(m)?; beside_unreduced(m) }
    },
    rule! {
        /// Zeros padded stay zero when multiplied.
        "move-mul-above-pad", Real;
        "(tfl.mul (tfl.pad ?x #p) #k)" => "(tfl.pad (tfl.mul ?x ?v) #p)",
        when: |m| { taken_above(m, "tfl.mul")?; channels_unpadded(m)?; beside(m) }
    },
    rule! {
        /// The same the other way.
        "move-mul-below-pad", Real;
        "(tfl.pad (tfl.mul ?x #k) #p)" => "(tfl.mul (tfl.pad ?x #p) ?v)",
        when: |m| { on_its_way(m)?; channels_unpadded(m)?; beside(m) }
    },
    rule! {
        /// Resizing takes weighted means; the weights of each sum to one.
        "move-constant-below-resize", Real;
        each: &[
            &["tfl.mul", "tfl.resize_bilinear"], &["tfl.mul", "tfl.resize_nearest_neighbor"],
            &["tfl.add", "tfl.resize_bilinear"], &["tfl.add", "tfl.resize_nearest_neighbor"],
        ],
        "($1@p ($0 ?x #k) ?s)" => "($0 ($1@p ?x ?s) ?v)",
        when: |m| { on_its_way(m)?; beside(m) }
    },
    rule! {
        /// A factor that is not negative commutes with ops that keep the direction from zero.
        "move-mul-above-activation", Real;
        each: &[
            &["(tfl.relu ?x)", "(tfl.relu (tfl.mul ?x #k))"],
            &["(tfl.leaky_relu@p ?x)", "(tfl.leaky_relu@p (tfl.mul ?x #k))"],
            &["(tfl.prelu ?x #alpha)", "(tfl.prelu (tfl.mul ?x #k) #alpha)"],
            &["(tfl.abs ?x)", "(tfl.abs (tfl.mul ?x #k))"],
        ],
        "(tfl.mul $0 #k)" => "$1",
        when: |m| { taken_above(m, "tfl.mul")?; not_negative(m) }
    },
    rule! {
        /// The same the other way, towards the next op that takes a factor. Not for the slopes: together with
        /// what recognizes those, each factor would be tried on each side of each.
        "move-mul-below-activation", Real;
        each: &[
            &["(tfl.relu ?x)", "(tfl.relu (tfl.mul ?x #k))"],
        ],
        "$1" => "(tfl.mul $0 #k)",
        when: |m| { on_its_way(m)?; not_negative(m) }
    },
    rule! {
        /// A constant passes a reshape in the shape of the other side; one of each channel as it is,
        /// where the channels stay together.
        "move-constant-above-reshape", Real;
        each: &[&["tfl.mul"], &["tfl.add"]],
        "($0 (tfl.reshape ?x ?s) #k)" => "(tfl.reshape ($0 ?x ?v) ?s)",
        when: |m| {
            taken_above(m, m.row(0))?;
            let (from, to) = (m.dims(m.root)?, m.dims(m.id("x"))?);
            is_shape(m, from)?;
            let made = through_reshape(m, from, to)?;
            m.set("v", made);
            Some(())
        }
    },
    rule! {
        /// The same the other way.
        "move-constant-below-reshape", Real;
        each: &[&["tfl.mul"], &["tfl.add"]],
        "(tfl.reshape ($0 ?x #k) ?s)" => "($0 (tfl.reshape ?x ?s) ?v)",
        when: |m| {
            on_its_way(m)?;
            let (from, to) = (m.dims(m.id("x"))?, m.dims(m.root)?);
            let made = through_reshape(m, from, to)?;
            m.set("v", made);
            Some(())
        }
    },
    rule! {
        /// Blocks put back in their place take a constant of each channel before as well.
        "move-constant-above-batch-to-space", Real;
        each: &[&["tfl.mul"], &["tfl.add"]],
        "($0 (tfl.batch_to_space_nd ?x ?block ?crops) #k)"
            => "(tfl.batch_to_space_nd ($0 ?x ?v) ?block ?crops)",
        when: |m| { taken_above(m, m.row(0))?; beside(m) }
    },
    rule! {
        /// One number passes any change of order.
        "move-number-above-reordering", Real;
        each: &[
            &["tfl.mul", "(tfl.transpose ?x #p)", "(tfl.transpose (tfl.mul ?x ?v) #p)"],
            &["tfl.add", "(tfl.transpose ?x #p)", "(tfl.transpose (tfl.add ?x ?v) #p)"],
            &["tfl.mul", "(tfl.depth_to_space@p ?x)", "(tfl.depth_to_space@p (tfl.mul ?x ?v))"],
            &["tfl.add", "(tfl.depth_to_space@p ?x)", "(tfl.depth_to_space@p (tfl.add ?x ?v))"],
        ],
        "($0 $1 #k)" => "$2",
        when: |m| { taken_above(m, m.row(0))?; number(m) }
    },
    rule! {
        /// The same the other way.
        "move-number-below-reordering", Real;
        each: &[
            &["tfl.mul", "(tfl.transpose ?x #p)", "(tfl.transpose (tfl.mul ?x #k) #p)"],
            &["tfl.add", "(tfl.transpose ?x #p)", "(tfl.transpose (tfl.add ?x #k) #p)"],
            &["tfl.mul", "(tfl.space_to_depth@p ?x)", "(tfl.space_to_depth@p (tfl.mul ?x #k))"],
            &["tfl.add", "(tfl.space_to_depth@p ?x)", "(tfl.space_to_depth@p (tfl.add ?x #k))"],
        ],
        "$2" => "($0 $1 ?v)",
        when: |m| { on_its_way(m)?; number(m) }
    },
    rule! {
        /// A factor of a product of matrices is one of either operand, which may be smaller or have
        /// weights that take it.
        "move-number-above-batch-matmul", Real;
        "(tfl.mul (tfl.batch_matmul@p ?x ?y) #k)" => "(tfl.batch_matmul@p (tfl.mul ?x ?v) ?y)",
        when: |m| number(m)
    },
    rule! {
        /// The same the other way.
        "move-number-below-batch-matmul", Real;
        each: &[
            &["(tfl.mul ?x #k)", "?y", "?x", "?y"],
            &["?x", "(tfl.mul ?y #k)", "?x", "?y"],
        ],
        "(tfl.batch_matmul@p $0 $1)" => "(tfl.mul (tfl.batch_matmul@p $2 $3) ?v)",
        when: |m| number(m)
    },
];

const ACTIVATION: &str = "fused_activation_function";
/// Ops that constants pass on their way up, of one operand and what says how.
const PASSING: &[&str] = &[
    "tfl.average_pool_2d",
    "tfl.batch_matmul",
    "tfl.batch_to_space_nd",
    "tfl.concatenation",
    "tfl.depth_to_space",
    "tfl.leaky_relu",
    "tfl.max_pool_2d",
    "tfl.mean",
    "tfl.pad",
    "tfl.prelu",
    "tfl.reduce_max",
    "tfl.relu",
    "tfl.reshape",
    "tfl.sum",
    "tfl.transpose",
];
/// Those that any constant passes.
const REORDERING: &[&str] = &["tfl.batch_to_space_nd", "tfl.depth_to_space", "tfl.reshape", "tfl.transpose"];
/// As many of them in a row are looked through.
const MOST_PASSED: usize = 6;

fn activation_only(activation: Attr) -> tfl_ir::Dict {
    tfl_ir::Dict::of([(ACTIVATION, activation)])
}

/// Goes on unless the row is a product behind or before a maximum and the factor could be negative.
fn passes(m: &Match<'_>) -> Option<()> {
    if m.row(0) == "tfl.mul" && matches!(m.row(1), "tfl.max_pool_2d" | "tfl.reduce_max") {
        not_negative(m)?;
    }
    Some(())
}

/// Goes on if something above takes the constant, directly or behind more ops that let it through.
fn taken_above(m: &Match<'_>, op: &str) -> Option<()> {
    let (mut class, k) = (m.id("x"), m.id("k"));
    let count = m.shape(k)?.iter().try_fold(1i64, |count, &dim| count.checked_mul(dim))?;
    for _ in 0..MOST_PASSED {
        // Weights take one number for each channel; more only join others.
        let fits = depth(m, class).is_none_or(|channels| count <= channels);
        let joins = || m.nodes(class).iter().any(|node| is_by_constant(m, node, op));
        if if fits { takes(m, class, op) } else { joins() } {
            return Some(());
        }
        let passes = |node: &&Node| node.kind().is_some_and(|kind| PASSING.contains(&kind.info().name));
        let passing = m.nodes(class).iter().find(passes)?;
        class = m.egraph.find(*passing.operands().first()?);
    }
    None
}

/// Whether a node is an `op` by a constant.
fn is_by_constant(graph: &Graph, node: &Node, op: &str) -> bool {
    let named = node.kind().is_some_and(|kind| kind.info().name == op);
    named && node.operands().get(1).is_some_and(|&operand| graph.is_const(operand))
}

/// Goes on unless the weights before take the constant anyway.
fn on_its_way(m: &Match<'_>) -> Option<()> {
    let mut class = m.id("x");
    for _ in 0..MOST_PASSED {
        if is_absorbed(m, class) {
            return None;
        }
        let reorders = |node: &&Node| node.kind().is_some_and(|kind| REORDERING.contains(&kind.info().name));
        match m.nodes(class).iter().find(reorders).and_then(|node| node.operands().first()) {
            Some(&operand) => class = m.egraph.find(operand),
            None => break,
        }
    }
    Some(())
}

/// Whether the constant is one that may be computed with, and there are not many forms yet.
fn is_movable(m: &Match<'_>) -> bool {
    let k = m.id("k");
    is_f32(m, k) && is_moderate(m, k) && has_room(m, m.root)
}

fn not_negative(m: &Match<'_>) -> Option<()> {
    let k = m.id("k");
    (is_movable(m) && m.range(k).low >= 0.0).then_some(())
}

/// Binds the constant by channel, in the form in which it stands beside the operand as well as beside the
/// result: a scalar or a vector.
fn beside(m: &mut Match<'_>) -> Option<()> {
    let rank = m.rank(m.id("x"))?;
    bind_channels(m, rank)
}

fn bind_channels(m: &mut Match<'_>, rank: usize) -> Option<()> {
    let (k, x) = (m.id("k"), m.id("x"));
    is_movable(m).then_some(())?;
    if is_single(m, k) {
        return number_beside(m, rank);
    }
    let (vector, _) = channel_vector(m, k, rank, depth(m, x)?)?;
    m.set("v", vector);
    Some(())
}

/// Binds the constant beside the result of a reduction that keeps the last dimension; any reduction
/// will do for one number.
fn beside_reduced(m: &mut Match<'_>) -> Option<()> {
    let rank = m.rank(m.id("x"))?;
    let mut axes: Vec<usize> = Vec::new();
    for axis in m.ints(m.id("axes"))? {
        let axis =
            usize::try_from(if axis < 0 { axis.checked_add(i64::try_from(rank).ok()?)? } else { axis });
        axes.push(axis.ok()?);
    }
    axes.sort_unstable();
    axes.dedup();
    let reduced = if m.flag("p", "keep_dims") { rank } else { rank.checked_sub(axes.len())? };
    let kept = axes.last().is_none_or(|&last| last + 1 < rank);
    (kept || is_single(m, m.id("k"))).then_some(())?;
    bind_channels(m, reduced)
}

/// Binds the constant beside the operand of a reduction, where it stands beside the result as well.
fn beside_unreduced(m: &mut Match<'_>) -> Option<()> {
    let rank = i64::try_from(m.rank(m.id("x"))?).ok()?;
    let axes = m.ints(m.id("axes"))?;
    let kept = axes.iter().all(|&axis| axis != -1 && axis != rank - 1);
    (kept || is_single(m, m.id("k"))).then_some(())?;
    beside(m)
}

/// Goes on if the last dimension is not padded, or the constant is one number.
fn channels_unpadded(m: &Match<'_>) -> Option<()> {
    let unpadded = m.ints(m.id("p")).is_some_and(|amounts| amounts.ends_with(&[0, 0]));
    (unpadded || is_single(m, m.id("k"))).then_some(())
}

/// Binds a constant that is one number.
fn number(m: &mut Match<'_>) -> Option<()> {
    let rank = m.rank(m.id("x"))?;
    number_beside(m, rank)
}

/// Binds a constant that is one number, beside a value of `rank` dimensions, as a scalar.
fn number_beside(m: &mut Match<'_>, rank: usize) -> Option<()> {
    let k = m.id("k");
    let usable = is_movable(m) && is_single(m, k);
    (usable && m.rank(k)? <= rank).then_some(())?;
    let scalar = if m.rank(k)? == 0 { k.into() } else { reshaped(k.into(), &[])? };
    m.set("v", scalar);
    Some(())
}

/// Goes on if a reshape's result has the shape `dims`: the constant beside it makes it no larger.
fn is_shape(m: &Match<'_>, dims: &[Dim]) -> Option<()> {
    let wanted = m.ints(m.id("s"))?;
    let operand = m.dims(m.id("x"))?;
    let count = |dims: &[Dim]| dims.iter().try_fold(1u64, |count, dim| count.checked_mul(dim.size()?));
    let listed = |(dim, &size): (&Dim, &i64)| match dim.size() {
        Some(known) => u64::try_from(size) == Ok(known),
        None => size == -1,
    };
    let same = match (count(dims), count(operand)) {
        (Some(made), Some(given)) => made == given && wanted.len() == dims.len(),
        _ => wanted.len() == dims.len() && dims.iter().zip(&wanted).all(listed),
    };
    same.then_some(())
}

/// The constant of a match, beside a value of shape `from`, as it stands beside the same elements in
/// shape `to`.
fn through_reshape(m: &Match<'_>, from: &[Dim], to: &[Dim]) -> Option<Term> {
    let k = m.id("k");
    let usable = is_movable(m) && m.rank(k)? <= from.len();
    usable.then(|| reshape_constant(m, k, from, to))?
}

fn reshape_constant(graph: &Graph, k: egg::Id, from: &[Dim], to: &[Dim]) -> Option<Term> {
    let dims = graph.shape(k)?;
    if is_single(graph, k) {
        return if dims.is_empty() { Some(k.into()) } else { reshaped(k.into(), &[]) };
    }
    let size = |dim: &Dim| dim.size().and_then(|size| i64::try_from(size).ok());
    let own: Vec<i64> = dims.iter().copied().skip_while(|&dim| dim == 1).collect();
    // As it is, where the dimensions that it has stay.
    let same = from.iter().rev().zip(to.iter().rev()).take_while(|(a, b)| a == b && !a.is_dynamic()).count();
    let fits = |tail: &[Dim]| {
        own.iter().rev().zip(tail.iter().rev()).all(|(&dim, full)| dim == 1 || size(full) == Some(dim))
    };
    if same >= own.len() && fits(from) {
        return if own.len() == dims.len() { Some(k.into()) } else { reshaped(k.into(), &own) };
    }
    // Written out along the dimensions behind those that both begin with.
    let lead = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let lead = lead.min(from.len() - own.len());
    let before: Option<Vec<i64>> = from.get(lead..)?.iter().map(size).collect();
    let after: Option<Vec<i64>> = to.get(lead..)?.iter().map(size).collect();
    let (before, after) = (before?, after?);
    let count = |dims: &[i64]| dims.iter().try_fold(1i64, |count, &dim| count.checked_mul(dim));
    let equal = count(&before)? == count(&after)? && count(&before)? <= MOST_SPREAD;
    equal.then(|| reshaped(spread(graph, k, from.len(), &before)?, &after))?
}
