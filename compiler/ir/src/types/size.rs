//! The one checked way from dimensions to element and byte counts.

use std::fmt;

/// The largest tensor, in bytes, that the compiler makes unless the user raises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteLimit(pub u64);

impl Default for ByteLimit {
    /// 2 GiB.
    fn default() -> ByteLimit {
        ByteLimit(2 << 30)
    }
}

/// Why dimensions have no usable size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeError {
    /// The product of the dimensions does not fit in 63 bits.
    Overflow,
    /// A dimension is negative.
    Negative(i64),
    /// The size in bytes is over the limit.
    OverLimit {
        /// Bytes the tensor would take.
        bytes: u64,
        /// The limit in force.
        limit: u64,
    },
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SizeError::Overflow => f.write_str("the number of elements does not fit in 63 bits"),
            SizeError::Negative(dim) => write!(f, "dimension {dim} is negative"),
            SizeError::OverLimit { bytes, limit } => {
                write!(f, "the tensor takes {bytes} bytes, the limit is {limit}")
            }
        }
    }
}
impl std::error::Error for SizeError {}

/// The number of elements of a tensor of `dims`; 1 for a scalar.
///
/// # Errors
/// When the product does not fit in 63 bits. A zero dimension does not excuse the others: the
/// product of the non-zero ones must fit too, because strides are made of it.
pub fn checked_element_count(dims: &[u64]) -> Result<u64, SizeError> {
    let mut nonzero: u64 = 1;
    let mut empty = false;
    for &dim in dims {
        if dim == 0 {
            empty = true;
        } else {
            nonzero =
                nonzero.checked_mul(dim).filter(|&n| i64::try_from(n).is_ok()).ok_or(SizeError::Overflow)?;
        }
    }
    Ok(if empty { 0 } else { nonzero })
}

/// The number of bytes of a tensor of `dims` with `elem_bytes` bytes an element.
///
/// # Errors
/// When the product does not fit in 63 bits or is over `limit`.
pub fn checked_byte_count(dims: &[u64], elem_bytes: usize, limit: ByteLimit) -> Result<u64, SizeError> {
    let bytes = checked_element_count(dims)?
        .checked_mul(elem_bytes as u64)
        .filter(|&n| i64::try_from(n).is_ok())
        .ok_or(SizeError::Overflow)?;
    if bytes > limit.0 { Err(SizeError::OverLimit { bytes, limit: limit.0 }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_that_wrap_are_refused() {
        assert_eq!(checked_element_count(&[]), Ok(1));
        assert_eq!(checked_element_count(&[65536, 65536]), Ok(1 << 32));
        assert_eq!(checked_element_count(&[(1 << 31) - 1; 3]), Err(SizeError::Overflow));
        assert_eq!(checked_element_count(&[1 << 62, 4]), Err(SizeError::Overflow));
        assert_eq!(checked_element_count(&[0, 1 << 62]), Ok(0));
        assert_eq!(checked_element_count(&[0, 1 << 62, 4]), Err(SizeError::Overflow));
    }

    #[test]
    fn bytes_over_the_limit_are_refused() {
        assert_eq!(checked_byte_count(&[2, 3], 4, ByteLimit::default()), Ok(24));
        let err = checked_byte_count(&[1 << 30], 4, ByteLimit::default());
        assert_eq!(err, Err(SizeError::OverLimit { bytes: 4 << 30, limit: 2 << 30 }));
    }
}
