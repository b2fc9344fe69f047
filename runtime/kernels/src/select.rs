//! Choices and positions: `select`, `select_v2`, `where`, `fill`, `range`, `unique`, `top_k`, `arg_max`,
//! `arg_min`.

use std::collections::HashMap;
use std::hash::Hash;

use crate::broadcast::{broadcast_shape, broadcast_strides, for_each_row};
use crate::error::KernelError;
use crate::strided::{around, bounded, dimension};
use crate::tensor::{TensorMut, TensorRef, expect_dims, product, resolve_axis};

/// Shape of `select_v2`: all three operands broadcast together.
pub fn select_v2_shape(condition: &[usize], x: &[usize], y: &[usize]) -> Result<Vec<usize>, KernelError> {
    broadcast_shape(condition, &broadcast_shape(x, y)?)
}

/// `x` where the condition holds, else `y`, under broadcasting.
pub fn select_v2<T: Copy>(
    condition: TensorRef<bool>,
    x: TensorRef<T>,
    y: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let dims = select_v2_shape(condition.dims(), x.dims(), y.dims())?;
    out.expect_dims(&dims)?;
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    let steps = [condition.dims(), x.dims(), y.dims()].map(|d| broadcast_strides(d, &dims));
    let last = |s: &Vec<usize>| s.last().copied().unwrap_or(0);
    let [sc, sx, sy] = [last(&steps[0]), last(&steps[1]), last(&steps[2])];
    let mut rows = out.chunks_exact_mut(dims.last().copied().unwrap_or(1));
    for_each_row(&dims, [&steps[0], &steps[1], &steps[2]], |[oc, ox, oy]| {
        for (i, o) in rows.next().into_iter().flatten().enumerate() {
            let choose = condition.data()[oc + i * sc];
            *o = if choose { x.data()[ox + i * sx] } else { y.data()[oy + i * sy] };
        }
        Ok(())
    })
}

/// `x` where the condition holds, else `y`: shapes equal, or a scalar or per-row condition.
pub fn select<T: Copy>(
    condition: TensorRef<bool>,
    x: TensorRef<T>,
    y: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    expect_dims("second choice", y.dims(), x.dims())?;
    out.expect_dims(x.dims())?;
    let per_row = condition.rank() == 1 && x.rank() > 0 && condition.dims()[0] == x.dims()[0];
    if !per_row && condition.data().len() != 1 {
        expect_dims("condition", condition.dims(), x.dims())?;
    }
    // Elements that share one condition.
    let block = x.data().len().checked_div(condition.data().len()).unwrap_or(0).max(1);
    for (i, o) in out.into_data().iter_mut().enumerate() {
        *o = if condition.data()[i / block] { x.data()[i] } else { y.data()[i] };
    }
    Ok(())
}

/// A value that counts as true where it is not zero.
pub trait Truth: Copy {
    /// Whether it is not zero.
    fn truth(self) -> bool;
}

impl Truth for bool {
    fn truth(self) -> bool {
        self
    }
}

macro_rules! truth {
    ($($t:ty = $zero:expr),*) => {$(
        impl Truth for $t {
            fn truth(self) -> bool {
                self != $zero
            }
        }
    )*};
}

truth!(f32 = 0.0, i8 = 0, u8 = 0, i32 = 0, u32 = 0, i64 = 0);

/// Shape of `where`: `[number of true elements, rank]`.
pub fn where_shape<T: Truth>(condition: TensorRef<T>) -> Vec<usize> {
    vec![condition.data().iter().filter(|v| v.truth()).count(), condition.rank()]
}

/// Coordinates of the elements that are not zero, one row each, in row-major order.
pub fn where_<T: Truth>(condition: TensorRef<T>, out: TensorMut<i64>) -> Result<(), KernelError> {
    out.expect_dims(&where_shape(condition))?;
    let steps = crate::tensor::strides(condition.dims());
    let mut coordinates = out.into_data().iter_mut();
    for (i, _) in condition.data().iter().enumerate().filter(|(_, v)| v.truth()) {
        for (&s, &d) in steps.iter().zip(condition.dims()) {
            if let Some(o) = coordinates.next() {
                // A tensor within the size limit has no coordinate beyond i64.
                *o = (i / s % d) as i64;
            }
        }
    }
    Ok(())
}

/// Shape of `fill`, from its shape operand. Refuses negative dimensions.
pub fn fill_shape(shape: &[i64]) -> Result<Vec<usize>, KernelError> {
    bounded(shape.iter().map(|&d| dimension("shape", d)).collect::<Result<_, _>>()?)
}

