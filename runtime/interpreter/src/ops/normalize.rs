//! Normalizations.

use tfl_kernels::normalize::{
    LocalResponseParams, l2_normalization_f32, l2_normalization_quantized, local_response_normalization_f32,
};

use super::dispatch::by_type;
use super::unary::unary;
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.l2_normalization", l2_normalization),
    pure("tfl.local_response_normalization", local_response_normalization),
];

fn l2_normalization(op: &OpView<'_>) -> Result<Eval, OpError> {
    let activation = op.activation()?;
    if !op.is_quantized(0) {
        return match op.dtype(0)? {
            DType::F32 => one(move |call| unary(call, |x, out| l2_normalization_f32(x, activation, out))),
            _ => Err(op.unsupported_types()),
        };
    }
    let quant = op.quant(0)?;
    by_type!(op.dtype(0)?, [I8 => i8, U8 => u8], T => one(move |call| {
        unary::<T>(call, |x, out| l2_normalization_quantized(x, quant, out))
    }), _ => Err(op.unsupported_types()))
}

fn local_response_normalization(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = LocalResponseParams {
        radius: op.i32("radius")?,
        bias: op.real("bias")? as f32,
        alpha: op.real("alpha")? as f32,
        beta: op.real("beta")? as f32,
    };
    match op.dtype(0)? {
        DType::F32 => {
            one(move |call| unary(call, |x, out| local_response_normalization_f32(x, &params, out)))
        }
        _ => Err(op.unsupported_types()),
    }
}
