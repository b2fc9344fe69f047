//! Functions that StableHLO composes, constants and top-k.

use crate::op_macro::ops;

ops! {
    /// Arc cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.acos"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Acos = "chlo.acos" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Inverse hyperbolic cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.acosh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Acosh = "chlo.acosh" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Arc sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.asin"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Asin = "chlo.asin" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Inverse hyperbolic sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.asinh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Asinh = "chlo.asinh" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Arc tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.atan"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Atan = "chlo.atan" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Inverse hyperbolic tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.atanh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Atanh = "chlo.atanh" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Exponentially scaled modified Bessel function of order one, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.bessel_i1e"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    BesselI1e = "chlo.bessel_i1e" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Complex conjugate, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.conj"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Conj = "chlo.conj" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Hyperbolic cosine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.cosh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Cosh = "chlo.cosh" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Derivative of the logarithm of the gamma function, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.digamma"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Digamma = "chlo.digamma" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Gauss error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.erf"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Erf = "chlo.erf" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Inverse of the error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.erf_inv"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    ErfInv = "chlo.erf_inv" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Complement of the error function, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.erfc"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Erfc = "chlo.erfc" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Whether the value is infinite, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.is_inf"(%operand) : (tensor<4xf32>) -> tensor<4xi1>
    /// ```
    IsInf = "chlo.is_inf" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Whether the value is minus infinity, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.is_neg_inf"(%operand) : (tensor<4xf32>) -> tensor<4xi1>
    /// ```
    IsNegInf = "chlo.is_neg_inf" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Whether the value is plus infinity, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.is_pos_inf"(%operand) : (tensor<4xf32>) -> tensor<4xi1>
    /// ```
    IsPosInf = "chlo.is_pos_inf" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Logarithm of the absolute gamma function, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.lgamma"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Lgamma = "chlo.lgamma" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Hyperbolic sine, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.sinh"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sinh = "chlo.sinh" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// The value times itself, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.square"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Square = "chlo.square" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// Tangent, elementwise.
    ///
    /// ```mlir
    /// %0 = "chlo.tan"(%operand) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Tan = "chlo.tan" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE, SAME_SHAPE;
        syntax: crate::syntax::chlo::UNARY;
    }

    /// A constant tensor.
    ///
    /// ```mlir
    /// %0 = "chlo.constant"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    /// ```
    Constant = "chlo.constant" {
        attrs: value: Elements;
        results: output: tensor;
        traits: PURE, CONSTANT;
        syntax: crate::syntax::constant::CONSTANT;
    }

    /// A tensor shaped like the operand, all one value.
    ///
    /// ```mlir
    /// %0 = "chlo.constant_like"(%operand) <{value = 1.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    ConstantLike = "chlo.constant_like" {
        operands: operand: tensor;
        attrs: value: Any;
        results: result: tensor;
        traits: PURE;
    }

    /// The largest values along the last dimension with their indices.
    ///
    /// ```mlir
    /// %values, %indices = "chlo.top_k"(%operand) <{k = 2 : i64}> : (tensor<4xf32>) -> (tensor<2xf32>, tensor<2xi32>)
    /// ```
    TopK = "chlo.top_k" {
        operands: operand: tensor;
        attrs: k: I64;
        results: values: tensor, indices: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::TOP_K;
    }
}