/// Every element `value`.
pub fn fill<T: Copy>(value: T, out: TensorMut<T>) {
    out.into_data().fill(value);
}

/// Number of elements of an integer range. Refuses a step of 0 and one away from the limit.
pub fn range_int_shape(start: i64, limit: i64, delta: i64) -> Result<Vec<usize>, KernelError> {
    let wrong = delta == 0 || (limit > start && delta < 0) || (limit < start && delta > 0);
    if wrong {
        return Err(KernelError::Parameter {
            what: "range step",
            found: delta,
            expected: "one towards the limit",
        });
    }
    let count = limit.abs_diff(start).div_ceil(delta.unsigned_abs());
    bounded(vec![usize::try_from(count).unwrap_or(usize::MAX)])
}

/// `start, start + delta, ...` below `limit`, integers that fit `T`; sums wrap.
pub fn range_int<T: crate::binary::Integer>(start: T, delta: T, out: TensorMut<T>) {
    let mut value = start;
    for o in out.into_data() {
        *o = value;
        value = value.add(delta);
    }
}

/// Number of elements of a real range. Refuses NaN, infinity, and a step of 0 or away from the limit.
pub fn range_f32_shape(start: f32, limit: f32, delta: f32) -> Result<Vec<usize>, KernelError> {
    let wrong = delta == 0.0 || (limit > start && delta < 0.0) || (limit < start && delta > 0.0);
    if wrong || ![start, limit, delta].iter().all(|v| v.is_finite()) {
        return Err(KernelError::real("range step", f64::from(delta), "finite and towards a finite limit"));
    }
    // Saturates for absurd counts, which the size limit then refuses.
    bounded(vec![((limit - start) / delta).abs().ceil() as usize])
}

/// `start, start + delta, ...`, each the sum of the one before and `delta`.
pub fn range_f32(start: f32, delta: f32, out: TensorMut<f32>) {
    let mut value = start;
    for o in out.into_data() {
        *o = value;
        value += delta;
    }
}

/// The different values of a vector in order of first appearance, and for each element the position
/// of its value among them. Values compare by `key` (for floats their bits).
pub fn unique<T: Copy, K: Hash + Eq>(input: TensorRef<T>, key: impl Fn(T) -> K) -> (Vec<T>, Vec<usize>) {
    let mut positions = HashMap::new();
    let mut values = Vec::new();
    let mut indices = Vec::with_capacity(input.data().len());
    for &v in input.data() {
        let next = values.len();
        let at = *positions.entry(key(v)).or_insert(next);
        if at == next {
            values.push(v);
        }
        indices.push(at);
    }
    (values, indices)
}

/// Shape of both results of `top_k`: the input's with `k` last. Refuses a scalar and `k` outside
/// `0..=last`.
pub fn top_k_shape(input: &[usize], k: i64) -> Result<Vec<usize>, KernelError> {
    let Some((&last, leading)) = input.split_last() else {
        return Err(KernelError::Rank { what: "input", found: 0, expected: "at least 1" });
    };
    match usize::try_from(k) {
        Ok(k) if k <= last => Ok([leading, &[k]].concat()),
        _ => Err(KernelError::Parameter {
            what: "k",
            found: k,
            expected: "at least 0 and at most the last dimension",
        }),
    }
}

/// The `k` largest values of each row, largest first, and their positions; of equal values the
/// earlier one comes first.
pub fn top_k<T: Copy + PartialOrd, I: TryFrom<usize> + Copy + Default>(
    input: TensorRef<T>,
    k: i64,
    values: TensorMut<T>,
    indices: TensorMut<I>,
) -> Result<(), KernelError> {
    let dims = top_k_shape(input.dims(), k)?;
    values.expect_dims(&dims)?;
    indices.expect_dims(&dims)?;
    let (Some(&k), Some(&last)) = (dims.last(), input.dims().last()) else { return Ok(()) };
    if k == 0 || last == 0 {
        return Ok(());
    }
    let mut order: Vec<usize> = Vec::with_capacity(last);
    let outputs = values.into_data().chunks_exact_mut(k).zip(indices.into_data().chunks_exact_mut(k));
    for (row, (values, indices)) in input.data().chunks_exact(last).zip(outputs) {
        order.clear();
        order.extend(0..last);
        // Stable, and total because what does not compare (NaN) counts as equal.
        order.sort_by(|&a, &b| row[b].partial_cmp(&row[a]).unwrap_or(std::cmp::Ordering::Equal));
        for ((v, i), &at) in values.iter_mut().zip(indices).zip(&order) {
            *v = row[at];
            *i = I::try_from(at).unwrap_or_default();
        }
    }
    Ok(())
}

