//! Choosing boxes.

use tfl_kernels::non_max_suppression::{NonMaxSuppressionParams, Selection, non_max_suppression};

use super::select::scalar;
use super::{OpRow, pure};
use crate::Tensor;
use crate::call::{Call, many};
use crate::error::OpError;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.non_max_suppression_v4", |_| {
        many(|call| {
            let (selection, max) = select(call, 0.0)?;
            Ok(vec![indices(call, &selection, max)?, count(&selection)])
        })
    }),
    pure("tfl.non_max_suppression_v5", |_| {
        many(|call| {
            let (selection, max) = select(call, scalar::<f32>(call, 5)?)?;
            let mut scores = call.buffer::<f32>(&[max])?;
            scores.iter_mut().zip(&selection.scores).for_each(|(to, &score)| *to = score);
            let scores = Tensor::new(&[max], scores).map_err(|e| OpError::new(e.to_string()))?;
            Ok(vec![indices(call, &selection, max)?, scores, count(&selection)])
        })
    }),
];

/// The selection, and how many boxes the result has room for.
fn select(call: &Call<'_>, soft_nms_sigma: f32) -> Result<(Selection, usize), OpError> {
    let max_output = call.int(2)?;
    let params = NonMaxSuppressionParams {
        max_output,
        iou_threshold: scalar::<f32>(call, 3)?,
        score_threshold: scalar::<f32>(call, 4)?,
        soft_nms_sigma,
    };
    let selection = non_max_suppression(call.input(0)?, call.slice(1)?, &params)?;
    let max = usize::try_from(max_output)
        .map_err(|_| OpError::new(format!("the number of boxes is {max_output}, expected at least 0")))?;
    Ok((selection, max))
}

/// Positions of the selected boxes, then zeros.
fn indices(call: &Call<'_>, selection: &Selection, max: usize) -> Result<Tensor, OpError> {
    let mut indices = call.buffer::<i32>(&[max])?;
    for (to, &index) in indices.iter_mut().zip(&selection.indices) {
        *to = i32::try_from(index).map_err(|_| OpError::new("there are more than 2^31 boxes"))?;
    }
    Tensor::new(&[max], indices).map_err(|e| OpError::new(e.to_string()))
}

/// Number of selected boxes; there are at most as many as an `i32` counts.
fn count(selection: &Selection) -> Tensor {
    Tensor::scalar(i32::try_from(selection.indices.len()).unwrap_or(i32::MAX))
}
