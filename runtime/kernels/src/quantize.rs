//! `quantize`, `dequantize`, requantization between parameters, and `fake_quant`.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams, check_channel_scales};
use crate::requantize::Multiplier;
use crate::strided::around;
use crate::tensor::{TensorMut, TensorRef, expect_len, resolve_axis};
use crate::unary::map1;

/// Per-channel parameters along one axis.
#[derive(Debug, Clone, Copy)]
pub struct ChannelQuant<'a> {
    /// One scale per channel.
    pub scales: &'a [f32],
    /// One zero point per channel, or none for zeros.
    pub zero_points: &'a [i32],
    /// The quantized axis.
    pub axis: i64,
}

impl ChannelQuant<'_> {
    /// Channels and elements behind the axis, checked.
    fn layout(&self, dims: &[usize]) -> Result<(usize, usize), KernelError> {
        let (_, channels, inner) = around(dims, resolve_axis(self.axis, dims.len())?);
        expect_len("scales", self.scales.len(), channels)?;
        check_channel_scales("scales", self.scales, channels)?;
        if !self.zero_points.is_empty() {
            expect_len("zero points", self.zero_points.len(), channels)?;
        }
        Ok((channels, inner))
    }

    fn zero_point(&self, channel: usize) -> i32 {
        self.zero_points.get(channel).copied().unwrap_or(0)
    }
}

/// `round(x / scale) + zero_point`, half away from zero, saturated; NaN gives the zero point.
pub fn quantize_f32<T: QuantInt>(
    input: TensorRef<f32>,
    output: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let q = output.check::<T>("output")?;
    map1(input, out, |x| stored(x, q.scale, q.zero_point))
}

/// [`quantize_f32`] with parameters per channel.
pub fn quantize_per_channel_f32<T: QuantInt>(
    input: TensorRef<f32>,
    output: &ChannelQuant,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    let (channels, inner) = output.layout(input.dims())?;
    for (i, (o, &x)) in out.into_data().iter_mut().zip(input.data()).enumerate() {
        let c = i / inner % channels;
        *o = stored(x, output.scales[c], output.zero_point(c));
    }
    Ok(())
}

#[inline]
fn stored<T: QuantInt>(x: f32, scale: f32, zero_point: i32) -> T {
    T::saturate(((x / scale).round() as i32).saturating_add(zero_point))
}

/// Integers that can be dequantized.
pub trait Stored: Copy {
    /// The value less a zero point; wraps.
    fn centred(self, zero_point: i32) -> i32;
}

macro_rules! stored_int {
    ($($t:ty),*) => {$(
        impl Stored for $t {
            fn centred(self, zero_point: i32) -> i32 {
                i32::from(self).wrapping_sub(zero_point)
            }
        }
    )*};
}

stored_int!(i8, u8, i16, u16, i32);

/// `scale * (x - zero_point)`.
pub fn dequantize<T: Stored>(
    input: TensorRef<T>,
    quant: QuantParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    crate::quant::check_scale("input scale", quant.scale)?;
    // The reference multiplies in double precision and rounds once.
    let scale = f64::from(quant.scale);
    map1(input, out, |x| (scale * f64::from(x.centred(quant.zero_point))) as f32)
}

/// [`dequantize`] with parameters per channel.
pub fn dequantize_per_channel<T: Stored>(
    input: TensorRef<T>,
    quant: &ChannelQuant,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    let (channels, inner) = quant.layout(input.dims())?;
    for (i, (o, &x)) in out.into_data().iter_mut().zip(input.data()).enumerate() {
        let c = i / inner % channels;
        *o = quant.scales[c] * x.centred(quant.zero_point(c)) as f32;
    }
    Ok(())
}

/// Half-precision weights as `f32`; exact.
pub fn dequantize_f16(input: TensorRef<half::f16>, out: TensorMut<f32>) -> Result<(), KernelError> {
    map1(input, out, half::f16::to_f32)
}

/// Values of one quantized type as another: `quantize` of an already quantized input.
pub fn requantize<A: QuantInt, B: QuantInt>(
    input: TensorRef<A>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<B>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<A>("input")?, output_quant.check::<B>("output")?);
    let multiplier = Multiplier::from_real(f64::from(iq.scale) / f64::from(oq.scale))?;
    map1(input, out, |x| {
        let scaled = multiplier.scale(x.widen().wrapping_sub(iq.zero_point));
        B::saturate(scaled.saturating_add(oq.zero_point))
    })
}

/// 16-bit values as `i32` ones: `quantize` to the type of a bias.
pub fn requantize_to_i32(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<i32>,
) -> Result<(), KernelError> {
    let iq = input_quant.check::<i16>("input")?;
    crate::quant::check_scale("output scale", output_quant.scale)?;
    let multiplier = Multiplier::from_real(f64::from(iq.scale) / f64::from(output_quant.scale))?;
    map1(input, out, |x| {
        let scaled = multiplier.scale(i32::from(x).wrapping_sub(iq.zero_point));
        scaled.saturating_add(output_quant.zero_point)
    })
}

/// `i32` sums as another quantized type.
pub fn requantize_i32<B: QuantInt>(
    input: TensorRef<i32>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<B>,
) -> Result<(), KernelError> {
    crate::quant::check_scale("input scale", input_quant.scale)?;
    let oq = output_quant.check::<B>("output")?;
    let multiplier = Multiplier::from_real(f64::from(input_quant.scale) / f64::from(oq.scale))?;
    map1(input, out, |x| {
        let scaled = multiplier.scale(x.wrapping_sub(input_quant.zero_point));
        B::saturate(scaled.saturating_add(oq.zero_point))
    })
}

