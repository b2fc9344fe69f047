//! Reshapes: merged, cancelled, moved through other ops.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
