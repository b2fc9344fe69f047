//! Broadcasting: shapes aligned at their last axis, where a dimension of 1 repeats.

use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef, product, strides};

/// The common shape of two operands; a dimension of 0 wins over 1.
pub fn broadcast_shape(a: &[usize], b: &[usize]) -> Result<Vec<usize>, KernelError> {
    let rank = a.len().max(b.len());
    let at = |dims: &[usize], i: usize| if i + dims.len() < rank { 1 } else { dims[i + dims.len() - rank] };
    (0..rank)
        .map(|i| match (at(a, i), at(b, i)) {
            (x, y) if x == y => Ok(x),
            (1, y) => Ok(y),
            (x, 1) => Ok(x),
            _ => Err(KernelError::Broadcast { left: a.to_vec(), right: b.to_vec() }),
        })
        .collect()
}

/// Strides that walk `dims` along the axes of `out`: zero where the operand repeats.
/// `dims` must be broadcastable to `out`.
pub(crate) fn broadcast_strides(dims: &[usize], out: &[usize]) -> Vec<usize> {
    let own = strides(dims);
    let missing = out.len() - dims.len();
    (0..out.len()).map(|i| if i < missing || dims[i - missing] == 1 { 0 } else { own[i - missing] }).collect()
}

/// Offsets of `N` strided operands at the start of every innermost row of `dims`, in order.
///
/// Calls `f(offsets)` once a row; the row itself is the last axis (a scalar is one row of one).
pub(crate) fn for_each_row<const N: usize>(
    dims: &[usize],
    strides: [&[usize]; N],
    mut f: impl FnMut([usize; N]) -> Result<(), KernelError>,
) -> Result<(), KernelError> {
    let outer = dims.len().saturating_sub(1);
    let rows = product(&dims[..outer]);
    let mut index = vec![0usize; outer];
    let mut offsets = [0usize; N];
    for _ in 0..rows {
        f(offsets)?;
        for axis in (0..outer).rev() {
            index[axis] += 1;
            for (offset, stride) in offsets.iter_mut().zip(strides) {
                *offset += stride[axis];
            }
            if index[axis] < dims[axis] {
                break;
            }
            index[axis] = 0;
            for (offset, stride) in offsets.iter_mut().zip(strides) {
                *offset -= stride[axis] * dims[axis];
            }
        }
    }
    Ok(())
}

/// `out[i] = f(a[i], b[i])` under broadcasting; `out` has the common shape. `f` may refuse.
pub fn try_map2<A: Copy, B: Copy, R>(
    a: TensorRef<A>,
    b: TensorRef<B>,
    out: TensorMut<R>,
    f: impl Fn(A, B) -> Result<R, KernelError>,
) -> Result<(), KernelError> {
    let dims = broadcast_shape(a.dims(), b.dims())?;
    out.expect_dims(&dims)?;
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    if a.dims() == b.dims() {
        for ((o, &x), &y) in out.iter_mut().zip(a.data()).zip(b.data()) {
            *o = f(x, y)?;
        }
        return Ok(());
    }
    let (sa, sb) = (broadcast_strides(a.dims(), &dims), broadcast_strides(b.dims(), &dims));
    let width = dims.last().copied().unwrap_or(1);
    // A row either walks an operand or repeats one element of it.
    let (walks_a, walks_b) = (sa.last() == Some(&1), sb.last() == Some(&1));
    let mut rows = out.chunks_exact_mut(width);
    for_each_row(&dims, [&sa, &sb], |[oa, ob]| {
        let Some(row) = rows.next() else { return Ok(()) };
        match (walks_a, walks_b) {
            (true, true) => {
                for ((o, &x), &y) in row.iter_mut().zip(&a.data()[oa..]).zip(&b.data()[ob..]) {
                    *o = f(x, y)?;
                }
            }
            (true, false) => {
                let y = b.data()[ob];
                for (o, &x) in row.iter_mut().zip(&a.data()[oa..]) {
                    *o = f(x, y)?;
                }
            }
            (false, true) => {
                let x = a.data()[oa];
                for (o, &y) in row.iter_mut().zip(&b.data()[ob..]) {
                    *o = f(x, y)?;
                }
            }
            (false, false) => {
                let (x, y) = (a.data()[oa], b.data()[ob]);
                for o in row {
                    *o = f(x, y)?;
                }
            }
        }
        Ok(())
    })
}

/// `out[i] = f(a[i], b[i])` under broadcasting; `out` has the common shape.
pub fn map2<A: Copy, B: Copy, R>(
    a: TensorRef<A>,
    b: TensorRef<B>,
    out: TensorMut<R>,
    f: impl Fn(A, B) -> R,
) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| Ok(f(x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn common_shapes() {
        assert_eq!(broadcast_shape(&[2, 1, 3], &[4, 1]), Ok(vec![2, 4, 3]));
        assert_eq!(broadcast_shape(&[], &[5]), Ok(vec![5]));
        assert_eq!(broadcast_shape(&[], &[]), Ok(vec![]));
        assert_eq!(broadcast_shape(&[0], &[1]), Ok(vec![0]));
        assert!(broadcast_shape(&[0], &[2]).is_err());
        assert!(broadcast_shape(&[2, 3], &[2]).is_err());
    }

    /// Shapes that broadcast to one common shape: each dimension kept or set to 1, some axes cut off.
    fn pair() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        prop::collection::vec((1usize..4, 0u8..3), 0..6).prop_flat_map(|axes| {
            let a: Vec<usize> = axes.iter().map(|&(d, m)| if m == 1 { 1 } else { d }).collect();
            let b: Vec<usize> = axes.iter().map(|&(d, m)| if m == 2 { 1 } else { d }).collect();
            (0..=a.len()).prop_map(move |cut| (a.clone(), b[cut..].to_vec()))
        })
    }

    proptest! {
        #[test]
        fn equals_the_naive_loop((ad, bd) in pair()) {
            let a: Vec<usize> = (0..product(&ad)).collect();
            let b: Vec<usize> = (0..product(&bd)).map(|i| i * 1000).collect();
            let dims = broadcast_shape(&ad, &bd).unwrap();
            let mut got = vec![0usize; product(&dims)];
            let (at, bt) = (TensorRef::new(&ad, &a).unwrap(), TensorRef::new(&bd, &b).unwrap());
            map2(at, bt, TensorMut::new(&dims, &mut got).unwrap(), |x, y| x + y).unwrap();
            for (flat, &got) in got.iter().enumerate() {
                let pick = |d: &[usize]| {
                    let (mut rest, mut index, mut stride) = (flat, 0, 1);
                    for i in 0..dims.len() {
                        let axis = dims.len() - 1 - i;
                        let at = rest % dims[axis];
                        rest /= dims[axis];
                        if i < d.len() {
                            let size = d[d.len() - 1 - i];
                            if size != 1 { index += at * stride; }
                            stride *= size;
                        }
                    }
                    index
                };
                prop_assert_eq!(got, a[pick(&ad)] + b[pick(&bd)]);
            }
        }
    }
}