/// A range for [`fake_quant`].
#[derive(Debug, Clone, Copy)]
pub struct FakeQuantParams {
    /// Smallest real number.
    pub min: f32,
    /// Largest real number.
    pub max: f32,
    /// Bits of the stored value, 2 to 16.
    pub num_bits: i32,
    /// Leave out the smallest stored value.
    pub narrow_range: bool,
}

/// Rounds to the nearest number that a quantized type could hold; the range is first moved so that
/// zero is one of them.
pub fn fake_quant(
    input: TensorRef<f32>,
    params: &FakeQuantParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    if !(2..=16).contains(&params.num_bits) {
        let found = i64::from(params.num_bits);
        return Err(KernelError::Parameter { what: "num_bits", found, expected: "2 to 16" });
    }
    let (min, max) = (params.min, params.max);
    if !(min.is_finite() && max.is_finite() && min <= 0.0 && max >= 0.0 && min < max) {
        return Err(KernelError::real("range minimum", f64::from(min), "a finite range around 0"));
    }
    let low = f32::from(u8::from(params.narrow_range));
    let high = ((1u32 << params.num_bits) - 1) as f32;
    let scale = (max - min) / (high - low);
    let zero_point = (low - min / scale).clamp(low, high).round();
    let (nudged_min, nudged_max) = ((low - zero_point) * scale, (high - zero_point) * scale);
    let inverse = 1.0 / scale;
    map1(input, out, |x| {
        let clamped = x.max(nudged_min).min(nudged_max);
        ((clamped - nudged_min) * inverse).round() * scale + nudged_min
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_widen_to_thirty_two() {
        let x = [3i16, -32768];
        let mut y = [0i32; 2];
        let t = TensorRef::new(&[2], &x).unwrap();
        let (iq, oq) = (QuantParams::new(0.5, 0), QuantParams::new(0.25, 1));
        requantize_to_i32(t, iq, oq, TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [7, -65535]);
        let bad = QuantParams::new(0.0, 0);
        assert!(requantize_to_i32(t, iq, bad, TensorMut::new(&[2], &mut y).unwrap()).is_err());
    }

    #[test]
    fn values_are_rounded_and_saturated() {
        let x = [0.0, 0.25, -0.25, 1e9, f32::NAN, f32::NEG_INFINITY];
        let mut y = [0i8; 6];
        let t = TensorRef::new(&[6], &x).unwrap();
        quantize_f32(t, QuantParams::new(0.5, 3), TensorMut::new(&[6], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4, 2, 127, 3, -128]);
        let mut r = [0f32; 6];
        let t = TensorRef::new(&[6], &y).unwrap();
        dequantize(t, QuantParams::new(0.5, 3), TensorMut::new(&[6], &mut r).unwrap()).unwrap();
        assert_eq!(r, [0.0, 0.5, -0.5, 62.0, 0.0, -65.5]);
        assert!(
            quantize_f32(
                TensorRef::new(&[1], &[0.0]).unwrap(),
                QuantParams::new(0.0, 0),
                TensorMut::new(&[1], &mut [0u8]).unwrap()
            )
            .is_err()
        );
    }

    #[test]
    fn channels_have_their_own_scale() {
        let q = ChannelQuant { scales: &[1.0, 0.5], zero_points: &[], axis: 0 };
        let mut y = [0i8; 4];
        let t = TensorRef::new(&[2, 2], &[1.0, 2.0, 1.0, 2.0]).unwrap();
        quantize_per_channel_f32(t, &q, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 2, 2, 4]);
        let mut r = [0f32; 4];
        let t = TensorRef::new(&[2, 2], &y).unwrap();
        dequantize_per_channel(t, &q, TensorMut::new(&[2, 2], &mut r).unwrap()).unwrap();
        assert_eq!(r, [1.0, 2.0, 1.0, 2.0]);
        let short = ChannelQuant { scales: &[1.0], ..q };
        assert!(dequantize_per_channel(t, &short, TensorMut::new(&[2, 2], &mut r).unwrap()).is_err());
        let outside = ChannelQuant { axis: 2, ..q };
        assert!(dequantize_per_channel(t, &outside, TensorMut::new(&[2, 2], &mut r).unwrap()).is_err());
    }

    #[test]
    fn types_change_sign() {
        let x = [0u8, 128, 255];
        let mut y = [0i8; 3];
        let t = TensorRef::new(&[3], &x).unwrap();
        let (a, b) = (QuantParams::new(0.1, 128), QuantParams::new(0.1, 0));
        requantize(t, a, b, TensorMut::new(&[3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [-128, 0, 127]);
        let t = TensorRef::new(&[3], &[-1000, 0, 77]).unwrap();
        requantize_i32(t, QuantParams::new(0.1, 0), b, TensorMut::new(&[3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [-128, 0, 77]);
    }

    #[test]
    fn fake_values_lie_on_the_grid() {
        let p = FakeQuantParams { min: -1.0, max: 1.55, num_bits: 8, narrow_range: false };
        let mut y = [0f32; 3];
        let t = TensorRef::new(&[3], &[-7.0, 0.004, 0.106]).unwrap();
        fake_quant(t, &p, TensorMut::new(&[3], &mut y).unwrap()).unwrap();
        for (y, want) in y.iter().zip([-1.0, 0.0, 0.11]) {
            assert!((y - want).abs() < 1e-6, "{y}");
        }
        for bad in [
            FakeQuantParams { num_bits: 1, ..p },
            FakeQuantParams { min: 1.0, max: 2.0, ..p },
            FakeQuantParams { min: f32::NAN, ..p },
        ] {
            assert!(fake_quant(t, &bad, TensorMut::new(&[3], &mut y).unwrap()).is_err());
        }
    }
}
