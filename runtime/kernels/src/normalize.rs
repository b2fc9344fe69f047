//! Normalization over the last axis: `l2_normalization` and `local_response_normalization`.

use crate::activation::Activation;
use crate::error::KernelError;
use crate::fixed_point::inverse_sqrt;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::Multiplier;
use crate::tensor::{TensorMut, TensorRef};

/// Rows of the last axis, at least 1 long so that they can cut slices; refuses a scalar.
fn rows<T>(input: &TensorRef<T>, out: &TensorMut<T>) -> Result<usize, KernelError> {
    out.expect_dims(input.dims())?;
    match input.dims().last() {
        Some(&depth) => Ok(depth.max(1)),
        None => Err(KernelError::Rank { what: "input", found: 0, expected: "at least 1" }),
    }
}

/// Each row divided by its Euclidean norm, which counts as 1e-6 at least; clamped.
pub fn l2_normalization_f32(
    input: TensorRef<f32>,
    activation: Activation,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    const EPSILON: f32 = 1e-6;
    let depth = rows(&input, &out)?;
    let clamp = activation.range_f32();
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let squares: f32 = x.iter().fold(0.0, |sum, &v| sum + v * v);
        let norm = squares.sqrt().max(EPSILON);
        for (y, &x) in y.iter_mut().zip(x) {
            *y = clamp.apply(x / norm);
        }
    }
    Ok(())
}

/// Each row of 8-bit values divided by its Euclidean norm; the result has scale 1/128 and the zero
/// point in the middle of the type (0 for `i8`, 128 for `u8`).
pub fn l2_normalization_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    /// The result's scale is 2^-7.
    const OUTPUT_SHIFT: i32 = 7;
    let iq = input_quant.check::<T>("input")?;
    let depth = rows(&input, &out)?;
    let zero = T::MIN.midpoint(T::MAX + 1);
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let squares = x.iter().fold(0i32, |sum, v| {
            let v = v.widen() - iq.zero_point;
            sum.wrapping_add(v.wrapping_mul(v))
        });
        let (mantissa, shift) = inverse_sqrt(squares);
        let multiplier = Multiplier { mantissa, shift: shift + OUTPUT_SHIFT };
        for (y, x) in y.iter_mut().zip(x) {
            *y = T::saturate(multiplier.scale(x.widen() - iq.zero_point).saturating_add(zero));
        }
    }
    Ok(())
}

/// Attributes of a local response normalization.
#[derive(Debug, Clone, Copy)]
pub struct LocalResponseParams {
    /// Channels to each side that take part.
    pub radius: i32,
    /// Added to the scaled sum of squares.
    pub bias: f32,
    /// Scale of the sum of squares.
    pub alpha: f32,
    /// Exponent of the divisor.
    pub beta: f32,
}

/// `x / (bias + alpha * sum of squares of the neighbours in the row)^beta`. Refuses a negative radius.
///
/// The window reaches `radius` channels to both sides, as in TensorFlow and in LiteRT's optimized
/// kernel; LiteRT's reference kernel leaves the last one out.
pub fn local_response_normalization_f32(
    input: TensorRef<f32>,
    params: &LocalResponseParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let depth = rows(&input, &out)?;
    let found = i64::from(params.radius);
    let radius = usize::try_from(params.radius).map_err(|_| KernelError::Parameter {
        what: "radius",
        found,
        expected: "at least 0",
    })?;
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        for (c, y) in y.iter_mut().enumerate() {
            let window = c.saturating_sub(radius)..c.saturating_add(radius + 1).min(depth);
            let squares = x[window].iter().fold(0f32, |sum, &v| sum + v * v);
            *y = x[c] * (params.bias + params.alpha * squares).powf(-params.beta);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_get_unit_length() {
        let x = TensorRef::new(&[2, 2], &[3.0, 4.0, 0.0, 0.0]).unwrap();
        let mut y = [9.0; 4];
        l2_normalization_f32(x, Activation::None, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0.6, 0.8, 0.0, 0.0]);
        let x = TensorRef::new(&[2], &[30i8, -40]).unwrap();
        let mut y = [0i8; 2];
        l2_normalization_quantized(x, QuantParams::new(0.1, 0), TensorMut::new(&[2], &mut y).unwrap())
            .unwrap();
        assert_eq!(y, [77, -102]);
        let x = TensorRef::new(&[2], &[158u8, 88]).unwrap();
        let mut y = [0u8; 2];
        let q = QuantParams::new(0.1, 128);
        l2_normalization_quantized(x, q, TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [205, 26]);
        let scalar = TensorRef::new(&[], &[1.0]).unwrap();
        let mut y = [0.0];
        assert!(
            l2_normalization_f32(scalar, Activation::None, TensorMut::new(&[], &mut y).unwrap()).is_err()
        );
    }

    #[test]
    fn neighbours_share_a_divisor() {
        let p = LocalResponseParams { radius: 1, bias: 1.0, alpha: 1.0, beta: 1.0 };
        let x = TensorRef::new(&[3], &[1.0, 2.0, 3.0]).unwrap();
        let mut y = [0.0; 3];
        local_response_normalization_f32(x, &p, TensorMut::new(&[3], &mut y).unwrap()).unwrap();
        for (y, want) in y.iter().zip([1.0 / 6.0, 2.0 / 15.0, 3.0 / 14.0]) {
            assert!((y - want).abs() < 1e-6);
        }
        let bad = LocalResponseParams { radius: -1, ..p };
        assert!(local_response_normalization_f32(x, &bad, TensorMut::new(&[3], &mut y).unwrap()).is_err());
    }
}
