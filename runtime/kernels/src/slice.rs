//! `slice` and `dynamic_update_slice`: contiguous blocks of a tensor.

use crate::error::KernelError;
use crate::strided::{Walk, signed};
use crate::tensor::{TensorMut, TensorRef, expect_len, strides};

/// Shape of `slice`: `size[i]` elements from `begin[i]` on; -1 means all that are left.
///
/// Refuses a wrong number of either, and a block that leaves the input.
pub fn slice_shape(input: &[usize], begin: &[i64], size: &[i64]) -> Result<Vec<usize>, KernelError> {
    expect_len("begin", begin.len(), input.len())?;
    expect_len("size", size.len(), input.len())?;
    input
        .iter()
        .zip(begin.iter().zip(size))
        .map(|(&d, (&b, &s))| {
            let start = usize::try_from(b).ok().filter(|&b| b <= d).ok_or(KernelError::Index {
                what: "begin",
                found: b,
                bound: d.saturating_add(1),
            })?;
            let left = d - start;
            if s == -1 {
                return Ok(left);
            }
            usize::try_from(s).ok().filter(|&s| s <= left).ok_or(KernelError::Parameter {
                what: "slice size",
                found: s,
                expected: "-1, or 0 to what the dimension has left behind begin",
            })
        })
        .collect()
}

/// The block of `size` at `begin`.
pub fn slice<T: Copy>(
    input: TensorRef<T>,
    begin: &[i64],
    size: &[i64],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = slice_shape(input.dims(), begin, size)?;
    out.expect_dims(&dims)?;
    if dims.contains(&0) {
        return Ok(());
    }
    let steps = strides(input.dims());
    // In range: `slice_shape` has placed every begin inside its dimension.
    let base = begin.iter().zip(&steps).map(|(&b, &s)| b.unsigned_abs() as usize * s).sum();
    Walk { base, dims, steps: signed(&steps) }.copy(input.data(), out.into_data());
    Ok(())
}

/// `operand` with the block at `start` replaced by `update`. Starts are clamped so that it fits.
///
/// Refuses ranks that differ and an update larger than the operand.
pub fn dynamic_update_slice<T: Copy>(
    operand: TensorRef<T>,
    update: TensorRef<T>,
    start: &[i64],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(operand.dims())?;
    expect_len("start indices", start.len(), operand.rank())?;
    let fits =
        update.rank() == operand.rank() && update.dims().iter().zip(operand.dims()).all(|(u, o)| u <= o);
    if !fits {
        let expected = operand.dims().to_vec();
        return Err(KernelError::Shape { what: "update", found: update.dims().to_vec(), expected });
    }
    let out = out.into_data();
    out.copy_from_slice(operand.data());
    if update.data().is_empty() {
        return Ok(());
    }
    let steps = strides(operand.dims());
    let base: usize = start
        .iter()
        .enumerate()
        .map(|(i, &s)| {
            let last = operand.dims()[i] - update.dims()[i];
            usize::try_from(s.max(0)).unwrap_or(usize::MAX).min(last) * steps[i]
        })
        .sum();
    write_block(update, &steps, base, out);
    Ok(())
}

/// Writes a block row by row into a tensor with strides `steps`, from offset `base` on.
pub(crate) fn write_block<T: Copy>(block: TensorRef<T>, steps: &[usize], base: usize, out: &mut [T]) {
    let Some((&width, outer)) = block.dims().split_last() else {
        out[base] = block.data()[0];
        return;
    };
    let mut index = vec![0usize; outer.len()];
    let mut offset = base;
    for row in block.data().chunks_exact(width.max(1)) {
        out[offset..][..width].copy_from_slice(row);
        for axis in (0..outer.len()).rev() {
            index[axis] += 1;
            offset += steps[axis];
            if index[axis] < outer[axis] {
                break;
            }
            offset -= steps[axis] * outer[axis];
            index[axis] = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [i32; 6] = [1, 2, 3, 4, 5, 6];

    #[test]
    fn blocks_are_cut_out() {
        let t = TensorRef::new(&[2, 3], &X).unwrap();
        let mut y = [0; 4];
        slice(t, &[0, 1], &[-1, 2], TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [2, 3, 5, 6]);
        assert_eq!(slice_shape(&[2, 3], &[2, 0], &[0, -1]), Ok(vec![0, 3]));
        for (b, s) in [([3i64, 0], [0i64, 0]), ([-1, 0], [1, 1]), ([1, 0], [2, 1]), ([0, 0], [-2, 1])] {
            assert!(slice_shape(&[2, 3], &b, &s).is_err(), "{b:?} {s:?}");
        }
        assert!(slice_shape(&[2, 3], &[0, 0], &[i64::MAX, 1]).is_err());
    }

    #[test]
    fn updates_are_moved_inside() {
        let t = TensorRef::new(&[2, 3], &X).unwrap();
        let u = TensorRef::new(&[1, 2], &[8, 9]).unwrap();
        let mut y = [0; 6];
        dynamic_update_slice(t, u, &[5, -4], TensorMut::new(&[2, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 2, 3, 8, 9, 6]);
        let large = TensorRef::new(&[3, 1], &[1, 2, 3]).unwrap();
        let out = TensorMut::new(&[2, 3], &mut y).unwrap();
        assert!(dynamic_update_slice(t, large, &[0, 0], out).is_err());
    }
}
