//! Flattening: the part of a graph that some outputs need, in order, with every call replaced by the body of
//! the function called.
//!
//! Walks with a stack of its own, so that neither long chains nor deep calls recurse. Calls are expanded at
//! most [`MAX_DEPTH`] deep and to at most [`MAX_NODES`] nodes; a function that calls itself and nodes that
//! need themselves are refused by name. Variables are followed through calls as what they are, not as values.

use std::rc::Rc;

use super::body::GraphBody;
use super::flat::{FlatGraph, FlatNode, Source};
use super::instance::{InstanceKey, Instances, Variables};
use super::library::Library;
use super::node::Node;
use super::scope::{Resolved, ScopeId, State};
use super::tensor_name::TensorName;
use super::walk::{Task, Walk, returns};
use crate::error::{ImportError, Result, quote, quote_list};
use crate::proto::NodeDef;

/// Deepest chain of calls.
const MAX_DEPTH: usize = 256;
/// Most nodes all calls may expand to …
const MAX_NODES: usize = 1_000_000;
/// … where each call counts as this many nodes more.
const CALL_COST: usize = 16;

/// Flattens graphs that share variables and functions.
pub(crate) struct Flattener<'g> {
    pub(crate) library: Library<'g>,
    pub(crate) variables: Variables<'g>,
    pub(crate) instances: Instances<'g>,
    budget: usize,
}

/// Where a flat graph begins and ends.
#[derive(Default)]
pub(crate) struct Roots<'a> {
    /// Tensors that stand for the arguments, in order.
    pub(crate) inputs: Vec<&'a str>,
    /// Tensors that are the results, in order.
    pub(crate) outputs: Vec<&'a str>,
    /// Nodes that have to run.
    pub(crate) controls: Vec<&'a str>,
}

impl<'g> Flattener<'g> {
    pub(crate) fn new(library: Library<'g>) -> Self {
        Self { library, variables: Variables::default(), instances: Instances::default(), budget: MAX_NODES }
    }

