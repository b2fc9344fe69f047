//! A subgraph as a function.

use std::collections::{BTreeMap, HashMap, HashSet};

use tfl_ir::{Attr, Block, Body, Dict, Ident, Loc, OpState, Type, Value};

use super::functions::{Function, Plan};
use super::types::{Range, Shapeless, tensor_type};
use super::{constant, operator};
use crate::error::{Error, Result, Within, quoted};
use crate::model::{Model, Signature, Subgraph, Tensor, operator_place};
use crate::names;

/// A function under construction: the values of the subgraph's tensors so far.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Plan,
    pub(super) subgraph: &'a Subgraph,
    pub(super) base: &'a Loc,
    pub(super) body: Body,
    pub(super) block: Block,
    values: Vec<Option<Value>>,
    /// Constants, made where they are first used.
    constants: BTreeMap<(usize, Range), Value>,
    absent: Option<Value>,
    /// Types of tensors that only carry the quantization of values inside operators.
    intermediates: BTreeMap<i32, Type>,
}

/// The `func.func` op for `function`.
pub(super) fn function(model: &Model, plan: &Plan, function: &Function, base: &Loc) -> Result<OpState> {
    let place = || format!("subgraph {}", function.subgraph);
    let subgraph = model.subgraphs.get(function.subgraph);
    let subgraph = subgraph.ok_or_else(|| Error::new("it does not exist").at(place()))?;
    let mut body = Body::new(1);
    let root = body.root_regions().first().copied().expect("the body was made with a region");
    let block = body.append_block(root);
    let values = vec![None; subgraph.tensors.len()];
    let scope = Scope {
        model,
        plan,
        subgraph,
        base,
        body,
        block,
        values,
        constants: BTreeMap::new(),
        absent: None,
        intermediates: BTreeMap::new(),
    };
    scope.build(function).within(place)
}

/// The types of the arguments and results of `function`, before it is made.
pub(super) fn types<'f>(model: &Model, function: &'f Function) -> Result<&'f (Vec<Type>, Vec<Type>)> {
    if let Some(known) = function.types.get() {
        return Ok(known);
    }
    let types = compute_types(model, function)?;
    Ok(function.types.get_or_init(|| types))
}

fn compute_types(model: &Model, function: &Function) -> Result<(Vec<Type>, Vec<Type>)> {
    let subgraph = model.subgraphs.get(function.subgraph).ok_or_else(|| Error::new("no such subgraph"))?;
    let tensor = |index: i32| {
        let tensor = usize::try_from(index).ok().and_then(|index| subgraph.tensors.get(index));
        tensor.ok_or_else(|| Error::new(format!("refers to tensor {index}, which does not exist")))
    };
    let given: HashSet<i32> = subgraph.inputs.iter().copied().collect();
    let inputs: Result<Vec<Type>> = subgraph
        .inputs
        .iter()
        .map(|&input| tensor_type(model, subgraph, tensor(input)?, Shapeless::Unranked, Range::Full))
        .collect();
    let outputs: Result<Vec<Type>> = subgraph
        .outputs
        .iter()
        .map(|&output| {
            let tensor = tensor(output)?;
            let has_content = tensor.is_variable || model.is_constant(tensor);
            let shapeless =
                if has_content && !given.contains(&output) { Shapeless::Scalar } else { Shapeless::Unranked };
            tensor_type(model, subgraph, tensor, shapeless, Range::Full)
        })
        .collect();
    Ok((inputs?, outputs?))
}

