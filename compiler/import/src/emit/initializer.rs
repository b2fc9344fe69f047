//! What has to run once before the entry points: variables that change get their stored values, tables their
//! entries.

use std::collections::BTreeSet;

use tfl_ir::{Attr, Body, Loc, OpState, Type};

use super::function::{Context, FunctionBody, build};
use super::types::handle_type;
use crate::effects::Live;
use crate::error::{ImportError, Result};
use crate::graph::{FlatGraph, FlatNode, Source, VarId};

/// A function without arguments or results.
pub(super) struct InitFunction {
    pub(super) name: &'static str,
    /// `restore_op` for variables, `init_op` for tables.
    pub(super) kind: &'static str,
    pub(super) function: FunctionBody,
}

/// The functions needed, given the values of changing variables and what the entry points keep.
pub(super) fn functions<'a, 'g: 'a>(
    context: &Context<'_, 'g>,
    init: Option<&FlatGraph<'g>>,
    initial: &[(VarId, (Attr, Type))],
    kept: impl Iterator<Item = (&'a FlatGraph<'g>, &'a Live)>,
) -> Result<Vec<InitFunction>> {
    let mut functions = Vec::new();
    if !initial.is_empty() {
        let function = assign_variables(context, initial)?;
        functions.push(InitFunction { name: "restore_variables", kind: "restore_op", function });
    }
    let used: BTreeSet<String> =
        kept.flat_map(|(graph, live)| live.nodes(graph)).filter_map(|(_, node)| table_name(node)).collect();
    if let Some(graph) = init {
        let fills = |node: &FlatNode<'g>| match node.operands.first() {
            Some(Source::Node(id, _)) => {
                graph.nodes.get(id.index()).and_then(table_name).is_some_and(|name| used.contains(&name))
            }
            _ => false,
        };
        let live = Live::of_roots(graph, fills);
        if live.nodes(graph).next().is_some() {
            let function = build(context, graph, &live, &[])?;
            functions.push(InitFunction { name: "init_tables", kind: "init_op", function });
        }
    }
    Ok(functions)
}

/// The name a table has at run time, if the node makes one.
fn table_name(node: &FlatNode<'_>) -> Option<String> {
    if !node.node.op.name().contains("HashTable") {
        return None;
    }
    let shared = node.node.text("shared_name").ok()?;
    Some(if shared.is_empty() { node.node.name().to_owned() } else { shared })
}

fn assign_variables(context: &Context<'_, '_>, initial: &[(VarId, (Attr, Type))]) -> Result<FunctionBody> {
    let mut body = Body::new(1);
    let region =
        body.root_regions().first().copied().ok_or_else(|| ImportError::new("a function has no region"))?;
    let block = body.append_block(region);
    for (id, (attr, ty)) in initial {
        let variable = context.variables.get(*id);
        let loc = context.locations.node(variable.node.name(), "");
        let handle = OpState::new("tf.VarHandleOp", loc.clone())
            .attr("container", Attr::str(""))
            .attr("shared_name", Attr::str(&variable.name))
            .results([handle_type(&variable.node)?]);
        let handle = body.append_new(block, handle);
        let constant = OpState::new("tf.Const", loc.clone()).attr("value", attr.clone()).results([*ty]);
        let constant = body.append_new(block, constant);
        let operands: Vec<_> = body.results(handle).chain(body.results(constant)).collect();
        body.append_new(block, OpState::new("tf.AssignVariableOp", loc).operands(operands));
    }
    body.append_new(block, OpState::new("func.return", Loc::UNKNOWN));
    Ok(FunctionBody { body, args: Vec::new(), results: Vec::new() })
}
