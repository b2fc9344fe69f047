//! Writing and accumulating by index.

use tfl_kernels::TensorRef;
use tfl_kernels::scatter::{
    SegmentReduction, scatter_nd, scatter_nd_shape, segment_sum, segment_sum_shape, sparse_to_dense,
    unsorted_segment_f32, unsorted_segment_int, unsorted_segment_shape,
};
use tfl_kernels::select::fill_shape;

use super::dispatch::{by_integer, by_type};
use super::moving::{Moving, by_word};
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.scatter_nd", scatter_nd_row),
    pure("tfl.sparse_to_dense", sparse_to_dense_row),
    pure("tfl.segment_sum", segment_sum_row),
    pure("tfl.unsorted_segment_sum", |op| unsorted(op, SegmentReduction::Sum)),
    pure("tfl.unsorted_segment_prod", |op| unsorted(op, SegmentReduction::Prod)),
    pure("tfl.unsorted_segment_max", |op| unsorted(op, SegmentReduction::Max)),
    pure("tfl.unsorted_segment_min", |op| unsorted(op, SegmentReduction::Min)),
];

fn scatter_nd_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_type!(op.dtype(1)?, [F32 => f32, I8 => i8, U8 => u8, I16 => i16, I32 => i32, I64 => i64],
        T => one(|call| {
            let ids = call.ints(0)?;
            let (indices, updates) = (TensorRef::new(call.dims(0)?, &ids)?, call.input::<T>(1)?);
            let dims = scatter_nd_shape(indices.dims(), updates.dims(), &call.ints(2)?)?;
            call.make(&dims, |out| scatter_nd(indices, updates, out))
        }), _ => Err(op.unsupported_types()))
}

fn sparse_to_dense_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_word!(op.dtype(2)?, W => one(|call| {
        let ids = call.ints(0)?;
        let indices = TensorRef::new(call.dims(0)?, &ids)?;
        let dims = fill_shape(&call.ints(1)?)?;
        let moving = Moving::<W>::new(call, [2, 3])?;
        let (values, default) = (moving.input(0)?, moving.scalar(1)?);
        moving.make(call, &dims, |out| sparse_to_dense(indices, values, default, out))
    }))
}

fn segment_sum_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    by_type!(op.dtype(0)?, [F32 => f32, I32 => i32], T => one(|call| {
        let (data, ids) = (call.input::<T>(0)?, call.ints(1)?);
        call.make(&segment_sum_shape(data.dims(), &ids)?, |out| segment_sum(data, &ids, out))
    }), _ => Err(op.unsupported_types()))
}

fn unsorted(op: &OpView<'_>, reduction: SegmentReduction) -> Result<Eval, OpError> {
    macro_rules! of {
        ($t:ty, $kernel:ident) => {
            one(move |call| {
                let (data, ids, segments) = (call.input::<$t>(0)?, call.ints(1)?, call.int(2)?);
                let ids = TensorRef::new(call.dims(1)?, &ids)?;
                call.make(&unsorted_segment_shape(data.dims(), ids.dims(), segments)?, |out| {
                    $kernel(reduction, data, ids, segments, out)
                })
            })
        };
    }
    match op.dtype(0)? {
        DType::F32 => of!(f32, unsorted_segment_f32),
        dtype => by_integer!(dtype, T => of!(T, unsorted_segment_int), _ => Err(op.unsupported_types())),
    }
}
