//! Elementwise functions of two tensors or more.

use super::hlo_ops;

hlo_ops! {
    /// Sum, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.add"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Add = "add" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// And of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.and"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    And = "and" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Angle of the point (rhs, lhs), elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.atan2"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Atan2 = "atan2" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Complex numbers from real and imaginary parts, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.complex"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
    /// ```
    Complex = "complex" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::COMPLEX;
    }

    /// Quotient, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.divide"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Divide = "divide" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// The larger value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.maximum"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Maximum = "maximum" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// The smaller value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.minimum"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Minimum = "minimum" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Product, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.multiply"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Multiply = "multiply" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Or of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.or"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    Or = "or" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// lhs to the power of rhs, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.power"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Power = "power" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Remainder with the sign of the dividend, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.remainder"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Remainder = "remainder" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Bits shifted left, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.shift_left"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    ShiftLeft = "shift_left" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Bits shifted right; the sign stays, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.shift_right_arithmetic"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    ShiftRightArithmetic = "shift_right_arithmetic" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Bits shifted right; zeros come in, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.shift_right_logical"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    ShiftRightLogical = "shift_right_logical" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Difference, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.subtract"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Subtract = "subtract" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Exclusive or of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.xor"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    Xor = "xor" {
        operands: lhs: tensor, rhs: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE, COMMUTATIVE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Compares elements in a direction: whether they are equal, less, ….
    ///
    /// ```mlir
    /// %0 = "stablehlo.compare"(%lhs, %rhs) <{comparison_direction = #stablehlo<comparison_direction LT>}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    Compare = "compare" {
        operands: lhs: tensor, rhs: tensor;
        attrs: comparison_direction: Any, compare_type: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::COMPARE;
    }

    /// Takes from one tensor where the predicate holds and from the other elsewhere.
    ///
    /// ```mlir
    /// %0 = "stablehlo.select"(%pred, %on_true, %on_false)
    ///     : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Select = "select" {
        operands: pred: tensor, on_true: tensor, on_false: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::SELECT;
    }

    /// The operand clamped between two bounds.
    ///
    /// ```mlir
    /// %0 = "stablehlo.clamp"(%min, %operand, %max)
    ///     : (tensor<f32>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    Clamp = "clamp" {
        operands: min: tensor, operand: tensor, max: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }
}
