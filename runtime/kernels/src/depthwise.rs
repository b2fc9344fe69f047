//! Depthwise 2-D convolution: NHWC input `[n, h, w, c]`, filter `[1, fh, fw, c * m]`, bias `[c * m]`.
//! Output channel `k` sees input channel `k / m` only; the multiplier `m` follows from the shapes.
//!
//! `depthwise_conv_2d_f32` sums each output over filter rows, then columns, then adds the bias.

use crate::conv::Conv2DParams;
use crate::conv_quantized::{WeightedQuant, require_symmetric_i16, store};
use crate::dot::centred;
use crate::error::KernelError;
use crate::hybrid::{quantize_asymmetric, quantize_symmetric};
use crate::quant::{QuantInt, channel_scale, check_channel_scales};
use crate::quant_multiplier::{channel_multipliers, tensor_multiplier};
use crate::tensor::{TensorMut, TensorRef, expect_len, product};
use crate::window::{WindowAxis, WindowSpec};

/// A depthwise convolution whose shapes have been checked against each other.
struct Geometry {
    batch: usize,
    rows: WindowAxis,
    cols: WindowAxis,
    filter_h: usize,
    filter_w: usize,
    in_w: usize,
    in_c: usize,
    out_c: usize,
    /// Output channels of an input channel.
    multiplier: usize,
}

impl Geometry {
    fn new(input: &[usize], filter: &[usize], params: &Conv2DParams) -> Result<Self, KernelError> {
        let &[batch, in_h, in_w, in_c] = input else {
            return Err(KernelError::Rank { what: "input", found: input.len(), expected: "4 (NHWC)" });
        };
        let &[one, filter_h, filter_w, out_c] = filter else {
            return Err(KernelError::Rank { what: "filter", found: filter.len(), expected: "4 (1HWC)" });
        };
        if one != 1 || in_c == 0 || !out_c.is_multiple_of(in_c) {
            let expected = vec![1, filter_h, filter_w, out_c.div_ceil(in_c.max(1)).saturating_mul(in_c)];
            return Err(KernelError::Shape { what: "filter", found: filter.to_vec(), expected });
        }
        let axis = |size, filter, stride, dilation| {
            WindowAxis::new(size, WindowSpec { filter, stride, dilation, padding: params.padding })
        };
        Ok(Geometry {
            batch,
            rows: axis(in_h, filter_h, params.stride_h, params.dilation_h)?,
            cols: axis(in_w, filter_w, params.stride_w, params.dilation_w)?,
            filter_h,
            filter_w,
            in_w,
            in_c,
            out_c,
            multiplier: out_c / in_c,
        })
    }

    fn output_dims(&self) -> [usize; 4] {
        [self.batch, self.rows.output, self.cols.output, self.out_c]
    }

    /// Sums `mac(sum, x, w)` for every output channel of the window at `(oy, ox)` into `sums`.
    #[inline]
    fn accumulate<X: Copy, W: Copy, S>(
        &self,
        (oy, ox): (usize, usize),
        image: &[X],
        weights: &[W],
        sums: &mut [S],
        mac: impl Fn(&mut S, X, W),
    ) {
        for fy in 0..self.filter_h {
            let Some(y) = self.rows.source(oy, fy) else { continue };
            for fx in 0..self.filter_w {
                let Some(x) = self.cols.source(ox, fx) else { continue };
                let values = &image[(y * self.in_w + x) * self.in_c..][..self.in_c];
                let row = &weights[(fy * self.filter_w + fx) * self.out_c..][..self.out_c];
                if self.multiplier == 1 {
                    for ((sum, &x), &w) in sums.iter_mut().zip(values).zip(row) {
                        mac(sum, x, w);
                    }
                } else {
                    let m = self.multiplier.max(1);
                    for ((sums, &x), row) in sums.chunks_mut(m).zip(values).zip(row.chunks(m)) {
                        for (sum, &w) in sums.iter_mut().zip(row) {
                            mac(sum, x, w);
                        }
                    }
                }
            }
        }
    }
}

/// Shape of the result: `[n, oh, ow, c * m]`.
///
/// Refuses ranks other than 4, a filter whose channels are no multiple of the input's, strides and
/// dilations below 1.
pub fn depthwise_conv_2d_shape(
    input: &[usize],
    filter: &[usize],
    params: &Conv2DParams,
) -> Result<Vec<usize>, KernelError> {
    Ok(Geometry::new(input, filter, params)?.output_dims().to_vec())
}

/// `f32` depthwise convolution. Shapes: see the module; `out` has [`depthwise_conv_2d_shape`].
pub fn depthwise_conv_2d_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &Conv2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    let clamp = params.activation.range_f32();
    let image = product(&input.dims()[1..]);
    for_each_pixel(&g, bias.map(<[f32]>::len), out, 0f32, |b, at, sums, pixel| {
        let image = &input.data()[b * image..][..image];
        g.accumulate(at, image, filter.data(), sums, |sum, x, w| *sum += x * w);
        for (c, (o, &sum)) in pixel.iter_mut().zip(sums.iter()).enumerate() {
            *o = clamp.apply(sum + bias.map_or(0.0, |b| b[c]));
        }
    })
}

