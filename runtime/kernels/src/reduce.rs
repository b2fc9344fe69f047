//! Reductions over axes: `sum`, `mean`, `reduce_prod`, `reduce_max`, `reduce_min`, `reduce_any`,
//! `reduce_all`, and `cumsum`.
//!
//! Axes may be negative and repeated. Every result takes in its elements in row-major order.

use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::Multiplier;
use crate::scatter::Accumulate;
use crate::strided::around;
use crate::tensor::{TensorMut, TensorRef, product, resolve_axis, strides};

/// Which axes are reduced.
fn reduced_axes(rank: usize, axes: &[i64]) -> Result<Vec<bool>, KernelError> {
    let mut reduced = vec![false; rank];
    // A scalar has no axes; the reference ignores those given for it.
    if rank > 0 {
        for &axis in axes {
            reduced[resolve_axis(axis, rank)?] = true;
        }
    }
    Ok(reduced)
}

/// Shape without the reduced axes, or with 1 in their place. Refuses axes out of range.
pub fn reduce_shape(input: &[usize], axes: &[i64], keep_dims: bool) -> Result<Vec<usize>, KernelError> {
    let reduced = reduced_axes(input.len(), axes)?;
    let kept = input.iter().zip(&reduced).filter_map(|(&d, &r)| match (r, keep_dims) {
        (false, _) => Some(d),
        (true, true) => Some(1),
        (true, false) => None,
    });
    Ok(kept.collect())
}

/// Folds every element into its result: `f(result, element)`, results start at `start`.
///
/// `out` has [`reduce_shape`], kept dimensions or not.
pub fn reduce<T: Copy, S: Copy>(
    input: TensorRef<T>,
    axes: &[i64],
    start: S,
    f: impl Fn(S, T) -> S,
    out: TensorMut<S>,
) -> Result<(), KernelError> {
    let reduced = reduced_axes(input.rank(), axes)?;
    let kept = reduce_shape(input.dims(), axes, true)?;
    if out.dims() != kept {
        out.expect_dims(&reduce_shape(input.dims(), axes, false)?)?;
    }
    let out = out.into_data();
    out.fill(start);
    if input.data().is_empty() {
        return Ok(());
    }
    let mut steps = strides(&kept);
    for (step, &r) in steps.iter_mut().zip(&reduced) {
        if r {
            *step = 0;
        }
    }
    let Some((&width, outer)) = input.dims().split_last() else {
        out[0] = f(start, input.data()[0]);
        return Ok(());
    };
    let last = steps[outer.len()];
    let mut rows = input.data().chunks_exact(width);
    crate::broadcast::for_each_row(input.dims(), [&steps], |[offset]| {
        let row = rows.next().unwrap_or(&[]);
        if last == 0 {
            out[offset] = row.iter().fold(out[offset], |s, &v| f(s, v));
        } else {
            for (o, &v) in out[offset..].iter_mut().zip(row) {
                *o = f(*o, v);
            }
        }
        Ok(())
    })
}

/// Number of elements that each result takes in.
fn reduced_count(dims: &[usize], axes: &[i64]) -> Result<usize, KernelError> {
    let reduced = reduced_axes(dims.len(), axes)?;
    Ok(dims.iter().zip(&reduced).filter(|&(_, &r)| r).fold(1usize, |n, (&d, _)| n.saturating_mul(d)))
}

macro_rules! reductions {
    ($($(#[$doc:meta])* $name:ident: $t:ty = $start:expr, $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(input: TensorRef<$t>, axes: &[i64], out: TensorMut<$t>) -> Result<(), KernelError> {
            reduce(input, axes, $start, $f, out)
        }
    )*};
}

reductions! {
    /// Sum.
    sum_f32: f32 = 0.0, |s, v| s + v;
    /// Product.
    reduce_prod_f32: f32 = 1.0, |s, v| s * v;
    /// Largest value; the smallest finite one for nothing. NaN is passed over.
    reduce_max_f32: f32 = f32::MIN, |s, v| if v > s { v } else { s };
    /// Smallest value; the largest finite one for nothing. NaN is passed over.
    reduce_min_f32: f32 = f32::MAX, |s, v| if v < s { v } else { s };
    /// Whether any is true.
    reduce_any: bool = false, |s, v| s || v;
    /// Whether all are true.
    reduce_all: bool = true, |s, v| s && v;
}

macro_rules! integer_reductions {
    ($($(#[$doc:meta])* $name:ident = $start:expr, $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name<T: crate::binary::Integer>(
            input: TensorRef<T>,
            axes: &[i64],
            out: TensorMut<T>,
        ) -> Result<(), KernelError> {
            let (least, most) = T::range(crate::Activation::None);
            let start: fn(T, T) -> T = $start;
            reduce(input, axes, start(least, most), $f, out)
        }
    )*};
}

