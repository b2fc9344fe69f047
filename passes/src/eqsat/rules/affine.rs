//! Additions and multiplications by constants, folded into the weights beside them.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
