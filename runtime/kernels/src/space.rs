//! Moves between space, depth and batch: `space_to_depth`, `depth_to_space`, `space_to_batch_nd`,
//! `batch_to_space_nd`.

use crate::error::KernelError;
use crate::pad::{pad, pad_shape};
use crate::strided::{Walk, bounded};
use crate::tensor::{TensorMut, TensorRef, expect_len, product};
use crate::window::positive;

fn nhwc(input: &[usize]) -> Result<[usize; 4], KernelError> {
    let error = KernelError::Rank { what: "input", found: input.len(), expected: "4 (NHWC)" };
    input.try_into().map_err(|_| error)
}

fn divisible(what: &'static str, value: usize, by: usize) -> Result<usize, KernelError> {
    if value.is_multiple_of(by) {
        return Ok(value / by);
    }
    let found = i64::try_from(value).unwrap_or(i64::MAX);
    Err(KernelError::Parameter { what, found, expected: "a multiple of the block size" })
}

/// Shape `[n, h / b, w / b, c * b * b]`. Refuses sizes that the block does not divide.
pub fn space_to_depth_shape(input: &[usize], block: i32) -> Result<Vec<usize>, KernelError> {
    let [n, h, w, c] = nhwc(input)?;
    let b = positive("block_size", block)?;
    let depth = c.saturating_mul(b).saturating_mul(b);
    bounded(vec![n, divisible("height", h, b)?, divisible("width", w, b)?, depth])
}

/// Every block of `b x b` pixels becomes one pixel with the channels of all of them.
pub fn space_to_depth<T: Copy>(
    input: TensorRef<T>,
    block: i32,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = space_to_depth_shape(input.dims(), block)?;
    out.expect_dims(&dims)?;
    let b = positive("block_size", block)?;
    let c = input.dims()[3];
    let walk = Walk::all(&[dims[0], dims[1], b, dims[2], b, c]);
    walk.permuted(&[0, 1, 3, 2, 4, 5]).copy(input.data(), out.into_data());
    Ok(())
}

/// Shape `[n, h * b, w * b, c / (b * b)]`. Refuses channels that the block does not divide.
pub fn depth_to_space_shape(input: &[usize], block: i32) -> Result<Vec<usize>, KernelError> {
    let [n, h, w, c] = nhwc(input)?;
    let b = positive("block_size", block)?;
    let depth = divisible("channels", c, b.saturating_mul(b))?;
    bounded(vec![n, h.saturating_mul(b), w.saturating_mul(b), depth])
}

/// Every pixel becomes a block of `b x b` pixels that share its channels.
pub fn depth_to_space<T: Copy>(
    input: TensorRef<T>,
    block: i32,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = depth_to_space_shape(input.dims(), block)?;
    out.expect_dims(&dims)?;
    let b = positive("block_size", block)?;
    let walk = Walk::all(&[dims[0], input.dims()[1], input.dims()[2], b, b, dims[3]]);
    walk.permuted(&[0, 1, 3, 2, 4, 5]).copy(input.data(), out.into_data());
    Ok(())
}

/// Checked block sizes: one for each spatial axis behind the batch.
fn blocks(input: &[usize], block: &[i64]) -> Result<Vec<usize>, KernelError> {
    if input.len() <= block.len() || block.is_empty() {
        let found = input.len();
        return Err(KernelError::Rank { what: "input", found, expected: "more than the number of blocks" });
    }
    block
        .iter()
        .map(|&b| match usize::try_from(b) {
            Ok(b) if b > 0 => Ok(b),
            _ => Err(KernelError::Parameter { what: "block shape", found: b, expected: "at least 1" }),
        })
        .collect()
}

/// Paddings of every axis: none for the batch and for the axes behind the blocks.
fn full_paddings(input: &[usize], block: &[i64], paddings: &[i64]) -> Result<Vec<i64>, KernelError> {
    expect_len("paddings", paddings.len(), block.len() * 2)?;
    let mut full = vec![0i64; input.len() * 2];
    full[2..2 + paddings.len()].copy_from_slice(paddings);
    Ok(full)
}

