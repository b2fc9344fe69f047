//! `strided_slice`: slices with steps and the mask conventions of its Python syntax.

use crate::error::KernelError;
use crate::strided::Walk;
use crate::tensor::{TensorMut, TensorRef, expect_len, strides};

/// Attributes of a strided slice: bit `i` of a mask belongs to entry `i` of begin, end and strides.
#[derive(Debug, Clone, Copy, Default)]
pub struct StridedSliceParams {
    /// Entries whose begin is ignored: from the first element.
    pub begin_mask: i32,
    /// Entries whose end is ignored: to the last element.
    pub end_mask: i32,
    /// The one entry that stands for all axes not named by the others.
    pub ellipsis_mask: i32,
    /// Entries that insert a dimension of 1.
    pub new_axis_mask: i32,
    /// Entries that take one element and drop its axis.
    pub shrink_axis_mask: i32,
    /// `end` counts from `begin`.
    pub offset: bool,
}

/// What becomes of the axes of the input.
enum Axis {
    /// `count` elements from `first` on, `step` apart; kept in the result unless `shrink`.
    Taken { first: usize, step: i64, count: usize, shrink: bool },
    /// A new dimension of 1.
    New,
}

/// Shape of the result.
///
/// Refuses arrays of different lengths, more entries than axes, two ellipses, a step of 0, and a
/// dropped axis whose element does not exist.
pub fn strided_slice_shape(
    input: &[usize],
    begin: &[i64],
    end: &[i64],
    steps: &[i64],
    params: &StridedSliceParams,
) -> Result<Vec<usize>, KernelError> {
    Ok(plan(input, begin, end, steps, params)?.iter().filter_map(kept).collect())
}

/// The elements from `begin` (inclusive) to `end` (exclusive), `steps` apart. Negative bounds count
/// from the end of their axis, bounds outside are moved inside.
pub fn strided_slice<T: Copy>(
    input: TensorRef<T>,
    begin: &[i64],
    end: &[i64],
    steps: &[i64],
    params: &StridedSliceParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let axes = plan(input.dims(), begin, end, steps, params)?;
    let dims: Vec<usize> = axes.iter().filter_map(kept).collect();
    out.expect_dims(&dims)?;
    if dims.contains(&0) || input.data().is_empty() {
        return Ok(());
    }
    let mut walk = Walk { base: 0, dims, steps: Vec::new() };
    let mut own = strides(input.dims()).into_iter();
    for axis in &axes {
        match *axis {
            Axis::New => walk.steps.push(0),
            Axis::Taken { first, step, shrink, .. } => {
                let stride = own.next().unwrap_or(1);
                walk.base += first * stride;
                if !shrink {
                    // A step beyond the axis is never taken: the count is then 1.
                    walk.steps.push((step as isize).wrapping_mul(stride as isize));
                }
            }
        }
    }
    walk.copy(input.data(), out.into_data());
    Ok(())
}

/// The dimension an axis has in the result, if any.
fn kept(axis: &Axis) -> Option<usize> {
    match *axis {
        Axis::New => Some(1),
        Axis::Taken { shrink: true, .. } => None,
        Axis::Taken { count, .. } => Some(count),
    }
}

fn plan(
    input: &[usize],
    begin: &[i64],
    end: &[i64],
    steps: &[i64],
    params: &StridedSliceParams,
) -> Result<Vec<Axis>, KernelError> {
    expect_len("end", end.len(), begin.len())?;
    expect_len("strides", steps.len(), begin.len())?;
    let entries = begin.len();
    // Masks have 32 bits; entries behind them are plain.
    let bit = |mask: i32, i: usize| i < 32 && mask >> i & 1 == 1;
    let ellipses = (0..entries).filter(|&i| bit(params.ellipsis_mask, i)).count();
    if ellipses > 1 {
        let found = i64::from(params.ellipsis_mask);
        return Err(KernelError::Parameter { what: "ellipsis_mask", found, expected: "one bit at most" });
    }
    let is_new = |i: usize| bit(params.new_axis_mask, i) && !bit(params.ellipsis_mask, i);
    let named = (0..entries).filter(|&i| !is_new(i) && !bit(params.ellipsis_mask, i)).count();
    let Some(unnamed) = input.len().checked_sub(named) else {
        return Err(KernelError::Length { what: "begin", found: named, expected: input.len() });
    };
    let mut axes = Vec::with_capacity(input.len() + entries);
    let mut rest = input.iter();
    let whole = |&d: &usize| Axis::Taken { first: 0, step: 1, count: d, shrink: false };
    for i in 0..entries {
        if bit(params.ellipsis_mask, i) {
            axes.extend(rest.by_ref().take(unnamed).map(whole));
        } else if is_new(i) {
            axes.push(Axis::New);
        } else if let Some(&d) = rest.next() {
            let entry = Entry {
                begin: (!bit(params.begin_mask, i)).then_some(begin[i]),
                end: (!bit(params.end_mask, i)).then_some(end[i]),
                step: steps[i],
                offset: params.offset,
            };
            axes.push(if bit(params.shrink_axis_mask, i) { entry.element(d)? } else { entry.range(d)? });
        }
    }
    axes.extend(rest.map(whole));
    Ok(axes)
}

/// One entry of begin, end and strides; a masked bound is `None`.
struct Entry {
    begin: Option<i64>,
    end: Option<i64>,
    step: i64,
    offset: bool,
}

