//! `resize_bilinear` and `resize_nearest_neighbor` of NHWC tensors.

use crate::error::KernelError;
use crate::quant::QuantInt;
use crate::strided::bounded;
use crate::tensor::{TensorMut, TensorRef, product};
use crate::window::positive;

/// How output pixels map to input coordinates. At most one of the two in TensorFlow's own models;
/// `resize_bilinear` refuses both.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResizeParams {
    /// The centres of the corner pixels coincide.
    pub align_corners: bool,
    /// Pixels have their centre at one half.
    pub half_pixel_centers: bool,
}

/// Shape `[n, size[0], size[1], c]`. Refuses other ranks and sizes below 1.
pub fn resize_shape(input: &[usize], size: [i32; 2]) -> Result<Vec<usize>, KernelError> {
    let &[n, _, _, c] = input else {
        return Err(KernelError::Rank { what: "input", found: input.len(), expected: "4 (NHWC)" });
    };
    bounded(vec![n, positive("new height", size[0])?, positive("new width", size[1])?, c])
}

fn refuse_both(params: ResizeParams) -> Result<(), KernelError> {
    if params.align_corners && params.half_pixel_centers {
        let expected = "false where align_corners is true";
        return Err(KernelError::Parameter { what: "half_pixel_centers", found: 1, expected });
    }
    Ok(())
}

/// Checks shapes; gives the number of images, input and output `[h, w]`, and channels. `None` where
/// there is nothing to compute.
type Frames = (usize, [usize; 2], [usize; 2], usize);

fn frames<T>(input: &TensorRef<T>, out: &TensorMut<T>) -> Result<Option<Frames>, KernelError> {
    let size = |d: Option<&usize>| d.and_then(|&d| i32::try_from(d).ok()).unwrap_or(0);
    let wanted = [size(out.dims().get(1)), size(out.dims().get(2))];
    out.expect_dims(&resize_shape(input.dims(), wanted)?)?;
    let (&[n, h, w, c], &[_, oh, ow, _]) = (input.dims(), out.dims()) else { return Ok(None) };
    if product(out.dims()) == 0 {
        return Ok(None);
    }
    if h == 0 || w == 0 {
        return Err(KernelError::Parameter { what: "input size", found: 0, expected: "at least 1" });
    }
    Ok(Some((n, [h, w], [oh, ow], c)))
}

/// The two source positions of an output position and the weight of the second.
#[derive(Clone, Copy)]
struct Between<W> {
    low: usize,
    high: usize,
    part: W,
}

/// Source positions along an axis, in single precision.
fn real_positions(input: usize, output: usize, params: ResizeParams) -> Vec<Between<f32>> {
    let scale = if params.align_corners && output > 1 {
        (input - 1) as f32 / (output - 1) as f32
    } else {
        input as f32 / output as f32
    };
    (0..output)
        .map(|i| {
            let at =
                if params.half_pixel_centers { (i as f32 + 0.5) * scale - 0.5 } else { i as f32 * scale };
            let low = (at.floor().max(0.0) as usize).min(input - 1);
            let high = (at.ceil().max(0.0) as usize).min(input - 1);
            Between { low, high, part: at - low as f32 }
        })
        .collect()
}

/// Linear interpolation between the four pixels around each source position, `f32`.
pub fn resize_bilinear_f32(
    input: TensorRef<f32>,
    params: ResizeParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    resize_real(input, params, out, |v| v, |v| v)
}

/// Bilinear `u8`: interpolated in `f32`, rounded half up.
pub fn resize_bilinear_u8(
    input: TensorRef<u8>,
    params: ResizeParams,
    out: TensorMut<u8>,
) -> Result<(), KernelError> {
    resize_real(input, params, out, f32::from, |v| (v + 0.5) as u8)
}

