//! Writing by index: `scatter_nd`, `sparse_to_dense`, and the sums and extremes of segments.

use crate::binary::Integer;
use crate::error::KernelError;
use crate::gather::{index, tuple_offset};
use crate::strided::{bounded, dimension};
use crate::tensor::{TensorMut, TensorRef, expect_dims, product, strides};

/// Values that can be added where indices repeat; integers wrap.
pub trait Accumulate: Copy + Default {
    /// The sum of both.
    fn accumulate(self, other: Self) -> Self;
}

impl Accumulate for f32 {
    fn accumulate(self, other: Self) -> Self {
        self + other
    }
}

impl Accumulate for bool {
    fn accumulate(self, other: Self) -> Self {
        self || other
    }
}

macro_rules! accumulate {
    ($($t:ty),*) => {$(
        impl Accumulate for $t {
            fn accumulate(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
        }
    )*};
}

accumulate!(i8, u8, i16, i32, i64);

/// Shape of `scatter_nd`, from its shape operand; checks indices and updates against it.
pub fn scatter_nd_shape(
    indices: &[usize],
    updates: &[usize],
    shape: &[i64],
) -> Result<Vec<usize>, KernelError> {
    let dims = shape.iter().map(|&d| dimension("shape", d)).collect::<Result<Vec<_>, _>>()?;
    let dims = bounded(dims)?;
    let Some((&depth, leading)) = indices.split_last() else {
        return Err(KernelError::Rank { what: "indices", found: 0, expected: "at least 1" });
    };
    let rest = dims.get(depth..).ok_or(KernelError::Parameter {
        what: "last dimension of indices",
        found: i64::try_from(depth).unwrap_or(i64::MAX),
        expected: "at most the rank of the result",
    })?;
    expect_dims("updates", updates, &[leading, rest].concat())?;
    Ok(dims)
}

/// Zeros with `updates` added at the slices that `indices` name. Refuses an index outside.
pub fn scatter_nd<T: Accumulate, I: Copy + Into<i64>>(
    indices: TensorRef<I>,
    updates: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = out.dims().to_vec();
    let shape: Vec<i64> = dims.iter().map(|&d| i64::try_from(d).unwrap_or(i64::MAX)).collect();
    scatter_nd_shape(indices.dims(), updates.dims(), &shape)?;
    let depth = indices.dims().last().copied().unwrap_or(0);
    let inner = product(&dims[depth..]);
    let steps = strides(&dims);
    let out = out.into_data();
    out.fill(T::default());
    if inner == 0 {
        return Ok(());
    }
    for (t, slice) in updates.data().chunks_exact(inner).enumerate() {
        let offset = tuple_offset(&indices.data()[t * depth..][..depth], &dims, &steps)?;
        for (o, &u) in out[offset..].iter_mut().zip(slice) {
            *o = o.accumulate(u);
        }
    }
    Ok(())
}

/// `default` everywhere but at the index tuples, which get `values` (one for all, or one each).
/// The rows of `indices` are tuples as long as the output's rank. Refuses an index outside.
pub fn sparse_to_dense<T: Copy, I: Copy + Into<i64>>(
    indices: TensorRef<I>,
    values: TensorRef<T>,
    default: T,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = out.dims().to_vec();
    let (tuples, depth) = match *indices.dims() {
        [] => (1, 1),
        [n] => (n, 1),
        [n, d] => (n, d),
        _ => return Err(KernelError::Rank { what: "indices", found: indices.rank(), expected: "0 to 2" }),
    };
    if depth != dims.len() {
        let found = indices.dims().to_vec();
        return Err(KernelError::Shape { what: "indices", found, expected: vec![tuples, dims.len()] });
    }
    if values.rank() != 0 {
        expect_dims("values", values.dims(), &[tuples])?;
    }
    let steps = strides(&dims);
    let out = out.into_data();
    out.fill(default);
    // Tuples of nothing all name the one element, however many they claim to be: the last one counts.
    let first = if depth == 0 { tuples.saturating_sub(1) } else { 0 };
    for t in first..tuples {
        let offset = tuple_offset(&indices.data()[t * depth..][..depth], &dims, &steps)?;
        out[offset] = values.data()[if values.rank() == 0 { 0 } else { t }];
    }
    Ok(())
}

/// Shape of `segment_sum`: as many rows as the last (largest) id asks for.
///
/// Refuses ids that are negative or decrease, and a number of ids other than of rows.
pub fn segment_sum_shape<I: Copy + Into<i64>>(data: &[usize], ids: &[I]) -> Result<Vec<usize>, KernelError> {
    let Some((&rows, rest)) = data.split_first() else {
        return Err(KernelError::Rank { what: "data", found: 0, expected: "at least 1" });
    };
    crate::tensor::expect_len("segment ids", ids.len(), rows)?;
    let mut last = 0i64;
    for &id in ids {
        let id: i64 = id.into();
        if id < last {
            return Err(KernelError::Parameter {
                what: "segment id",
                found: id,
                expected: "at least 0 and not below the one before",
            });
        }
        last = id;
    }
    let segments = if ids.is_empty() { 0 } else { dimension("segment id", last.saturating_add(1))? };
    bounded([&[segments], rest].concat())
}

/// Sums of the rows that share a segment id; ids are sorted.
pub fn segment_sum<T: Accumulate, I: Copy + Into<i64>>(
    data: TensorRef<T>,
    ids: &[I],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&segment_sum_shape(data.dims(), ids)?)?;
    unsorted(data, ids, T::default(), T::accumulate, out)
}

