//! The chlo dialect: StableHLO with broadcasting and with composite functions.

use tfl_ir::DialectInfo;

use crate::op_macro::ops;

/// The chlo dialect.
pub static CHLO: DialectInfo = DialectInfo { name: "chlo", ops: &[OPS], materialize: None, open: true };

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

    /// Sum, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_add"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastAdd = "chlo.broadcast_add" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// And of the bits, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_and"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastAnd = "chlo.broadcast_and" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Angle of the point (rhs, lhs), elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_atan2"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastAtan2 = "chlo.broadcast_atan2" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Quotient, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_divide"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastDivide = "chlo.broadcast_divide" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// The larger value, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_maximum"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastMaximum = "chlo.broadcast_maximum" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// The smaller value, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_minimum"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastMinimum = "chlo.broadcast_minimum" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Product, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_multiply"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastMultiply = "chlo.broadcast_multiply" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// The next float in the direction of another, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_next_after"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastNextAfter = "chlo.broadcast_next_after" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Or of the bits, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_or"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastOr = "chlo.broadcast_or" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Polygamma function, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_polygamma"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastPolygamma = "chlo.broadcast_polygamma" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// lhs to the power of rhs, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_power"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastPower = "chlo.broadcast_power" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Remainder with the sign of the dividend, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_remainder"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastRemainder = "chlo.broadcast_remainder" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Bits shifted left, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_shift_left"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastShiftLeft = "chlo.broadcast_shift_left" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Bits shifted right; the sign stays, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_shift_right_arithmetic"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastShiftRightArithmetic = "chlo.broadcast_shift_right_arithmetic" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Bits shifted right; zeros come in, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_shift_right_logical"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastShiftRightLogical = "chlo.broadcast_shift_right_logical" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Difference, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_subtract"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastSubtract = "chlo.broadcast_subtract" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Exclusive or of the bits, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_xor"(%lhs, %rhs) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    /// ```
    BroadcastXor = "chlo.broadcast_xor" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Hurwitz zeta function, elementwise with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_zeta"(%lhs, %rhs) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastZeta = "chlo.broadcast_zeta" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Compares elements in a direction, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_compare"(%lhs, %rhs) <{comparison_direction = #chlo<comparison_direction LT>}>
    ///     : (tensor<4xf32>, tensor<f32>) -> tensor<4xi1>
    /// ```
    BroadcastCompare = "chlo.broadcast_compare" {
        operands: lhs: tensor, rhs: tensor;
        attrs: broadcast_dimensions: Any ? none, comparison_direction: Any, compare_type: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
    }

    /// Takes from one tensor where the predicate holds and from the other elsewhere, with broadcasting.
    ///
    /// ```mlir
    /// %0 = "chlo.broadcast_select"(%pred, %on_true, %on_false)
    ///     : (tensor<i1>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    BroadcastSelect = "chlo.broadcast_select" {
        operands: pred: tensor, on_true: tensor, on_false: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::chlo::BROADCAST;
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
