//! Joining and splitting along an axis: `concatenation`, `pack`, `unpack`, `split`, `split_v`.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::strided::{around, bounded};
use crate::tensor::{TensorMut, TensorRef, expect_dims, resolve_axis};

/// Shape of a concatenation: the inputs' along every axis but `axis`, where theirs add up.
pub fn concatenation_shape(inputs: &[&[usize]], axis: i64) -> Result<Vec<usize>, KernelError> {
    let Some((&first, rest)) = inputs.split_first() else {
        return Err(KernelError::Length { what: "inputs", found: 0, expected: 1 });
    };
    let axis = resolve_axis(axis, first.len())?;
    let mut dims = first.to_vec();
    for &input in rest {
        let mut expected = first.to_vec();
        if let (Some(e), Some(&d)) = (expected.get_mut(axis), input.get(axis)) {
            *e = d;
        }
        expect_dims("input", input, &expected)?;
        dims[axis] = dims[axis].saturating_add(input[axis]);
    }
    bounded(dims)
}

/// The inputs one behind the other along `axis`.
pub fn concatenation<T: Copy>(
    inputs: &[TensorRef<T>],
    axis: i64,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    concatenate(inputs, axis, out, |_, source, target| target.copy_from_slice(source))
}

/// Concatenation of quantized inputs that need not share the output's parameters: those that differ
/// are rescaled in `f32`, rounded half away from zero.
pub fn concatenation_quantized<T: QuantInt>(
    inputs: &[TensorRef<T>],
    input_quants: &[QuantParams],
    axis: i64,
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    crate::tensor::expect_len("input parameters", input_quants.len(), inputs.len())?;
    let oq = output_quant.check::<T>("output")?;
    input_quants.iter().try_for_each(|q| q.check::<T>("input").map(drop))?;
    let inverse = 1.0f32 / oq.scale;
    concatenate(inputs, axis, out, |i, source, target| {
        let q = input_quants[i];
        if q == oq {
            target.copy_from_slice(source);
            return;
        }
        let scale = q.scale * inverse;
        let bias = -(q.zero_point as f32) * scale;
        for (t, s) in target.iter_mut().zip(source) {
            let steps = (s.widen() as f32 * scale + bias).round() as i32;
            *t = T::saturate(steps.saturating_add(oq.zero_point));
        }
    })
}

fn concatenate<T: Copy>(
    inputs: &[TensorRef<T>],
    axis: i64,
    out: TensorMut<T>,
    copy: impl Fn(usize, &[T], &mut [T]),
) -> Result<(), KernelError> {
    let shapes: Vec<&[usize]> = inputs.iter().map(TensorRef::dims).collect();
    let dims = concatenation_shape(&shapes, axis)?;
    out.expect_dims(&dims)?;
    let axis = resolve_axis(axis, dims.len())?;
    let (blocks, total, inner) = around(&dims, axis);
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    let mut start = 0;
    for (i, input) in inputs.iter().enumerate() {
        let width = input.dims()[axis] * inner;
        for block in 0..blocks {
            let target = &mut out[block * total * inner + start..][..width];
            copy(i, &input.data()[block * width..][..width], target);
        }
        start += width;
    }
    Ok(())
}

/// Shape of `pack`: a new dimension of `count` at `axis`, which may be `-rank - 1 ..= rank`.
pub fn pack_shape(input: &[usize], count: usize, axis: i64) -> Result<Vec<usize>, KernelError> {
    let axis = resolve_axis(axis, input.len() + 1)?;
    let mut dims = input.to_vec();
    dims.insert(axis, count);
    bounded(dims)
}

/// Inputs of one shape, stacked along a new axis.
pub fn pack<T: Copy>(inputs: &[TensorRef<T>], axis: i64, out: TensorMut<T>) -> Result<(), KernelError> {
    let Some(first) = inputs.first() else {
        return Err(KernelError::Length { what: "inputs", found: 0, expected: 1 });
    };
    let dims = pack_shape(first.dims(), inputs.len(), axis)?;
    out.expect_dims(&dims)?;
    inputs.iter().try_for_each(|t| expect_dims("input", t.dims(), first.dims()))?;
    let (blocks, count, inner) = around(&dims, resolve_axis(axis, dims.len())?);
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    for block in 0..blocks {
        for (i, input) in inputs.iter().enumerate() {
            let target = &mut out[(block * count + i) * inner..][..inner];
            target.copy_from_slice(&input.data()[block * inner..][..inner]);
        }
    }
    Ok(())
}

