//! Choosing, searching and making elements.

use tfl_kernels::select::{
    Truth, arg_max, arg_min, arg_shape, matrix_diag, matrix_diag_shape, matrix_set_diag, range_f32,
    range_f32_shape, range_int, range_int_shape, select, select_v2, select_v2_shape, top_k, top_k_shape,
    unique, where_, where_shape,
};
use tfl_kernels::{TensorMut, TensorRef};

use super::dispatch::{by_ordered, by_type};
use super::moving::{Moving, by_word, move_one};
use super::{OpRow, pure};
use crate::call::{Call, Eval, many, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.select", select_row),
    pure("tfl.select_v2", select_v2_row),
    pure("tfl.where", where_row),
    pure("tfl.range", range),
    pure("tfl.topk_v2", top_k_row),
    pure("tfl.arg_max", arg_max_row),
    pure("tfl.arg_min", arg_min_row),
    pure("tfl.unique", unique_row),
    pure("tfl.matrix_diag", matrix_diag_row),
    pure("tfl.matrix_set_diag", matrix_set_diag_row),
    pure("tf.Select", select_row),
    pure("tf.SelectV2", select_v2_row),
    pure("tf.Where", where_row),
    pure("tf.Range", range),
    pure("tf.ArgMax", arg_max_row),
    pure("tf.ArgMin", arg_min_row),
];

fn select_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(1)?, W => one(|call| {
        let moving = Moving::<W>::new(call, [1, 2])?;
        let (condition, x, y) = (call.input::<bool>(0)?, moving.input(0)?, moving.input(1)?);
        moving.make(call, x.dims(), |out| select(condition, x, y, out))
    }))
}

fn select_v2_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(1)?, W => one(|call| {
        let moving = Moving::<W>::new(call, [1, 2])?;
        let (condition, x, y) = (call.input::<bool>(0)?, moving.input(0)?, moving.input(1)?);
        let dims = select_v2_shape(condition.dims(), x.dims(), y.dims())?;
        moving.make(call, &dims, |out| select_v2(condition, x, y, out))
    }))
}

fn where_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    fn run<T: Element + Truth>(call: &Call<'_>) -> Result<Tensor, OpError> {
        let condition = call.input::<T>(0)?;
        call.make(&where_shape(condition), |out| where_(condition, out))
    }
    by_type!(
        op.dtype(0)?,
        [Bool => bool, F32 => f32, I8 => i8, U8 => u8, I32 => i32, U32 => u32, I64 => i64],
        T => one(|call| run::<T>(call)), _ => Err(op.unsupported_types()))
}

/// The one element of operand `index`.
pub(super) fn scalar<T: Element>(call: &Call<'_>, index: usize) -> Result<T, OpError> {
    match call.slice::<T>(index)? {
        [one] => Ok(*one),
        all => Err(OpError::new(format!("operand {index} has {} elements, expected 1", all.len()))),
    }
}

fn range(op: &OpView<'_>) -> Result<Eval, OpError> {
    match op.dtype(0)? {
        DType::F32 => one(|call| {
            let (start, limit, delta) =
                (scalar::<f32>(call, 0)?, scalar::<f32>(call, 1)?, scalar::<f32>(call, 2)?);
            call.make(&range_f32_shape(start, limit, delta)?, |out| {
                range_f32(start, delta, out);
                Ok(())
            })
        }),
        dtype => by_type!(dtype, [I32 => i32, I64 => i64], T => one(|call| {
            let dims = range_int_shape(call.int(0)?, call.int(1)?, call.int(2)?)?;
            let (start, delta) = (scalar::<T>(call, 0)?, scalar::<T>(call, 2)?);
            call.make::<T>(&dims, |out| {
                range_int(start, delta, out);
                Ok(())
            })
        }), _ => Err(op.unsupported_types())),
    }
}

fn top_k_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    fn run<T, I>(call: &Call<'_>) -> Result<Vec<Tensor>, OpError>
    where
        T: Element + PartialOrd,
        I: Element + TryFrom<usize>,
    {
        let (input, k) = (call.input::<T>(0)?, call.int(1)?);
        let dims = top_k_shape(input.dims(), k)?;
        let mut positions = call.buffer::<I>(&dims)?;
        let values = call.make(&dims, |out| top_k(input, k, out, TensorMut::new(&dims, &mut positions)?))?;
        let positions = Tensor::new(&dims, positions).map_err(|e| OpError::new(e.to_string()))?;
        Ok(vec![values, positions])
    }
    let wide = op.result_dtype(1)? == DType::I32;
    by_ordered!(op.dtype(0)?, T => if wide {
        many(|call| run::<T, i32>(call))
    } else {
        many(|call| run::<T, i16>(call))
    }, _ => Err(op.unsupported_types()))
}

/// Defines the adapter of `arg_max` or `arg_min`.
macro_rules! arg {
    ($name:ident: $kernel:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let wide = op.result_dtype(0)? == DType::I64;
            by_ordered!(op.dtype(0)?, T => one(move |call| {
                let (input, axis) = (call.input::<T>(0)?, call.int(1)?);
                let dims = arg_shape(input.dims(), axis)?;
                if wide {
                    call.make::<i64>(&dims, |out| $kernel(input, axis, out))
                } else {
                    call.make::<i32>(&dims, |out| $kernel(input, axis, out))
                }
            }), _ => Err(op.unsupported_types()))
        }
    };
}

arg!(arg_max_row: arg_max);
arg!(arg_min_row: arg_min);

fn unique_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let dtype = op.dtype(0)?;
    let wide = op.result_dtype(1)? == DType::I64;
    // Elements compare by their bits.
    by_type!(dtype, [I8 => i8, U8 => u8, I16 => i16, I32 => i32, I64 => i64, F32 => f32], T => many(move |call| {
        let input = call.input::<T>(0)?;
        if input.rank() != 1 {
            return Err(OpError::new(format!("the input has rank {}, expected 1", input.rank())));
        }
        let (values, positions) = unique(input, |v: T| bytemuck::bytes_of(&v).to_vec());
        let error = |e: crate::TensorError| OpError::new(e.to_string());
        let count = positions.len();
        let positions = if wide {
            Tensor::new(&[count], positions.iter().map(|&p| p as i64).collect())
        } else {
            Tensor::new(&[count], positions.iter().map(|&p| p as i32).collect())
        };
        Ok(vec![Tensor::new(&[values.len()], values).map_err(error)?, positions.map_err(error)?])
    }), _ => Err(op.unsupported_types()))
}

fn matrix_diag_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let dims = matrix_diag_shape(call.dims(0)?)?;
        move_one::<W>(call, &dims, matrix_diag)
    }))
}

fn matrix_set_diag_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let moving = Moving::<W>::new(call, [0, 1])?;
        let (input, diagonal): (TensorRef<'_, W>, TensorRef<'_, W>) = (moving.input(0)?, moving.input(1)?);
        moving.make(call, input.dims(), |out| matrix_set_diag(input, diagonal, out))
    }))
}
