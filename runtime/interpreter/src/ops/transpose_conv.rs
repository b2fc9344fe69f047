//! Transposed convolutions: operands are output shape, weights, input, bias.

use tfl_kernels::transpose_conv::{
    TransposeConvParams, transpose_conv_f32, transpose_conv_i8, transpose_conv_i16, transpose_conv_shape,
    transpose_conv_u8,
};

use super::weights::Weights;
use super::{OpRow, heavy};
use crate::DType::{F32, I4, I8, I16, U8};
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[heavy("tfl.transpose_conv", transpose_conv)];

fn transpose_conv(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = TransposeConvParams {
        padding: op.padding()?,
        stride_h: op.i32("stride_h")?,
        stride_w: op.i32("stride_w")?,
        activation: op.activation()?,
    };
    macro_rules! quantized {
        ($kernel:ident, $x:ty, $w:ty, $bias:ty) => {{
            let quant = Weights::of(op, 2, 1)?;
            one(move |call| {
                let (w, x) = (call.input::<$w>(1)?, call.input::<$x>(2)?);
                let bias = call.optional::<$bias>(3)?;
                let dims = transpose_conv_shape(&call.ints(0)?, w.dims(), x.dims(), &params)?;
                call.make(&dims, |out| $kernel(x, w, bias, &params, &quant.view(), out))
            })
        }};
    }
    match (op.dtype(2)?, op.dtype(1)?) {
        (F32, F32) => one(move |call| {
            let (w, x) = (call.input(1)?, call.input(2)?);
            let bias = call.optional(3)?;
            let dims = transpose_conv_shape(&call.ints(0)?, w.dims(), x.dims(), &params)?;
            call.make(&dims, |out| transpose_conv_f32(x, w, bias, &params, out))
        }),
        (I8, I8 | I4) => quantized!(transpose_conv_i8, i8, i8, i32),
        (U8, U8) => quantized!(transpose_conv_u8, u8, u8, i32),
        (I16, I8 | I4) => quantized!(transpose_conv_i16, i16, i8, i64),
        _ => Err(op.unsupported_types()),
    }
}
