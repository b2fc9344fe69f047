//! Transposed 2-D convolution: NHWC input, OHWI filter `[o, fh, fw, c]`, output shape from data.
//!
//! Every input pixel adds its filter-shaped patch to the output; sums take in inputs in row-major
//! order, then bias and activation follow.

use crate::activation::Activation;
use crate::conv_quantized::{WeightedQuant, require_symmetric_i16, store};
use crate::dot::centred;
use crate::error::KernelError;
use crate::quant::QuantInt;
use crate::quant_multiplier::{channel_multipliers, tensor_multiplier};
use crate::strided::{bounded, dimension};
use crate::tensor::{TensorMut, TensorRef, expect_len, product};
use crate::window::{Padding, WindowAxis, WindowSpec};

/// Attributes of a transposed convolution.
#[derive(Debug, Clone, Copy)]
pub struct TransposeConvParams {
    /// Padding of the convolution that this one undoes.
    pub padding: Padding,
    /// Vertical distance between patches, at least 1.
    pub stride_h: i32,
    /// Horizontal distance between patches, at least 1.
    pub stride_w: i32,
    /// Clamp of the result.
    pub activation: Activation,
}

/// A transposed convolution whose shapes have been checked against each other.
struct Geometry {
    input: [usize; 4],
    filter_h: usize,
    filter_w: usize,
    output: [usize; 4],
    stride: [usize; 2],
    pad: [usize; 2],
}

impl Geometry {
    fn new(
        input: &[usize],
        filter: &[usize],
        output: &[usize],
        params: &TransposeConvParams,
    ) -> Result<Self, KernelError> {
        let rank = |what, dims: &[usize]| KernelError::Rank { what, found: dims.len(), expected: "4" };
        let input: [usize; 4] = input.try_into().map_err(|_| rank("input", input))?;
        let [out_c, filter_h, filter_w, in_c]: [usize; 4] =
            filter.try_into().map_err(|_| rank("filter", filter))?;
        let output: [usize; 4] = output.try_into().map_err(|_| rank("output shape", output))?;
        if in_c != input[3] {
            let expected = vec![out_c, filter_h, filter_w, input[3]];
            return Err(KernelError::Shape { what: "filter", found: filter.to_vec(), expected });
        }
        crate::tensor::expect_dims("output shape", &output, &[input[0], output[1], output[2], out_c])?;
        // The forward convolution's window over the output places the patches.
        let axis = |size: usize, filter: usize, stride: i32| {
            let stride_size = crate::window::positive("stride", stride)?;
            let spec = WindowSpec { filter, stride, dilation: 1, padding: params.padding };
            let pad = match params.padding {
                Padding::Same => WindowAxis::new(size, spec)?.pad_before,
                Padding::Valid => 0,
            };
            Ok::<_, KernelError>((stride_size, pad))
        };
        let (stride_h, pad_h) = axis(output[1], filter_h, params.stride_h)?;
        let (stride_w, pad_w) = axis(output[2], filter_w, params.stride_w)?;
        Ok(Geometry { input, filter_h, filter_w, output, stride: [stride_h, stride_w], pad: [pad_h, pad_w] })
    }

