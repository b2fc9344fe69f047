//! `non_max_suppression_v4` and `_v5`: boxes by descending score, without those that overlap better ones.

use crate::error::KernelError;
use crate::strided::dimension;
use crate::tensor::{TensorRef, expect_len};

/// Attributes, which the format passes as scalar operands.
#[derive(Debug, Clone, Copy)]
pub struct NonMaxSuppressionParams {
    /// Boxes to select at most.
    pub max_output: i64,
    /// Overlap (intersection over union) from which on a box is suppressed.
    pub iou_threshold: f32,
    /// Boxes need a higher score.
    pub score_threshold: f32,
    /// Width of the Gaussian that lowers scores of overlapping boxes; 0 for none (`_v4`).
    pub soft_nms_sigma: f32,
}

/// The selected boxes in the order of their (lowered) scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Positions in the list of boxes.
    pub indices: Vec<usize>,
    /// Scores, lowered by overlaps.
    pub scores: Vec<f32>,
}

/// A box still to be decided.
struct Candidate {
    index: usize,
    score: f32,
    /// Selected boxes that have had their effect on the score.
    seen: usize,
}

/// Selects from `boxes` `[n, 4]` (`y1, x1, y2, x2`, any two opposite corners) by `scores` `[n]`; of equal
/// scores the earlier box comes first. The operator's outputs are the selection padded with zeros to
/// `max_output`, and its length.
///
/// Refuses other shapes, a negative `max_output`, and an `iou_threshold` outside 0..1.
pub fn non_max_suppression(
    boxes: TensorRef<f32>,
    scores: &[f32],
    params: &NonMaxSuppressionParams,
) -> Result<Selection, KernelError> {
    let &[n, 4] = boxes.dims() else {
        let expected = vec![scores.len(), 4];
        return Err(KernelError::Shape { what: "boxes", found: boxes.dims().to_vec(), expected });
    };
    expect_len("scores", scores.len(), n)?;
    let limit = dimension("max_output_size", params.max_output)?;
    if !(0.0..=1.0).contains(&params.iou_threshold) {
        return Err(KernelError::real("iou_threshold", f64::from(params.iou_threshold), "0 to 1"));
    }
    if params.soft_nms_sigma < 0.0 || params.soft_nms_sigma.is_nan() {
        return Err(KernelError::real("soft_nms_sigma", f64::from(params.soft_nms_sigma), "at least 0"));
    }
    let soft = params.soft_nms_sigma > 0.0;
    let scale = if soft { -0.5 / params.soft_nms_sigma } else { 0.0 };
    let rows: Vec<&[f32]> = boxes.data().chunks_exact(4).collect();
    let mut waiting: Vec<Candidate> = scores
        .iter()
        .enumerate()
        .filter(|&(_, &score)| score > params.score_threshold)
        .map(|(index, &score)| Candidate { index, score, seen: 0 })
        .collect();
    // Worst first, so that the best is popped; scores above a threshold are no NaN.
    let better = |a: &Candidate, b: &Candidate| a.score.total_cmp(&b.score).then(b.index.cmp(&a.index));
    waiting.sort_by(better);
    let mut selection = Selection { indices: Vec::new(), scores: Vec::new() };
    while selection.indices.len() < limit {
        let Some(mut next) = waiting.pop() else { break };
        let before = next.score;
        for &chosen in selection.indices[next.seen..].iter().rev() {
            let overlap = intersection_over_union(rows[next.index], rows[chosen]);
            if soft {
                next.score *= (scale * overlap * overlap).exp();
            }
            // A soft suppression still drops what overlaps too much.
            if overlap >= params.iou_threshold {
                next.score = 0.0;
                break;
            }
            if next.score <= params.score_threshold {
                break;
            }
        }
        next.seen = selection.indices.len();
        if next.score == before {
            selection.indices.push(next.index);
            selection.scores.push(next.score);
        } else if next.score > params.score_threshold {
            let at = waiting.partition_point(|c| better(c, &next).is_lt());
            waiting.insert(at, next);
        }
    }
    Ok(selection)
}

/// Shared area by united area; 0 where a box is empty.
fn intersection_over_union(a: &[f32], b: &[f32]) -> f32 {
    let corners = |r: &[f32]| [r[0].min(r[2]), r[1].min(r[3]), r[0].max(r[2]), r[1].max(r[3])];
    let (a, b) = (corners(a), corners(b));
    let area = |r: [f32; 4]| (r[2] - r[0]) * (r[3] - r[1]);
    if area(a) <= 0.0 || area(b) <= 0.0 {
        return 0.0;
    }
    let height = (a[2].min(b[2]) - a[0].max(b[0])).max(0.0);
    let width = (a[3].min(b[3]) - a[1].max(b[1])).max(0.0);
    let shared = height * width;
    shared / (area(a) + area(b) - shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOXES: [f32; 24] = [
        0.0, 0.0, 1.0, 1.0, // 0
        0.0, 0.1, 1.0, 1.1, // 1: overlaps 0 by 0.82
        1.0, 1.0, 0.0, 0.0, // 2: the box 0 from its other corner
        0.0, 10.0, 1.0, 11.0, // 3
        0.0, 10.1, 1.0, 11.1, // 4: overlaps 3
        0.0, 100.0, 1.0, 101.0, // 5
    ];
    const SCORES: [f32; 6] = [0.9, 0.75, 0.6, 0.95, 0.5, 0.3];
    const P: NonMaxSuppressionParams = NonMaxSuppressionParams {
        max_output: 6,
        iou_threshold: 0.5,
        score_threshold: 0.0,
        soft_nms_sigma: 0.0,
    };

    fn run(params: NonMaxSuppressionParams) -> Result<Selection, KernelError> {
        non_max_suppression(TensorRef::new(&[6, 4], &BOXES).unwrap(), &SCORES, &params)
    }

    #[test]
    fn overlapping_boxes_are_dropped() {
        assert_eq!(run(P).map(|s| s.indices), Ok(vec![3, 0, 5]));
        assert_eq!(run(NonMaxSuppressionParams { max_output: 2, ..P }).map(|s| s.indices), Ok(vec![3, 0]));
        let high = NonMaxSuppressionParams { score_threshold: 0.4, ..P };
        assert_eq!(run(high).map(|s| s.indices), Ok(vec![3, 0]));
    }

    #[test]
    fn soft_suppression_lowers_scores() {
        let soft = NonMaxSuppressionParams { iou_threshold: 1.0, soft_nms_sigma: 0.5, ..P };
        let got = run(soft).unwrap();
        assert_eq!(got.indices, [3, 0, 1, 5, 4]);
        let lowered = 0.75 * (-(0.9f32 / 1.1).powi(2)).exp();
        assert!((got.scores[2] - lowered).abs() < 1e-5, "{:?}", got.scores);
    }

    #[test]
    fn bad_operands_are_refused() {
        for bad in [
            NonMaxSuppressionParams { max_output: -1, ..P },
            NonMaxSuppressionParams { iou_threshold: f32::NAN, ..P },
            NonMaxSuppressionParams { soft_nms_sigma: -1.0, ..P },
        ] {
            assert!(run(bad).is_err());
        }
        let t = TensorRef::new(&[4, 6], &BOXES).unwrap();
        assert!(non_max_suppression(t, &SCORES, &P).is_err());
        let t = TensorRef::new(&[6, 4], &BOXES).unwrap();
        assert!(non_max_suppression(t, &SCORES[..5], &P).is_err());
    }
}
