//! Chains of additions and multiplications by constants, in one written form: `x·a + b`.
//!
//! Subtractions, divisions and negations by constants become additions and multiplications, additions
//! move outward, neighbours merge. Every way to write a batch normalization ends there, and the rules in
//! [`super::affine_after`] and [`super::affine_before`] put it into weights.

use tfl_ir::Type;

use super::affine_absorb::is_absorbed;
use super::linear::{has_moderate_inverse, has_room, is_f32, is_moderate};
use crate::eqsat::rule::Numerics::{Bitwise, Real};
use crate::eqsat::rule::{Match, Rule, rule};

/// Goes on only if the constants are numbers that stay finite in sums and products, and there are not
/// many forms yet.
fn moderate(m: &Match<'_>, names: &[&str]) -> Option<()> {
    let moderate = names.iter().all(|name| is_f32(m, m.id(name)) && is_moderate(m, m.id(name)));
    (moderate && has_room(m, m.root)).then_some(())
}

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Subtracting a constant is adding its negative; additions are what merges. (A sum with zero is
        /// folded to its other part, which may be a negative zero.)
        "turn-sub-of-constant-into-add", Real;
        "(tfl.sub@o ?x #k)" => "(tfl.add@o ?x (tfl.neg #k))",
        when: |m| [Type::f32(), Type::i32(), Type::i64()].contains(&m.elem(m.id("k"))?).then_some(())
    },
    rule! {
        /// Subtracting from a constant: the sign goes to the factor, where weights can take it. Only the sign
        /// of a zero may change.
        "turn-sub-from-constant-into-mul-add", Real;
        "(tfl.sub@o #k ?x)" => "(tfl.add@o (tfl.mul ?x -1.0) #k)",
        // The product is as large as its operand; a constant that is not a number stays one.
        when: |m| is_f32(m, m.root).then_some(())
    },
    rule! {
        /// A negation is a factor, which weights can take.
        "turn-neg-into-mul", Bitwise;
        "(tfl.neg ?x)" => "(tfl.mul ?x -1.0)"
    },
    rule! {
        /// The reciprocal of a constant is a constant; multiplying is cheaper than dividing.
        "turn-div-by-constant-into-mul", Real;
        "(tfl.div@o ?x #k)" => "(tfl.mul@o ?x (tfl.div 1.0 #k))",
        when: |m| {
            has_moderate_inverse(m, m.id("k")).then_some(())?;
            moderate(m, &["k"])
        }
    },
    rule! {
        /// `(x·a)·b` is `x·(a·b)`.
        "merge-muls-by-constants", Real;
        "(tfl.mul@o (tfl.mul ?x #a) #b)" => "(tfl.mul@o ?x (tfl.mul #a #b))",
        when: |m| moderate(m, &["a", "b"])
    },
    rule! {
        /// `(x + a) + b` is `x + (a + b)`.
        "merge-adds-of-constants", Real;
        "(tfl.add@o (tfl.add ?x #a) #b)" => "(tfl.add@o ?x (tfl.add #a #b))",
        when: |m| moderate(m, &["a", "b"])
    },
    rule! {
        /// Sums and products of integers wrap around, in any order alike.
        "merge-integer-constants", Bitwise;
        each: &[&["tfl.add"], &["tfl.mul"]],
        "($0 ($0 ?x #a) #b)" => "($0 ?x ($0 #a #b))",
        when: |m| [Type::i32(), Type::i64()].contains(&m.elem(m.root)?).then_some(())
    },
    rule! {
        /// `(x + a)·c` is `x·c + a·c`: the product comes next to what makes `x`, or to another product.
        "move-add-out-of-mul", Real;
        "(tfl.mul@o (tfl.add ?x #a) #c)" => "(tfl.add@o (tfl.mul ?x #c) (tfl.mul #a #c))",
        when: |m| { moderate(m, &["a", "c"])?; (!is_absorbed(m, m.id("x"))).then_some(()) }
    },
    rule! {
        /// `x·a + x·b` is `x·(a + b)`.
        "add-factors-of-one-value", Real;
        "(tfl.add@o (tfl.mul ?x #a) (tfl.mul ?x #b))" => "(tfl.mul@o ?x (tfl.add #a #b))",
        when: |m| moderate(m, &["a", "b"])
    },
    rule! {
        /// `x·a + x` is `x·(a + 1)`.
        "add-one-to-factor", Real;
        "(tfl.add@o (tfl.mul ?x #a) ?x)" => "(tfl.mul@o ?x (tfl.add #a 1.0))",
        when: |m| moderate(m, &["a"])
    },
    rule! {
        /// `x + x` is `x·2`, to the bit: a factor, which weights can take.
        "turn-add-of-itself-into-mul", Bitwise;
        "(tfl.add@o ?x ?x)" => "(tfl.mul@o ?x 2.0)"
    },
    rule! {
        /// `x·s + t` clamped at zero is `s` times the clamped `x + t/s`, for positive `s`: one operation
        /// less where the op behind takes the factor into its weights.
        "move-mul-out-of-relu", Real;
        "(tfl.add@o (tfl.mul ?x #s) #t)" => "(tfl.mul (tfl.add@o ?x (tfl.div #t #s)) #s)",
        when: |m| {
            moderate(m, &["s", "t"])?;
            let positive = m.range(m.id("s")).low >= 1e-6 && !is_absorbed(m, m.id("x"));
            (positive && m.text_is("o", "fused_activation_function", "RELU")).then_some(())
        }
    },
];
