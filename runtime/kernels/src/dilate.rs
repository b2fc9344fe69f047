//! `dilate`: padding between the elements.

use crate::error::KernelError;
use crate::strided::bounded;
use crate::tensor::{DEFAULT_BYTE_LIMIT, TensorMut, TensorRef, expect_len, strides};

/// Shape with `dilations[i] - 1` elements between neighbours along axis `i`: `(d - 1) * dilation + 1`,
/// and 0 for an empty axis.
///
/// Refuses another number of dilations than axes, and dilations below 1.
pub fn dilate_shape(input: &[usize], dilations: &[i64]) -> Result<Vec<usize>, KernelError> {
    expect_len("dilations", dilations.len(), input.len())?;
    let dims = input.iter().zip(dilations).map(|(&d, &dilation)| {
        let step = usize::try_from(dilation).ok().filter(|&step| step > 0);
        let step =
            step.ok_or(KernelError::Parameter { what: "dilation", found: dilation, expected: "at least 1" })?;
        let Some(gaps) = d.checked_sub(1) else { return Ok(0) };
        let size = gaps.checked_mul(step).and_then(|size| size.checked_add(1));
        size.ok_or(KernelError::TooLarge { dims: vec![d, step], limit: DEFAULT_BYTE_LIMIT })
    });
    bounded(dims.collect::<Result<_, _>>()?)
}

/// `out[i * dilation] = input[i]` along every axis, `value` elsewhere.
pub fn dilate<T: Copy>(
    input: TensorRef<T>,
    dilations: &[i64],
    value: T,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = dilate_shape(input.dims(), dilations)?;
    out.expect_dims(&dims)?;
    let out = out.into_data();
    out.fill(value);
    // In range: `dilate_shape` has checked the dilations, and that the products fit.
    let steps: Vec<usize> =
        strides(&dims).iter().zip(dilations).map(|(&s, &d)| s * d.unsigned_abs() as usize).collect();
    let mut at = vec![0; dims.len()];
    let mut offset = 0;
    for &element in input.data() {
        out[offset] = element;
        for axis in (0..at.len()).rev() {
            at[axis] += 1;
            offset += steps[axis];
            if at[axis] < input.dims()[axis] {
                break;
            }
            offset -= at[axis] * steps[axis];
            at[axis] = 0;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dilated(dims: &[usize], data: &[i32], dilations: &[i64]) -> Result<Vec<i32>, KernelError> {
        let shape = dilate_shape(dims, dilations)?;
        let mut out = vec![-1; shape.iter().product()];
        dilate(TensorRef::new(dims, data)?, dilations, 0, TensorMut::new(&shape, &mut out)?)?;
        Ok(out)
    }

    #[test]
    fn elements_move_apart() {
        assert_eq!(dilated(&[2, 2], &[1, 2, 3, 4], &[2, 3]).unwrap(), [1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 4]);
        assert_eq!(dilated(&[3], &[1, 2, 3], &[1]).unwrap(), [1, 2, 3]);
        assert_eq!(dilated(&[], &[7], &[]).unwrap(), [7]);
        assert_eq!(dilated(&[0, 2], &[], &[5, 2]).unwrap(), []);
    }

    #[test]
    fn dilations_that_make_no_sense_are_refused() {
        assert!(dilated(&[2], &[1, 2], &[0]).is_err());
        assert!(dilated(&[2], &[1, 2], &[1, 1]).is_err());
        assert!(dilate_shape(&[usize::MAX], &[2]).is_err());
    }
}
