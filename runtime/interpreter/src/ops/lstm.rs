//! LSTM layers, `f32` activations with `f32` or `i8` weights.

use tfl_kernels::TensorRef;
use tfl_kernels::lstm::{Gate, LstmParams, LstmWeights, Matrix, lstm_shape, unidirectional_sequence_lstm};

use super::recurrent::StateOperand;
use super::{OpRow, stateful};
use crate::DType;
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    stateful("tfl.unidirectional_sequence_lstm", |op| lstm(op, op.flag("time_major")?)),
    // One step: the input has no time.
    stateful("tfl.lstm", |op| lstm(op, true)),
];

/// The gates, by their place among the operands of each kind.
#[derive(Clone, Copy)]
enum GateKind {
    Input,
    Forget,
    Cell,
    Output,
}

/// The first operand of each kind of weights.
const INPUT_WEIGHTS: usize = 1;
const RECURRENT_WEIGHTS: usize = 5;
/// There is no peephole for the cell update: input, forget, output.
const PEEPHOLES: usize = 9;
const BIASES: usize = 12;
const PROJECTION_WEIGHTS: usize = 16;
const PROJECTION_BIAS: usize = 17;
const OUTPUT_STATE: usize = 18;
const CELL_STATE: usize = 19;
const LAYER_NORMS: usize = 20;

/// Scales of the `i8` operands; 1 for the others.
type Scales = [f32; LAYER_NORMS + 4];

fn lstm(op: &OpView<'_>, time_major: bool) -> Result<Eval, OpError> {
    if op.dtype(0)? != DType::F32 {
        return Err(op.unsupported_types());
    }
    if op.flag("diagonal_recurrent_tensors")? {
        return Err(OpError::new("diagonal recurrent weights are not supported"));
    }
    let params = LstmParams {
        activation: op.activation()?,
        cell_clip: clip(op, "cell_clip")?,
        proj_clip: clip(op, "proj_clip")?,
        time_major,
        asymmetric_quantize_inputs: op.flag("asymmetric_quantize_inputs")?,
    };
    let mut scales: Scales = [1.0; LAYER_NORMS + 4];
    for (index, scale) in scales.iter_mut().enumerate() {
        if op.has(index) && op.is_quantized(index) {
            *scale = op.quant(index)?.scale;
        }
    }
    let (output_state, cell_state) = (StateOperand::new(op, OUTPUT_STATE), StateOperand::new(op, CELL_STATE));
    one(move |call| {
        // Peepholes may be stored as integers; they outlive the weights that refer to them.
        let input_peephole = vector(call, &scales, PEEPHOLES)?;
        let forget_peephole = vector(call, &scales, PEEPHOLES + 1)?;
        let output_peephole = vector(call, &scales, PEEPHOLES + 2)?;
        let weights = LstmWeights {
            input: match call.inputs.get(INPUT_WEIGHTS) {
                Some(Some(_)) => Some(gate(call, &scales, GateKind::Input, input_peephole.as_deref())?),
                _ => None,
            },
            forget: gate(call, &scales, GateKind::Forget, forget_peephole.as_deref())?,
            cell: gate(call, &scales, GateKind::Cell, None)?,
            output: gate(call, &scales, GateKind::Output, output_peephole.as_deref())?,
            projection: match call.inputs.get(PROJECTION_WEIGHTS) {
                Some(Some(_)) => {
                    Some((matrix(call, &scales, PROJECTION_WEIGHTS)?, call.optional(PROJECTION_BIAS)?))
                }
                _ => None,
            },
        };
        let input: TensorRef<'_, f32> = call.input(0)?;
        let (mut h, mut c) = (output_state.load(call)?, cell_state.load(call)?);
        let out = call.make(&lstm_shape(input.dims(), &weights, &params)?, |out| {
            unidirectional_sequence_lstm(input, &weights, &params, h.view()?, c.view()?, out)
        })?;
        h.store(call)?;
        c.store(call)?;
        Ok(out)
    })
}

fn clip(op: &OpView<'_>, name: &str) -> Result<f32, OpError> {
    if op.attr(name).is_some() { Ok(op.real(name)? as f32) } else { Ok(0.0) }
}

/// The weights in operand `index`.
fn matrix<'a>(call: &Call<'a>, scales: &Scales, index: usize) -> Result<Matrix<'a>, OpError> {
    if call.tensor(index)?.dtype() == DType::I8 {
        return Ok(Matrix::I8(call.input(index)?, scales[index]));
    }
    Ok(Matrix::F32(call.input(index)?))
}

/// The vector in operand `index`, if it is there, as real numbers.
fn vector(call: &Call<'_>, scales: &Scales, index: usize) -> Result<Option<Vec<f32>>, OpError> {
    match call.inputs.get(index) {
        Some(Some(tensor)) if tensor.dtype() == DType::I8 => {
            let values = call.slice::<i8>(index)?;
            Ok(Some(values.iter().map(|&v| f32::from(v) * scales[index]).collect()))
        }
        _ => Ok(call.optional::<f32>(index)?.map(<[f32]>::to_vec)),
    }
}

/// The weights of the gate `kind`.
fn gate<'a>(
    call: &Call<'a>,
    scales: &Scales,
    kind: GateKind,
    peephole: Option<&'a [f32]>,
) -> Result<Gate<'a>, OpError> {
    let place = kind as usize;
    Ok(Gate {
        input: matrix(call, scales, INPUT_WEIGHTS + place)?,
        recurrent: matrix(call, scales, RECURRENT_WEIGHTS + place)?,
        peephole,
        layer_norm: call.optional(LAYER_NORMS + place)?,
        bias: call.slice(BIASES + place)?,
    })
}
