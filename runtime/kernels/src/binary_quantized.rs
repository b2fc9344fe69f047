//! Elementwise arithmetic of two quantized operands under broadcasting.

use crate::activation::{Activation, clamp_i32};
use crate::broadcast::{map2, try_map2};
use crate::error::KernelError;
use crate::fixed_point::reciprocal;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::{Multiplier, rounding_divide_by_pot, saturating_rounding_doubling_high_mul};
use crate::tensor::{TensorMut, TensorRef};

/// Quantization of both operands and the result.
#[derive(Debug, Clone, Copy)]
pub struct BinaryQuant {
    /// Of the first operand.
    pub a: QuantParams,
    /// Of the second operand.
    pub b: QuantParams,
    /// Of the result.
    pub output: QuantParams,
}

impl BinaryQuant {
    fn check<T: QuantInt>(&self) -> Result<(), KernelError> {
        self.a.check::<T>("first operand")?;
        self.b.check::<T>("second operand")?;
        self.output.check::<T>("output").map(drop)
    }
}

/// Both operands brought to one fixed-point scale of twice the larger one's.
struct Aligned {
    a: (i32, Multiplier),
    b: (i32, Multiplier),
    /// Fractional bits that keep the operands' precision.
    bits: u32,
    /// The common scale.
    scale: f64,
}

impl Aligned {
    fn new(q: &BinaryQuant, bits: u32) -> Result<Self, KernelError> {
        let scale = 2.0 * f64::from(q.a.scale.max(q.b.scale));
        let part = |q: QuantParams| -> Result<(i32, Multiplier), KernelError> {
            Ok((q.zero_point, Multiplier::from_real(f64::from(q.scale) / scale)?))
        };
        Ok(Aligned { a: part(q.a)?, b: part(q.b)?, bits, scale })
    }

    #[inline]
    fn value<T: QuantInt>(&self, v: T, (zero_point, multiplier): (i32, Multiplier)) -> i32 {
        multiplier.scale(v.widen().wrapping_sub(zero_point).wrapping_shl(self.bits))
    }
}

/// `a + b`: both scaled to a common fixed-point scale with 20 extra bits (15 for `i16`), added and
/// scaled to the output.
pub fn add_quantized<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    combine(a, b, quant, activation, out, i32::wrapping_add)
}

/// `a - b`: as [`add_quantized`].
pub fn sub_quantized<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    combine(a, b, quant, activation, out, i32::wrapping_sub)
}

fn combine<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<T>,
    f: impl Fn(i32, i32) -> i32,
) -> Result<(), KernelError> {
    quant.check::<T>()?;
    let bits = if size_of::<T>() == 2 { 15 } else { 20 };
    let aligned = Aligned::new(quant, bits)?;
    let real = aligned.scale / (f64::from(1u32 << bits) * f64::from(quant.output.scale));
    let multiplier = Multiplier::from_real(real)?;
    let range = activation.range_quantized::<T>(quant.output)?;
    map2(a, b, out, |x, y| {
        let sum = f(aligned.value(x, aligned.a), aligned.value(y, aligned.b));
        finish(multiplier.scale(sum), quant.output, range)
    })
}

/// `a + b` of `i16` values whose scales are powers of two and whose zero points are 0; one operand
/// has the output's scale, the other a smaller one and is shifted right. Models marked
/// `pot_scale_int16` use it; [`power_of_two_shifts`] tells whether it applies.
pub fn add_i16_power_of_two(
    a: TensorRef<i16>,
    b: TensorRef<i16>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    quant.check::<i16>()?;
    let (sa, sb) = power_of_two_shifts(quant).ok_or_else(|| {
        KernelError::real(
            "operand scale",
            f64::from(quant.a.scale),
            "powers of two, one of them the output's",
        )
    })?;
    let range = activation.range_quantized::<i16>(quant.output)?;
    map2(a, b, out, |x, y| {
        let x = rounding_divide_by_pot(i32::from(x), sa);
        let y = rounding_divide_by_pot(i32::from(y), sb);
        let sum = (x + y).clamp(i32::from(i16::MIN), i32::from(i16::MAX));
        <i16 as QuantInt>::saturate(clamp_i32(sum, range))
    })
}

