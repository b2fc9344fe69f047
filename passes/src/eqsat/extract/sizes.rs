//! Types of classes as they are priced: dynamic dimensions with their nominal sizes.

use egg::Id;
use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_ir::Type;

use super::super::cost::nominal::{self, Sized};
use super::super::graph::Graph;
use super::super::node::{Head, Node};

type Types = SmallVec<[Type; 1]>;

/// Nominal types of the classes that have dynamic dimensions.
pub(super) struct Sizes {
    nominal: HashMap<Id, Types>,
}

impl Sizes {
    /// Those of all classes; `ids` are canonical and ascend, so that most operands come before users.
    pub(super) fn new(graph: &Graph, ids: &[Id]) -> Sizes {
        let mut sizes = Sizes { nominal: HashMap::new() };
        let is_dynamic =
            |id: &Id| graph.data(*id).types.iter().any(|ty| ty.is_tensor() && ty.static_dims().is_none());
        let mut pending: Vec<Id> = ids.iter().copied().filter(is_dynamic).collect();
        loop {
            let before = pending.len();
            let mut waiting = std::mem::take(&mut pending);
            waiting.retain(|&id| match sizes.class(graph, id) {
                Some(types) => {
                    sizes.nominal.insert(id, types);
                    false
                }
                None => true,
            });
            pending = waiting;
            if pending.is_empty() {
                return sizes;
            }
            if pending.len() == before {
                // Only values that need themselves are left, which no code computes.
                for &id in &pending {
                    let types = graph.data(id).types.iter().map(|&ty| nominal::smallest(ty)).collect();
                    sizes.nominal.insert(id, types);
                }
                return sizes;
            }
        }
    }

    /// The types of a class's results.
    pub(super) fn types<'a>(&'a self, graph: &'a Graph, id: Id) -> &'a [Type] {
        self.nominal.get(&id).unwrap_or(&graph.data(id).types)
    }

    /// The nominal types of a class from the first of its nodes whose operands have them.
    fn class(&self, graph: &Graph, id: Id) -> Option<Types> {
        let nodes = graph.nodes(id).iter();
        let sized = nodes.filter(|node| self.operands(graph, node).is_some());
        let node = sized.min_by_key(|node| graph.node_id(node))?;
        let types = graph.data(id).types.iter();
        Some(match node.head {
            Head::Op(kind) => {
                let operands = self.operands(graph, node)?;
                let info = node.info().and_then(|info| graph.info_of(info))?;
                let name = kind.name();
                types.map(|&ty| nominal::of_result(name.as_str(), &info.props, &operands, ty)).collect()
            }
            Head::Proj(result) => {
                let of = graph.egraph.find(*node.children.first()?);
                [*self.types(graph, of).get(result as usize)?].into()
            }
            _ => types.map(|&ty| nominal::smallest(ty)).collect(),
        })
    }

    /// The operands of a node, if all have nominal types.
    fn operands(&self, graph: &Graph, node: &Node) -> Option<SmallVec<[Sized; 4]>> {
        let sized = |id: &Id| {
            let id = graph.egraph.find(*id);
            let declared = graph.ty(id);
            let nominal = *self.types(graph, id).first().unwrap_or(&declared);
            let known = !nominal.is_tensor() || nominal.static_dims().is_some();
            (known || declared.dims().is_none()).then_some(Sized { declared, nominal })
        };
        match node.head {
            Head::Op(_) => node.operands().iter().map(sized).collect(),
            Head::Proj(_) => node.children.first().map(|of| sized(of).into_iter().collect()),
            _ => Some(SmallVec::new()),
        }
    }
}
