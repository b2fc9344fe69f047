//! `TFLite_Detection_PostProcess`: box codes and class scores of a detector to its detections.
//!
//! Codes `[1, n, 4 or more]` are centre and size relative to the anchors `[n, 4]` (`y, x, h, w`); scores
//! `[1, n, classes or classes + 1]` may have a background class in front. Results are padded with zeros.

use crate::error::KernelError;
use crate::tensor::{TensorRef, expect_dims, expect_len};

/// Attributes of the operator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectionParams {
    /// Detections at most.
    pub max_detections: i64,
    /// Classes that one detection reports, best first (not with `use_regular_nms`).
    pub max_classes_per_detection: i64,
    /// Detections of one class at most (with `use_regular_nms`).
    pub detections_per_class: i64,
    /// Whether boxes are suppressed class by class, and not by their best class.
    pub use_regular_nms: bool,
    /// Lowest score of a detection.
    pub score_threshold: f32,
    /// Overlap above which the worse box is dropped.
    pub iou_threshold: f32,
    /// Classes without the background.
    pub num_classes: i64,
    /// Divisors of the codes: `y, x, h, w`.
    pub scales: [f32; 4],
}

/// The results, each as long as its shape says.
#[derive(Debug, Clone, PartialEq)]
pub struct Detections {
    /// `[1, slots, 4]`: `ymin, xmin, ymax, xmax`.
    pub boxes: Vec<f32>,
    /// `[1, slots]`: class numbers without the background.
    pub classes: Vec<f32>,
    /// `[1, slots]`.
    pub scores: Vec<f32>,
    /// `[1]`: how many boxes were found.
    pub count: f32,
}

/// A detector's outputs whose shapes have been checked against each other.
struct Scene<'a> {
    boxes: Vec<[f32; 4]>,
    scores: &'a [f32],
    /// Scores of a box.
    columns: usize,
    /// The column of the first class.
    first_class: usize,
    classes: usize,
    max_detections: usize,
    params: &'a DetectionParams,
}

/// Number of slots of the results. Refuses counts below 1 and more than 2^20 slots.
pub fn detection_slots(params: &DetectionParams) -> Result<usize, KernelError> {
    let detections = positive("max_detections", params.max_detections)?;
    let per_detection = positive("max_classes_per_detection", params.max_classes_per_detection)?;
    let slots = if params.use_regular_nms { detections } else { detections.saturating_mul(per_detection) };
    if slots > 1 << 20 {
        let found = i64::try_from(slots).unwrap_or(i64::MAX);
        return Err(KernelError::Parameter { what: "number of detections", found, expected: "at most 2^20" });
    }
    Ok(slots)
}

fn positive(what: &'static str, value: i64) -> Result<usize, KernelError> {
    let found = usize::try_from(value).ok().filter(|&v| v > 0);
    found.ok_or(KernelError::Parameter { what, found: value, expected: "at least 1" })
}

/// The detections. Refuses shapes that do not fit each other and a threshold outside 0..1.
pub fn detection_post_process(
    codes: TensorRef<f32>,
    scores: TensorRef<f32>,
    anchors: TensorRef<f32>,
    params: &DetectionParams,
) -> Result<Detections, KernelError> {
    let slots = detection_slots(params)?;
    let scene = Scene::new(codes, scores, anchors, params)?;
    let found = if params.use_regular_nms { scene.class_by_class()? } else { scene.by_best_class(slots)? };
    let mut result = Detections {
        boxes: vec![0.0; slots * 4],
        classes: vec![0.0; slots],
        scores: vec![0.0; slots],
        count: found.count as f32,
    };
    for (slot, (row, class)) in found.slots.into_iter().take(slots).enumerate() {
        result.boxes[slot * 4..][..4].copy_from_slice(&scene.boxes[row]);
        result.classes[slot] = class as f32;
        result.scores[slot] = scene.score(row, class);
    }
    Ok(result)
}

/// What was found: a box and a class a slot.
struct Found {
    slots: Vec<(usize, usize)>,
    count: usize,
}

