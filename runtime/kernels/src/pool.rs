//! 2-D average and maximum pools over NHWC tensors `[n, h, w, c]`.
//!
//! Padding takes no part: an average divides by the number of elements inside the input.
//! Input and output of a quantized pool share their parameters, so stored values are pooled as they
//! are, averages rounded half away from zero.

use crate::activation::{Activation, clamp_i32};
use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::tensor::{TensorMut, TensorRef, product};
use crate::window::{Padding, WindowAxis, WindowSpec, positive};

/// Attributes of a 2-D pool.
#[derive(Debug, Clone, Copy)]
pub struct Pool2DParams {
    /// Treatment of the edges.
    pub padding: Padding,
    /// Vertical distance between windows, at least 1.
    pub stride_h: i32,
    /// Horizontal distance between windows, at least 1.
    pub stride_w: i32,
    /// Window height, at least 1.
    pub filter_h: i32,
    /// Window width, at least 1.
    pub filter_w: i32,
    /// Clamp of the result.
    pub activation: Activation,
}

fn windows(
    input: &[usize],
    params: &Pool2DParams,
) -> Result<([usize; 4], WindowAxis, WindowAxis), KernelError> {
    let &[n, h, w, c] = input else {
        return Err(KernelError::Rank { what: "input", found: input.len(), expected: "4 (NHWC)" });
    };
    let axis = |size, filter, stride| {
        let filter = positive("window size", filter)?;
        WindowAxis::new(size, WindowSpec { filter, stride, dilation: 1, padding: params.padding })
    };
    let rows = axis(h, params.filter_h, params.stride_h)?;
    let cols = axis(w, params.filter_w, params.stride_w)?;
    Ok(([n, rows.output, cols.output, c], rows, cols))
}

/// Shape of the result: `[n, oh, ow, c]`. Refuses other ranks, windows and strides below 1.
pub fn pool_2d_shape(input: &[usize], params: &Pool2DParams) -> Result<Vec<usize>, KernelError> {
    Ok(windows(input, params)?.0.to_vec())
}

/// `f32` average pool.
pub fn average_pool_2d_f32(
    input: TensorRef<f32>,
    params: &Pool2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let clamp = params.activation.range_f32();
    pool(input, params, out, 0f32, |sum, x| *sum += x, |sum, count| clamp.apply(sum / count as f32))
}

/// Average pool of quantized values; `output` only sets the activation's range.
pub fn average_pool_2d_quantized<T: QuantInt>(
    input: TensorRef<T>,
    output: QuantParams,
    params: &Pool2DParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let range = params.activation.range_quantized::<T>(output)?;
    pool(
        input,
        params,
        out,
        0i64,
        |sum, x| *sum += i64::from(x.widen()),
        |sum, count| {
            // A window is inside its input, hence not empty, and its mean fits `T`.
            let count = (count as i64).max(1);
            let half = if sum > 0 { count / 2 } else { -(count / 2) };
            T::saturate(clamp_i32(((sum + half) / count) as i32, range))
        },
    )
}

/// `f32` maximum pool; NaN is passed over.
pub fn max_pool_2d_f32(
    input: TensorRef<f32>,
    params: &Pool2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let clamp = params.activation.range_f32();
    let larger = |max: &mut f32, x: f32| {
        if *max < x {
            *max = x;
        }
    };
    pool(input, params, out, f32::MIN, larger, |max, _| clamp.apply(max))
}

/// Maximum pool of quantized values; `output` only sets the activation's range.
pub fn max_pool_2d_quantized<T: QuantInt>(
    input: TensorRef<T>,
    output: QuantParams,
    params: &Pool2DParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let range = params.activation.range_quantized::<T>(output)?;
    pool(
        input,
        params,
        out,
        T::MIN,
        |max, x| *max = (*max).max(x.widen()),
        |max, _| T::saturate(clamp_i32(max, range)),
    )
}

