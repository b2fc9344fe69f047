//! Elementwise functions of one operand, `f32` and plain integers; the same shape in and out.
//!
//! Activations (`relu`, `elu`, `gelu`, ...) and everything quantized are in [`crate::activations`].

use crate::binary::Integer;
use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef};

/// `out[i] = f(input[i])`.
pub fn map1<A: Copy, R>(
    input: TensorRef<A>,
    out: TensorMut<R>,
    f: impl Fn(A) -> R,
) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    for (o, &x) in out.into_data().iter_mut().zip(input.data()) {
        *o = f(x);
    }
    Ok(())
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident: $t:ty = $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(input: TensorRef<$t>, out: TensorMut<$t>) -> Result<(), KernelError> {
            map1(input, out, $f)
        }
    )*};
}

functions! {
    /// Magnitude.
    abs_f32: f32 = f32::abs;
    /// Smallest integer not below.
    ceil_f32: f32 = f32::ceil;
    /// Largest integer not above.
    floor_f32: f32 = f32::floor;
    /// Nearest integer, ties to even.
    round_f32: f32 = f32::round_ties_even;
    /// Negation.
    neg_f32: f32 = |x| -x;
    /// Sine of radians.
    sin_f32: f32 = f32::sin;
    /// Cosine of radians.
    cos_f32: f32 = f32::cos;
    /// e to the power of the value.
    exp_f32: f32 = f32::exp;
    /// Natural logarithm.
    log_f32: f32 = f32::ln;
    /// Square root.
    sqrt_f32: f32 = f32::sqrt;
    /// `1 / sqrt(x)`.
    rsqrt_f32: f32 = |x| 1.0 / x.sqrt();
    /// `x * x`.
    square_f32: f32 = |x| x * x;
    /// -1, 0 or 1; 0 for NaN.
    sign_f32: f32 = |x| if x > 0.0 { 1.0 } else if x < 0.0 { -1.0 } else { 0.0 };
    /// -1, 0 or 1; 0 for NaN.
    sign_f64: f64 = |x| if x > 0.0 { 1.0 } else if x < 0.0 { -1.0 } else { 0.0 };
    /// Logical negation.
    logical_not: bool = |x| !x;
}

/// Magnitude; that of the smallest value wraps to itself.
pub fn abs_int<T: Integer>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    map1(input, out, |x| if x.negative() { T::default().sub(x) } else { x })
}

/// Wrapping negation.
pub fn neg_int<T: Integer>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    map1(input, out, |x| T::default().sub(x))
}

/// Wrapping `x * x`.
pub fn square_int<T: Integer>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    map1(input, out, |x| x.mul(x))
}

/// -1, 0 or 1.
pub fn sign_int<T: Integer>(input: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    map1(input, out, |x| {
        if x.negative() {
            T::default().sub(T::one())
        } else if x == T::default() {
            x
        } else {
            T::one()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T: Copy + Default>(
        x: &[T],
        f: impl Fn(TensorRef<T>, TensorMut<T>) -> Result<(), KernelError>,
    ) -> Vec<T> {
        let (dims, mut out) = ([x.len()], vec![T::default(); x.len()]);
        f(TensorRef::new(&dims, x).unwrap(), TensorMut::new(&dims, &mut out).unwrap()).unwrap();
        out
    }

    #[test]
    fn rounding_goes_to_even() {
        assert_eq!(run(&[0.5, 1.5, -2.5, 2.6], round_f32), [0.0, 2.0, -2.0, 3.0]);
        assert_eq!(run(&[0.5, -1.5], floor_f32), [0.0, -2.0]);
        assert_eq!(run(&[0.5, -1.5], ceil_f32), [1.0, -1.0]);
    }

    #[test]
    fn functions_of_known_values() {
        assert_eq!(run(&[4.0, 0.25], rsqrt_f32), [0.5, 2.0]);
        assert_eq!(run(&[4.0, 0.25], sqrt_f32), [2.0, 0.5]);
        assert_eq!(run(&[0.0, 1.0], exp_f32), [1.0, std::f32::consts::E]);
        assert_eq!(run(&[1.0], log_f32), [0.0]);
        assert_eq!(run(&[0.0], cos_f32), [1.0]);
        assert_eq!(run(&[-2.0, f32::NAN, 0.0, 9.0], sign_f32), [-1.0, 0.0, 0.0, 1.0]);
        assert_eq!(run(&[true, false], logical_not), [false, true]);
    }

    #[test]
    fn integers_wrap() {
        assert_eq!(run(&[i32::MIN, -3, 4], abs_int), [i32::MIN, 3, 4]);
        assert_eq!(run(&[i64::MIN, -3], neg_int), [i64::MIN, 3]);
        assert_eq!(run(&[1i32 << 20], square_int), [0]);
        assert_eq!(run(&[-7i32, 0, 9], sign_int), [-1, 0, 1]);
    }

    #[test]
    fn shapes_must_agree() {
        let x = TensorRef::new(&[2], &[1.0, 2.0]).unwrap();
        let mut y = [0.0; 2];
        assert!(abs_f32(x, TensorMut::new(&[2, 1], &mut y).unwrap()).is_err());
    }
}
