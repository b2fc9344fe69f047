//! A function or region as a subgraph.

use std::collections::HashMap;

use tfl_ir::verify::op_error;
use tfl_ir::{Attr, Block, Body, Diagnostic, Op, Traits, Value, symbol_name};

use super::naming::Naming;
use super::units::Unit;
use super::{Exporter, signature};
use crate::model::{Signature, Subgraph};

/// A subgraph under construction: the tensors of the values so far.
pub(super) struct Graph<'e, 'm> {
    pub(super) exporter: &'e mut Exporter<'m>,
    pub(super) body: &'m Body,
    pub(super) subgraph: Subgraph,
    pub(super) naming: Naming,
    pub(super) tensors: HashMap<Value, i32>,
}

/// What to do about a value whose type the format cannot say.
const TYPE_HINT: &str =
    "cast it to a type that TFLite has, such as f32, i32 or i8, or bring it into its limits";

/// The subgraph of `unit`, and the signatures that call it. Errors about its ops go to the exporter.
pub(super) fn subgraph<'m>(
    exporter: &mut Exporter<'m>,
    unit: &Unit<'m>,
) -> Result<(Subgraph, Vec<Signature>), Diagnostic> {
    let index = exporter.model.subgraphs.len();
    match unit {
        Unit::Function { op, body } => {
            let module = exporter.module.body();
            let name = symbol_name(module, *op).map_or_else(String::new, |name| name.to_string());
            let mut graph = Graph::new(exporter, body, name);
            let block = graph.single_block(*op, body.root_regions().first().copied())?;
            let inputs = body.block_args(block).to_vec();
            let outputs: Vec<Value> =
                body.last_op(block).map(|last| body.operands(last).collect()).unwrap_or_default();
            graph.naming.fix(module, *op, &inputs, &outputs);
            graph.block(block, &inputs, &outputs)?;
            let signatures = signature::signatures(module, *op, &graph.subgraph, index);
            Ok((graph.subgraph, signatures))
        }
        Unit::Region { body, region, name, captured, hands_on } => {
            let mut graph = Graph::new(exporter, body, name.clone());
            let Some(owner) = body.region_parent(*region) else { return Ok((graph.subgraph, Vec::new())) };
            let block = graph.single_block(owner, Some(*region))?;
            let mut inputs = body.block_args(block).to_vec();
            inputs.extend(captured);
            let mut outputs: Vec<Value> =
                body.last_op(block).map(|last| body.operands(last).collect()).unwrap_or_default();
            if *hands_on {
                outputs.extend(captured);
            }
            graph.block(block, &inputs, &outputs)?;
            Ok((graph.subgraph, Vec::new()))
        }
    }
}

impl<'e, 'm> Graph<'e, 'm> {
    fn new(exporter: &'e mut Exporter<'m>, body: &'m Body, name: String) -> Self {
        let subgraph = Subgraph { name, ..Subgraph::default() };
        Self { exporter, body, subgraph, naming: Naming::default(), tensors: HashMap::new() }
    }

    /// The only block of a region of `owner`.
    fn single_block(&self, owner: Op, region: Option<tfl_ir::Region>) -> Result<Block, Diagnostic> {
        match region.map(|region| self.body.region_blocks(region)) {
            Some(&[block]) => Ok(block),
            _ => {
                let loc = self.exporter.module.body().loc(owner).clone();
                Err(Diagnostic::error(loc, "a function or region of several blocks, expected one")
                    .with_hint("TFLite has no jumps: express control flow by tfl.if and tfl.while"))
            }
        }
    }

    /// Adds inputs, operators and outputs.
    fn block(&mut self, block: Block, inputs: &[Value], outputs: &[Value]) -> Result<(), Diagnostic> {
        for &value in inputs {
            let name = self.naming.name(self.body, value);
            let index = self.add_tensor(self.body.ty(value), name).map_err(|reason| {
                Diagnostic::error(
                    self.body.value_loc(value),
                    format!("an argument that TFLite does not have: {reason}"),
                )
                .with_hint(TYPE_HINT)
            })?;
            self.tensors.insert(value, index);
            self.subgraph.inputs.push(index);
        }
        self.ops(block);
        let last = self.body.last_op(block);
        for &value in outputs {
            let index = match last {
                Some(last) => self.operand(last, value)?,
                None => continue,
            };
            self.subgraph.outputs.push(index);
        }
        Ok(())
    }

    /// Adds the operators of a block, all but its terminator.
    pub(super) fn ops(&mut self, block: Block) {
        let last = self.body.last_op(block);
        for op in self.body.ops_in(block) {
            if Some(op) == last
                && self.body.name(op).info().is_none_or(|info| info.traits.has(Traits::TERMINATOR))
            {
                continue;
            }
            if let Err(error) = self.op(op) {
                self.exporter.report(error);
                // What uses its results is not to be blamed.
                for value in self.body.results(op) {
                    self.tensors.insert(value, -1);
                }
            }
        }
    }

    /// The index of the tensor for `value`, an operand of `user`. A constant gets its tensor where it is used first.
    pub(super) fn operand(&mut self, user: Op, value: Value) -> Result<i32, Diagnostic> {
        if let Some(&index) = self.tensors.get(&value) {
            return Ok(index);
        }
        let Some(op) = self.constant_op(value) else {
            return Err(op_error(self.body, user, "uses a value from outside that its region does not get"));
        };
        let index = self.constant_tensor(op, value, false)?;
        self.tensors.insert(value, index);
        Ok(index)
    }

    /// A new tensor for constant `op`.
    pub(super) fn constant_tensor(
        &mut self,
        op: Op,
        value: Value,
        is_variable: bool,
    ) -> Result<i32, Diagnostic> {
        self.add_constant(op, value, is_variable).map_err(|reason| {
            op_error(self.body, op, format!("is a constant that TFLite does not have: {reason}"))
        })
    }

    /// Adds the tensors of an op's results.
    pub(super) fn results(&mut self, op: Op) -> Result<Vec<i32>, Diagnostic> {
        let mut indices = Vec::with_capacity(self.body.num_results(op));
        for value in self.body.results(op) {
            let name = self.naming.name(self.body, value);
            let index = self.add_tensor(self.body.ty(value), name).map_err(|reason| {
                op_error(self.body, op, format!("has a result that TFLite does not have: {reason}"))
                    .with_hint(TYPE_HINT)
            })?;
            self.tensors.insert(value, index);
            indices.push(index);
        }
        Ok(indices)
    }

    /// The string attribute `name` of `op`.
    pub(super) fn text(&self, op: Op, name: &str) -> Result<&'m str, Diagnostic> {
        let text = self.body.attr(op, name).and_then(Attr::as_str);
        text.ok_or_else(|| op_error(self.body, op, format!("has no attribute '{name}' with a text")))
    }
}
