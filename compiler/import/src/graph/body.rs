//! The nodes of a graph or of one function, found by name.

use std::collections::HashMap;

use crate::error::{ImportError, Result, quote};
use crate::proto::{FunctionDef, GraphDef, NodeDef};

/// A graph or a function's body.
pub(crate) struct GraphBody<'g> {
    /// The function it is the body of; `None` for a whole graph.
    pub(crate) function: Option<&'g FunctionDef>,
    pub(crate) nodes: &'g [NodeDef],
    index: HashMap<&'g str, u32>,
    args: HashMap<&'g str, u32>,
}

impl<'g> GraphBody<'g> {
    /// A whole graph. Errors: two nodes of one name, a node without one.
    pub(crate) fn of_graph(graph: &'g GraphDef) -> Result<Self> {
        Ok(Self { function: None, nodes: &graph.node, index: index(&graph.node)?, args: HashMap::new() })
    }

    /// A function's body. Errors: as for a graph; two arguments of one name.
    pub(crate) fn of_function(function: &'g FunctionDef) -> Result<Self> {
        let mut args = HashMap::new();
        let declared = function.signature.as_ref().map_or(&[][..], |s| &s.input_arg);
        for (i, arg) in declared.iter().enumerate() {
            if args.insert(arg.name.as_str(), i as u32).is_some() {
                return Err(ImportError::new(format!("two arguments are called {}", quote(&arg.name))));
            }
        }
        Ok(Self {
            function: Some(function),
            nodes: &function.node_def,
            index: index(&function.node_def)?,
            args,
        })
    }

    /// The node called `name`.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    /// The function argument called `name`.
    pub(crate) fn arg(&self, name: &str) -> Option<u32> {
        self.args.get(name).copied()
    }

    /// The function's name; empty for a whole graph.
    pub(crate) fn name(&self) -> &'g str {
        self.function.and_then(|f| f.signature.as_ref()).map_or("", |s| &s.name)
    }
}

fn index(nodes: &[NodeDef]) -> Result<HashMap<&str, u32>> {
    let mut index = HashMap::with_capacity(nodes.len());
    for (i, node) in nodes.iter().enumerate() {
        let at = u32::try_from(i).map_err(|_| ImportError::new("a graph has over 2^32 nodes"))?;
        if node.name.is_empty() {
            return Err(ImportError::new(format!("node number {i}, a {}, has no name", quote(&node.op))));
        }
        if index.insert(node.name.as_str(), at).is_some() {
            return Err(ImportError::new(format!("two nodes are called {}", quote(&node.name)))
                .hint("the graph is corrupt; export it again"));
        }
    }
    Ok(index)
}
