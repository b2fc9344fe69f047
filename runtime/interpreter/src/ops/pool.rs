//! Pools over windows.

use tfl_kernels::pool::{
    Pool2DParams, average_pool_2d_f32, average_pool_2d_quantized, max_pool_2d_f32, max_pool_2d_quantized,
    pool_2d_shape,
};

use super::dispatch::by_quantized;
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] =
    &[pure("tfl.average_pool_2d", average_pool_2d), pure("tfl.max_pool_2d", max_pool_2d)];

fn params(op: &OpView<'_>) -> Result<Pool2DParams, OpError> {
    Ok(Pool2DParams {
        padding: op.padding()?,
        stride_h: op.i32("stride_h")?,
        stride_w: op.i32("stride_w")?,
        filter_h: op.i32("filter_height")?,
        filter_w: op.i32("filter_width")?,
        activation: op.activation()?,
    })
}

/// Defines a pool's adapter from its kernels.
macro_rules! pool {
    ($name:ident: $f32:ident, $quantized:ident) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let params = params(op)?;
            if op.is_quantized(0) {
                let quant = op.result_quant(0)?;
                return by_quantized!(op.dtype(0)?, T => one(move |call| {
                    let input = call.input::<T>(0)?;
                    call.make(&pool_2d_shape(input.dims(), &params)?, |out| $quantized(input, quant, &params, out))
                }), _ => Err(op.unsupported_types()));
            }
            match op.dtype(0)? {
                DType::F32 => one(move |call| {
                    let input = call.input::<f32>(0)?;
                    call.make(&pool_2d_shape(input.dims(), &params)?, |out| $f32(input, &params, out))
                }),
                _ => Err(op.unsupported_types()),
            }
        }
    };
}

pool!(average_pool_2d: average_pool_2d_f32, average_pool_2d_quantized);
pool!(max_pool_2d: max_pool_2d_f32, max_pool_2d_quantized);
