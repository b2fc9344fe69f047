//! Identities of arithmetic; numbers where tensors are not needed.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
