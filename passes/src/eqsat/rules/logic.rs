//! Selections and logic with known conditions.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
