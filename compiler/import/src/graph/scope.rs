//! One expansion of a body while flattening: the graph itself, or a function at one of its calls.

use std::rc::Rc;

use super::body::GraphBody;
use super::flat::{NodeId, Source};
use super::node::Node;
use super::tensor_name::Port;
use tfl_ir::near::closest;

use crate::error::{ImportError, Result, quote};
use crate::proto::NodeDef;
use crate::registry;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ScopeId(pub(super) usize);

/// How far a node is.
pub(super) enum State {
    New,
    /// What it needs is being seen to.
    Open,
    Done(Resolved),
}

/// What a node became.
pub(super) enum Resolved {
    /// A node of the flat graph.
    Flat(NodeId),
    /// Nothing: its outputs are these.
    Alias(Vec<Source>),
}

pub(super) struct Scope<'g> {
    pub(super) body: Rc<GraphBody<'g>>,
    /// Values of the function's arguments.
    pub(super) args: Vec<Source>,
    pub(super) caller: Option<ScopeId>,
    /// One for each node.
    pub(super) states: Vec<State>,
}

impl<'g> Scope<'g> {
    pub(super) fn new(body: Rc<GraphBody<'g>>, args: Vec<Source>, caller: Option<ScopeId>) -> Self {
        let states = body.nodes.iter().map(|_| State::New).collect();
        Self { body, args, caller, states }
    }

    /// The node called `name`. Errors: there is none.
    pub(super) fn find(&self, name: &str) -> Result<u32> {
        self.body.find(name).ok_or_else(|| {
            let error = ImportError::new(format!("there is no node {}", quote(name)));
            match closest(name, self.body.nodes.iter().map(|n| n.name.as_str())) {
                Some(near) => error.hint(format!("did you mean {}?", quote(near))),
                None => error.hint("check the name, or export the graph again"),
            }
        })
    }

    /// Position of an output of a node that has no flat node.
    pub(super) fn alias_index(&self, def: &NodeDef, port: Port<'_>) -> Result<u32> {
        match port {
            Port::Index(index) => Ok(index),
            Port::Named(..) if registry::find(&def.op).is_some() => Node::new(def)?.output_index(port),
            // An operator that is a function: each of its results is one tensor.
            Port::Named(..) => {
                Err(ImportError::new(format!("a result of function {} is used by name", quote(&def.op)))
                    .hint("export the model with TensorFlow 2, which calls functions by PartitionedCall"))
            }
        }
    }
}