fn resize_real<T: Copy>(
    input: TensorRef<T>,
    params: ResizeParams,
    out: TensorMut<T>,
    real: impl Fn(T) -> f32,
    store: impl Fn(f32) -> T,
) -> Result<(), KernelError> {
    refuse_both(params)?;
    let Some((n, [h, w], [oh, ow], c)) = frames(&input, &out)? else { return Ok(()) };
    let (ys, xs) = (real_positions(h, oh, params), real_positions(w, ow, params));
    let mut pixels = out.into_data().chunks_exact_mut(c);
    for b in 0..n {
        for y in &ys {
            for x in &xs {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                let at = |y: usize, x: usize| &input.data()[((b * h + y) * w + x) * c..][..c];
                let (ll, hl) = (at(y.low, x.low), at(y.high, x.low));
                let (lh, hh) = (at(y.low, x.high), at(y.high, x.high));
                for (i, o) in pixel.iter_mut().enumerate() {
                    let sum = real(ll[i]) * (1.0 - y.part) * (1.0 - x.part)
                        + real(hl[i]) * y.part * (1.0 - x.part)
                        + real(lh[i]) * (1.0 - y.part) * x.part
                        + real(hh[i]) * y.part * x.part;
                    *o = store(sum);
                }
            }
        }
    }
    Ok(())
}

/// Fractional bits of positions in the integer variant.
const BITS: u32 = 10;

/// Source positions along an axis, with [`BITS`] fractional bits.
fn fixed_positions(input: usize, output: usize, params: ResizeParams) -> Vec<Between<i64>> {
    let one = 1i64 << BITS;
    // Sizes of tensors within the limit fit i64 with room for the fraction.
    let (input_size, output_size) = (input as i64, output as i64);
    let scale = if params.align_corners && output > 1 {
        (one * (input_size - 1) + (output_size - 1) / 2) / (output_size - 1)
    } else {
        (one * input_size + output_size / 2) / output_size
    };
    (0..output_size)
        .map(|i| {
            let at = if params.half_pixel_centers { i * scale + scale / 2 - one / 2 } else { i * scale };
            let inside = |v: i64| v.clamp(0, input_size - 1);
            let (low, high) = (inside(at / one), inside((at + one - 1) / one));
            Between { low: low as usize, high: high as usize, part: at - one * low }
        })
        .collect()
}

/// Bilinear `i8` and `i16` in fixed point, rounded half away from zero.
pub fn resize_bilinear_quantized<T: QuantInt>(
    input: TensorRef<T>,
    params: ResizeParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    refuse_both(params)?;
    let Some((n, [h, w], [oh, ow], c)) = frames(&input, &out)? else { return Ok(()) };
    let (ys, xs) = (fixed_positions(h, oh, params), fixed_positions(w, ow, params));
    let one = 1i64 << BITS;
    let mut pixels = out.into_data().chunks_exact_mut(c);
    for b in 0..n {
        for y in &ys {
            for x in &xs {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                let at = |y: usize, x: usize| &input.data()[((b * h + y) * w + x) * c..][..c];
                let (ll, hl) = (at(y.low, x.low), at(y.high, x.low));
                let (lh, hh) = (at(y.low, x.high), at(y.high, x.high));
                for (i, o) in pixel.iter_mut().enumerate() {
                    let part = |v: &[T], wy: i64, wx: i64| i64::from(v[i].widen()) * wy * wx;
                    let sum = part(ll, one - y.part, one - x.part)
                        + part(hl, y.part, one - x.part)
                        + part(lh, one - y.part, x.part)
                        + part(hh, y.part, x.part);
                    let half = if sum > 0 { one * one / 2 } else { -(one * one / 2) };
                    *o = T::saturate(((sum + half) / (one * one)) as i32);
                }
            }
        }
    }
    Ok(())
}

/// The source position of every output position along an axis.
fn nearest(input: usize, output: usize, params: ResizeParams) -> Vec<usize> {
    let scale = if params.align_corners && output > 1 {
        (input - 1) as f32 / (output - 1) as f32
    } else {
        input as f32 / output as f32
    };
    let offset = if params.half_pixel_centers { 0.5 } else { 0.0 };
    (0..output)
        .map(|i| {
            let at = (i as f32 + offset) * scale;
            let at = if params.align_corners { at.round() } else { at.floor() };
            (at.max(0.0) as usize).min(input - 1)
        })
        .collect()
}

