//! How stored integers stand for real numbers.

use bytes::Bytes;

/// `real = (stored - zero_point) * scale`, for the whole tensor, a slice of it, or a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantization {
    /// The smallest real values seen; empty if unknown.
    pub min: Vec<f32>,
    /// The largest real values seen; empty if unknown.
    pub max: Vec<f32>,
    /// One scale, one for each slice along `quantized_dimension`, or none for a tensor that is not quantized.
    pub scale: Vec<f32>,
    /// As many as there are scales.
    pub zero_point: Vec<i64>,
    /// Schemes beyond scale and zero point.
    pub details: Option<QuantizationDetails>,
    /// The dimension along which scales differ.
    pub quantized_dimension: i32,
}

/// Schemes beyond scale and zero point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantizationDetails {
    /// A scheme only its maker knows.
    Custom(Bytes),
    /// Scales for blocks along one dimension.
    Blockwise {
        /// The tensor that holds the scales.
        scales: i32,
        /// The tensor that holds the zero points; -1 or 0 for none.
        zero_points: i32,
        /// How many elements share a scale.
        block_size: i32,
        /// The extent of a block in every dimension; empty in most files.
        block_shape: Vec<i32>,
    },
    /// Scales along several dimensions.
    MultiAxis {
        /// The tensor that holds the scales.
        scales: i32,
        /// The tensor that holds the zero points.
        zero_points: i32,
        /// How many elements share a scale.
        block_size: i32,
        /// The dimensions along which scales differ.
        quantized_dimensions: Vec<i32>,
    },
}
