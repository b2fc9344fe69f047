//! Fully connected layer: input flattened to `[batch, depth]`, filter `[units, depth]`, bias `[units]`.
//!
//! `fully_connected_f32` sums each output over the depth in order, then adds the bias and clamps. The
//! quantized kernels scale their sums in double precision and round once, half away from zero, unlike
//! convolutions: the reference runtime's fully connected kernels do.

use crate::activation::Activation;
use crate::conv_quantized::{WeightedQuant, require_symmetric_i16, store};
use crate::dot::{centred, dot};
use crate::error::KernelError;
use crate::hybrid::{quantize_asymmetric, quantize_symmetric};
use crate::quant::{QuantInt, channel_scale, check_channel_scales, check_scale};
use crate::tensor::{TensorMut, TensorRef, expect_len, product};

/// Attributes of a fully connected layer.
#[derive(Debug, Clone, Copy, Default)]
pub struct FullyConnectedParams {
    /// Clamp of the result.
    pub activation: Activation,
    /// Keep the input's leading dimensions instead of flattening them to one batch.
    pub keep_num_dims: bool,
    /// Hybrid only: quantize activations with a zero point.
    pub asymmetric_quantize_inputs: bool,
}

/// Batch, depth and units of checked shapes.
struct Geometry {
    batch: usize,
    depth: usize,
    units: usize,
    output: Vec<usize>,
}

impl Geometry {
    fn new(input: &[usize], filter: &[usize], params: &FullyConnectedParams) -> Result<Self, KernelError> {
        let &[units, depth] = filter else {
            return Err(KernelError::Rank { what: "filter", found: filter.len(), expected: "2" });
        };
        let total = product(input);
        let mismatch =
            || KernelError::Shape { what: "filter", found: filter.to_vec(), expected: vec![units, total] };
        if depth == 0 || !total.is_multiple_of(depth) {
            return Err(mismatch());
        }
        let batch = total / depth;
        let output = if params.keep_num_dims {
            let Some((&last, leading)) = input.split_last() else { return Err(mismatch()) };
            if last != depth {
                return Err(KernelError::Shape {
                    what: "filter",
                    found: filter.to_vec(),
                    expected: vec![units, last],
                });
            }
            [leading, &[units]].concat()
        } else {
            vec![batch, units]
        };
        Ok(Geometry { batch, depth, units, output })
    }

    fn check<T>(&self, out: &TensorMut<T>, bias_len: Option<usize>) -> Result<(), KernelError> {
        out.expect_dims(&self.output)?;
        bias_len.map_or(Ok(()), |found| expect_len("bias", found, self.units))
    }
}

/// Shape of the result: `[batch, units]`, or the input's with `units` last where dimensions are kept.
///
/// Refuses a filter that is not of rank 2 or whose depth does not divide the input's size.
pub fn fully_connected_shape(
    input: &[usize],
    filter: &[usize],
    params: &FullyConnectedParams,
) -> Result<Vec<usize>, KernelError> {
    Ok(Geometry::new(input, filter, params)?.output)
}

/// `f32` fully connected layer; `out` has [`fully_connected_shape`].
pub fn fully_connected_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &FullyConnectedParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    g.check(&out, bias.map(<[f32]>::len))?;
    let clamp = params.activation.range_f32();
    let rows = out.into_data().chunks_exact_mut(g.units.max(1));
    for (x, y) in input.data().chunks_exact(g.depth).zip(rows) {
        // Several units at once: their sums are independent, each keeps its order.
        const UNITS: usize = 8;
        for (block, y) in y.chunks_mut(UNITS).enumerate() {
            let first = block * UNITS;
            let mut sums = [0f32; UNITS];
            let weights = &filter.data()[first * g.depth..][..y.len() * g.depth];
            if y.len() == UNITS {
                for (i, &x) in x.iter().enumerate() {
                    for (u, sum) in sums.iter_mut().enumerate() {
                        *sum += x * weights[u * g.depth + i];
                    }
                }
            } else {
                for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(g.depth)) {
                    for (&x, &w) in x.iter().zip(w) {
                        *sum += x * w;
                    }
                }
            }
            for (u, (y, sum)) in y.iter_mut().zip(sums).enumerate() {
                *y = clamp.apply(sum + bias.map_or(0.0, |b| b[first + u]));
            }
        }
    }
    Ok(())
}

