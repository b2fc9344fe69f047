//! Lookups by index: `gather`, `gather_nd`, `embedding_lookup`, `one_hot`.

use crate::error::KernelError;
use crate::strided::{around, bounded, dimension};
use crate::tensor::{TensorMut, TensorRef, product, resolve_axis, strides};

/// An index read from data, inside `0..bound`.
pub(crate) fn index(what: &'static str, value: i64, bound: usize) -> Result<usize, KernelError> {
    match usize::try_from(value) {
        Ok(i) if i < bound => Ok(i),
        _ => Err(KernelError::Index { what, found: value, bound }),
    }
}

/// Checked axis and batch dimensions of a gather.
fn gather_axes(
    input: &[usize],
    indices: &[usize],
    axis: i64,
    batch_dims: i64,
) -> Result<(usize, usize), KernelError> {
    let axis = resolve_axis(axis, input.len())?;
    let rank = i64::try_from(indices.len()).unwrap_or(i64::MAX);
    let wanted = if batch_dims < 0 { batch_dims.saturating_add(rank) } else { batch_dims };
    let batch = usize::try_from(wanted).ok().filter(|&b| b <= axis && b <= indices.len());
    let batch = batch.ok_or(KernelError::Parameter {
        what: "batch_dims",
        found: batch_dims,
        expected: "at most the axis and the rank of the indices",
    })?;
    if input[..batch] != indices[..batch] {
        return Err(KernelError::Shape {
            what: "indices",
            found: indices.to_vec(),
            expected: input[..batch].to_vec(),
        });
    }
    Ok((axis, batch))
}

/// Shape of `gather`: `input[..axis] + indices[batch_dims..] + input[axis + 1..]`.
pub fn gather_shape(
    input: &[usize],
    indices: &[usize],
    axis: i64,
    batch_dims: i64,
) -> Result<Vec<usize>, KernelError> {
    let (axis, batch) = gather_axes(input, indices, axis, batch_dims)?;
    bounded([&input[..axis], &indices[batch..], &input[axis + 1..]].concat())
}

/// Slices of `input` along `axis` picked by `indices`. Refuses an index outside the axis.
pub fn gather<T: Copy, I: Copy + Into<i64>>(
    input: TensorRef<T>,
    indices: TensorRef<I>,
    axis: i64,
    batch_dims: i64,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&gather_shape(input.dims(), indices.dims(), axis, batch_dims)?)?;
    let (axis, batch) = gather_axes(input.dims(), indices.dims(), axis, batch_dims)?;
    let batches = product(&input.dims()[..batch]);
    let (_, size, inner) = around(input.dims(), axis);
    let outer = product(&input.dims()[batch..axis]);
    let picks = product(&indices.dims()[batch..]);
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    for b in 0..batches {
        for o in 0..outer {
            for p in 0..picks {
                let at = index("indices", indices.data()[b * picks + p].into(), size)?;
                let source = ((b * outer + o) * size + at) * inner;
                let target = ((b * outer + o) * picks + p) * inner;
                out[target..][..inner].copy_from_slice(&input.data()[source..][..inner]);
            }
        }
    }
    Ok(())
}

/// Shape of `gather_nd`: `indices[..-1] + input[depth..]`, `depth` being the last dimension of
/// `indices`.
pub fn gather_nd_shape(input: &[usize], indices: &[usize]) -> Result<Vec<usize>, KernelError> {
    let Some((&depth, leading)) = indices.split_last() else {
        return Err(KernelError::Rank { what: "indices", found: 0, expected: "at least 1" });
    };
    let Some(rest) = input.get(depth..) else {
        return Err(KernelError::Parameter {
            what: "last dimension of indices",
            found: i64::try_from(depth).unwrap_or(i64::MAX),
            expected: "at most the rank of the input",
        });
    };
    bounded([leading, rest].concat())
}

/// Slices of `input` picked by index tuples. Refuses an index outside its axis.
pub fn gather_nd<T: Copy, I: Copy + Into<i64>>(
    input: TensorRef<T>,
    indices: TensorRef<I>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&gather_nd_shape(input.dims(), indices.dims())?)?;
    let depth = indices.dims().last().copied().unwrap_or(0);
    let inner = product(&input.dims()[depth..]);
    let steps = strides(input.dims());
    let out = out.into_data();
    let tuples = product(&indices.dims()[..indices.rank() - 1]);
    if inner == 0 {
        return Ok(());
    }
    for (t, target) in (0..tuples).zip(out.chunks_exact_mut(inner)) {
        let tuple = &indices.data()[t * depth..][..depth];
        let offset = tuple_offset(tuple, input.dims(), &steps)?;
        target.copy_from_slice(&input.data()[offset..][..inner]);
    }
    Ok(())
}

/// Offset of the slice that an index tuple names.
pub(crate) fn tuple_offset<I: Copy + Into<i64>>(
    tuple: &[I],
    dims: &[usize],
    steps: &[usize],
) -> Result<usize, KernelError> {
    let mut offset = 0;
    for ((&i, &d), &s) in tuple.iter().zip(dims).zip(steps) {
        offset += index("indices", i.into(), d)? * s;
    }
    Ok(offset)
}

/// Shape of `embedding_lookup`: `ids + table[1..]`.
pub fn embedding_lookup_shape(ids: &[usize], table: &[usize]) -> Result<Vec<usize>, KernelError> {
    let &[n] = ids else {
        return Err(KernelError::Rank { what: "ids", found: ids.len(), expected: "1" });
    };
    if table.len() < 2 {
        return Err(KernelError::Rank { what: "table", found: table.len(), expected: "at least 2" });
    }
    bounded([&[n], &table[1..]].concat())
}

