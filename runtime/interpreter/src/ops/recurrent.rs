//! Layers with a memory: the state operand is a variable that keeps its value from run to run.

use tfl_kernels::rnn::{RnnParams, rnn_shape, unidirectional_sequence_rnn_f32};
use tfl_kernels::svdf::{SvdfParams, SvdfQuant, svdf_f32, svdf_hybrid, svdf_i8, svdf_shape};
use tfl_kernels::{KernelError, TensorMut};

use super::{OpRow, stateful};
use crate::DType;
use crate::Tensor;
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;

pub(super) static ROWS: &[OpRow] =
    &[stateful("tfl.svdf", svdf), stateful("tfl.unidirectional_sequence_rnn", unidirectional_sequence_rnn)];

/// A state operand.
#[derive(Clone, Copy)]
pub(super) struct StateOperand {
    operand: usize,
    /// Where the session keeps the state; `None` if the operand is computed, and so is the state's
    /// value at the start of every run.
    cell: Option<usize>,
}

impl StateOperand {
    /// Of operand `operand`.
    pub(super) fn new(op: &OpView<'_>, operand: usize) -> StateOperand {
        StateOperand { operand, cell: op.constant(operand).map(|_| op.new_cell()) }
    }

    /// The state's value: what the last run left, or the operand's.
    pub(super) fn load<T: Element>(self, call: &Call<'_>) -> Result<State<T>, OpError> {
        let operand = call.tensor(self.operand)?;
        let kept = self.cell.and_then(|cell| call.state.cells.get(cell)).and_then(Option::as_ref);
        let tensor = kept.unwrap_or(operand);
        let values = tensor.as_slice::<T>().ok_or_else(|| {
            let (found, expected) = (tensor.dtype(), T::DTYPE);
            OpError::new(format!("the state has elements of type {found}, expected {expected}"))
        })?;
        Ok(State { place: self, dims: tensor.shape().to_vec(), values: values.to_vec() })
    }
}

/// A state while an operator runs.
pub(super) struct State<T> {
    place: StateOperand,
    dims: Vec<usize>,
    values: Vec<T>,
}

impl<T: Element> State<T> {
    /// The state for a kernel to update.
    pub(super) fn view(&mut self) -> Result<TensorMut<'_, T>, KernelError> {
        TensorMut::new(&self.dims, &mut self.values)
    }

    /// Keeps the state for the next run.
    pub(super) fn store(self, call: &mut Call<'_>) -> Result<(), OpError> {
        let slot = self.place.cell.and_then(|cell| call.state.cells.get_mut(cell));
        if let Some(slot) = slot {
            let tensor = Tensor::new(&self.dims, self.values).map_err(|e| OpError::new(e.to_string()))?;
            *slot = Some(tensor);
        }
        Ok(())
    }
}

fn svdf(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = SvdfParams { rank: op.i32("rank")?, activation: op.activation()? };
    let place = StateOperand::new(op, 4);
    match (op.dtype(0)?, op.dtype(1)?) {
        (DType::F32, DType::F32) => one(move |call| {
            let (x, features, time) = (call.input(0)?, call.input(1)?, call.input(2)?);
            let bias = call.optional(3)?;
            let mut state = place.load(call)?;
            let dims = svdf_shape(x.dims(), features.dims(), time.dims(), &params)?;
            let out =
                call.make(&dims, |out| svdf_f32(x, features, time, bias, &params, state.view()?, out))?;
            state.store(call)?;
            Ok(out)
        }),
        (DType::F32, DType::I8) => {
            let (feature_scale, time_scale) = (op.quant(1)?.scale, op.quant(2)?.scale);
            one(move |call| {
                let (x, features, time) = (call.input(0)?, call.input(1)?, call.input(2)?);
                let bias = call.optional(3)?;
                let mut state = place.load(call)?;
                let dims = svdf_shape(x.dims(), features.dims(), time.dims(), &params)?;
                let (features, time) = ((features, feature_scale), (time, time_scale));
                let out = call
                    .make(&dims, |out| svdf_hybrid(x, features, time, bias, &params, state.view()?, out))?;
                state.store(call)?;
                Ok(out)
            })
        }
        (DType::I8, DType::I8) => {
            let quant = SvdfQuant {
                input: op.quant(0)?,
                feature_scale: op.quant(1)?.scale,
                time_scale: op.quant(2)?.scale,
                state_scale: op.quant(4)?.scale,
                output: op.result_quant(0)?,
            };
            one(move |call| {
                let (x, features, time) = (call.input(0)?, call.input(1)?, call.input(2)?);
                let bias = call.optional(3)?;
                let mut state = place.load(call)?;
                let dims = svdf_shape(x.dims(), features.dims(), time.dims(), &params)?;
                let out = call.make(&dims, |out| {
                    svdf_i8(x, features, time, bias, (&params, &quant), state.view()?, out)
                })?;
                state.store(call)?;
                Ok(out)
            })
        }
        _ => Err(op.unsupported_types()),
    }
}

fn unidirectional_sequence_rnn(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = RnnParams { activation: op.activation()?, time_major: op.flag("time_major")? };
    let place = StateOperand::new(op, 4);
    if (op.dtype(0)?, op.dtype(1)?) != (DType::F32, DType::F32) {
        return Err(op.unsupported_types());
    }
    one(move |call| {
        let (x, weights, recurrent) = (call.input(0)?, call.input(1)?, call.input(2)?);
        let bias = call.slice(3)?;
        let mut state = place.load(call)?;
        let out = call.make(&rnn_shape(x.dims(), weights.dims())?, |out| {
            unidirectional_sequence_rnn_f32(x, weights, recurrent, bias, &params, state.view()?, out)
        })?;
        state.store(call)?;
        Ok(out)
    })
}