/// `i8` depthwise convolution, weights symmetric, per tensor or per output channel; 32-bit sums.
pub fn depthwise_conv_2d_i8(
    input: TensorRef<i8>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    let multipliers = channel_multipliers(quant, filter.dims().last().copied().unwrap_or(0))?;
    depthwise_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `u8` depthwise convolution, weights with a zero point and one scale.
pub fn depthwise_conv_2d_u8(
    input: TensorRef<u8>,
    filter: TensorRef<u8>,
    bias: Option<&[i32]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<u8>,
) -> Result<(), KernelError> {
    let multiplier = tensor_multiplier(quant)?;
    depthwise_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multiplier.scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 64-bit bias.
pub fn depthwise_conv_2d_i16(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i64]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    let multipliers = channel_multipliers(quant, filter.dims().last().copied().unwrap_or(0))?;
    multipliers.iter().try_for_each(|m| m.check_wide().map(drop))?;
    depthwise_int(input, filter, bias.map(<[i64]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale_wide(sum.wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `f32` activations, quantized asymmetrically per batch entry, with symmetric `i8` weights per
/// tensor or per output channel.
pub fn depthwise_conv_2d_hybrid(
    input: TensorRef<f32>,
    filter: TensorRef<i8>,
    filter_scales: &[f32],
    bias: Option<&[f32]>,
    params: &Conv2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    check_channel_scales("filter scales", filter_scales, g.out_c)?;
    let clamp = params.activation.range_f32();
    let weights = centred(filter.data(), 0);
    let image = product(&input.dims()[1..]);
    let mut entry = usize::MAX;
    let mut row = quantize_symmetric(&[]);
    for_each_pixel(&g, bias.map(<[f32]>::len), out, 0i32, |b, at, sums, pixel| {
        if b != entry {
            entry = b;
            row = quantize_asymmetric(&input.data()[b * image..][..image]);
        }
        g.accumulate(at, &row.centred, &weights, sums, |sum, x, w| {
            *sum = sum.wrapping_add(i32::from(x).wrapping_mul(i32::from(w)));
        });
        for (c, (o, &sum)) in pixel.iter_mut().zip(sums.iter()).enumerate() {
            let real = sum as f32 * (channel_scale(filter_scales, c) * row.scale);
            *o = clamp.apply(real + bias.map_or(0.0, |b| b[c]));
        }
    })
}

/// The loop the integer types share; `requantize(sum, channel)` adds the bias and scales.
fn depthwise_int<I: QuantInt, W: QuantInt>(
    input: TensorRef<I>,
    filter: TensorRef<W>,
    bias_len: Option<usize>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<I>,
    requantize: impl Fn(i64, usize) -> i32,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    let range = params.activation.range_quantized::<I>(quant.output)?;
    let weights = centred(filter.data(), quant.filter_zero_point);
    let values = centred(input.data(), quant.input.zero_point);
    let image = product(&input.dims()[1..]);
    // A window has far fewer than 2^8 taps of at most 2^23 each in practice; a larger one goes wide.
    if g.filter_h.saturating_mul(g.filter_w) <= 256 {
        for_each_pixel(&g, bias_len, out, 0i32, |b, at, sums, pixel| {
            g.accumulate(at, &values[b * image..][..image], &weights, sums, |sum, x, w| {
                *sum = sum.wrapping_add(i32::from(x).wrapping_mul(i32::from(w)));
            });
            for (c, (o, &sum)) in pixel.iter_mut().zip(sums.iter()).enumerate() {
                *o = store(requantize(i64::from(sum), c), quant.output, range);
            }
        })
    } else {
        for_each_pixel(&g, bias_len, out, 0i64, |b, at, sums, pixel| {
            g.accumulate(at, &values[b * image..][..image], &weights, sums, |sum, x, w| {
                *sum = sum.wrapping_add(i64::from(x) * i64::from(w));
            });
            for (c, (o, &sum)) in pixel.iter_mut().zip(sums.iter()).enumerate() {
                *o = store(requantize(sum, c), quant.output, range);
            }
        })
    }
}

/// Checks output and bias, then calls `f(batch, (oy, ox), sums, pixel)` with zeroed sums.
fn for_each_pixel<T, S: Copy>(
    g: &Geometry,
    bias_len: Option<usize>,
    out: TensorMut<T>,
    zero: S,
    mut f: impl FnMut(usize, (usize, usize), &mut [S], &mut [T]),
) -> Result<(), KernelError> {
    out.expect_dims(&g.output_dims())?;
    if let Some(found) = bias_len {
        expect_len("bias", found, g.out_c)?;
    }
    if out.dims().contains(&0) {
        return Ok(());
    }
    let mut sums = vec![zero; g.out_c];
    let mut pixels = out.into_data().chunks_exact_mut(g.out_c.max(1));
    for b in 0..g.batch {
        for oy in 0..g.rows.output {
            for ox in 0..g.cols.output {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                sums.fill(zero);
                f(b, (oy, ox), &mut sums, pixel);
            }
        }
    }
    Ok(())
}
