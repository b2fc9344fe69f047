//! Where patterns may match: classes by the ops in them and right below, and what changed since the last
//! round.
//!
//! Most patterns need a pair of ops that a graph does not have, and after the first round most of a graph
//! is as it was; neither is searched.

use std::collections::VecDeque;

use egg::Id;
use hashbrown::HashMap;

use super::graph::Graph;
use super::node::OpKind;
use super::pattern::Pat;

/// How far below an op rules that are functions may look and still be tried again when something changed.
pub(super) const FUNCTION_DEPTH: u8 = 16;
/// The level of classes below which nothing changed.
const UNCHANGED: u8 = u8::MAX;

/// Classes of one round, sorted.
pub(super) struct Candidates {
    all: Vec<Id>,
    /// Changed classes with an op of the kind.
    by_root: HashMap<OpKind, Vec<Id>>,
    /// Changed classes with an op of the first kind whose operand of that number has an op of the second kind.
    by_pair: HashMap<(OpKind, usize, OpKind), Vec<Id>>,
    /// By class id: how many steps below it the nearest change is.
    levels: Vec<u8>,
}

impl Candidates {
    /// The classes of a graph.
    pub(super) fn new(graph: &Graph) -> Candidates {
        let mut all: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
        all.sort_unstable();
        let levels = levels(graph, &all);
        let mut candidates =
            Candidates { by_root: HashMap::new(), by_pair: HashMap::new(), all: Vec::new(), levels };
        for &id in &all {
            let changed = candidates.is_changed(id, FUNCTION_DEPTH);
            let push = |list: &mut Vec<Id>| {
                if changed && list.last() != Some(&id) {
                    list.push(id);
                }
            };
            for node in graph.nodes(id) {
                let Some(kind) = node.kind() else { continue };
                push(candidates.by_root.entry(kind).or_default());
                for (number, &operand) in node.operands().iter().enumerate() {
                    for below in graph.nodes(operand).iter().filter_map(|node| node.kind()) {
                        push(candidates.by_pair.entry((kind, number, below)).or_default());
                    }
                }
            }
        }
        candidates.all = all;
        candidates
    }

    /// All classes.
    pub(super) fn all(&self) -> &[Id] {
        &self.all
    }

    /// Whether something changed at most `depth` steps below a class.
    pub(super) fn is_changed(&self, class: Id, depth: u8) -> bool {
        self.levels.get(usize::from(class)).is_some_and(|&level| level <= depth)
    }

    /// Classes that a pattern may match in.
    pub(super) fn of(&self, pattern: &Pat) -> Vec<Id> {
        let depth = depth(pattern);
        let mut list = match pattern {
            Pat::Op { kind, .. } => self.by_root.get(kind).map_or(&[][..], Vec::as_slice),
            _ => &self.all,
        };
        let mut possible = true;
        pairs(pattern, true, &mut |pair, at_root| match self.by_pair.get(&pair) {
            Some(classes) if at_root && classes.len() < list.len() => list = classes,
            Some(_) => {}
            None => possible = false,
        });
        if !possible {
            return Vec::new();
        }
        list.iter().copied().filter(|&class| self.is_changed(class, depth)).collect()
    }
}

/// Calls `found` with each op in a pattern that is an operand of another, and whether that is the root.
fn pairs(pattern: &Pat, at_root: bool, found: &mut impl FnMut((OpKind, usize, OpKind), bool)) {
    match pattern {
        Pat::Op { kind, operands, .. } => {
            for (number, operand) in operands.iter().enumerate() {
                if let Pat::Op { kind: below, .. } = operand {
                    found((*kind, number, *below), at_root);
                }
                pairs(operand, false, found);
            }
        }
        Pat::Proj(_, of) => pairs(of, false, found),
        Pat::Any(_) | Pat::Constant(_) | Pat::Literal(..) => {}
    }
}

/// How far below its root a pattern and its condition look: what is known of a variable's class may have
/// changed without the class.
fn depth(pattern: &Pat) -> u8 {
    let below = match pattern {
        Pat::Op { operands, .. } => operands.iter().map(depth).max().unwrap_or(0),
        Pat::Proj(_, of) => depth(of),
        Pat::Any(_) | Pat::Constant(_) | Pat::Literal(..) => 0,
    };
    below.saturating_add(1)
}

fn levels(graph: &Graph, all: &[Id]) -> Vec<u8> {
    let mut levels = vec![UNCHANGED; graph.egraph.nodes().len()];
    let mut pending = VecDeque::new();
    for &id in all {
        if graph.is_changed(id) {
            levels[usize::from(id)] = 0;
            pending.push_back(id);
        }
    }
    while let Some(id) = pending.pop_front() {
        let above = levels[usize::from(id)] + 1;
        if above > FUNCTION_DEPTH {
            break;
        }
        for parent in graph.egraph[id].parents() {
            let parent = graph.egraph.find(parent);
            if levels[usize::from(parent)] == UNCHANGED {
                levels[usize::from(parent)] = above;
                pending.push_back(parent);
            }
        }
    }
    levels
}