integer_reductions! {
    /// Wrapping sum.
    sum_int = |_, _| T::default(), T::add;
    /// Wrapping product.
    reduce_prod_int = |_, _| T::one(), T::mul;
    /// Largest value, also of quantized ones; the smallest of the type for nothing.
    reduce_max_int = |least, _| least, T::max;
    /// Smallest value, also of quantized ones; the largest of the type for nothing.
    reduce_min_int = |_, most| most, T::min;
}

/// Mean; NaN for nothing.
pub fn mean_f32(input: TensorRef<f32>, axes: &[i64], mut out: TensorMut<f32>) -> Result<(), KernelError> {
    let count = reduced_count(input.dims(), axes)? as f32;
    reduce(input, axes, 0.0, |s, v| s + v, out.reborrow())?;
    // Nothing gives 0 / 0.
    out.into_data().iter_mut().for_each(|v| *v /= count);
    Ok(())
}

/// Mean of plain integers, towards zero, from a wrapping 64-bit sum; 0 for nothing.
pub fn mean_int<T: Copy + Default + Into<i64> + TryFrom<i64>>(
    input: TensorRef<T>,
    axes: &[i64],
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let count = i64::try_from(reduced_count(input.dims(), axes)?).unwrap_or(i64::MAX).max(1);
    let mut sums = vec![0i64; product(out.dims())];
    let dims = out.dims();
    reduce(input, axes, 0i64, |s, v| s.wrapping_add(v.into()), TensorMut::new(dims, &mut sums)?)?;
    for (o, s) in out.into_data().iter_mut().zip(sums) {
        // The mean of values of a type fits it, unless the sum wrapped.
        *o = T::try_from(s / count).unwrap_or_default();
    }
    Ok(())
}

/// Sum of quantized values, scaled to the output.
///
/// LiteRT 2.3 takes `i8` operands of a sum for `u8` (its later sources do not); this kernel does not.
pub fn sum_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    axes: &[i64],
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    scaled_sum(input, input_quant, axes, output_quant, out, |m, _| m)
}

/// Mean of quantized values, scaled to the output; the division is part of the multiplier.
pub fn mean_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    axes: &[i64],
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    scaled_sum(input, input_quant, axes, output_quant, out, |m, count| {
        let shift = count.ilog2().min(32).min(u32::try_from(31 + m.shift).unwrap_or(0));
        let mantissa = (i64::from(m.mantissa) << shift) / count.cast_signed();
        // The quotient is below 2^31, since 2^shift is not above the count.
        Multiplier { mantissa: mantissa as i32, shift: m.shift - shift as i32 }
    })
}

fn scaled_sum<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    axes: &[i64],
    output_quant: QuantParams,
    mut out: TensorMut<T>,
    adapt: impl Fn(Multiplier, u64) -> Multiplier,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let count = reduced_count(input.dims(), axes)? as u64;
    let multiplier = Multiplier::from_real(f64::from(iq.scale) / f64::from(oq.scale))?;
    let mut sums = vec![0i32; product(out.dims())];
    let dims = out.dims();
    reduce(input, axes, 0i32, |s, v| s.wrapping_add(v.widen()), TensorMut::new(dims, &mut sums)?)?;
    if count == 0 {
        out.data().fill(T::default());
        return Ok(());
    }
    let multiplier = adapt(multiplier, count);
    let offset = i64::from(iq.zero_point).wrapping_mul(count.cast_signed());
    for (o, s) in out.into_data().iter_mut().zip(sums) {
        let centred = i64::from(s).wrapping_sub(offset) as i32;
        *o = T::saturate(multiplier.scale(centred).saturating_add(oq.zero_point));
    }
    Ok(())
}

/// Product of quantized values, rescaled after every factor. Output parameters may differ.
pub fn reduce_prod_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    axes: &[i64],
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let count = reduced_count(input.dims(), axes)?.max(1);
    let root = f64::from(oq.scale).powf(1.0 / count as f64);
    let multiplier = Multiplier::from_real(f64::from(iq.scale) / root)?.check_wide()?;
    // `None` until the first factor, which is taken as it is.
    let mut products: Vec<Option<i32>> = vec![None; product(out.dims())];
    let dims = out.dims();
    let step = |p: Option<i32>, v: T| {
        let v = v.widen() - iq.zero_point;
        Some(p.map_or(v, |p| multiplier.scale_wide(i64::from(p) * i64::from(v))))
    };
    reduce(input, axes, None, step, TensorMut::new(dims, &mut products)?)?;
    for (o, p) in out.into_data().iter_mut().zip(products) {
        let scaled = multiplier.scale_wide(i64::from(p.unwrap_or(1)));
        *o = T::saturate(scaled.saturating_add(oq.zero_point));
    }
    Ok(())
}

