//! Ops that leave no trace.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

pub(super) const PATTERNS: &[Pattern] = &[
    forward("remove-identity", "tf.Identity"),
    forward("remove-identity-n", "tf.IdentityN"),
    forward("remove-stop-gradient", "tf.StopGradient"),
    forward("remove-prevent-gradient", "tf.PreventGradient"),
    forward("remove-check-numerics", "tf.CheckNumerics"),
    forward("remove-snapshot", "tf.Snapshot"),
    forward("remove-placeholder-with-default", "tf.PlaceholderWithDefault"),
    forward("remove-xla-sharding", "tf.XlaSharding"),
    forward("remove-ensured-shape", "tf.EnsureShape"),
];

/// An assertion stops a graph that is run for training; a deployed model has nobody to tell.
pub(super) const ASSERT: Pattern = Pattern {
    name: "remove-assert",
    root: "tf.Assert",
    apply: &|rw, op| {
        rw.erase(op);
        Some(())
    },
};

const fn forward(name: &'static str, root: &'static str) -> Pattern {
    Pattern { name, root, apply: &forward_operands }
}

/// Results are the operands of the same number. A type that says more than the operand's is kept by
/// handing it on.
fn forward_operands(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let count = rw.body.num_results(op);
    let operands: Vec<_> = rw.body.operands(op).take(count).collect();
    if operands.len() != count {
        return None;
    }
    rw.replace(&operands);
    Some(())
}
