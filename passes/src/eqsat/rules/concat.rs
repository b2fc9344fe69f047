//! Concatenations, packs and splits, merged and cancelled.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
