//! Ops as operators.

use tfl_dialects::OpSpec;
use tfl_ir::verify::op_error;
use tfl_ir::{Attr, Diagnostic, Op, Value};

use super::graph::Graph;
use super::options::{options, plain_options};
use crate::bind;
use crate::model::{Operator, OperatorCode};
use crate::schema::{OptionsTable, OptionsUnion, builtin};

/// Attributes that carry the quantization of values inside an LSTM, in the order of the operator's intermediates.
const INTERMEDIATES: [&str; 5] = [
    "input_to_input_intermediate",
    "input_to_forget_intermediate",
    "input_to_cell_intermediate",
    "input_to_output_intermediate",
    "effective_hidden_scale_intermediate",
];

impl Graph<'_, '_> {
    /// Adds the operator of `op`; constants wait until they are used.
    pub(super) fn op(&mut self, op: Op) -> Result<(), Diagnostic> {
        if self.body.results(op).next().is_some_and(|result| self.constant_op(result).is_some()) {
            return Ok(());
        }
        let name = self.body.name(op);
        match name.as_str() {
            "tfl.while" => return self.while_loop(op),
            "tfl.if" => return self.if_else(op),
            "tfl.control_node" => return self.control_node(op),
            "tfl.custom" => return self.custom(op),
            _ => {}
        }
        let spec = OpSpec::named(name);
        let code = match spec.and_then(|spec| spec.builtin) {
            Some(builtin) => builtin.code,
            None => unlisted(name.as_str()).ok_or_else(|| self.not_an_operator(op))?,
        };
        let mut operator = Operator { inputs: self.inputs(op, spec)?, ..Operator::default() };
        self.wide_bias(op, spec, &mut operator.inputs)?;
        let given = match spec.filter(|spec| spec.builtin.is_some()) {
            Some(spec) => match spec.options.and_then(OptionsTable::by_name) {
                Some(table) => Some(options(self.body, op, spec, table)?),
                None => None,
            },
            None => plain_options(self, op, code)?,
        };
        if let Some(given) = given {
            match given.table().union {
                OptionsUnion::BuiltinOptions => operator.options = Some(given),
                OptionsUnion::BuiltinOptions2 => operator.options_2 = Some(given),
            }
        }
        if name == "tfl.call_once" {
            let callee = self.text(op, "session_init_function")?;
            let index = self.exporter.function(callee, self.body.loc(op))?;
            self.set_callees(op, &mut operator, &[("init_subgraph_index", index)])?;
        }
        operator.intermediates = self.intermediates(op)?;
        operator.mutating_variable_inputs = mutated(operator.inputs.len(), spec);
        operator.opcode_index = self.code(op, code, spec);
        operator.outputs = self.results(op)?;
        self.subgraph.operators.push(operator);
        Ok(())
    }

    /// The index of the operator code for `op`.
    pub(super) fn code(&mut self, op: Op, builtin: i32, spec: Option<&OpSpec>) -> u32 {
        let version = spec.map_or(1, |spec| spec.version_of(self.body, op));
        let runtime = spec.and_then(|spec| spec.min_runtime(version));
        let version = i32::try_from(version).unwrap_or(1);
        self.exporter.codes.index(OperatorCode { builtin, custom: String::new(), version }, runtime)
    }

    /// The tensors of the operands. A state gets a tensor for itself: equal constants may have become one value,
    /// but what operators keep in them differs.
    fn inputs(&mut self, op: Op, spec: Option<&OpSpec>) -> Result<Vec<i32>, Diagnostic> {
        let operands: Vec<Value> = self.body.operands(op).collect();
        let mut inputs = Vec::with_capacity(operands.len());
        for (index, value) in operands.into_iter().enumerate() {
            let is_state =
                spec.is_some_and(|spec| spec.stateful.iter().any(|&state| usize::from(state) == index));
            let index = match self.constant_op(value).filter(|_| is_state) {
                Some(constant) => {
                    let tensor = self.constant_tensor(constant, value, true)?;
                    self.tensors.entry(value).or_insert(tensor);
                    tensor
                }
                None => self.operand(op, value)?,
            };
            inputs.push(index);
        }
        Ok(inputs)
    }