impl<'a> Scene<'a> {
    fn new(
        codes: TensorRef<f32>,
        scores: TensorRef<'a, f32>,
        anchors: TensorRef<f32>,
        params: &'a DetectionParams,
    ) -> Result<Self, KernelError> {
        let &[1, n, width] = codes.dims() else {
            return Err(KernelError::Rank { what: "box codes", found: codes.rank(), expected: "3, batch 1" });
        };
        if width < 4 {
            let expected = vec![1, n, 4];
            return Err(KernelError::Shape { what: "box codes", found: codes.dims().to_vec(), expected });
        }
        expect_dims("anchors", anchors.dims(), &[n, 4])?;
        let &[1, rows, columns] = scores.dims() else {
            return Err(KernelError::Rank { what: "scores", found: scores.rank(), expected: "3, batch 1" });
        };
        expect_len("scores", rows, n)?;
        let classes = positive("num_classes", params.num_classes)?;
        let first_class = columns.checked_sub(classes).filter(|&background| background <= 1);
        let first_class = first_class.ok_or_else(|| KernelError::Shape {
            what: "scores",
            found: scores.dims().to_vec(),
            expected: vec![1, n, classes],
        })?;
        if !(0.0..=1.0).contains(&params.iou_threshold) {
            return Err(KernelError::real("nms_iou_threshold", f64::from(params.iou_threshold), "0 to 1"));
        }
        let codes = codes.data().chunks_exact(width);
        let boxes = codes
            .zip(anchors.data().chunks_exact(4))
            .map(|(code, anchor)| decode(code, anchor, params.scales))
            .collect();
        let max_detections = positive("max_detections", params.max_detections)?;
        Ok(Scene { boxes, scores: scores.data(), columns, first_class, classes, max_detections, params })
    }

    fn score(&self, row: usize, class: usize) -> f32 {
        self.scores[row * self.columns + self.first_class + class]
    }

    /// Boxes are suppressed by their best class; each reports its best classes.
    fn by_best_class(&self, slots: usize) -> Result<Found, KernelError> {
        let per_detection = slots / self.max_detections.max(1);
        let reported = per_detection.min(self.classes);
        let best: Vec<Vec<usize>> = (0..self.boxes.len())
            .map(|row| {
                let mut classes: Vec<usize> = (0..self.classes).collect();
                classes.sort_by(|&a, &b| self.score(row, b).total_cmp(&self.score(row, a)));
                classes.truncate(reported);
                classes
            })
            .collect();
        let top: Vec<f32> =
            best.iter().enumerate().map(|(row, classes)| self.score(row, classes[0])).collect();
        let selected = self.suppress(&top, self.max_detections);
        let count = selected.len();
        let slots = selected.into_iter().flat_map(|row| best[row].iter().map(move |&class| (row, class)));
        Ok(Found { slots: slots.collect(), count })
    }

    /// Boxes are suppressed within each class; the best of all classes remain.
    fn class_by_class(&self) -> Result<Found, KernelError> {
        let per_class = positive("detections_per_class", self.params.detections_per_class)?;
        let mut slots: Vec<(usize, usize)> = Vec::new();
        for class in 0..self.classes {
            let scores: Vec<f32> = (0..self.boxes.len()).map(|row| self.score(row, class)).collect();
            slots.extend(self.suppress(&scores, per_class).into_iter().map(|row| (row, class)));
            slots.sort_by(|&a, &b| self.score(b.0, b.1).total_cmp(&self.score(a.0, a.1)));
            slots.truncate(self.max_detections);
        }
        let count = slots.len();
        Ok(Found { slots, count })
    }

    /// Greedily picks at most `limit` boxes, best first, that overlap no better one too much.
    fn suppress(&self, scores: &[f32], limit: usize) -> Vec<usize> {
        let kept = |&row: &usize| scores[row] >= self.params.score_threshold;
        let mut order: Vec<usize> = (0..scores.len()).filter(kept).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        let mut selected: Vec<usize> = Vec::new();
        for row in order {
            if selected.len() >= limit {
                break;
            }
            let drops =
                |&better: &usize| overlap(self.boxes[better], self.boxes[row]) > self.params.iou_threshold;
            if !selected.iter().any(drops) {
                selected.push(row);
            }
        }
        selected
    }
}