impl Entry {
    /// One element, its axis dropped.
    fn element(&self, dim: usize) -> Result<Axis, KernelError> {
        let size = i64::try_from(dim).unwrap_or(i64::MAX);
        let begin = self.begin.unwrap_or(0);
        let at = if begin < 0 { begin.saturating_add(size) } else { begin };
        match usize::try_from(at) {
            Ok(first) if first < dim => Ok(Axis::Taken { first, step: 1, count: 1, shrink: true }),
            _ => Err(KernelError::Index { what: "begin", found: begin, bound: dim }),
        }
    }

    /// The range of elements on an axis of `dim`.
    fn range(&self, dim: usize) -> Result<Axis, KernelError> {
        let step = self.step;
        if step == 0 {
            return Err(KernelError::Parameter { what: "stride", found: 0, expected: "not 0" });
        }
        let size = i64::try_from(dim).unwrap_or(i64::MAX);
        // Backwards, one position before the first element is a bound too.
        let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
        let place = |v: i64| (if v < 0 { v.saturating_add(size) } else { v }).clamp(low, high);
        let begin = self.begin.map_or(if step > 0 { low } else { high }, place);
        let end = match self.end {
            None => {
                if step > 0 {
                    high
                } else {
                    low
                }
            }
            Some(end) if self.offset => begin.saturating_add(end).clamp(low, high),
            Some(end) => place(end),
        };
        let distance = if step > 0 { end - begin } else { begin - end };
        let count = if distance <= 0 { 0 } else { distance.unsigned_abs().div_ceil(step.unsigned_abs()) };
        // Both are inside the axis, whose size is a usize.
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let first = if count == 0 { 0 } else { usize::try_from(begin).unwrap_or(0) };
        Ok(Axis::Taken { first, step, count, shrink: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(
        dims: &[usize],
        begin: &[i64],
        end: &[i64],
        steps: &[i64],
        p: &StridedSliceParams,
    ) -> Result<(Vec<usize>, Vec<usize>), KernelError> {
        let x: Vec<usize> = (0..crate::tensor::product(dims)).collect();
        let shape = strided_slice_shape(dims, begin, end, steps, p)?;
        let mut y = vec![usize::MAX; crate::tensor::product(&shape)];
        strided_slice(TensorRef::new(dims, &x)?, begin, end, steps, p, TensorMut::new(&shape, &mut y)?)?;
        Ok((shape, y))
    }

    #[test]
    fn python_slices() {
        let p = StridedSliceParams::default();
        assert_eq!(run(&[5], &[1], &[-1], &[2], &p), Ok((vec![2], vec![1, 3])));
        assert_eq!(run(&[5], &[-1], &[-9], &[-2], &p), Ok((vec![3], vec![4, 2, 0])));
        assert_eq!(run(&[5], &[3], &[1], &[1], &p), Ok((vec![0], vec![])));
        assert_eq!(run(&[5], &[i64::MIN], &[i64::MAX], &[i64::MAX], &p), Ok((vec![1], vec![0])));
        assert_eq!(run(&[5], &[i64::MAX], &[i64::MIN], &[i64::MIN], &p), Ok((vec![1], vec![4])));
        let masked = StridedSliceParams { begin_mask: 1, end_mask: 1, ..p };
        assert_eq!(run(&[3], &[2], &[0], &[-1], &masked), Ok((vec![3], vec![2, 1, 0])));
        let offset = StridedSliceParams { offset: true, ..p };
        assert_eq!(run(&[5], &[1], &[3], &[1], &offset), Ok((vec![3], vec![1, 2, 3])));
    }

    #[test]
    fn masks_move_axes() {
        let p = StridedSliceParams { shrink_axis_mask: 1, ..Default::default() };
        assert_eq!(run(&[2, 3], &[-1], &[0], &[1], &p), Ok((vec![3], vec![3, 4, 5])));
        assert!(run(&[2, 3], &[2], &[3], &[1], &p).is_err());
        let p = StridedSliceParams { new_axis_mask: 2, ..Default::default() };
        assert_eq!(run(&[2, 2], &[1, 9], &[2, 9], &[1, 9], &p), Ok((vec![1, 1, 2], vec![2, 3])));
        let p = StridedSliceParams { ellipsis_mask: 1, ..Default::default() };
        assert_eq!(run(&[2, 2, 3], &[0, 1], &[0, 2], &[1, 1], &p), Ok((vec![2, 2, 1], vec![1, 4, 7, 10])));
    }

    #[test]
    fn impossible_slices_are_refused() {
        let p = StridedSliceParams::default();
        assert!(run(&[5], &[0], &[5], &[0], &p).is_err());
        assert!(run(&[5], &[0, 0], &[1, 1], &[1, 1], &p).is_err());
        assert!(run(&[5], &[0], &[1, 1], &[1], &p).is_err());
        let two = StridedSliceParams { ellipsis_mask: 3, ..p };
        assert!(run(&[5, 5], &[0, 0], &[1, 1], &[1, 1], &two).is_err());
    }

    proptest! {
        #[test]
        fn equals_the_naive_walk(d in 0usize..7, b in -9i64..9, e in -9i64..9, s in -4i64..4) {
            prop_assume!(s != 0);
            let n = d as i64;
            let place = |v: i64| {
                let v = if v < 0 { v + n } else { v };
                if s > 0 { v.clamp(0, n) } else { v.clamp(-1, n - 1) }
            };
            let (mut at, end, mut want) = (place(b), place(e), vec![]);
            while (s > 0 && at < end) || (s < 0 && at > end) {
                want.push(at as usize);
                at += s;
            }
            let got = run(&[d], &[b], &[e], &[s], &StridedSliceParams::default());
            prop_assert_eq!(got, Ok((vec![want.len()], want)));
        }
    }
}
