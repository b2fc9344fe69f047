//! Operators that only change dimensions (`reshape`, `squeeze`, `expand_dims`, `shape`, `rank`) or the
//! order of elements (`transpose`, `reverse`), and those that repeat them (`tile`, `broadcast_to`).

use crate::broadcast::{broadcast_shape, broadcast_strides};
use crate::error::KernelError;
use crate::strided::{Walk, bounded, dimension, signed};
use crate::tensor::{TensorMut, TensorRef, element_count, expect_len, product, resolve_axis, strides};

/// Copies the elements of `input` to an output with as many: `reshape`, `squeeze`, `expand_dims`.
pub fn copy<T: Copy>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    let out = out.into_data();
    expect_len("output", out.len(), input.data().len())?;
    out.copy_from_slice(input.data());
    Ok(())
}

/// Shape of a reshape of `count` elements: at most one dimension is -1 and follows from the others.
///
/// Refuses other negative dimensions, a second -1, and a product that differs from `count`.
pub fn reshape_shape(count: usize, shape: &[i64]) -> Result<Vec<usize>, KernelError> {
    let mut unknown = None;
    let mut dims = Vec::with_capacity(shape.len());
    for (i, &d) in shape.iter().enumerate() {
        match d {
            -1 if unknown.is_none() => {
                unknown = Some(i);
                dims.push(1);
            }
            _ => dims.push(usize::try_from(d).map_err(|_| KernelError::Parameter {
                what: "new shape",
                found: d,
                expected: "dimensions of at least 0 and one -1 at most",
            })?),
        }
    }
    let known = element_count::<u8>(&dims)?;
    if let Some(i) = unknown {
        // Without known elements the unknown dimension is 0, as the reference has it.
        dims[i] = count.checked_div(known).unwrap_or(0);
    }
    if product(&dims) == count {
        Ok(dims)
    } else {
        Err(KernelError::Length { what: "reshape result", found: product(&dims), expected: count })
    }
}

/// Shape without the dimensions `axes`, or without every dimension of 1 if none is named.
///
/// Refuses axes out of range and dimensions other than 1.
pub fn squeeze_shape(input: &[usize], axes: &[i64]) -> Result<Vec<usize>, KernelError> {
    let mut drop = vec![false; input.len()];
    for &axis in axes {
        let axis_index = resolve_axis(axis, input.len())?;
        if input[axis_index] != 1 {
            let found = i64::try_from(input[axis_index]).unwrap_or(i64::MAX);
            return Err(KernelError::Parameter { what: "squeezed dimension", found, expected: "1" });
        }
        drop[axis_index] = true;
    }
    let keep = |i: usize, d: usize| if axes.is_empty() { d != 1 } else { !drop[i] };
    Ok(input.iter().enumerate().filter(|&(i, &d)| keep(i, d)).map(|(_, &d)| d).collect())
}

/// Shape with a dimension of 1 inserted at `axis`, which may be `-rank - 1 ..= rank`.
pub fn expand_dims_shape(input: &[usize], axis: i64) -> Result<Vec<usize>, KernelError> {
    let at = resolve_axis(axis, input.len() + 1)?;
    let mut dims = input.to_vec();
    dims.insert(at, 1);
    Ok(dims)
}

/// The dimensions as values: the result of `shape`. Refuses one that the element type cannot hold.
pub fn shape<T: TryFrom<usize>>(input: &[usize], out: TensorMut<T>) -> Result<(), KernelError> {
    out.expect_dims(&[input.len()])?;
    for (o, &d) in out.into_data().iter_mut().zip(input) {
        *o = T::try_from(d).map_err(|_| KernelError::Parameter {
            what: "dimension",
            found: i64::try_from(d).unwrap_or(i64::MAX),
            expected: "one that the result's type can hold",
        })?;
    }
    Ok(())
}

/// A checked permutation of `rank` axes.
fn permutation(perm: &[i64], rank: usize) -> Result<Vec<usize>, KernelError> {
    expect_len("permutation", perm.len(), rank)?;
    let mut seen = vec![false; rank];
    perm.iter()
        .map(|&p| {
            let axis = resolve_axis(p, rank)?;
            if std::mem::replace(&mut seen[axis], true) {
                return Err(KernelError::Parameter {
                    what: "permutation",
                    found: p,
                    expected: "each axis once",
                });
            }
            Ok(axis)
        })
        .collect()
}

/// Shape with the axes in the order `perm`. Refuses what is not a permutation.
pub fn transpose_shape(input: &[usize], perm: &[i64]) -> Result<Vec<usize>, KernelError> {
    Ok(permutation(perm, input.len())?.into_iter().map(|p| input[p]).collect())
}