    /// Adds `mac(sum, x, w)` over all patches to zeroed sums. `weights` are tap-major, output channels
    /// innermost: `[fh, fw, c, o]`.
    fn accumulate<X: Copy, W: Copy, S>(
        &self,
        x: &[X],
        weights: &[W],
        sums: &mut [S],
        mac: impl Fn(&mut S, X, W),
    ) {
        let [batch, in_h, in_w, in_c] = self.input;
        let [_, out_h, out_w, out_c] = self.output;
        if x.is_empty() || sums.is_empty() {
            return;
        }
        let place = |at: usize, tap: usize, axis: usize, size: usize| {
            (at * self.stride[axis] + tap).checked_sub(self.pad[axis]).filter(|&o| o < size)
        };
        let mut pixels = x.chunks_exact(in_c);
        for b in 0..batch {
            for y in 0..in_h {
                for x in 0..in_w {
                    let Some(pixel) = pixels.next() else { return };
                    for (c, &value) in pixel.iter().enumerate() {
                        for fy in 0..self.filter_h {
                            let Some(oy) = place(y, fy, 0, out_h) else { continue };
                            for fx in 0..self.filter_w {
                                let Some(ox) = place(x, fx, 1, out_w) else { continue };
                                let row = ((fy * self.filter_w + fx) * in_c + c) * out_c;
                                let target = ((b * out_h + oy) * out_w + ox) * out_c;
                                let weights = &weights[row..][..out_c];
                                for (sum, &w) in sums[target..][..out_c].iter_mut().zip(weights) {
                                    mac(sum, value, w);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// `[o, fh, fw, c]` as `[fh, fw, c, o]`.
    fn tap_major<T: Copy + Default>(&self, filter: &[T]) -> Vec<T> {
        let taps = product(&[self.filter_h, self.filter_w, self.input[3]]);
        let out_c = self.output[3];
        let mut packed = vec![T::default(); filter.len()];
        for (o, row) in filter.chunks_exact(taps.max(1)).enumerate() {
            for (t, &w) in row.iter().enumerate() {
                packed[t * out_c + o] = w;
            }
        }
        packed
    }
}

/// Shape of the result, from the shape operand `[n, h, w, o]`.
///
/// Refuses ranks other than 4, channels and batches that differ, strides below 1.
pub fn transpose_conv_shape(
    output_shape: &[i64],
    filter: &[usize],
    input: &[usize],
    params: &TransposeConvParams,
) -> Result<Vec<usize>, KernelError> {
    let dims = output_shape.iter().map(|&d| dimension("output shape", d)).collect::<Result<Vec<_>, _>>()?;
    Geometry::new(input, filter, &dims, params)?;
    bounded(dims)
}

/// `f32` transposed convolution; the shape of `out` is the operator's shape operand.
pub fn transpose_conv_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &TransposeConvParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), out.dims(), params)?;
    if let Some(bias) = bias {
        expect_len("bias", bias.len(), g.output[3])?;
    }
    let clamp = params.activation.range_f32();
    let out = out.into_data();
    out.fill(0.0);
    g.accumulate(input.data(), &g.tap_major(filter.data()), out, |sum, x, w| *sum += x * w);
    for pixel in out.chunks_exact_mut(g.output[3].max(1)) {
        for (c, o) in pixel.iter_mut().enumerate() {
            *o = clamp.apply(*o + bias.map_or(0.0, |b| b[c]));
        }
    }
    Ok(())
}

/// `i8` transposed convolution, weights symmetric, per tensor or per output channel.
pub fn transpose_conv_i8(
    input: TensorRef<i8>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &TransposeConvParams,
    quant: &WeightedQuant,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    let multipliers = channel_multipliers(quant, filter.dims().first().copied().unwrap_or(0))?;
    transpose_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `u8` transposed convolution, weights with a zero point and one scale.
pub fn transpose_conv_u8(
    input: TensorRef<u8>,
    filter: TensorRef<u8>,
    bias: Option<&[i32]>,
    params: &TransposeConvParams,
    quant: &WeightedQuant,
    out: TensorMut<u8>,
) -> Result<(), KernelError> {
    let multiplier = tensor_multiplier(quant)?;
    transpose_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multiplier.scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 64-bit bias.
pub fn transpose_conv_i16(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i64]>,
    params: &TransposeConvParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    let multipliers = channel_multipliers(quant, filter.dims().first().copied().unwrap_or(0))?;
    multipliers.iter().try_for_each(|m| m.check_wide().map(drop))?;
    transpose_int(input, filter, bias.map(<[i64]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale_wide(sum.wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

fn transpose_int<I: QuantInt, W: QuantInt>(
    input: TensorRef<I>,
    filter: TensorRef<W>,
    bias_len: Option<usize>,
    params: &TransposeConvParams,
    quant: &WeightedQuant,
    out: TensorMut<I>,
    requantize: impl Fn(i64, usize) -> i32,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), out.dims(), params)?;
    if let Some(found) = bias_len {
        expect_len("bias", found, g.output[3])?;
    }
    let range = params.activation.range_quantized::<I>(quant.output)?;
    let values = centred(input.data(), quant.input.zero_point);
    let weights = g.tap_major(&centred(filter.data(), quant.filter_zero_point));
    let mut sums = vec![0i64; product(&g.output)];
    g.accumulate(&values, &weights, &mut sums, |sum, x, w| {
        *sum = sum.wrapping_add(i64::from(x) * i64::from(w));
    });
    let out_c = g.output[3].max(1);
    for (i, (o, sum)) in out.into_data().iter_mut().zip(sums).enumerate() {
        *o = store(requantize(sum, i % out_c), quant.output, range);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: TransposeConvParams = TransposeConvParams {
        padding: Padding::Valid,
        stride_h: 2,
        stride_w: 2,
        activation: Activation::None,
    };

    #[test]
    fn patches_add_up() {
        let x = TensorRef::new(&[1, 1, 2, 1], &[1.0, 2.0]).unwrap();
        let w = TensorRef::new(&[1, 1, 3, 1], &[1.0, 10.0, 100.0]).unwrap();
        let mut y = [0.0; 5];
        transpose_conv_f32(x, w, Some(&[0.5]), &P, TensorMut::new(&[1, 1, 5, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1.5, 10.5, 102.5, 20.5, 200.5]);
        // SAME takes off what the forward convolution would have padded.
        let same = TransposeConvParams { padding: Padding::Same, ..P };
        let mut y = [0.0; 4];
        transpose_conv_f32(x, w, None, &same, TensorMut::new(&[1, 1, 4, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1.0, 10.0, 102.0, 20.0]);
    }

    #[test]
    fn shapes_are_checked() {
        assert!(transpose_conv_shape(&[1, 1, 5, 1], &[1, 1, 3, 1], &[1, 1, 2, 1], &P).is_ok());
        assert!(transpose_conv_shape(&[1, 1, 5], &[1, 1, 3, 1], &[1, 1, 2, 1], &P).is_err());
        assert!(transpose_conv_shape(&[1, 1, 5, 2], &[1, 1, 3, 1], &[1, 1, 2, 1], &P).is_err());
        assert!(transpose_conv_shape(&[2, 1, 5, 1], &[1, 1, 3, 1], &[1, 1, 2, 1], &P).is_err());
        assert!(transpose_conv_shape(&[1, 1, -5, 1], &[1, 1, 3, 1], &[1, 1, 2, 1], &P).is_err());
        assert!(transpose_conv_shape(&[1, 1, 5, 1], &[1, 1, 3, 2], &[1, 1, 2, 1], &P).is_err());
        let still = TransposeConvParams { stride_w: 0, ..P };
        assert!(transpose_conv_shape(&[1, 1, 5, 1], &[1, 1, 3, 1], &[1, 1, 2, 1], &still).is_err());
    }
}