/// Corners of a box from its code and anchor, in double precision.
fn decode(code: &[f32], anchor: &[f32], scales: [f32; 4]) -> [f32; 4] {
    let real = |i: usize| f64::from(code[i]) / f64::from(scales[i]);
    let (h, w) = (f64::from(anchor[2]), f64::from(anchor[3]));
    let y = (real(0) * h + f64::from(anchor[0])) as f32;
    let x = (real(1) * w + f64::from(anchor[1])) as f32;
    let half_h = (0.5 * real(2).exp() * h) as f32;
    let half_w = (0.5 * real(3).exp() * w) as f32;
    [y - half_h, x - half_w, y + half_h, x + half_w]
}

/// Shared area by united area; 0 where a box is empty.
fn overlap(a: [f32; 4], b: [f32; 4]) -> f32 {
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

    const PARAMS: DetectionParams = DetectionParams {
        max_detections: 3,
        max_classes_per_detection: 1,
        detections_per_class: 2,
        use_regular_nms: false,
        score_threshold: 0.2,
        iou_threshold: 0.5,
        num_classes: 2,
        scales: [1.0, 1.0, 1.0, 1.0],
    };

    /// Three boxes of size 2: the first two nearly the same, the third elsewhere.
    const ANCHORS: [f32; 12] = [0.0, 0.0, 2.0, 2.0, 0.1, 0.0, 2.0, 2.0, 9.0, 9.0, 2.0, 2.0];
    /// With a background in front.
    const SCORES: [f32; 9] = [0.0, 0.6, 0.3, 0.0, 0.1, 0.9, 0.0, 0.5, 0.1];

    fn run(params: &DetectionParams) -> Result<Detections, KernelError> {
        let codes = [0f32; 12];
        detection_post_process(
            TensorRef::new(&[1, 3, 4], &codes).unwrap(),
            TensorRef::new(&[1, 3, 3], &SCORES).unwrap(),
            TensorRef::new(&[3, 4], &ANCHORS).unwrap(),
            params,
        )
    }

    #[test]
    fn boxes_are_suppressed_by_their_best_class() {
        let got = run(&PARAMS).unwrap();
        assert_eq!(
            (got.count, &got.classes[..], &got.scores[..]),
            (2.0, &[1.0, 0.0, 0.0][..], &[0.9, 0.5, 0.0][..])
        );
        assert_eq!(got.boxes[4..8], [8.0, 8.0, 10.0, 10.0]);
        assert_eq!(got.boxes[8..], [0.0; 4]);
    }

    #[test]
    fn boxes_are_suppressed_class_by_class() {
        let got = run(&DetectionParams { use_regular_nms: true, ..PARAMS }).unwrap();
        assert_eq!((got.count, &got.classes[..]), (3.0, &[1.0, 0.0, 0.0][..]));
        assert_eq!(got.scores, [0.9, 0.6, 0.5]);
    }

    #[test]
    fn bad_attributes_are_refused() {
        for bad in [
            DetectionParams { max_detections: 0, ..PARAMS },
            DetectionParams { max_detections: i64::MAX, max_classes_per_detection: i64::MAX, ..PARAMS },
            DetectionParams { num_classes: 5, ..PARAMS },
            DetectionParams { num_classes: -1, ..PARAMS },
            DetectionParams { iou_threshold: f32::NAN, ..PARAMS },
            DetectionParams { use_regular_nms: true, detections_per_class: 0, ..PARAMS },
        ] {
            assert!(run(&bad).is_err(), "{bad:?}");
        }
        // Zero scales give infinite boxes, which overlap nothing.
        assert!(run(&DetectionParams { scales: [0.0; 4], ..PARAMS }).is_ok());
    }
}
