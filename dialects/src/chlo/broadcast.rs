//! Elementwise functions with broadcasting.

use crate::op_macro::ops;

ops! {
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
}
