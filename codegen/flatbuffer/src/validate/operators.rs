//! Operands and results of operators, and the order they run in.

use super::index;
use super::tensors::place;
use crate::error::{Error, Result, Within};
use crate::model::{Model, Operator, OperatorCode, Subgraph, operator_place};
use crate::schema::builtin;

pub(super) fn check(model: &Model, subgraph: &Subgraph) -> Result<()> {
    let mut values = Values::of(model, subgraph)?;
    for (at, operator) in subgraph.operators.iter().enumerate() {
        let code = model.code_of(operator);
        check_operator(model, subgraph, operator, code, &mut values).within(|| operator_place(at, code))?;
    }
    for (at, &output) in subgraph.outputs.iter().enumerate() {
        let tensor = tensor(subgraph, output).within(|| format!("output {at}"))?;
        if values.state.get(tensor) == Some(&State::Unwritten) {
            return Err(values.unwritten(subgraph, tensor).at(format!("output {at}")));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing has filled it so far.
    Unwritten,
    /// It is a constant, and may never be written.
    Constant,
    /// A caller has filled it.
    Input,
    /// It keeps its content between runs.
    Variable,
    /// An operator has filled it.
    Written,
}

/// What the tensors of a subgraph hold while its operators are gone through.
struct Values {
    state: Vec<State>,
    written_later: Vec<bool>,
}

impl Values {
    fn of(model: &Model, subgraph: &Subgraph) -> Result<Self> {
        let mut state: Vec<State> = subgraph
            .tensors
            .iter()
            .map(|tensor| {
                if tensor.is_variable {
                    State::Variable
                } else if model.is_constant(tensor) {
                    State::Constant
                } else {
                    State::Unwritten
                }
            })
            .collect();
        for (at, &input) in subgraph.inputs.iter().enumerate() {
            let tensor = tensor(subgraph, input).within(|| format!("input {at}"))?;
            if let Some(state) = state.get_mut(tensor) {
                *state = State::Input;
            }
        }
        let mut written_later = vec![false; state.len()];
        for &output in subgraph.operators.iter().flat_map(|operator| &operator.outputs) {
            if let Some(later) =
                index(output, written_later.len()).and_then(|tensor| written_later.get_mut(tensor))
            {
                *later = true;
            }
        }
        Ok(Self { state, written_later })
    }

    /// The refusal of a tensor that is read although nothing has filled it.
    fn unwritten(&self, subgraph: &Subgraph, index: usize) -> Error {
        let name = subgraph.tensors.get(index).map_or_else(String::new, |tensor| place(index, tensor));
        if self.written_later.get(index) == Some(&true) {
            Error::new(format!("reads {name} before the operator that writes it"))
                .with_hint("operators must stand in the order they run: convert the model again")
        } else {
            Error::new(format!("reads {name}, which has no content and is never written"))
                .with_hint("its buffer is missing or empty: convert the model again")
        }
    }
}

fn check_operator(
    model: &Model,
    subgraph: &Subgraph,
    operator: &Operator,
    code: Option<&OperatorCode>,
    values: &mut Values,
) -> Result<()> {
    check_code(model, operator, code)?;
    for &input in operator.inputs.iter().filter(|&&input| input != -1) {
        let tensor = tensor(subgraph, input)?;
        if values.state.get(tensor) == Some(&State::Unwritten) {
            return Err(values.unwritten(subgraph, tensor));
        }
    }
    for &intermediate in operator.intermediates.iter().filter(|&&intermediate| intermediate != -1) {
        tensor(subgraph, intermediate)?;
    }
    for &output in &operator.outputs {
        let tensor = tensor(subgraph, output)?;
        let Some(state) = values.state.get_mut(tensor) else { continue };
        let clash = match state {
            State::Unwritten | State::Variable => {
                *state = State::Written;
                continue;
            }
            State::Constant => "a constant",
            State::Input => "an input of the subgraph",
            State::Written => "a tensor that another operator writes",
        };
        let name = subgraph.tensors.get(tensor).map_or_else(String::new, |known| place(tensor, known));
        return Err(Error::new(format!("writes {name}, which is {clash}"))
            .with_hint("every tensor may be written once: convert the model again"));
    }
    Ok(())
}

fn check_code(model: &Model, operator: &Operator, code: Option<&OperatorCode>) -> Result<()> {
    let Some(code) = code else {
        return Err(Error::new(format!(
            "refers to operator code {}, but there are {}",
            operator.opcode_index,
            model.operator_codes.len()
        ))
        .with_hint("the file is damaged: convert the model again"));
    };
    match code.builtin {
        builtin::CUSTOM if code.custom.is_empty() => Err(Error::new("a custom operator without a name")
            .with_hint("the file is damaged: convert the model again")),
        builtin::PLACEHOLDER => Err(Error::new("operator code 127, which stands for none")
            .with_hint("the file is damaged: convert the model again")),
        number if builtin::name(number).is_none() => {
            Err(Error::new(format!("unknown builtin operator {number}"))
                .with_hint("the file is damaged, or made for a newer runtime than this tool knows"))
        }
        _ => Ok(()),
    }
}

fn tensor(subgraph: &Subgraph, number: i32) -> Result<usize> {
    index(number, subgraph.tensors.len()).ok_or_else(|| {
        Error::new(format!("refers to tensor {number}, but there are {}", subgraph.tensors.len()))
            .with_hint("the file is damaged: convert the model again")
    })
}