/// Folds every window into `start` with `step`; `finish` sees the number of elements inside.
fn pool<T: Copy, S: Copy>(
    input: TensorRef<T>,
    params: &Pool2DParams,
    out: TensorMut<T>,
    start: S,
    step: impl Fn(&mut S, T),
    finish: impl Fn(S, usize) -> T,
) -> Result<(), KernelError> {
    let (dims, rows, cols) = windows(input.dims(), params)?;
    out.expect_dims(&dims)?;
    if out.dims().contains(&0) {
        return Ok(());
    }
    let [batch, _, _, channels] = dims;
    let width = input.dims()[2];
    let image = product(&input.dims()[1..]);
    let mut states = vec![start; channels];
    let mut pixels = out.into_data().chunks_exact_mut(channels.max(1));
    for b in 0..batch {
        let image = &input.data()[b * image..][..image];
        for oy in 0..rows.output {
            for ox in 0..cols.output {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                states.fill(start);
                let (ys, xs) = (rows.inside(oy), cols.inside(ox));
                let count = ys.len() * xs.len();
                for y in ys {
                    for x in xs.clone() {
                        let values = &image[(y * width + x) * channels..][..channels];
                        for (state, &v) in states.iter_mut().zip(values) {
                            step(state, v);
                        }
                    }
                }
                for (o, &state) in pixel.iter_mut().zip(&states) {
                    *o = finish(state, count);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: Pool2DParams = Pool2DParams {
        padding: Padding::Same,
        stride_h: 2,
        stride_w: 2,
        filter_h: 2,
        filter_w: 2,
        activation: Activation::None,
    };

    #[test]
    fn averages_divide_by_the_elements_inside() {
        let mut y = [0f32; 4];
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0];
        let x = TensorRef::new(&[1, 3, 3, 1], &x).unwrap();
        average_pool_2d_f32(x, &P, TensorMut::new(&[1, 2, 2, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [3.0, 4.5, 7.5, 10.0]);
    }

    #[test]
    fn integer_averages_round_away_from_zero() {
        let q = QuantParams::new(1.0, 0);
        let mut y = [0i8; 1];
        for (x, want) in [([1, 2, 2, 1], 2), ([-1, -2, -2, -1], -2), ([-1, -1, -1, -2], -1), ([127; 4], 127)]
        {
            let x = TensorRef::new(&[1, 2, 2, 1], &x).unwrap();
            average_pool_2d_quantized(x, q, &P, TensorMut::new(&[1, 1, 1, 1], &mut y).unwrap()).unwrap();
            assert_eq!(y, [want]);
        }
    }

    #[test]
    fn maxima_are_clamped_by_the_activation() {
        let p = Pool2DParams { activation: Activation::Relu6, ..P };
        let x = TensorRef::new(&[1, 2, 2, 1], &[3u8, 9, 200, 7]).unwrap();
        let mut y = [0u8; 1];
        let out = TensorMut::new(&[1, 1, 1, 1], &mut y).unwrap();
        max_pool_2d_quantized(x, QuantParams::new(0.1, 20), &p, out).unwrap();
        assert_eq!(y, [80]);
        let x = TensorRef::new(&[1, 2, 2, 1], &[f32::NAN, -3.0, -2.0, f32::NEG_INFINITY]).unwrap();
        let mut y = [0f32; 1];
        max_pool_2d_f32(x, &P, TensorMut::new(&[1, 1, 1, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [-2.0]);
    }

    #[test]
    fn bad_windows_are_refused() {
        for p in [Pool2DParams { stride_w: 0, ..P }, Pool2DParams { filter_h: -1, ..P }] {
            assert!(pool_2d_shape(&[1, 2, 2, 1], &p).is_err());
        }
        assert!(pool_2d_shape(&[1, 2, 2], &P).is_err());
        assert_eq!(pool_2d_shape(&[1, 0, 2, 1], &P), Ok(vec![1, 0, 1, 1]));
    }
}