/// Shape of each result of `unpack`: without `axis`.
pub fn unpack_shape(input: &[usize], axis: i64) -> Result<Vec<usize>, KernelError> {
    let axis = resolve_axis(axis, input.len())?;
    let mut dims = input.to_vec();
    dims.remove(axis);
    Ok(dims)
}

/// The input cut along `axis`; as many outputs as the axis is long.
pub fn unpack<T: Copy>(input: TensorRef<T>, axis: i64, outs: &mut [TensorMut<T>]) -> Result<(), KernelError> {
    let dims = unpack_shape(input.dims(), axis)?;
    let axis = resolve_axis(axis, input.rank())?;
    crate::tensor::expect_len("outputs", outs.len(), input.dims()[axis])?;
    outs.iter().try_for_each(|o| o.expect_dims(&dims))?;
    distribute(input, axis, &vec![1; outs.len()], outs);
    Ok(())
}

/// Shape of each result of `split` into `count` equal parts. Refuses a count that does not divide.
pub fn split_shape(input: &[usize], axis: i64, count: i32) -> Result<Vec<usize>, KernelError> {
    let axis = resolve_axis(axis, input.len())?;
    let parts = crate::window::positive("num_splits", count)?;
    if !input[axis].is_multiple_of(parts) {
        let found = i64::try_from(input[axis]).unwrap_or(i64::MAX);
        return Err(KernelError::Parameter {
            what: "split dimension",
            found,
            expected: "a multiple of num_splits",
        });
    }
    let mut dims = input.to_vec();
    dims[axis] /= parts;
    Ok(dims)
}

/// The input cut along `axis` into equal parts, one an output.
pub fn split<T: Copy>(input: TensorRef<T>, axis: i64, outs: &mut [TensorMut<T>]) -> Result<(), KernelError> {
    let count = i32::try_from(outs.len()).unwrap_or(i32::MAX);
    let dims = split_shape(input.dims(), axis, count)?;
    outs.iter().try_for_each(|o| o.expect_dims(&dims))?;
    let axis = resolve_axis(axis, input.rank())?;
    distribute(input, axis, &vec![dims[axis]; outs.len()], outs);
    Ok(())
}

/// Shapes of the results of `split_v`: `sizes` along `axis`, one of them -1 at most (what is left).
pub fn split_v_shapes(input: &[usize], sizes: &[i64], axis: i64) -> Result<Vec<Vec<usize>>, KernelError> {
    let axis = resolve_axis(axis, input.len())?;
    let bad = |found| KernelError::Parameter {
        what: "split size",
        found,
        expected: "sizes of at least 0 that add up to the dimension, one -1 at most",
    };
    let mut known = 0usize;
    for &s in sizes.iter().filter(|&&s| s != -1) {
        known = usize::try_from(s).ok().and_then(|s| known.checked_add(s)).ok_or(bad(s))?;
    }
    let unknown = sizes.iter().filter(|&&s| s == -1).count();
    let left = input[axis].checked_sub(known).filter(|&left| unknown == 1 || (unknown == 0 && left == 0));
    let left = left.ok_or(bad(sizes.first().copied().unwrap_or(0)))?;
    Ok(sizes
        .iter()
        .map(|&s| {
            let mut dims = input.to_vec();
            dims[axis] = usize::try_from(s).unwrap_or(left);
            dims
        })
        .collect())
}

/// The input cut along `axis` into parts of the given sizes, one an output.
pub fn split_v<T: Copy>(
    input: TensorRef<T>,
    sizes: &[i64],
    axis: i64,
    outs: &mut [TensorMut<T>],
) -> Result<(), KernelError> {
    let shapes = split_v_shapes(input.dims(), sizes, axis)?;
    crate::tensor::expect_len("outputs", outs.len(), shapes.len())?;
    let axis = resolve_axis(axis, input.rank())?;
    for (o, dims) in outs.iter().zip(&shapes) {
        o.expect_dims(dims)?;
    }
    let sizes: Vec<usize> = shapes.iter().map(|d| d[axis]).collect();
    distribute(input, axis, &sizes, outs);
    Ok(())
}

