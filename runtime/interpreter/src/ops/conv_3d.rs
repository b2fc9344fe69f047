//! 3-D convolutions.

use tfl_kernels::conv_3d::{
    Conv3DParams, conv_3d_f32, conv_3d_shape, conv_3d_transpose_f32, conv_3d_transpose_shape,
};

use super::{OpRow, heavy};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] =
    &[heavy("tfl.conv_3d", conv_3d), heavy("tfl.conv_3d_transpose", conv_3d_transpose)];

fn params(op: &OpView<'_>) -> Result<Conv3DParams, OpError> {
    Ok(Conv3DParams {
        padding: op.padding()?,
        strides: [op.i32("stride_d")?, op.i32("stride_h")?, op.i32("stride_w")?],
        dilations: [op.i32("dilation_d_factor")?, op.i32("dilation_h_factor")?, op.i32("dilation_w_factor")?],
        activation: op.activation()?,
    })
}

fn conv_3d(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = params(op)?;
    if op.dtype(0)? != DType::F32 {
        return Err(op.unsupported_types());
    }
    one(move |call| {
        let (x, w, bias) = (call.input(0)?, call.input(1)?, call.optional(2)?);
        let dims = conv_3d_shape(x.dims(), w.dims(), &params)?;
        call.make(&dims, |out| conv_3d_f32(x, w, bias, &params, out))
    })
}

/// Operands are output shape, weights, input, bias.
fn conv_3d_transpose(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = params(op)?;
    if op.dtype(2)? != DType::F32 {
        return Err(op.unsupported_types());
    }
    one(move |call| {
        let (w, x, bias) = (call.input(1)?, call.input(2)?, call.optional(3)?);
        let dims = conv_3d_transpose_shape(&call.ints(0)?, w.dims(), x.dims(), &params)?;
        call.make(&dims, |out| conv_3d_transpose_f32(x, w, bias, &params, out))
    })
}
