//! Requantization multipliers of products of activations and weights.
//!
//! The reference computes `scale_x * scale_w / scale_out` in double precision when it goes channel by
//! channel, but rounds the product to single precision first when one multiplier serves the tensor.
//! The last bit of the mantissa depends on it, and so do results.

use crate::conv_quantized::WeightedQuant;
use crate::error::KernelError;
use crate::quant::{channel_scale, check_channel_scales, check_scale};
use crate::requantize::Multiplier;

/// One multiplier per output channel, from double-precision products.
pub(crate) fn channel_multipliers(
    quant: &WeightedQuant,
    channels: usize,
) -> Result<Vec<Multiplier>, KernelError> {
    check_scale("input scale", quant.input.scale)?;
    check_scale("output scale", quant.output.scale)?;
    check_channel_scales("filter scales", quant.filter_scales, channels)?;
    let (input, output) = (f64::from(quant.input.scale), f64::from(quant.output.scale));
    (0..channels)
        .map(|c| Multiplier::from_real(input * f64::from(channel_scale(quant.filter_scales, c)) / output))
        .collect()
}

/// One multiplier for the tensor, from a single-precision product.
pub(crate) fn tensor_multiplier(quant: &WeightedQuant) -> Result<Multiplier, KernelError> {
    check_scale("input scale", quant.input.scale)?;
    check_scale("output scale", quant.output.scale)?;
    check_channel_scales("filter scales", quant.filter_scales, 1)?;
    let product = quant.input.scale * channel_scale(quant.filter_scales, 0);
    Multiplier::from_real(f64::from(product) / f64::from(quant.output.scale))
}
