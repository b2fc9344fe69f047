//! Ops that share an operand, done as one.
//!
//! Merging pays only if all siblings take part, so what is found is a bundle of choices, and extraction
//! tries it as a whole. Groups are as large as they can be, one or two for each shared operand: all
//! subsets would be exponentially many.

mod grid;
mod linear;
mod parts;
mod relaid;

use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Rule, rule};

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// Convolutions or fully connected layers on one input are one with all their filters, taken
        /// apart afterwards: one start, and rows and columns that fill whole tiles. The same layers on
        /// several inputs that do not depend on each other read their weights once for all of them.
        "merge-linear-ops", Bitwise;
        siblings: linear::find,
        examples: &[
            "(tfl.add (tfl.fully_connected@c ?x #w ?b) (tfl.fully_connected@c ?x #v ?a))",
            "(tfl.add (tfl.conv_2d@c ?x #w ?b) (tfl.conv_2d@c ?x #v ?a))",
            "(tfl.mul (tfl.fully_connected@c ?x #w ?b) (tfl.fully_connected@c ?y #w ?b))",
        ]
    },
    rule! {
        /// Filters whose results are put together again were never apart.
        "join-linear-ops-below-concatenation", Bitwise;
        at: &["tfl.concatenation"],
        examples: &[
            "(tfl.concatenation@o (tfl.fully_connected@c ?x #w ?b) (tfl.fully_connected@c ?x #v ?a))",
            "(tfl.concatenation@o ?y (tfl.conv_2d@c ?x #w ?b) (tfl.conv_2d@c ?x #v ?a))",
        ],
        make: linear::below_concatenation
    },
    rule! {
        /// The same done to all parts of a value is done to the value once.
        "merge-pointwise-ops-on-parts", Bitwise;
        siblings: parts::find,
        examples: &[
            "(tfl.mul (tfl.logistic (proj:0 (tfl.split@s #a ?x))) (tfl.logistic (proj:1 (tfl.split@s #a ?x))))",
            "(tfl.sub (tfl.add@o (proj:0 (tfl.split@s #a ?x)) (proj:0 (tfl.split@t #a ?y))) \
             (tfl.add@o (proj:1 (tfl.split@s #a ?x)) (proj:1 (tfl.split@t #a ?y))))",
            "(tfl.sub (tfl.mul@o (proj:0 (tfl.split@s #a ?x)) #k) (tfl.mul@o (proj:1 (tfl.split@s #a ?x)) #k))",
        ]
    },
    rule! {
        /// Parts that all take another layout are cut from the whole in that layout: queries, keys and
        /// values of attention, projected as one, are divided into heads as one.
        "merge-layouts-of-parts", Bitwise;
        siblings: relaid::find,
        examples: &[
            "(tfl.sub (tfl.reshape (proj:0 (tfl.split@s #a ?x)) #d) (tfl.reshape (proj:1 (tfl.split@s #a ?x)) #d))",
            "(tfl.sub (tfl.transpose (proj:0 (tfl.split@s #a ?x)) #p) \
             (tfl.transpose (proj:1 (tfl.split@s #a ?x)) #p))",
        ]
    },
];
