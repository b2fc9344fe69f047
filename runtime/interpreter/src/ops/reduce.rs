//! Reductions and running sums.

use tfl_kernels::reduce::{
    CumsumParams, cumsum, mean_f32, mean_int, mean_quantized, reduce_all, reduce_any, reduce_max_f32,
    reduce_max_int, reduce_min_f32, reduce_min_int, reduce_prod_f32, reduce_prod_int, reduce_prod_quantized,
    reduce_shape, sum_f32, sum_int, sum_quantized,
};
use tfl_kernels::{KernelError, TensorMut, TensorRef};

use super::dispatch::{by_integer, by_quantized, by_type};
use super::unary::unary;
use super::{OpRow, pure};
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.sum", sum),
    pure("tfl.mean", mean),
    pure("tfl.reduce_prod", prod),
    pure("tfl.reduce_max", max),
    pure("tfl.reduce_min", min),
    pure("tfl.reduce_any", |op| logical(op, reduce_any)),
    pure("tfl.reduce_all", |op| logical(op, reduce_all)),
    pure("tfl.cumsum", cumsum_row),
    pure("tf.Sum", sum),
    pure("tf.Mean", mean),
    pure("tf.Prod", prod),
    pure("tf.Max", max),
    pure("tf.Min", min),
    pure("tf.Any", |op| logical(op, reduce_any)),
    pure("tf.All", |op| logical(op, reduce_all)),
    pure("tf.Cumsum", cumsum_row),
];

/// Runs a kernel that reduces operand 0 along the axes in operand 1.
fn reduced<T: Element>(
    call: &Call<'_>,
    keep_dims: bool,
    kernel: impl FnOnce(TensorRef<'_, T>, &[i64], TensorMut<'_, T>) -> Result<(), KernelError>,
) -> Result<Tensor, OpError> {
    let (input, axes) = (call.input::<T>(0)?, call.ints(1)?);
    call.make(&reduce_shape(input.dims(), &axes, keep_dims)?, |out| kernel(input, &axes, out))
}

/// Defines the adapter of a reduction with `f32`, integer and quantized kernels.
macro_rules! scaled {
    ($name:ident: $f32:ident, $int:ident [$($variant:ident => $t:ty),*], $quantized:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let keep = op.flag("keep_dims")?;
            if op.is_quantized(0) {
                let (input, output) = (op.quant(0)?, op.result_quant(0)?);
                return by_quantized!(op.dtype(0)?, T => one(move |call| {
                    reduced::<T>(call, keep, |x, axes, out| $quantized(x, input, axes, output, out))
                }), _ => Err(op.unsupported_types()));
            }
            match op.dtype(0)? {
                DType::F32 => one(move |call| reduced(call, keep, $f32)),
                dtype => by_type!(dtype, [$($variant => $t),*],
                    T => one(move |call| reduced::<T>(call, keep, $int)), _ => Err(op.unsupported_types())),
            }
        }
    };
}

scaled!(sum: sum_f32, sum_int
    [I8 => i8, U8 => u8, I16 => i16, U16 => u16, I32 => i32, U32 => u32, I64 => i64, U64 => u64],
    sum_quantized);
scaled!(mean: mean_f32, mean_int
    [I8 => i8, U8 => u8, I16 => i16, I32 => i32, U32 => u32, I64 => i64], mean_quantized);
scaled!(prod: reduce_prod_f32, reduce_prod_int
    [I8 => i8, U8 => u8, I16 => i16, U16 => u16, I32 => i32, U32 => u32, I64 => i64, U64 => u64],
    reduce_prod_quantized);

/// Defines the adapter of a reduction that picks an element: quantized values are picked as they are.
macro_rules! picked {
    ($name:ident: $f32:ident, $int:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let keep = op.flag("keep_dims")?;
            if op.is_quantized(0) && op.quant(0)? != op.result_quant(0)? {
                return Err(OpError::new("operand and result must have the same scale and zero point"));
            }
            match op.dtype(0)? {
                DType::F32 => one(move |call| reduced(call, keep, $f32)),
                dtype => by_integer!(dtype, T => one(move |call| reduced::<T>(call, keep, $int)),
                    _ => Err(op.unsupported_types())),
            }
        }
    };
}

picked!(max: reduce_max_f32, reduce_max_int);
picked!(min: reduce_min_f32, reduce_min_int);

type BoolKernel = fn(TensorRef<'_, bool>, &[i64], TensorMut<'_, bool>) -> Result<(), KernelError>;

fn logical(op: &OpView<'_>, kernel: BoolKernel) -> Result<Eval, OpError> {
    let keep = op.flag("keep_dims")?;
    match op.dtype(0)? {
        DType::Bool => one(move |call| reduced(call, keep, kernel)),
        _ => Err(op.unsupported_types()),
    }
}

fn cumsum_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = CumsumParams { exclusive: op.flag("exclusive")?, reverse: op.flag("reverse")? };
    by_type!(op.dtype(0)?, [F32 => f32, I32 => i32, I64 => i64], T => one(move |call| {
        let axis = call.int(1)?;
        unary::<T>(call, |x, out| cumsum(x, axis, params, out))
    }), _ => Err(op.unsupported_types()))
}
