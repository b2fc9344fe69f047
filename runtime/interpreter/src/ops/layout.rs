//! Shapes, and operators that rearrange whole tensors.

use tfl_kernels::broadcast::broadcast_shape;
use tfl_kernels::cast::bitcast_shape;
use tfl_kernels::layout::{
    broadcast_to, broadcast_to_shape, expand_dims_shape, reshape_shape, reverse, reverse_sequence, shape,
    squeeze_shape, tile, tile_shape, transpose, transpose_shape,
};
use tfl_kernels::select::{fill, fill_shape};

use super::moving::{Moving, by_word, move_one};
use super::{OpRow, pure};
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::{DType, Tensor};

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.reshape", reshape),
    pure("tfl.squeeze", squeeze),
    pure("tfl.expand_dims", expand_dims),
    pure("tfl.bitcast", bitcast),
    pure("tfl.shape", shape_row),
    pure("tfl.rank", rank),
    pure("tfl.broadcast_args", broadcast_args),
    pure("tfl.transpose", transpose_row),
    pure("tfl.reverse_v2", reverse_row),
    pure("tfl.reverse_sequence", reverse_sequence_row),
    pure("tfl.tile", tile_row),
    pure("tfl.broadcast_to", broadcast_to_row),
    pure("tfl.fill", fill_row),
    pure("tfl.zeros_like", zeros_like),
    // Sparse constants are written out when the plan is made.
    pure("tfl.densify", identity),
    pure("tf.Identity", identity),
    pure("tf.StopGradient", identity),
    pure("tf.Reshape", reshape),
    pure("tf.Squeeze", squeeze),
    pure("tf.ExpandDims", expand_dims),
    pure("tf.Bitcast", bitcast),
    pure("tf.Shape", shape_row),
    pure("tf.Size", size),
    pure("tf.Rank", rank),
    pure("tf.BroadcastArgs", broadcast_args),
    pure("tf.Transpose", transpose_row),
    pure("tf.ReverseV2", reverse_row),
    pure("tf.Tile", tile_row),
    pure("tf.BroadcastTo", broadcast_to_row),
    pure("tf.Fill", fill_row),
    pure("tf.ZerosLike", zeros_like),
];

/// Operand 0 under another shape; its data is shared.
fn reshaped(call: &Call<'_>, dims: &[usize]) -> Result<Tensor, OpError> {
    call.tensor(0)?.reshaped(dims).map_err(|e| OpError::new(e.to_string()))
}

fn identity(_: &OpView<'_>) -> Result<Eval, OpError> {
    one(|call| call.tensor(0).cloned())
}

fn reshape(_: &OpView<'_>) -> Result<Eval, OpError> {
    one(|call| reshaped(call, &reshape_shape(call.tensor(0)?.len(), &call.ints(1)?)?))
}

fn squeeze(op: &OpView<'_>) -> Result<Eval, OpError> {
    let axes = op.ints("squeeze_dims")?;
    one(move |call| reshaped(call, &squeeze_shape(call.dims(0)?, &axes)?))
}

fn expand_dims(_: &OpView<'_>) -> Result<Eval, OpError> {
    one(|call| reshaped(call, &expand_dims_shape(call.dims(0)?, call.int(1)?)?))
}

fn bitcast(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (Some(from), Some(to)) = (op.dtype(0)?.size(), op.result_dtype(0)?.size()) else {
        return Err(op.unsupported_types());
    };
    let dtype = op.result_dtype(0)?;
    one(move |call| {
        let dims = bitcast_shape(call.dims(0)?, from, to)?;
        call.tensor(0)?.reinterpreted(dtype, &dims).map_err(|e| OpError::new(e.to_string()))
    })
}

/// Numbers of the type of result 0, `i32` or `i64`.
fn sizes(
    op: &OpView<'_>,
    dims_of: fn(&Call<'_>) -> Result<Vec<usize>, OpError>,
    scalar: bool,
) -> Result<Eval, OpError> {
    macro_rules! of {
        ($t:ty) => {
            one(move |call| {
                let values = dims_of(call)?;
                let made = call.make::<$t>(&[values.len()], |out| shape(&values, out))?;
                if scalar { made.reshaped(&[]).map_err(|e| OpError::new(e.to_string())) } else { Ok(made) }
            })
        };
    }
    match op.result_dtype(0)? {
        DType::I32 => of!(i32),
        DType::I64 => of!(i64),
        other => Err(OpError::new(format!("the result has elements of type {other}, expected i32 or i64"))),
    }
}

fn shape_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    sizes(op, |call| Ok(call.dims(0)?.to_vec()), false)
}

fn size(op: &OpView<'_>) -> Result<Eval, OpError> {
    sizes(op, |call| Ok(vec![call.tensor(0)?.len()]), true)
}

fn rank(op: &OpView<'_>) -> Result<Eval, OpError> {
    sizes(op, |call| Ok(vec![call.dims(0)?.len()]), true)
}

fn broadcast_args(op: &OpView<'_>) -> Result<Eval, OpError> {
    sizes(
        op,
        |call| {
            let (a, b) = (fill_shape(&call.ints(0)?)?, fill_shape(&call.ints(1)?)?);
            Ok(broadcast_shape(&a, &b)?)
        },
        false,
    )
}

fn transpose_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let perm = call.ints(1)?;
        let dims = transpose_shape(call.dims(0)?, &perm)?;
        move_one::<W>(call, &dims, |x, out| transpose(x, &perm, out))
    }))
}

fn reverse_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let axes = call.ints(1)?;
        move_one::<W>(call, call.dims(0)?, |x, out| reverse(x, &axes, out))
    }))
}

fn reverse_sequence_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (seq, batch) = (op.int("seq_dim")?, op.int_or("batch_dim", 0)?);
    by_word!(op.dtype(0)?, W => one(move |call| {
        let lengths = call.ints(1)?;
        move_one::<W>(call, call.dims(0)?, |x, out| reverse_sequence(x, &lengths, seq, batch, out))
    }))
}

fn tile_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let multiples = call.ints(1)?;
        let dims = tile_shape(call.dims(0)?, &multiples)?;
        move_one::<W>(call, &dims, |x, out| tile(x, &multiples, out))
    }))
}

fn broadcast_to_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let dims = broadcast_to_shape(call.dims(0)?, &call.ints(1)?)?;
        move_one::<W>(call, &dims, broadcast_to)
    }))
}

fn fill_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(1)?, W => one(|call| {
        let dims = fill_shape(&call.ints(0)?)?;
        let moving = Moving::<W>::new(call, [1])?;
        let value = moving.scalar(0)?;
        moving.make(call, &dims, |out| {
            fill(value, out);
            Ok(())
        })
    }))
}

fn zeros_like(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| move_one::<W>(call, call.dims(0)?, |_, _| Ok(()))))
}
