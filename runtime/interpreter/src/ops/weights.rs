//! Quantization around weights.

use tfl_kernels::QuantParams;
use tfl_kernels::conv_quantized::WeightedQuant;

use crate::error::OpError;
use crate::op_view::{OpView, scales_of};

/// Quantization of activations, weights and result, owned by the plan.
pub(super) struct Weights {
    input: QuantParams,
    filter_scales: Vec<f32>,
    filter_zero_point: i32,
    output: QuantParams,
}

impl Weights {
    /// Of an op with activations in operand `input`, weights in operand `filter`, and result 0.
    pub(super) fn of(op: &OpView<'_>, input: usize, filter: usize) -> Result<Weights, OpError> {
        Ok(Weights {
            input: op.quant(input)?,
            filter_scales: filter_scales(op, filter)?,
            filter_zero_point: filter_zero_point(op, filter)?,
            output: op.result_quant(0)?,
        })
    }

    /// What kernels take.
    pub(super) fn view(&self) -> WeightedQuant<'_> {
        WeightedQuant {
            input: self.input,
            filter_scales: &self.filter_scales,
            filter_zero_point: self.filter_zero_point,
            output: self.output,
        }
    }
}

/// The scales of the weights in operand `filter`: one, or one per output channel.
pub(super) fn filter_scales(op: &OpView<'_>, filter: usize) -> Result<Vec<f32>, OpError> {
    scales_of(op.operand(filter)?)
        .ok_or_else(|| OpError::new("the weights need one scale, or one per output channel"))
}

/// Weights have one zero point: of all channels the same.
fn filter_zero_point(op: &OpView<'_>, filter: usize) -> Result<i32, OpError> {
    let zero_points = op.operand(filter)?.uniform_quant().map(|q| &q.scales.zero_points);
    let zero_points: &[i64] = zero_points.map_or(&[], |z| z);
    let first = zero_points.first().copied().unwrap_or(0);
    if zero_points.iter().any(|&z| z != first) {
        return Err(OpError::new("the zero points of the weights differ from channel to channel"));
    }
    i32::try_from(first).map_err(|_| OpError::new("the zero point of the weights is out of range"))
}