/// Shape of `space_to_batch_nd`: spatial axes padded and divided by their block, the batch multiplied.
pub fn space_to_batch_nd_shape(
    input: &[usize],
    block: &[i64],
    paddings: &[i64],
) -> Result<Vec<usize>, KernelError> {
    let blocks = blocks(input, block)?;
    let mut dims = pad_shape(input, &full_paddings(input, block, paddings)?)?;
    for (d, &b) in dims[1..].iter_mut().zip(&blocks) {
        *d = divisible("padded dimension", *d, b)?;
    }
    dims[0] = dims[0].saturating_mul(product(&blocks));
    bounded(dims)
}

/// Pads with `value`, then moves every position within a block to the batch.
pub fn space_to_batch_nd<T: Copy>(
    input: TensorRef<T>,
    block: &[i64],
    paddings: &[i64],
    value: T,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(&space_to_batch_nd_shape(input.dims(), block, paddings)?)?;
    let blocks = blocks(input.dims(), block)?;
    let full = full_paddings(input.dims(), block, paddings)?;
    let padded_dims = pad_shape(input.dims(), &full)?;
    crate::tensor::element_count::<T>(&padded_dims)?;
    let mut padded = vec![value; product(&padded_dims)];
    pad(input, &full, value, TensorMut::new(&padded_dims, &mut padded)?)?;
    // [n, h1, b1, h2, b2, rest] -> [b1, b2, n, h1, h2, rest]
    let m = blocks.len();
    let mut split = vec![padded_dims[0]];
    for (&d, &b) in padded_dims[1..].iter().zip(&blocks) {
        split.extend([d / b, b]);
    }
    split.extend(&padded_dims[1 + m..]);
    let perm: Vec<usize> = (0..m)
        .map(|i| 2 * i + 2)
        .chain([0])
        .chain((0..m).map(|i| 2 * i + 1))
        .chain(1 + 2 * m..split.len())
        .collect();
    Walk::all(&split).permuted(&perm).copy(&padded, out.into_data());
    Ok(())
}

/// Shape of `batch_to_space_nd`: spatial axes multiplied by their block and cropped, the batch divided.
pub fn batch_to_space_nd_shape(
    input: &[usize],
    block: &[i64],
    crops: &[i64],
) -> Result<Vec<usize>, KernelError> {
    let blocks = blocks(input, block)?;
    expect_len("crops", crops.len(), block.len() * 2)?;
    let mut dims = input.to_vec();
    dims[0] = divisible("batch", dims[0], product(&blocks))?;
    for ((d, &b), pair) in dims[1..].iter_mut().zip(&blocks).zip(crops.chunks_exact(2)) {
        *d = d.saturating_mul(b);
        for &crop in pair {
            *d = usize::try_from(crop).ok().and_then(|c| d.checked_sub(c)).ok_or(KernelError::Parameter {
                what: "crop",
                found: crop,
                expected: "at least 0 and no more than the dimension",
            })?;
        }
    }
    bounded(dims)
}