/// Shape of `arg_max` and `arg_min`: without `axis`.
pub fn arg_shape(input: &[usize], axis: i64) -> Result<Vec<usize>, KernelError> {
    crate::concat::unpack_shape(input, axis)
}

/// Position of the largest value along `axis`, the first of equal ones. Refuses an empty axis.
pub fn arg_max<T: Copy + PartialOrd, I: TryFrom<usize> + Copy + Default>(
    input: TensorRef<T>,
    axis: i64,
    out: TensorMut<I>,
) -> Result<(), KernelError> {
    arg(input, axis, out, |candidate, best| candidate > best)
}

/// Position of the smallest value along `axis`, the first of equal ones. Refuses an empty axis.
pub fn arg_min<T: Copy + PartialOrd, I: TryFrom<usize> + Copy + Default>(
    input: TensorRef<T>,
    axis: i64,
    out: TensorMut<I>,
) -> Result<(), KernelError> {
    arg(input, axis, out, |candidate, best| candidate < best)
}

fn arg<T: Copy + PartialOrd, I: TryFrom<usize> + Copy + Default>(
    input: TensorRef<T>,
    axis: i64,
    out: TensorMut<I>,
    better: impl Fn(T, T) -> bool,
) -> Result<(), KernelError> {
    out.expect_dims(&arg_shape(input.dims(), axis)?)?;
    let axis = resolve_axis(axis, input.rank())?;
    let (_, size, inner) = around(input.dims(), axis);
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    if size == 0 {
        return Err(KernelError::Parameter { what: "reduced dimension", found: 0, expected: "at least 1" });
    }
    for (i, o) in out.iter_mut().enumerate() {
        let base = i / inner * size * inner + i % inner;
        let mut best = 0;
        for at in 1..size {
            if better(input.data()[base + at * inner], input.data()[base + best * inner]) {
                best = at;
            }
        }
        *o = I::try_from(best).unwrap_or_default();
    }
    Ok(())
}

/// Shape of `matrix_diag`: the last dimension twice.
pub fn matrix_diag_shape(diagonal: &[usize]) -> Result<Vec<usize>, KernelError> {
    match diagonal.last() {
        Some(&n) => bounded([diagonal, &[n]].concat()),
        None => Err(KernelError::Rank { what: "diagonal", found: 0, expected: "at least 1" }),
    }
}

/// Matrices of zeros with the given diagonals.
pub fn matrix_diag<T: Copy + Default>(diagonal: TensorRef<T>, out: TensorMut<T>) -> Result<(), KernelError> {
    out.expect_dims(&matrix_diag_shape(diagonal.dims())?)?;
    let out = out.into_data();
    out.fill(T::default());
    let n = diagonal.dims().last().copied().unwrap_or(0);
    for (i, &d) in diagonal.data().iter().enumerate() {
        out[i * n + i % n] = d;
    }
    Ok(())
}

