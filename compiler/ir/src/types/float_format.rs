//! Floating-point formats of up to 64 bits: bits to numbers and back.

use super::FloatKind;

/// How a format lays out its bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FloatFormat {
    exponent_bits: u32,
    /// Stored bits of the significand.
    fraction_bits: u32,
    bias: i32,
    special: Special,
    signed: bool,
}

/// Which bits are not numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Special {
    /// The largest exponent holds infinities and NaN.
    Ieee,
    /// Only all ones is NaN; there are no infinities (`FN`).
    AllOnes,
    /// Only minus zero is NaN; there are no infinities (`FNUZ`).
    MinusZero,
    /// Every pattern is a number.
    None,
}

impl FloatFormat {
    /// The layout of `kind`; `None` for formats over 64 bits and for those without a sign.
    pub(crate) fn of(kind: FloatKind) -> Option<FloatFormat> {
        let (exponent_bits, fraction_bits, bias, special) = match kind {
            FloatKind::F64 => (11, 52, 1023, Special::Ieee),
            FloatKind::F32 => (8, 23, 127, Special::Ieee),
            FloatKind::F16 => (5, 10, 15, Special::Ieee),
            FloatKind::BF16 => (8, 7, 127, Special::Ieee),
            FloatKind::F8E5M2 => (5, 2, 15, Special::Ieee),
            FloatKind::F8E4M3 => (4, 3, 7, Special::Ieee),
            FloatKind::F8E3M4 => (3, 4, 3, Special::Ieee),
            FloatKind::F8E4M3FN => (4, 3, 7, Special::AllOnes),
            FloatKind::F8E5M2FNUZ => (5, 2, 16, Special::MinusZero),
            FloatKind::F8E4M3FNUZ => (4, 3, 8, Special::MinusZero),
            FloatKind::F8E4M3B11FNUZ => (4, 3, 11, Special::MinusZero),
            FloatKind::F6E2M3FN => (2, 3, 1, Special::None),
            FloatKind::F6E3M2FN => (3, 2, 3, Special::None),
            FloatKind::F4E2M1FN => (2, 1, 1, Special::None),
            FloatKind::TF32 | FloatKind::F80 | FloatKind::F128 | FloatKind::F8E8M0FNU => return None,
        };
        Some(FloatFormat { exponent_bits, fraction_bits, bias, special, signed: true })
    }

    /// Bits of the significand, with the one that is not stored.
    pub(crate) fn precision(self) -> u32 {
        self.fraction_bits + 1
    }

    /// The bit of the sign.
    pub(crate) fn sign_bit(self) -> u64 {
        if self.signed { 1 << (self.exponent_bits + self.fraction_bits) } else { 0 }
    }

    /// The largest finite magnitude, as bits.
    fn largest(self) -> u64 {
        let all = self.sign_bit() - 1;
        match self.special {
            Special::Ieee => all - (1 << self.fraction_bits),
            Special::AllOnes => all - 1,
            Special::MinusZero | Special::None => all,
        }
    }
}

/// The number that `bits` are, exactly; NaN and infinities as such. `None` if there are bits above
/// the format's.
pub(crate) fn decode(bits: u64, format: FloatFormat) -> Option<f64> {
    let sign = bits & format.sign_bit() != 0;
    let magnitude = bits & (format.sign_bit() - 1);
    if bits & !(format.sign_bit() | (format.sign_bit() - 1)) != 0 {
        return None;
    }
    if format.special == Special::MinusZero && sign && magnitude == 0 {
        return Some(f64::NAN);
    }
    if format.fraction_bits == 52 {
        return Some(f64::from_bits(bits));
    }
    if magnitude > format.largest() {
        let infinite = format.special == Special::Ieee && magnitude == format.largest() + 1;
        return Some(match (infinite, sign) {
            (false, _) => f64::NAN,
            (true, false) => f64::INFINITY,
            (true, true) => f64::NEG_INFINITY,
        });
    }
    let field = (magnitude >> format.fraction_bits) as i32;
    let fraction = magnitude & ((1 << format.fraction_bits) - 1);
    let (significand, power) = if field == 0 {
        (fraction, 1 - format.bias)
    } else {
        (fraction | 1 << format.fraction_bits, field - format.bias)
    };
    // At most 24 bits times a power of two within the range of f64: exact.
    let value = significand as f64 * 2f64.powi(power - format.fraction_bits as i32);
    Some(if sign { -value } else { value })
}

/// `value` rounded to the format, ties to even. Too large is an infinity where there is one; `None`
/// where not.
pub(crate) fn encode(value: f64, format: FloatFormat) -> Option<u64> {
    if format.fraction_bits == 52 {
        return Some(value.to_bits());
    }
    let sign = if value.is_sign_negative() { format.sign_bit() } else { 0 };
    if value.is_nan() {
        return match format.special {
            Special::Ieee => Some(sign | (format.largest() + 1) | 1 << (format.fraction_bits - 1)),
            Special::AllOnes => Some(sign | (format.sign_bit() - 1)),
            Special::MinusZero => Some(format.sign_bit()),
            Special::None => None,
        };
    }
    let magnitude = value.abs();
    if magnitude == 0.0 {
        // There is no minus zero where that pattern is NaN.
        return Some(if format.special == Special::MinusZero { 0 } else { sign });
    }
    let bits = magnitude.to_bits();
    let power = ((bits >> 52) as i32 - 1023).max(1 - format.bias);
    // In units of the last place: exact, because it only changes the exponent.
    let step = power - format.fraction_bits as i32;
    let units = magnitude / 2f64.powi(step);
    let rounded = units.round_ties_even();
    if !rounded.is_finite() {
        return (format.special == Special::Ieee).then_some(sign | (format.largest() + 1));
    }
    // The significand's own top bit carries into the exponent field, as does a rounding up.
    let field = (power + format.bias - 1) as u64;
    let magnitude = (field << format.fraction_bits) + rounded as u64;
    if magnitude <= format.largest() {
        return Some(sign | magnitude);
    }
    (format.special == Special::Ieee).then_some(sign | (format.largest() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_small_float_survives() {
        for kind in FloatKind::ALL {
            let Some(format) = FloatFormat::of(kind).filter(|_| kind.bits() <= 16) else { continue };
            for bits in 0..1u64 << kind.bits() {
                let value = decode(bits, format).unwrap();
                if !value.is_nan() {
                    assert_eq!(encode(value, format), Some(bits), "{kind:?} {bits:#x}");
                }
            }
        }
    }

    #[test]
    fn rounding_is_that_of_the_hardware() {
        let format = FloatFormat::of(FloatKind::F32).unwrap();
        for value in [0.1, 1e-45, 3.5e38, 1.0 / 3.0, 1e-40, 16_777_217.0, -2.5e-39] {
            assert_eq!(encode(value, format), Some(u64::from((value as f32).to_bits())), "{value}");
        }
        let small = FloatFormat::of(FloatKind::F8E4M3FN).unwrap();
        assert_eq!(decode(0x7e, small), Some(448.0));
        assert!(decode(0x7f, small).unwrap().is_nan());
        assert_eq!(encode(1000.0, small), None);
    }
}
