//! Quantization: steps that cancel, merge, or move through ops that only move data.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