    fn custom(&mut self, op: Op) -> Result<(), Diagnostic> {
        let custom = self.text(op, "custom_code")?.to_owned();
        let custom_options =
            self.body.attr(op, "custom_option").and_then(bind::bytes_of).ok_or_else(|| {
                op_error(self.body, op, "has no attribute 'custom_option' with bytes")
                    .with_hint("write the options as #tfl<const_bytes : \"0x…\">")
            })?;
        let inputs = self.inputs(op, None)?;
        let code = OperatorCode { builtin: builtin::CUSTOM, custom, version: 1 };
        let opcode_index = self.exporter.codes.index(code, None);
        let outputs = self.results(op)?;
        self.subgraph.operators.push(Operator {
            opcode_index,
            inputs,
            outputs,
            custom_options,
            ..Operator::default()
        });
        Ok(())
    }

    /// An op tied into an order: operators run in program order, which keeps it.
    fn control_node(&mut self, op: Op) -> Result<(), Diagnostic> {
        let region = self.body.op_regions(op).first().copied();
        let Some(&[block]) = region.map(|region| self.body.region_blocks(region)) else {
            return Err(op_error(self.body, op, "has no region of one block"));
        };
        self.ops(block);
        let yielded: Vec<Value> =
            self.body.last_op(block).map(|last| self.body.operands(last).collect()).unwrap_or_default();
        for (result, value) in self.body.results(op).zip(yielded) {
            let index = self.operand(op, value)?;
            self.tensors.insert(result, index);
        }
        Ok(())
    }

    /// Tensors for the types of values inside an LSTM: all five, or none.
    fn intermediates(&mut self, op: Op) -> Result<Vec<i32>, Diagnostic> {
        let types = INTERMEDIATES.map(|name| self.body.attr(op, name).and_then(Attr::as_type));
        if types.iter().all(Option::is_none) {
            return Ok(Vec::new());
        }
        let mut indices = Vec::with_capacity(types.len());
        for (name, ty) in INTERMEDIATES.iter().zip(types) {
            let Some(ty) = ty else {
                indices.push(-1);
                continue;
            };
            let name = self.naming.fresh(name);
            indices.push(self.add_tensor(ty, name).map_err(|reason| {
                op_error(self.body, op, format!("has an intermediate that TFLite does not have: {reason}"))
            })?);
        }
        Ok(indices)
    }

    fn not_an_operator(&self, op: Op) -> Diagnostic {
        let name = self.body.name(op);
        let hint = match name.dialect() {
            "tf" => {
                "lower it first, with --tfl-prepare-tf and --tfl-legalize-tf; if it stays, TFLite has nothing like it"
            }
            "stablehlo" | "mhlo" | "chlo" => "lower it first, with --tfl-legalize-hlo",
            "func" => "put the function in place of the call first, with --inline",
            "quantfork" | "quant" => "quantize the model first, or remove the op",
            _ => "remove the op, or lower it to the tfl dialect first",
        };
        op_error(self.body, op, "is not a TFLite operator").with_hint(hint)
    }
}

/// The number of a builtin operator that has no row: named after it.
fn unlisted(name: &str) -> Option<i32> {
    let (dialect, mnemonic) = name.split_once('.')?;
    let name = match dialect {
        "tfl" => mnemonic.to_uppercase(),
        "stablehlo" => format!("STABLEHLO_{}", mnemonic.to_uppercase()),
        _ => return None,
    };
    builtin::code(&name).filter(|&code| code != builtin::CUSTOM && code != builtin::PLACEHOLDER)
}

/// Which operands the operator changes; empty if none.
fn mutated(count: usize, spec: Option<&OpSpec>) -> Vec<bool> {
    let stateful = spec.map_or(&[][..], |spec| spec.stateful);
    if stateful.is_empty() {
        return Vec::new();
    }
    (0..count).map(|index| stateful.iter().any(|&state| usize::from(state) == index)).collect()
}
