//! Fixed-point scaling of accumulators: a real multiplier as a 31-bit mantissa and a power of two.
//!
//! This is the double-rounding variant the reference runtime ships with: the product with the
//! mantissa is rounded once, the right shift a second time (half away from zero).

use crate::error::KernelError;

/// A real multiplier `mantissa * 2^(shift - 31)`, the mantissa in `[2^30, 2^31)` or zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiplier {
    /// Fixed-point mantissa with 31 fractional bits.
    pub mantissa: i32,
    /// Power of two; positive shifts left.
    pub shift: i32,
}

impl Multiplier {
    /// The fixed-point form of `real`, mantissa rounded half away from zero. Below 2^-32 it is zero;
    /// what is not finite is refused.
    pub fn from_real(real: f64) -> Result<Self, KernelError> {
        if !real.is_finite() {
            return Err(KernelError::real("requantization multiplier", real, "a finite number"));
        }
        if real == 0.0 {
            return Ok(Multiplier { mantissa: 0, shift: 0 });
        }
        let (fraction, mut shift) = frexp(real);
        let mut mantissa = (fraction * 2147483648.0).round() as i64;
        if mantissa == 1 << 31 {
            mantissa /= 2;
            shift += 1;
        }
        if shift < -31 {
            return Ok(Multiplier { mantissa: 0, shift: 0 });
        }
        // Below 2^31 in magnitude after the step above.
        Ok(Multiplier { mantissa: mantissa as i32, shift })
    }

    /// `x * self` for a 32-bit accumulator. A left shift wraps, and its amount counts modulo 32, as on
    /// the reference's targets: models with channels quantized to almost nothing get there.
    #[inline]
    pub fn scale(self, x: i32) -> i32 {
        let left = self.shift.max(0) as u32;
        let right = (-self.shift).max(0) as u32;
        rounding_divide_by_pot(
            saturating_rounding_doubling_high_mul(x.wrapping_shl(left), self.mantissa),
            right,
        )
    }

    /// `x * self` for a 64-bit accumulator (16-bit activations): the mantissa is reduced to 15 bits,
    /// one rounding (half up). Needs `shift < 15`, see [`Multiplier::check_wide`].
    #[inline]
    pub fn scale_wide(self, x: i64) -> i32 {
        let reduced = if self.mantissa < 0x7FFF_0000 { (self.mantissa + (1 << 15)) >> 16 } else { 0x7FFF };
        let total_shift = 15 - self.shift;
        let product = x.wrapping_mul(i64::from(reduced)).wrapping_add(1i64 << (total_shift - 1));
        // The reference narrows by truncation.
        (product >> total_shift) as i32
    }

    /// Refuses a multiplier that [`Multiplier::scale_wide`] cannot apply (256 and more).
    pub fn check_wide(self) -> Result<Self, KernelError> {
        if self.shift < 8 {
            return Ok(self);
        }
        let found = i64::from(self.shift);
        Err(KernelError::Parameter { what: "requantization shift", found, expected: "less than 8" })
    }
}

/// High 32 bits of `2 * a * b`, rounded to nearest; the one overflow (`MIN * MIN`) saturates.
#[inline]
pub fn saturating_rounding_doubling_high_mul(a: i32, b: i32) -> i32 {
    if a == i32::MIN && b == i32::MIN {
        return i32::MAX;
    }
    let product = i64::from(a) * i64::from(b);
    let nudge = if product >= 0 { 1 << 30 } else { 1 - (1 << 30) };
    // Division, not a shift: it truncates towards zero, as the nudge for negatives expects.
    ((product + nudge) / (1i64 << 31)) as i32
}

/// `x / 2^exponent` rounded half away from zero; `exponent` at most 31.
#[inline]
pub fn rounding_divide_by_pot(x: i32, exponent: u32) -> i32 {
    let mask = ((1i64 << exponent) - 1) as i32;
    let remainder = x & mask;
    let threshold = (mask >> 1) + i32::from(x < 0);
    (x >> exponent) + i32::from(remainder > threshold)
}

