//! Functions written out in simpler ops, brought to the one op that computes them.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
