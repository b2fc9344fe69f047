//! `rfft2d`: the discrete Fourier transform of real matrices, the half that the other half mirrors.

use std::f64::consts::TAU;

use crate::error::KernelError;
use crate::strided::bounded;
use crate::tensor::{TensorMut, TensorRef};

/// A complex number: real and imaginary part.
type Complex = [f64; 2];

/// The lengths of a transform, from its length operand. Refuses any but two powers of two.
fn lengths(fft_length: &[i32]) -> Result<[usize; 2], KernelError> {
    let &[height, width] = fft_length else {
        return Err(KernelError::Length { what: "fft_length", found: fft_length.len(), expected: 2 });
    };
    let power = |value: i32| {
        let found = i64::from(value);
        let length = usize::try_from(value).ok().filter(|length| length.is_power_of_two());
        length.ok_or(KernelError::Parameter { what: "fft_length", found, expected: "a power of two" })
    };
    Ok([power(height)?, power(width)?])
}

/// Shape of the result: the input's with `[fft_length[0], fft_length[1] / 2 + 1]` last.
///
/// Refuses ranks below 2 and lengths that are not powers of two.
pub fn rfft2d_shape(input: &[usize], fft_length: &[i32]) -> Result<Vec<usize>, KernelError> {
    let [height, width] = lengths(fft_length)?;
    let Some((_, leading)) = input.split_last().and_then(|(_, rest)| rest.split_last()) else {
        return Err(KernelError::Rank { what: "input", found: input.len(), expected: "at least 2" });
    };
    bounded([leading, &[height, width / 2 + 1]].concat())
}

/// The transform of every matrix in the last two axes, cut or padded with zeros to `fft_length`; computed
/// in double precision. Elements of the result are `[real, imaginary]`.
pub fn rfft2d(
    input: TensorRef<f32>,
    fft_length: &[i32],
    out: TensorMut<[f32; 2]>,
) -> Result<(), KernelError> {
    let dims = rfft2d_shape(input.dims(), fft_length)?;
    out.expect_dims(&dims)?;
    let [height, width] = lengths(fft_length)?;
    let (rows, cols) = (input.dims()[dims.len() - 2], input.dims()[dims.len() - 1]);
    let half = width / 2 + 1;
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    let mut row = vec![[0f64; 2]; width];
    let mut column = vec![[0f64; 2]; height];
    let mut spectrum = vec![[0f64; 2]; height * half];
    for (matrix, target) in out.chunks_exact_mut(height * half).enumerate() {
        for y in 0..height {
            row.fill([0.0; 2]);
            if y < rows {
                let source = &input.data()[(matrix * rows + y) * cols..][..cols];
                row.iter_mut().zip(source).for_each(|(to, &v)| *to = [f64::from(v), 0.0]);
            }
            transform(&mut row);
            spectrum[y * half..][..half].copy_from_slice(&row[..half]);
        }
        for x in 0..half {
            column.iter_mut().enumerate().for_each(|(y, to)| *to = spectrum[y * half + x]);
            transform(&mut column);
            for (y, &[re, im]) in column.iter().enumerate() {
                target[y * half + x] = [re as f32, im as f32];
            }
        }
    }
    Ok(())
}

/// The transform in place: bit-reversed order, then butterflies of doubling size. The length is a power
/// of two.
fn transform(values: &mut [Complex]) {
    let n = values.len();
    let bits = n.trailing_zeros();
    for i in 1..n {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            values.swap(i, j);
        }
    }
    let mut size = 2;
    while size <= n {
        let half = size / 2;
        for k in 0..half {
            let (sin, cos) = (-TAU * k as f64 / size as f64).sin_cos();
            for start in (0..n).step_by(size) {
                let [a, b] = [values[start + k], values[start + k + half]];
                let turned = [b[0] * cos - b[1] * sin, b[0] * sin + b[1] * cos];
                values[start + k] = [a[0] + turned[0], a[1] + turned[1]];
                values[start + k + half] = [a[0] - turned[0], a[1] - turned[1]];
            }
        }
        size *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The defining sum.
    fn naive(x: &[f32], cols: usize, [height, width]: [usize; 2], v: usize, u: usize) -> Complex {
        let mut sum = [0f64; 2];
        for (i, &value) in x.iter().enumerate() {
            let (y, x) = (i / cols, i % cols);
            if y < height && x < width {
                let turns = (v * y) as f64 / height as f64 + (u * x) as f64 / width as f64;
                let (sin, cos) = (-TAU * turns).sin_cos();
                sum = [sum[0] + f64::from(value) * cos, sum[1] + f64::from(value) * sin];
            }
        }
        sum
    }

    proptest! {
        #[test]
        fn equals_the_defining_sum(x in prop::collection::vec(-1f32..1.0, 15), h in 0u32..4, w in 0u32..5) {
            let (height, width) = (1usize << h, 1usize << w);
            let lengths = [height as i32, width as i32];
            let dims = rfft2d_shape(&[3, 5], &lengths).unwrap();
            let mut out = vec![[0f32; 2]; dims[0] * dims[1]];
            rfft2d(TensorRef::new(&[3, 5], &x).unwrap(), &lengths, TensorMut::new(&dims, &mut out).unwrap()).unwrap();
            for (i, got) in out.iter().enumerate() {
                let want = naive(&x, 5, [height, width], i / dims[1], i % dims[1]);
                prop_assert!((f64::from(got[0]) - want[0]).abs() < 1e-5, "{got:?} {want:?}");
                prop_assert!((f64::from(got[1]) - want[1]).abs() < 1e-5, "{got:?} {want:?}");
            }
        }
    }

    #[test]
    fn other_lengths_are_refused() {
        for lengths in [&[1, 3][..], &[0, 4], &[-4, 4], &[4]] {
            assert!(rfft2d_shape(&[1, 4], lengths).is_err(), "{lengths:?}");
        }
        assert!(rfft2d_shape(&[4], &[1, 4]).is_err());
        assert_eq!(rfft2d_shape(&[7, 1, 4], &[1, 8]), Ok(vec![7, 1, 5]));
    }
}