/// A reduction of rows that share a segment id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentReduction {
    /// Wrapping sum; 0 for an empty segment.
    Sum,
    /// Wrapping product; 1 for an empty segment.
    Prod,
    /// Largest value; the smallest of the type for an empty segment.
    Max,
    /// Smallest value; the largest of the type for an empty segment.
    Min,
}

/// Shape of `unsorted_segment_*`: `segments + data[rank(ids)..]`.
pub fn unsorted_segment_shape(
    data: &[usize],
    ids: &[usize],
    segments: i64,
) -> Result<Vec<usize>, KernelError> {
    if data.len() < ids.len() || data[..ids.len()] != *ids {
        let expected = data[..ids.len().min(data.len())].to_vec();
        return Err(KernelError::Shape { what: "segment ids", found: ids.to_vec(), expected });
    }
    bounded([&[dimension("num_segments", segments)?], &data[ids.len()..]].concat())
}

/// Reduction of the rows that share a segment id, `f32`; rows of a negative id are dropped.
/// Refuses an id beyond the segments.
pub fn unsorted_segment_f32<I: Copy + Into<i64>>(
    reduction: SegmentReduction,
    data: TensorRef<f32>,
    ids: TensorRef<I>,
    segments: i64,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    out.expect_dims(&unsorted_segment_shape(data.dims(), ids.dims(), segments)?)?;
    match reduction {
        SegmentReduction::Sum => unsorted(data, ids.data(), 0.0, |a, b| a + b, out),
        SegmentReduction::Prod => unsorted(data, ids.data(), 1.0, |a, b| a * b, out),
        SegmentReduction::Max => unsorted(data, ids.data(), f32::MIN, f32::max, out),
        SegmentReduction::Min => unsorted(data, ids.data(), f32::MAX, f32::min, out),
    }
}

/// Reduction of the rows that share a segment id, integers; rows of a negative id are dropped.
/// Refuses an id beyond the segments.
pub fn unsorted_segment_int<T: Integer, I: Copy + Into<i64>>(
    reduction: SegmentReduction,
    data: TensorRef<T>,
    ids: TensorRef<I>,
    segments: i64,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&unsorted_segment_shape(data.dims(), ids.dims(), segments)?)?;
    let (least, most) = T::range(crate::Activation::None);
    match reduction {
        SegmentReduction::Sum => unsorted(data, ids.data(), T::default(), T::add, out),
        SegmentReduction::Prod => unsorted(data, ids.data(), T::one(), T::mul, out),
        SegmentReduction::Max => unsorted(data, ids.data(), least, T::max, out),
        SegmentReduction::Min => unsorted(data, ids.data(), most, T::min, out),
    }
}

