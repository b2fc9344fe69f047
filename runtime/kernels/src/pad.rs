//! `pad`, `padv2` and `mirror_pad`.

use crate::error::KernelError;
use crate::slice::write_block;
use crate::strided::{bounded, dimension};
use crate::tensor::{DEFAULT_BYTE_LIMIT, TensorMut, TensorRef, expect_len, strides};

/// Shape with `paddings[2i]` elements before and `paddings[2i + 1]` behind axis `i`.
///
/// `paddings` is the row-major `[rank, 2]` operand. Refuses another number and negative ones.
pub fn pad_shape(input: &[usize], paddings: &[i64]) -> Result<Vec<usize>, KernelError> {
    expect_len("paddings", paddings.len(), input.len().saturating_mul(2))?;
    let dims = input.iter().zip(paddings.chunks_exact(2)).map(|(&d, pair)| {
        let (before, after) = (dimension("padding", pair[0])?, dimension("padding", pair[1])?);
        let size = d.checked_add(before).and_then(|d| d.checked_add(after));
        size.ok_or(KernelError::TooLarge { dims: vec![d, before, after], limit: DEFAULT_BYTE_LIMIT })
    });
    bounded(dims.collect::<Result<_, _>>()?)
}

/// The input inside a border of `value` (the stored zero point for a quantized `pad`).
pub fn pad<T: Copy>(
    input: TensorRef<T>,
    paddings: &[i64],
    value: T,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = pad_shape(input.dims(), paddings)?;
    out.expect_dims(&dims)?;
    let out = out.into_data();
    out.fill(value);
    if input.data().is_empty() {
        return Ok(());
    }
    let steps = strides(&dims);
    // In range: `pad_shape` has checked the paddings.
    let base =
        steps.iter().zip(paddings.chunks_exact(2)).map(|(&s, p)| p[0].unsigned_abs() as usize * s).sum();
    write_block(input, &steps, base, out);
    Ok(())
}

/// What a mirrored border repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MirrorMode {
    /// Not the edge itself: `3 2 | 1 2 3 | 2 1`. At most `size - 1` elements a side.
    Reflect,
    /// The edge too: `2 1 | 1 2 3 | 3 2`. At most `size` elements a side.
    Symmetric,
}

/// Shape of `mirror_pad`; refuses paddings larger than the mode can mirror.
pub fn mirror_pad_shape(
    input: &[usize],
    paddings: &[i64],
    mode: MirrorMode,
) -> Result<Vec<usize>, KernelError> {
    let dims = pad_shape(input, paddings)?;
    let edge = usize::from(mode == MirrorMode::Reflect);
    for (&d, pair) in input.iter().zip(paddings.chunks_exact(2)) {
        for &p in pair {
            if p > 0 && usize::try_from(p).is_ok_and(|p| p > d.saturating_sub(edge)) {
                return Err(KernelError::Parameter {
                    what: "mirrored padding",
                    found: p,
                    expected: "at most the dimension (REFLECT: less one)",
                });
            }
        }
    }
    Ok(dims)
}

/// The input inside a border that mirrors it.
pub fn mirror_pad<T: Copy>(
    input: TensorRef<T>,
    paddings: &[i64],
    mode: MirrorMode,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = mirror_pad_shape(input.dims(), paddings, mode)?;
    out.expect_dims(&dims)?;
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    let edge = usize::from(mode == MirrorMode::Reflect);
    // Source offset of every position of every axis.
    let maps: Vec<Vec<usize>> = strides(input.dims())
        .iter()
        .zip(input.dims())
        .zip(&dims)
        .zip(paddings.chunks_exact(2))
        .map(|(((&step, &size), &padded), pair)| {
            let before = pair[0].unsigned_abs() as usize;
            (0..padded)
                .map(|i| {
                    let at = if i < before {
                        before - i - 1 + edge
                    } else if i - before < size {
                        i - before
                    } else {
                        2 * size - 1 - edge - (i - before)
                    };
                    at * step
                })
                .collect()
        })
        .collect();
    let steps = strides(&dims);
    for (i, o) in out.iter_mut().enumerate() {
        let offset: usize = maps.iter().zip(&steps).map(|(map, &s)| map[i / s % map.len()]).sum();
        *o = input.data()[offset];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_have_the_value() {
        let x = TensorRef::new(&[1, 2], &[1, 2]).unwrap();
        let mut y = [0; 8];
        pad(x, &[1, 0, 0, 2], 9, TensorMut::new(&[2, 4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [9, 9, 9, 9, 1, 2, 9, 9]);
        assert!(pad_shape(&[1, 2], &[1, 0]).is_err());
        assert!(pad_shape(&[1], &[-1, 0]).is_err());
        assert!(pad_shape(&[1], &[i64::MAX, i64::MAX]).is_err());
    }

    #[test]
    fn borders_mirror() {
        let x = TensorRef::new(&[3], &[1, 2, 3]).unwrap();
        let mut y = [0; 7];
        mirror_pad(x, &[2, 2], MirrorMode::Reflect, TensorMut::new(&[7], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 2, 1, 2, 3, 2, 1]);
        mirror_pad(x, &[2, 2], MirrorMode::Symmetric, TensorMut::new(&[7], &mut y).unwrap()).unwrap();
        assert_eq!(y, [2, 1, 1, 2, 3, 3, 2]);
        assert!(mirror_pad_shape(&[3], &[3, 0], MirrorMode::Reflect).is_err());
        assert!(mirror_pad_shape(&[3], &[4, 0], MirrorMode::Symmetric).is_err());
        let x = TensorRef::new(&[2, 2], &[1, 2, 3, 4]).unwrap();
        let mut y = [0; 9];
        mirror_pad(x, &[1, 0, 0, 1], MirrorMode::Reflect, TensorMut::new(&[3, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4, 3, 1, 2, 1, 3, 4, 3]);
    }
}
