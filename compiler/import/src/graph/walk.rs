//! The state of one flattening: expansions, what each node became, and the tasks left to do.

use std::collections::HashMap;
use std::rc::Rc;

use super::body::GraphBody;
use super::flat::{FlatGraph, FlatNode, NodeId, Source};
use super::scope::{Resolved, Scope, ScopeId, State};
use super::tensor_name::{Port, TensorName};
use crate::error::{ImportError, Result, quote};
use crate::proto::NodeDef;

pub(super) enum Task {
    /// See to what a node needs, then to the node.
    Visit(ScopeId, u32),
    /// All operands are there.
    Finish(ScopeId, u32),
    /// The body of the call is done.
    Leave(ScopeId, u32, ScopeId),
}

pub(super) struct Walk<'g> {
    pub(super) scopes: Vec<Scope<'g>>,
    /// Tensors of the outermost scope that are arguments.
    pub(super) feeds: HashMap<(u32, u32), Source>,
    pub(super) graph: FlatGraph<'g>,
}

impl<'g> Walk<'g> {
    pub(super) fn new(body: Rc<GraphBody<'g>>, args: Vec<Source>) -> Self {
        let scopes = vec![Scope::new(body, args, None)];
        Self { scopes, feeds: HashMap::new(), graph: FlatGraph::default() }
    }

    pub(super) fn scope(&self, id: ScopeId) -> &Scope<'g> {
        &self.scopes[id.0]
    }

    pub(super) fn node(&self, scope: ScopeId, index: u32) -> &'g NodeDef {
        &self.scope(scope).body.nodes[index as usize]
    }

    pub(super) fn set(&mut self, scope: ScopeId, index: u32, state: State) {
        self.scopes[scope.0].states[index as usize] = state;
    }

    pub(super) fn function(&self, scope: ScopeId) -> &'g str {
        self.scope(scope).body.name()
    }

    pub(super) fn add_scope(
        &mut self,
        body: Rc<GraphBody<'g>>,
        args: Vec<Source>,
        caller: Option<ScopeId>,
    ) -> ScopeId {
        self.scopes.push(Scope::new(body, args, caller));
        ScopeId(self.scopes.len() - 1)
    }

    pub(super) fn push(&mut self, node: FlatNode<'g>) -> Resolved {
        let id = NodeId(self.graph.nodes.len() as u32);
        self.graph.nodes.push(node);
        Resolved::Flat(id)
    }

    /// Names of the functions being expanded, outermost first.
    pub(super) fn call_chain(&self, scope: ScopeId) -> Vec<&'g str> {
        let mut chain = Vec::new();
        let mut at = Some(scope);
        while let Some(id) = at {
            chain.push(self.function(id));
            at = self.scope(id).caller;
        }
        chain.reverse();
        chain
    }

    pub(super) fn locate(&self, error: ImportError, scope: ScopeId, index: u32) -> ImportError {
        let error = error.node(&self.node(scope, index).name);
        let function = self.function(scope);
        if function.is_empty() { error } else { error.function(function) }
    }

    /// The node and output that `name` means in a scope without arguments.
    pub(super) fn find(&self, scope: ScopeId, name: &str) -> Result<(u32, u32)> {
        match TensorName::parse(name)? {
            TensorName::Data(node, Port::Index(port)) => Ok((self.scope(scope).find(node)?, port)),
            _ => Err(ImportError::new(format!("{} does not name a tensor of the graph", quote(name)))),
        }
    }

    pub(super) fn push_roots(
        &self,
        scope: ScopeId,
        outputs: &[&str],
        controls: &[&str],
        stack: &mut Vec<Task>,
    ) -> Result<()> {
        let names = outputs.iter().map(|name| TensorName::parse(name));
        let controls = controls.iter().map(|name| Ok(TensorName::Control(name)));
        let mut needed = Vec::new();
        for name in names.chain(controls) {
            needed.extend(self.needs(scope, name?)?);
        }
        stack.extend(needed.into_iter().rev().map(|index| Task::Visit(scope, index)));
        Ok(())
    }

    /// The node that has to be done before `name` is there, if any.
    pub(super) fn needs(&self, scope: ScopeId, name: TensorName<'_>) -> Result<Option<u32>> {
        let (TensorName::Control(node) | TensorName::Data(node, _)) = name;
        let at = self.scope(scope);
        if at.body.arg(node).is_some() {
            return Ok(None);
        }
        let index = at.find(node)?;
        let fed = match name {
            TensorName::Data(_, Port::Index(port)) => self.is_fed(scope, index, port),
            _ => false,
        };
        Ok((!fed).then_some(index))
    }

    pub(super) fn is_fed(&self, scope: ScopeId, node: u32, port: u32) -> bool {
        scope == ScopeId(0) && self.feeds.contains_key(&(node, port))
    }

    pub(super) fn visit(&mut self, scope: ScopeId, index: u32, stack: &mut Vec<Task>) -> Result<()> {
        match &self.scope(scope).states[index as usize] {
            State::Done(_) => return Ok(()),
            State::Open => {
                return Err(ImportError::new("a node needs its own result")
                    .hint("only loops of tf.while_loop may go in a circle; export the graph again"));
            }
            State::New => {}
        }
        let def = self.node(scope, index);
        refuse_frames(def)?;
        self.set(scope, index, State::Open);
        stack.push(Task::Finish(scope, index));
        for input in def.input.iter().rev() {
            if let Some(needed) = self.needs(scope, TensorName::parse(input)?)? {
                stack.push(Task::Visit(scope, needed));
            }
        }
        Ok(())
    }

    /// The results of a call, once its body is done.
    pub(super) fn leave(&mut self, scope: ScopeId, index: u32, callee: ScopeId) -> Result<()> {
        let body = Rc::clone(&self.scope(callee).body);
        let (outputs, _) = returns(&body)?;
        let sources = outputs.iter().map(|name| self.source(callee, TensorName::parse(name)?));
        let sources = sources.collect::<Result<Vec<_>>>().map_err(|e| e.function(body.name()))?;
        self.set(scope, index, State::Done(Resolved::Alias(sources)));
        // Nothing asks for the inside of a call again.
        self.scopes[callee.0].states = Vec::new();
        Ok(())
    }

    pub(super) fn operands(&self, scope: ScopeId, def: &NodeDef) -> Result<Vec<Source>> {
        let names = def.input.iter().map(|input| TensorName::parse(input));
        let data = names.filter(|name| !matches!(name, Ok(TensorName::Control(_))));
        data.map(|name| self.source(scope, name?)).collect()
    }

    /// Where the value called `name` comes from; its node is done.
    pub(super) fn source(&self, scope: ScopeId, name: TensorName<'_>) -> Result<Source> {
        let TensorName::Data(node, port) = name else {
            return Err(ImportError::new("a control edge stands where a value is needed"));
        };
        let at = self.scope(scope);
        if let Some(arg) = at.body.arg(node) {
            let source = at.args.get(arg as usize).filter(|_| port == Port::Index(0));
            return source.copied().ok_or_else(|| no_output(node, port, 1));
        }
        let index = at.find(node)?;
        if let Port::Index(port) = port
            && let Some(source) = self.feeds.get(&(index, port)).filter(|_| scope == ScopeId(0))
        {
            return Ok(*source);
        }
        let def = self.node(scope, index);
        match at.states.get(index as usize) {
            Some(State::Done(Resolved::Flat(id))) => {
                let flat = &self.graph.nodes[id.index()];
                let output = flat.node.output_index(port)?;
                let count = flat.results.len();
                let source = Source::Node(*id, output);
                if (output as usize) < count { Ok(source) } else { Err(no_output(node, port, count)) }
            }
            Some(State::Done(Resolved::Alias(sources))) => {
                let output = at.alias_index(def, port)?;
                sources.get(output as usize).copied().ok_or_else(|| no_output(node, port, sources.len()))
            }
            _ => Err(ImportError::new(format!("node {} is used before it is there", quote(node)))),
        }
    }
}