fn unsorted<T: Copy, I: Copy + Into<i64>>(
    data: TensorRef<T>,
    ids: &[I],
    start: T,
    f: impl Fn(T, T) -> T,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let segments = out.dims().first().copied().unwrap_or(0);
    let inner = product(out.dims().get(1..).unwrap_or(&[]));
    let out = out.into_data();
    out.fill(start);
    if inner == 0 {
        return Ok(());
    }
    for (&id, row) in ids.iter().zip(data.data().chunks_exact(inner)) {
        let id: i64 = id.into();
        if id < 0 {
            continue;
        }
        let at = index("segment ids", id, segments)?;
        for (o, &v) in out[at * inner..].iter_mut().zip(row) {
            *o = f(*o, v);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_indices_add_up() {
        let i = TensorRef::new(&[3, 1], &[2i32, 0, 2]).unwrap();
        let u = TensorRef::new(&[3, 2], &[1, 2, 3, 4, 5, 6]).unwrap();
        let mut y = [9; 6];
        scatter_nd(i, u, TensorMut::new(&[3, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4, 0, 0, 6, 8]);
        let i = TensorRef::new(&[3, 1], &[2i32, 0, 3]).unwrap();
        assert!(scatter_nd(i, u, TensorMut::new(&[3, 2], &mut y).unwrap()).is_err());
        assert!(scatter_nd_shape(&[3, 1], &[3, 2], &[3, 3]).is_err());
        assert!(scatter_nd_shape(&[3, 4], &[3], &[3, 3]).is_err());
        assert!(scatter_nd_shape(&[1, 1], &[1], &[-3]).is_err());
        assert!(scatter_nd_shape(&[0, 1], &[0], &[1 << 40]).is_err());
    }

    #[test]
    fn sparse_values_are_placed() {
        let i = TensorRef::new(&[2, 2], &[0i64, 1, 1, 0]).unwrap();
        let v = TensorRef::new(&[2], &[5, 6]).unwrap();
        let mut y = [0; 4];
        sparse_to_dense(i, v, -1, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [-1, 5, 6, -1]);
        assert!(sparse_to_dense(i, v, -1, TensorMut::new(&[4], &mut y).unwrap()).is_err());
    }

    #[test]
    fn segments() {
        let x = TensorRef::new(&[3, 1], &[1.0f32, 2.0, 4.0]).unwrap();
        let mut y = [0.0; 3];
        segment_sum(x, &[0, 0, 2], TensorMut::new(&[3, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3.0, 0.0, 4.0]);
        for bad in [[0i64, 2, 1], [-1, 0, 0], [0, 0, i64::MAX]] {
            assert!(segment_sum_shape(&[3, 1], &bad).is_err(), "{bad:?}");
        }
        let x = TensorRef::new(&[3], &[5i32, 7, 9]).unwrap();
        let ids = TensorRef::new(&[3], &[1i32, -1, 1]).unwrap();
        for (r, want) in [
            (SegmentReduction::Sum, [0, 14]),
            (SegmentReduction::Prod, [1, 45]),
            (SegmentReduction::Max, [i32::MIN, 9]),
            (SegmentReduction::Min, [i32::MAX, 5]),
        ] {
            let mut y = [0; 2];
            unsorted_segment_int(r, x, ids, 2, TensorMut::new(&[2], &mut y).unwrap()).unwrap();
            assert_eq!(y, want);
        }
        let mut y = [0; 1];
        let out = TensorMut::new(&[1], &mut y).unwrap();
        assert!(unsorted_segment_int(SegmentReduction::Sum, x, ids, 1, out).is_err());
    }
}
