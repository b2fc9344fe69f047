//! `cast` and `bitcast` between element types.
//!
//! Float to integer truncates towards zero and saturates (NaN is 0); integers are narrowed by
//! truncation of bits; anything but zero is true.

use half::{bf16, f16};

use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef};
use crate::unary::map1;

/// Conversion of an element to `T` with the rules of the module.
pub trait CastTo<T> {
    /// The converted element.
    fn cast_to(self) -> T;
}

macro_rules! numbers {
    ($($from:ty => [$($to:ty),*];)*) => {$($(
        impl CastTo<$to> for $from {
            fn cast_to(self) -> $to {
                self as $to
            }
        }
    )*)*};
}

macro_rules! all_numbers {
    ($($from:ty),*) => {
        numbers! { $($from => [i8, u8, i16, u16, i32, u32, i64, u64, f32, f64];)* }
        $(
            impl CastTo<bool> for $from {
                fn cast_to(self) -> bool {
                    self != (0 as $from)
                }
            }
            impl CastTo<f16> for $from {
                fn cast_to(self) -> f16 {
                    f16::from_f32(self as f32)
                }
            }
            impl CastTo<bf16> for $from {
                fn cast_to(self) -> bf16 {
                    bf16::from_f32(self as f32)
                }
            }
            impl CastTo<$from> for bool {
                fn cast_to(self) -> $from {
                    u8::from(self) as $from
                }
            }
            impl CastTo<$from> for f16 {
                fn cast_to(self) -> $from {
                    self.to_f32() as $from
                }
            }
            impl CastTo<$from> for bf16 {
                fn cast_to(self) -> $from {
                    self.to_f32() as $from
                }
            }
        )*
    };
}

all_numbers!(i8, u8, i16, u16, i32, u32, i64, u64, f32, f64);

impl CastTo<bool> for bool {
    fn cast_to(self) -> bool {
        self
    }
}

macro_rules! halves {
    ($($half:ty => $other:ty),*) => {$(
        impl CastTo<bool> for $half {
            fn cast_to(self) -> bool {
                self.to_f32() != 0.0
            }
        }
        impl CastTo<$half> for bool {
            fn cast_to(self) -> $half {
                <$half>::from_f32(f32::from(u8::from(self)))
            }
        }
        impl CastTo<$half> for $half {
            fn cast_to(self) -> $half {
                self
            }
        }
        impl CastTo<$other> for $half {
            fn cast_to(self) -> $other {
                <$other>::from_f32(self.to_f32())
            }
        }
    )*};
}

halves!(f16 => bf16, bf16 => f16);

/// Every element converted; the same shape in and out.
pub fn cast<A: Copy + CastTo<B>, B>(input: TensorRef<A>, out: TensorMut<B>) -> Result<(), KernelError> {
    map1(input, out, A::cast_to)
}

/// Shape of `bitcast` from elements of `from` to elements of `to` bytes: a wider type consumes the
/// last dimension, a narrower one appends a dimension.
pub fn bitcast_shape(input: &[usize], from: usize, to: usize) -> Result<Vec<usize>, KernelError> {
    if from == 0 || to == 0 {
        return Err(KernelError::Parameter { what: "element size", found: 0, expected: "at least 1" });
    }
    if from == to {
        return Ok(input.to_vec());
    }
    if from > to {
        return Ok([input, &[from / to]].concat());
    }
    match input.split_last() {
        Some((&last, leading)) if last == to / from => Ok(leading.to_vec()),
        _ => Err(KernelError::Shape {
            what: "input",
            found: input.to_vec(),
            expected: [&input[..input.len().saturating_sub(1)], &[to / from]].concat(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one<A: Copy + CastTo<B>, B: Copy + Default>(x: A) -> B {
        let (x, mut y) = ([x], [B::default()]);
        cast(TensorRef::new(&[], &x).unwrap(), TensorMut::new(&[], &mut y).unwrap()).unwrap();
        y[0]
    }

    #[test]
    fn floats_saturate() {
        assert_eq!(one::<f32, i8>(300.7), 127);
        assert_eq!(one::<f32, i32>(-1.9), -1);
        assert_eq!(one::<f32, i64>(f32::NEG_INFINITY), i64::MIN);
        assert_eq!(one::<f64, u8>(f64::NAN), 0);
        assert!(one::<f32, bool>(f32::NAN));
    }

    #[test]
    fn integers_truncate() {
        assert_eq!(one::<i32, i8>(300), 44);
        assert_eq!(one::<i8, u32>(-1), u32::MAX);
        assert_eq!(one::<bool, f32>(true), 1.0);
        assert_eq!(one::<f16, f32>(f16::from_f32(1.5)), 1.5);
        assert_eq!(one::<f32, bf16>(1.0), bf16::from_f32(1.0));
    }

    #[test]
    fn bitcasts_change_the_last_dimension() {
        assert_eq!(bitcast_shape(&[3], 4, 4), Ok(vec![3]));
        assert_eq!(bitcast_shape(&[3], 4, 1), Ok(vec![3, 4]));
        assert_eq!(bitcast_shape(&[3, 4], 1, 4), Ok(vec![3]));
        assert!(bitcast_shape(&[3], 1, 4).is_err());
        assert!(bitcast_shape(&[], 1, 4).is_err());
        assert!(bitcast_shape(&[3], 0, 4).is_err());
    }
}
