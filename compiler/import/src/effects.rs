//! Which nodes of flat graphs are kept: those the outputs need, and those that change something.
//!
//! Checks and prints (`Assert`, `Print`) are not kept: they change nothing a converted model could show.

use crate::error::{ImportError, Result, quote};
use crate::graph::{FlatGraph, FlatNode, Flattener, InstanceId, Source};
use crate::registry::ArgType;

/// Stateful operators whose only effect is their result, so that an unused one can go.
const HARMLESS: [&str; 18] = [
    "Assert",
    "DisableCopyOnRead",
    "IsVariableInitialized",
    "LookupTableExportV2",
    "LookupTableFind",
    "LookupTableFindV2",
    "LookupTableSize",
    "LookupTableSizeV2",
    "Print",
    "PrintV2",
    "ReadVariableOp",
    "ResourceGather",
    "ResourceGatherNd",
    "TensorArrayReadV3",
    "TensorArraySizeV3",
    "TensorArrayGatherV3",
    "VarIsInitializedOp",
    "VariableShape",
];

/// For each node of a graph, whether it is kept.
pub(crate) struct Live(Vec<bool>);

impl Live {
    /// Keeps what the outputs need and what has an effect.
    pub(crate) fn of(graph: &FlatGraph<'_>, effects: &InstanceEffects) -> Self {
        Self::of_roots(graph, |node| has_effect(node, effects))
    }

    /// Keeps what the outputs need and the nodes `is_root` picks.
    pub(crate) fn of_roots<'g>(graph: &FlatGraph<'g>, is_root: impl Fn(&FlatNode<'g>) -> bool) -> Self {
        let mut live = vec![false; graph.nodes.len()];
        let mark = |live: &mut Vec<bool>, source: &Source| {
            if let Source::Node(id, _) = source
                && let Some(slot) = live.get_mut(id.index())
            {
                *slot = true;
            }
        };
        graph.outputs.iter().for_each(|source| mark(&mut live, source));
        // Operands come before their users.
        for (i, node) in graph.nodes.iter().enumerate().rev() {
            if live.get(i).copied().unwrap_or(false) || is_root(node) {
                if let Some(slot) = live.get_mut(i) {
                    *slot = true;
                }
                node.operands.iter().for_each(|source| mark(&mut live, source));
            }
        }
        Self(live)
    }

    /// The kept nodes, in order.
    pub(crate) fn nodes<'a, 'g>(
        &'a self,
        graph: &'a FlatGraph<'g>,
    ) -> impl Iterator<Item = (usize, &'a FlatNode<'g>)> {
        graph.nodes.iter().enumerate().filter(|(i, _)| self.0.get(*i).copied().unwrap_or(false))
    }
}

/// Whether running a node changes anything but its results.
pub(crate) fn has_effect(node: &FlatNode<'_>, effects: &InstanceEffects) -> bool {
    if !node.branches.is_empty() {
        return node.branches.iter().any(|(_, id)| effects.of(*id));
    }
    let op = node.node.op;
    if HARMLESS.contains(&op.name()) {
        return false;
    }
    // Changing a TF1 variable does not count as stateful in the registry.
    let on_resource = op.inputs().any(|arg| arg.ty == ArgType::Fixed("resource"));
    op.inputs().any(|arg| arg.is_ref) || (op.is_stateful() && (on_resource || node.results.is_empty()))
}

/// For each instance of a function, whether running it changes anything.
pub(crate) struct InstanceEffects(Vec<bool>);

impl InstanceEffects {
    /// Errors: functions that call each other in a circle through `If`s and `While`s.
    pub(crate) fn of_all(flattener: &Flattener<'_>) -> Result<Self> {
        let mut effects = Self(vec![false; flattener.instances.len()]);
        for id in callees_first(flattener)? {
            let Some(graph) = flattener.instances.graph(id) else { continue };
            let any = graph.nodes.iter().any(|node| has_effect(node, &effects));
            if let Some(slot) = effects.0.get_mut(id.index()) {
                *slot = any;
            }
        }
        Ok(effects)
    }

    fn of(&self, id: InstanceId) -> bool {
        self.0.get(id.index()).copied().unwrap_or(false)
    }
}

/// All instances, each after those it calls; with a stack of its own, since chains can be long.
fn callees_first(flattener: &Flattener<'_>) -> Result<Vec<InstanceId>> {
    enum Task {
        Enter(InstanceId),
        Leave(InstanceId),
    }
    let count = flattener.instances.len();
    let (mut entered, mut left) = (vec![false; count], vec![false; count]);
    let mut order = Vec::with_capacity(count);
    let mut stack: Vec<Task> = flattener.instances.iter().map(|(id, ..)| Task::Enter(id)).collect();
    while let Some(task) = stack.pop() {
        match task {
            Task::Leave(id) => {
                left[id.index()] = true;
                order.push(id);
            }
            Task::Enter(id) if left[id.index()] => {}
            Task::Enter(id) if entered[id.index()] => return Err(recursive(flattener, id)),
            Task::Enter(id) => {
                entered[id.index()] = true;
                stack.push(Task::Leave(id));
                let nodes = flattener.instances.graph(id).map_or(&[][..], |graph| &graph.nodes);
                stack.extend(nodes.iter().flat_map(|n| &n.branches).map(|(_, callee)| Task::Enter(*callee)));
            }
        }
    }
    Ok(order)
}

fn recursive(flattener: &Flattener<'_>, id: InstanceId) -> ImportError {
    let name =
        flattener.instances.iter().find(|(other, ..)| *other == id).map_or("", |(_, key, _)| &key.function);
    ImportError::new(format!("function {} calls itself through If or While", quote(name)))
        .function(name)
        .hint("recursive functions cannot be converted; write the recursion as a loop")
}
