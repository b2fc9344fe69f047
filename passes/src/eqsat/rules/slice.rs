//! Slices, gathers and paddings that take or add nothing, or less than they say.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