/// Attributes of `cumsum`.
#[derive(Debug, Clone, Copy, Default)]
pub struct CumsumParams {
    /// Each result leaves its own element out.
    pub exclusive: bool,
    /// Sums run from the end.
    pub reverse: bool,
}

/// Running sums along `axis`; integers wrap. The same shape in and out.
pub fn cumsum<T: Accumulate>(
    input: TensorRef<T>,
    axis: i64,
    params: CumsumParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    out.expect_dims(input.dims())?;
    let (blocks, size, inner) = around(input.dims(), resolve_axis(axis, input.rank())?);
    let out = out.into_data();
    if out.is_empty() {
        return Ok(());
    }
    for block in 0..blocks {
        for lane in 0..inner {
            let mut sum = T::default();
            for i in 0..size {
                let i = if params.reverse { size - 1 - i } else { i };
                let at = (block * size + i) * inner + lane;
                let next = sum.accumulate(input.data()[at]);
                out[at] = if params.exclusive { sum } else { next };
                sum = next;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const X: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

    #[test]
    fn axes_are_reduced() {
        let t = TensorRef::new(&[2, 3], &X).unwrap();
        let mut y = [0.0; 2];
        sum_f32(t, &[-1, 1], TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [6.0, 15.0]);
        mean_f32(t, &[1], TensorMut::new(&[2, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [2.0, 5.0]);
        let mut y = [0.0; 3];
        reduce_max_f32(t, &[0], TensorMut::new(&[3], &mut y).unwrap()).unwrap();
        assert_eq!(y, [4.0, 5.0, 6.0]);
        let mut y = [0.0];
        reduce_prod_f32(t, &[0, 1], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [720.0]);
        sum_f32(TensorRef::new(&[], &[3.0]).unwrap(), &[7], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3.0]);
        assert!(reduce_shape(&[2, 3], &[2], true).is_err());
    }

    #[test]
    fn nothing_gives_the_start() {
        let t = TensorRef::<f32>::new(&[2, 0], &[]).unwrap();
        let mut y = [9.0; 2];
        sum_f32(t, &[1], TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0.0; 2]);
        mean_f32(t, &[1], TensorMut::new(&[2], &mut y).unwrap()).unwrap();
        assert!(y[0].is_nan());
        let t = TensorRef::<i32>::new(&[0], &[]).unwrap();
        let mut y = [9];
        mean_int(t, &[0], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [0]);
        reduce_max_int(t, &[0], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [i32::MIN]);
    }

    #[test]
    fn integers_wrap() {
        let t = TensorRef::new(&[2], &[i32::MAX, 1]).unwrap();
        let mut y = [0];
        sum_int(t, &[0], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [i32::MIN]);
        mean_int(t, &[0], TensorMut::new(&[], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1 << 30]);
    }

    #[test]
    fn running_sums() {
        let t = TensorRef::new(&[2, 2], &[1, 2, 3, 4]).unwrap();
        let mut y = [0; 4];
        let p = CumsumParams::default();
        cumsum(t, 1, p, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1, 3, 3, 7]);
        let p = CumsumParams { exclusive: true, reverse: true };
        cumsum(t, 0, p, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3, 4, 0, 0]);
        assert!(cumsum(t, 2, p, TensorMut::new(&[2, 2], &mut y).unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn quantized_means_are_within_a_step(x in prop::collection::vec(any::<i8>(), 1..40), zi in -128i32..128,
                                             zo in -128i32..128, si in 0.01f32..2.0, so in 0.01f32..2.0) {
            let mut y = [0i8];
            let dims = [x.len()];
            mean_quantized(TensorRef::new(&dims, &x).unwrap(), QuantParams::new(si, zi), &[0],
                QuantParams::new(so, zo), TensorMut::new(&[], &mut y).unwrap()).unwrap();
            let sum: f64 = x.iter().map(|&v| f64::from(i32::from(v) - zi)).sum();
            let want = sum / x.len() as f64 * f64::from(si) / f64::from(so) + f64::from(zo);
            // Two roundings: up to half a step each in the worst case.
            prop_assert!((f64::from(y[0]) - want.clamp(-128.0, 127.0)).abs() <= 1.0, "{:?} {}", y, want);
        }
    }
}
