//! Lookup tables of real functions over quantized values.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::tensor::{TensorMut, TensorRef};

/// `out = quantize(f(dequantize(x)))` for the 256 values of an 8-bit type, in `f32`, rounded half
/// away from zero. The same shape in and out.
pub fn lookup_8bit<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    f: impl Fn(f32) -> f32,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    out.expect_dims(input.dims())?;
    let inverse = 1.0f32 / oq.scale;
    let table: Vec<T> = (T::MIN..=T::MAX)
        .map(|v| {
            let real = iq.scale * (v - iq.zero_point) as f32;
            T::saturate(((f(real) * inverse).round() + oq.zero_point as f32) as i32)
        })
        .collect();
    for (o, v) in out.into_data().iter_mut().zip(input.data()) {
        *o = table[v.widen().abs_diff(T::MIN) as usize];
    }
    Ok(())
}

/// Steps of a 16-bit table; values in between are interpolated.
const STEPS: usize = 512;

/// A table of a real function over 16-bit values: 513 samples, each nudged by half the error that
/// linear interpolation makes in the middle of its step.
#[derive(Debug, Clone)]
pub struct Table16 {
    samples: Vec<i16>,
}

/// Floating point in which a 16-bit table is made; the precision decides the last bit.
pub trait TableFloat: Copy {
    /// From an integer.
    fn from_i32(v: i32) -> Self;
    /// Sum, product, quotient.
    fn add(self, other: Self) -> Self;
    /// Product.
    fn mul(self, other: Self) -> Self;
    /// Quotient.
    fn div(self, other: Self) -> Self;
    /// Rounded half away from zero.
    fn round(self) -> Self;
    /// Saturated to 16 bits.
    fn to_i16(self) -> i16;
}

macro_rules! table_float {
    ($($t:ty),*) => {$(
        impl TableFloat for $t {
            fn from_i32(v: i32) -> Self {
                v as $t
            }
            fn add(self, other: Self) -> Self {
                self + other
            }
            fn mul(self, other: Self) -> Self {
                self * other
            }
            fn div(self, other: Self) -> Self {
                self / other
            }
            fn round(self) -> Self {
                <$t>::round(self)
            }
            fn to_i16(self) -> i16 {
                self as i16
            }
        }
    )*};
}

table_float!(f32, f64);

impl Table16 {
    /// Samples `f` where `real = input_scale * (stored - input_zero)`, results at `output_scale` and
    /// `output_zero`.
    pub fn new<F: TableFloat>(
        (input_scale, input_zero): (F, i32),
        (output_scale, output_zero): (F, i32),
        f: impl Fn(F) -> F,
    ) -> Self {
        let (low, high) = (i32::from(i16::MIN), i32::from(i16::MAX));
        let minus = F::from_i32(-1);
        let half = F::from_i32(1).div(F::from_i32(2));
        let input = |v: i32| input_scale.mul(F::from_i32(v - input_zero));
        let (input_min, input_max) = (input(low), input(high));
        let output = |v: i32| output_scale.mul(F::from_i32(v - output_zero));
        let step = input_max.add(input_min.mul(minus)).div(F::from_i32(STEPS as i32));
        let half_step = step.mul(half);
        let range = output(high).add(output(low).mul(minus));
        let inverse = F::from_i32(high - low + 1).div(range);
        let at = |i: i32| input_min.add(F::from_i32(i).mul(step));
        let sample = |i: i32| {
            let value = f(at(i)).mul(inverse);
            let middle = f(at(i).add(half_step)).mul(inverse).round();
            let next = f(at(i + 1)).mul(inverse);
            let rounded = value.round();
            let interpolated = next.add(rounded).mul(half).round();
            let error = interpolated.add(middle.mul(minus));
            let bias = error.mul(half).round();
            rounded.add(bias.mul(minus)).to_i16()
        };
        let mut samples: Vec<i16> = (0..STEPS as i32).map(sample).collect();
        samples.push(f(input_max).mul(inverse).round().to_i16());
        Table16 { samples }
    }

    /// The function at stored value `v`, interpolated between the samples around it.
    #[inline]
    pub fn at(&self, v: i16) -> i16 {
        let index = (256 + (i32::from(v) >> 7)) as usize;
        let offset = i32::from(v) & 0x7F;
        let base = i32::from(self.samples[index]);
        // The slope is kept in 16 bits, as the reference's is.
        let slope = i32::from((i32::from(self.samples[index + 1]) - base) as i16);
        (base + ((slope * offset + 64) >> 7)) as i16
    }
}

/// `out = f(x)` for `i16` values with zero point 0, through a [`Table16`] made in `f32`.
pub fn lookup_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    f: impl Fn(f32) -> f32,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<i16>("input")?, output_quant.check::<i16>("output")?);
    out.expect_dims(input.dims())?;
    let table = Table16::new((iq.scale, iq.zero_point), (oq.scale, oq.zero_point), f);
    for (o, &v) in out.into_data().iter_mut().zip(input.data()) {
        *o = table.at(v);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_8_bits_hold_every_value() {
        let x: Vec<i8> = (-128..=127).collect();
        let mut y = vec![0i8; 256];
        let (iq, oq) = (QuantParams::new(0.05, 3), QuantParams::new(1.0 / 128.0, 0));
        lookup_8bit(
            TensorRef::new(&[256], &x).unwrap(),
            iq,
            oq,
            f32::tanh,
            TensorMut::new(&[256], &mut y).unwrap(),
        )
        .unwrap();
        for (&x, &y) in x.iter().zip(&y) {
            let want = ((f32::from(x) - 3.0) * 0.05).tanh() * 128.0;
            assert!((f32::from(y) - want.clamp(-128.0, 127.0)).abs() <= 0.51);
        }
    }

    #[test]
    fn tables_of_16_bits_interpolate() {
        let table = Table16::new((4.0 / 32768.0, 0), (1.0 / 32768.0, 0), f64::tanh);
        for v in (-32768..=32767).step_by(37) {
            let want = (f64::from(v) * 4.0 / 32768.0).tanh() * 32768.0;
            // A step is 65535 / 512 values wide but looked up as 128: up to one value of the input
            // is lost, which the slope makes four of the output.
            assert!((f64::from(table.at(v as i16)) - want).abs() < 6.0, "{v}");
        }
    }
}
