//! Normalizations and biases.

use crate::op_macro::ops;

ops! {
    /// Batch normalization by given statistics: the oldest form.
    ///
    /// ```mlir
    /// %0 = "tf.BatchNormWithGlobalNormalization"(%t, %m, %v, %beta, %gamma)
    ///     <{scale_after_normalization = false, variance_epsilon = 1.0 : f32}>
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BatchNormWithGlobalNormalization = "tf.BatchNormWithGlobalNormalization" {
        operands: t: tensor, m: tensor, v: tensor, beta: tensor, gamma: tensor;
        attrs: variance_epsilon: F32, scale_after_normalization: Bool;
        results: result: tensor;
        traits: PURE;
    }

    /// Adds a vector along the channel dimension.
    ///
    /// ```mlir
    /// %0 = "tf.BiasAdd"(%value, %bias) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BiasAdd = "tf.BiasAdd" {
        operands: value: tensor, bias: tensor;
        attrs: data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `BiasAdd` with respect to the bias.
    ///
    /// ```mlir
    /// %0 = "tf.BiasAddGrad"(%out_backprop) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BiasAddGrad = "tf.BiasAddGrad" {
        operands: out_backprop: tensor;
        attrs: data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
    }

    /// Adds a vector along the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.BiasAddV1"(%value, %bias) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    BiasAddV1 = "tf.BiasAddV1" {
        operands: value: tensor, bias: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Batch normalization, by given statistics or by those of the batch.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4 = "tf.FusedBatchNorm"(%x, %scale, %offset, %mean, %variance)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*xf32>,
    ///     tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
    /// ```
    FusedBatchNorm = "tf.FusedBatchNorm" {
        operands: x: tensor, scale: tensor, offset: tensor, mean: tensor, variance: tensor;
        attrs: epsilon: F32 ? 9.999999747378752e-5, exponential_avg_factor: F32 ? 1.0,
               data_format: Str ? "NHWC", is_training: Bool ? true;
        results: y: tensor, batch_mean: tensor, batch_variance: tensor, reserve_space_1: tensor,
                 reserve_space_2: tensor;
        traits: PURE;
        infer: crate::shape::batch_norm_shape;
    }

    /// Batch normalization with statistics of another type than the data.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4 = "tf.FusedBatchNormV2"(%x, %scale, %offset, %mean, %variance)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*xf32>,
    ///     tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
    /// ```
    FusedBatchNormV2 = "tf.FusedBatchNormV2" {
        operands: x: tensor, scale: tensor, offset: tensor, mean: tensor, variance: tensor;
        attrs: epsilon: F32 ? 9.999999747378752e-5, exponential_avg_factor: F32 ? 1.0,
               data_format: Str ? "NHWC", is_training: Bool ? true;
        results: y: tensor, batch_mean: tensor, batch_variance: tensor, reserve_space_1: tensor,
                 reserve_space_2: tensor;
        traits: PURE;
        infer: crate::shape::batch_norm_shape;
    }

    /// Batch normalization with statistics of another type than the data, and a third reserve space.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4, %r5 = "tf.FusedBatchNormV3"(%x, %scale, %offset, %mean, %variance)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*xf32>,
    ///     tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
    /// ```
    FusedBatchNormV3 = "tf.FusedBatchNormV3" {
        operands: x: tensor, scale: tensor, offset: tensor, mean: tensor, variance: tensor;
        attrs: epsilon: F32 ? 9.999999747378752e-5, exponential_avg_factor: F32 ? 1.0,
               data_format: Str ? "NHWC", is_training: Bool ? true;
        results: y: tensor, batch_mean: tensor, batch_variance: tensor, reserve_space_1: tensor,
                 reserve_space_2: tensor, reserve_space_3: tensor;
        traits: PURE;
        infer: crate::shape::batch_norm_shape;
    }

    /// Divides each value by a power of the sum of squares of its neighbours in depth.
    ///
    /// ```mlir
    /// %0 = "tf.LRN"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    LRN = "tf.LRN" {
        operands: input: tensor;
        attrs: depth_radius: I64 ? 5, bias: F32 ? 1.0, alpha: F32 ? 1.0, beta: F32 ? 0.5;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }
}
