//! Picking elements by index.

use tfl_kernels::TensorRef;
use tfl_kernels::gather::{
    embedding_lookup, embedding_lookup_hybrid, embedding_lookup_shape, gather, gather_nd, gather_nd_shape,
    gather_shape, one_hot, one_hot_shape,
};

use super::moving::{Moving, by_word};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::{OpView, scales_of};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.gather", gather_row),
    pure("tfl.gather_nd", gather_nd_row),
    pure("tfl.embedding_lookup", embedding_lookup_row),
    pure("tfl.one_hot", one_hot_row),
    pure("tf.Gather", gather_row),
    pure("tf.GatherV2", gather_v2),
    pure("tf.GatherNd", gather_nd_row),
    pure("tf.OneHot", one_hot_row),
];

fn gather_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (axis, batch_dims) = (op.int_or("axis", 0)?, op.int_or("batch_dims", 0)?);
    by_word!(op.dtype(0)?, W => one(move |call| {
        let ids = call.ints(1)?;
        let indices = TensorRef::new(call.dims(1)?, &ids)?;
        let moving = Moving::<W>::new(call, [0])?;
        let dims = gather_shape(call.dims(0)?, indices.dims(), axis, batch_dims)?;
        let input = moving.input(0)?;
        moving.make(call, &dims, |out| gather(input, indices, axis, batch_dims, out))
    }))
}

/// The axis is operand 2.
fn gather_v2(op: &OpView<'_>) -> Result<Eval, OpError> {
    let batch_dims = op.int_or("batch_dims", 0)?;
    by_word!(op.dtype(0)?, W => one(move |call| {
        let (ids, axis) = (call.ints(1)?, call.int(2)?);
        let indices = TensorRef::new(call.dims(1)?, &ids)?;
        let moving = Moving::<W>::new(call, [0])?;
        let dims = gather_shape(call.dims(0)?, indices.dims(), axis, batch_dims)?;
        let input = moving.input(0)?;
        moving.make(call, &dims, |out| gather(input, indices, axis, batch_dims, out))
    }))
}

fn gather_nd_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let ids = call.ints(1)?;
        let indices = TensorRef::new(call.dims(1)?, &ids)?;
        let moving = Moving::<W>::new(call, [0])?;
        let input = moving.input(0)?;
        let dims = gather_nd_shape(input.dims(), indices.dims())?;
        moving.make(call, &dims, |out| gather_nd(input, indices, out))
    }))
}

fn embedding_lookup_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    if op.result_dtype(0)? == DType::F32 && matches!(op.dtype(1)?, DType::I8 | DType::I4) {
        let scales = scales_of(op.operand(1)?)
            .ok_or_else(|| OpError::new("the table needs one scale, or one a row"))?;
        return one(move |call| {
            let ids = call.ints(0)?;
            let (ids, table) = (TensorRef::new(call.dims(0)?, &ids)?, call.input::<i8>(1)?);
            call.make(&embedding_lookup_shape(ids.dims(), table.dims())?, |out| {
                embedding_lookup_hybrid(ids, table, &scales, out)
            })
        });
    }
    by_word!(op.dtype(1)?, W => one(|call| {
        let ids = call.ints(0)?;
        let ids = TensorRef::new(call.dims(0)?, &ids)?;
        let moving = Moving::<W>::new(call, [1])?;
        let table = moving.input(0)?;
        let dims = embedding_lookup_shape(ids.dims(), table.dims())?;
        moving.make(call, &dims, |out| embedding_lookup(ids, table, out))
    }))
}

fn one_hot_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let axis = op.int_or("axis", -1)?;
    by_word!(op.dtype(2)?, W => one(move |call| {
        let (ids, depth) = (call.ints(0)?, call.int(1)?);
        let indices = TensorRef::new(call.dims(0)?, &ids)?;
        let moving = Moving::<W>::new(call, [2, 3])?;
        let values = (moving.scalar(0)?, moving.scalar(1)?);
        let dims = one_hot_shape(indices.dims(), depth, axis)?;
        moving.make(call, &dims, |out| one_hot(indices, depth, axis, values, out))
    }))
}