/// Copies consecutive parts of `axis` to the outputs, whose shapes have been checked.
fn distribute<T: Copy>(input: TensorRef<T>, axis: usize, sizes: &[usize], outs: &mut [TensorMut<T>]) {
    let (blocks, total, inner) = around(input.dims(), axis);
    if input.data().is_empty() {
        return;
    }
    let mut start = 0;
    for (out, &size) in outs.iter_mut().zip(sizes) {
        let width = size * inner;
        for block in 0..blocks {
            let source = &input.data()[block * total * inner + start..][..width];
            out.data()[block * width..][..width].copy_from_slice(source);
        }
        start += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_along_the_axis() {
        let a = TensorRef::new(&[2, 1], &[1, 2]).unwrap();
        let b = TensorRef::new(&[2, 2], &[3, 4, 5, 6]).unwrap();
        let mut y = [0; 6];
        concatenation(&[a, b], -1, TensorMut::new(&[2, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 3, 4, 2, 5, 6]);
        assert!(concatenation_shape(&[&[2, 1], &[3, 1]], 1).is_err());
        assert!(concatenation_shape(&[&[2, 1], &[2]], 1).is_err());
        assert!(concatenation_shape(&[&[2, 1], &[2]], 0).is_err());
        assert!(concatenation_shape(&[], 0).is_err());
        assert!(concatenation_shape(&[&[]], 0).is_err());
    }

    #[test]
    fn quantized_parts_are_rescaled() {
        let a = TensorRef::new(&[2], &[10u8, 20]).unwrap();
        let mut y = [0u8; 4];
        let (q, half) = (QuantParams::new(1.0, 0), QuantParams::new(0.5, 20));
        concatenation_quantized(&[a, a], &[q, half], 0, q, TensorMut::new(&[4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [10, 20, 0, 0]);
        let out = TensorMut::new(&[4], &mut y).unwrap();
        concatenation_quantized(&[a, a], &[q, half], 0, half, out).unwrap();
        assert_eq!(y, [40, 60, 10, 20]);
    }

    #[test]
    fn stacks_and_their_inverse() {
        let (a, b) = (TensorRef::new(&[2], &[1, 2]).unwrap(), TensorRef::new(&[2], &[3, 4]).unwrap());
        let mut y = [0; 4];
        pack(&[a, b], 1, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 3, 2, 4]);
        let (mut c, mut d) = ([0; 2], [0; 2]);
        let mut outs = [TensorMut::new(&[2], &mut c).unwrap(), TensorMut::new(&[2], &mut d).unwrap()];
        unpack(TensorRef::new(&[2, 2], &y).unwrap(), -1, &mut outs).unwrap();
        assert_eq!((c, d), ([1, 2], [3, 4]));
        assert!(pack_shape(&[2], 3, 2).is_err());
    }

    #[test]
    fn splits() {
        let x = TensorRef::new(&[1, 4], &[1, 2, 3, 4]).unwrap();
        let (mut a, mut b) = ([0; 1], [0; 3]);
        let mut outs = [TensorMut::new(&[1, 1], &mut a).unwrap(), TensorMut::new(&[1, 3], &mut b).unwrap()];
        split_v(x, &[1, -1], 1, &mut outs).unwrap();
        assert_eq!((a, b), ([1], [2, 3, 4]));
        for bad in [&[1i64, 2][..], &[-1, -1], &[5, -1], &[-2, 6], &[i64::MAX, i64::MAX], &[]] {
            assert!(split_v_shapes(&[1, 4], bad, 1).is_err(), "{bad:?}");
        }
        assert!(split_shape(&[1, 4], 1, 3).is_err());
        assert!(split_shape(&[1, 4], 1, 0).is_err());
        assert_eq!(split_shape(&[1, 4], 1, 2), Ok(vec![1, 2]));
    }
}
