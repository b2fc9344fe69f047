//! Choice of boxes.

use crate::op_macro::ops;
use crate::require::dim_is;

ops! {
    /// Greedily picks boxes that overlap no better one by more than a threshold.
    ///
    /// TFLite NON_MAX_SUPPRESSION_V4.
    ///
    /// ```mlir
    /// %selected_indices, %valid_outputs = "tfl.non_max_suppression_v4"(%boxes, %scores, %max_output_size,
    ///     %iou_threshold, %score_threshold)
    ///     : (tensor<6x4xf32>, tensor<6xf32>, tensor<i32>, tensor<f32>, tensor<f32>) -> (tensor<3xi32>,
    ///     tensor<i32>)
    /// ```
    NonMaxSuppressionV4 = "tfl.non_max_suppression_v4" => NON_MAX_SUPPRESSION_V4(120) {
        operands: boxes: tensor[F32], scores: tensor[F32], max_output_size: tensor[I32],
                  iou_threshold: tensor[F32], score_threshold: tensor[F32];
        results: selected_indices: tensor[I32], valid_outputs: tensor[I32];
        traits: PURE;
        requires: Rank(0, 2), Rank(1, 1), Rank(2, 0), Rank(3, 0), Rank(4, 0),
                  That("boxes should have dim[1] == 4", |b, o| dim_is(b, o, 0, 1, 4));
        since: "2.1.0";
    }

    /// As version 4, with scores lowered instead of boxes dropped when sigma is not zero.
    ///
    /// TFLite NON_MAX_SUPPRESSION_V5.
    ///
    /// ```mlir
    /// %selected_indices, %selected_scores, %valid_outputs = "tfl.non_max_suppression_v5"(%boxes, %scores,
    ///     %max_output_size, %iou_threshold, %score_threshold, %soft_nms_sigma)
    ///     : (tensor<6x4xf32>, tensor<6xf32>, tensor<i32>, tensor<f32>, tensor<f32>,
    ///     tensor<f32>) -> (tensor<3xi32>, tensor<3xf32>, tensor<i32>)
    /// ```
    NonMaxSuppressionV5 = "tfl.non_max_suppression_v5" => NON_MAX_SUPPRESSION_V5(121) {
        operands: boxes: tensor[F32], scores: tensor[F32], max_output_size: tensor[I32],
                  iou_threshold: tensor[F32], score_threshold: tensor[F32], soft_nms_sigma: tensor[F32];
        results: selected_indices: tensor[I32], selected_scores: tensor[F32], valid_outputs: tensor[I32];
        traits: PURE;
        requires: Rank(0, 2), Rank(1, 1), Rank(2, 0), Rank(3, 0), Rank(4, 0), Rank(5, 0),
                  That("boxes should have dim[1] == 4", |b, o| dim_is(b, o, 0, 1, 4));
        since: "2.1.0";
    }
}