/// The nearest pixel, of any type.
pub fn resize_nearest_neighbor<T: Copy>(
    input: TensorRef<T>,
    params: ResizeParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let Some((n, [h, w], [oh, ow], c)) = frames(&input, &out)? else { return Ok(()) };
    let (ys, xs) = (nearest(h, oh, params), nearest(w, ow, params));
    let mut pixels = out.into_data().chunks_exact_mut(c);
    for b in 0..n {
        for &y in &ys {
            for (&x, pixel) in xs.iter().zip(&mut pixels) {
                pixel.copy_from_slice(&input.data()[((b * h + y) * w + x) * c..][..c]);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: ResizeParams = ResizeParams { align_corners: false, half_pixel_centers: false };
    const CORNERS: ResizeParams = ResizeParams { align_corners: true, ..PLAIN };
    const HALF: ResizeParams = ResizeParams { half_pixel_centers: true, ..PLAIN };

    fn row<T: Copy + Default, F>(x: &[T], n: usize, f: F) -> Vec<T>
    where
        F: Fn(TensorRef<T>, TensorMut<T>) -> Result<(), KernelError>,
    {
        let (id, od) = ([1, 1, x.len(), 1], [1, 1, n, 1]);
        let mut y = vec![T::default(); n];
        f(TensorRef::new(&id, x).unwrap(), TensorMut::new(&od, &mut y).unwrap()).unwrap();
        y
    }

    #[test]
    fn linear_between_pixels() {
        let x = [0.0, 4.0];
        assert_eq!(row(&x, 4, |i, o| resize_bilinear_f32(i, PLAIN, o)), [0.0, 2.0, 4.0, 4.0]);
        assert_eq!(row(&x, 3, |i, o| resize_bilinear_f32(i, CORNERS, o)), [0.0, 2.0, 4.0]);
        // Before the first centre both sources are the first pixel, whatever the weight.
        assert_eq!(row(&x, 4, |i, o| resize_bilinear_f32(i, HALF, o)), [0.0, 1.0, 3.0, 4.0]);
        assert_eq!(row(&[0u8, 3], 4, |i, o| resize_bilinear_u8(i, PLAIN, o)), [0, 2, 3, 3]);
        assert_eq!(row(&[0i8, -3], 4, |i, o| resize_bilinear_quantized(i, PLAIN, o)), [0, -2, -3, -3]);
        assert_eq!(row(&[0i16, 4], 4, |i, o| resize_bilinear_quantized(i, HALF, o)), [0, 1, 3, 4]);
    }

    #[test]
    fn nearest_pixels() {
        let x = [1, 2, 3];
        assert_eq!(row(&x, 6, |i, o| resize_nearest_neighbor(i, PLAIN, o)), [1, 1, 2, 2, 3, 3]);
        assert_eq!(row(&x, 4, |i, o| resize_nearest_neighbor(i, CORNERS, o)), [1, 2, 2, 3]);
        assert_eq!(row(&x, 2, |i, o| resize_nearest_neighbor(i, HALF, o)), [1, 3]);
    }

    #[test]
    fn what_cannot_be_resized_is_refused() {
        assert!(resize_shape(&[1, 2, 2], [1, 1]).is_err());
        assert!(resize_shape(&[1, 2, 2, 1], [0, 1]).is_err());
        assert!(resize_shape(&[1, 2, 2, 1], [i32::MAX, i32::MAX]).is_err());
        let x = TensorRef::<f32>::new(&[1, 0, 2, 1], &[]).unwrap();
        let mut y = [0.0; 4];
        assert!(resize_bilinear_f32(x, PLAIN, TensorMut::new(&[1, 2, 2, 1], &mut y).unwrap()).is_err());
        let x = TensorRef::new(&[1, 1, 1, 1], &[1.0]).unwrap();
        let both = ResizeParams { align_corners: true, half_pixel_centers: true };
        assert!(resize_bilinear_f32(x, both, TensorMut::new(&[1, 2, 2, 1], &mut y).unwrap()).is_err());
    }
}
