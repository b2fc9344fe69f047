//! Activation functions written out in simpler ops, brought to the one op that computes them.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

use tfl_ir::{Attr, Dict};

use super::linear::reshaped;
use super::numbers::{is_about, same_type};
use crate::eqsat::rule::Numerics::Real;
use crate::eqsat::rule::{Match, Rule, rule};
use crate::eqsat::term::Term;

/// The factors of the tanh approximation of the Gaussian error linear unit,
/// `x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))`.
const GELU_SCALE: f64 = FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
const GELU_CUBE: f64 = 0.044715;

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// `x · relu6(x + 3) / 6`, the factors in any order and grouping.
        "recognize-hard-swish", Real;
        each: &[
            &["(tfl.mul (tfl.mul ?x (tfl.add@a ?x 3@three)) 0.16666667@k)"],
            &["(tfl.mul ?x (tfl.mul (tfl.add@a ?x 3@three) 0.16666667@k))"],
            &["(tfl.mul (tfl.mul ?x 0.16666667@k) (tfl.add@a ?x 3@three))"],
        ],
        "$0" => "(tfl.hard_swish ?x)",
        when: |m| { is_about(m, "x", "k", 1.0 / 6.0)?; hard_gate(m) }
    },
    rule! {
        /// The same, divided by six.
        "recognize-hard-swish-divided", Real;
        each: &[
            &["(tfl.div (tfl.mul ?x (tfl.add@a ?x 3@three)) 6@k)"],
            &["(tfl.mul ?x (tfl.div (tfl.add@a ?x 3@three) 6@k))"],
            &["(tfl.mul (tfl.div ?x 6@k) (tfl.add@a ?x 3@three))"],
        ],
        "$0" => "(tfl.hard_swish ?x)",
        when: |m| { is_about(m, "x", "k", 6.0)?; hard_gate(m) }
    },
    rule! {
        /// The gate of a hard swish, `clamp(x/6 + 1/2, 0, 1)`, without the op that delegates do not know.
        "turn-clamped-sixth-into-relu6", Real;
        "(tfl.relu_0_to_1 (tfl.add (tfl.mul ?x 0.16666667@k) 0.5@half))" => "(tfl.mul (tfl.relu6 (tfl.add ?x 3.0)) ?k)",
        when: |m| { is_about(m, "x", "k", 1.0 / 6.0)?; is_about(m, "x", "half", 0.5)?; same_type(m, "x") }
    },
    rule! {
        /// `1 / (1 + exp(-x))`.
        "recognize-logistic", Real;
        each: &[
            &["(tfl.div 1@one (tfl.add (tfl.exp (tfl.neg ?x)) 1@k))"],
            &["(tfl.div (tfl.exp ?x) (tfl.add (tfl.exp ?x) 1@k))"],
        ],
        "$0" => "(tfl.logistic ?x)",
        when: |m| {
            is_about(m, "x", "k", 1.0)?;
            if m.row(0).contains("@one") {
                is_about(m, "x", "one", 1.0)?;
            }
            same_type(m, "x")
        }
    },
    rule! {
        /// `y / (1 + exp(-x))`: swish where `y` is `x`, a gate in any case.
        "recognize-logistic-in-quotient", Real;
        "(tfl.div@o ?y (tfl.add (tfl.exp (tfl.neg ?x)) 1@k))" => "(tfl.mul@o ?y (tfl.logistic ?x))",
        when: |m| is_about(m, "x", "k", 1.0)
    },
    rule! {
        /// `(1 + tanh(x/2)) / 2`.
        "turn-tanh-into-logistic", Real;
        each: &[
            &["(tfl.add (tfl.mul (tfl.tanh (tfl.mul ?x 0.5@a)) 0.5@b) $1@c)", "0.5"],
            &["(tfl.mul (tfl.add (tfl.tanh (tfl.mul ?x 0.5@a)) $1@c) 0.5@b)", "1"],
        ],
        "$0" => "(tfl.logistic ?x)",
        when: |m| {
            is_about(m, "x", "a", 0.5)?;
            is_about(m, "x", "b", 0.5)?;
            is_about(m, "x", "c", m.row(1).parse().ok()?)?;
            same_type(m, "x")
        }
    },
    rule! {
        /// `2·logistic(2·x) - 1`.
        "turn-logistic-into-tanh", Real;
        each: &[&["tfl.sub", "1"], &["tfl.add", "-1"]],
        "($0 (tfl.mul (tfl.logistic (tfl.mul ?x 2@a)) 2@b) $1@c)" => "(tfl.tanh ?x)",
        when: |m| {
            is_about(m, "x", "a", 2.0)?;
            is_about(m, "x", "b", 2.0)?;
            is_about(m, "x", "c", m.row(1).parse().ok()?)?;
            same_type(m, "x")
        }
    },
    rule! {
        /// The argument of the tanh in a Gaussian error linear unit, `x·(0.0357·x² + 0.798)`: as few ops as
        /// it can be, and one form for the rule that looks for the whole.
        "shorten-argument-of-gelu", Real;
        each: &[
            &["(tfl.mul (tfl.add (tfl.mul (tfl.mul ?x (tfl.square ?x)) 0.044715@c) ?x) 0.7978846@s)"],
            &["(tfl.mul (tfl.add (tfl.mul ?x (tfl.mul (tfl.square ?x) 0.044715@c)) ?x) 0.7978846@s)"],
            &["(tfl.mul (tfl.add (tfl.mul (tfl.mul ?x 0.044715@c) (tfl.square ?x)) ?x) 0.7978846@s)"],
            &["(tfl.mul (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) 0.044715@c) 1@one)) 0.7978846@s)"],
            &["(tfl.mul (tfl.mul ?x 0.7978846@s) (tfl.add (tfl.mul (tfl.square ?x) 0.044715@c) 1@one))"],
        ],
        "(tfl.tanh $0)" => "(tfl.tanh (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) ?cube) ?scale)))",
        when: |m| {
            is_about(m, "x", "c", GELU_CUBE)?;
            is_about(m, "x", "s", GELU_SCALE)?;
            if m.row(0).contains("@one") {
                is_about(m, "x", "one", 1.0)?;
            }
            m.set_float("cube", (GELU_SCALE * GELU_CUBE) as f32)?;
            m.set_float("scale", GELU_SCALE as f32)
        }
    },
    rule! {
        /// `x/2 · (1 + tanh(…))`, the factors in any order.
        "recognize-gelu", Real;
        each: &[
            &["(tfl.mul (tfl.mul ?x 0.5@h) (tfl.add (tfl.tanh (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) 0.035677407@cube) 0.7978846@scale))) $1@b))", "1"],
            &["(tfl.mul (tfl.mul ?x (tfl.add (tfl.tanh (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) 0.035677407@cube) 0.7978846@scale))) $1@b)) 0.5@h)", "1"],
            &["(tfl.mul ?x (tfl.mul (tfl.add (tfl.tanh (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) 0.035677407@cube) 0.7978846@scale))) $1@b) 0.5@h))", "1"],
            &["(tfl.mul ?x (tfl.add (tfl.mul (tfl.tanh (tfl.mul ?x (tfl.add (tfl.mul (tfl.square ?x) 0.035677407@cube) 0.7978846@scale))) 0.5@h) $1@b))", "0.5"],
        ],
        "$0" => "(tfl.gelu@g ?x)",
        when: |m| {
            is_about(m, "x", "cube", GELU_SCALE * GELU_CUBE)?;
            is_about(m, "x", "scale", GELU_SCALE)?;
            is_about(m, "x", "h", 0.5)?;
            is_about(m, "x", "b", m.row(1).parse().ok()?)?;
            same_type(m, "x")?;
            m.set_attrs("g", Dict::of([("approximate", Attr::bool(true))]));
            Some(())
        }
    },
    rule! {
        /// The larger of `x` and a part of it.
        "recognize-leaky-relu", Real;
        each: &[&["tfl.maximum"], &["tfl.minimum"]],
        "($0 ?x (tfl.mul ?x #k))" => "(tfl.leaky_relu@l ?x)",
        when: |m| {
            let alpha = m.splat(m.id("k"))?;
            (if m.row(0) == "tfl.maximum" { alpha <= 1.0 } else { alpha >= 1.0 }).then_some(())?;
            is_about(m, "x", "k", f64::from(alpha))?;
            leaky(m, alpha)
        }
    },
    rule! {
        /// One slope for all channels.
        "turn-prelu-into-leaky-relu", Real;
        "(tfl.prelu ?x #k)" => "(tfl.leaky_relu@l ?x)",
        when: |m| leaky(m, m.splat(m.id("k"))?)
    },
    rule! {
        /// A choice by the sign.
        "turn-select-into-leaky-relu", Real;
        each: &[
            &["tfl.select", "tfl.greater"], &["tfl.select", "tfl.greater_equal"],
            &["tfl.select_v2", "tfl.greater"], &["tfl.select_v2", "tfl.greater_equal"],
        ],
        "($0 ($1 ?x 0@zero) ?x (tfl.mul ?x #k))" => "(tfl.leaky_relu@l ?x)",
        when: |m| {
            let alpha = m.splat(m.id("k"))?;
            is_about(m, "x", "zero", 0.0)?;
            is_about(m, "x", "k", f64::from(alpha))?;
            leaky(m, alpha)
        }
    },
    rule! {
        /// `relu(x) + slope · (x where it is negative)`, as Keras writes it.
        "recognize-prelu", Real;
        each: &[
            &["(tfl.add (tfl.relu ?x) (tfl.mul (tfl.relu (tfl.neg ?x)) #k))", "negative"],
            &["(tfl.sub (tfl.relu ?x) (tfl.mul (tfl.relu (tfl.neg ?x)) #k))", ""],
            &["(tfl.add (tfl.relu ?x) (tfl.mul (tfl.minimum ?x 0@zero) #k))", ""],
        ],
        "$0" => "(tfl.prelu ?x ?slope)",
        when: |m| {
            if m.row(0).contains("@zero") {
                is_about(m, "x", "zero", 0.0)?;
            }
            same_type(m, "x")?;
            let (x, k) = (m.id("x"), m.id("k"));
            super::repeat::adds_nothing(m, x, k).then_some(())?;
            // The kernel wants one dimension less, that of the batch.
            let (rank, mut dims) = (m.rank(x)?.checked_sub(1)?, m.shape(k)?);
            while dims.len() > rank && dims.first() == Some(&1) {
                dims.remove(0);
            }
            let missing = rank.checked_sub(dims.len())?;
            dims.splice(0..0, std::iter::repeat_n(1, missing));
            let slope = match m.row(1) {
                "negative" => super::linear::op("tfl.neg", [k.into()])?,
                _ => Term::from(k),
            };
            m.set("slope", reshaped(slope, &dims)?);
            Some(())
        }
    },
    rule! {
        /// `x` where it is positive, `exp(x) - 1` elsewhere.
        "recognize-elu", Real;
        each: &[
            &["(tfl.select (tfl.greater ?x 0@zero) ?x (tfl.sub (tfl.exp ?x) 1@one))"],
            &["(tfl.select_v2 (tfl.greater ?x 0@zero) ?x (tfl.sub (tfl.exp ?x) 1@one))"],
            &["(tfl.select (tfl.greater_equal ?x 0@zero) ?x (tfl.sub (tfl.exp ?x) 1@one))"],
            &["(tfl.select_v2 (tfl.greater_equal ?x 0@zero) ?x (tfl.sub (tfl.exp ?x) 1@one))"],
            &["(tfl.add (tfl.relu ?x) (tfl.minimum (tfl.sub (tfl.exp ?x) 1@one) 0@zero))"],
            &["(tfl.add (tfl.relu ?x) (tfl.sub (tfl.exp (tfl.minimum ?x 0@zero)) 1@one))"],
        ],
        "$0" => "(tfl.elu ?x)",
        when: |m| { is_about(m, "x", "zero", 0.0)?; is_about(m, "x", "one", 1.0)?; same_type(m, "x") }
    },
    rule! {
        /// The larger of `x` and `-x`.
        "recognize-abs", Real;
        "(tfl.maximum ?x (tfl.neg ?x))" => "(tfl.abs ?x)",
        when: |m| same_type(m, "x")
    },
    rule! {
        /// `(x + |x|) / 2`.
        "recognize-relu", Real;
        "(tfl.mul (tfl.add ?x (tfl.abs ?x)) 0.5@k)" => "(tfl.relu ?x)",
        when: |m| { is_about(m, "x", "k", 0.5)?; same_type(m, "x") }
    },
];

/// Goes on if `a` is the addition in `relu6(x + 3)`, and the whole has the type of `x`.
fn hard_gate(m: &Match<'_>) -> Option<()> {
    m.text_is("a", "fused_activation_function", "RELU6").then_some(())?;
    is_about(m, "x", "three", 3.0)?;
    same_type(m, "x")
}

/// Binds the attributes of a leaky relu that has the type of `x`.
fn leaky(m: &mut Match<'_>, alpha: f32) -> Option<()> {
    same_type(m, "x")?;
    m.set_attrs("l", Dict::of([("alpha", Attr::f32(alpha))]));
    Some(())
}
