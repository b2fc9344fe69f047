//! Normalizations over a layer, in their written variants, brought to one shortest form.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