/// `out` axis `i` is `input` axis `perm[i]`.
pub fn transpose<T: Copy>(input: TensorRef<T>, perm: &[i64], out: TensorMut<T>) -> Result<(), KernelError> {
    let perm = permutation(perm, input.rank())?;
    let walk = Walk::all(input.dims()).permuted(&perm);
    out.expect_dims(&walk.dims)?;
    walk.copy(input.data(), out.into_data());
    Ok(())
}

/// The elements in reverse order along `axes`. Refuses axes out of range or named twice.
pub fn reverse<T: Copy>(input: TensorRef<T>, axes: &[i64], out: TensorMut<T>) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    let mut walk = Walk::all(input.dims());
    let mut seen = vec![false; input.rank()];
    for &axis in axes {
        let a = resolve_axis(axis, input.rank())?;
        if std::mem::replace(&mut seen[a], true) {
            return Err(KernelError::Parameter { what: "axis", found: axis, expected: "each axis once" });
        }
        let last = input.dims()[a].saturating_sub(1);
        walk.base = walk.base.saturating_add(last.saturating_mul(walk.steps[a].unsigned_abs()));
        walk.steps[a] = -walk.steps[a];
    }
    walk.copy(input.data(), out.into_data());
    Ok(())
}

/// The elements with the first `lengths[b]` of each batch entry reversed along `seq_dim`.
///
/// Refuses equal axes, a wrong number of lengths, and lengths outside the dimension.
pub fn reverse_sequence<T: Copy>(
    input: TensorRef<T>,
    lengths: &[i64],
    seq_dim: i64,
    batch_dim: i64,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    let (seq, batch) = (resolve_axis(seq_dim, input.rank())?, resolve_axis(batch_dim, input.rank())?);
    if seq == batch {
        return Err(KernelError::Parameter { what: "seq_dim", found: seq_dim, expected: "not batch_dim" });
    }
    let dims = input.dims();
    expect_len("sequence lengths", lengths.len(), dims[batch])?;
    let lengths = lengths
        .iter()
        .map(|&n| match usize::try_from(n) {
            Ok(n) if n <= dims[seq] => Ok(n),
            _ => Err(KernelError::Index {
                what: "sequence lengths",
                found: n,
                bound: dims[seq].saturating_add(1),
            }),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let steps = strides(dims);
    for (i, o) in out.into_data().iter_mut().enumerate() {
        let at = i / steps[seq] % dims[seq];
        let length = lengths[i / steps[batch] % dims[batch]];
        let source = if at < length { i - at * steps[seq] + (length - 1 - at) * steps[seq] } else { i };
        *o = input.data()[source];
    }
    Ok(())
}

/// Shape with every dimension repeated. Refuses a wrong number of multiples and negative ones.
pub fn tile_shape(input: &[usize], multiples: &[i64]) -> Result<Vec<usize>, KernelError> {
    expect_len("multiples", multiples.len(), input.len())?;
    let dims = input.iter().zip(multiples).map(|(&d, &m)| {
        let m = dimension("multiple", m)?;
        d.checked_mul(m)
            .ok_or(KernelError::TooLarge { dims: vec![d, m], limit: crate::tensor::DEFAULT_BYTE_LIMIT })
    });
    bounded(dims.collect::<Result<_, _>>()?)
}

/// The input repeated `multiples[i]` times along axis `i`.
pub fn tile<T: Copy>(input: TensorRef<T>, multiples: &[i64], out: TensorMut<T>) -> Result<(), KernelError> {
    out.expect_dims(&tile_shape(input.dims(), multiples)?)?;
    let steps = signed(&strides(input.dims()));
    let mut walk = Walk { base: 0, dims: Vec::new(), steps: Vec::new() };
    for (i, &m) in multiples.iter().enumerate() {
        walk.dims.extend([dimension("multiple", m)?, input.dims()[i]]);
        walk.steps.extend([0, steps[i]]);
    }
    walk.copy(input.data(), out.into_data());
    Ok(())
}

/// Shape of a broadcast to `shape`, which must be one `input` broadcasts to exactly.
pub fn broadcast_to_shape(input: &[usize], shape: &[i64]) -> Result<Vec<usize>, KernelError> {
    let dims = shape.iter().map(|&d| dimension("shape", d)).collect::<Result<Vec<_>, _>>()?;
    let dims = bounded(dims)?;
    if dims.len() < input.len() || broadcast_shape(input, &dims)? != dims {
        return Err(KernelError::Broadcast { left: input.to_vec(), right: dims });
    }
    Ok(dims)
}

/// The input broadcast to the output's shape.
pub fn broadcast_to<T: Copy>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    let dims = out.dims().to_vec();
    if dims.len() < input.rank() || broadcast_shape(input.dims(), &dims)? != dims {
        return Err(KernelError::Broadcast { left: input.dims().to_vec(), right: dims });
    }
    let walk = Walk { base: 0, steps: signed(&broadcast_strides(input.dims(), &dims)), dims };
    walk.copy(input.data(), out.into_data());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reshapes() {
        assert_eq!(reshape_shape(12, &[3, -1]), Ok(vec![3, 4]));
        assert_eq!(reshape_shape(1, &[]), Ok(vec![]));
        assert_eq!(reshape_shape(0, &[0, -1]), Ok(vec![0, 0]));
        for bad in [&[-1i64, -1][..], &[-2, 6], &[5, -1], &[4, 4], &[i64::MAX, i64::MAX], &[]] {
            assert!(reshape_shape(12, bad).is_err(), "{bad:?}");
        }
        assert_eq!(squeeze_shape(&[1, 3, 1], &[]), Ok(vec![3]));
        assert_eq!(squeeze_shape(&[1, 3, 1], &[-1]), Ok(vec![1, 3]));
        assert!(squeeze_shape(&[1, 3, 1], &[1]).is_err());
        assert_eq!(expand_dims_shape(&[2], -1), Ok(vec![2, 1]));
        assert!(expand_dims_shape(&[2], 2).is_err());
        let mut out = [0i32; 2];
        shape(&[7, 0], TensorMut::new(&[2], &mut out).unwrap()).unwrap();
        assert_eq!(out, [7, 0]);
        assert!(shape(&[1 << 40, 0], TensorMut::new(&[2], &mut out).unwrap()).is_err());
    }

    #[test]
    fn permutations_are_checked() {
        assert_eq!(transpose_shape(&[2, 3], &[-1, 0]), Ok(vec![3, 2]));
        for bad in [&[0i64][..], &[0, 0], &[0, 2], &[0, -3]] {
            assert!(transpose_shape(&[2, 3], bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn sequences_are_reversed_by_length() {
        let x = [1, 2, 3, 4, 5, 6];
        let mut y = [0; 6];
        let t = TensorRef::new(&[2, 3], &x).unwrap();
        reverse_sequence(t, &[2, 0], 1, 0, TensorMut::new(&[2, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [2, 1, 3, 4, 5, 6]);
        for (lengths, seq) in [(&[2i64, 4][..], 1), (&[-1, 0], 1), (&[1], 1), (&[1, 1], 0)] {
            assert!(reverse_sequence(t, lengths, seq, 0, TensorMut::new(&[2, 3], &mut y).unwrap()).is_err());
        }
    }

    #[test]
    fn repeats() {
        let x = [1, 2];
        let mut y = [0; 8];
        let t = TensorRef::new(&[1, 2], &x).unwrap();
        tile(t, &[2, 2], TensorMut::new(&[2, 4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 2, 1, 2, 1, 2, 1, 2]);
        assert!(tile_shape(&[1, 2], &[-1, 1]).is_err());
        assert!(tile_shape(&[3, 2], &[i64::MAX, 1]).is_err());
        assert_eq!(tile_shape(&[3, 2], &[0, i64::MAX >> 1]), Ok(vec![0, 2 * (usize::MAX >> 2)]));
        let mut y = [0; 4];
        broadcast_to(t, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 2, 1, 2]);
        assert!(broadcast_to_shape(&[1, 2], &[2]).is_err());
        assert!(broadcast_to_shape(&[3, 2], &[1, 2]).is_err());
        assert!(broadcast_to_shape(&[1], &[1 << 40]).is_err());
    }

    proptest! {
        #[test]
        fn transposing_twice_is_the_identity(
            (dims, perm) in prop::collection::vec(0usize..4, 0..5)
                .prop_flat_map(|d| { let n = d.len() as i64; (Just(d), Just((0..n).collect::<Vec<_>>()).prop_shuffle()) })
        ) {
            let x: Vec<usize> = (0..product(&dims)).collect();
            let t = TensorRef::new(&dims, &x).unwrap();
            let there = transpose_shape(&dims, &perm).unwrap();
            let mut y = vec![0; x.len()];
            transpose(t, &perm, TensorMut::new(&there, &mut y).unwrap()).unwrap();
            let mut back = vec![0i64; perm.len()];
            for (i, &p) in perm.iter().enumerate() { back[p as usize] = i as i64; }
            let mut z = vec![0; x.len()];
            transpose(TensorRef::new(&there, &y).unwrap(), &back, TensorMut::new(&dims, &mut z).unwrap()).unwrap();
            prop_assert_eq!(x, z);
        }

        #[test]
        fn reversing_all_axes_reverses_the_elements(dims in prop::collection::vec(0usize..4, 0..5)) {
            let x: Vec<usize> = (0..product(&dims)).collect();
            let mut y = vec![0; x.len()];
            let axes: Vec<i64> = (0..dims.len() as i64).collect();
            reverse(TensorRef::new(&dims, &x).unwrap(), &axes, TensorMut::new(&dims, &mut y).unwrap()).unwrap();
            y.reverse();
            prop_assert_eq!(x, y);
        }
    }
}
