//! Elementwise arithmetic of two operands under broadcasting, `f32` and plain integers.
//!
//! Integer results wrap; an integer division by zero is refused. Where an operator carries a fused
//! activation the result is clamped. Quantized arithmetic is in [`crate::binary_quantized`],
//! comparisons and logic in [`crate::compare`].

use crate::activation::Activation;
use crate::broadcast::{map2, try_map2};
use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef};

/// Defines `f32` kernels with a fused activation.
macro_rules! f32_with_activation {
    ($($(#[$doc:meta])* $name:ident = $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(
            a: TensorRef<f32>,
            b: TensorRef<f32>,
            activation: Activation,
            out: TensorMut<f32>,
        ) -> Result<(), KernelError> {
            let clamp = activation.range_f32();
            let f: fn(f32, f32) -> f32 = $f;
            map2(a, b, out, |x, y| clamp.apply(f(x, y)))
        }
    )*};
}

f32_with_activation! {
    /// `a + b`, clamped.
    add_f32 = |x, y| x + y;
    /// `a - b`, clamped.
    sub_f32 = |x, y| x - y;
    /// `a * b`, clamped.
    mul_f32 = |x, y| x * y;
    /// `a / b`, clamped.
    div_f32 = |x, y| x / y;
}

/// Defines kernels without an activation.
macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident: $t:ty = $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(a: TensorRef<$t>, b: TensorRef<$t>, out: TensorMut<$t>) -> Result<(), KernelError> {
            let f: fn($t, $t) -> $t = $f;
            map2(a, b, out, f)
        }
    )*};
}

plain! {
    /// `a` to the power of `b`.
    pow_f32: f32 = |x, y| x.powf(y);
    /// `floor(a / b)`.
    floor_div_f32: f32 = |x, y| (x / y).floor();
    /// Remainder with the sign of `b`.
    floor_mod_f32: f32 = |x, y| {
        let r = x % y;
        if r != 0.0 && (y < 0.0) != (r < 0.0) { r + y } else { r }
    };
    /// `(a - b)^2`.
    squared_difference_f32: f32 = |x, y| (x - y) * (x - y);
    /// The angle of the point `(b, a)`.
    atan2_f32: f32 = f32::atan2;
    /// The angle of the point `(b, a)`.
    atan2_f64: f64 = f64::atan2;
}

/// The larger of `a` and `b` of any ordered type, quantized or not (operands and result of a
/// quantized maximum share their parameters). `a` wins where the two do not compare.
pub fn maximum<T: Copy + PartialOrd>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| if x > y { x } else { y })
}

/// The smaller of `a` and `b` of any ordered type, quantized or not (operands and result of a
/// quantized minimum share their parameters).
pub fn minimum<T: Copy + PartialOrd>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| if x < y { x } else { y })
}

/// An integer type of plain (not quantized) arithmetic.
pub trait Integer: Copy + Ord + Default + 'static {
    /// Bounds of a fused activation.
    fn range(activation: Activation) -> (Self, Self);
    /// Wrapping sum.
    fn add(self, other: Self) -> Self;
    /// Wrapping difference.
    fn sub(self, other: Self) -> Self;
    /// Wrapping product.
    fn mul(self, other: Self) -> Self;
    /// Quotient towards zero, `None` for a zero divisor; `MIN / -1` wraps.
    fn div(self, other: Self) -> Option<Self>;
    /// Remainder of [`Integer::div`].
    fn rem(self, other: Self) -> Option<Self>;
    /// Whether it is below zero.
    fn negative(self) -> bool;
    /// Wrapping power, `None` for a negative exponent or one beyond 32 bits.
    fn pow(self, exponent: Self) -> Option<Self>;
    /// The value as an `i64`, for messages; saturates.
    fn wide(self) -> i64;
    /// One.
    fn one() -> Self;
}

