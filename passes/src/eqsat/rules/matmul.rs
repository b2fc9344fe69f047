//! Matrix products: batched, plain and fully connected.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
