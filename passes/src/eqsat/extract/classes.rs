//! The classes of an e-graph as extraction sees them: numbered, each with its candidates and their costs.

use egg::{Id, Language};
use smallvec::SmallVec;

use super::super::cost::{CostModel, OpCost, OperandFacts};
use super::super::facts::{Constness, bytes};
use super::super::graph::Graph;
use super::super::node::{Head, Node};
use super::sizes::Sizes;

/// A node that may make its class.
pub(super) struct Candidate {
    pub(super) node: Option<Node>,
    /// Number of the node in the e-graph.
    pub(super) number: u32,
    /// Picoseconds.
    pub(super) cost: u64,
    /// The classes of its operands, each once.
    pub(super) children: SmallVec<[u32; 4]>,
}

impl Candidate {
    /// Whether it is an op that takes part in a run.
    pub(super) fn is_op(&self) -> bool {
        self.node.as_ref().is_some_and(|node| matches!(node.head, Head::Op(_)))
    }
}

/// One class.
pub(super) struct Class {
    pub(super) id: Id,
    /// Ascending by number.
    pub(super) candidates: Vec<Candidate>,
}

/// All of them.
pub(super) struct Classes {
    pub(super) list: Vec<Class>,
    /// By class id: position in `list`.
    slots: Vec<u32>,
    /// For each class the classes with a candidate that needs it, ascending.
    users: Vec<Vec<u32>>,
    /// What is added to the price of each op.
    worth: u64,
}

impl Classes {
    pub(super) fn new(graph: &Graph, model: &CostModel) -> Classes {
        let mut ids: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
        ids.sort_unstable();
        let mut slots = vec![u32::MAX; graph.egraph.nodes().len()];
        for (at, &id) in ids.iter().enumerate() {
            slots[usize::from(id)] = at as u32;
        }
        let sizes = Sizes::new(graph, &ids);
        let users = vec![Vec::new(); ids.len()];
        let mut classes = Classes { list: Vec::with_capacity(ids.len()), slots, users, worth: 0 };
        for id in ids {
            let candidates = classes.candidates(graph, id, model, &sizes);
            classes.list.push(Class { id, candidates });
        }
        for (user, class) in classes.list.iter().enumerate() {
            for &child in class.candidates.iter().flat_map(|candidate| &candidate.children) {
                let users = &mut classes.users[child as usize];
                if users.last() != Some(&(user as u32)) {
                    users.push(user as u32);
                }
            }
        }
        classes
    }

    /// Classes without nodes: for each its candidates, what they cost and which classes they need.
    #[cfg(test)]
    pub(super) fn of_costs(list: &[&[(u64, &[u32])]]) -> Classes {
        let candidate = |(number, &(cost, children)): (usize, &(u64, &[u32]))| Candidate {
            node: None,
            number: number as u32,
            cost,
            children: children.iter().copied().collect(),
        };
        let class = |(at, candidates): (usize, &&[(u64, &[u32])])| Class {
            id: Id::from(at),
            candidates: candidates.iter().enumerate().map(candidate).collect(),
        };
        let classes = list.iter().enumerate().map(class).collect();
        Classes { list: classes, slots: Vec::new(), users: vec![Vec::new(); list.len()], worth: 0 }
    }

    /// Prices every op at `worth` picoseconds above its own price.
    pub(super) fn set_worth_of_op(&mut self, worth: u64) {
        let before = std::mem::replace(&mut self.worth, worth);
        for candidate in self.list.iter_mut().flat_map(|class| &mut class.candidates) {
            if candidate.is_op() {
                candidate.cost = candidate.cost.saturating_add(worth).saturating_sub(before);
            }
        }
    }

    /// The classes with a candidate that needs `class`.
    pub(super) fn users(&self, class: u32) -> &[u32] {
        &self.users[class as usize]
    }

    /// The number of a class whose id is canonical.
    pub(super) fn slot(&self, id: Id) -> u32 {
        self.slots[usize::from(id)]
    }

    fn candidates(&self, graph: &Graph, id: Id, model: &CostModel, sizes: &Sizes) -> Vec<Candidate> {
        let data = graph.data(id);
        if data.constness > Constness::Dynamic {
            let size = data.types.iter().map(|&ty| bytes(ty).unwrap_or(0)).sum();
            let cost = model.constant_bytes(size);
            return vec![Candidate { node: None, number: 0, cost, children: SmallVec::new() }];
        }
        let mut candidates: Vec<Candidate> = graph
            .nodes(id)
            .iter()
            .filter(|node| !matches!(node.head, Head::Info(_)))
            .map(|node| {
                let mut children: SmallVec<[u32; 4]> =
                    node.operands().iter().map(|&child| self.slot(graph.egraph.find(child))).collect();
                children.sort_unstable();
                children.dedup();
                let number = graph.node_id(node).unwrap_or(u32::MAX);
                Candidate {
                    cost: cost(graph, id, node, model, sizes),
                    node: Some(node.clone()),
                    number,
                    children,
                }
            })
            .collect();
        candidates.sort_by_key(|candidate| candidate.number);
        candidates
    }

    /// The choice that the code made before any rule; `other` where a class is new.
    pub(super) fn input_choice(&self, graph: &Graph, other: &[u32]) -> Vec<u32> {
        let original = |candidate: &Candidate| {
            candidate.node.is_none()
                || graph.origin_of(candidate.number).is_some_and(|origin| origin.rule.is_none())
        };
        self.list
            .iter()
            .zip(other)
            .map(|(class, &other)| {
                let first = class.candidates.iter().position(original);
                first.map_or(other, |at| at as u32)
            })
            .collect()
    }

    /// Choices that pay only together, by positions; those whose nodes are gone are dropped.
    pub(super) fn bundles(&self, graph: &Graph, bundles: &[Vec<(Id, u32)>]) -> Vec<Vec<(u32, u32)>> {
        let choice = |&(class, number): &(Id, u32)| {
            let slot = self.slot(graph.egraph.find(class));
            let node = graph.egraph.nodes().get(number as usize)?;
            let node = node.clone().map_children(|id| graph.egraph.find(id));
            let number = graph.node_id(&node)?;
            let candidates = &self.list[slot as usize].candidates;
            let at = candidates.iter().position(|candidate| candidate.number == number)?;
            Some((slot, at as u32))
        };
        bundles.iter().filter_map(|bundle| bundle.iter().map(choice).collect()).collect()
    }
}

/// Picoseconds of one node of a class by itself. The types are those of the class, as precise for a node
/// that was there as for one that a rule made.
fn cost(graph: &Graph, class: Id, node: &Node, model: &CostModel, sizes: &Sizes) -> u64 {
    let Head::Op(kind) = node.head else { return 0 };
    let Some(info) = node.info().and_then(|info| graph.info_of(info)) else { return 0 };
    let facts = |&id: &Id| {
        let id = graph.egraph.find(id);
        let ty = *sizes.types(graph, id).first().unwrap_or(&graph.ty(id));
        OperandFacts { ty, constant: graph.is_const(id) }
    };
    let operands: SmallVec<[OperandFacts; 4]> = node.operands().iter().map(facts).collect();
    model.op(&OpCost {
        name: kind.name().as_str(),
        attrs: &info.props,
        operands: &operands,
        results: sizes.types(graph, class),
    })
}
