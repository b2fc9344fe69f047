//! Softmax and log-softmax over the last axis.

use crate::error::KernelError;
use crate::fixed_point::{exp_on_negative_values, log_of_sum, reciprocal};
use crate::lut::Table16;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::{Multiplier, rounding_divide_by_pot, saturating_rounding_doubling_high_mul};
use crate::tensor::{TensorMut, TensorRef};

/// Integer bits of a scaled difference to the row's maximum: 32 steps of e.
const DIFF_INTEGER_BITS: u32 = 5;
/// Integer bits of the sum of exponentials: rows of up to 4096 equal values do not overflow.
const SUM_INTEGER_BITS: u32 = 12;

/// `out = exp(beta * (x - max)) / sum`, `f32`, any rank from 1; the same shape in and out.
pub fn softmax_f32(input: TensorRef<f32>, beta: f32, out: TensorMut<f32>) -> Result<(), KernelError> {
    let depth = row_length(&input, &out)?;
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let max = x.iter().fold(f32::MIN, |max, &v| if max < v { v } else { max });
        let mut sum = 0f32;
        for (y, &x) in y.iter_mut().zip(x) {
            *y = ((x - max) * beta).exp();
            sum += *y;
        }
        y.iter_mut().for_each(|y| *y /= sum);
    }
    Ok(())
}

/// `out = (x - max) - ln(sum(exp(x - max)))`, `f32`, any rank from 1; the same shape in and out.
pub fn log_softmax_f32(input: TensorRef<f32>, out: TensorMut<f32>) -> Result<(), KernelError> {
    let depth = row_length(&input, &out)?;
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let max = x.iter().fold(f32::MIN, |max, &v| if max < v { v } else { max });
        let sum: f32 = x.iter().fold(0.0, |sum, &v| sum + (v - max).exp());
        let log_sum = sum.ln();
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x - max - log_sum;
        }
    }
    Ok(())
}

/// Softmax of 8-bit values in fixed point; the result has scale 1/256 and zero point `O::MIN`
/// (1/65536 and -32768 for `i16`), which the format fixes.
pub fn softmax_quantized<I: QuantInt, O: QuantInt>(
    input: TensorRef<I>,
    input_quant: QuantParams,
    beta: f32,
    out: TensorMut<O>,
) -> Result<(), KernelError> {
    let depth = row_length(&input, &out)?;
    let (multiplier, diff_min) = scaled_difference(input_quant, f64::from(beta))?;
    let output_bits = 8 * size_of::<O>() as i32;
    if out.dims().contains(&0) {
        return Ok(());
    }
    let mut exps = vec![0i32; depth];
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let max = x.iter().fold(I::MIN, |max, v| max.max(v.widen()));
        let mut sum = 0i32;
        for (e, x) in exps.iter_mut().zip(x) {
            let diff = x.widen() - max;
            *e = if diff >= diff_min { exp_of_difference(diff, multiplier) } else { 0 };
            // Wraps for rows of more than 4096 maxima, as the reference's accumulator does.
            sum = sum.wrapping_add(rounding_divide_by_pot(*e, SUM_INTEGER_BITS));
        }
        let (scale, bits_over_unit) = reciprocal(sum, SUM_INTEGER_BITS as i32);
        let shift = (bits_over_unit + 31 - output_bits).clamp(0, 31) as u32;
        for ((y, &e), x) in y.iter_mut().zip(&exps).zip(x) {
            let share = if x.widen() - max >= diff_min {
                rounding_divide_by_pot(saturating_rounding_doubling_high_mul(scale, e), shift)
            } else {
                0
            };
            *y = O::saturate(share.saturating_add(O::MIN));
        }
    }
    Ok(())
}

/// Softmax of `i16` values (zero point 0) by tables; the result has scale 1/32768 and zero point 0.
pub fn softmax_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    beta: f32,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let depth = row_length(&input, &out)?;
    crate::quant::check_scale("input scale", input_quant.scale)?;
    // Differences of -65535..0 stand for -10..0; less is insignificant.
    let real = f64::from(input_quant.scale * beta) / (10.0 / 65535.0);
    let multiplier = Multiplier::from_real(real)?;
    let range = 65535.0;
    let exp = Table16::new((10.0 / range, 32767), (2.0 / range, 0), f64::exp);
    let inverse = Table16::new((1.0 / range, -32768), (2.0 / range, 0), |v: f64| 1.0 / (1.0 + v));
    let saturate = |v: i32| <i16 as QuantInt>::saturate(v);
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let max = x.iter().fold(i32::from(i16::MIN), |max, &v| max.max(i32::from(v)));
        let mut sum = 0i32;
        for (y, &x) in y.iter_mut().zip(x) {
            let diff = multiplier.scale(i32::from(x) - max);
            *y = exp.at(saturate(diff.saturating_add(32767)));
            sum = sum.wrapping_add(i32::from(*y));
        }
        // At least 1 (the maximum itself), unless a long row wrapped.
        let headroom = sum.leading_zeros().clamp(1, 30);
        let normalised = (((i64::from(sum) << (headroom - 1)) + (1 << 13)) >> 14) as i32;
        // The table is of 1 / (1 + v): take the leading one off, and centre.
        let share = i64::from(inverse.at(saturate(normalised.saturating_sub((1 << 15) + (1 << 16)))));
        let shift = 31 - headroom;
        for y in y {
            let scaled = (i64::from(*y) * share + (1i64 << (shift - 1))) >> shift;
            *y = scaled.clamp(0, 32767) as i16;
        }
    }
    Ok(())
}

