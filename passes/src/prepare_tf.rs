//! `tfl-prepare-tf`: rewrites tf ops into forms that tfl ops take over one by one.
//!
//! ```text
//! "tf.Conv2D"(%x, %w) {padding = "SAME", …}     =>     "tfl.conv_2d"(%x, %w_ohwi, %zeros)
//! ```
//!
//! Convolutions become tfl ops here, because their filters change layout; weights that are constants
//! change it at once, on their bytes. Batch normalization for inference becomes a multiplication and an
//! addition, ops that only matter for training or debugging go.

mod arithmetic;
mod batch_norm;
mod conv;
mod dense;
mod einsum;
mod ellipsis;
mod explicit_padding;
mod fake_quant;
mod gelu;
mod matmul;
mod parts;
mod remove;
mod simplify;
mod strided_slice;

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, Pattern, apply_patterns};
use tfl_ir::{Body, Diagnostic, pass};

pass! {
    /// Rewrites tf ops into forms that tfl ops take over one by one.
    ///
    /// Lays out the weights of convolutions and matrix products, splits batch normalization, removes
    /// identities and assertions.
    pub(crate) PrepareTf = "tfl-prepare-tf", runs_on: "func.func";
    options: {
        /// Keep `tf.Assert`.
        preserve_assert_op: bool = false,
    };
    stats: {
        /// Applications of patterns.
        rewritten,
    };
    run: run
}

/// The patterns of the pass, by theme.
const FAMILIES: [&[Pattern]; 14] = [
    remove::PATTERNS,
    simplify::PATTERNS,
    arithmetic::PATTERNS,
    batch_norm::PATTERNS,
    explicit_padding::PATTERNS,
    conv::PATTERNS,
    dense::PATTERNS,
    einsum::PATTERNS,
    ellipsis::PATTERNS,
    fake_quant::PATTERNS,
    gelu::PATTERNS,
    matmul::PATTERNS,
    parts::PATTERNS,
    strided_slice::PATTERNS,
];

/// Whether there is a lowering of ops called `name`, be it only for some of their forms.
pub(crate) fn knows(name: &str) -> bool {
    FAMILIES.iter().copied().flatten().any(|pattern| pattern.root == name)
}

fn run(body: &mut Body, opt: &PrepareTf, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    refuse(body)?;
    let mut patterns = FAMILIES.concat();
    if !opt.preserve_assert_op {
        patterns.push(remove::ASSERT);
    }
    let outcome = apply_patterns(body, &patterns, GreedyConfig::default());
    cx.count(PrepareTf::rewritten, outcome.rewritten);
    crate::signature::update(body, cx);
    Ok(())
}

/// Variables of TF1 that were not frozen have no place in TFLite.
fn refuse(body: &Body) -> Result<(), Diagnostic> {
    match body.walk().into_iter().find(|&op| body.name(op) == *"tf.VariableV2") {
        None => Ok(()),
        Some(op) => {
            Err(Diagnostic::error(body.loc(op).clone(), "tf.VariableV2 is a variable without a value")
                .with_hint("convert from a SavedModel, or freeze the graph's variables into constants"))
        }
    }
}
