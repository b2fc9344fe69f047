//! Images: resizing, boxes, decoding.

use crate::op_macro::ops;

ops! {
    /// Images with their contrast scaled.
    ///
    /// ```mlir
    /// %0 = "tf.AdjustContrastv2"(%images, %contrast_factor)
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AdjustContrastv2 = "tf.AdjustContrastv2" {
        operands: images: tensor, contrast_factor: tensor[F32];
        results: output: tensor;
        traits: PURE;
    }

    /// Picks boxes of all classes of a batch that overlap no better one too much.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3 = "tf.CombinedNonMaxSuppression"(%boxes, %scores, %max_output_size_per_class,
    ///     %max_total_size, %iou_threshold, %score_threshold)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>,
    ///     tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xi32>)
    /// ```
    CombinedNonMaxSuppression = "tf.CombinedNonMaxSuppression" {
        operands: boxes: tensor[F32], scores: tensor[F32], max_output_size_per_class: tensor[I32],
                  max_total_size: tensor[I32], iou_threshold: tensor[F32], score_threshold: tensor[F32];
        attrs: pad_per_class: Bool ? false, clip_boxes: Bool ? true;
        results: nmsed_boxes: tensor[F32], nmsed_scores: tensor[F32], nmsed_classes: tensor[F32],
                 valid_detections: tensor[I32];
        traits: PURE;
    }

    /// Cuts boxes out of images and scales them to one size.
    ///
    /// ```mlir
    /// %0 = "tf.CropAndResize"(%image, %boxes, %box_ind, %crop_size)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    CropAndResize = "tf.CropAndResize" {
        operands: image: tensor, boxes: tensor[F32], box_ind: tensor[I32], crop_size: tensor[I32];
        attrs: method: Str ? "bilinear", extrapolation_value: F32 ? 0.0;
        results: crops: tensor[F32];
        traits: PURE;
    }

    /// Pixels of a JPEG file.
    ///
    /// ```mlir
    /// %0 = "tf.DecodeJpeg"(%contents) : (tensor<*x!tf_type.string>) -> tensor<*xui8>
    /// ```
    DecodeJpeg = "tf.DecodeJpeg" {
        operands: contents: tensor[STRING];
        attrs: channels: I64 ? 0, ratio: I64 ? 1, fancy_upscaling: Bool ? true,
               try_recover_truncated: Bool ? false, acceptable_fraction: F32 ? 1.0, dct_method: Str ? "";
        results: image: tensor[UI8];
        traits: PURE;
    }

    /// Pixels of a PNG file.
    ///
    /// ```mlir
    /// %0 = "tf.DecodePng"(%contents) : (tensor<*x!tf_type.string>) -> tensor<*xui8>
    /// ```
    DecodePng = "tf.DecodePng" {
        operands: contents: tensor[STRING];
        attrs: channels: I64 ? 0;
        results: image: tensor;
        traits: PURE;
    }

    /// Windows of an image, laid out along the channels.
    ///
    /// ```mlir
    /// %0 = "tf.ExtractImagePatches"(%images)
    ///     <{ksizes = [], padding = "SAME", rates = [], strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    ExtractImagePatches = "tf.ExtractImagePatches" {
        operands: images: tensor;
        attrs: ksizes: I64Array, strides: I64Array, rates: I64Array, padding: Str;
        results: patches: tensor;
        traits: PURE;
    }

    /// Converts colors from HSV to RGB.
    ///
    /// ```mlir
    /// %0 = "tf.HSVToRGB"(%images) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    HSVToRGB = "tf.HSVToRGB" {
        operands: images: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Greedily picks boxes that overlap no better one by more than a threshold.
    ///
    /// ```mlir
    /// %0 = "tf.NonMaxSuppressionV3"(%boxes, %scores, %max_output_size, %iou_threshold, %score_threshold)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xi32>
    /// ```
    NonMaxSuppressionV3 = "tf.NonMaxSuppressionV3" {
        operands: boxes: tensor, scores: tensor, max_output_size: tensor[I32], iou_threshold: tensor,
                  score_threshold: tensor;
        results: selected_indices: tensor[I32];
        traits: PURE;
    }

    /// As version 3, padded to a fixed count on request.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.NonMaxSuppressionV4"(%boxes, %scores, %max_output_size, %iou_threshold,
    ///     %score_threshold)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*xi32>,
    ///     tensor<*xi32>)
    /// ```
    NonMaxSuppressionV4 = "tf.NonMaxSuppressionV4" {
        operands: boxes: tensor, scores: tensor, max_output_size: tensor[I32], iou_threshold: tensor,
                  score_threshold: tensor;
        attrs: pad_to_max_output_size: Bool ? false;
        results: selected_indices: tensor[I32], valid_outputs: tensor[I32];
        traits: PURE;
    }

    /// As version 4, with scores lowered instead of boxes dropped when sigma is not zero.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.NonMaxSuppressionV5"(%boxes, %scores, %max_output_size, %iou_threshold,
    ///     %score_threshold, %soft_nms_sigma)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>,
    ///     tensor<*xf32>) -> (tensor<*xi32>, tensor<*xf32>, tensor<*xi32>)
    /// ```
    NonMaxSuppressionV5 = "tf.NonMaxSuppressionV5" {
        operands: boxes: tensor, scores: tensor, max_output_size: tensor[I32], iou_threshold: tensor,
                  score_threshold: tensor, soft_nms_sigma: tensor;
        attrs: pad_to_max_output_size: Bool ? false;
        results: selected_indices: tensor[I32], selected_scores: tensor, valid_outputs: tensor[I32];
        traits: PURE;
    }

    /// Converts colors from RGB to HSV.
    ///
    /// ```mlir
    /// %0 = "tf.RGBToHSV"(%images) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    RGBToHSV = "tf.RGBToHSV" {
        operands: images: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Scales images by averaging areas.
    ///
    /// ```mlir
    /// %0 = "tf.ResizeArea"(%images, %size) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResizeArea = "tf.ResizeArea" {
        operands: images: tensor, size: tensor[I32];
        attrs: align_corners: Bool ? false;
        results: resized_images: tensor[F32];
        traits: PURE;
        infer: crate::shape::resize_shape;
    }

    /// Scales images by bicubic interpolation.
    ///
    /// ```mlir
    /// %0 = "tf.ResizeBicubic"(%images, %size) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResizeBicubic = "tf.ResizeBicubic" {
        operands: images: tensor, size: tensor[I32];
        attrs: align_corners: Bool ? false, half_pixel_centers: Bool ? false;
        results: resized_images: tensor[F32];
        traits: PURE;
        infer: crate::shape::resize_shape;
    }

    /// Scales images by bilinear interpolation.
    ///
    /// ```mlir
    /// %0 = "tf.ResizeBilinear"(%images, %size) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResizeBilinear = "tf.ResizeBilinear" {
        operands: images: tensor, size: tensor[I32];
        attrs: align_corners: Bool ? false, half_pixel_centers: Bool ? false;
        results: resized_images: tensor[F32];
        traits: PURE;
        infer: crate::shape::resize_shape;
    }

    /// Scales images by taking the nearest pixel.
    ///
    /// ```mlir
    /// %0 = "tf.ResizeNearestNeighbor"(%images, %size) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ResizeNearestNeighbor = "tf.ResizeNearestNeighbor" {
        operands: images: tensor, size: tensor[I32];
        attrs: align_corners: Bool ? false, half_pixel_centers: Bool ? false;
        results: resized_images: tensor;
        traits: PURE;
        infer: crate::shape::resize_shape;
    }
}
