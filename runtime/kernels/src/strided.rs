//! The one strided copy that data movement is made of.

use crate::error::KernelError;
use crate::tensor::{element_count, product, strides};

/// A walk over a source: output axes `dims`, the source offset `base` of the first element and the
/// source step of each axis. The maker guarantees that every offset it can reach is in the source.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) base: usize,
    pub(crate) dims: Vec<usize>,
    pub(crate) steps: Vec<isize>,
}

impl Walk {
    /// The whole of a source of shape `dims`, in order.
    pub(crate) fn all(dims: &[usize]) -> Self {
        Walk { base: 0, dims: dims.to_vec(), steps: signed(&strides(dims)) }
    }

    /// The same walk with its axes in another order; `perm` is a permutation of them.
    pub(crate) fn permuted(&self, perm: &[usize]) -> Self {
        Walk {
            base: self.base,
            dims: perm.iter().map(|&p| self.dims[p]).collect(),
            steps: perm.iter().map(|&p| self.steps[p]).collect(),
        }
    }

    /// Copies the source's elements to `out` in the walk's order.
    pub(crate) fn copy<T: Copy>(&self, source: &[T], out: &mut [T]) {
        if out.is_empty() {
            return;
        }
        let Some((&width, outer)) = self.dims.split_last() else {
            out[0] = source[self.base];
            return;
        };
        let step = self.steps[outer.len()];
        let mut index = vec![0usize; outer.len()];
        let mut offset = self.base;
        for row in out.chunks_exact_mut(width) {
            match step {
                1 => row.copy_from_slice(&source[offset..][..width]),
                0 => row.fill(source[offset]),
                _ => {
                    for (i, o) in row.iter_mut().enumerate() {
                        *o = source[offset.wrapping_add_signed(step.wrapping_mul(i as isize))];
                    }
                }
            }
            for axis in (0..outer.len()).rev() {
                index[axis] += 1;
                offset = offset.wrapping_add_signed(self.steps[axis]);
                if index[axis] < outer[axis] {
                    break;
                }
                index[axis] = 0;
                offset = offset.wrapping_add_signed(self.steps[axis].wrapping_mul(-(outer[axis] as isize)));
            }
        }
    }
}

/// Strides as signed steps; only an empty tensor's can be too large, and those are never taken.
pub(crate) fn signed(strides: &[usize]) -> Vec<isize> {
    strides.iter().map(|&s| isize::try_from(s).unwrap_or(isize::MAX)).collect()
}

/// A dimension from data or an attribute: not negative.
pub(crate) fn dimension(what: &'static str, value: i64) -> Result<usize, KernelError> {
    usize::try_from(value).map_err(|_| KernelError::Parameter { what, found: value, expected: "at least 0" })
}

/// The dimensions, if a tensor of bytes of that shape is within the limit: the bound for shapes that
/// come from data before anything is known of the element type.
pub(crate) fn bounded(dims: Vec<usize>) -> Result<Vec<usize>, KernelError> {
    element_count::<u8>(&dims)?;
    Ok(dims)
}

/// `dims` cut at `axis` into the number of blocks before, the size of the axis, and the block behind.
pub(crate) fn around(dims: &[usize], axis: usize) -> (usize, usize, usize) {
    (product(&dims[..axis]), dims[axis], product(&dims[axis + 1..]))
}
