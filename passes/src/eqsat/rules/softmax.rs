//! Functions of a whole row, written out: softmax, its logarithm, division by the norm.

use egg::Id;
use tfl_ir::{Attr, Dict};

use super::linear::{depth, is_f32};
use super::numbers::{is_about, same_type};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};

/// Kernels of softmax and L2 normalization that know rows only know this many dimensions.
const MAX_RANK: usize = 4;

/// What a row is shifted by, usually its largest element.
const REDUCTIONS: [&str; 3] = ["tfl.reduce_max", "tfl.reduce_min", "tfl.mean"];

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `exp(x) / sum(exp(x))` over the last dimension.
        "recognize-softmax", Real;
        each: &[
            &["(tfl.div (tfl.exp ?x) (tfl.sum@s (tfl.exp ?x) #axes))"],
            &["(tfl.mul (tfl.exp ?x) (tfl.div 1@one (tfl.sum@s (tfl.exp ?x) #axes)))"],
        ],
        "$0" => "(tfl.softmax@m ?x)",
        when: |m| {
            if m.row(0).contains("@one") {
                is_about(m, "x", "one", 1.0)?;
            }
            over_rows(m)?;
            m.set_attrs("m", Dict::of([("beta", Attr::f32(1.0))]));
            Some(())
        }
    },
    rule! {
        /// `x - log(sum(exp(x)))` over the last dimension.
        "recognize-log-softmax", Real;
        "(tfl.sub ?x (tfl.log (tfl.sum@s (tfl.exp ?x) #axes)))" => "(tfl.log_softmax ?x)",
        when: |m| over_rows(m)
    },
    rule! {
        /// The same with the shift, which the sum is taken of, undone outside.
        "recognize-log-softmax-of-shifted-sum", Real;
        "(tfl.sub ?x (tfl.add (tfl.log (tfl.sum@s (tfl.exp (tfl.sub ?x ?y)) #axes)) ?y))"
            => "(tfl.log_softmax ?x)",
        when: |m| {
            over_rows(m)?;
            keeps_rows(m).then_some(())?;
            same_in_row(m, m.id("x"), m.id("y"))
        }
    },
    rule! {
        /// What is subtracted from, or added to, a whole row changes nothing: softmax subtracts the largest
        /// element itself.
        "drop-shift-before-softmax", Real;
        each: &[
            &["tfl.softmax", "tfl.sub"], &["tfl.softmax", "tfl.add"], &["tfl.log_softmax", "tfl.sub"],
            &["tfl.log_softmax", "tfl.add"],
        ],
        "($0@m ($1 ?x ?y))" => "($0@m ?x)",
        when: |m| {
            same_type(m, "x")?;
            keeps_rows(m).then_some(())?;
            same_in_row(m, m.id("x"), m.id("y"))
        }
    },
    rule! {
        /// The logarithm of a softmax has an op of its own, which does not lose small numbers.
        "merge-log-and-softmax", Real;
        "(tfl.log (tfl.softmax@m ?x))" => "(tfl.log_softmax ?x)",
        when: |m| (m.attr("m", "beta")?.as_f64() == Some(1.0)).then_some(())
    },
    rule! {
        /// The exponential of a logarithm.
        "merge-exp-and-log-softmax", Real;
        "(tfl.exp (tfl.log_softmax ?x))" => "(tfl.softmax@m ?x)",
        when: |m| { m.set_attrs("m", Dict::of([("beta", Attr::f32(1.0))])); Some(()) }
    },
    rule! {
        /// A row divided by its norm, which counts as 1e-6 at least, in the kernel as here.
        "recognize-l2-normalization", Real;
        each: &[
            &["(tfl.mul ?x (tfl.rsqrt (tfl.maximum (tfl.sum@s (tfl.square ?x) #axes) 1e-12@k)))", "1e-12"],
            &["(tfl.div ?x (tfl.maximum (tfl.sqrt (tfl.sum@s (tfl.square ?x) #axes)) 1e-6@k))", "1e-6"],
        ],
        "$0" => "(tfl.l2_normalization@n ?x)",
        when: |m| {
            over_rows(m)?;
            is_about(m, "x", "k", m.row(1).parse().ok()?)?;
            (is_f32(m, m.root) && m.rank(m.root)? <= MAX_RANK).then_some(())?;
            m.set_attrs("n", Dict::of([("fused_activation_function", Attr::str("NONE"))]));
            Some(())
        }
    },
];

/// Goes on if `s` reduces the last dimension of `x` to one, over `axes`, and the whole has the type of
/// `x`.
fn over_rows(m: &Match<'_>) -> Option<()> {
    same_type(m, "x")?;
    m.flag("s", "keep_dims").then_some(())?;
    let rank = i64::try_from(m.rank(m.id("x"))?).ok()?;
    matches!(*m.ints(m.id("axes"))?, [axis] if axis == -1 || axis == rank - 1).then_some(())
}

/// Goes on if `y` has one number for each row of `x`.
fn same_in_row(graph: &Graph, x: Id, y: Id) -> Option<()> {
    (graph.rank(x)? >= 1 && graph.rank(y)? <= graph.rank(x)?).then_some(())?;
    (graph.rank(y) == Some(0) || depth(graph, y) == Some(1)).then_some(())
}

/// Whether `y` repeats no row of `x`: sizes that are unknown may be one in `x` alone, unless `y` is a
/// reduction of `x`.
fn keeps_rows(m: &Match<'_>) -> bool {
    let (x, y) = (m.id("x"), m.id("y"));
    let (Some(dims), Some(other)) = (m.dims(x), m.dims(y)) else { return false };
    let mut pairs = dims.iter().rev().zip(other.iter().rev());
    let reduces = |node: &Node| {
        let named = node.kind().is_some_and(|kind| REDUCTIONS.contains(&kind.name().as_str()));
        named && node.operands().first().is_some_and(|&of| m.egraph.find(of) == m.egraph.find(x))
    };
    pairs.all(|(x, y)| x.size().is_some() || y.size() == Some(1)) || m.nodes(y).iter().any(reduces)
}