/// Right shifts that bring both operands to the output's scale, where [`add_i16_power_of_two`]
/// applies.
pub fn power_of_two_shifts(quant: &BinaryQuant) -> Option<(u32, u32)> {
    let log2 = |q: QuantParams| {
        let log = q.scale.ln() * (1.0 / 2f32.ln());
        ((log - log.round()).abs() < 1e-3 && q.zero_point == 0).then_some(log.round() as i32)
    };
    let output = log2(quant.output)?;
    let shift = |q| u32::try_from(output - log2(q)?).ok().filter(|&s| s < 32);
    let shifts = (shift(quant.a)?, shift(quant.b)?);
    (shifts.0 == 0 || shifts.1 == 0).then_some(shifts)
}

/// `a * b`: the product of both less their zero points, scaled to the output.
pub fn mul_quantized<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    quant.check::<T>()?;
    // Single precision throughout, as the reference has it.
    let real = quant.a.scale * quant.b.scale / quant.output.scale;
    let multiplier = Multiplier::from_real(f64::from(real))?;
    let range = activation.range_quantized::<T>(quant.output)?;
    map2(a, b, out, |x, y| {
        let x = x.widen().wrapping_sub(quant.a.zero_point);
        let y = y.widen().wrapping_sub(quant.b.zero_point);
        finish(multiplier.scale(x.wrapping_mul(y)), quant.output, range)
    })
}

/// `a / b` by a fixed-point reciprocal of `b`. Refuses a stored zero point (a real zero) in `b`.
///
/// `i16` operands of one shape are divided as real `f32` numbers instead, as the reference does.
pub fn div_quantized<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    activation: Activation,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    quant.check::<T>()?;
    let range = activation.range_quantized::<T>(quant.output)?;
    if size_of::<T>() == 2 && a.dims() == b.dims() {
        return div_as_real(a, b, quant, range, out);
    }
    let real = quant.a.scale / (quant.b.scale * quant.output.scale);
    let multiplier = Multiplier::from_real(f64::from(real))?;
    try_map2(a, b, out, |x, y| {
        let x = x.widen() - quant.a.zero_point;
        let y = y.widen() - quant.b.zero_point;
        let (x, y) = if y < 0 { (-x, -y) } else { (x, y) };
        if y == 0 {
            return Err(KernelError::DivisionByZero);
        }
        let (inverse, inverse_shift) = reciprocal(y, 31);
        // Redundant sign bits of the dividend.
        let headroom = if x < 0 { x.leading_ones() - 1 } else { x.leading_zeros() - 1 };
        let quotient = saturating_rounding_doubling_high_mul(x.wrapping_shl(headroom), inverse);
        let shift = multiplier.shift - inverse_shift - headroom as i32;
        let scaled = saturating_rounding_doubling_high_mul(quotient, multiplier.mantissa);
        // A positive shift is outside the reference's contract; saturate rather than wrap.
        let scaled = if shift > 0 {
            let wide = i64::from(scaled) << shift.min(31);
            wide.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
        } else {
            divide_by_any_pot(scaled, shift.unsigned_abs())
        };
        Ok(finish(scaled, quant.output, range))
    })
}

/// [`rounding_divide_by_pot`] for exponents of 32 and more, which only tiny quotients reach: they
/// vanish, except that a zero dividend gives 1 there, as on the reference's targets.
fn divide_by_any_pot(x: i32, exponent: u32) -> i32 {
    match exponent {
        0..32 => rounding_divide_by_pot(x, exponent),
        _ => i32::from(x == 0),
    }
}

fn div_as_real<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    range: (i32, i32),
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| {
        let x = (x.widen() - quant.a.zero_point) as f32 * quant.a.scale;
        let y = (y.widen() - quant.b.zero_point) as f32 * quant.b.scale;
        if y == 0.0 {
            return Err(KernelError::DivisionByZero);
        }
        Ok(finish((x / y / quant.output.scale).round() as i32, quant.output, range))
    })
}

