//! Ops that run functions of the module with their operands.

use std::sync::Arc;

use tfl_ir::{Attr, Body, Op};

/// A function that an op runs.
pub(super) struct Callee {
    /// Its name.
    pub(super) name: Arc<str>,
    /// The first operand that it is given; all after it follow.
    pub(super) first_operand: usize,
    /// Whether its results are those of the op.
    pub(super) gives_results: bool,
    /// Whether its arguments have the operands' types; not in loops, where results come back as
    /// arguments.
    pub(super) takes_operand_types: bool,
}

/// The functions that an op runs, if it runs any.
pub(super) fn callees(body: &Body, op: Op) -> Vec<Callee> {
    let symbol = |attr: &str| body.attr(op, attr).and_then(Attr::as_symbol).cloned();
    let callee = |name: Option<Arc<str>>, first_operand, gives_results, takes_operand_types| {
        name.map(|name| Callee { name, first_operand, gives_results, takes_operand_types })
    };
    let found = match body.name(op).as_str() {
        "func.call" => vec![callee(symbol("callee"), 0, true, true)],
        "tf.PartitionedCall" | "tf.StatefulPartitionedCall" => vec![callee(symbol("f"), 0, true, true)],
        "tf.If" => ["then_branch", "else_branch"].map(|branch| callee(symbol(branch), 1, true, true)).into(),
        "tf.Case" => {
            let branches = body.attr(op, "branches").and_then(Attr::as_array).unwrap_or_default();
            branches.iter().map(|branch| callee(branch.as_symbol().cloned(), 1, true, true)).collect()
        }
        "tf.While" => {
            vec![callee(symbol("cond"), 0, false, false), callee(symbol("body"), 0, false, false)]
        }
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}