/// Moves the batch back into blocks of positions, then crops.
pub fn batch_to_space_nd<T: Copy>(
    input: TensorRef<T>,
    block: &[i64],
    crops: &[i64],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = batch_to_space_nd_shape(input.dims(), block, crops)?;
    out.expect_dims(&dims)?;
    let blocks = blocks(input.dims(), block)?;
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    // Position p of a cropped axis is element (p + crop) / b of the input and block (p + crop) % b,
    // which the batch holds: walk the outputs by rows of the axes behind the blocks.
    let m = blocks.len();
    let inner = product(&dims[1 + m..]);
    let own = crate::tensor::strides(input.dims());
    let steps = crate::tensor::strides(&dims[..1 + m]);
    for (i, row) in out.chunks_exact_mut(inner).enumerate() {
        let mut batch = 0;
        let mut offset = 0;
        for axis in 0..m {
            let at = i / steps[axis + 1] % dims[axis + 1] + crops[2 * axis].unsigned_abs() as usize;
            batch = batch * blocks[axis] + at % blocks[axis];
            offset += at / blocks[axis] * own[axis + 1];
        }
        offset += (batch * dims[0] + i / steps[0]) * own[0];
        row.copy_from_slice(&input.data()[offset..][..inner]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_become_channels() {
        let x: Vec<i32> = (0..16).collect();
        let mut y = vec![0; 16];
        let t = TensorRef::new(&[1, 4, 4, 1], &x).unwrap();
        space_to_depth(t, 2, TensorMut::new(&[1, 2, 2, 4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
        let mut z = vec![0; 16];
        let t = TensorRef::new(&[1, 2, 2, 4], &y).unwrap();
        depth_to_space(t, 2, TensorMut::new(&[1, 4, 4, 1], &mut z).unwrap()).unwrap();
        assert_eq!(x, z);
        for bad in [3, 0, -2, i32::MAX] {
            assert!(space_to_depth_shape(&[1, 4, 4, 1], bad).is_err(), "{bad}");
            assert!(depth_to_space_shape(&[1, 2, 2, 4], bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn positions_move_to_the_batch() {
        let x = TensorRef::new(&[1, 2, 2, 1], &[1, 2, 3, 4]).unwrap();
        let mut y = [0; 8];
        let out = TensorMut::new(&[4, 1, 2, 1], &mut y).unwrap();
        space_to_batch_nd(x, &[2, 2], &[0, 0, 2, 0], 0, out).unwrap();
        assert_eq!(y, [0, 1, 0, 2, 0, 3, 0, 4]);
        assert!(space_to_batch_nd_shape(&[1, 2, 2, 1], &[2, 3], &[0, 0, 0, 0]).is_err());
        assert!(space_to_batch_nd_shape(&[1, 2, 2, 1], &[2, 0], &[0, 0, 0, 0]).is_err());
        assert!(space_to_batch_nd_shape(&[1, 2], &[2, 2], &[0, 0, 0, 0]).is_err());
        assert!(batch_to_space_nd_shape(&[3, 1, 1, 1], &[2, 2], &[0, 0, 0, 0]).is_err());
        assert!(batch_to_space_nd_shape(&[4, 1, 1, 1], &[2, 2], &[0, 3, 0, 0]).is_err());
        assert!(batch_to_space_nd_shape(&[4, 1, 1, 1], &[2, 2], &[-1, 0, 0, 0]).is_err());
    }

    proptest! {
        #[test]
        fn there_and_back(n in 1usize..3, h in 1usize..4, w in 1usize..4, c in 1usize..3,
                          b1 in 1usize..4, b2 in 1usize..4, p1 in 0usize..3, p2 in 0usize..3) {
            let dims = [n, h * b1, w * b2, c];
            let (h, w) = (dims[1], dims[2]);
            // Padding at the front, completed at the back to a multiple of the block.
            let back = |d: usize, p: usize, b: usize| (d + p).next_multiple_of(b) - d - p;
            let paddings = [p1, back(h, p1, b1), p2, back(w, p2, b2)].map(|p| p as i64);
            let block = [b1 as i64, b2 as i64];
            let x: Vec<usize> = (0..product(&dims)).collect();
            let there = space_to_batch_nd_shape(&dims, &block, &paddings).unwrap();
            let mut y = vec![0; product(&there)];
            space_to_batch_nd(TensorRef::new(&dims, &x).unwrap(), &block, &paddings, 7,
                TensorMut::new(&there, &mut y).unwrap()).unwrap();
            let mut z = vec![0; x.len()];
            batch_to_space_nd(TensorRef::new(&there, &y).unwrap(), &block, &paddings,
                TensorMut::new(&dims, &mut z).unwrap()).unwrap();
            prop_assert_eq!(x, z);
        }
    }
}
