//! Joining tensors and taking them apart.

use tfl_kernels::concat::{
    concatenation, concatenation_quantized, concatenation_shape, pack, pack_shape, split, split_shape,
    split_v, split_v_shapes, unpack, unpack_shape,
};
use tfl_kernels::{Activation, KernelError, QuantParams, TensorMut, TensorRef};

use super::dispatch::by_quantized;
use super::moving::{Moving, Word, by_word};
use super::{OpRow, pure};
use crate::Tensor;
use crate::call::{Call, Eval, many, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.concatenation", concatenation_row),
    pure("tfl.pack", pack_row),
    pure("tfl.unpack", unpack_row),
    pure("tfl.split", |op| split_row(op, 0, 1)),
    pure("tfl.split_v", |op| split_v_row(op, 0, 1, 2)),
    pure("tf.ConcatV2", concat_v2),
    pure("tf.Pack", pack_row),
    pure("tf.Unpack", unpack_row),
    pure("tf.Split", |op| split_row(op, 0, 1)),
    pure("tf.SplitV", |op| split_v_row(op, 0, 1, 2)),
];

fn concatenation_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let axis = op.int("axis")?;
    if op.activation()? != Activation::None {
        return Err(OpError::new("a concatenation takes no fused activation"));
    }
    if op.is_quantized(0) {
        let output = op.result_quant(0)?;
        let quants: Vec<QuantParams> =
            (0..op.operands.len()).map(|i| op.quant(i)).collect::<Result<_, _>>()?;
        if quants.iter().any(|&quant| quant != output) {
            return by_quantized!(op.dtype(0)?, T => one(move |call| {
                let inputs: Vec<TensorRef<'_, T>> =
                    (0..call.inputs.len()).map(|i| call.input(i)).collect::<Result<_, _>>()?;
                let shapes: Vec<&[usize]> = inputs.iter().map(|t| t.dims()).collect();
                call.make(&concatenation_shape(&shapes, axis)?, |out| {
                    concatenation_quantized(&inputs, &quants, axis, output, out)
                })
            }), _ => Err(op.unsupported_types()));
        }
    }
    let count = op.operands.len();
    by_word!(op.dtype(0)?, W => one(move |call| concatenate::<W>(call, count, axis)))
}

fn concatenate<W: Word>(call: &Call<'_>, count: usize, axis: i64) -> Result<Tensor, OpError> {
    let moving = Moving::<W>::new(call, 0..count)?;
    let inputs = moving.inputs()?;
    let shapes: Vec<&[usize]> = inputs.iter().map(|t| t.dims()).collect();
    moving.make(call, &concatenation_shape(&shapes, axis)?, |out| concatenation(&inputs, axis, out))
}

/// The axis is the last operand.
fn concat_v2(op: &OpView<'_>) -> Result<Eval, OpError> {
    let count = op.operands.len().saturating_sub(1);
    by_word!(op.dtype(0)?, W => one(move |call| concatenate::<W>(call, count, call.int(count)?)))
}

fn pack_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (axis, count) = (op.int_or("axis", 0)?, op.operands.len());
    by_word!(op.dtype(0)?, W => one(move |call| {
        let moving = Moving::<W>::new(call, 0..count)?;
        let inputs = moving.inputs()?;
        moving.make(call, &pack_shape(call.dims(0)?, count, axis)?, |out| pack(&inputs, axis, out))
    }))
}

/// Runs a kernel that cuts operand `index` into results of the given shapes.
fn cut<W: Word>(
    call: &Call<'_>,
    index: usize,
    shapes: &[Vec<usize>],
    kernel: impl FnOnce(TensorRef<'_, W>, &mut [TensorMut<'_, W>]) -> Result<(), KernelError>,
) -> Result<Vec<Tensor>, OpError> {
    let moving = Moving::<W>::new(call, [index])?;
    let mut buffers: Vec<Vec<W>> =
        shapes.iter().map(|dims| moving.buffer(call, dims)).collect::<Result<_, _>>()?;
    let mut outs: Vec<TensorMut<'_, W>> = buffers
        .iter_mut()
        .zip(shapes)
        .map(|(buffer, dims)| TensorMut::new(dims, buffer))
        .collect::<Result<_, _>>()?;
    kernel(moving.input(0)?, &mut outs)?;
    buffers.into_iter().zip(shapes).map(|(buffer, dims)| moving.finish(dims, buffer)).collect()
}

fn unpack_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (axis, count) = (op.int_or("axis", 0)?, op.num_results());
    by_word!(op.dtype(0)?, W => many(move |call| {
        let dims = unpack_shape(call.dims(0)?, axis)?;
        cut::<W>(call, 0, &vec![dims; count], |x, outs| unpack(x, axis, outs))
    }))
}

fn split_row(op: &OpView<'_>, dim: usize, value: usize) -> Result<Eval, OpError> {
    let count = op.num_results();
    by_word!(op.dtype(value)?, W => many(move |call| {
        let axis = call.int(dim)?;
        let parts = i32::try_from(count).unwrap_or(i32::MAX);
        let dims = split_shape(call.dims(value)?, axis, parts)?;
        cut::<W>(call, value, &vec![dims; count], |x, outs| split(x, axis, outs))
    }))
}

fn split_v_row(op: &OpView<'_>, value: usize, sizes: usize, dim: usize) -> Result<Eval, OpError> {
    by_word!(op.dtype(value)?, W => many(move |call| {
        let (sizes, axis) = (call.ints(sizes)?, call.int(dim)?);
        let shapes = split_v_shapes(call.dims(value)?, &sizes, axis)?;
        cut::<W>(call, value, &shapes, |x, outs| split_v(x, &sizes, axis, outs))
    }))
}
