//! What flat graphs share: variables, and functions made for the variables they are called with.

use std::collections::BTreeMap;

use super::flat::FlatGraph;
use super::node::Node;
use crate::error::Result;

/// A variable of the model, whichever nodes and functions it is used in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct VarId(u32);

/// A variable and the first node that stands for it.
pub(crate) struct Variable<'g> {
    /// Its name at run time: two nodes with the same one mean the same variable.
    pub(crate) name: String,
    pub(crate) node: Node<'g>,
}

impl Variable<'_> {
    /// Whether it is a TF1 reference variable: then any use reads its value, without an op for reading.
    pub(crate) fn is_ref(&self) -> bool {
        self.node.op.name() != "VarHandleOp"
    }
}

/// All variables met so far.
#[derive(Default)]
pub(crate) struct Variables<'g> {
    list: Vec<Variable<'g>>,
    by_name: BTreeMap<String, VarId>,
}

impl<'g> Variables<'g> {
    /// The variable a `VarHandleOp` or TF1 variable node stands for. Errors: attributes of a wrong kind.
    pub(super) fn of_node(&mut self, node: Node<'g>) -> Result<VarId> {
        let shared = node.text("shared_name")?;
        let name = if shared.is_empty() { node.name().to_owned() } else { shared };
        if let Some(id) = self.by_name.get(&name) {
            return Ok(*id);
        }
        let id = VarId(self.list.len() as u32);
        self.by_name.insert(name.clone(), id);
        self.list.push(Variable { name, node });
        Ok(id)
    }

    /// All of them, in the order they were met.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (VarId, &Variable<'g>)> {
        self.list.iter().enumerate().map(|(i, v)| (VarId(i as u32), v))
    }

    pub(crate) fn get(&self, id: VarId) -> &Variable<'g> {
        &self.list[id.0 as usize]
    }
}

/// A function called by an `If` or `While`, for given variables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct InstanceId(pub(super) u32);

/// What tells instances of functions apart: the variables bound to their arguments, which are no arguments
/// any more.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct InstanceKey {
    pub(crate) function: String,
    pub(crate) bound: Vec<Option<VarId>>,
}

/// The instances asked for so far, and their graphs once made.
#[derive(Default)]
pub(crate) struct Instances<'g> {
    pub(super) keys: Vec<InstanceKey>,
    pub(super) graphs: Vec<Option<FlatGraph<'g>>>,
    by_key: BTreeMap<InstanceKey, InstanceId>,
}

impl<'g> Instances<'g> {
    pub(super) fn of_key(&mut self, key: InstanceKey) -> InstanceId {
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let id = InstanceId(self.keys.len() as u32);
        self.by_key.insert(key.clone(), id);
        self.keys.push(key);
        self.graphs.push(None);
        id
    }

    /// All instances whose graphs are made, in the order they were asked for.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (InstanceId, &InstanceKey, &FlatGraph<'g>)> {
        let with_graph = self.keys.iter().zip(&self.graphs).enumerate();
        with_graph.filter_map(|(i, (key, graph))| Some((InstanceId(i as u32), key, graph.as_ref()?)))
    }

    pub(crate) fn graph(&self, id: InstanceId) -> Option<&FlatGraph<'g>> {
        self.graphs.get(id.0 as usize)?.as_ref()
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}

impl InstanceId {
    /// Position in the order of [`Instances::iter`].
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}
