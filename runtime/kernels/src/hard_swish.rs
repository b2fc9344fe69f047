//! Quantized hard swish: `x * clamp(x + 3, 0, 6) / 6` in 16-bit fixed point.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::{Multiplier, rounding_divide_by_pot};
use crate::tensor::{TensorMut, TensorRef};
use crate::unary::map1;

/// A multiplier with a 15-bit mantissa.
#[derive(Clone, Copy)]
struct Narrow {
    mantissa: i16,
    shift: i32,
}

impl Narrow {
    fn from_real(real: f32) -> Result<Self, KernelError> {
        let wide = Multiplier::from_real(f64::from(real))?;
        const ROUND: i32 = 1 << 15;
        let mantissa = if wide.mantissa >= i32::MAX - ROUND {
            i16::MAX
        } else {
            // A mantissa below 2^31 leaves at most 2^15 - 1.
            ((wide.mantissa + ROUND) >> 16) as i16
        };
        Ok(Narrow { mantissa, shift: wide.shift })
    }
}

/// High 16 bits of `2 * a * b`, rounded to nearest.
fn rounding_high_mul(a: i16, b: i16) -> i16 {
    if a == i16::MIN && b == i16::MIN {
        return i16::MAX;
    }
    let product = i32::from(a) * i32::from(b);
    let nudge = if product >= 0 { 1 << 14 } else { 1 - (1 << 14) };
    ((product + nudge) / (1 << 15)) as i16
}

/// High 16 bits of `2 * a * b`, truncated towards zero.
fn truncating_high_mul(a: i16, b: i16) -> i16 {
    if a == i16::MIN && b == i16::MIN {
        return i16::MAX;
    }
    (i32::from(a) * i32::from(b) / (1 << 15)) as i16
}

fn shift_left(value: i16, amount: i32) -> i16 {
    let wide = i64::from(value) << amount.clamp(0, 31);
    wide.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16
}

/// Hard swish of 8-bit values. Refuses an output scale below 1/128 of the input's.
pub fn hard_swish_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    // Seven extra bits of the input; real 3 is 2^15 on the scale of the ramp.
    let fine_scale = (1.0 / 128.0) * iq.scale;
    let to_output = Narrow::from_real(fine_scale / oq.scale)?;
    let to_ramp = Narrow::from_real(fine_scale / (3.0 / 32768.0))?;
    if to_output.shift > 0 {
        return Err(KernelError::real("output scale", f64::from(oq.scale), "at least 1/128 of the input's"));
    }
    map1(input, out, |x| {
        let fine = ((x.widen() - iq.zero_point) as i16).wrapping_mul(1 << 7);
        let unshifted = rounding_high_mul(fine, to_output.mantissa);
        let mut ramp = fine;
        if to_ramp.shift > 0 {
            // All of the left shift but one before the product, so that saturation cannot show.
            ramp = shift_left(ramp, to_ramp.shift - 1);
        }
        ramp = rounding_high_mul(ramp, to_ramp.mantissa);
        if to_ramp.shift > 0 {
            ramp = shift_left(ramp, 1);
        } else if to_ramp.shift < 0 {
            ramp = rounding_divide_by_pot(i32::from(ramp), to_ramp.shift.unsigned_abs().min(31)) as i16;
        }
        let ramp = ((i32::from(ramp) + (1 << 15)) >> 1) as i16;
        let product = i32::from(truncating_high_mul(ramp, unshifted));
        let scaled = rounding_divide_by_pot(product, to_output.shift.unsigned_abs().min(31));
        T::saturate(scaled + oq.zero_point)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_close_to_the_real_function() {
        let x: Vec<i8> = (-128..=127).collect();
        let mut y = vec![0i8; 256];
        let (iq, oq) = (QuantParams::new(0.05, 4), QuantParams::new(0.04, -20));
        let t = TensorRef::new(&[256], &x).unwrap();
        hard_swish_quantized(t, iq, oq, TensorMut::new(&[256], &mut y).unwrap()).unwrap();
        for (&x, &y) in x.iter().zip(&y) {
            let real = (f32::from(x) - 4.0) * 0.05;
            let want = (real * (real + 3.0).clamp(0.0, 6.0) / 6.0 / 0.04 - 20.0).clamp(-128.0, 127.0);
            assert!((f32::from(y) - want).abs() <= 1.0, "{x} {y} {want}");
        }
        let tiny = QuantParams::new(1e-6, 0);
        assert!(hard_swish_quantized(t, iq, tiny, TensorMut::new(&[256], &mut y).unwrap()).is_err());
    }
}