    /// The part of a whole graph between `roots`.
    pub(crate) fn graph(&mut self, body: &Rc<GraphBody<'g>>, roots: &Roots<'_>) -> Result<FlatGraph<'g>> {
        let mut walk = Walk::new(Rc::clone(body), Vec::new());
        for (i, name) in roots.inputs.iter().enumerate() {
            let (node, port) = walk.find(ScopeId(0), name)?;
            // Two arguments may stand for one tensor; the first one feeds it.
            walk.feeds.entry((node, port)).or_insert(Source::Arg(i as u32));
        }
        self.run(walk, &roots.outputs, &roots.controls)
    }

    /// Flattens the functions of `If`s and `While`s until no new ones turn up.
    pub(crate) fn finish_instances(&mut self) -> Result<()> {
        let mut next = 0;
        while let Some(key) = self.instances.keys.get(next).cloned() {
            let body = self.library.body(&key.function)?;
            let mut data = 0..;
            let bound = key.bound.iter();
            let args =
                bound.map(|b| b.map_or_else(|| Source::Arg(data.next().unwrap_or(0)), Source::Variable));
            let walk = Walk::new(Rc::clone(&body), args.collect());
            let (outputs, controls) = returns(&body)?;
            let graph = self.run(walk, &outputs, &controls).map_err(|e| e.function(&key.function))?;
            if let Some(slot) = self.instances.graphs.get_mut(next) {
                *slot = Some(graph);
            }
            next += 1;
        }
        Ok(())
    }

    fn run(&mut self, mut walk: Walk<'g>, outputs: &[&str], controls: &[&str]) -> Result<FlatGraph<'g>> {
        let top = ScopeId(0);
        self.spend(walk.scope(top).body.nodes.len())?;
        let mut stack = Vec::new();
        walk.push_roots(top, outputs, controls, &mut stack)?;
        while let Some(task) = stack.pop() {
            let (scope, node) = match task {
                Task::Visit(s, n) | Task::Finish(s, n) | Task::Leave(s, n, _) => (s, n),
            };
            let step = match task {
                Task::Visit(..) => walk.visit(scope, node, &mut stack),
                Task::Finish(..) => self.finish(&mut walk, scope, node, &mut stack),
                Task::Leave(.., callee) => walk.leave(scope, node, callee),
            };
            step.map_err(|e| walk.locate(e, scope, node))?;
        }
        for name in outputs {
            let source = walk.source(top, TensorName::parse(name)?)?;
            walk.graph.outputs.push(source);
        }
        Ok(walk.graph)
    }

    fn spend(&mut self, nodes: usize) -> Result<()> {
        self.budget = self.budget.checked_sub(nodes).ok_or_else(|| {
            ImportError::new(format!("the calls of the graph expand to more than {MAX_NODES} nodes"))
                .hint("the functions call each other too often; simplify the model")
        })?;
        Ok(())
    }

    /// All a node needs is done: makes its flat node, or enters the function it calls.
    fn finish(
        &mut self,
        walk: &mut Walk<'g>,
        scope: ScopeId,
        index: u32,
        stack: &mut Vec<Task>,
    ) -> Result<()> {
        let def = walk.node(scope, index);
        let operands = walk.operands(scope, def)?;
        if let Some(name) = called_function(def, &self.library)? {
            return self.enter(walk, scope, index, operands, &name, stack);
        }
        let node = Node::new(def)?;
        let resolved = match def.op.as_str() {
            "NoOp" => Resolved::Alias(Vec::new()),
            "VarHandleOp" | "VariableV2" | "Variable" => {
                Resolved::Alias(vec![Source::Variable(self.variables.of_node(node)?)])
            }
            // Not fed, or it would not have been asked for.
            "PlaceholderWithDefault" => Resolved::Alias(operands),
            "Identity" | "IdentityN" if self.all_handles(&operands) => Resolved::Alias(operands),
            "If" | "StatelessIf" | "While" | "StatelessWhile" | "Case" | "StatelessCase" => {
                self.control_flow(walk, scope, node, operands)?
            }
            _ => {
                let flat = FlatNode {
                    results: node.result_types()?,
                    function: walk.function(scope),
                    ports: Vec::new(),
                    branches: Vec::new(),
                    node,
                    operands,
                };
                check_operands(&flat)?;
                walk.push(flat)
            }
        };
        walk.set(scope, index, State::Done(resolved));
        Ok(())
    }

    fn all_handles(&self, operands: &[Source]) -> bool {
        let handle = |s: &Source| matches!(s, Source::Variable(v) if !self.variables.get(*v).is_ref());
        !operands.is_empty() && operands.iter().all(handle)
    }

    fn enter(
        &mut self,
        walk: &mut Walk<'g>,
        scope: ScopeId,
        index: u32,
        args: Vec<Source>,
        name: &str,
        stack: &mut Vec<Task>,
    ) -> Result<()> {
        let chain = walk.call_chain(scope);
        if let Some(at) = chain.iter().position(|f| *f == name) {
            let cycle = chain.iter().skip(at).copied().chain([name]).map(quote).collect::<Vec<_>>();
            let cycle =
                if cycle.len() > 8 { quote_list(chain.into_iter().skip(at), 8) } else { cycle.join(" → ") };
            return Err(ImportError::new(format!("function {} calls itself: {cycle}", quote(name)))
                .hint("recursive functions cannot be converted; write the recursion as a loop"));
        }
        if chain.len() >= MAX_DEPTH {
            return Err(ImportError::new(format!("calls are nested more than {MAX_DEPTH} deep")));
        }
        let body = self.library.body(name)?;
        let declared = body.function.and_then(|f| f.signature.as_ref()).map_or(0, |s| s.input_arg.len());
        if declared != args.len() {
            return Err(ImportError::new(format!("{} is called with {} arguments", quote(name), args.len()))
                .expected(format!("{declared} arguments")));
        }
        self.spend(body.nodes.len().saturating_add(CALL_COST))?;
        let callee = walk.add_scope(Rc::clone(&body), args, Some(scope));
        stack.push(Task::Leave(scope, index, callee));
        let (outputs, controls) = returns(&body)?;
        walk.push_roots(callee, &outputs, &controls, stack).map_err(|e| e.function(name))
    }

    /// An `If`, `While` or `Case`: variables among its operands are bound to the functions instead.
    fn control_flow(
        &mut self,
        walk: &mut Walk<'g>,
        scope: ScopeId,
        node: Node<'g>,
        operands: Vec<Source>,
    ) -> Result<Resolved> {
        let is_loop = node.op.name().ends_with("While");
        // An `If` or `Case` begins with the value that chooses.
        let own = if is_loop { 0 } else { 1 };
        let bound: Vec<_> = operands
            .iter()
            .skip(own)
            .map(|s| match s {
                Source::Variable(v) if !self.variables.get(*v).is_ref() => Some(*v),
                _ => None,
            })
            .collect();
        let mut branches = Vec::new();
        for (attr, function) in branch_functions(node)? {
            let key = InstanceKey { function: function.to_owned(), bound: bound.clone() };
            self.library.body(function)?;
            branches.push((attr, self.instances.of_key(key)));
        }
        let types = node.result_types()?;
        if is_loop && types.len() != bound.len() {
            return Err(ImportError::new("a loop has not as many results as operands"));
        }
        let is_bound = |i: usize| is_loop && bound.get(i).is_some_and(Option::is_some);
        let kept = (0u32..).zip(&types).filter(|(i, _)| !is_bound(*i as usize));
        let (ports, results) = kept.map(|(i, dtype)| (i, *dtype)).unzip();
        let data = operands.iter().take(own).chain(
            operands
                .iter()
                .skip(own)
                .zip(&bound)
                .filter(|(_, bound)| bound.is_none())
                .map(|(source, _)| source),
        );
        let flat = FlatNode {
            operands: data.copied().collect(),
            results,
            ports,
            function: walk.function(scope),
            branches,
            node,
        };
        let Resolved::Flat(id) = walk.push(flat) else { return Ok(Resolved::Alias(Vec::new())) };
        let mut next = 0..;
        let outputs = (0..types.len()).map(|i| match bound.get(i) {
            Some(Some(variable)) if is_loop => Source::Variable(*variable),
            _ => Source::Node(id, next.next().unwrap_or(0)),
        });
        Ok(Resolved::Alias(outputs.collect()))
    }
}

