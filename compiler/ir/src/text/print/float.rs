//! Floating-point numbers, digit for digit as the reference printer writes them.
//!
//! First six significant digits with an exponent, if that reads back to the same number; else as
//! many digits as the format can need; else (and for infinities and NaN) the bits. The digits come
//! from exact integer arithmetic with the reference's truncations, so that even ties agree.

use std::fmt::Write as _;

use crate::types::FloatKind;
use crate::types::float_format::{FloatFormat, decode, encode};

/// Appends the number of format `kind` whose bits are `bits`.
pub(super) fn write(out: &mut String, bits: u64, kind: FloatKind) {
    let Some(format) = FloatFormat::of(kind) else {
        let _ = write!(out, "0x{bits:X}");
        return;
    };
    let Some(value) = decode(bits, format).filter(|value| value.is_finite()) else {
        let _ = write!(out, "0x{bits:X}");
        return;
    };
    if value.is_sign_negative() {
        out.push('-');
    }
    if value == 0.0 {
        out.push_str("0.000000e+00");
        return;
    }
    let start = out.len();
    let (digits, exponent) = digits_of(value.abs(), 6);
    write_six(out, &digits, exponent);
    let text = out.get(start..).unwrap_or("");
    let again = text.parse::<f64>().ok().and_then(|again| encode(again, format));
    if again == Some(bits & !format.sign_bit()) {
        return;
    }
    out.truncate(start);
    let precision = 2 + format.precision() * 59 / 196;
    let (digits, exponent) = digits_of(value.abs(), precision);
    write_default(out, &digits, exponent, precision);
    if !out.get(start..).unwrap_or("").contains('.') {
        out.truncate(start - usize::from(value.is_sign_negative()));
        let _ = write!(out, "0x{bits:X}");
    }
}

fn write_exponent(out: &mut String, exponent: i32) -> std::fmt::Result {
    let sign = if exponent < 0 { '-' } else { '+' };
    write!(out, "0e{sign}{:02}", exponent.abs())
}

/// Appends six significant digits with an exponent.
fn write_six(out: &mut String, digits: &[u8], exponent: i32) {
    for index in 0..6 {
        out.push(char::from(b'0' + digits.get(index).copied().unwrap_or(0)));
        if index == 0 {
            out.push('.');
        }
    }
    let _ = write_exponent(out, exponent + digits.len() as i32 - 1);
}

/// Appends the default form: positional where that shows no digits the number has not.
fn write_default(out: &mut String, digits: &[u8], exponent: i32, precision: u32) {
    let push =
        |out: &mut String, digits: &[u8]| digits.iter().for_each(|&digit| out.push(char::from(b'0' + digit)));
    let count = digits.len() as i32;
    let leading = exponent + count - 1;
    let scientific =
        if exponent >= 0 { exponent > 3 || count + exponent > precision as i32 } else { leading < -3 };
    if scientific {
        let (first, rest) = digits.split_at(1.min(digits.len()));
        push(out, first);
        out.push('.');
        push(out, if rest.is_empty() { &[0] } else { rest });
        let sign = if leading < 0 { '-' } else { '+' };
        let _ = write!(out, "E{sign}{}", leading.abs());
    } else if exponent >= 0 {
        push(out, digits);
        (0..exponent).for_each(|_| out.push('0'));
    } else if leading >= 0 {
        let (whole, fraction) = digits.split_at((leading + 1) as usize);
        push(out, whole);
        out.push('.');
        push(out, fraction);
    } else {
        out.push_str("0.");
        (0..-leading - 1).for_each(|_| out.push('0'));
        push(out, digits);
    }
}

/// The significant digits of a positive number, at most `precision` and without trailing zeros, and
/// the power of ten of the last one.
fn digits_of(value: f64, precision: u32) -> (Vec<u8>, i32) {
    let bits = value.to_bits();
    let field = (bits >> 52) as i32;
    let fraction = bits & ((1 << 52) - 1);
    // value = mantissa * 2^power
    let (mantissa, power) = if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    let zeros = mantissa.trailing_zeros();
    let (mut digits, mut exponent) = all_digits(mantissa >> zeros, power + zeros as i32, precision);
    digits.reverse();
    let trim = |digits: &mut Vec<u8>, exponent: &mut i32| {
        while digits.last() == Some(&0) {
            digits.pop();
            *exponent += 1;
        }
    };
    trim(&mut digits, &mut exponent);
    let precision = precision as usize;
    if digits.len() > precision {
        exponent += (digits.len() - precision) as i32;
        let up = digits.get(precision).is_some_and(|&digit| digit >= 5);
        digits.truncate(precision);
        if up {
            round_up(&mut digits, &mut exponent);
        }
        trim(&mut digits, &mut exponent);
    }
    (digits, exponent)
}

