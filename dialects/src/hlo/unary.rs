//! Elementwise functions of one tensor.

use super::hlo_ops;

hlo_ops! {
    /// Absolute value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.abs"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Abs = "abs" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Cube root, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.cbrt"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Cbrt = "cbrt" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Smallest integer not below the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.ceil"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Ceil = "ceil" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.cosine"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Cosine = "cosine" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Number of leading zero bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.count_leading_zeros"(%operand) : (tensor<4xi32>) -> tensor<4xi32>
    /// ```
    CountLeadingZeros = "count_leading_zeros" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// e to the power of the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.exponential"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Exponential = "exponential" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// `exp(x) - 1`, exact near zero, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.exponential_minus_one"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    ExponentialMinusOne = "exponential_minus_one" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Largest integer not above the value, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.floor"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Floor = "floor" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Imaginary part, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.imag"(%operand) : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    /// ```
    Imag = "imag" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Whether the value is neither infinite nor NaN, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.is_finite"(%operand) : (tensor<4xf32>) -> tensor<4xi1>
    /// ```
    IsFinite = "is_finite" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Natural logarithm, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.log"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Log = "log" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// `log(1 + x)`, exact near zero, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.log_plus_one"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    LogPlusOne = "log_plus_one" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// `1 / (1 + exp(-x))`, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.logistic"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Logistic = "logistic" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Negation, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.negate"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Negate = "negate" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Complement of the bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.not"(%operand) : (tensor<4xi32>) -> tensor<4xi32>
    /// ```
    Not = "not" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Number of one bits, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.popcnt"(%operand) : (tensor<4xi32>) -> tensor<4xi32>
    /// ```
    Popcnt = "popcnt" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Real part, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.real"(%operand) : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
    /// ```
    Real = "real" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Nearest integer, halves away from zero, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.round_nearest_afz"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    RoundNearestAfz = "round_nearest_afz" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Nearest integer, halves to even, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.round_nearest_even"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    RoundNearestEven = "round_nearest_even" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// One over the square root, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.rsqrt"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Rsqrt = "rsqrt" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// -1, 0 or 1 by the sign, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.sign"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sign = "sign" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.sine"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sine = "sine" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Square root, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.sqrt"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sqrt = "sqrt" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.tan"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Tan = "tan" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// Hyperbolic tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.tanh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Tanh = "tanh" {
        operands: operand: tensor;
        attrs: result_accuracy: Any ? none;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }

    /// The value in another element type, elementwise.
    ///
    /// ```mlir
    /// %0 = "stablehlo.convert"(%operand) : (tensor<4xf32>) -> tensor<4xi32>
    /// ```
    Convert = "convert" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::hlo::elementwise::SAME_TYPE;
    }
}
