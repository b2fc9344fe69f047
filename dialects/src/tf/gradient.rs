//! Gradients and losses, from training graphs.

use crate::op_macro::ops;

ops! {
    /// Gradient of `Relu`.
    ///
    /// ```mlir
    /// %0 = "tf.ReluGrad"(%gradients, %features) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    ReluGrad = "tf.ReluGrad" {
        operands: gradients: tensor, features: tensor;
        results: backprops: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Relu6`.
    ///
    /// ```mlir
    /// %0 = "tf.Relu6Grad"(%gradients, %features) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Relu6Grad = "tf.Relu6Grad" {
        operands: gradients: tensor, features: tensor;
        results: backprops: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Rsqrt`.
    ///
    /// ```mlir
    /// %0 = "tf.RsqrtGrad"(%y, %dy) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    RsqrtGrad = "tf.RsqrtGrad" {
        operands: y: tensor, dy: tensor;
        results: z: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Selu`.
    ///
    /// ```mlir
    /// %0 = "tf.SeluGrad"(%gradients, %outputs) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SeluGrad = "tf.SeluGrad" {
        operands: gradients: tensor, outputs: tensor;
        results: backprops: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Sigmoid`.
    ///
    /// ```mlir
    /// %0 = "tf.SigmoidGrad"(%y, %dy) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SigmoidGrad = "tf.SigmoidGrad" {
        operands: y: tensor, dy: tensor;
        results: z: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Cross entropy of class probabilities and its gradient.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.SoftmaxCrossEntropyWithLogits"(%features, %labels)
    ///     : (tensor<*xf32>, tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    SoftmaxCrossEntropyWithLogits = "tf.SoftmaxCrossEntropyWithLogits" {
        operands: features: tensor, labels: tensor;
        results: loss: tensor, backprop: tensor;
        traits: PURE;
    }

    /// Cross entropy of class numbers and its gradient.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.SparseSoftmaxCrossEntropyWithLogits"(%features, %labels)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    SparseSoftmaxCrossEntropyWithLogits = "tf.SparseSoftmaxCrossEntropyWithLogits" {
        operands: features: tensor, labels: tensor;
        results: loss: tensor, backprop: tensor;
        traits: PURE;
    }

    /// Gradient of `Sqrt`.
    ///
    /// ```mlir
    /// %0 = "tf.SqrtGrad"(%y, %dy) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SqrtGrad = "tf.SqrtGrad" {
        operands: y: tensor, dy: tensor;
        results: z: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Tanh`.
    ///
    /// ```mlir
    /// %0 = "tf.TanhGrad"(%y, %dy) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TanhGrad = "tf.TanhGrad" {
        operands: y: tensor, dy: tensor;
        results: z: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `Elu`.
    ///
    /// ```mlir
    /// %0 = "tf.EluGrad"(%gradients, %outputs) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    EluGrad = "tf.EluGrad" {
        operands: gradients: tensor, outputs: tensor;
        results: backprops: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Gradient of `FusedBatchNormV3`.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4 = "tf.FusedBatchNormGradV3"(%y_backprop, %x, %scale, %reserve_space_1,
    ///     %reserve_space_2, %reserve_space_3)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>,
    ///     tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xf32>)
    /// ```
    FusedBatchNormGradV3 = "tf.FusedBatchNormGradV3" {
        operands: y_backprop: tensor, x: tensor, scale: tensor[F32], reserve_space_1: tensor,
                  reserve_space_2: tensor, reserve_space_3: tensor;
        attrs: epsilon: F32 ? 9.999999747378752e-5, data_format: Str ? "NHWC", is_training: Bool ? true;
        results: x_backprop: tensor, scale_backprop: tensor, offset_backprop: tensor,
                 reserve_space_4: tensor, reserve_space_5: tensor;
        traits: PURE;
    }
}
