//! Activation functions as operators of their own.

use tfl_kernels::activations::*;
use tfl_kernels::fixed_tables::{logistic_i16, tanh_i16};
use tfl_kernels::hard_swish::hard_swish_quantized;
use tfl_kernels::{KernelError, QuantParams, TensorMut, TensorRef};

use super::dispatch::{by_quantized, by_type};
use super::unary::{real, unary};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.relu", |op| relu(op, relu_f32, (0.0, f32::INFINITY))),
    pure("tfl.relu6", |op| relu(op, relu6_f32, (0.0, 6.0))),
    pure("tfl.relu_n1_to_1", |op| relu(op, relu_n1_to_1_f32, (-1.0, 1.0))),
    pure("tfl.relu_0_to_1", |op| relu(op, relu_0_to_1_f32, (0.0, 1.0))),
    pure("tfl.leaky_relu", leaky_relu),
    pure("tfl.prelu", prelu),
    pure("tfl.logistic", logistic),
    pure("tfl.tanh", tanh),
    pure("tfl.hard_swish", hard_swish),
    pure("tfl.elu", elu),
    pure("tfl.gelu", gelu),
    pure("tf.Relu", |op| relu(op, relu_f32, (0.0, f32::INFINITY))),
    pure("tf.Relu6", |op| relu(op, relu6_f32, (0.0, 6.0))),
    pure("tf.LeakyRelu", leaky_relu),
    pure("tf.Sigmoid", logistic),
    pure("tf.Tanh", tanh),
    pure("tf.Elu", elu),
];

type RealKernel = fn(TensorRef<'_, f32>, TensorMut<'_, f32>) -> Result<(), KernelError>;

fn relu(op: &OpView<'_>, kernel: RealKernel, bounds: (f32, f32)) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return real(op, kernel);
    }
    let (input, output) = (op.quant(0)?, op.result_quant(0)?);
    by_quantized!(op.dtype(0)?, T => one(move |call| {
        unary::<T>(call, |x, out| relu_quantized(x, input, output, bounds, out))
    }), _ => Err(op.unsupported_types()))
}

fn leaky_relu(op: &OpView<'_>) -> Result<Eval, OpError> {
    let alpha = op.real("alpha")? as f32;
    if !op.is_quantized(0) {
        return match op.dtype(0)? {
            DType::F32 => one(move |call| unary(call, |x, out| leaky_relu_f32(x, alpha, out))),
            _ => Err(op.unsupported_types()),
        };
    }
    let (input, output) = (op.quant(0)?, op.result_quant(0)?);
    by_quantized!(op.dtype(0)?, T => one(move |call| {
        unary::<T>(call, |x, out| leaky_relu_quantized(x, input, output, alpha, out))
    }), _ => Err(op.unsupported_types()))
}

fn prelu(op: &OpView<'_>) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return match op.dtype(0)? {
            DType::F32 => one(|call| {
                let alpha = call.input::<f32>(1)?;
                unary(call, |x, out| prelu_f32(x, alpha, out))
            }),
            _ => Err(op.unsupported_types()),
        };
    }
    let (input, alpha_quant, output) = (op.quant(0)?, op.quant(1)?, op.result_quant(0)?);
    by_quantized!(op.dtype(0)?, T => one(move |call| {
        let alpha = call.input::<T>(1)?;
        unary::<T>(call, |x, out| prelu_quantized(x, input, alpha, alpha_quant, output, out))
    }), _ => Err(op.unsupported_types()))
}

/// An operator of 8-bit values by table.
macro_rules! table {
    ($op:expr, $kernel:ident) => {{
        let (input, output): (QuantParams, QuantParams) = ($op.quant(0)?, $op.result_quant(0)?);
        by_type!($op.dtype(0)?, [I8 => i8, U8 => u8], T => one(move |call| {
            unary::<T>(call, |x, out| $kernel(x, input, output, out))
        }), _ => Err($op.unsupported_types()))
    }};
}

fn elu(op: &OpView<'_>) -> Result<Eval, OpError> {
    if op.is_quantized(0) { table!(op, elu_8bit) } else { real(op, elu_f32) }
}

fn gelu(op: &OpView<'_>) -> Result<Eval, OpError> {
    match (op.flag("approximate")?, op.is_quantized(0)) {
        (true, true) => table!(op, gelu_approximate_8bit),
        (false, true) => table!(op, gelu_8bit),
        (true, false) => real(op, gelu_approximate_f32),
        (false, false) => real(op, gelu_f32),
    }
}

/// Defines the adapter of a function to -1..1: `f32`, 8 bits by table, 16 bits in fixed point.
macro_rules! bounded {
    ($name:ident: $f32:ident, $small:ident, $wide:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            if !op.is_quantized(0) {
                return real(op, $f32);
            }
            if op.dtype(0)? == DType::I16 {
                let (input, output) = (op.quant(0)?, op.result_quant(0)?);
                if input.zero_point != 0 || output != QuantParams::new(1.0 / 32768.0, 0) {
                    return Err(OpError::new(
                        "16-bit values need zero points of 0 and a result of scale 1/32768",
                    ));
                }
                return one(move |call| unary(call, |x, out| $wide(x, input, out)));
            }
            table!(op, $small)
        }
    };
}

bounded!(logistic: logistic_f32, logistic_8bit, logistic_i16);
bounded!(tanh: tanh_f32, tanh_8bit, tanh_i16);

fn hard_swish(op: &OpView<'_>) -> Result<Eval, OpError> {
    if op.is_quantized(0) { table!(op, hard_swish_quantized) } else { real(op, hard_swish_f32) }
}