/// Rows of `table` picked by `ids`. Refuses an id outside the table.
pub fn embedding_lookup<T: Copy, I: Copy + Into<i64>>(
    ids: TensorRef<I>,
    table: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&embedding_lookup_shape(ids.dims(), table.dims())?)?;
    let row = product(&table.dims()[1..]);
    if row == 0 {
        return Ok(());
    }
    for (&id, target) in ids.data().iter().zip(out.into_data().chunks_exact_mut(row)) {
        let at = index("ids", id.into(), table.dims()[0])?;
        target.copy_from_slice(&table.data()[at * row..][..row]);
    }
    Ok(())
}

/// Rows of a table of `i8` picked by `ids`, as real numbers: one scale, or one per row.
pub fn embedding_lookup_hybrid<I: Copy + Into<i64>>(
    ids: TensorRef<I>,
    table: TensorRef<i8>,
    scales: &[f32],
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    out.expect_dims(&embedding_lookup_shape(ids.dims(), table.dims())?)?;
    crate::quant::check_channel_scales("table scales", scales, table.dims()[0])?;
    let row = product(&table.dims()[1..]);
    if row == 0 {
        return Ok(());
    }
    for (&id, target) in ids.data().iter().zip(out.into_data().chunks_exact_mut(row)) {
        let at = index("ids", id.into(), table.dims()[0])?;
        let scale = crate::quant::channel_scale(scales, at);
        for (t, &v) in target.iter_mut().zip(&table.data()[at * row..]) {
            *t = f32::from(v) * scale;
        }
    }
    Ok(())
}

/// Shape of `one_hot`: a new dimension of `depth` at `axis` (-1: last).
pub fn one_hot_shape(indices: &[usize], depth: i64, axis: i64) -> Result<Vec<usize>, KernelError> {
    let at = resolve_axis(axis, indices.len() + 1)?;
    let mut dims = indices.to_vec();
    dims.insert(at, dimension("depth", depth)?);
    bounded(dims)
}

/// `on` where the position along the new axis equals the index, `off` elsewhere; an index outside
/// gives a row of `off`.
pub fn one_hot<T: Copy, I: Copy + Into<i64>>(
    indices: TensorRef<I>,
    depth: i64,
    axis: i64,
    (on, off): (T, T),
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = one_hot_shape(indices.dims(), depth, axis)?;
    out.expect_dims(&dims)?;
    let (_, size, inner) = around(&dims, resolve_axis(axis, dims.len())?);
    let out = out.into_data();
    out.fill(off);
    for (i, &v) in indices.data().iter().enumerate() {
        if let Ok(at) = index("indices", v.into(), size) {
            out[(i / inner * size + at) * inner + i % inner] = on;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_picked_along_an_axis() {
        let x = TensorRef::new(&[2, 3], &[1, 2, 3, 4, 5, 6]).unwrap();
        let i = TensorRef::new(&[2], &[2i32, 0]).unwrap();
        let mut y = [0; 4];
        gather(x, i, 1, 0, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 1, 6, 4]);
        let i = TensorRef::new(&[2, 1], &[2i64, 0]).unwrap();
        let mut y = [0; 2];
        gather(x, i, 1, 1, TensorMut::new(&[2, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4]);
        for bad in [3i32, -1] {
            let i = [bad];
            let i = TensorRef::new(&[], &i).unwrap();
            let mut y = [0; 2];
            let out = TensorMut::new(&[2], &mut y).unwrap();
            assert!(matches!(gather(x, i, 1, 0, out), Err(KernelError::Index { .. })));
        }
        assert!(gather_shape(&[2, 3], &[2], 0, 1).is_err());
        assert!(gather_shape(&[2, 3], &[4, 1], 1, 1).is_err());
        assert!(gather_shape(&[], &[1], 0, 0).is_err());
    }

    #[test]
    fn tuples_pick_slices() {
        let x = TensorRef::new(&[2, 2], &[1, 2, 3, 4]).unwrap();
        let i = TensorRef::new(&[2, 2], &[0i32, 1, 1, 0]).unwrap();
        let mut y = [0; 2];
        gather_nd(x, i, TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [2, 3]);
        let i = TensorRef::new(&[1, 1], &[1i32]).unwrap();
        gather_nd(x, i, TensorMut::new(&[1, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4]);
        let i = TensorRef::new(&[1, 1], &[2i32]).unwrap();
        assert!(gather_nd(x, i, TensorMut::new(&[1, 2], &mut y).unwrap()).is_err());
        assert!(gather_nd_shape(&[2, 2], &[1, 3]).is_err());
        assert!(gather_nd_shape(&[2, 2], &[]).is_err());
    }

    #[test]
    fn embeddings_and_one_hot() {
        let ids = TensorRef::new(&[2], &[1i32, 0]).unwrap();
        let table = TensorRef::new(&[2, 2], &[1i8, 2, 3, 4]).unwrap();
        let mut y = [0i8; 4];
        embedding_lookup(ids, table, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4, 1, 2]);
        let mut r = [0f32; 4];
        embedding_lookup_hybrid(ids, table, &[0.5, 2.0], TensorMut::new(&[2, 2], &mut r).unwrap()).unwrap();
        assert_eq!(r, [6.0, 8.0, 0.5, 1.0]);
        let i = TensorRef::new(&[3], &[1i32, -1, 5]).unwrap();
        let mut y = [0; 6];
        one_hot(i, 2, -1, (1, 0), TensorMut::new(&[3, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0, 1, 0, 0, 0, 0]);
        one_hot(i, 2, 0, (1, 0), TensorMut::new(&[2, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0, 0, 0, 1, 0, 0]);
        assert!(one_hot_shape(&[3], -1, 0).is_err());
    }
}
