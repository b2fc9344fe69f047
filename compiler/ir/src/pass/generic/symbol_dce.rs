//! `symbol-dce`: removes private functions and other symbols that nothing refers to.

use std::sync::Arc;

use hashbrown::HashSet;

use crate::pass::PassCx;
use crate::{Body, Diagnostic, Op, SymbolTable, Traits, for_each_symbol, pass, symbol_name};

pass! {
    /// Removes private symbols that no public symbol refers to, directly or through others.
    pub(super) SymbolDce = "symbol-dce", runs_on: "builtin.module";
    stats: {
        /// Symbols removed.
        erased,
    };
    run: run
}

fn run(body: &mut Body, _: &SymbolDce, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let table = SymbolTable::new(body);
    let ops: Vec<Op> = body.entry().into_iter().flat_map(|block| body.ops_in(block)).collect();
    let mut live: HashSet<Op> = HashSet::new();
    let mut work: Vec<Op> = Vec::new();
    for &op in &ops {
        if !is_private(body, op) && live.insert(op) {
            work.push(op);
        }
    }
    while let Some(op) = work.pop() {
        let mut mark = |name: &str| {
            if let Some(target) = table.get(name)
                && live.insert(target)
            {
                work.push(target);
            }
        };
        references(body, op, &mut mark);
    }
    for op in ops {
        if !live.contains(&op) {
            body.erase_op(op);
            cx.count(SymbolDce::erased, 1);
        }
    }
    Ok(())
}

/// Whether an op is a symbol that only this module can refer to.
fn is_private(body: &Body, op: Op) -> bool {
    let symbol: Option<Arc<str>> = symbol_name(body, op);
    symbol.is_some()
        && body.has_trait(op, Traits::SYMBOL)
        && body.attr(op, "sym_visibility").and_then(|visibility| visibility.as_str()) == Some("private")
}

/// Calls `visit` with every symbol that `op`, or anything inside it, refers to.
fn references(body: &Body, op: Op, visit: &mut dyn FnMut(&str)) {
    let mut bodies: Vec<(&Body, Vec<Op>)> = vec![(body, [vec![op], body.walk_inside(op)].concat())];
    while let Some((body, ops)) = bodies.pop() {
        for op in ops {
            for (_, attr) in body.props(op).iter().chain(body.attrs(op).iter()) {
                for_each_symbol(attr, &mut |symbol| visit(&symbol.root));
            }
            if let Some(nested) = body.nested(op) {
                bodies.push((nested, nested.walk()));
            }
        }
    }
}
