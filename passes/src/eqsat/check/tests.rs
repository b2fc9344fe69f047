use super::super::loaded::load;
use super::super::rule::{Rule, rule};
use super::Numerics::{Bitwise, Real};
use super::*;

/// Every rule does what it says.
#[test]
fn rules_keep_what_code_computes() {
    crate::register();
    let failures = check_rules(256).err().unwrap_or_default();
    assert!(failures.is_empty(), "{} rules fail:\n{}", failures.len(), failures.join("\n\n"));
}

/// Rules that look right.
static WRONG: &[Rule] = &[
    rule! {
        /// A clamp is lost.
        "drop-relu-after-conv", Bitwise;
        "(tfl.relu (tfl.conv_2d@c ?x ?w ?b))" => "(tfl.conv_2d@c ?x ?w ?b)"
    },
    rule! {
        /// The second permutation comes first.
        "merge-transposes-the-wrong-way", Bitwise;
        "(tfl.transpose (tfl.transpose ?x #p) #q)" => "(tfl.transpose ?x (tfl.gather@g #q #p))",
        when: |m| {
            let axis = tfl_ir::Dict::of([("axis", tfl_ir::Attr::i32(0)), ("batch_dims", tfl_ir::Attr::i32(0))]);
            m.set_attrs("g", axis);
            Some(())
        }
    },
    rule! {
        /// The factor misses the bias.
        "fuse-mul-into-weights-only", Real;
        "(tfl.mul (tfl.fully_connected@c ?x #w ?b) #k)" => "(tfl.fully_connected@c ?x (tfl.mul #w #k) ?b)",
        when: |m| m.splat(m.id("k")).and(m.no_activation("c"))
    },
    rule! {
        /// Right but for the sign of zero, which is a bit.
        "drop-add-of-zero-exactly", Bitwise;
        "(tfl.add ?x 0.0)" => "?x",
        when: |m| (m.ty(m.id("x")) == m.root_ty()).then_some(())
    },
    rule! {
        /// Right only where nothing is broadcast.
        "drop-mul-by-one-of-any-shape", Real;
        "(tfl.mul (tfl.add ?x ?y) ?x)" => "(tfl.add (tfl.mul ?x ?x) ?y)"
    },
    rule! {
        /// A mean is no sum.
        "turn-sum-into-mean", Real;
        "(tfl.sum@a ?x ?axes)" => "(tfl.mean@a ?x ?axes)"
    },
];

/// What a wrong rule would break is found within as many instances as every rule gets.
#[test]
fn wrong_rules_are_caught() {
    crate::register();
    for rule in WRONG {
        for loaded in Box::leak(load(rule, u32::MAX).into_boxed_slice()) {
            let failure = check(loaded, 256).unwrap_err();
            assert!(failure.contains("changes what code computes"), "{failure}");
            assert!(failure.contains("func.func @before"), "{failure}");
        }
    }
}

/// A rule that never applies is not taken for right.
#[test]
fn rules_that_never_apply_are_told() {
    static NEVER: Rule = rule! {
        /// Never.
        "never-apply", Bitwise;
        "(tfl.relu ?x)" => "?x",
        when: |_| None
    };
    crate::register();
    let loaded = &*Box::leak(load(&NEVER, u32::MAX).into_boxed_slice());
    let failure = check(&loaded[0], 4).unwrap_err();
    assert!(failure.contains("its condition does not hold"), "{failure}");
}
