//! Elementwise functions of one tensor.

use crate::op_macro::ops;

ops! {
    /// Absolute value, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Abs"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Abs = "tf.Abs" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The same bytes read as another element type.
    ///
    /// ```mlir
    /// %0 = "tf.Bitcast"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Bitcast = "tf.Bitcast" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::same_type_fold;
    }

    /// Number of the interval that each value falls into.
    ///
    /// ```mlir
    /// %0 = "tf.Bucketize"(%input)
    ///     <{boundaries = [0.0 : f32, 1.0 : f32]}>
    ///     : (tensor<*xf32>) -> tensor<*xi32>
    /// ```
    Bucketize = "tf.Bucketize" {
        operands: input: tensor;
        attrs: boundaries: F32Array;
        results: output: tensor[I32];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Converts the element type, elementwise; floats are truncated to integers unless `Truncate` says
    /// how.
    ///
    /// ```mlir
    /// %0 = "tf.Cast"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Cast = "tf.Cast" {
        operands: x: tensor;
        attrs: Truncate: Bool ? false;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        fold: crate::fold::same_type_fold;
        infer: crate::shape::same_shape;
    }

    /// Smallest integer not below the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Ceil"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Ceil = "tf.Ceil" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// e to the power of the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Exp"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Exp = "tf.Exp" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `exp(x) - 1`, exact near zero, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Expm1"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Expm1 = "tf.Expm1" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Largest integer not above the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Floor"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Floor = "tf.Floor" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// One over the value, elementwise: the old name of `Reciprocal`.
    ///
    /// ```mlir
    /// %0 = "tf.Inv"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Inv = "tf.Inv" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Natural logarithm, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Log"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Log = "tf.Log" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `log(1 + x)`, exact near zero, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Log1p"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Log1p = "tf.Log1p" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Negation, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.LogicalNot"(%x) : (tensor<*xi1>) -> tensor<*xi1>
    /// ```
    LogicalNot = "tf.LogicalNot" {
        operands: x: tensor[I1];
        results: y: tensor[I1];
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Negation, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Neg"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Neg = "tf.Neg" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// A tensor of ones like the input.
    ///
    /// ```mlir
    /// %0 = "tf.OnesLike"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    OnesLike = "tf.OnesLike" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// One over the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Reciprocal"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Reciprocal = "tf.Reciprocal" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Nearest integer, halves to even, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Rint"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Rint = "tf.Rint" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Nearest integer, halves to even, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Round"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Round = "tf.Round" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// One over the square root, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Rsqrt"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Rsqrt = "tf.Rsqrt" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// `1 / (1 + exp(-x))`, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Sigmoid"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sigmoid = "tf.Sigmoid" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// -1, 0 or 1 by the sign, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Sign"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sign = "tf.Sign" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Square root, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Sqrt"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sqrt = "tf.Sqrt" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The value times itself, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Square"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Square = "tf.Square" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// A tensor of zeros like the input.
    ///
    /// ```mlir
    /// %0 = "tf.ZerosLike"(%x) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    ZerosLike = "tf.ZerosLike" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// Several elementwise functions one after the other, by name.
    ///
    /// ```mlir
    /// %0 = "tf.UnaryOpsComposition"(%x) <{op_names = []}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    UnaryOpsComposition = "tf.UnaryOpsComposition" {
        operands: x: tensor;
        attrs: op_names: StrArray;
        results: y: tensor;
        traits: PURE;
    }
}
