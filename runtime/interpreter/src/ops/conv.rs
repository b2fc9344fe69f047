//! Convolutions and fully connected layers: float, quantized and hybrid.

use tfl_kernels::TensorRef;
use tfl_kernels::conv::{Conv2DParams, conv_2d_f32, conv_2d_shape};
use tfl_kernels::conv_hybrid::conv_2d_hybrid;
use tfl_kernels::conv_quantized::{conv_2d_i8, conv_2d_i16, conv_2d_i16_bias32, conv_2d_u8};
use tfl_kernels::depthwise::{
    depthwise_conv_2d_f32, depthwise_conv_2d_hybrid, depthwise_conv_2d_i8, depthwise_conv_2d_i16,
    depthwise_conv_2d_shape, depthwise_conv_2d_u8,
};
use tfl_kernels::fully_connected::{
    FullyConnectedParams, fully_connected_f32, fully_connected_hybrid, fully_connected_i8,
    fully_connected_i16, fully_connected_shape, fully_connected_u8,
};

use super::weights::{Weights, dequantized_blocks, filter_scales};
use super::{OpRow, heavy};
use crate::DType::{F32, I4, I8, I16, I64, U8};
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    heavy("tfl.conv_2d", conv_2d),
    heavy("tfl.depthwise_conv_2d", depthwise_conv_2d),
    heavy("tfl.fully_connected", fully_connected_row),
];

/// Defines the adapter of a weighted operator from its shape and its kernels; `$params` is evaluated
/// when the plan is made.
macro_rules! weighted {
    ($name:ident, $params:expr, $shape:ident, f32: $f32:ident, hybrid: $hybrid:ident,
     i8: $i8:ident, u8: $u8:ident, i16: $i16:ident $(, i16_bias32: $bias32:ident)?) => {
        fn $name(op: &OpView<'_>) -> Result<Eval, OpError> {
            let params = $params(op)?;
            macro_rules! quantized {
                ($kernel:ident, $in:ty, $w:ty, $bias:ty) => {{
                    let quant = Weights::of(op, 0, 1)?;
                    one(move |call| {
                        let (x, w) = (call.input::<$in>(0)?, call.input::<$w>(1)?);
                        let bias = call.optional::<$bias>(2)?;
                        call.make(&$shape(x.dims(), w.dims(), &params)?, |out| {
                            $kernel(x, w, bias, &params, &quant.view(), out)
                        })
                    })
                }};
            }
            match (op.dtype(0)?, op.dtype(1)?) {
                (F32, F32) => one(move |call| {
                    let (x, w) = (call.input::<f32>(0)?, call.input::<f32>(1)?);
                    let bias = call.optional::<f32>(2)?;
                    call.make(&$shape(x.dims(), w.dims(), &params)?, |out| $f32(x, w, bias, &params, out))
                }),
                (F32, I8 | I4) => {
                    let scales = filter_scales(op, 1)?;
                    one(move |call| {
                        let (x, w) = (call.input::<f32>(0)?, call.input::<i8>(1)?);
                        let bias = call.optional::<f32>(2)?;
                        call.make(&$shape(x.dims(), w.dims(), &params)?, |out| {
                            $hybrid(x, w, &scales, bias, &params, out)
                        })
                    })
                }
                (I8, I8 | I4) => quantized!($i8, i8, i8, i32),
                (U8, U8) => quantized!($u8, u8, u8, i32),
                $((I16, I8 | I4) if op.has(2) && op.dtype(2)? != I64 => quantized!($bias32, i16, i8, i32),)?
                (I16, I8 | I4) => quantized!($i16, i16, i8, i64),
                _ => Err(op.unsupported_types()),
            }
        }
    };
}

fn conv_params(op: &OpView<'_>) -> Result<Conv2DParams, OpError> {
    Ok(Conv2DParams {
        padding: op.padding()?,
        stride_h: op.i32("stride_h")?,
        stride_w: op.i32("stride_w")?,
        dilation_h: op.i32("dilation_h_factor")?,
        dilation_w: op.i32("dilation_w_factor")?,
        activation: op.activation()?,
    })
}

fn fully_connected_params(op: &OpView<'_>) -> Result<FullyConnectedParams, OpError> {
    let format = op.text("weights_format")?;
    if !format.is_empty() && format != "DEFAULT" {
        return Err(OpError::new(format!("weights_format is {format}, expected DEFAULT")));
    }
    Ok(FullyConnectedParams {
        activation: op.activation()?,
        keep_num_dims: op.flag("keep_num_dims")?,
        asymmetric_quantize_inputs: op.flag("asymmetric_quantize_inputs")?,
    })
}

weighted!(conv_2d, conv_params, conv_2d_shape, f32: conv_2d_f32, hybrid: conv_2d_hybrid,
    i8: conv_2d_i8, u8: conv_2d_u8, i16: conv_2d_i16, i16_bias32: conv_2d_i16_bias32);
weighted!(depthwise_conv_2d, conv_params, depthwise_conv_2d_shape, f32: depthwise_conv_2d_f32,
    hybrid: depthwise_conv_2d_hybrid, i8: depthwise_conv_2d_i8, u8: depthwise_conv_2d_u8,
    i16: depthwise_conv_2d_i16);
weighted!(fully_connected, fully_connected_params, fully_connected_shape, f32: fully_connected_f32,
    hybrid: fully_connected_hybrid, i8: fully_connected_i8, u8: fully_connected_u8,
    i16: fully_connected_i16);

fn fully_connected_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let blocks = op.operand(1)?.uniform_quant().is_some_and(|quant| quant.scales.sub_channel);
    if !blocks {
        return fully_connected(op);
    }
    if op.dtype(0)? != F32 {
        return Err(op.unsupported_types());
    }
    // Block-wise weights are computed with as real numbers: the sums have a scale for each block.
    let (params, weights) = (fully_connected_params(op)?, dequantized_blocks(op, 1)?);
    one(move |call| {
        let values = weights.as_slice::<f32>().unwrap_or(&[]);
        let (x, w) = (call.input::<f32>(0)?, TensorRef::new(weights.shape(), values)?);
        let bias = call.optional::<f32>(2)?;
        call.make(&fully_connected_shape(x.dims(), w.dims(), &params)?, |out| {
            fully_connected_f32(x, w, bias, &params, out)
        })
    })
}
