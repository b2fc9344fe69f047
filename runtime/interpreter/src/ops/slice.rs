//! Slices and pads.

use tfl_ir::Attr;
use tfl_kernels::dilate::{dilate, dilate_shape};
use tfl_kernels::pad::{MirrorMode, mirror_pad, mirror_pad_shape, pad, pad_shape};
use tfl_kernels::slice::{dynamic_update_slice, slice, slice_shape};
use tfl_kernels::strided_slice::{StridedSliceParams, strided_slice, strided_slice_shape};

use super::moving::{Moving, Word, by_word, move_one};
use super::{OpRow, pure};
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.slice", slice_row),
    pure("tfl.strided_slice", strided_slice_row),
    pure("tfl.dynamic_update_slice", dynamic_update_slice_row),
    pure("tfl.dilate", dilate_row),
    pure("tfl.pad", pad_row),
    pure("tfl.padv2", padv2),
    pure("tfl.mirror_pad", mirror_pad_row),
    pure("tf.Slice", slice_row),
    pure("tf.StridedSlice", strided_slice_row),
    pure("tf.Pad", pad_row),
    pure("tf.PadV2", padv2),
    pure("tf.MirrorPad", mirror_pad_row),
];

fn slice_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let (begin, size) = (call.ints(1)?, call.ints(2)?);
        let dims = slice_shape(call.dims(0)?, &begin, &size)?;
        move_one::<W>(call, &dims, |x, out| slice(x, &begin, &size, out))
    }))
}

fn strided_slice_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let mask = |name: &str| -> Result<i32, OpError> {
        i32::try_from(op.int_or(name, 0)?)
            .map_err(|_| OpError::new(format!("attribute {name} is out of range")))
    };
    let params = StridedSliceParams {
        begin_mask: mask("begin_mask")?,
        end_mask: mask("end_mask")?,
        ellipsis_mask: mask("ellipsis_mask")?,
        new_axis_mask: mask("new_axis_mask")?,
        shrink_axis_mask: mask("shrink_axis_mask")?,
        offset: op.flag("offset")?,
    };
    by_word!(op.dtype(0)?, W => one(move |call| {
        let (begin, end, steps) = (call.ints(1)?, call.ints(2)?, call.ints(3)?);
        let dims = strided_slice_shape(call.dims(0)?, &begin, &end, &steps, &params)?;
        move_one::<W>(call, &dims, |x, out| strided_slice(x, &begin, &end, &steps, &params, out))
    }))
}

fn dynamic_update_slice_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let moving = Moving::<W>::new(call, [0, 1])?;
        let (operand, update, start) = (moving.input(0)?, moving.input(1)?, call.ints(2)?);
        moving.make(call, operand.dims(), |out| dynamic_update_slice(operand, update, &start, out))
    }))
}

/// The word of the stored value of real zero of a quantized type; zero otherwise.
pub(super) fn zero_word<W: Word>(op: &OpView<'_>) -> Result<W, OpError> {
    if !op.is_quantized(0) {
        return Ok(W::default());
    }
    let bytes = op.result_quant(0)?.zero_point.to_le_bytes();
    // Native order: the low bytes first or last.
    let size = size_of::<W>();
    let bytes = if cfg!(target_endian = "little") {
        bytes.get(..size).map(<[u8]>::to_vec)
    } else {
        bytes.get(..size).map(|low| low.iter().rev().copied().collect())
    };
    bytes
        .and_then(|bytes| bytemuck::try_pod_read_unaligned(&bytes).ok())
        .ok_or_else(|| OpError::new("quantized values of this size cannot be padded"))
}

fn pad_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => {
        let zero = zero_word::<W>(op)?;
        one(move |call| {
            let paddings = call.ints(1)?;
            let dims = pad_shape(call.dims(0)?, &paddings)?;
            move_one::<W>(call, &dims, |x, out| pad(x, &paddings, zero, out))
        })
    })
}

fn dilate_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let dilations = call.ints(1)?;
        let dims = dilate_shape(call.dims(0)?, &dilations)?;
        let moving = Moving::<W>::new(call, [0, 2])?;
        let (input, value) = (moving.input(0)?, moving.scalar(1)?);
        moving.make(call, &dims, |out| dilate(input, &dilations, value, out))
    }))
}

fn padv2(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(0)?, W => one(|call| {
        let paddings = call.ints(1)?;
        let dims = pad_shape(call.dims(0)?, &paddings)?;
        let moving = Moving::<W>::new(call, [0, 2])?;
        let (input, value) = (moving.input(0)?, moving.scalar(1)?);
        moving.make(call, &dims, |out| pad(input, &paddings, value, out))
    }))
}

fn mirror_pad_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let attr = op.attr("mode");
    let text = match &attr {
        Some(Attr::Dialect(attr)) => attr.body.split_whitespace().last().unwrap_or(""),
        Some(attr) => attr.as_str().unwrap_or(""),
        None => "",
    };
    let mode = match text {
        "REFLECT" => MirrorMode::Reflect,
        "SYMMETRIC" => MirrorMode::Symmetric,
        _ => return Err(OpError::new("attribute mode must be REFLECT or SYMMETRIC")),
    };
    by_word!(op.dtype(0)?, W => one(move |call| {
        let paddings = call.ints(1)?;
        let dims = mirror_pad_shape(call.dims(0)?, &paddings, mode)?;
        move_one::<W>(call, &dims, |x, out| mirror_pad(x, &paddings, mode, out))
    }))
}
