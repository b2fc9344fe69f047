//! `tfl-merge-signatures`: signatures that compute the same share one function.
//!
//! ```text
//! func.func @serve(…) attributes {tf_saved_model.exported_names = ["serve"]} { …the model… }
//! func.func @serving_default(…) attributes {…exported_names = ["serving_default"]} { …the same… }
//!     =>  func.func @serving_default(…) attributes {…exported_names = ["serving_default", "serve"]} { … }
//! ```
//!
//! Keras exports a model under two names, each a graph of its own. What follows then optimizes it once,
//! and the file holds it once.

mod equal;

use tfl_ir::pass::PassCx;
use tfl_ir::{Attr, Body, Diagnostic, Op, pass};

pass! {
    /// Merges exported functions of equal code, arguments and results.
    ///
    /// The function that stays is the one exported as `serving_default`, or the first.
    pub(crate) MergeSignatures = "tfl-merge-signatures", runs_on: "builtin.module";
    stats: {
        /// Functions merged into others.
        merged,
    };
    run: run
}

const EXPORTED_NAMES: &str = "tf_saved_model.exported_names";

/// The name that stays in front: of the signature that callers get who name none.
const DEFAULT_NAME: &str = "serving_default";

fn run(body: &mut Body, _: &MergeSignatures, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    // More signatures than this are not compared: each is compared with each.
    const MAX_SIGNATURES: usize = 64;
    let mut exported: Vec<Op> = body
        .entry()
        .into_iter()
        .flat_map(|block| body.ops_in(block))
        .filter(|&op| body.name(op) == *"func.func" && !names(body, op).is_empty())
        .collect();
    if exported.len() > MAX_SIGNATURES {
        return Ok(());
    }
    // The sort is stable: the rest stays in program order.
    exported.sort_by_key(|&op| !names(body, op).iter().any(|name| name.as_str() == Some(DEFAULT_NAME)));
    let mut kept: Vec<Op> = Vec::new();
    for op in exported {
        let Some(&same) = kept.iter().find(|&&other| equal::functions(body, other, op)) else {
            kept.push(op);
            continue;
        };
        let all: Vec<Attr> = names(body, same).iter().chain(names(body, op)).cloned().collect();
        body.set_attr(same, EXPORTED_NAMES, Attr::array(all));
        body.erase_op(op);
        cx.count(MergeSignatures::merged, 1);
    }
    Ok(())
}

/// The names that a function is exported under.
fn names(body: &Body, op: Op) -> &[Attr] {
    body.attr(op, EXPORTED_NAMES).and_then(Attr::as_array).unwrap_or_default()
}