/// `i8` fully connected layer, weights symmetric per tensor or per unit; 32-bit sums.
pub fn fully_connected_i8(
    input: TensorRef<i8>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &FullyConnectedParams,
    quant: &WeightedQuant,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    fully_connected_int(input, filter, bias, params, quant, out, wrapping_sum)
}

/// `u8` fully connected layer, weights with a zero point and one scale.
pub fn fully_connected_u8(
    input: TensorRef<u8>,
    filter: TensorRef<u8>,
    bias: Option<&[i32]>,
    params: &FullyConnectedParams,
    quant: &WeightedQuant,
    out: TensorMut<u8>,
) -> Result<(), KernelError> {
    fully_connected_int(input, filter, bias, params, quant, out, wrapping_sum)
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 64-bit bias.
pub fn fully_connected_i16(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i64]>,
    params: &FullyConnectedParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    fully_connected_int(input, filter, bias, params, quant, out, |sum, bias: i64| sum.wrapping_add(bias))
}

/// `i16` activations (zero point 0) with symmetric `i8` weights and a 32-bit bias: sums are 32 bits.
pub fn fully_connected_i16_bias32(
    input: TensorRef<i16>,
    filter: TensorRef<i8>,
    bias: Option<&[i32]>,
    params: &FullyConnectedParams,
    quant: &WeightedQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    require_symmetric_i16(quant)?;
    fully_connected_int(input, filter, bias, params, quant, out, wrapping_sum)
}

/// The sum with its bias in 32 bits, as the reference keeps it.
fn wrapping_sum(sum: i64, bias: i32) -> i64 {
    i64::from((sum as i32).wrapping_add(bias))
}

/// `f32` activations with symmetric `i8` weights, per tensor or per unit: each batch row is
/// quantized, the integer sum is scaled back and added to the bias.
pub fn fully_connected_hybrid(
    input: TensorRef<f32>,
    filter: TensorRef<i8>,
    filter_scales: &[f32],
    bias: Option<&[f32]>,
    params: &FullyConnectedParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    g.check(&out, bias.map(<[f32]>::len))?;
    check_channel_scales("filter scales", filter_scales, g.units)?;
    let clamp = params.activation.range_f32();
    let weights = centred(filter.data(), 0);
    let rows = out.into_data().chunks_exact_mut(g.units.max(1));
    for (x, y) in input.data().chunks_exact(g.depth).zip(rows) {
        let row =
            if params.asymmetric_quantize_inputs { quantize_asymmetric(x) } else { quantize_symmetric(x) };
        for (u, y) in y.iter_mut().enumerate() {
            let sum = dot(&row.centred, &weights[u * g.depth..][..g.depth]) as f32;
            let scale = if filter_scales.len() == 1 {
                row.scale * filter_scales[0]
            } else {
                row.scale * channel_scale(filter_scales, u)
            };
            *y = clamp.apply(bias.map_or(0.0, |b| b[u]) + sum * scale);
        }
    }
    Ok(())
}

/// The loop the integer types share; `biased(sum, bias)` is the sum in the accumulator's width.
fn fully_connected_int<I: QuantInt, W: QuantInt, B: Copy + Default>(
    input: TensorRef<I>,
    filter: TensorRef<W>,
    bias: Option<&[B]>,
    params: &FullyConnectedParams,
    quant: &WeightedQuant,
    out: TensorMut<I>,
    biased: impl Fn(i64, B) -> i64,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), filter.dims(), params)?;
    g.check(&out, bias.map(<[B]>::len))?;
    quant.input.check::<I>("input")?;
    check_scale("output scale", quant.output.scale)?;
    check_channel_scales("filter scales", quant.filter_scales, g.units)?;
    let range = params.activation.range_quantized::<I>(quant.output)?;
    let weights = centred(filter.data(), quant.filter_zero_point);
    let values = centred(input.data(), quant.input.zero_point);
    let (input_scale, output_scale) = (f64::from(quant.input.scale), f64::from(quant.output.scale));
    let y = out.into_data();
    for u in 0..g.units {
        let scale = input_scale * f64::from(channel_scale(quant.filter_scales, u)) / output_scale;
        let bias = bias.map_or(B::default(), |b| b[u]);
        let w = &weights[u * g.depth..][..g.depth];
        for b in 0..g.batch {
            let sum = biased(dot(&values[b * g.depth..][..g.depth], w), bias);
            let scaled = (sum as f64 * scale).round() as i32;
            y[b * g.units + u] = store(scaled, quant.output, range);
        }
    }
    Ok(())
}
