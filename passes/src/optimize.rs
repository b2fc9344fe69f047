//! `tfl-optimize`: fewer and cheaper tfl ops that compute the same.
//!
//! ```text
//! relu(add(conv(x, w, 0), b))    =>    conv(x, w, b) {fused_activation_function = "RELU"}
//! ```
//!
//! Plain patterns, each of which makes the code smaller: additions and multiplications by constants go
//! into the weights before them, activations into the op before them, reshapes and transposes into each
//! other. Choices between rewrites that exclude each other are the business of `eqsat/`.

mod activation;
mod bias;
mod identity;
mod linear;
mod padding;
mod reshape;
mod scale;
mod slice;
mod transpose;

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, Pattern, apply_patterns};
use tfl_ir::{Body, Diagnostic, pass};

pass! {
    /// Fuses and removes tfl ops.
    ///
    /// Every rewrite is exact up to the rounding of folded weights.
    pub(crate) Optimize = "tfl-optimize", runs_on: "func.func";
    options: {
        /// Apply the ops' own simplifications too, as `canonicalize` does.
        enable_canonicalization: bool = true,
        /// Leave multiplications after fully connected layers.
        disable_fuse_mul_and_fc: bool = false,
        /// Apply the plain patterns before saturation.
        plain_patterns: bool = true,
    };
    stats: {
        /// Applications of patterns.
        rewritten,
    };
    run: run
}

fn run(body: &mut Body, opt: &Optimize, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let mut patterns: Vec<Pattern> = [
        identity::PATTERNS,
        bias::PATTERNS,
        scale::PATTERNS,
        activation::PATTERNS,
        reshape::PATTERNS,
        slice::PATTERNS,
        transpose::PATTERNS,
        padding::PATTERNS,
    ]
    .concat();
    if !opt.plain_patterns {
        patterns.clear();
    } else if !opt.disable_fuse_mul_and_fc {
        patterns.extend_from_slice(scale::FULLY_CONNECTED);
    }
    let config = GreedyConfig { canonicalize: opt.enable_canonicalization, ..GreedyConfig::default() };
    let outcome = apply_patterns(body, &patterns, config);
    cx.count(Optimize::rewritten, outcome.rewritten);
    crate::eqsat::optimize(body, &crate::eqsat::Config::default());
    crate::signature::update(body, cx);
    Ok(())
}
