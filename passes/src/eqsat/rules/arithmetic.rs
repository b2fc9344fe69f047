//! Identities of arithmetic.

use bytes::Bytes;
use egg::Id;
use tfl_ir::{DenseElements, Type};

use super::linear::{has_room, is_f32};
use super::repeat::adds_nothing;
use crate::eqsat::graph::Graph;
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rule, rule};

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `x - 0`, `x · 1`, `x / 1`, and of integers `x + 0`.
        "drop-neutral-operand", Bitwise;
        each: &[&["tfl.add", "0"], &["tfl.sub", "0"], &["tfl.mul", "1"], &["tfl.div", "1"]],
        "($0 ?x #k)" => "?x",
        when: |m| {
            // The sum of a negative and a positive zero is positive.
            let exact = m.row(1) == "1" || !m.is_float(m.root);
            (exact && is_all(m, m.id("k"), if m.row(1) == "1" { 1.0 } else { 0.0 })).then_some(())?;
            keeps(m, "x", "k")
        }
    },
    rule! {
        /// `x + 0`; only the sign of a zero could tell.
        "drop-add-of-zero", Real;
        each: &[&["tfl.add"], &["tfl.sub"]],
        "($0 ?x 0.0)" => "?x",
        when: |m| {
            (m.ty(m.id("x")) == m.root_ty() && m.shape(m.id("x")).is_some()).then_some(())
        }
    },
    rule! {
        /// Nothing is left of an integer times zero, or less itself. (Floats may not be numbers.)
        "turn-integer-zero-into-constant", Bitwise;
        each: &[&["(tfl.mul ?x #k)"], &["(tfl.sub ?x ?x)"]],
        "$0" => "?zero",
        when: |m| {
            let elem = m.elem(m.root)?;
            [Type::i32(), Type::i64()].contains(&elem).then_some(())?;
            let product = m.row(0).contains("mul");
            (!product || is_all(m, m.id("k"), 0.0)).then_some(())?;
            m.shape(m.root)?;
            let zero = DenseElements::splat(m.root_ty(), Bytes::from(vec![0; elem.elem_bytes()?])).ok()?;
            m.set_constant("zero", zero);
            Some(())
        }
    },
    rule! {
        /// Twice the other sign is the sign.
        "drop-double-neg", Bitwise;
        "(tfl.neg (tfl.neg ?x))" => "?x",
        when: |m| same_type(m)
    },
    rule! {
        /// The sign does not matter.
        "drop-neg-of-even-function", Bitwise;
        each: &[
            &["tfl.abs", "tfl.neg"], &["tfl.square", "tfl.neg"], &["tfl.square", "tfl.abs"],
            &["tfl.cos", "tfl.neg"],
        ],
        "($0 ($1 ?x))" => "($0 ?x)"
    },
    rule! {
        /// Two signs cancel.
        "drop-neg-of-both-factors", Bitwise;
        each: &[&["tfl.mul"], &["tfl.div"]],
        "($0@o (tfl.neg ?x) (tfl.neg ?y))" => "($0@o ?x ?y)"
    },
    rule! {
        /// Adding the negative is subtracting.
        "turn-add-of-neg-into-sub", Bitwise;
        "(tfl.add@o ?x (tfl.neg ?y))" => "(tfl.sub@o ?x ?y)"
    },
    rule! {
        /// Subtracting the negative is adding.
        "turn-sub-of-neg-into-add", Bitwise;
        "(tfl.sub@o ?x (tfl.neg ?y))" => "(tfl.add@o ?x ?y)"
    },
    rule! {
        /// A factor that only changes the sign.
        "turn-mul-by-minus-one-into-neg", Bitwise;
        each: &[&["tfl.mul"], &["tfl.div"]],
        "($0 ?x #k)" => "(tfl.neg ?x)",
        when: |m| {
            (is_f32(m, m.root) && m.splat(m.id("k")) == Some(-1.0)).then_some(())?;
            keeps(m, "x", "k")
        }
    },
    rule! {
        /// `-(x - y)` is `y - x`; only the sign of a zero could tell.
        "turn-neg-of-sub-into-sub", Real;
        "(tfl.neg (tfl.sub ?x ?y))" => "(tfl.sub ?y ?x)"
    },
    rule! {
        /// What is never negative is its own absolute value.
        "drop-abs-of-positive", Real;
        "(tfl.abs ?x)" => "?x",
        when: |m| { (m.range(m.id("x")).low >= 0.0).then_some(())?; same_type(m) }
    },
    rule! {
        /// The root of a square is the absolute value.
        "turn-sqrt-of-square-into-abs", Real;
        "(tfl.sqrt (tfl.square ?x))" => "(tfl.abs ?x)"
    },
    rule! {
        /// The square of the root of what is never negative.
        "drop-square-of-sqrt", Real;
        "(tfl.square (tfl.sqrt ?x))" => "?x",
        when: |m| { (m.range(m.id("x")).low >= 0.0).then_some(())?; same_type(m) }
    },
    rule! {
        /// A cast to the type that it has.
        "drop-cast-to-same-type", Bitwise;
        "(tfl.cast@c ?x)" => "?x",
        when: |m| same_type(m)
    },
    rule! {
        /// The larger, or smaller, of a value and itself.
        "drop-extremum-of-itself", Bitwise;
        each: &[&["tfl.maximum"], &["tfl.minimum"]],
        "($0 ?x ?x)" => "?x",
        when: |m| same_type(m)
    },
    rule! {
        /// A bound that is never reached.
        "drop-extremum-out-of-range", Real;
        each: &[&["tfl.maximum"], &["tfl.minimum"]],
        "($0 ?x #k)" => "?x",
        when: |m| {
            let (x, k) = (m.range(m.id("x")), m.range(m.id("k")));
            let idle = if m.row(0) == "tfl.maximum" { k.high <= x.low } else { k.low >= x.high };
            idle.then_some(())?;
            keeps(m, "x", "k")
        }
    },
    rule! {
        /// `x·y + x·z` is `x·(y + z)`: one product less.
        "factor-out-of-sum", Real;
        each: &[
            &["tfl.add", "(tfl.mul ?x ?y)", "(tfl.mul ?x ?z)"], &["tfl.add", "(tfl.mul ?x ?y)", "(tfl.mul ?z ?x)"],
            &["tfl.add", "(tfl.mul ?y ?x)", "(tfl.mul ?z ?x)"],
            &["tfl.sub", "(tfl.mul ?x ?y)", "(tfl.mul ?x ?z)"], &["tfl.sub", "(tfl.mul ?x ?y)", "(tfl.mul ?z ?x)"],
            &["tfl.sub", "(tfl.mul ?y ?x)", "(tfl.mul ?x ?z)"], &["tfl.sub", "(tfl.mul ?y ?x)", "(tfl.mul ?z ?x)"],
        ],
        "($0@o $1 $2)" => "(tfl.mul@o ?x ($0 ?y ?z))",
        when: |m| (!m.is_const(m.id("x")) && has_room(m, m.root)).then_some(())
    },
];

/// Goes on if the result has the type of `x`.
fn same_type(m: &Match<'_>) -> Option<()> {
    (m.ty(m.id("x")) == m.root_ty()).then_some(())
}

/// Goes on if the result has the type of `x`, and would have for every size: equal types with unknown
/// dimensions may hide a broadcast.
fn keeps(m: &Match<'_>, x: &str, k: &str) -> Option<()> {
    let (x, k) = (m.id(x), m.id(k));
    (m.ty(x) == m.root_ty() && adds_nothing(m, x, k)).then_some(())
}

/// Whether all elements of a constant, floats or integers, are `number`.
fn is_all(graph: &Graph, k: Id, number: f32) -> bool {
    if graph.is_float(k) {
        return graph.splat(k) == Some(number);
    }
    let plain = graph.elem(k).is_some_and(|elem| [Type::i32(), Type::i64()].contains(&elem));
    let ints = graph.ints(k).filter(|ints| plain && !ints.is_empty());
    ints.is_some_and(|ints| ints.iter().all(|&int| int as f64 == f64::from(number)))
}
