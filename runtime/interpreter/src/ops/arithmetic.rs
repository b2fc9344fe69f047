//! Elementwise arithmetic of two operands under broadcasting.

use tfl_kernels::binary::*;
use tfl_kernels::binary_quantized::*;
use tfl_kernels::broadcast::{broadcast_shape, map2};
use tfl_kernels::{Activation, KernelError, QuantParams, TensorMut, TensorRef};

use super::dispatch::{by_integer, by_ordered, by_quantized, by_type};
use super::{OpRow, pure};
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.add", add),
    pure("tfl.sub", sub),
    pure("tfl.mul", mul),
    pure("tfl.div", div),
    pure("tfl.pow", pow),
    pure("tfl.floor_div", floor_div),
    pure("tfl.floor_mod", floor_mod),
    pure("tfl.squared_difference", squared_difference_row),
    pure("tfl.atan2", atan2),
    pure("tfl.maximum", maximum_row),
    pure("tfl.minimum", minimum_row),
    pure("tfl.add_n", add_n_row),
    pure("tf.AddN", add_n_row),
    pure("tf.Add", add),
    pure("tf.AddV2", add),
    pure("tf.Sub", sub),
    pure("tf.Mul", mul),
    pure("tf.RealDiv", div),
    pure("tf.Div", div),
    pure("tf.Pow", pow),
    pure("tf.FloorDiv", floor_div),
    pure("tf.FloorMod", floor_mod),
    pure("tf.SquaredDifference", squared_difference_row),
    pure("tf.Atan2", atan2),
    pure("tf.Maximum", maximum_row),
    pure("tf.Minimum", minimum_row),
    pure("arith.addi", add),
    pure("arith.addf", add),
    pure("arith.subi", sub),
    pure("arith.subf", sub),
    pure("arith.muli", mul),
    pure("arith.mulf", mul),
];

/// Runs a kernel on operands 0 and 1; the result has their common shape.
pub(super) fn binary<A: Element, R: Element>(
    call: &Call<'_>,
    kernel: impl FnOnce(TensorRef<'_, A>, TensorRef<'_, A>, TensorMut<'_, R>) -> Result<(), KernelError>,
) -> Result<Tensor, OpError> {
    let (a, b) = (call.input::<A>(0)?, call.input::<A>(1)?);
    call.make(&broadcast_shape(a.dims(), b.dims())?, |out| kernel(a, b, out))
}

/// Quantization of two operands and the result.
fn binary_quant(op: &OpView<'_>) -> Result<BinaryQuant, OpError> {
    Ok(BinaryQuant { a: op.quant(0)?, b: op.quant(1)?, output: op.result_quant(0)? })
}

/// Defines the adapter of an operator with a fused activation from its kernels.
macro_rules! with_activation {
    ($name:ident: $f32:ident, $int:ident, $quantized:expr, $real:expr) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let activation = op.activation()?;
            if op.is_quantized(0) {
                let quant = binary_quant(op)?;
                return by_quantized!(op.dtype(0)?, T => one(move |call| {
                    binary::<T, T>(call, |a, b, out| $quantized(a, b, &quant, activation, out))
                }), _ => Err(op.unsupported_types()));
            }
            match op.dtype(0)? {
                DType::F32 => {
                    one(move |call| binary::<f32, f32>(call, |a, b, out| $f32(a, b, activation, out)))
                }
                DType::F64 if activation == Activation::None => one(move |call| {
                    let f: fn(f64, f64) -> f64 = $real;
                    binary::<f64, f64>(call, |a, b, out| map2(a, b, out, f))
                }),
                dtype => by_integer!(dtype, T => one(move |call| {
                    binary::<T, T>(call, |a, b, out| $int(a, b, activation, out))
                }), _ => Err(op.unsupported_types())),
            }
        }
    };
}

with_activation!(sub: sub_f32, sub_int, sub_quantized, |x, y| x - y);
with_activation!(mul: mul_f32, mul_int, mul_quantized, |x, y| x * y);
with_activation!(div: div_f32, div_int, div_quantized, |x, y| x / y);
with_activation!(add: add_f32, add_int, add_quantized, |x, y| x + y);

/// Defines the adapter of an operator with an `f32` and a plain integer kernel.
macro_rules! float_or_int {
    ($name:ident: $f32:ident, $int:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            match op.dtype(0)? {
                DType::F32 => one(|call| binary::<f32, f32>(call, $f32)),
                dtype => by_integer!(dtype, T => one(|call| binary::<T, T>(call, $int)),
                    _ => Err(op.unsupported_types())),
            }
        }
    };
}

float_or_int!(pow: pow_f32, pow_int);
float_or_int!(floor_div: floor_div_f32, floor_div_int);
float_or_int!(floor_mod: floor_mod_f32, floor_mod_int);
float_or_int!(squared_difference_plain: squared_difference_f32, squared_difference_int);

fn squared_difference_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return squared_difference_plain(op);
    }
    let quant = binary_quant(op)?;
    by_quantized!(op.dtype(0)?, T => one(move |call| {
        binary::<T, T>(call, |a, b, out| squared_difference_quantized(a, b, &quant, out))
    }), _ => Err(op.unsupported_types()))
}

fn atan2(op: &OpView<'_>) -> Result<Eval, OpError> {
    match op.dtype(0)? {
        DType::F32 => one(|call| binary::<f32, f32>(call, atan2_f32)),
        DType::F64 => one(|call| binary::<f64, f64>(call, atan2_f64)),
        _ => Err(op.unsupported_types()),
    }
}

/// Operands and result of a quantized maximum or minimum share their parameters.
fn check_same_quant(op: &OpView<'_>) -> Result<(), OpError> {
    if !op.is_quantized(0) {
        return Ok(());
    }
    let [a, b, out]: [QuantParams; 3] = [op.quant(0)?, op.quant(1)?, op.result_quant(0)?];
    if a != out || b != out {
        return Err(OpError::new("operands and result must have the same scale and zero point"));
    }
    Ok(())
}

fn maximum_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    check_same_quant(op)?;
    by_ordered!(op.dtype(0)?, T => one(|call| binary::<T, T>(call, maximum)), _ => Err(op.unsupported_types()))
}

fn minimum_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    check_same_quant(op)?;
    by_ordered!(op.dtype(0)?, T => one(|call| binary::<T, T>(call, minimum)), _ => Err(op.unsupported_types()))
}

fn add_n_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_type!(op.dtype(0)?, [F32 => f32, I32 => i32, I64 => i64], T => one(|call| {
        let operands: Vec<TensorRef<'_, T>> =
            (0..call.inputs.len()).map(|i| call.input(i)).collect::<Result<_, _>>()?;
        call.make(call.dims(0)?, |out| add_n(&operands, out))
    }), _ => Err(op.unsupported_types()))
}
