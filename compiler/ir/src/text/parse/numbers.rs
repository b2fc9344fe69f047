//! Number literals: ranges and bits.

use crate::types::float_format::{FloatFormat, encode};
use crate::types::{FloatKind, Signedness, TypeKind};
use crate::{Attr, FloatAttr, Type};

/// An attribute of `ty` from a literal as the grammar accepts it.
pub(super) fn number_attr(literal: &str, ty: Type) -> Result<Attr, String> {
    match ty.kind() {
        TypeKind::Int { .. } | TypeKind::Index => Ok(Attr::int(element_bits(literal, ty)? as i64, ty)),
        TypeKind::Float(_) => Ok(Attr::Float(FloatAttr { bits: element_bits(literal, ty)?, ty })),
        _ => Err(format!("a number attribute needs an integer, index or float type, found {ty}")),
    }
}

/// The bits of one element of type `elem`: integers sign-extended (zero-extended if unsigned),
/// floats in the low end.
pub(super) fn element_bits(literal: &str, elem: Type) -> Result<u64, String> {
    match elem.kind() {
        TypeKind::Int { width, sign } => int_bits(literal, *width, *sign, elem),
        TypeKind::Index => int_bits(literal, 64, Signedness::Signless, elem),
        TypeKind::Float(kind) => float_bits(literal, *kind),
        TypeKind::UniformQuant(_) | TypeKind::AnyQuant(_) => element_bits(literal, elem.storage()),
        _ => Err(format!("{elem} has no number literals")),
    }
}

fn int_bits(literal: &str, width: u32, sign: Signedness, ty: Type) -> Result<u64, String> {
    match literal {
        "true" if width == 1 => return Ok(1),
        "false" if width == 1 => return Ok(0),
        _ => {}
    }
    let (negative, digits) = match literal.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, literal),
    };
    let magnitude = match digits.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16),
        None => digits.parse::<u64>(),
    };
    let magnitude = match magnitude {
        Ok(magnitude) => magnitude,
        Err(error) if *error.kind() == std::num::IntErrorKind::PosOverflow => u64::MAX,
        Err(_) if literal.contains('.') => {
            return Err(format!("expected integer elements, but parsed floating-point: {literal} for {ty}"));
        }
        Err(_) => return Err(format!("'{literal}' is not an integer for {ty}")),
    };
    let width = width.min(64);
    let all = u64::MAX >> (64 - width);
    let half = 1u64 << (width - 1);
    let fits = match (sign, negative) {
        (Signedness::Unsigned, true) => magnitude == 0,
        (_, true) => magnitude <= half,
        (Signedness::Signed, false) => magnitude < half,
        (_, false) => magnitude <= all,
    };
    let saturated = magnitude == u64::MAX
        && digits != "18446744073709551615"
        && !digits.eq_ignore_ascii_case("0xffffffffffffffff");
    if !fits || saturated {
        return Err(format!("integer constant out of range: {literal} does not fit in {ty}"));
    }
    let bits = if negative { magnitude.wrapping_neg() } else { magnitude };
    Ok(match sign {
        _ if width == 1 => bits & 1,
        Signedness::Unsigned => bits & all,
        _ if bits & half != 0 => bits | !all,
        _ => bits & all,
    })
}

fn float_bits(literal: &str, kind: FloatKind) -> Result<u64, String> {
    let (negative, digits) = match literal.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, literal),
    };
    if let Some(hex) = digits.strip_prefix("0x") {
        let bits =
            u64::from_str_radix(hex, 16).ok().filter(|bits| kind.bits() >= 64 || bits >> kind.bits() == 0);
        return match bits {
            Some(bits) if !negative => Ok(bits),
            _ => Err(format!(
                "hexadecimal float constant out of range: {literal} is not the bits of {}",
                kind.name()
            )),
        };
    }
    if !digits.contains('.') {
        return Err(format!(
            "unexpected decimal integer literal for a floating point value: {literal}; write {literal}.0"
        ));
    }
    let value: f64 = literal.parse().map_err(|_| format!("'{literal}' is not a number"))?;
    // The common formats round in hardware.
    if let Some(float) = FloatAttr::new(value, Type::float(kind)) {
        return Ok(float.bits);
    }
    let format = FloatFormat::of(kind)
        .ok_or_else(|| format!("write a constant of {} by its bits, in hexadecimal", kind.name()))?;
    encode(value, format).ok_or_else(|| format!("{literal} is too large for {}", kind.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_must_fit() {
        assert_eq!(element_bits("255", Type::int(8)), Ok(u64::MAX));
        assert_eq!(element_bits("-128", Type::int(8)), Ok(-128i64 as u64));
        assert!(element_bits("256", Type::int(8)).is_err());
        assert!(element_bits("-1", Type::uint(8)).is_err());
        assert_eq!(element_bits("0xFF", Type::uint(8)), Ok(255));
        assert_eq!(element_bits("18446744073709551615", Type::int(64)), Ok(u64::MAX));
        assert!(element_bits("18446744073709551616", Type::int(64)).is_err());
        assert_eq!(element_bits("true", Type::i1()), Ok(1));
        assert!(element_bits("1.5", Type::i32()).unwrap_err().contains("floating-point"));
    }

    #[test]
    fn floats_need_a_dot_or_bits() {
        assert_eq!(element_bits("0x7FC00000", Type::f32()), Ok(0x7FC0_0000));
        assert_eq!(element_bits("1.0", Type::f32()), Ok(u64::from(1f32.to_bits())));
        assert!(element_bits("1", Type::f32()).is_err());
        assert!(element_bits("0x1FFFFFFFF", Type::f32()).is_err());
    }
}