macro_rules! integer {
    ($($t:ty),*) => {$(
        impl Integer for $t {
            fn range(activation: Activation) -> (Self, Self) {
                let (low, high) = activation.range_i64();
                let fit = |v: i64| {
                    <$t>::try_from(v).unwrap_or(if v < 0 { <$t>::MIN } else { <$t>::MAX })
                };
                // `None` bounds are the widest of i64; u64 reaches above them.
                (fit(low), if high == i64::MAX { <$t>::MAX } else { fit(high) })
            }
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn sub(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn mul(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            fn div(self, other: Self) -> Option<Self> {
                (other != 0).then(|| self.wrapping_div(other))
            }
            fn rem(self, other: Self) -> Option<Self> {
                (other != 0).then(|| self.wrapping_rem(other))
            }
            #[allow(unused_comparisons, reason = "also instantiated for unsigned types")]
            fn negative(self) -> bool {
                self < 0
            }
            fn pow(self, exponent: Self) -> Option<Self> {
                Some(self.wrapping_pow(u32::try_from(exponent).ok()?))
            }
            fn wide(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
            fn one() -> Self {
                1
            }
        }
    )*};
}

integer!(i8, u8, i16, u16, i32, u32, i64, u64);

/// Defines integer kernels with a fused activation.
macro_rules! integer_with_activation {
    ($($(#[$doc:meta])* $name:ident = $method:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<T: Integer>(
            a: TensorRef<T>,
            b: TensorRef<T>,
            activation: Activation,
            out: TensorMut<T>,
        ) -> Result<(), KernelError> {
            let (low, high) = T::range(activation);
            map2(a, b, out, |x, y| x.$method(y).min(high).max(low))
        }
    )*};
}

integer_with_activation! {
    /// Wrapping `a + b`, clamped.
    add_int = add;
    /// Wrapping `a - b`, clamped.
    sub_int = sub;
    /// Wrapping `a * b`, clamped.
    mul_int = mul;
}

/// `a / b` towards zero, clamped. Refuses a zero in `b`.
pub fn div_int<T: Integer>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    activation: Activation,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (low, high) = T::range(activation);
    try_map2(a, b, out, |x, y| Ok(x.div(y).ok_or(KernelError::DivisionByZero)?.min(high).max(low)))
}

/// `floor(a / b)`. Refuses a zero in `b`.
pub fn floor_div_int<T: Integer>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| {
        let (q, r) = x.div(y).zip(x.rem(y)).ok_or(KernelError::DivisionByZero)?;
        Ok(if r != T::default() && x.negative() != y.negative() { q.sub(T::one()) } else { q })
    })
}

/// Remainder with the sign of `b`. Refuses a zero in `b`.
pub fn floor_mod_int<T: Integer>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| {
        let r = x.rem(y).ok_or(KernelError::DivisionByZero)?;
        Ok(if r != T::default() && y.negative() != r.negative() { r.add(y) } else { r })
    })
}

/// Wrapping `a` to the power of `b`. Refuses a negative exponent.
pub fn pow_int<T: Integer>(a: TensorRef<T>, b: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    try_map2(a, b, out, |x, y| {
        x.pow(y).ok_or(KernelError::Parameter {
            what: "exponent",
            found: y.wide(),
            expected: "at least 0 and below 2^32",
        })
    })
}

/// Wrapping `(a - b)^2`.
pub fn squared_difference_int<T: Integer>(
    a: TensorRef<T>,
    b: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    map2(a, b, out, |x, y| {
        let d = x.sub(y);
        d.mul(d)
    })
}

