//! Powers and roots in the cheapest op that computes them.

use super::numbers::{is_about, same_type};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Rule, rule};

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A product with itself reads its operand once.
        "turn-product-with-itself-into-square", Real;
        "(tfl.mul ?x ?x)" => "(tfl.square ?x)"
    },
    rule! {
        /// Powers that are ops of their own, each many times as fast as a power.
        "turn-power-into-op", Real;
        each: &[
            &["2", "(tfl.square ?x)"], &["3", "(tfl.mul ?x (tfl.square ?x))"],
            &["4", "(tfl.square (tfl.square ?x))"], &["0.5", "(tfl.sqrt ?x)"], &["-0.5", "(tfl.rsqrt ?x)"],
            &["-1", "(tfl.div 1.0 ?x)"], &["-2", "(tfl.div 1.0 (tfl.square ?x))"],
        ],
        "(tfl.pow ?x $0@k)" => "$1",
        when: |m| { is_about(m, "x", "k", m.row(0).parse().ok()?)?; same_type(m, "x") }
    },
    rule! {
        /// The reciprocal of a root is one op, and so is the root of a reciprocal.
        "merge-reciprocal-and-sqrt", Real;
        each: &[&["(tfl.div 1@one (tfl.sqrt ?x))"], &["(tfl.sqrt (tfl.div 1@one ?x))"]],
        "$0" => "(tfl.rsqrt ?x)",
        when: |m| { is_about(m, "x", "one", 1.0)?; same_type(m, "x") }
    },
    rule! {
        /// A product is faster than a quotient, and the reciprocal root as fast as the root.
        "turn-quotient-by-sqrt-into-product", Real;
        "(tfl.div@o ?x (tfl.sqrt ?y))" => "(tfl.mul@o ?x (tfl.rsqrt ?y))"
    },
    rule! {
        /// The quotient by a reciprocal root is a product with the root.
        "turn-quotient-by-rsqrt-into-product", Real;
        "(tfl.div@o ?x (tfl.rsqrt ?y))" => "(tfl.mul@o ?x (tfl.sqrt ?y))"
    },
    rule! {
        /// A product with a reciprocal is a quotient: one op less.
        "turn-product-with-reciprocal-into-quotient", Real;
        "(tfl.mul@o ?x (tfl.div 1@one ?y))" => "(tfl.div@o ?x ?y)",
        when: |m| { (!m.is_const(m.id("y"))).then_some(())?; is_about(m, "y", "one", 1.0) }
    },
    rule! {
        /// Exponentials multiply as their exponents add up: one of them less, which cost most here.
        "merge-product-of-exps", Real;
        each: &[&["tfl.mul", "tfl.add"], &["tfl.div", "tfl.sub"]],
        "($0 (tfl.exp ?x) (tfl.exp ?y))" => "(tfl.exp ($1 ?x ?y))"
    },
    rule! {
        /// The logarithm undoes the exponential.
        "drop-log-of-exp", Real;
        "(tfl.log (tfl.exp ?x))" => "?x",
        when: |m| same_type(m, "x")
    },
    rule! {
        /// The square of a difference in one op.
        "turn-square-of-difference-into-squared-difference", Real;
        "(tfl.square (tfl.sub ?x ?y))" => "(tfl.squared_difference ?x ?y)"
    },
    rule! {
        /// The difference by itself: worth it where it is needed anyway, as in normalizations.
        "split-squared-difference", Real;
        "(tfl.squared_difference ?x ?y)" => "(tfl.square (tfl.sub ?x ?y))"
    },
];