fn no_output(node: &str, port: Port<'_>, count: usize) -> ImportError {
    let output = match port {
        Port::Index(i) => i.to_string(),
        Port::Named(name, i) => format!("{name}:{i}"),
    };
    ImportError::new(format!("output {output} of {} is used", quote(node)))
        .expected(format!("an output below {count}"))
        .hint("the graph is corrupt; export it again")
}

/// The tensors a function returns and the nodes it has to run.
pub(super) fn returns<'g>(body: &GraphBody<'g>) -> Result<(Vec<&'g str>, Vec<&'g str>)> {
    let Some(function) = body.function else { return Ok((Vec::new(), Vec::new())) };
    let declared = function.signature.as_ref().map_or(&[][..], |s| &s.output_arg);
    let outputs = declared.iter().map(|arg| {
        function.ret.get(&arg.name).map(String::as_str).ok_or_else(|| {
            ImportError::new(format!(
                "function {} does not say what it returns as {}",
                quote(body.name()),
                quote(&arg.name)
            ))
        })
    });
    Ok((outputs.collect::<Result<_>>()?, function.control_ret.values().map(String::as_str).collect()))
}

/// TF1 control flow works by values that are absent, which the flat graph cannot say.
fn refuse_frames(def: &NodeDef) -> Result<()> {
    match def.op.as_str() {
        "Enter" | "RefEnter" | "Exit" | "RefExit" | "NextIteration" | "RefNextIteration" | "LoopCond"
        | "Switch" | "RefSwitch" | "_SwitchN" | "Merge" | "RefMerge" => {
            Err(ImportError::new(format!("TF1 control flow ({}) is not supported", def.op))
                .expected("functional control flow (If, While)")
                .hint("export the model with tf.compat.v1.enable_control_flow_v2(), or with TensorFlow 2"))
        }
        _ => Ok(()),
    }
}