/// The sum of operands of one shape: `add_n`. Refuses none at all.
pub fn add_n<T: crate::scatter::Accumulate>(
    operands: &[TensorRef<T>],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let Some((first, rest)) = operands.split_first() else {
        return Err(KernelError::Length { what: "operands", found: 0, expected: 1 });
    };
    out.expect_dims(first.dims())?;
    rest.iter().try_for_each(|t| crate::tensor::expect_dims("operand", t.dims(), first.dims()))?;
    let out = out.into_data();
    out.copy_from_slice(first.data());
    for operand in rest {
        for (sum, &v) in out.iter_mut().zip(operand.data()) {
            *sum = sum.accumulate(v);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T: Copy + Default>(
        a: &[T],
        b: &[T],
        f: impl Fn(TensorRef<T>, TensorRef<T>, TensorMut<T>) -> Result<(), KernelError>,
    ) -> Result<Vec<T>, KernelError> {
        let mut out = vec![T::default(); a.len()];
        let dims = [a.len()];
        f(TensorRef::new(&dims, a)?, TensorRef::new(&dims, b)?, TensorMut::new(&dims, &mut out)?)?;
        Ok(out)
    }

    #[test]
    fn integers_wrap() {
        let none = Activation::None;
        assert_eq!(run(&[i32::MAX], &[1], |a, b, o| add_int(a, b, none, o)), Ok(vec![i32::MIN]));
        assert_eq!(run(&[i64::MIN], &[1], |a, b, o| sub_int(a, b, none, o)), Ok(vec![i64::MAX]));
        assert_eq!(run(&[u64::MAX], &[0], |a, b, o| add_int(a, b, none, o)), Ok(vec![u64::MAX]));
        assert_eq!(run(&[i32::MIN], &[-1], |a, b, o| div_int(a, b, none, o)), Ok(vec![i32::MIN]));
        assert_eq!(run(&[i32::MIN], &[-1], floor_div_int), Ok(vec![i32::MIN]));
        assert_eq!(run(&[i32::MIN], &[-1], floor_mod_int), Ok(vec![0]));
        assert_eq!(run(&[3, -9], &[5, 1], |a, b, o| mul_int(a, b, Activation::Relu6, o)), Ok(vec![6i32, 0]));
    }

    #[test]
    fn zero_divisors_and_negative_exponents_are_refused() {
        let none = Activation::None;
        assert_eq!(run(&[1i32], &[0], |a, b, o| div_int(a, b, none, o)), Err(KernelError::DivisionByZero));
        assert_eq!(run(&[1i32], &[0], floor_div_int), Err(KernelError::DivisionByZero));
        assert_eq!(run(&[1i64], &[0], floor_mod_int), Err(KernelError::DivisionByZero));
        assert!(run(&[2i32], &[-1], pow_int).is_err());
    }

    #[test]
    fn any_number_of_operands_adds_up() {
        let t = |v| TensorRef::new(&[2], v).unwrap();
        let mut y = [0i32; 2];
        let operands = [t(&[1, 2]), t(&[10, 20]), t(&[i32::MAX, 0])];
        add_n(&operands, TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [i32::MIN + 10, 22]);
        assert!(add_n::<i32>(&[], TensorMut::new(&[2], &mut y).unwrap()).is_err());
    }

    #[test]
    fn floors_go_down() {
        assert_eq!(run(&[7, -7, 7, -7i32], &[2, 2, -2, -2], floor_div_int), Ok(vec![3, -4, -4, 3]));
        assert_eq!(run(&[7, -7, 7, -7i32], &[3, 3, -3, -3], floor_mod_int), Ok(vec![1, 2, -2, -1]));
        assert_eq!(run(&[7.0, -7.0, 7.0], &[3.0, 3.0, -3.0], floor_mod_f32), Ok(vec![1.0, 2.0, -2.0]));
        assert_eq!(run(&[-7.0], &[2.0], floor_div_f32), Ok(vec![-4.0]));
    }

    #[test]
    fn float_arithmetic_clamps_and_keeps_nan() {
        let got = run(&[1.0, f32::NAN, 9.0], &[2.0, 1.0, 9.0], |a, b, o| add_f32(a, b, Activation::Relu6, o));
        let got = got.unwrap();
        assert_eq!((got[0], got[2]), (3.0, 6.0));
        assert!(got[1].is_nan());
        assert_eq!(run(&[2.0f32, 3.0], &[10.0, -1.0], pow_f32), Ok(vec![1024.0, 1.0 / 3.0]));
        assert_eq!(run(&[2i32, -3], &[10, 3], pow_int), Ok(vec![1024, -27]));
        assert_eq!(run(&[2.0f32, 3.0], &[10.0, -1.0], maximum), Ok(vec![10.0, 3.0]));
        assert_eq!(run(&[2i8, 3], &[10, -1], minimum), Ok(vec![2, -1]));
        assert_eq!(run(&[2i32, 3], &[10, -1], squared_difference_int), Ok(vec![64, 16]));
    }
}
