//! Circular and hyperbolic functions.

use crate::op_macro::ops;

ops! {
    /// Arc cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Acos"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Acos = "tf.Acos" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Inverse hyperbolic cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Acosh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Acosh = "tf.Acosh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Arc sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Asin"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Asin = "tf.Asin" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Inverse hyperbolic sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Asinh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Asinh = "tf.Asinh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Arc tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Atan"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Atan = "tf.Atan" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Inverse hyperbolic tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Atanh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Atanh = "tf.Atanh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Cos"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Cos = "tf.Cos" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Hyperbolic cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Cosh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Cosh = "tf.Cosh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Sin"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sin = "tf.Sin" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Hyperbolic sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Sinh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sinh = "tf.Sinh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Tan"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Tan = "tf.Tan" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Hyperbolic tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Tanh"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Tanh = "tf.Tanh" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }
}
