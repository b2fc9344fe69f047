//! Shape arithmetic, reduced to what is known.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
