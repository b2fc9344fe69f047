//! Activation functions fused into another operator: a clamp of its result.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};

/// A fused activation. `Tanh` and `SignBit` exist in the format only; like the reference kernels,
/// operators that clamp treat them as no clamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Activation {
    /// No activation.
    #[default]
    None,
    /// `max(x, 0)`.
    Relu,
    /// `x` clamped to -1..1.
    ReluN1To1,
    /// `x` clamped to 0..6.
    Relu6,
    /// Hyperbolic tangent.
    Tanh,
    /// The sign bit.
    SignBit,
}

impl Activation {
    /// The bounds as real numbers; `None` where there is no bound.
    fn bounds(self) -> (Option<f32>, Option<f32>) {
        match self {
            Activation::None | Activation::Tanh | Activation::SignBit => (None, None),
            Activation::Relu => (Some(0.0), None),
            Activation::ReluN1To1 => (Some(-1.0), Some(1.0)),
            Activation::Relu6 => (Some(0.0), Some(6.0)),
        }
    }

    /// The clamp on `f32` results. No bound means the largest finite value, so that an infinite
    /// result becomes finite, as in the reference kernels; NaN stays NaN.
    pub fn range_f32(self) -> ClampF32 {
        let (low, high) = self.bounds();
        ClampF32 { low: low.unwrap_or(f32::MIN), high: high.unwrap_or(f32::MAX) }
    }

    /// The function itself on one value, for the recurrent operators, which also know `Tanh` and
    /// `SignBit`.
    pub fn apply_f32(self, x: f32) -> f32 {
        match self {
            Activation::None => x,
            Activation::Tanh => x.tanh(),
            Activation::SignBit => f32::from(u8::from(x.is_sign_negative())),
            Activation::Relu | Activation::ReluN1To1 | Activation::Relu6 => self.range_f32().apply(x),
        }
    }

    /// The clamp on `i32` results of integer arithmetic.
    pub fn range_i32(self) -> (i32, i32) {
        let (low, high) = self.bounds();
        (low.map_or(i32::MIN, |v| v as i32), high.map_or(i32::MAX, |v| v as i32))
    }

    /// The clamp on `i64` results of integer arithmetic.
    pub fn range_i64(self) -> (i64, i64) {
        let (low, high) = self.bounds();
        (low.map_or(i64::MIN, |v| v as i64), high.map_or(i64::MAX, |v| v as i64))
    }

    /// The clamp on stored values of a quantized result: bounds rounded half away from zero.
    pub fn range_quantized<T: QuantInt>(self, output: QuantParams) -> Result<(i32, i32), KernelError> {
        output.check::<T>("output")?;
        let stored = |real: f32| -> Result<i32, KernelError> {
            let steps = (real / output.scale).round();
            // 2^31 itself is the first value that does not fit.
            if !(-2147483648.0..2147483648.0).contains(&steps) {
                let found = f64::from(output.scale);
                return Err(KernelError::real("output scale", found, "one that can express the activation"));
            }
            Ok(output.zero_point.saturating_add(steps as i32))
        };
        let (low, high) = self.bounds();
        let low = low.map_or(Ok(T::MIN), stored)?.max(T::MIN);
        let high = high.map_or(Ok(T::MAX), stored)?.min(T::MAX);
        Ok((low, high))
    }
}

/// A clamp that keeps NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClampF32 {
    /// Lower bound.
    pub low: f32,
    /// Upper bound.
    pub high: f32,
}

impl ClampF32 {
    /// `x` within the bounds.
    #[inline]
    pub fn apply(self, x: f32) -> f32 {
        let x = if x < self.low { self.low } else { x };
        if self.high < x { self.high } else { x }
    }
}

/// `x` within `low..=high`, where `low` wins if the two cross (a scale that cannot express them).
#[inline]
pub(crate) fn clamp_i32(x: i32, (low, high): (i32, i32)) -> i32 {
    x.min(high).max(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn float_clamps_keep_nan() {
        let c = Activation::Relu6.range_f32();
        assert_eq!([-1.0, 3.0, 7.0].map(|x| c.apply(x)), [0.0, 3.0, 6.0]);
        assert!(c.apply(f32::NAN).is_nan());
        assert_eq!(Activation::None.range_f32().apply(f32::INFINITY), f32::MAX);
    }

    #[test]
    fn quantized_bounds_are_rounded_and_saturated() {
        let q = QuantParams::new(0.05, -128);
        assert_eq!(Activation::Relu6.range_quantized::<i8>(q), Ok((-128, -8)));
        assert_eq!(Activation::ReluN1To1.range_quantized::<i8>(q), Ok((-128, -108)));
        assert_eq!(Activation::None.range_quantized::<i16>(QuantParams::new(1.0, 0)), Ok((-32768, 32767)));
        assert!(Activation::Relu6.range_quantized::<i8>(QuantParams::new(1e-30, 0)).is_err());
        assert!(Activation::None.range_quantized::<i8>(QuantParams::new(f32::NAN, 0)).is_err());
    }
}
