//! Comparisons, logic and bitwise operations of two operands under broadcasting.

use crate::broadcast::{map2, try_map2};
use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::Multiplier;
use crate::tensor::{TensorMut, TensorRef};

/// A comparison of `a` with `b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `a == b`.
    Equal,
    /// `a != b`.
    NotEqual,
    /// `a > b`.
    Greater,
    /// `a >= b`.
    GreaterEqual,
    /// `a < b`.
    Less,
    /// `a <= b`.
    LessEqual,
}

impl Comparison {
    #[inline]
    fn holds<T: PartialOrd>(self, x: T, y: T) -> bool {
        match self {
            Comparison::Equal => x == y,
            Comparison::NotEqual => x != y,
            Comparison::Greater => x > y,
            Comparison::GreaterEqual => x >= y,
            Comparison::Less => x < y,
            Comparison::LessEqual => x <= y,
        }
    }
}

/// Compares values of any ordered type; NaN differs from everything.
pub fn compare<T: Copy + PartialOrd>(
    comparison: Comparison,
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<bool>,
) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| comparison.holds(x, y))
}

/// Compares the real values behind two quantized tensors, in fixed point with 8 fractional bits, as
/// the reference does (so close neighbours can be equal). Scales must be below 1.
pub fn compare_quantized<T: QuantInt>(
    comparison: Comparison,
    a: TensorRef<T>,
    a_quant: QuantParams,
    b: TensorRef<T>,
    b_quant: QuantParams,
    out: TensorMut<bool>,
) -> Result<(), KernelError> {
    const FRACTION_BITS: u32 = 8;
    let multiplier = |q: QuantParams| Multiplier::from_real(f64::from(q.check::<T>("operand")?.scale));
    let (ma, mb) = (multiplier(a_quant)?, multiplier(b_quant)?);
    let real = |v: T, q: QuantParams, m: Multiplier| m.scale((v.widen() - q.zero_point) << FRACTION_BITS);
    map2(a, b, out, |x, y| comparison.holds(real(x, a_quant, ma), real(y, b_quant, mb)))
}

/// `a && b`.
pub fn logical_and(a: TensorRef<bool>, b: TensorRef<bool>, out: TensorMut<bool>) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| x && y)
}

/// `a || b`.
pub fn logical_or(a: TensorRef<bool>, b: TensorRef<bool>, out: TensorMut<bool>) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| x || y)
}

/// Bitwise exclusive or of integers of any type.
pub fn bitwise_xor<T: Copy + std::ops::BitXor<Output = T>>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| x ^ y)
}

/// An integer type that can be shifted right.
pub trait ShiftRight: Copy {
    /// `self >> amount`, arithmetic for signed types, the amount clamped to `0..bits`.
    fn shift_right(self, amount: Self) -> Self;
}

macro_rules! shift_right {
    ($($t:ty),*) => {$(
        impl ShiftRight for $t {
            #[allow(unused_comparisons, reason = "also instantiated for unsigned types")]
            fn shift_right(self, amount: Self) -> Self {
                let last = <$t>::BITS - 1;
                let amount = if amount < 0 { 0 } else { u32::try_from(amount).unwrap_or(last).min(last) };
                self >> amount
            }
        }
    )*};
}

shift_right!(i8, u8, i16, u16, i32, u32);

/// `a >> b`, arithmetic for signed types. Amounts below 0 shift by 0, too large ones by all bits but
/// one.
pub fn right_shift<T: ShiftRight>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| Ok(x.shift_right(y)))
}

/// The number of `boundaries` (ascending) that are not above each value: `bucketize`.
pub fn bucketize<T: Copy + Into<f64>>(
    input: TensorRef<T>,
    boundaries: &[f32],
    out: TensorMut<i32>,
) -> Result<(), KernelError> {
    if let Some(pair) = boundaries.windows(2).find(|pair| pair[0] > pair[1]) {
        return Err(KernelError::real("boundary", f64::from(pair[1]), "not below the one before"));
    }
    let last = i32::try_from(boundaries.len()).unwrap_or(i32::MAX);
    crate::unary::map1(input, out, |x| {
        let bucket = boundaries.partition_point(|&b| f64::from(b) <= x.into());
        i32::try_from(bucket).unwrap_or(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds<T: Copy + PartialOrd>(c: Comparison, a: T, b: T) -> bool {
        let mut out = [false];
        let (a, b) = ([a], [b]);
        let (a, b) = (TensorRef::new(&[], &a).unwrap(), TensorRef::new(&[], &b).unwrap());
        compare(c, a, b, TensorMut::new(&[], &mut out).unwrap()).unwrap();
        out[0]
    }

    #[test]
    fn comparisons() {
        use Comparison::*;
        let table = [(Equal, [false, true, false]), (NotEqual, [true, false, true])];
        let more = [(Greater, [false, false, true]), (GreaterEqual, [false, true, true])];
        let less = [(Less, [true, false, false]), (LessEqual, [true, true, false])];
        for (c, want) in table.into_iter().chain(more).chain(less) {
            assert_eq!([1, 2, 3].map(|x| holds(c, x, 2)), want, "{c:?}");
            assert_eq!(holds(c, f32::NAN, f32::NAN), c == NotEqual);
        }
        assert!(holds(Less, false, true));
    }

    #[test]
    fn quantized_operands_are_compared_as_real_numbers() {
        let (x, y) = ([10i8, 20, 30], [25i8]);
        let mut out = [false; 3];
        compare_quantized(
            Comparison::Less,
            TensorRef::new(&[3], &x).unwrap(),
            QuantParams::new(0.1, 0),
            TensorRef::new(&[1], &y).unwrap(),
            QuantParams::new(0.2, 15),
            TensorMut::new(&[3], &mut out).unwrap(),
        )
        .unwrap();
        assert_eq!(out, [true, false, false]);
    }

    #[test]
    fn buckets_count_boundaries() {
        let x = TensorRef::new(&[4], &[-5.0f32, 0.0, 5.0, 10.0]).unwrap();
        let mut out = [0; 4];
        bucketize(x, &[0.0, 10.0], TensorMut::new(&[4], &mut out).unwrap()).unwrap();
        assert_eq!(out, [0, 1, 1, 2]);
        assert!(bucketize(x, &[1.0, 0.0], TensorMut::new(&[4], &mut out).unwrap()).is_err());
    }

    #[test]
    fn shifts_and_bits() {
        assert_eq!([0, 1, 9, 127].map(|n| (-100i8).shift_right(n)), [-100, -50, -1, -1]);
        assert_eq!((-100i8).shift_right(-3), -100);
        assert_eq!(200u8.shift_right(3), 25);
        let mut out = [0u32];
        let a = TensorRef::new(&[1], &[0b1100u32]).unwrap();
        let b = TensorRef::new(&[1], &[0b1010u32]).unwrap();
        bitwise_xor(a, b, TensorMut::new(&[1], &mut out).unwrap()).unwrap();
        assert_eq!(out, [0b0110]);
    }
}
