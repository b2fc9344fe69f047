//! Comparisons, logic and selection.

use crate::op_macro::ops;

ops! {
    /// Whether elements differ by less than a tolerance.
    ///
    /// ```mlir
    /// %0 = "tf.ApproximateEqual"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    ApproximateEqual = "tf.ApproximateEqual" {
        operands: x: tensor, y: tensor;
        attrs: tolerance: F32 ? 9.999999747378752e-6;
        results: z: tensor[I1];
        traits: PURE;
        infer: crate::shape::binary_shape;
    }

    /// Whether elements are equal, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Equal"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    Equal = "tf.Equal" {
        operands: x: tensor, y: tensor;
        attrs: incompatible_shape_error: Bool ? true;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Whether x is greater than y, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Greater"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    Greater = "tf.Greater" {
        operands: x: tensor, y: tensor;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Whether x is greater than or equal to y, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.GreaterEqual"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    GreaterEqual = "tf.GreaterEqual" {
        operands: x: tensor, y: tensor;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Whether the target class is among the k best predictions.
    ///
    /// ```mlir
    /// %0 = "tf.InTopK"(%predictions, %targets)
    ///     <{k = 2 : i64}>
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xi1>
    /// ```
    InTopK = "tf.InTopK" {
        operands: predictions: tensor[F32], targets: tensor;
        attrs: k: I64;
        results: precision: tensor[I1];
        traits: PURE;
    }

    /// Whether the target class is among the k best predictions, `k` given by a tensor.
    ///
    /// ```mlir
    /// %0 = "tf.InTopKV2"(%predictions, %targets, %k)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xi1>
    /// ```
    InTopKV2 = "tf.InTopKV2" {
        operands: predictions: tensor[F32], targets: tensor, k: tensor;
        results: precision: tensor[I1];
        traits: PURE;
    }

    /// Whether x is less than y, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Less"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    Less = "tf.Less" {
        operands: x: tensor, y: tensor;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Whether x is less than or equal to y, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.LessEqual"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    LessEqual = "tf.LessEqual" {
        operands: x: tensor, y: tensor;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Both, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.LogicalAnd"(%x, %y) : (tensor<*xi1>, tensor<*xi1>) -> tensor<*xi1>
    /// ```
    LogicalAnd = "tf.LogicalAnd" {
        operands: x: tensor[I1], y: tensor[I1];
        results: z: tensor[I1];
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Either, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.LogicalOr"(%x, %y) : (tensor<*xi1>, tensor<*xi1>) -> tensor<*xi1>
    /// ```
    LogicalOr = "tf.LogicalOr" {
        operands: x: tensor[I1], y: tensor[I1];
        results: z: tensor[I1];
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Whether elements differ, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.NotEqual"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi1>
    /// ```
    NotEqual = "tf.NotEqual" {
        operands: x: tensor, y: tensor;
        attrs: incompatible_shape_error: Bool ? true;
        results: z: tensor[I1];
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Takes from t where the condition holds and from e elsewhere; a vector condition chooses rows.
    ///
    /// ```mlir
    /// %0 = "tf.Select"(%condition, %t, %e) : (tensor<*xi1>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Select = "tf.Select" {
        operands: condition: tensor[I1], t: tensor, e: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::select_shape;
    }

    /// Takes from t where the condition holds and from e elsewhere, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.SelectV2"(%condition, %t, %e)
    ///     : (tensor<*xi1>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SelectV2 = "tf.SelectV2" {
        operands: condition: tensor[I1], t: tensor, e: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::binary_shape;
    }

    /// Indices of the true elements, a row each.
    ///
    /// ```mlir
    /// %0 = "tf.Where"(%input) : (tensor<*xf32>) -> tensor<*xi64>
    /// ```
    Where = "tf.Where" {
        operands: input: tensor;
        results: index: tensor[I64];
        traits: PURE;
    }
}
