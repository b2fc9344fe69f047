//! `tf-layout-optimization`: channels last.
//!
//! ```text
//! conv(x) {NCHW}, bias {NCHW}, relu, pool {NCHW}
//!     =>  transpose(x), conv {NHWC}, bias {NHWC}, relu, pool {NHWC}, transpose
//! ```
//!
//! TFLite knows channels last only. Ops that say `NCHW` are turned one by one, with transposes around;
//! transposes then move down through elementwise ops, reductions and paddings until two meet and cancel.

mod push;
mod turn;

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, Pattern, apply_patterns};
use tfl_ir::{Body, Diagnostic, Dim, Type, pass};

pass! {
    /// Turns ops with channels first into ops with channels last.
    pub(crate) LayoutOptimization = "tf-layout-optimization", runs_on: "func.func";
    stats: {
        /// Applications of patterns.
        rewritten,
    };
    run: run
}

fn run(body: &mut Body, _: &LayoutOptimization, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let patterns: Vec<Pattern> = [turn::PATTERNS, push::PATTERNS].concat();
    // A graph without channels-first ops keeps its own transposes.
    let first = body.walk().into_iter().any(|op| turn::is_channels_first(body, op));
    if first {
        let outcome = apply_patterns(body, &patterns, GreedyConfig::default());
        cx.count(LayoutOptimization::rewritten, outcome.rewritten);
        crate::signature::update(body, cx);
    }
    Ok(())
}

/// From channels first to channels last.
const TO_LAST: [usize; 4] = [0, 2, 3, 1];
/// From channels last to channels first.
const TO_FIRST: [usize; 4] = [0, 3, 1, 2];

/// A ranked tensor type with its dimensions permuted.
fn permuted(ty: Type, perm: &[usize]) -> Option<Type> {
    let dims = ty.dims().filter(|dims| dims.len() == perm.len())?;
    let dims: Vec<Dim> = perm.iter().map(|&p| dims.get(p).copied()).collect::<Option<_>>()?;
    Some(Type::tensor(&dims, ty.elem()?))
}
