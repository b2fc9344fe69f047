//! Resizing of images.

use tfl_kernels::resize::{
    ResizeParams, resize_bilinear_f32, resize_bilinear_quantized, resize_bilinear_u8,
    resize_nearest_neighbor, resize_shape,
};

use super::moving::{by_word, move_one};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Call, Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] =
    &[pure("tfl.resize_bilinear", resize_bilinear), pure("tfl.resize_nearest_neighbor", resize_nearest)];

fn params(op: &OpView<'_>) -> Result<ResizeParams, OpError> {
    Ok(ResizeParams {
        align_corners: op.flag("align_corners")?,
        half_pixel_centers: op.flag("half_pixel_centers")?,
    })
}

/// The shape of the result, from the new height and width in operand 1.
fn dims(call: &Call<'_>) -> Result<Vec<usize>, OpError> {
    match call.slice::<i32>(1)? {
        &[height, width] => Ok(resize_shape(call.dims(0)?, [height, width])?),
        other => Err(OpError::new(format!("the new size has {} elements, expected 2", other.len()))),
    }
}

fn resize_bilinear(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = params(op)?;
    macro_rules! of {
        ($t:ty, $kernel:ident) => {
            one(move |call| {
                let input = call.input::<$t>(0)?;
                call.make(&dims(call)?, |out| $kernel(input, params, out))
            })
        };
    }
    match op.dtype(0)? {
        DType::F32 => of!(f32, resize_bilinear_f32),
        DType::U8 => of!(u8, resize_bilinear_u8),
        DType::I8 => of!(i8, resize_bilinear_quantized),
        DType::I16 => of!(i16, resize_bilinear_quantized),
        _ => Err(op.unsupported_types()),
    }
}

fn resize_nearest(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = params(op)?;
    by_word!(op.dtype(0)?, W => one(move |call| {
        move_one::<W>(call, &dims(call)?, |x, out| resize_nearest_neighbor(x, params, out))
    }))
}
