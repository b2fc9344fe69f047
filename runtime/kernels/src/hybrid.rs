//! Quantization of activations on the fly, for `f32` operators with `i8` weights.

/// One batch entry of activations as `i8`: `real = scale * (stored - zero_point)`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuantizedRow {
    /// Stored values less the zero point; 9 bits, so that products with weights stay small.
    pub(crate) centred: Vec<i16>,
    /// Real size of one step.
    pub(crate) scale: f32,
    /// Stored value of real zero.
    pub(crate) zero_point: i32,
}

/// Symmetric: the largest magnitude becomes 127, zero point 0. All zeros get scale 1.
pub(crate) fn quantize_symmetric(values: &[f32]) -> QuantizedRow {
    let (low, high) = bounds(values);
    let range = low.abs().max(high.abs());
    if range == 0.0 {
        return QuantizedRow { centred: vec![0; values.len()], scale: 1.0, zero_point: 0 };
    }
    let scale = range / 127.0;
    let inverse = 127.0 / range;
    let centred = values.iter().map(|&v| ((v * inverse).round() as i32).clamp(-127, 127) as i16).collect();
    QuantizedRow { centred, scale, zero_point: 0 }
}

/// Asymmetric: -128..127 covers the values and zero; the zero point is the better of the two that
/// the ends of the range suggest. All zeros get scale 1 and zero point 0.
pub(crate) fn quantize_asymmetric(values: &[f32]) -> QuantizedRow {
    const MIN: f64 = -128.0;
    const MAX: f64 = 127.0;
    let (low, high) = bounds(values);
    let (low, high) = (f64::from(low.min(0.0)), f64::from(high.max(0.0)));
    if low == high {
        return QuantizedRow { centred: vec![0; values.len()], scale: 1.0, zero_point: 0 };
    }
    let scale = (high - low) / (MAX - MIN);
    let from_low = MIN - low / scale;
    let from_high = MAX - high / scale;
    let error_low = MIN.abs() + (low / scale).abs();
    let error_high = MAX.abs() + (high / scale).abs();
    let zero = if error_low < error_high { from_low } else { from_high };
    let zero_point = zero.clamp(MIN, MAX).round() as i32;
    let scale = scale as f32;
    let inverse = 1.0f32 / scale;
    let offset = zero_point as f32;
    let centred = values
        .iter()
        .map(|&v| {
            let stored = ((offset + v * inverse).round() as i32).clamp(-128, 127);
            (stored - zero_point) as i16
        })
        .collect();
    QuantizedRow { centred, scale, zero_point }
}

/// Smallest and largest value; NaN is passed over, nothing gives zeros.
fn bounds(values: &[f32]) -> (f32, f32) {
    let first = values.first().copied().unwrap_or(0.0);
    values.iter().fold((first, first), |(low, high), &v| (low.min(v), high.max(v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symmetric_rows() {
        let r = quantize_symmetric(&[-2.54, 1.27, 0.0]);
        assert_eq!(r.centred, [-127, 64, 0]);
        assert_eq!(r.zero_point, 0);
        assert_eq!(quantize_symmetric(&[0.0, -0.0]).scale, 1.0);
        assert!(quantize_symmetric(&[]).centred.is_empty());
        // NaN and infinity are defined, whatever they mean.
        assert_eq!(quantize_symmetric(&[f32::NAN, 1.0]).centred, [0, 127]);
    }

    #[test]
    fn asymmetric_rows_keep_zero_exact() {
        let r = quantize_asymmetric(&[0.0, 2.55]);
        assert_eq!((r.zero_point, r.centred.as_slice()), (-128, &[0i16, 255][..]));
        let r = quantize_asymmetric(&[-1.0, 1.0]);
        // Both ends suggest -0.5, which rounds away from zero.
        assert_eq!((r.zero_point, r.centred.as_slice()), (-1, &[-127i16, 127][..]));
        assert_eq!(quantize_asymmetric(&[0.0]).scale, 1.0);
    }
}