/// `real = fraction * 2^exponent` with the fraction's magnitude in `[0.5, 1)`. Finite, not zero.
fn frexp(real: f64) -> (f64, i32) {
    const EXPONENT_BITS: u64 = 0x7FF;
    let bits = real.to_bits();
    let exponent = ((bits >> 52) & EXPONENT_BITS) as i32;
    if exponent == 0 {
        // Subnormal: scale into the normal range first.
        let (fraction, exponent) = frexp(real * 18014398509481984.0); // 2^54
        return (fraction, exponent - 54);
    }
    let fraction = f64::from_bits((bits & !(EXPONENT_BITS << 52)) | (1022 << 52));
    (fraction, exponent - 1022)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn multipliers_of_known_numbers() {
        assert_eq!(Multiplier::from_real(1.0), Ok(Multiplier { mantissa: 1 << 30, shift: 1 }));
        assert_eq!(Multiplier::from_real(0.75), Ok(Multiplier { mantissa: 3 << 29, shift: 0 }));
        assert_eq!(Multiplier::from_real(-0.75), Ok(Multiplier { mantissa: -(3 << 29), shift: 0 }));
        // The largest fraction below one rounds up to the next power of two.
        assert_eq!(Multiplier::from_real(1.0 - 1e-16), Ok(Multiplier { mantissa: 1 << 30, shift: 1 }));
        assert_eq!(Multiplier::from_real(1e-12), Ok(Multiplier { mantissa: 0, shift: 0 }));
        assert_eq!(Multiplier::from_real(5e-324), Ok(Multiplier { mantissa: 0, shift: 0 }));
        for bad in [f64::NAN, f64::INFINITY] {
            assert!(Multiplier::from_real(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn huge_multipliers_shift_modulo_32() {
        let m = Multiplier::from_real(2f64.powi(99)).unwrap();
        assert_eq!(m, Multiplier { mantissa: 1 << 30, shift: 100 });
        assert_eq!([0, 1, -7].map(|x| m.scale(x)), [0, 8, -56]);
        assert!(m.check_wide().is_err());
    }

    #[test]
    fn both_roundings_happen() {
        // 3/8 of 4 is 1.5: away from zero on both sides.
        let m = Multiplier::from_real(0.375).unwrap();
        assert_eq!(m.scale(4), 2);
        assert_eq!(m.scale(-4), -2);
        // A value where the first rounding lifts a tie that a single rounding would not see.
        assert_eq!(rounding_divide_by_pot(-1, 1), -1);
        assert_eq!(rounding_divide_by_pot(1, 1), 1);
        assert_eq!(rounding_divide_by_pot(i32::MIN, 31), -1);
        assert_eq!(saturating_rounding_doubling_high_mul(i32::MIN, i32::MIN), i32::MAX);
    }

    /// Rounds `n / d` half away from zero, in 128 bits.
    fn round_div(n: i128, d: i128) -> i128 {
        let q = (n.abs() + d / 2) / d;
        if n < 0 { -q } else { q }
    }

    proptest! {
        #[test]
        fn high_mul_is_the_rounded_quotient(a: i32, b: i32) {
            prop_assume!(a != i32::MIN || b != i32::MIN);
            let got = saturating_rounding_doubling_high_mul(a, b);
            // Ties of negative products go up: gemmlowp adds 1 - 2^30 and truncates.
            let p = i128::from(a) * i128::from(b);
            let want = if p >= 0 { (p + (1 << 30)) >> 31 } else { -((-p + (1 << 30) - 1) >> 31) };
            prop_assert_eq!(i128::from(got), want);
        }

        #[test]
        fn divide_by_pot_is_the_rounded_quotient(x: i32, e in 0u32..=31) {
            prop_assert_eq!(i128::from(rounding_divide_by_pot(x, e)), round_div(x.into(), 1i128 << e));
        }

        #[test]
        fn scaling_is_within_one_of_the_real_product(x in -(1i32 << 20)..(1 << 20), real in 1e-7f64..100.0) {
            let m = Multiplier::from_real(real).unwrap();
            prop_assert!((f64::from(m.scale(x)) - f64::from(x) * real).abs() <= 1.01);
            let wide = f64::from(m.check_wide().unwrap().scale_wide(x.into()));
            prop_assert!((wide - f64::from(x) * real).abs() <= 1.0 + (f64::from(x) * real).abs() / 16384.0);
        }

        #[test]
        fn frexp_is_exact(real in prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL) {
            let (f, e) = frexp(real);
            prop_assert!((0.5..1.0).contains(&f.abs()));
            // Two steps, since 2^e alone can leave the range.
            prop_assert_eq!(f * 2f64.powi(e / 2) * 2f64.powi(e - e / 2), real);
        }
    }
}
