//! Pooling and resizing.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::conv::{Edge, Layout, Window, tf_edge, windows};
use super::{size, typed_one};

/// `tfl.average_pool_2d`, `tfl.max_pool_2d`: NHWC.
pub(crate) fn pool_2d_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let &[n, h, w, c] = input else { return Err("expects an input of rank 4".to_owned()) };
        let edge = if args.attr_str("padding") == "VALID" { Edge::Valid } else { Edge::Same };
        let along = |dim, filter: &str, stride: &str| {
            let size = size(args.attr_int(filter, 1), "the window")?;
            windows(dim, Window { size, stride: args.attr_int(stride, 1), dilation: 1, edge })
        };
        let h = along(h, "filter_height", "stride_h")?;
        Ok(Some(vec![n, h, along(w, "filter_width", "stride_w")?, c]))
    })
}

/// `tf.AvgPool`, `tf.MaxPool` and their 3-D forms.
pub(crate) fn tf_pool_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let (kernel, strides) = (args.attr_ints("ksize"), args.attr_ints("strides"));
        let mut shape = input.to_vec();
        for dim in Layout::of(args, input.len()).spatial {
            let size = size(kernel.get(dim).copied().unwrap_or(1), "the window")?;
            let stride = strides.get(dim).copied().unwrap_or(1);
            shape[dim] = windows(input[dim], Window { size, stride, dilation: 1, edge: tf_edge(args, dim) })?;
        }
        Ok(Some(shape))
    })
}

/// Resizing: height and width from the second operand, NHWC.
pub(crate) fn resize_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let &[n, _, _, c] = input else { return Err("expects an input of rank 4".to_owned()) };
        let dim = |index: usize| match args.known(1).and_then(|sizes| sizes.get(index).copied().flatten()) {
            Some(value) if value <= 0 => Err(format!("the new size {value} is not positive")),
            Some(value) => size(value, "the new size"),
            None => Ok(Dim::Dynamic),
        };
        Ok(Some(vec![n, dim(0)?, dim(1)?, c]))
    })
}
