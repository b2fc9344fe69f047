//! Borrowed tensors whose length was checked against their shape, and the one way to a size.

use crate::error::KernelError;

/// Bytes a tensor may have unless a caller says otherwise: 2 GiB.
pub const DEFAULT_BYTE_LIMIT: usize = 2 << 30;

/// Number of elements of a tensor with dimensions `dims` and elements of `element_size` bytes,
/// or a refusal if it needs more than `limit` bytes. A zero anywhere gives zero.
pub fn element_count_within(dims: &[usize], element_size: usize, limit: usize) -> Result<usize, KernelError> {
    if dims.contains(&0) {
        return Ok(0);
    }
    let too_large = || KernelError::TooLarge { dims: dims.to_vec(), limit };
    let mut count = 1usize;
    for &d in dims {
        count = count.checked_mul(d).ok_or_else(too_large)?;
    }
    match count.checked_mul(element_size.max(1)) {
        Some(bytes) if bytes <= limit => Ok(count),
        _ => Err(too_large()),
    }
}

/// Number of elements of `dims` for elements of type `T`, at most [`DEFAULT_BYTE_LIMIT`] bytes.
pub fn element_count<T>(dims: &[usize]) -> Result<usize, KernelError> {
    element_count_within(dims, size_of::<T>(), DEFAULT_BYTE_LIMIT)
}

/// Row-major strides in elements. Saturates, which only an empty tensor can reach.
pub fn strides(dims: &[usize]) -> Vec<usize> {
    let mut out = vec![1usize; dims.len()];
    for i in (0..dims.len().saturating_sub(1)).rev() {
        out[i] = out[i + 1].saturating_mul(dims[i + 1]);
    }
    out
}

/// The axis `axis` (negative counts from the end) of a tensor of rank `rank`.
pub fn resolve_axis(axis: i64, rank: usize) -> Result<usize, KernelError> {
    let bad = KernelError::Axis { found: axis, rank };
    let Ok(signed_rank) = i64::try_from(rank) else { return Err(bad) };
    let resolved = if axis < 0 { axis.saturating_add(signed_rank) } else { axis };
    if (0..signed_rank).contains(&resolved) { usize::try_from(resolved).map_err(|_| bad) } else { Err(bad) }
}

/// Product of a sub-range of dimensions of a tensor that already passed the size check.
pub(crate) fn product(dims: &[usize]) -> usize {
    dims.iter().fold(1usize, |n, &d| n.saturating_mul(d))
}

/// A tensor to read: dimensions and row-major elements of exactly that number.
#[derive(Debug)]
pub struct TensorRef<'a, T> {
    dims: &'a [usize],
    data: &'a [T],
}

impl<T> Clone for TensorRef<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for TensorRef<'_, T> {}

impl<'a, T> TensorRef<'a, T> {
    /// Views `data` as a tensor of shape `dims`; refuses a length that differs.
    pub fn new(dims: &'a [usize], data: &'a [T]) -> Result<Self, KernelError> {
        let expected = element_count::<T>(dims)?;
        if data.len() != expected {
            return Err(KernelError::Length { what: "tensor", found: data.len(), expected });
        }
        Ok(TensorRef { dims, data })
    }

    /// Dimensions; empty for a scalar.
    pub fn dims(&self) -> &'a [usize] {
        self.dims
    }

    /// Elements in row-major order.
    pub fn data(&self) -> &'a [T] {
        self.data
    }

    /// Number of dimensions.
    pub fn rank(&self) -> usize {
        self.dims.len()
    }
}

/// A tensor to write: dimensions and row-major elements of exactly that number.
#[derive(Debug)]
pub struct TensorMut<'a, T> {
    dims: &'a [usize],
    data: &'a mut [T],
}

impl<'a, T> TensorMut<'a, T> {
    /// Views `data` as a tensor of shape `dims`; refuses a length that differs.
    pub fn new(dims: &'a [usize], data: &'a mut [T]) -> Result<Self, KernelError> {
        let expected = element_count::<T>(dims)?;
        if data.len() != expected {
            return Err(KernelError::Length { what: "output", found: data.len(), expected });
        }
        Ok(TensorMut { dims, data })
    }

    /// Dimensions; empty for a scalar.
    pub fn dims(&self) -> &'a [usize] {
        self.dims
    }

    /// Elements in row-major order.
    pub fn data(&mut self) -> &mut [T] {
        self.data
    }

    /// The same tensor for a shorter time, so that it can be handed on and used again.
    pub fn reborrow(&mut self) -> TensorMut<'_, T> {
        TensorMut { dims: self.dims, data: self.data }
    }

    /// Refuses unless the output has the shape the operator computes.
    pub(crate) fn expect_dims(&self, expected: &[usize]) -> Result<(), KernelError> {
        expect_dims("output", self.dims, expected)
    }

    /// Gives up the view for the slice.
    pub(crate) fn into_data(self) -> &'a mut [T] {
        self.data
    }
}

/// Refuses unless `found` equals `expected`.
pub(crate) fn expect_dims(
    what: &'static str,
    found: &[usize],
    expected: &[usize],
) -> Result<(), KernelError> {
    if found == expected {
        Ok(())
    } else {
        Err(KernelError::Shape { what, found: found.to_vec(), expected: expected.to_vec() })
    }
}

/// Refuses unless a slice has `expected` elements.
pub(crate) fn expect_len(what: &'static str, found: usize, expected: usize) -> Result<(), KernelError> {
    if found == expected { Ok(()) } else { Err(KernelError::Length { what, found, expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        for dims in [&[65536, 65536][..], &[(1 << 31) - 1; 3], &[1 << 62, 4]] {
            assert!(matches!(element_count::<f32>(dims), Err(KernelError::TooLarge { .. })), "{dims:?}");
        }
        assert_eq!(element_count::<f32>(&[0, usize::MAX, usize::MAX]), Ok(0));
        assert_eq!(element_count::<f32>(&[usize::MAX, usize::MAX, 0]), Ok(0));
        assert_eq!(element_count::<f32>(&[]), Ok(1));
        assert_eq!(element_count::<u8>(&[2 << 30]), Ok(2 << 30));
        assert!(element_count::<u8>(&[(2 << 30) + 1]).is_err());
        assert!(element_count_within(&[5], 4, 19).is_err());
        assert_eq!(strides(&[2, usize::MAX, usize::MAX, 0]), [0, 0, 0, 1]);
    }

    #[test]
    fn a_view_has_as_many_elements_as_its_shape() {
        assert!(TensorRef::new(&[2, 2], &[1, 2, 3, 4]).is_ok());
        assert!(TensorRef::new(&[2, 2], &[1, 2, 3]).is_err());
        assert!(TensorRef::<f32>::new(&[], &[]).is_err());
        assert!(TensorMut::<f32>::new(&[0, 7], &mut []).is_ok());
    }

    #[test]
    fn axes_count_from_both_ends() {
        assert_eq!(resolve_axis(-1, 3), Ok(2));
        assert_eq!(resolve_axis(0, 3), Ok(0));
        for axis in [3, -4, i64::MIN, i64::MAX] {
            assert_eq!(resolve_axis(axis, 3), Err(KernelError::Axis { found: axis, rank: 3 }));
        }
        assert!(resolve_axis(0, 0).is_err());
    }
}
