//! Complex numbers: their parts, and the Fourier transform that makes them.

use tfl_kernels::rfft2d::{rfft2d, rfft2d_shape};
use tfl_kernels::unary::map1;

use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.real", |op| part(op, |[re, _]| re, |[re, _]| re)),
    pure("tfl.imag", |op| part(op, |[_, im]| im, |[_, im]| im)),
    pure("tfl.complex_abs", |op| part(op, |[re, im]| re.hypot(im), |[re, im]| re.hypot(im))),
    pure("tfl.rfft2d", rfft2d_row),
    pure("tf.RFFT2D", rfft2d_row),
];

/// A real number of each complex one.
fn part(op: &OpView<'_>, single: fn([f32; 2]) -> f32, double: fn([f64; 2]) -> f64) -> Result<Eval, OpError> {
    match op.dtype(0)? {
        DType::Complex64 => one(move |call| {
            let input = call.input::<[f32; 2]>(0)?;
            call.make(input.dims(), |out| map1(input, out, single))
        }),
        DType::Complex128 => one(move |call| {
            let input = call.input::<[f64; 2]>(0)?;
            call.make(input.dims(), |out| map1(input, out, double))
        }),
        _ => Err(op.unsupported_types()),
    }
}

fn rfft2d_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    if op.dtype(0)? != DType::F32 {
        return Err(op.unsupported_types());
    }
    one(|call| {
        let (input, lengths) = (call.input::<f32>(0)?, call.slice::<i32>(1)?);
        call.make(&rfft2d_shape(input.dims(), lengths)?, |out| rfft2d(input, lengths, out))
    })
}
