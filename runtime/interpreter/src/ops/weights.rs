//! Quantization around weights.

use tfl_kernels::QuantParams;
use tfl_kernels::conv_quantized::WeightedQuant;

use crate::Tensor;
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

/// Weights in operand `filter` with a scale for each block, as real numbers. They must be constant,
/// because they are expanded when the plan is made.
pub(super) fn dequantized_blocks(op: &OpView<'_>, filter: usize) -> Result<Tensor, OpError> {
    let wrong = |what: &str| OpError::new(format!("the block-wise quantized weights {what}"));
    let quant = op.operand(filter)?.uniform_quant().ok_or_else(|| wrong("have no scales"))?;
    let weights = op.constant(filter).ok_or_else(|| wrong("are not constant"))?;
    let stored = weights.as_slice::<i8>().ok_or_else(|| wrong("are not stored in at most 8 bits"))?;
    let (dims, scales) = (weights.shape(), &quant.scales);
    let values: Vec<f32> = scales.scales().map(|s| s as f32).collect();
    // The stride of each axis in the grid of scales, and the size of a block along it.
    let mut steps = vec![(0usize, 1usize); dims.len()];
    let mut stride = 1usize;
    for (&(axis, block), &count) in scales.axes.iter().zip(&*scales.shape).rev() {
        let (axis, block, count) = (axis as usize, block as usize, count as usize);
        let dim = dims.get(axis).filter(|&&dim| block > 0 && Some(dim) == block.checked_mul(count));
        dim.ok_or_else(|| wrong("have blocks that do not fill their dimensions"))?;
        steps[axis] = (stride, block);
        stride = stride.checked_mul(count).ok_or_else(|| wrong("have too many blocks"))?;
    }
    if values.len() != stride || scales.zero_points.len() != stride {
        return Err(wrong("need one scale and zero point for each block"));
    }
    let mut real = Vec::new();
    real.try_reserve_exact(stored.len()).map_err(|_| wrong("do not fit in memory as real numbers"))?;
    let mut at = vec![0usize; dims.len()];
    for &value in stored {
        let block: usize = at.iter().zip(&steps).map(|(&i, &(stride, size))| i / size * stride).sum();
        let zero_point = scales.zero_points[block] as i32;
        real.push((i32::from(value).wrapping_sub(zero_point)) as f32 * values[block]);
        for (i, &dim) in at.iter_mut().zip(dims).rev() {
            *i += 1;
            if *i < dim {
                break;
            }
            *i = 0;
        }
    }
    Tensor::new(dims, real).map_err(|e| OpError::new(e.to_string()))
}
