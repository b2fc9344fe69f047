//! Quantized types as quantization parameters.

use bytes::Bytes;
use tfl_ir::types::{QuantScales, UniformQuant};

use crate::model::{Quantization, QuantizationDetails, Tensor, TensorType};

/// Parameters in a tensor, and tensors that hold parameters.
pub(super) struct Parameters {
    pub(super) quantization: Quantization,
    /// Scales of blocks, if there are any, and zero points, if not all are zero.
    pub(super) blocks: Option<(Block, Option<Block>)>,
}

/// A tensor of parameters: its type and content.
pub(super) struct Block {
    pub(super) tensor: Tensor,
    pub(super) content: Bytes,
}

/// The parameters of `quant`.
///
/// # Errors
/// Why the format cannot hold them.
pub(super) fn parameters(quant: &UniformQuant) -> Result<Parameters, String> {
    let scales = &quant.scales;
    if scales.sub_channel {
        return blockwise(scales);
    }
    let quantized_dimension = match scales.axis() {
        Some(axis) => {
            i32::try_from(axis).map_err(|_| format!("quantized dimension {axis} is out of range"))?
        }
        None => 0,
    };
    let quantization = Quantization {
        // The format has single precision; scales of models come from there.
        scale: scales.scales().map(|scale| scale as f32).collect(),
        zero_point: scales.zero_points.to_vec(),
        quantized_dimension,
        ..Quantization::default()
    };
    Ok(Parameters { quantization, blocks: None })
}

fn blockwise(scales: &QuantScales) -> Result<Parameters, String> {
    let (&[(0, 1), (1, block)], &[rows, blocks]) = (&*scales.axes, &*scales.shape) else {
        return Err("blocks of scales can only run along the second dimension of a matrix".into());
    };
    let (Ok(block_size), Ok(rows), Ok(blocks)) =
        (i32::try_from(block), i32::try_from(rows), i32::try_from(blocks))
    else {
        return Err("blocks of scales are too large".into());
    };
    let parameter = |element_type, content| Block {
        tensor: Tensor { shape: vec![rows, blocks], element_type, has_rank: true, ..Tensor::default() },
        content,
    };
    let halves = scales.scales().flat_map(|scale| half::f16::from_f64(scale).to_le_bytes()).collect();
    let zeros = if scales.zero_points.iter().all(|&zero| zero == 0) {
        None
    } else {
        let zeros: Result<Vec<i32>, _> = scales.zero_points.iter().map(|&zero| i32::try_from(zero)).collect();
        let zeros = zeros.map_err(|_| "zero points of blocks need 32 bits")?;
        Some(parameter(TensorType::Int32, zeros.iter().flat_map(|zero| zero.to_le_bytes()).collect()))
    };
    // The tensors get their indices once they are in the subgraph.
    let details =
        QuantizationDetails::Blockwise { scales: -1, zero_points: -1, block_size, block_shape: Vec::new() };
    Ok(Parameters {
        quantization: Quantization { details: Some(details), ..Quantization::default() },
        blocks: Some((parameter(TensorType::Float16, halves), zeros)),
    })
}
