//! One flat graph to the body of one function.

use std::collections::BTreeMap;
use std::sync::Arc;

use tfl_ir::{Attr, Block, Body, DenseArray, Loc, Op, OpState, Traits, Type, Value};

use super::attrs::attributes;
use super::constant::constant;
use super::location::Locations;
use super::types::{element, element_name, tensor_type};
use super::variable_ops::Frozen;
use crate::dtype;
use crate::effects::Live;
use crate::error::{ImportError, Result, quote};
use crate::graph::{FlatGraph, FlatNode, InstanceId, Source, VarId, Variables};
use crate::proto::DataType;
use crate::proto::attr_value::Value as AttrValue;
use crate::tensor::{Tensor, TensorData};

/// What all functions of a module share.
pub(super) struct Context<'a, 'g> {
    pub(super) variables: &'a Variables<'g>,
    pub(super) frozen: &'a Frozen,
    pub(super) locations: &'a Locations,
    /// Symbol names of the functions made for `If`s and `While`s.
    pub(super) instance_names: BTreeMap<InstanceId, String>,
    /// Files that placeholders stand for, by the placeholder's name.
    pub(super) assets: BTreeMap<&'g str, &'g str>,
    /// Whether shapes recorded in the graph are trusted; not when the user gave other input shapes.
    pub(super) use_recorded_shapes: bool,
}

/// Builds a function's body.
pub(super) struct FunctionBuilder<'a, 'g> {
    context: &'a Context<'a, 'g>,
    body: Body,
    block: Block,
    /// Results of each node, once made.
    values: Vec<Vec<Value>>,
    variables: BTreeMap<VarId, Value>,
}

/// A finished function body with the types of its arguments and results.
pub(super) struct FunctionBody {
    pub(super) body: Body,
    pub(super) args: Vec<Type>,
    pub(super) results: Vec<Type>,
}

/// Makes the body of a function with arguments of the given types and locations.
///
/// Results that are handles of variables are left out.
pub(super) fn build<'a, 'g>(
    context: &'a Context<'a, 'g>,
    graph: &'a FlatGraph<'g>,
    live: &Live,
    args: &[(Type, Loc)],
) -> Result<FunctionBody> {
    let mut body = Body::new(1);
    let region =
        body.root_regions().first().copied().ok_or_else(|| ImportError::new("a function has no region"))?;
    let block = body.append_block(region);
    for (ty, loc) in args {
        body.add_block_arg(block, *ty, loc.clone());
    }
    let values = graph.nodes.iter().map(|_| Vec::new()).collect();
    let mut builder = FunctionBuilder { context, body, block, values, variables: BTreeMap::new() };
    for (index, node) in live.nodes(graph) {
        let results = builder.emit(node).map_err(|e| {
            let error = e.node(node.node.name());
            if node.function.is_empty() { error } else { error.function(node.function) }
        })?;
        if let Some(slot) = builder.values.get_mut(index) {
            *slot = results;
        }
    }
    let mut outputs = Vec::new();
    for source in &graph.outputs {
        match source {
            Source::Variable(id) if !context.variables.get(*id).is_ref() => {}
            _ => outputs.push(builder.value(*source)?),
        }
    }
    let results = outputs.iter().map(|value| builder.body.ty(*value)).collect();
    builder.push(OpState::new("func.return", Loc::UNKNOWN).operands(outputs));
    Ok(FunctionBody { body: builder.body, args: args.iter().map(|(ty, _)| *ty).collect(), results })
}

