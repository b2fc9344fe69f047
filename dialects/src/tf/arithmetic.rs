//! Elementwise arithmetic of two tensors or more.

use crate::op_macro::ops;

ops! {
    /// Sum of any number of tensors of one shape.
    ///
    /// ```mlir
    /// %0 = "tf.AccumulateNV2"(%inputs0, %inputs1) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AccumulateNV2 = "tf.AccumulateNV2" {
        operands: inputs: variadic;
        attrs: shape: TfShape ? none;
        results: sum: tensor;
        traits: PURE;
        infer: crate::shape::binary_shape;
    }

    /// Elementwise sum with broadcasting; joins strings.
    ///
    /// ```mlir
    /// %0 = "tf.Add"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Add = "tf.Add" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        fold: |body, op| crate::fold::commutative_identity(body, op, 0.0);
        infer: crate::shape::binary_shape;
    }

    /// Sum of any number of tensors of one shape.
    ///
    /// ```mlir
    /// %0 = "tf.AddN"(%inputs0, %inputs1) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AddN = "tf.AddN" {
        operands: inputs: variadic;
        results: sum: tensor;
        traits: PURE;
        infer: crate::shape::binary_shape;
    }

    /// Elementwise sum with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.AddV2"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AddV2 = "tf.AddV2" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        fold: |body, op| crate::fold::commutative_identity(body, op, 0.0);
        infer: crate::shape::binary_shape;
    }

    /// Angle of the point (x, y), elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.Atan2"(%y, %x) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Atan2 = "tf.Atan2" {
        operands: y: tensor, x: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// And of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.BitwiseAnd"(%x, %y) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    BitwiseAnd = "tf.BitwiseAnd" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Or of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.BitwiseOr"(%x, %y) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    BitwiseOr = "tf.BitwiseOr" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Exclusive or of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.BitwiseXor"(%x, %y) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    BitwiseXor = "tf.BitwiseXor" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// The value clamped between two bounds, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.ClipByValue"(%t, %clip_value_min, %clip_value_max)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    ClipByValue = "tf.ClipByValue" {
        operands: t: tensor, clip_value_min: tensor, clip_value_max: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Vector products of vectors of three.
    ///
    /// ```mlir
    /// %0 = "tf.Cross"(%a, %b) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Cross = "tf.Cross" {
        operands: a: tensor, b: tensor;
        results: product: tensor;
        traits: PURE;
    }

    /// Elementwise quotient with broadcasting; of integers rounded toward zero.
    ///
    /// ```mlir
    /// %0 = "tf.Div"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Div = "tf.Div" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        fold: |body, op| crate::fold::right_identity(body, op, 1.0);
        infer: crate::shape::binary_shape;
    }

    /// Elementwise quotient with broadcasting; 0 where the divisor is 0.
    ///
    /// ```mlir
    /// %0 = "tf.DivNoNan"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    DivNoNan = "tf.DivNoNan" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Quotient rounded toward minus infinity, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.FloorDiv"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    FloorDiv = "tf.FloorDiv" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Remainder with the sign of the divisor, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.FloorMod"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    FloorMod = "tf.FloorMod" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Bits shifted left, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.LeftShift"(%x, %y) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    LeftShift = "tf.LeftShift" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// The larger value, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Maximum"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Maximum = "tf.Maximum" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// The smaller value, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Minimum"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Minimum = "tf.Minimum" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Remainder with the sign of the dividend, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Mod"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Mod = "tf.Mod" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Elementwise product with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Mul"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Mul = "tf.Mul" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        fold: |body, op| crate::fold::commutative_identity(body, op, 1.0);
        infer: crate::shape::binary_shape;
    }

    /// Elementwise product with broadcasting; 0 where the second factor is 0.
    ///
    /// ```mlir
    /// %0 = "tf.MulNoNan"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MulNoNan = "tf.MulNoNan" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// The next float in the direction of another, elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.NextAfter"(%x1, %x2) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    NextAfter = "tf.NextAfter" {
        operands: x1: tensor, x2: tensor;
        results: output: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// The first to the power of the second, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Pow"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Pow = "tf.Pow" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Elementwise quotient of reals with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.RealDiv"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    RealDiv = "tf.RealDiv" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        fold: |body, op| crate::fold::right_identity(body, op, 1.0);
        infer: crate::shape::binary_shape;
    }

    /// Bits shifted right, elementwise; signed values keep their sign.
    ///
    /// ```mlir
    /// %0 = "tf.RightShift"(%x, %y) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    RightShift = "tf.RightShift" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// `(x - y)` squared, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.SquaredDifference"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SquaredDifference = "tf.SquaredDifference" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, COMMUTATIVE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Elementwise difference with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Sub"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Sub = "tf.Sub" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        fold: |body, op| crate::fold::right_identity(body, op, 0.0);
        infer: crate::shape::binary_shape;
    }

    /// Quotient rounded toward zero, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.TruncateDiv"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TruncateDiv = "tf.TruncateDiv" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// Remainder with the sign of the dividend, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.TruncateMod"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TruncateMod = "tf.TruncateMod" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// `x / y`, and 0 where `x` is 0, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Xdivy"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Xdivy = "tf.Xdivy" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// `x * log1p(y)`, and 0 where `x` is 0, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Xlog1py"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Xlog1py = "tf.Xlog1py" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }

    /// `x * log(y)`, and 0 where `x` is 0, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "tf.Xlogy"(%x, %y) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Xlogy = "tf.Xlogy" {
        operands: x: tensor, y: tensor;
        results: z: tensor;
        traits: PURE, BROADCASTABLE;
        infer: crate::shape::binary_shape;
    }
}
