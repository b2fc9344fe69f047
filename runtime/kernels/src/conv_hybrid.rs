//! 2-D convolution of `f32` activations with `i8` weights (dynamic-range models).
//!
//! Each batch entry is quantized to `i8`, the integer sums are scaled back to `f32`, then bias and
//! activation follow. Shapes are those of [`crate::conv`].

use crate::conv::{Conv2DGeometry, Conv2DParams};
use crate::dot::{centred, dot};
use crate::error::KernelError;
use crate::hybrid::{quantize_asymmetric, quantize_symmetric};
use crate::quant::{channel_scale, check_channel_scales};
use crate::tensor::{TensorMut, TensorRef, expect_len};

/// `f32` convolution with symmetric `i8` weights, `filter_scales` per tensor (activations are then
/// quantized symmetrically) or per output channel (asymmetrically), as the reference does it.
pub fn conv_2d_hybrid(
    input: TensorRef<f32>,
    filter: TensorRef<i8>,
    filter_scales: &[f32],
    bias: Option<&[f32]>,
    params: &Conv2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Conv2DGeometry::new(input.dims(), filter.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    check_channel_scales("filter scales", filter_scales, g.out_c)?;
    if let Some(bias) = bias {
        expect_len("bias", bias.len(), g.out_c)?;
    }
    if out.dims().contains(&0) {
        return Ok(());
    }
    let clamp = params.activation.range_f32();
    let per_channel = filter_scales.len() > 1;
    let weights = centred(filter.data(), 0);
    let (taps, image) = (g.taps(), g.image(input.dims()));
    let mut window = vec![0i16; taps];
    let mut pixels = out.into_data().chunks_exact_mut(g.out_c.max(1));
    for b in 0..g.batch {
        let image = &input.data()[b * image..][..image];
        let row = if per_channel { quantize_asymmetric(image) } else { quantize_symmetric(image) };
        for oy in 0..g.rows.output {
            for ox in 0..g.cols.output {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                for group in 0..g.groups {
                    window.fill(0);
                    g.for_each_tap(oy, ox, |tap, offset| {
                        let values = &row.centred[offset + group * g.group_in..][..g.group_in];
                        window[tap * g.group_in..][..g.group_in].copy_from_slice(values);
                    });
                    for c in group * g.group_out..(group + 1) * g.group_out {
                        let sum = dot(&window, &weights[c * taps..][..taps]) as f32;
                        // The order of the two products is part of the result.
                        let real = if per_channel {
                            sum * channel_scale(filter_scales, c) * row.scale
                        } else {
                            sum * (row.scale * channel_scale(filter_scales, c))
                        };
                        pixel[c] = clamp.apply(real + bias.map_or(0.0, |b| b[c]));
                    }
                }
            }
        }
    }
    Ok(())
}
