//! Padding, and moves between batch, depth and space.

use crate::op_macro::ops;

ops! {
    /// Moves blocks of the batch dimension into height and width, then crops.
    ///
    /// ```mlir
    /// %0 = "tf.BatchToSpace"(%input, %crops)
    ///     <{block_size = 2 : i64}>
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    BatchToSpace = "tf.BatchToSpace" {
        operands: input: tensor, crops: tensor;
        attrs: block_size: I64;
        results: output: tensor;
        traits: PURE;
    }

    /// Moves blocks of the batch dimension into the spatial ones, then crops.
    ///
    /// ```mlir
    /// %0 = "tf.BatchToSpaceND"(%input, %block_shape, %crops)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    BatchToSpaceND = "tf.BatchToSpaceND" {
        operands: input: tensor, block_shape: tensor, crops: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::batch_to_space_shape;
    }

    /// Moves blocks of the channel dimension into height and width.
    ///
    /// ```mlir
    /// %0 = "tf.DepthToSpace"(%input) <{block_size = 2 : i64}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    DepthToSpace = "tf.DepthToSpace" {
        operands: input: tensor;
        attrs: block_size: I64, data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::depth_to_space_shape;
    }

    /// Pads with a mirror image of the edge.
    ///
    /// ```mlir
    /// %0 = "tf.MirrorPad"(%input, %paddings)
    ///     <{mode = "REFLECT"}>
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    MirrorPad = "tf.MirrorPad" {
        operands: input: tensor, paddings: tensor;
        attrs: mode: Str;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::pad_shape;
    }

    /// Pads with zeros.
    ///
    /// ```mlir
    /// %0 = "tf.Pad"(%input, %paddings) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Pad = "tf.Pad" {
        operands: input: tensor, paddings: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::pad_shape;
    }

    /// Pads with a given value.
    ///
    /// ```mlir
    /// %0 = "tf.PadV2"(%input, %paddings, %constant_values)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    PadV2 = "tf.PadV2" {
        operands: input: tensor, paddings: tensor, constant_values: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::pad_shape;
    }

    /// Pads, then moves blocks of height and width into the batch.
    ///
    /// ```mlir
    /// %0 = "tf.SpaceToBatch"(%input, %paddings)
    ///     <{block_size = 2 : i64}>
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SpaceToBatch = "tf.SpaceToBatch" {
        operands: input: tensor, paddings: tensor;
        attrs: block_size: I64;
        results: output: tensor;
        traits: PURE;
    }

    /// Pads, then moves blocks of the spatial dimensions into the batch.
    ///
    /// ```mlir
    /// %0 = "tf.SpaceToBatchND"(%input, %block_shape, %paddings)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SpaceToBatchND = "tf.SpaceToBatchND" {
        operands: input: tensor, block_shape: tensor, paddings: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::space_to_batch_shape;
    }

    /// Moves blocks of height and width into the channel dimension.
    ///
    /// ```mlir
    /// %0 = "tf.SpaceToDepth"(%input) <{block_size = 2 : i64}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SpaceToDepth = "tf.SpaceToDepth" {
        operands: input: tensor;
        attrs: block_size: I64, data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::space_to_depth_shape;
    }
}
