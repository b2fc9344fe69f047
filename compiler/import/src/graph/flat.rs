//! A graph without calls: what flattening makes and everything after it reads.

use super::instance::{InstanceId, VarId};
use super::node::Node;
use crate::proto::DataType;

/// A node of a [`FlatGraph`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct NodeId(pub(super) u32);

impl NodeId {
    /// Position in [`FlatGraph::nodes`].
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// An output of a node.
    Node(NodeId, u32),
    /// An argument of the flat graph.
    Arg(u32),
    /// A variable: its handle, or its value where it is a TF1 reference variable.
    Variable(VarId),
}

/// A node with its operands resolved.
pub(crate) struct FlatNode<'g> {
    pub(crate) node: Node<'g>,
    /// The function it stood in; empty for the graph itself.
    pub(crate) function: &'g str,
    pub(crate) operands: Vec<Source>,
    pub(crate) results: Vec<DataType>,
    /// For each result its position in the stored node, where some of them (variables a loop passes through)
    /// are gone; empty where none is.
    pub(crate) ports: Vec<u32>,
    /// Functions of an `If`, `While` or `Case`, with the attribute that names them.
    pub(crate) branches: Vec<(&'static str, InstanceId)>,
}

/// Nodes in an order in which each follows all it needs, by data or by control.
#[derive(Default)]
pub(crate) struct FlatGraph<'g> {
    pub(crate) nodes: Vec<FlatNode<'g>>,
    pub(crate) outputs: Vec<Source>,
}
