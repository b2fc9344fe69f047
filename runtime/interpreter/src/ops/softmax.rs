//! Softmax and log-softmax.

use tfl_kernels::softmax::{
    log_softmax_f32, log_softmax_quantized, softmax_f32, softmax_i16, softmax_quantized,
};

use super::dispatch::by_type;
use super::unary::{real, unary};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.softmax", softmax),
    pure("tfl.log_softmax", log_softmax),
    pure("tf.Softmax", softmax),
    pure("tf.LogSoftmax", log_softmax),
];

fn softmax(op: &OpView<'_>) -> Result<Eval, OpError> {
    let beta = if op.attr("beta").is_some() { op.real("beta")? as f32 } else { 1.0 };
    if !op.is_quantized(0) {
        return match op.dtype(0)? {
            DType::F32 => one(move |call| unary(call, |x, out| softmax_f32(x, beta, out))),
            _ => Err(op.unsupported_types()),
        };
    }
    let quant = op.quant(0)?;
    macro_rules! to {
        ($in:ty, $out:ty) => {
            one(move |call| {
                let input = call.input::<$in>(0)?;
                call.make::<$out>(input.dims(), |out| softmax_quantized(input, quant, beta, out))
            })
        };
    }
    match (op.dtype(0)?, op.result_dtype(0)?) {
        (DType::I8, DType::I8) => to!(i8, i8),
        (DType::I8, DType::I16) => to!(i8, i16),
        (DType::U8, DType::U8) => to!(u8, u8),
        (DType::U8, DType::I16) => to!(u8, i16),
        (DType::I16, DType::I16) => one(move |call| unary(call, |x, out| softmax_i16(x, quant, beta, out))),
        _ => Err(op.unsupported_types()),
    }
}

fn log_softmax(op: &OpView<'_>) -> Result<Eval, OpError> {
    if !op.is_quantized(0) {
        return real(op, log_softmax_f32);
    }
    let quant = op.quant(0)?;
    by_type!(op.dtype(0)?, [I8 => i8, U8 => u8], T => one(move |call| {
        unary::<T>(call, |x, out| log_softmax_quantized(x, quant, out))
    }), _ => Err(op.unsupported_types()))
}