/// The input's matrices (last two axes) with their main diagonals replaced; `diagonal` has the
/// leading axes and the smaller matrix dimension.
pub fn matrix_set_diag<T: Copy>(
    input: TensorRef<T>,
    diagonal: TensorRef<T>,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (leading, rows, cols) = match *input.dims() {
        [ref leading @ .., rows, cols] => (leading, rows, cols),
        _ => return Err(KernelError::Rank { what: "input", found: input.rank(), expected: "at least 2" }),
    };
    let n = rows.min(cols);
    expect_dims("diagonal", diagonal.dims(), &[leading, &[n]].concat())?;
    out.expect_dims(input.dims())?;
    let out = out.into_data();
    out.copy_from_slice(input.data());
    if out.is_empty() {
        return Ok(());
    }
    for matrix in 0..product(leading) {
        for i in 0..n {
            out[(matrix * rows + i) * cols + i] = diagonal.data()[matrix * n + i];
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices() {
        let c = TensorRef::new(&[2, 1], &[true, false]).unwrap();
        let x = TensorRef::new(&[2], &[1, 2]).unwrap();
        let y = TensorRef::new(&[], &[9]).unwrap();
        let mut out = [0; 4];
        select_v2(c, x, y, TensorMut::new(&[2, 2], &mut out).unwrap()).unwrap();
        assert_eq!(out, [1, 2, 9, 9]);
        let c = TensorRef::new(&[2], &[false, true]).unwrap();
        let x = TensorRef::new(&[2, 2], &[1, 2, 3, 4]).unwrap();
        let y = TensorRef::new(&[2, 2], &[5, 6, 7, 8]).unwrap();
        select(c, x, y, TensorMut::new(&[2, 2], &mut out).unwrap()).unwrap();
        assert_eq!(out, [5, 6, 3, 4]);
        let c = TensorRef::new(&[3], &[false; 3]).unwrap();
        assert!(select(c, x, y, TensorMut::new(&[2, 2], &mut out).unwrap()).is_err());
        let e = TensorRef::<i32>::new(&[0, 2], &[]).unwrap();
        let c = TensorRef::new(&[0], &[]).unwrap();
        assert!(select(c, e, e, TensorMut::new(&[0, 2], &mut []).unwrap()).is_ok());
    }

    #[test]
    fn positions() {
        let c = TensorRef::new(&[2, 2], &[0.0f32, 1.0, f32::NAN, 0.0]).unwrap();
        let mut out = [0i64; 4];
        where_(c, TensorMut::new(&[2, 2], &mut out).unwrap()).unwrap();
        assert_eq!(out, [0, 1, 1, 0]);
        let x = TensorRef::new(&[5], &[3, 1, 3, 2, 1]).unwrap();
        assert_eq!(unique(x, |v| v), (vec![3, 1, 2], vec![0, 1, 0, 2, 1]));
    }

    #[test]
    fn ranges() {
        assert_eq!(range_int_shape(0, 7, 3), Ok(vec![3]));
        assert_eq!(range_int_shape(3, -3, -2), Ok(vec![3]));
        assert_eq!(range_int_shape(3, 3, 1), Ok(vec![0]));
        for (s, l, d) in [(0, 3, 0), (0, 3, -1), (3, 0, 1), (i64::MIN, i64::MAX, 1)] {
            assert!(range_int_shape(s, l, d).is_err());
        }
        let mut y = [0i32; 3];
        range_int(1, -4, TensorMut::new(&[3], &mut y).unwrap());
        assert_eq!(y, [1, -3, -7]);
        assert_eq!(range_f32_shape(0.0, 1.0, 0.3), Ok(vec![4]));
        for bad in [f32::NAN, 0.0, -0.5, 1e-30] {
            assert!(range_f32_shape(0.0, 1.0, bad).is_err(), "{bad}");
        }
        assert!(range_f32_shape(0.0, f32::INFINITY, 1.0).is_err());
    }

    #[test]
    fn largest_first() {
        let x = TensorRef::new(&[2, 3], &[1.0, 3.0, 3.0, 9.0, 7.0, 8.0]).unwrap();
        let (mut v, mut i) = ([0f32; 4], [0i32; 4]);
        let dims = [2, 2];
        top_k(x, 2, TensorMut::new(&dims, &mut v).unwrap(), TensorMut::new(&dims, &mut i).unwrap()).unwrap();
        assert_eq!((v, i), ([3.0, 3.0, 9.0, 8.0], [1, 2, 0, 2]));
        for (dims, k) in [(&[2usize, 3][..], 4), (&[2, 3], -1), (&[], 1)] {
            assert!(top_k_shape(dims, k).is_err());
        }
        let mut a = [0i64; 3];
        arg_max(x, 0, TensorMut::new(&[3], &mut a).unwrap()).unwrap();
        assert_eq!(a, [1, 1, 1]);
        let mut a = [0i32; 2];
        arg_min(x, -1, TensorMut::new(&[2], &mut a).unwrap()).unwrap();
        assert_eq!(a, [0, 1]);
        let empty = TensorRef::<f32>::new(&[2, 0], &[]).unwrap();
        assert!(arg_max(empty, 1, TensorMut::new(&[2], &mut a).unwrap()).is_err());
    }

    #[test]
    fn diagonals() {
        let d = TensorRef::new(&[2], &[1, 2]).unwrap();
        let mut y = [9; 4];
        matrix_diag(d, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 0, 0, 2]);
        let x = TensorRef::new(&[2, 3], &[0; 6]).unwrap();
        let mut y = [9; 6];
        matrix_set_diag(x, d, TensorMut::new(&[2, 3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 0, 0, 0, 2, 0]);
        assert!(matrix_set_diag(d, d, TensorMut::new(&[2], &mut [0; 2]).unwrap()).is_err());
    }
}