impl<'g> FunctionBuilder<'_, 'g> {
    fn emit(&mut self, node: &FlatNode<'g>) -> Result<Vec<Value>> {
        if let Some(values) = self.read_frozen(node)? {
            return Ok(values);
        }
        match node.node.op.name() {
            "Const" => self.emit_constant(node),
            "Placeholder" | "PlaceholderV2" => self.emit_asset(node),
            _ => self.emit_operation(node),
        }
    }

    fn emit_operation(&mut self, node: &FlatNode<'g>) -> Result<Vec<Value>> {
        let operands = (0..node.operands.len()).map(|i| self.operand(node, i)).collect::<Result<Vec<_>>>()?;
        self.check_types(node, &operands)?;
        let name = match node.node.op.name() {
            "StatelessIf" => "If",
            "StatelessWhile" => "While",
            "StatelessCase" => "Case",
            other => other,
        };
        let mut state = OpState::new(format!("tf.{name}").as_str(), self.loc(node))
            .operands(operands)
            .results(self.result_types(node)?)
            .with_attrs(attributes(node)?);
        if !node.branches.is_empty() {
            state =
                self.with_branches(state, node).attr("is_stateless", Attr::bool(!node.node.op.is_stateful()));
        }
        // A table without a name of its own is known by its node: functions make it anew.
        if node.node.op.name().contains("HashTable")
            && node.node.text("shared_name").is_ok_and(|name| name.is_empty())
        {
            state = state.attr("shared_name", Attr::str(node.node.name()));
        }
        state = with_segments(state, node)?;
        let op = self.push(state);
        Ok(self.results_of(op))
    }

    fn with_branches(&self, state: OpState, node: &FlatNode<'_>) -> OpState {
        let symbol = |id| Attr::symbol(self.context.instance_names.get(&id).map_or("", String::as_str));
        if node.branches.iter().any(|(attr, _)| *attr == "branches") {
            return state.attr("branches", Attr::array(node.branches.iter().map(|(_, id)| symbol(*id))));
        }
        node.branches.iter().fold(state, |state, (attr, id)| state.attr(attr, symbol(*id)))
    }

    fn emit_constant(&mut self, node: &FlatNode<'g>) -> Result<Vec<Value>> {
        let Some(AttrValue::Tensor(proto)) = node.node.def.attr.get("value").and_then(|a| a.value.as_ref())
        else {
            return Err(ImportError::new("a Const has no value")
                .expected("attribute 'value' with a tensor")
                .hint("the graph is corrupt; export it again"));
        };
        let tensor = Tensor::from_proto(proto)?;
        if node.results != [tensor.dtype] {
            let declared = node.results.first().map_or("nothing", |dtype| dtype::name(*dtype));
            return Err(ImportError::new(format!("a Const holds {}", dtype::name(tensor.dtype)))
                .expected(format!("{declared}, as its attribute 'dtype' says")));
        }
        self.push_constant(node, tensor)
    }

    fn push_constant(&mut self, node: &FlatNode<'g>, tensor: Tensor) -> Result<Vec<Value>> {
        let (attr, ty) = constant(tensor)?;
        let op = self.push(OpState::new("tf.Const", self.loc(node)).attr("value", attr).results([ty]));
        Ok(self.results_of(op))
    }

    /// A placeholder that is no input: the path of one of the model's files, or an error.
    fn emit_asset(&mut self, node: &FlatNode<'g>) -> Result<Vec<Value>> {
        let Some(file) = self.context.assets.get(node.node.name()) else {
            return Err(ImportError::new(format!(
                "placeholder {} is used but is no input",
                quote(node.node.name())
            ))
            .expected("every placeholder among the inputs")
            .hint("name it with --input-arrays, or export a signature that has it"));
        };
        let path = bytes::Bytes::from(format!("assets/{file}"));
        let tensor =
            Tensor { dtype: DataType::DtString, dims: Vec::new(), data: TensorData::Strings(vec![path]) };
        self.push_constant(node, tensor)
    }

    fn result_types(&self, node: &FlatNode<'_>) -> Result<Vec<Type>> {
        let shapes = if self.context.use_recorded_shapes { node.node.output_shapes() } else { &[] };
        let port = |i: usize| node.ports.get(i).map_or(i, |port| *port as usize);
        let results = node.results.iter().enumerate();
        results.map(|(i, dtype)| tensor_type(*dtype, shapes.get(port(i)))).collect()
    }

    fn check_types(&self, node: &FlatNode<'_>, operands: &[Value]) -> Result<()> {
        // The operands of a loop without its variables no longer match the declared list.
        if !node.branches.is_empty() {
            return Ok(());
        }
        for (i, (declared, value)) in node.node.operand_types()?.into_iter().zip(operands).enumerate() {
            let found = self.body.ty(*value).elem_or_self();
            let is_resource = matches!(declared, DataType::DtResource | DataType::DtVariant);
            if !is_resource && declared != DataType::DtInvalid && element(declared)? != found {
                return Err(ImportError::new(format!(
                    "operand {i} of {} is {}",
                    node.node.op.name(),
                    element_name(found)
                ))
                .expected(dtype::name(declared))
                .hint("the graph is corrupt; export it again"));
            }
        }
        Ok(())
    }

    /// The value of a node's operand.
    pub(super) fn operand(&mut self, node: &FlatNode<'_>, index: usize) -> Result<Value> {
        let source = node.operands.get(index).copied();
        self.value(source.ok_or_else(|| ImportError::new(format!("operand {index} is missing")))?)
    }

    fn value(&mut self, source: Source) -> Result<Value> {
        let found = match source {
            Source::Variable(id) => return self.variable(id),
            Source::Arg(index) => self.body.block_args(self.block).get(index as usize),
            Source::Node(id, output) => self.values.get(id.index()).and_then(|v| v.get(output as usize)),
        };
        found.copied().ok_or_else(|| ImportError::new("a value is used that was not made"))
    }

    pub(super) fn push(&mut self, state: OpState) -> Op {
        self.body.append_new(self.block, state)
    }

    pub(super) fn results_of(&self, op: Op) -> Vec<Value> {
        self.body.results(op).collect()
    }

    pub(super) fn loc(&self, node: &FlatNode<'_>) -> Loc {
        self.node_loc(node.node.name(), node.function)
    }

    pub(super) fn node_loc(&self, name: &str, function: &str) -> Loc {
        self.context.locations.node(name, function)
    }

    pub(super) fn variables(&self) -> &'_ Variables<'g> {
        self.context.variables
    }

    pub(super) fn is_frozen(&self, id: VarId) -> bool {
        self.context.frozen.contains_key(&id)
    }

    pub(super) fn frozen(&self, id: VarId) -> Option<(Attr, Type)> {
        self.context.frozen.get(&id).cloned()
    }

    pub(super) fn known_variable(&self, id: VarId) -> Option<Value> {
        self.variables.get(&id).copied()
    }

    pub(super) fn remember_variable(&mut self, id: VarId, value: Value) {
        self.variables.insert(id, value);
    }
}

/// With the numbers of values in each group of operands or results, for operations that have to say them.
fn with_segments(mut state: OpState, node: &FlatNode<'_>) -> Result<OpState> {
    let sizes = |counts: Vec<usize>| {
        let values = counts.into_iter().map(|n| n as i64).collect();
        Attr::DenseArray(Arc::new(DenseArray { elem: Type::i32(), values }))
    };
    if state.name.has(Traits::OPERAND_SEGMENTS) {
        state = state.attr("operandSegmentSizes", sizes(node.node.operand_counts()?));
    }
    if state.name.has(Traits::RESULT_SEGMENTS) {
        state = state.attr("resultSegmentSizes", sizes(node.node.result_counts()?));
    }
    Ok(state)
}