/// Log-softmax of 8-bit values in fixed point; the result has scale 1/16 and zero point `T::MAX`.
pub fn log_softmax_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    /// Integer bits of the result: 0 down to -16.
    const OUTPUT_INTEGER_BITS: u32 = 4;
    let depth = row_length(&input, &out)?;
    let (multiplier, diff_min) = scaled_difference(input_quant, 1.0)?;
    // From the fixed point of differences back to differences of stored values.
    let reverse_real =
        f64::from(1u32 << (31 - multiplier.shift).clamp(0, 31)) / f64::from(multiplier.mantissa);
    let reverse = Multiplier::from_real(reverse_real)?;
    let in_fixed_point = |diff: i32| {
        saturating_rounding_doubling_high_mul(diff.wrapping_shl(multiplier.shift as u32), multiplier.mantissa)
    };
    for (x, y) in input.data().chunks_exact(depth).zip(out.into_data().chunks_exact_mut(depth)) {
        let max = x.iter().fold(T::MIN, |max, v| max.max(v.widen()));
        let sum = x.iter().map(|v| v.widen() - max).filter(|&d| d >= diff_min).fold(0i32, |sum, d| {
            let e = exp_on_negative_values(in_fixed_point(d), DIFF_INTEGER_BITS);
            sum.wrapping_add(rounding_divide_by_pot(e, SUM_INTEGER_BITS))
        });
        let log_sum = log_of_sum(sum);
        let smallest = (diff_min - 1).max(reverse.scale(log_sum.wrapping_add(i32::MIN)));
        for (y, x) in y.iter_mut().zip(x) {
            let diff = x.widen() - max;
            *y = if diff > smallest {
                let log = in_fixed_point(diff).wrapping_sub(log_sum);
                let steps = rounding_divide_by_pot(log, 31 - DIFF_INTEGER_BITS - OUTPUT_INTEGER_BITS);
                T::saturate(steps.saturating_add(T::MAX))
            } else {
                T::saturate(T::MIN)
            };
        }
    }
    Ok(())
}

/// Multiplier from a difference of stored values to fixed point with five integer bits, and the
/// smallest difference that it can express.
fn scaled_difference(input: QuantParams, beta: f64) -> Result<(Multiplier, i32), KernelError> {
    crate::quant::check_scale("input scale", input.scale)?;
    let fractional = f64::from(1u32 << (31 - DIFF_INTEGER_BITS));
    let real = beta * f64::from(input.scale) * fractional;
    if real.is_nan() || real <= 1.0 {
        return Err(KernelError::real("softmax beta times input scale", real / fractional, "above 2^-26"));
    }
    // Capped: a difference of one step is then already insignificant.
    let real = real.min(2147483647.0);
    let multiplier = Multiplier::from_real(real)?;
    let largest = f64::from((1u32 << DIFF_INTEGER_BITS) - 1) * fractional / 2f64.powi(multiplier.shift);
    Ok((multiplier, -(largest.floor() as i32)))
}

fn exp_of_difference(diff: i32, multiplier: Multiplier) -> i32 {
    let shifted = diff.wrapping_shl(multiplier.shift as u32);
    let scaled = saturating_rounding_doubling_high_mul(shifted, multiplier.mantissa);
    exp_on_negative_values(scaled, DIFF_INTEGER_BITS)
}

/// Length of a row, at least 1 so that it can cut slices; refuses a scalar and unequal shapes.
fn row_length<A, B>(input: &TensorRef<A>, out: &TensorMut<B>) -> Result<usize, KernelError> {
    out.expect_dims(input.dims())?;
    match input.dims().last() {
        Some(&depth) => Ok(depth.max(1)),
        None => Err(KernelError::Rank { what: "input", found: 0, expected: "at least 1" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn float_rows_sum_to_one() {
        let mut y = [0f32; 4];
        let x = TensorRef::new(&[2, 2], &[0.0, 1000.0, -3.0, -3.0]).unwrap();
        softmax_f32(x, 1.0, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0.0, 1.0, 0.5, 0.5]);
        log_softmax_f32(x, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y[..2], [-1000.0, 0.0]);
        assert!((y[2] + 2f32.ln()).abs() < 1e-6);
    }

    #[test]
    fn quantized_rows_are_close_to_real_ones() {
        let (scale, x) = (0.1f32, [10i8, -20, 40, 127, 100, -128]);
        let mut y = [0i8; 6];
        let t = TensorRef::new(&[1, 6], &x).unwrap();
        softmax_quantized(t, QuantParams::new(scale, 5), 1.0, TensorMut::new(&[1, 6], &mut y).unwrap())
            .unwrap();
        let sum: f32 = x.iter().map(|&v| ((f32::from(v) - 127.0) * scale).exp()).sum();
        for (&x, &y) in x.iter().zip(&y) {
            let want = ((f32::from(x) - 127.0) * scale).exp() / sum * 256.0 - 128.0;
            assert!((f32::from(y) - want).abs() <= 1.0, "{y} {want}");
        }
    }

    #[test]
    fn what_has_no_rows_is_refused_or_empty() {
        let mut y = [0f32; 1];
        let x = TensorRef::new(&[], &[1.0]).unwrap();
        assert!(softmax_f32(x, 1.0, TensorMut::new(&[], &mut y).unwrap()).is_err());
        let x = TensorRef::new(&[3, 0], &[]).unwrap();
        assert!(softmax_f32(x, 1.0, TensorMut::new(&[3, 0], &mut []).unwrap()).is_ok());
        let x = TensorRef::new(&[1], &[1i8]).unwrap();
        for (scale, beta) in [(f32::NAN, 1.0), (1.0, f32::NAN), (1.0, 0.0)] {
            let mut y = [0i8; 1];
            let out = TensorMut::new(&[1], &mut y).unwrap();
            assert!(softmax_quantized(x, QuantParams::new(scale, 0), beta, out).is_err());
        }
    }
}
