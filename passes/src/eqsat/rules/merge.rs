//! Ops that share an operand, done as one.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