impl Scope<'_> {
    fn build(mut self, function: &Function) -> Result<OpState> {
        let subgraph = self.subgraph;
        let mut argument_types = Vec::with_capacity(subgraph.inputs.len());
        for (index, &input) in subgraph.inputs.iter().enumerate() {
            let tensor = self.tensor(input)?;
            let ty = tensor_type(self.model, subgraph, tensor, Shapeless::Unranked, Range::Full)
                .within(|| format!("input {index} {}", quoted(&tensor.name)))?;
            let value = self.body.add_block_arg(self.block, ty, self.loc(tensor));
            argument_types.push(ty);
            self.set(input, value);
        }
        for (index, operator) in subgraph.operators.iter().enumerate() {
            let code = self.model.code_of(operator);
            operator::operator(&mut self, operator).within(|| operator_place(index, code))?;
        }
        let signature = function.signature.and_then(|index| self.model.signatures.get(index));
        let (results, result_attrs) = self.results(signature)?;
        let argument_attrs = self.argument_attrs(signature)?;
        let mut returned = Vec::with_capacity(results.len());
        for (index, &result) in results.iter().enumerate() {
            returned.push(self.value(result, Range::Full).within(|| format!("output {index}"))?);
        }
        let result_types: Vec<Type> = returned.iter().map(|&value| self.body.ty(value)).collect();
        let terminator = OpState::new("func.return", self.base.clone()).operands(returned);
        self.body.append_new(self.block, terminator);

        let mut state = OpState::new("func.func", Loc::named(&function.name, self.base.clone()))
            .attr("sym_name", Attr::str(&function.name))
            .attr("function_type", Attr::Type(Type::function(&argument_types, &result_types)));
        if function.is_entry {
            state = state.attr(names::ENTRY_FUNCTION, self.entry_function(&results)?);
        } else {
            state = state.attr("sym_visibility", Attr::str("private"));
        }
        if let Some(signature) = signature {
            state = state.attr(names::EXPORTED_NAMES, Attr::array([Attr::str(&signature.key)]));
            for (name, attrs) in [("arg_attrs", argument_attrs), ("res_attrs", result_attrs)] {
                if attrs.iter().any(|attrs| *attrs != Attr::Dict(Dict::EMPTY)) {
                    state = state.attr(name, Attr::array(attrs));
                }
            }
        }
        Ok(state.nested(self.body))
    }

    /// The tensors to return, and the attributes of the results: the subgraph's outputs, and whatever else the
    /// signature calls a result.
    fn results(&self, signature: Option<&Signature>) -> Result<(Vec<i32>, Vec<Attr>)> {
        let mut results = self.subgraph.outputs.clone();
        let mut unnamed: HashMap<i32, Vec<usize>> = HashMap::new();
        for (index, &output) in results.iter().enumerate().rev() {
            unnamed.entry(output).or_default().push(index);
        }
        let mut paths: Vec<Option<&str>> = vec![None; results.len()];
        for map in signature.map_or(&[][..], |signature| &signature.outputs) {
            let tensor =
                i32::try_from(map.tensor_index).map_err(|_| Error::new("tensor index out of range"))?;
            match unnamed.get_mut(&tensor).and_then(Vec::pop).and_then(|index| paths.get_mut(index)) {
                Some(path) => *path = Some(&map.name),
                None => {
                    results.push(tensor);
                    paths.push(Some(&map.name));
                }
            }
        }
        Ok((results, paths.into_iter().map(index_path).collect()))
    }

    fn argument_attrs(&self, signature: Option<&Signature>) -> Result<Vec<Attr>> {
        let mut unnamed: HashMap<i32, Vec<usize>> = HashMap::new();
        for (index, &input) in self.subgraph.inputs.iter().enumerate().rev() {
            unnamed.entry(input).or_default().push(index);
        }
        let mut paths: Vec<Option<&str>> = vec![None; self.subgraph.inputs.len()];
        for map in signature.map_or(&[][..], |signature| &signature.inputs) {
            let tensor = i32::try_from(map.tensor_index).ok();
            let index = tensor.and_then(|tensor| unnamed.get_mut(&tensor)).and_then(Vec::pop);
            let path = index.and_then(|index| paths.get_mut(index)).ok_or_else(|| {
                Error::new(format!("the signature's input {} is no input of the subgraph", quoted(&map.name)))
                    .with_hint(
                        "every input of a signature must be one of the subgraph's: convert the model again",
                    )
            })?;
            *path = Some(&map.name);
        }
        Ok(paths.into_iter().map(index_path).collect())
    }

    /// The names of inputs and outputs, as far as a list separated by commas can hold them.
    fn entry_function(&self, results: &[i32]) -> Result<Attr> {
        let mut entries = Vec::new();
        for (key, indices) in [("inputs", self.subgraph.inputs.as_slice()), ("outputs", results)] {
            let tensors: Result<Vec<&Tensor>> = indices.iter().map(|&index| self.tensor(index)).collect();
            let all: Vec<&str> = tensors?.into_iter().map(|tensor| tensor.name.as_str()).collect();
            if !all.is_empty() && all.iter().all(|name| !name.is_empty() && !name.contains(',')) {
                entries.push((Ident::new(key), Attr::str(&all.join(","))));
            }
        }
        Ok(Attr::Dict(Dict::new(entries)))
    }

    /// The tensor with `index`, which is in range in a valid model.
    pub(super) fn tensor(&self, index: i32) -> Result<&'_ Tensor> {
        let tensor = usize::try_from(index).ok().and_then(|index| self.subgraph.tensors.get(index));
        tensor.ok_or_else(|| Error::new(format!("refers to tensor {index}, which does not exist")))
    }

    /// The type of tensor `index`, an intermediate of an operator.
    pub(super) fn intermediate(&mut self, index: i32) -> Result<Type> {
        if let Some(&ty) = self.intermediates.get(&index) {
            return Ok(ty);
        }
        let ty = tensor_type(self.model, self.subgraph, self.tensor(index)?, Shapeless::Scalar, Range::Full)?;
        self.intermediates.insert(index, ty);
        Ok(ty)
    }

    /// Where `tensor` comes from: its name.
    pub(super) fn loc(&self, tensor: &Tensor) -> Loc {
        if tensor.name.is_empty() { self.base.clone() } else { Loc::named(&tensor.name, self.base.clone()) }
    }

    pub(super) fn set(&mut self, index: i32, value: Value) {
        if let Some(slot) = usize::try_from(index).ok().and_then(|index| self.values.get_mut(index)) {
            *slot = Some(value);
        }
    }

    /// The value of tensor `index`: computed before, or a constant.
    pub(super) fn value(&mut self, index: i32, range: Range) -> Result<Value> {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        if let Some(value) = self.values.get(at).copied().flatten() {
            return Ok(value);
        }
        if let Some(&value) = self.constants.get(&(at, range)) {
            return Ok(value);
        }
        let tensor = self.tensor(index)?;
        let state = constant::constant(self.model, self.plan, self.subgraph, tensor, range, self.loc(tensor))
            .within(|| format!("tensor {index} {}", quoted(&tensor.name)))?;
        let value = self.append(state)?;
        self.constants.insert((at, range), value);
        Ok(value)
    }

    /// The value that stands for an absent operand.
    pub(super) fn absent(&mut self) -> Result<Value> {
        if let Some(value) = self.absent {
            return Ok(value);
        }
        let state =
            OpState::new("tfl.no_value", self.base.clone()).attr("value", Attr::Unit).results([Type::none()]);
        let value = self.append(state)?;
        self.absent = Some(value);
        Ok(value)
    }

    /// Appends an op with one result and returns that.
    pub(super) fn append(&mut self, state: OpState) -> Result<Value> {
        let op = self.body.append_new(self.block, state);
        self.body.result(op, 0).ok_or_else(|| Error::new("a constant without a result"))
    }
}

/// The attributes of an argument or result with this name in the signature.
fn index_path(path: Option<&str>) -> Attr {
    let entries = path.map(|path| (Ident::new(names::INDEX_PATH), Attr::array([Attr::str(path)])));
    Attr::Dict(Dict::new(entries))
}
