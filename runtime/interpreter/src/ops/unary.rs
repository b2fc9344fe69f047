//! Elementwise functions of one operand.

use tfl_kernels::activations::{abs_quantized, exp_8bit, exp_i16, log_8bit, log_i16, rsqrt_i8, rsqrt_i16};
use tfl_kernels::unary::*;
use tfl_kernels::{KernelError, TensorMut, TensorRef};

use super::dispatch::{by_integer, by_quantized, by_type};
use super::{OpRow, pure};
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.abs", abs),
    pure("tfl.ceil", |op| real(op, ceil_f32)),
    pure("tfl.floor", |op| real(op, floor_f32)),
    pure("tfl.round", |op| real(op, round_f32)),
    pure("tfl.sin", |op| real(op, sin_f32)),
    pure("tfl.cos", |op| real(op, cos_f32)),
    pure("tfl.sqrt", |op| real(op, sqrt_f32)),
    pure("tfl.exp", exp),
    pure("tfl.log", log),
    pure("tfl.rsqrt", rsqrt),
    pure("tfl.neg", neg),
    pure("tfl.square", square),
    pure("tfl.sign", sign),
    pure("tfl.logical_not", |_| one(|call| unary::<bool>(call, logical_not))),
    pure("tf.Abs", abs),
    pure("tf.Ceil", |op| real(op, ceil_f32)),
    pure("tf.Floor", |op| real(op, floor_f32)),
    pure("tf.Round", |op| real(op, round_f32)),
    pure("tf.Sin", |op| real(op, sin_f32)),
    pure("tf.Cos", |op| real(op, cos_f32)),
    pure("tf.Sqrt", |op| real(op, sqrt_f32)),
    pure("tf.Exp", exp),
    pure("tf.Log", log),
    pure("tf.Rsqrt", rsqrt),
    pure("tf.Neg", neg),
    pure("tf.Square", square),
    pure("tf.Sign", sign),
    pure("tf.LogicalNot", |_| one(|call| unary::<bool>(call, logical_not))),
];

/// Runs a kernel that keeps type and shape.
pub(super) fn unary<T: Element>(
    call: &Call<'_>,
    kernel: impl FnOnce(TensorRef<'_, T>, TensorMut<'_, T>) -> Result<(), KernelError>,
) -> Result<Tensor, OpError> {
    let input = call.input::<T>(0)?;
    call.make(input.dims(), |out| kernel(input, out))
}

type RealKernel = fn(TensorRef<'_, f32>, TensorMut<'_, f32>) -> Result<(), KernelError>;

/// An operator with an `f32` kernel only.
pub(super) fn real(op: &OpView<'_>, kernel: RealKernel) -> Result<Eval, OpError> {
    match op.dtype(0)? {
        DType::F32 => one(move |call| unary(call, kernel)),
        _ => Err(op.unsupported_types()),
    }
}

/// Defines the adapter of an operator with `f32` and integer kernels.
macro_rules! real_or_int {
    ($name:ident: $f32:ident, $int:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            match op.dtype(0)? {
                DType::F32 => one(|call| unary(call, $f32)),
                _ if op.is_quantized(0) => Err(op.unsupported_types()),
                dtype => by_integer!(dtype, T => one(|call| unary::<T>(call, $int)),
                    _ => Err(op.unsupported_types())),
            }
        }
    };
}

real_or_int!(abs_plain: abs_f32, abs_int);
real_or_int!(neg: neg_f32, neg_int);
real_or_int!(square: square_f32, square_int);
real_or_int!(sign_plain: sign_f32, sign_int);

fn sign(op: &OpView<'_>) -> Result<Eval, OpError> {
    if op.dtype(0)? == DType::F64 { one(|call| unary(call, sign_f64)) } else { sign_plain(op) }
}

fn abs(op: &OpView<'_>) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return abs_plain(op);
    }
    let (input, output) = (op.quant(0)?, op.result_quant(0)?);
    by_quantized!(op.dtype(0)?, T => one(move |call| {
        unary::<T>(call, |x, out| abs_quantized(x, input, output, out))
    }), _ => Err(op.unsupported_types()))
}

/// Defines the adapter of an operator with `f32`, 8-bit and 16-bit kernels.
macro_rules! real_or_table {
    ($name:ident: $f32:ident, $small:expr, $wide:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            if !op.is_quantized(0) {
                return real(op, $f32);
            }
            let (input, output) = (op.quant(0)?, op.result_quant(0)?);
            match op.dtype(0)? {
                DType::I16 => one(move |call| unary(call, |x, out| $wide(x, input, output, out))),
                dtype => by_type!(dtype, [I8 => i8, U8 => u8], T => one(move |call| {
                    unary::<T>(call, |x, out| $small(x, input, output, out))
                }), _ => Err(op.unsupported_types())),
            }
        }
    };
}

real_or_table!(exp: exp_f32, exp_8bit, exp_i16);
real_or_table!(log: log_f32, log_8bit, log_i16);
fn rsqrt(op: &OpView<'_>) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return real(op, rsqrt_f32);
    }
    let (input, output) = (op.quant(0)?, op.result_quant(0)?);
    match op.dtype(0)? {
        DType::I8 => one(move |call| unary(call, |x, out| rsqrt_i8(x, input, output, out))),
        DType::I16 => one(move |call| unary(call, |x, out| rsqrt_i16(x, input, output, out))),
        _ => Err(op.unsupported_types()),
    }
}
