//! Reads and writes by index.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, axis, same, shape_operand, size, typed_one, unknown};

/// `tfl.gather`: axis and batch dimensions are attributes.
pub(crate) fn gather_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| gather(args, Some(args.attr_int("axis", 0)), args.attr_int("batch_dims", 0)))
}

/// `tf.Gather`: along the first dimension.
pub(crate) fn gather_v1_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| gather(args, Some(0), 0))
}

/// `tf.GatherV2`: the axis is the third operand.
pub(crate) fn gather_v2_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| gather(args, args.int(2), args.attr_int("batch_dims", 0)))
}

fn gather(args: Args<'_>, at: Option<i64>, batch: i64) -> Result<Shape, String> {
    let (Some(params), Some(indices)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
    let batch = if batch < 0 { batch.saturating_add(indices.len() as i64) } else { batch };
    let batch = usize::try_from(batch).map_err(|_| format!("batch_dims {batch} is out of range"))?;
    let Some(at) = at else {
        return Ok((params.len() + indices.len()).checked_sub(1 + batch).and_then(unknown));
    };
    let at = axis(at, params.len())?;
    if batch > at || batch > indices.len() {
        return Err(format!(
            "batch_dims {batch} does not fit axis {at} and indices of rank {}",
            indices.len()
        ));
    }
    for (&a, &b) in params.iter().zip(indices).take(batch) {
        same(a, b, "the batch dimensions of params and indices")?;
    }
    Ok(Some([&params[..at], &indices[batch..], &params[at + 1..]].concat()))
}

/// `gather_nd`: the last dimension of the indices is as long as the tuples.
pub(crate) fn gather_nd_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(params), Some(indices)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
        let Some((last, lead)) = indices.split_last() else {
            return Err("expects indices of rank 1 or more".to_owned());
        };
        let Some(depth) = last.size() else { return Ok(None) };
        let rest = usize::try_from(depth).ok().and_then(|depth| params.get(depth..));
        let rest =
            rest.ok_or_else(|| format!("tuples of {depth} indices into a tensor of rank {}", params.len()))?;
        Ok(Some([lead, rest].concat()))
    })
}

/// `scatter_nd`: the third operand is the shape.
pub(crate) fn scatter_nd_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| shape_operand(args, 2))
}

/// `sparse_to_dense`: the second operand is the shape.
pub(crate) fn sparse_to_dense_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| shape_operand(args, 1))
}

/// `embedding_lookup`: rows of the second operand.
pub(crate) fn embedding_lookup_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| match (args.dims(0), args.dims(1)) {
        (Some([count]), Some([_, row @ ..])) => Ok(Some([&[*count], row].concat())),
        _ => Ok(None),
    })
}

/// `one_hot`: a new dimension of size depth.
pub(crate) fn one_hot_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(indices) = args.dims(0) else { return Ok(None) };
        let depth = args.int(1).map_or(Ok(Dim::Dynamic), |depth| size(depth, "depth"))?;
        let mut shape = indices.to_vec();
        shape.insert(axis(args.attr_int("axis", -1), indices.len() + 1)?, depth);
        Ok(Some(shape))
    })
}

/// `unsorted_segment_*`: as many slices as the third operand says, shaped like what is left of data.
pub(crate) fn unsorted_segment_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(data), Some(ids)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
        let Some(row) = data.get(ids.len()..) else {
            return Err(format!("segment numbers of rank {} for data of rank {}", ids.len(), data.len()));
        };
        let count = args.int(2).map_or(Ok(Dim::Dynamic), |count| size(count, "the number of segments"))?;
        Ok(Some([&[count], row].concat()))
    })
}