/// The digits of `mantissa * 2^power`, last one first, and the power of ten of the last one. Bits that
/// `precision` digits do not need are cut off in whole digits before.
fn all_digits(mantissa: u64, power: i32, precision: u32) -> (Vec<u8>, i32) {
    let needed = (precision * 196).div_ceil(59);
    let surplus = |bits: u32| bits.saturating_sub(needed) * 59 / 196;
    let mut digits = Vec::with_capacity(20);
    // Most numbers fit 128 bits on the way.
    let factor = if power < 0 {
        5u128.checked_pow(power.unsigned_abs())
    } else {
        1u128.checked_shl(power.unsigned_abs())
    };
    if let Some(number) = factor.and_then(|factor| u128::from(mantissa).checked_mul(factor)) {
        let surplus = surplus(128 - number.leading_zeros());
        let mut rest = number / 10u128.pow(surplus);
        while rest > u128::from(u64::MAX) {
            digits.push((rest % 10) as u8);
            rest /= 10;
        }
        let mut rest = rest as u64;
        while rest > 0 {
            digits.push((rest % 10) as u8);
            rest /= 10;
        }
        return (digits, power.min(0) + surplus as i32);
    }
    let mut number = Big::from(mantissa);
    if power > 0 {
        number.shift_left(power.unsigned_abs());
    } else {
        (0..power.unsigned_abs()).for_each(|_| number.multiply(5));
    }
    let surplus = surplus(number.bits());
    // Truncating step by step is truncating at once.
    (0..surplus).for_each(|_| {
        number.divide(10);
    });
    while !number.is_zero() {
        digits.push(number.divide(10));
    }
    (digits, power.min(0) + surplus as i32)
}

fn round_up(digits: &mut Vec<u8>, exponent: &mut i32) {
    while digits.last() == Some(&9) {
        digits.pop();
        *exponent += 1;
    }
    match digits.last_mut() {
        Some(digit) => *digit += 1,
        None => digits.push(1),
    }
}

/// A natural number of any size, least significant limb first, without leading zero limbs.
struct Big(Vec<u32>);

impl From<u64> for Big {
    fn from(value: u64) -> Big {
        let mut big = Big(vec![value as u32, (value >> 32) as u32]);
        big.trim();
        big
    }
}

impl Big {
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn bits(&self) -> u32 {
        self.0.last().map_or(0, |top| self.0.len() as u32 * 32 - top.leading_zeros())
    }

    fn multiply(&mut self, factor: u32) {
        let mut carry = 0u64;
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            *limb = product as u32;
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn shift_left(&mut self, count: u32) {
        (0..count / 16).for_each(|_| self.multiply(1 << 16));
        self.multiply(1 << (count % 16));
    }

    /// Divides by `divisor` (below 256) and gives the remainder.
    fn divide(&mut self, divisor: u32) -> u8 {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let part = rest << 32 | u64::from(*limb);
            *limb = (part / u64::from(divisor)) as u32;
            rest = part % u64::from(divisor);
        }
        self.trim();
        rest as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f32_text(value: f32) -> String {
        let mut out = String::new();
        write(&mut out, u64::from(value.to_bits()), FloatKind::F32);
        out
    }

    fn f64_text(value: f64) -> String {
        let mut out = String::new();
        write(&mut out, value.to_bits(), FloatKind::F64);
        out
    }

    #[test]
    fn six_digits_where_they_read_back() {
        assert_eq!(f32_text(0.1), "1.000000e-01");
        assert_eq!(f32_text(1.0), "1.000000e+00");
        assert_eq!(f32_text(-0.0), "-0.000000e+00");
        assert_eq!(f32_text(1e38), "9.99999968E+37");
        assert_eq!(f64_text(1e-7), "9.9999999999999995E-8");
        assert_eq!(f64_text(1e100), "1.000000e+100");
        assert_eq!(f64_text(0.00390625), "3.906250e-03");
    }

    #[test]
    fn more_digits_where_they_are_not() {
        assert_eq!(f32_text(1e-4), "9.99999974E-5");
        assert_eq!(f32_text(1.0 / 3.0), "0.333333343");
        assert_eq!(f32_text(-1.0 / 3.0), "-0.333333343");
        assert_eq!(f64_text(0.007_843_137_254_901_96), "0.0078431372549019607");
        assert_eq!(f64_text(1.705_209_247_943_923e-4), "1.7052092479439231E-4");
        assert_eq!(f32_text(123_456.7), "123456.703");
    }

    #[test]
    fn bits_where_no_digits_are_right() {
        assert_eq!(f32_text(16_777_216.0), "0x4B800000");
        assert_eq!(f32_text(f32::NAN), "0x7FC00000");
        assert_eq!(f32_text(f32::NEG_INFINITY), "0xFF800000");
        assert_eq!(f32_text(-16_777_216.0), "0xCB800000");
    }

    #[test]
    fn small_formats() {
        let mut out = String::new();
        write(&mut out, u64::from(half::f16::from_f32(0.1).to_bits()), FloatKind::F16);
        assert_eq!(out, "9.997550e-02");
        out.clear();
        write(&mut out, u64::from(half::bf16::from_f32(0.1).to_bits()), FloatKind::BF16);
        assert_eq!(out, "1.000980e-01");
    }
}
