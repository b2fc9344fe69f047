//! Transcendental functions in 32-bit fixed point, after gemmlowp's definitions.
//!
//! A raw `i32` with `k` integer bits stands for `raw / 2^(31 - k)`. Products are the rounded high
//! half, so every function here is exact to the bit and free of floating point.

use crate::requantize::{rounding_divide_by_pot, saturating_rounding_doubling_high_mul as mul};

/// `x * 2^shift`, saturated.
fn shift_left_saturating(x: i32, shift: u32) -> i32 {
    let wide = i64::from(x) << shift;
    wide.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// `exp(a)` for `a` in `[-1/4, 0)`, both without integer bits: Taylor's series around -1/8.
fn exp_in_last_quarter(a: i32) -> i32 {
    const EXP_OF_MINUS_EIGHTH: i32 = 1895147668;
    const ONE_THIRD: i32 = 715827883;
    let x = a.wrapping_add(1 << 28);
    let x2 = mul(x, x);
    let x3 = mul(x2, x);
    let x4 = mul(x2, x2);
    let x4_over_4 = rounding_divide_by_pot(x4, 2);
    let tail = rounding_divide_by_pot(mul(x4_over_4.wrapping_add(x3), ONE_THIRD).wrapping_add(x2), 1);
    EXP_OF_MINUS_EIGHTH.wrapping_add(mul(EXP_OF_MINUS_EIGHTH, x.wrapping_add(tail)))
}

/// `exp(a)` without integer bits for `a <= 0` with `integer_bits` of them (at most 5).
pub(crate) fn exp_on_negative_values(a: i32, integer_bits: u32) -> i32 {
    debug_assert!(integer_bits <= 5);
    /// `exp(-2^k)` for k = -2, -1, ... 4.
    const POWERS: [i32; 7] = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
    if a == 0 {
        return i32::MAX;
    }
    let fractional_bits = 31 - integer_bits;
    let quarter = 1i32 << (fractional_bits - 2);
    let within = (a & (quarter - 1)).wrapping_sub(quarter);
    let mut result = exp_in_last_quarter(shift_left_saturating(within, integer_bits));
    let remainder = within.wrapping_sub(a);
    for (i, &power) in POWERS.iter().enumerate() {
        // The sign bit and above hold no power: a value has `integer_bits` integer bits only.
        let bit = fractional_bits - 2 + i as u32;
        if bit < 31 && remainder & (1 << bit) != 0 {
            result = mul(result, power);
        }
    }
    result
}

/// `1 / (1 + a)` for `a` in `[0, 1]`, both without integer bits: Newton's iteration.
fn one_over_one_plus(a: i32) -> i32 {
    const ONE_Q2: i32 = 1 << 29;
    const C48_OVER_17: i32 = 1515870810;
    const NEG_32_OVER_17: i32 = -1010580540;
    let half_denominator = rounding_half_sum(a, i32::MAX);
    let mut x = C48_OVER_17.wrapping_add(mul(half_denominator, NEG_32_OVER_17));
    for _ in 0..3 {
        let error = ONE_Q2.wrapping_sub(mul(half_denominator, x));
        x = x.wrapping_add(shift_left_saturating(mul(x, error), 2));
    }
    shift_left_saturating(x, 1)
}

/// `(a + b) / 2` rounded half away from zero.
fn rounding_half_sum(a: i32, b: i32) -> i32 {
    let sum = i64::from(a) + i64::from(b);
    ((sum + if sum >= 0 { 1 } else { -1 }) / 2) as i32
}

/// The reciprocal of `x > 0` with `integer_bits` integer bits: a fraction without integer bits and
/// the power of two to divide it by.
pub(crate) fn reciprocal(x: i32, integer_bits: i32) -> (i32, i32) {
    let headroom = x.leading_zeros();
    let fraction = (x.cast_unsigned() << headroom).wrapping_sub(1 << 31).cast_signed();
    (one_over_one_plus(fraction), integer_bits - headroom as i32)
}

/// `1 / sqrt(x)` as a mantissa and a power of two to multiply by: `(mantissa, shift)` for
/// [`crate::requantize::Multiplier`]. 0 counts as 1.
pub(crate) fn inverse_sqrt(x: i32) -> (i32, i32) {
    if x <= 1 {
        return (i32::MAX, 0);
    }
    const HALF_THREE_Q3: i32 = (1 << 28) + (1 << 27);
    const HALF_SQRT_2: i32 = 1518500250;
    let mut right_shift = 11;
    let mut input = x;
    while input >= 1 << 29 {
        input /= 4;
        right_shift += 1;
    }
    // Into [2^27, 2^29) by an even shift.
    let pairs = ((input.leading_zeros() - 1) / 2).saturating_sub(1);
    right_shift -= pairs as i32;
    input <<= 2 * pairs;
    let half_input = rounding_divide_by_pot(input >> 1, 1);
    // Newton's iteration with three integer bits, from 1.
    let mut y = 1i32 << 28;
    for _ in 0..5 {
        let cubed = shift_left_saturating(mul(mul(y, y), y), 6);
        y = shift_left_saturating(mul(HALF_THREE_Q3, y).wrapping_sub(mul(half_input, cubed)), 3);
    }
    let mut mantissa = mul(y, HALF_SQRT_2);
    if right_shift < 0 {
        mantissa = mantissa.wrapping_shl(right_shift.unsigned_abs());
        right_shift = 0;
    }
    (mantissa, -right_shift)
}

/// `ln(x)` with 5 integer bits for `x >= 1` with 12 of them.
pub(crate) fn log_of_sum(x: i32) -> i32 {
    const LOG_2: i32 = 1488522236;
    const SQRT_SQRT_HALF: i32 = 1805811301;
    const SQRT_HALF: i32 = 1518500250;
    const ALPHA_N: i32 = 117049297;
    const ALPHA_D: i32 = 127690142;
    const ALPHA_I: i32 = 1057819769;
    const ALPHA_F: i32 = 638450708;
    const INPUT_BITS: i32 = 12;
    /// One more than the result's, since the power of two alone may fill those.
    const ACCUM_BITS: u32 = 6;
    let quarter = rounding_divide_by_pot(1 << 29, ACCUM_BITS);
    let power = |p: i32| shift_left_saturating(p, 31 - ACCUM_BITS);

    // Two candidates for the normalised value, a quarter of an octave to each side; the smaller wins.
    let headroom = x.leading_zeros() as i32;
    let ra = shift_left_saturating(mul(shift_left_saturating(x, (headroom - 1).max(0) as u32), SQRT_HALF), 1);
    let pa = power(INPUT_BITS - headroom).saturating_add(quarter);
    let b = mul(x, SQRT_HALF);
    let headroom = b.leading_zeros() as i32 - 1;
    let rb = shift_left_saturating(x, headroom.max(0) as u32);
    let pb = power(INPUT_BITS - headroom).saturating_sub(quarter);
    let (r, p) = (ra.min(rb), pa.max(pb));

    let mean = rounding_half_sum(r, SQRT_SQRT_HALF);
    let q = r.wrapping_sub(SQRT_SQRT_HALF);
    let q = q.wrapping_add(q);
    let q2 = mul(q, q);
    let numerator = mul(q, r).wrapping_add(mul(mul(q, q2), ALPHA_N));
    let denominator =
        mul(mean, ALPHA_I.wrapping_add(q).wrapping_add(mul(ALPHA_D, q2))).wrapping_add(mul(ALPHA_F, q));
    let inverse = one_over_one_plus(denominator);
    let scaled = rounding_divide_by_pot(numerator, ACCUM_BITS);
    shift_left_saturating(mul(p, LOG_2).wrapping_add(mul(scaled, inverse)), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn exp_is_close_to_the_real_function(raw in i32::MIN..=0) {
            let real = f64::from(raw) / f64::from(1 << 26);
            let got = f64::from(exp_on_negative_values(raw, 5)) / 2147483648.0;
            prop_assert!((got - real.exp()).abs() < 2e-6, "exp({}) = {}", real, got);
        }

        #[test]
        fn inverse_roots_are_close(x in 2i32..) {
            let (mantissa, shift) = inverse_sqrt(x);
            let got = f64::from(mantissa) / 2147483648.0 * 2f64.powi(shift);
            // Five steps from 1 leave the most at the ends of the normalised range.
            let error = got * f64::from(x).sqrt() - 1.0;
            prop_assert!(error.abs() < 1e-5, "{} {} {}", x, got, error);
        }

        #[test]
        fn logarithms_are_close(x in (1i32 << 19)..) {
            let got = f64::from(log_of_sum(x)) / f64::from(1 << 26);
            let want = (f64::from(x) / f64::from(1 << 19)).ln();
            prop_assert!((got - want).abs() < 1e-5, "{} {} {}", x, got, want);
        }

        #[test]
        fn reciprocals_are_close(x in 1i32..) {
            let (fraction, shift) = reciprocal(x, 12);
            let got = f64::from(fraction) / 2147483648.0 / 2f64.powi(shift);
            let want = f64::from(1 << 19) / f64::from(x);
            prop_assert!((got / want - 1.0).abs() < 1e-8);
        }
    }
}
