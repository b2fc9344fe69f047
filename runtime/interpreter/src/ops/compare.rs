//! Comparisons, logic and bitwise operations.

use tfl_kernels::TensorRef;
use tfl_kernels::broadcast::{broadcast_shape, map2};
use tfl_kernels::compare::{
    Comparison, bitwise_xor, bucketize, compare, compare_quantized, logical_and, logical_or, right_shift,
};

use super::arithmetic::binary;
use super::dispatch::{by_integer, by_ordered, by_quantized, by_type};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.equal", |op| comparison(op, Comparison::Equal)),
    pure("tfl.not_equal", |op| comparison(op, Comparison::NotEqual)),
    pure("tfl.greater", |op| comparison(op, Comparison::Greater)),
    pure("tfl.greater_equal", |op| comparison(op, Comparison::GreaterEqual)),
    pure("tfl.less", |op| comparison(op, Comparison::Less)),
    pure("tfl.less_equal", |op| comparison(op, Comparison::LessEqual)),
    pure("tfl.logical_and", |_| one(|call| binary::<bool, bool>(call, logical_and))),
    pure("tfl.logical_or", |_| one(|call| binary::<bool, bool>(call, logical_or))),
    pure("tfl.bitwise_xor", xor),
    pure("tfl.right_shift", shift),
    pure("tfl.bucketize", bucketize_row),
    pure("tf.Equal", |op| comparison(op, Comparison::Equal)),
    pure("tf.NotEqual", |op| comparison(op, Comparison::NotEqual)),
    pure("tf.Greater", |op| comparison(op, Comparison::Greater)),
    pure("tf.GreaterEqual", |op| comparison(op, Comparison::GreaterEqual)),
    pure("tf.Less", |op| comparison(op, Comparison::Less)),
    pure("tf.LessEqual", |op| comparison(op, Comparison::LessEqual)),
    pure("tf.LogicalAnd", |_| one(|call| binary::<bool, bool>(call, logical_and))),
    pure("tf.LogicalOr", |_| one(|call| binary::<bool, bool>(call, logical_or))),
    pure("tf.BitwiseXor", xor),
    pure("tf.RightShift", shift),
];

fn comparison(op: &OpView<'_>, comparison: Comparison) -> Result<Eval, OpError> {
    if op.is_quantized(0) {
        let (a_quant, b_quant) = (op.quant(0)?, op.quant(1)?);
        return by_quantized!(op.dtype(0)?, T => one(move |call| {
            binary::<T, bool>(call, |a, b, out| compare_quantized(comparison, a, a_quant, b, b_quant, out))
        }), _ => Err(op.unsupported_types()));
    }
    if op.dtype(0)? == DType::String {
        return strings(op, comparison);
    }
    by_ordered!(op.dtype(0)?, T => one(move |call| {
        binary::<T, bool>(call, |a, b, out| compare(comparison, a, b, out))
    }), _ => Err(op.unsupported_types()))
}

/// Strings are equal or not; there is no order.
fn strings(op: &OpView<'_>, comparison: Comparison) -> Result<Eval, OpError> {
    if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
        return Err(op.unsupported_types());
    }
    one(move |call| {
        // Strings become views, which are `Copy` as the kernel needs.
        let a: Vec<&[u8]> = call.strings(0)?.iter().map(|s| &s[..]).collect();
        let b: Vec<&[u8]> = call.strings(1)?.iter().map(|s| &s[..]).collect();
        let (a, b) = (TensorRef::new(call.dims(0)?, &a)?, TensorRef::new(call.dims(1)?, &b)?);
        let dims = broadcast_shape(a.dims(), b.dims())?;
        call.make::<bool>(&dims, |out| map2(a, b, out, |x, y| (x == y) == (comparison == Comparison::Equal)))
    })
}

fn xor(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_integer!(op.dtype(0)?, T => one(|call| binary::<T, T>(call, bitwise_xor)), _ => Err(op.unsupported_types()))
}

fn shift(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_type!(op.dtype(0)?, [I8 => i8, U8 => u8, I16 => i16, U16 => u16, I32 => i32, U32 => u32],
        T => one(|call| binary::<T, T>(call, right_shift)), _ => Err(op.unsupported_types()))
}

fn bucketize_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let boundaries: Vec<f32> = op.reals("boundaries")?.into_iter().map(|b| b as f32).collect();
    match op.dtype(0)? {
        // Integers are compared as `f64`, which keeps them up to 2^53.
        DType::I64 => one(move |call| {
            let values: Vec<f64> = call.slice::<i64>(0)?.iter().map(|&v| v as f64).collect();
            let input = TensorRef::new(call.dims(0)?, &values)?;
            call.make(input.dims(), |out| bucketize(input, &boundaries, out))
        }),
        dtype => by_type!(dtype, [F32 => f32, F64 => f64, I32 => i32], T => one(move |call| {
            let input = call.input::<T>(0)?;
            call.make(input.dims(), |out| bucketize(input, &boundaries, out))
        }), _ => Err(op.unsupported_types())),
    }
}
