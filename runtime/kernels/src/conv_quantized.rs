//! Quantized 2-D convolution: `i8` and `u8` with 32-bit sums, `i16` activations with 64-bit sums.
//!
//! `out = zp + requantize(sum((x - zp_x) * (w - zp_w)) + bias)`, clamped to the activation's range.
//! The bias has scale `scale_x * scale_w`. Shapes are those of [`crate::conv`].

use crate::conv::{Conv2DGeometry, Conv2DParams};
use crate::dot::{centre_into, centred, dot};
use crate::error::KernelError;
use crate::quant::{QuantInt, QuantParams};
use crate::quant_multiplier::{channel_multipliers, tensor_multiplier};
use crate::tensor::{TensorMut, TensorRef, expect_len};

/// Quantization of the tensors around a product of activations and weights.
#[derive(Debug, Clone, Copy)]
pub struct WeightedQuant<'a> {
    /// Of the activations.
    pub input: QuantParams,
    /// Of the weights: one scale, or one per output channel.
    pub filter_scales: &'a [f32],
    /// Of the weights; zero except for `u8`.
    pub filter_zero_point: i32,
    /// Of the result.
    pub output: QuantParams,
}

/// `i8` convolution, weights symmetric (zero point 0), per tensor or per output channel.
///
/// 4-bit weights are the same kernel on values widened to `i8`.
pub fn conv_2d_i8(
    input: TensorRef<i8>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    let multipliers = channel_multipliers(quant, filter.dims().first().copied().unwrap_or(0))?;
    conv_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `u8` convolution, weights with a zero point and one scale.
pub fn conv_2d_u8(
    input: TensorRef<u8>,
    filter: TensorRef<u8>,
    bias: Option<&[i32]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<u8>,
) -> Result<(), KernelError> {
    let multiplier = tensor_multiplier(quant)?;
    conv_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multiplier.scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 64-bit bias.
pub fn conv_2d_i16(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i64]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    let multipliers = channel_multipliers(quant, filter.dims().first().copied().unwrap_or(0))?;
    multipliers.iter().try_for_each(|m| m.check_wide().map(drop))?;
    conv_int(input, filter, bias.map(<[i64]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale_wide(sum.wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 32-bit bias: sums are 32 bits.
pub fn conv_2d_i16_bias32(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    let multipliers = channel_multipliers(quant, filter.dims().first().copied().unwrap_or(0))?;
    conv_int(input, filter, bias.map(<[i32]>::len), params, quant, out, |sum, c| {
        multipliers[c].scale((sum as i32).wrapping_add(bias.map_or(0, |b| b[c])))
    })
}

/// Refuses zero points on 16-bit activations: the format has none.
pub(crate) fn require_symmetric_i16(quant: &WeightedQuant) -> Result<(), KernelError> {
    for q in [quant.input, quant.output] {
        if q.zero_point != 0 {
            let found = i64::from(q.zero_point);
            return Err(KernelError::Parameter {
                what: "zero point",
                found,
                expected: "0 for 16-bit values",
            });
        }
    }
    Ok(())
}

/// The loop all types share; `requantize(sum, channel)` adds the bias and scales.
fn conv_int<I: QuantInt, W: QuantInt>(
    input: TensorRef<I>,
    filter: TensorRef<W>,
    bias_len: Option<usize>,
    params: &Conv2DParams,
    quant: &WeightedQuant,
    out: TensorMut<I>,
    requantize: impl Fn(i64, usize) -> i32,
) -> Result<(), KernelError> {
    let g = Conv2DGeometry::new(input.dims(), filter.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    if let Some(found) = bias_len {
        expect_len("bias", found, g.out_c)?;
    }
    let range = params.activation.range_quantized::<I>(quant.output)?;
    if out.dims().contains(&0) {
        return Ok(());
    }
    let zero_in = quant.input.zero_point;
    let weights = centred(filter.data(), quant.filter_zero_point);
    let taps = g.taps();
    let image = g.image(input.dims());
    let mut window = vec![0i16; taps];
    let mut pixels = out.into_data().chunks_exact_mut(g.out_c.max(1));
    for b in 0..g.batch {
        let image = &input.data()[b * image..][..image];
        for oy in 0..g.rows.output {
            for ox in 0..g.cols.output {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                for group in 0..g.groups {
                    // Padding holds the zero point, hence contributes nothing.
                    window.fill(0);
                    g.for_each_tap(oy, ox, |tap, offset| {
                        let values = &image[offset + group * g.group_in..][..g.group_in];
                        centre_into(values, zero_in, &mut window[tap * g.group_in..]);
                    });
                    for c in group * g.group_out..(group + 1) * g.group_out {
                        let sum = dot(&window, &weights[c * taps..][..taps]);
                        pixel[c] = store(requantize(sum, c), quant.output, range);
                    }
                }
            }
        }
    }
    Ok(())
}

/// Adds the output's zero point and clamps.
#[inline]
pub(crate) fn store<T: QuantInt>(scaled: i32, output: QuantParams, range: (i32, i32)) -> T {
    T::saturate(crate::activation::clamp_i32(scaled.wrapping_add(output.zero_point), range))
}
