//! Resizing written as reshapes, tiles and broadcasts.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
