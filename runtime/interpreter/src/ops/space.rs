//! Between space, depth and batch.

use tfl_kernels::space::{
    batch_to_space_nd, batch_to_space_nd_shape, depth_to_space, depth_to_space_shape, space_to_batch_nd,
    space_to_batch_nd_shape, space_to_depth, space_to_depth_shape,
};

use super::moving::{by_word, move_one};
use super::slice::zero_word;
use super::{OpRow, pure};
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.space_to_depth", space_to_depth_row),
    pure("tfl.depth_to_space", depth_to_space_row),
    pure("tfl.space_to_batch_nd", space_to_batch_nd_row),
    pure("tfl.batch_to_space_nd", batch_to_space_nd_row),
];

fn space_to_depth_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let block = op.i32("block_size")?;
    by_word!(op.dtype(0)?, W => one(move |call| {
        let dims = space_to_depth_shape(call.dims(0)?, block)?;
        move_one::<W>(call, &dims, |x, out| space_to_depth(x, block, out))
    }))
}

fn depth_to_space_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let block = op.i32("block_size")?;
    by_word!(op.dtype(0)?, W => one(move |call| {
        let dims = depth_to_space_shape(call.dims(0)?, block)?;
        move_one::<W>(call, &dims, |x, out| depth_to_space(x, block, out))
    }))
}

fn space_to_batch_nd_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => {
        let zero = zero_word::<W>(op)?;
        one(move |call| {
            let (block, paddings) = (call.ints(1)?, call.ints(2)?);
            let dims = space_to_batch_nd_shape(call.dims(0)?, &block, &paddings)?;
            move_one::<W>(call, &dims, |x, out| space_to_batch_nd(x, &block, &paddings, zero, out))
        })
    })
}

fn batch_to_space_nd_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let (block, crops) = (call.ints(1)?, call.ints(2)?);
        let dims = batch_to_space_nd_shape(call.dims(0)?, &block, &crops)?;
        move_one::<W>(call, &dims, |x, out| batch_to_space_nd(x, &block, &crops, out))
    }))
}