/// `(a - b)^2`: the difference at a common scale with 7 extra bits, squared, scaled to the output.
pub fn squared_difference_quantized<T: QuantInt>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    quant: &BinaryQuant,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    quant.check::<T>()?;
    const BITS: u32 = 7;
    let aligned = Aligned::new(quant, BITS)?;
    let unit = f64::from(1u32 << (2 * BITS));
    let real = aligned.scale * aligned.scale / (unit * f64::from(quant.output.scale));
    let multiplier = Multiplier::from_real(real)?;
    map2(a, b, out, |x, y| {
        let d = aligned.value(x, aligned.a).wrapping_sub(aligned.value(y, aligned.b));
        finish(multiplier.scale(d.wrapping_mul(d)), quant.output, (T::MIN, T::MAX))
    })
}

/// Adds the output's zero point and clamps.
#[inline]
fn finish<T: QuantInt>(scaled: i32, output: QuantParams, range: (i32, i32)) -> T {
    T::saturate(clamp_i32(scaled.saturating_add(output.zero_point), range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Kernel = fn(TensorRef<i8>, TensorRef<i8>, &BinaryQuant, TensorMut<i8>) -> Result<(), KernelError>;

    fn run(x: i8, y: i8, q: &BinaryQuant, f: Kernel) -> Result<i8, KernelError> {
        let (x, y, mut out) = ([x], [y], [0i8]);
        f(TensorRef::new(&[], &x)?, TensorRef::new(&[], &y)?, q, TensorMut::new(&[], &mut out)?)?;
        Ok(out[0])
    }

    proptest! {
        #[test]
        fn results_are_within_a_step_of_the_real_ones(
            x: i8, y: i8, sa in 0.01f32..2.0, sb in 0.01f32..2.0, so in 0.05f32..4.0,
            za in -128i32..128, zb in -128i32..128, zo in -128i32..128,
        ) {
            let q = BinaryQuant {
                a: QuantParams::new(sa, za), b: QuantParams::new(sb, zb), output: QuantParams::new(so, zo),
            };
            let rx = f64::from(i32::from(x) - za) * f64::from(sa);
            let ry = f64::from(i32::from(y) - zb) * f64::from(sb);
            let cases: [(f64, Kernel); 5] = [
                (rx + ry, |a, b, q, o| add_quantized(a, b, q, Activation::None, o)),
                (rx - ry, |a, b, q, o| sub_quantized(a, b, q, Activation::None, o)),
                (rx * ry, |a, b, q, o| mul_quantized(a, b, q, Activation::None, o)),
                (rx / ry, |a, b, q, o| div_quantized(a, b, q, Activation::None, o)),
                ((rx - ry) * (rx - ry), squared_difference_quantized),
            ];
            for (i, (real, f)) in cases.into_iter().enumerate() {
                let got = run(x, y, &q, f);
                if ry == 0.0 && i == 3 {
                    prop_assert_eq!(got, Err(KernelError::DivisionByZero));
                    continue;
                }
                let stored = real / f64::from(so) + f64::from(zo);
                // The common scale's 7 bits bound the squared difference.
                let slack = if i == 4 { 0.02 * (stored - f64::from(zo)).abs() } else { 0.0 };
                let got = f64::from(got.unwrap());
                prop_assert!((got - stored.clamp(-128.0, 127.0)).abs() <= 1.001 + slack, "case {}: {} {}", i, got, stored);
            }
        }
    }

    #[test]
    fn powers_of_two_are_recognized() {
        let q = |a, b, o| BinaryQuant {
            a: QuantParams::new(a, 0),
            b: QuantParams::new(b, 0),
            output: QuantParams::new(o, 0),
        };
        assert_eq!(power_of_two_shifts(&q(0.25, 0.5, 0.5)), Some((1, 0)));
        assert_eq!(power_of_two_shifts(&q(0.25, 0.25, 0.5)), None);
        assert_eq!(power_of_two_shifts(&q(0.3, 0.5, 0.5)), None);
        assert_eq!(power_of_two_shifts(&q(1.0, 0.5, 0.5)), None);
        let mut out = [0i16; 2];
        let a = TensorRef::new(&[2], &[3i16, 32767]).unwrap();
        let b = TensorRef::new(&[2], &[10i16, 32767]).unwrap();
        let out_t = TensorMut::new(&[2], &mut out).unwrap();
        add_i16_power_of_two(a, b, &q(0.25, 0.5, 0.5), Activation::None, out_t).unwrap();
        assert_eq!(out, [12, 32767]);
    }
}