/// The function a node calls: by attribute, or, in old graphs, by having the function's name as operator.
fn called_function(def: &NodeDef, library: &Library<'_>) -> Result<Option<String>> {
    match def.op.as_str() {
        "PartitionedCall" | "StatefulPartitionedCall" => Ok(Some(Node::new(def)?.func("f")?.name.clone())),
        op if library.contains(op) => Ok(Some(op.to_owned())),
        _ => Ok(None),
    }
}

/// Functions of an `If`, `While` or `Case` with the attribute names upstream's dialect gives them.
fn branch_functions(node: Node<'_>) -> Result<Vec<(&'static str, &str)>> {
    let attrs: &[&'static str] = match node.op.name() {
        "If" | "StatelessIf" => &["then_branch", "else_branch"],
        "While" | "StatelessWhile" => &["cond", "body"],
        _ => {
            let Some(crate::proto::attr_value::Value::List(list)) =
                node.def.attr.get("branches").and_then(|a| a.value.as_ref())
            else {
                return Err(
                    ImportError::new("attribute 'branches' is missing").expected("a list of functions")
                );
            };
            return Ok(list.func.iter().map(|f| ("branches", f.name.as_str())).collect());
        }
    };
    attrs.iter().map(|attr| Ok((*attr, node.func(attr)?.name.as_str()))).collect()
}

fn check_operands(flat: &FlatNode<'_>) -> Result<()> {
    let expected = flat.node.operand_types()?.len();
    if expected == flat.operands.len() {
        return Ok(());
    }
    Err(ImportError::new(format!("{} has {} operands", flat.node.op.name(), flat.operands.len()))
        .expected(format!("{expected} operands"))
        .hint("the graph is corrupt; export it again"))
}
