//! Activation functions.

use crate::op_macro::ops;

ops! {
    /// `x` where positive, `exp(x) - 1` below, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Elu"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Elu = "tf.Elu" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `x` where positive, `alpha * x` below, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.LeakyRelu"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    LeakyRelu = "tf.LeakyRelu" {
        operands: features: tensor;
        attrs: alpha: F32 ? 0.20000000298023224;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Logarithm of the softmax along the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.LogSoftmax"(%logits) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    LogSoftmax = "tf.LogSoftmax" {
        operands: logits: tensor;
        results: logsoftmax: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `max(x, 0)`, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Relu"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Relu = "tf.Relu" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The value clamped to [0, 6], elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Relu6"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Relu6 = "tf.Relu6" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Scaled exponential linear unit, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Selu"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Selu = "tf.Selu" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `exp(x)` normalized to sum one along the last dimension.
    ///
    /// ```mlir
    /// %0 = "tf.Softmax"(%logits) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Softmax = "tf.Softmax" {
        operands: logits: tensor;
        results: softmax: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `log(exp(x) + 1)`, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Softplus"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Softplus = "tf.Softplus" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `x / (abs(x) + 1)`, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Softsign"(%features) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Softsign = "tf.Softsign" {
        operands: features: tensor;
        results: activations: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }
}
