//! Quantization parameters and the integer types that carry quantized values.

use crate::error::KernelError;

/// `real = scale * (stored - zero_point)` for a whole tensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantParams {
    /// Real size of one step.
    pub scale: f32,
    /// Stored value of real zero.
    pub zero_point: i32,
}

impl QuantParams {
    /// Parameters with the given scale and zero point.
    pub fn new(scale: f32, zero_point: i32) -> Self {
        QuantParams { scale, zero_point }
    }

    /// Refuses a scale that is not positive and finite, or a zero point that `T` cannot hold.
    pub(crate) fn check<T: QuantInt>(self, what: &'static str) -> Result<Self, KernelError> {
        check_scale(what, self.scale)?;
        if self.zero_point < T::MIN || self.zero_point > T::MAX {
            let found = i64::from(self.zero_point);
            return Err(KernelError::Parameter { what, found, expected: "a zero point its type can hold" });
        }
        Ok(self)
    }
}

/// Refuses a scale that is not positive and finite.
pub(crate) fn check_scale(what: &'static str, scale: f32) -> Result<(), KernelError> {
    if scale.is_finite() && scale > 0.0 {
        Ok(())
    } else {
        Err(KernelError::real(what, f64::from(scale), "a positive finite scale"))
    }
}

/// The scale of channel `i` where one scale may stand for all channels.
pub(crate) fn channel_scale(scales: &[f32], i: usize) -> f32 {
    if scales.len() == 1 { scales[0] } else { scales[i] }
}

/// Refuses anything but one valid scale, or `channels` of them.
pub(crate) fn check_channel_scales(
    what: &'static str,
    scales: &[f32],
    channels: usize,
) -> Result<(), KernelError> {
    if scales.len() != 1 && scales.len() != channels {
        return Err(KernelError::Length { what, found: scales.len(), expected: channels });
    }
    scales.iter().try_for_each(|&s| check_scale(what, s))
}

/// An integer type of quantized tensors: `i8`, `u8` and `i16`.
pub trait QuantInt: Copy + PartialOrd + Default + 'static {
    /// Smallest value.
    const MIN: i32;
    /// Largest value.
    const MAX: i32;
    /// The value as an `i32`.
    fn widen(self) -> i32;
    /// The nearest value of this type.
    fn saturate(value: i32) -> Self;
}

macro_rules! quant_int {
    ($($t:ty),*) => {$(
        impl QuantInt for $t {
            const MIN: i32 = <$t>::MIN as i32;
            const MAX: i32 = <$t>::MAX as i32;
            fn widen(self) -> i32 {
                i32::from(self)
            }
            fn saturate(value: i32) -> Self {
                // In range after the clamp, so the cast keeps the value.
                value.clamp(Self::MIN as i32, Self::MAX as i32) as $t
            }
        }
    )*};
}

quant_int!(i8, u8, i16);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_parameters_are_refused() {
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(QuantParams::new(scale, 0).check::<i8>("input").is_err(), "{scale}");
        }
        assert!(QuantParams::new(1.0, 128).check::<i8>("input").is_err());
        assert!(QuantParams::new(1.0, 128).check::<u8>("input").is_ok());
        assert!(check_channel_scales("filter", &[1.0, 1.0], 3).is_err());
        assert!(check_channel_scales("filter", &[], 3).is_err());
    }

    #[test]
    fn saturation_keeps_the_nearest_value() {
        assert_eq!(<i8 as QuantInt>::saturate(300), 127);
        assert_eq!(<u8 as QuantInt>::saturate(-3), 0);
        assert_eq!(<i16 as QuantInt>::saturate(-40000), i16::MIN);
    }
}
