//! Convolutions: padding, dilation and depthwise forms recognized.

use crate::eqsat::rule::Rule;

pub(super) static RULES: &[Rule] = &[];
