//! Products of batches of matrices.

use tfl_kernels::batch_matmul::{
    BatchMatMulParams, MatMulQuant, batch_matmul_8bit, batch_matmul_f32, batch_matmul_hybrid,
    batch_matmul_i16, batch_matmul_shape,
};

use super::{OpRow, heavy};
use crate::DType::{F32, I8, I16, U8};
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::{OpView, scales_of};

pub(super) static ROWS: &[OpRow] = &[
    heavy("tfl.batch_matmul", batch_matmul),
    heavy("tf.BatchMatMul", batch_matmul),
    heavy("tf.BatchMatMulV2", batch_matmul),
    heavy("tf.MatMul", |op| matmul(op, op.flag("transpose_a")?, op.flag("transpose_b")?)),
];

fn batch_matmul(op: &OpView<'_>) -> Result<Eval, OpError> {
    matmul(op, op.flag("adj_x")?, op.flag("adj_y")?)
}

fn matmul(op: &OpView<'_>, adj_x: bool, adj_y: bool) -> Result<Eval, OpError> {
    let params = BatchMatMulParams {
        adj_x,
        adj_y,
        asymmetric_quantize_inputs: op.flag("asymmetric_quantize_inputs")?,
    };
    macro_rules! quantized {
        ($kernel:ident, $x:ty, $y:ty) => {{
            let quant = MatMulQuant { a: op.quant(0)?, b: op.quant(1)?, output: op.result_quant(0)? };
            one(move |call| {
                let (x, y) = (call.input::<$x>(0)?, call.input::<$y>(1)?);
                call.make(&batch_matmul_shape(x.dims(), y.dims(), &params)?, |out| {
                    $kernel(x, y, &params, &quant, out)
                })
            })
        }};
    }
    match (op.dtype(0)?, op.dtype(1)?) {
        (F32, F32) => one(move |call| {
            let (x, y) = (call.input(0)?, call.input(1)?);
            call.make(&batch_matmul_shape(x.dims(), y.dims(), &params)?, |out| {
                batch_matmul_f32(x, y, &params, out)
            })
        }),
        (F32, I8) => {
            let scales = scales_of(op.operand(1)?)
                .ok_or_else(|| OpError::new("the second operand needs one scale, or one per column"))?;
            one(move |call| {
                let (x, y) = (call.input(0)?, call.input(1)?);
                call.make(&batch_matmul_shape(x.dims(), y.dims(), &params)?, |out| {
                    batch_matmul_hybrid(x, y, &scales, &params, out)
                })
            })
        }
        (I8, I8) => quantized!(batch_matmul_8bit, i8, i8),
        (U8, U8) => quantized!(batch_matmul_8bit, u8, u8),
        (I16, I16) => quantized!(batch_matmul_i16, i16, i16),
        (I16, I8) => quantized!(batch_matmul_i16, i16, i8),
        _ => Err(op.unsupported_types()),
    }
}
