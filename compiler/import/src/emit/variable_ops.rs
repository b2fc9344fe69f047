//! Operations on variables, once it is known which variables keep one value.

use std::collections::{BTreeMap, BTreeSet};

use tfl_ir::{Attr, DenseElements, OpState, Type, Value};

use super::function::FunctionBuilder;
use super::types::{handle_type, tensor_type};
use crate::effects::Live;
use crate::error::{ImportError, Result, quote};
use crate::graph::{FlatGraph, FlatNode, Source, VarId, Variables};

/// Which variables flat graphs read, and which they change.
#[derive(Default)]
pub(super) struct Usage {
    pub(super) read: BTreeSet<VarId>,
    pub(super) changed: BTreeSet<VarId>,
}

impl Usage {
    pub(super) fn add(&mut self, graph: &FlatGraph<'_>, live: &Live, variables: &Variables<'_>) {
        for (_, node) in live.nodes(graph) {
            for (i, source) in node.operands.iter().enumerate() {
                let Source::Variable(id) = source else { continue };
                let changes = if variables.get(*id).is_ref() {
                    node.node.op.name() != "IsVariableInitialized"
                        && node.node.op.inputs().nth(i).is_some_and(|arg| arg.is_ref)
                } else {
                    !is_reader(node.node.op.name())
                };
                if changes {
                    self.changed.insert(*id)
                } else {
                    self.read.insert(*id)
                };
            }
        }
        // A TF1 variable that is itself a result is read.
        self.read.extend(graph.outputs.iter().filter_map(|source| match source {
            Source::Variable(id) if variables.get(*id).is_ref() => Some(*id),
            _ => None,
        }));
    }
}

fn is_reader(op: &str) -> bool {
    matches!(
        op,
        "ReadVariableOp"
            | "ResourceGather"
            | "ResourceGatherNd"
            | "VariableShape"
            | "VarIsInitializedOp"
            | "DisableCopyOnRead"
    )
}

/// Values of the variables that never change: attribute and type.
pub(super) type Frozen = BTreeMap<VarId, (Attr, Type)>;

impl FunctionBuilder<'_, '_> {
    /// The results of an operation on a variable that never changes; `None` for any other operation.
    pub(super) fn read_frozen(&mut self, node: &FlatNode<'_>) -> Result<Option<Vec<Value>>> {
        let Some(Source::Variable(id)) = node.operands.first() else { return Ok(None) };
        if !self.is_frozen(*id) {
            return Ok(None);
        }
        let op = node.node.op.name();
        if op == "DisableCopyOnRead" {
            return Ok(Some(Vec::new()));
        }
        if matches!(op, "VarIsInitializedOp" | "IsVariableInitialized") {
            let loc = self.loc(node);
            return Ok(Some(vec![self.scalar(&[1], Type::i1(), loc)?]));
        }
        if !is_reader(op) {
            return Ok(None);
        }
        let value = self.variable(*id)?;
        let state = match op {
            "ReadVariableOp" => return Ok(Some(vec![value])),
            "VariableShape" => OpState::new("tf.Shape", self.loc(node)).operands([value]),
            "ResourceGatherNd" => {
                OpState::new("tf.GatherNd", self.loc(node)).operands([value, self.operand(node, 1)?])
            }
            _ => {
                let batch_dims = node.node.int("batch_dims")?;
                let axis = self.scalar(&(batch_dims as i32).to_le_bytes(), Type::i32(), self.loc(node))?;
                OpState::new("tf.GatherV2", self.loc(node))
                    .operands([value, self.operand(node, 1)?, axis])
                    .attr("batch_dims", Attr::i64(batch_dims))
            }
        };
        let dtype = *node.results.first().ok_or_else(|| ImportError::new("a read has no result"))?;
        let ty = tensor_type(dtype, node.node.output_shapes().first())?;
        let op = self.push(state.attr("device", Attr::str("")).results([ty]));
        Ok(Some(self.results_of(op)))
    }

    /// A variable as a value: its constant if it never changes, else its handle.
    pub(super) fn variable(&mut self, id: VarId) -> Result<Value> {
        if let Some(value) = self.known_variable(id) {
            return Ok(value);
        }
        let variable = self.variables().get(id);
        let loc = self.node_loc(variable.node.name(), "");
        let state = match self.frozen(id) {
            Some((attr, ty)) => OpState::new("tf.Const", loc).attr("value", attr).results([ty]),
            None if variable.is_ref() => {
                return Err(ImportError::new(format!(
                    "TF1 variable {} is changed by the model",
                    quote(&variable.name)
                ))
                .node(variable.node.name())
                .expected("a resource variable, or one that is only read")
                .hint("build the model with tf.compat.v1.enable_resource_variables()"));
            }
            None => OpState::new("tf.VarHandleOp", loc)
                .attr("container", Attr::str(""))
                .attr("shared_name", Attr::str(&variable.name))
                .results([handle_type(&variable.node)?]),
        };
        let op = self.push(state);
        let value = self.results_of(op).first().copied();
        let value = value.ok_or_else(|| ImportError::new("a variable has no value"))?;
        self.remember_variable(id, value);
        Ok(value)
    }

    /// A constant of rank 0 from the bytes of its element.
    fn scalar(&mut self, bytes: &[u8], ty: Type, loc: tfl_ir::Loc) -> Result<Value> {
        let ty = Type::static_tensor(&[], ty);
        let elements = DenseElements::new(ty, bytes.to_vec().into());
        let elements =
            elements.map_err(|e| ImportError::new(format!("a scalar cannot be represented: {e}")))?;
        let op =
            self.push(OpState::new("tf.Const", loc).attr("value", Attr::elements(elements)).results([ty]));
        self.results_of(op).first().copied().ok_or_else(|| ImportError::new("a constant has no value"))
    }
}
