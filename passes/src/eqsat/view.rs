//! The e-graph as one round of searching sees it: classes by number, without a hash table between.
//!
//! Rules ask for the types and nodes of classes all the time, and between two changes of the e-graph all
//! answers stay the same.

use egg::{EGraph, Id};

use super::facts::{Data, Facts};
use super::node::{Node, OpKind};

/// A copy of what searching looks at, valid until the e-graph changes.
pub(super) struct View {
    /// By id: position of its class in `rows`.
    slots: Vec<u32>,
    rows: Vec<Row>,
    /// The nodes of all classes.
    nodes: Vec<Node>,
}

struct Row {
    id: Id,
    data: Data,
    /// Where its nodes start and end.
    nodes: (u32, u32),
    kinds: u128,
    /// Whether it is otherwise than in the view before.
    changed: bool,
}

impl View {
    /// The classes of `egraph`; `last` is how they were.
    pub(super) fn new(egraph: &EGraph<Node, Facts>, last: Option<&View>) -> View {
        let count = egraph.nodes().len();
        let mut view = View {
            slots: vec![u32::MAX; count],
            rows: Vec::with_capacity(egraph.number_of_classes()),
            nodes: Vec::with_capacity(count),
        };
        for class in egraph.classes() {
            let start = view.nodes.len() as u32;
            view.slots[usize::from(class.id)] = view.rows.len() as u32;
            view.nodes.extend(class.nodes.iter().cloned());
            let kinds = class.nodes.iter().filter_map(Node::kind).fold(0, |all, kind| all | mark(kind));
            let nodes = (start, view.nodes.len() as u32);
            let changed = last.is_none_or(|last| last.differs(class.id, &class.nodes, &class.data));
            view.rows.push(Row { id: class.id, data: class.data.clone(), nodes, kinds, changed });
        }
        for id in 0..count {
            view.slots[id] = view.slots[usize::from(egraph.find(Id::from(id)))];
        }
        view
    }

    /// Whether class `id` was not there, or had other nodes, or less was known of it.
    fn differs(&self, id: Id, nodes: &[Node], data: &Data) -> bool {
        let slot = self.slots.get(usize::from(id)).map(|&slot| slot as usize);
        let Some(row) = slot.and_then(|slot| self.rows.get(slot)).filter(|row| row.id == id) else {
            return true;
        };
        row.data.types != data.types
            || row.data.constness != data.constness
            || row.data.range != data.range
            || self.nodes(id) != nodes
    }

    fn row(&self, id: Id) -> &Row {
        &self.rows[self.slots[usize::from(id)] as usize]
    }

    pub(super) fn data(&self, id: Id) -> &Data {
        &self.row(id).data
    }

    pub(super) fn nodes(&self, id: Id) -> &[Node] {
        let (start, end) = self.row(id).nodes;
        &self.nodes[start as usize..end as usize]
    }

    pub(super) fn is_changed(&self, id: Id) -> bool {
        self.row(id).changed
    }

    /// Whether a class may have an op of a kind; no says that it has none.
    pub(super) fn may_have(&self, id: Id, kind: OpKind) -> bool {
        self.row(id).kinds & mark(kind) != 0
    }
}

/// One bit for a kind; some kinds share one.
fn mark(kind: OpKind) -> u128 {
    1 << (kind.number() % 128)
}
