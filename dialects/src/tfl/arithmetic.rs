//! Elementwise arithmetic of two tensors or more.

use tfl_ir::{Attr, Body, Fold, Op};

use crate::fold::commutative_identity;
use crate::fold::right_identity;
use crate::op_macro::ops;
use crate::require::binary_fits;

ops! {
    /// Elementwise sum with broadcasting, then the fused activation.
    ///
    /// TFLite ADD.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.add"(%lhs, %rhs)
    ///     <{fused_activation_function = "NONE"}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Add = "tfl.add" => ADD(0), AddOptions {
        operands: lhs: tensor[F32, F16, I16, I32, I64, QI8, QUI8, QI16],
                  rhs: tensor[F32, F16, I16, I32, I64, QI8, QUI8, QI16];
        attrs: fused_activation_function: Activation @0;
        results: output: tensor[F32, F16, I16, I32, I64, QI8, QUI8, QI16];
        traits: BROADCASTABLE, PURE, COMMUTATIVE;
        quant: Quantizable;
        runtime_requires: That("Operands should have valid shapes and element type needs to match", binary_fits);
        version: |s| {
            if s.input(0, F16) {
                6
            } else if s.input(0, I16) && !s.quantized(0) {
                5
            } else if s.input(0, I64) {
                4
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.4.0", "2.6.0", "2.13.0", "2.23.0";
        fold: add_fold;
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Elementwise difference with broadcasting, then the fused activation.
    ///
    /// TFLite SUB.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.sub"(%lhs, %rhs)
    ///     <{fused_activation_function = "NONE"}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sub = "tfl.sub" => SUB(41), SubOptions {
        operands: lhs: tensor[F32, F16, I32, I64, QI8, QUI8, QI16],
                  rhs: tensor[F32, F16, I32, I64, QI8, QUI8, QI16];
        attrs: fused_activation_function: Activation @0;
        results: output: tensor[F32, F16, I32, I64, QI8, QUI8, QI16];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "binary op operands have same element type");
        runtime_requires: That("Operands do not have valid shapes", binary_fits);
        version: |s| {
            if s.input(0, I64) {
                4
            } else if s.needs_broadcast() && s.max_rank() > 4 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "2.3.0", "2.4.0", "2.4.0";
        fold: sub_fold;
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Elementwise product with broadcasting, then the fused activation.
    ///
    /// TFLite MUL.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.mul"(%lhs, %rhs)
    ///     <{fused_activation_function = "NONE"}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Mul = "tfl.mul" => MUL(18), MulOptions {
        operands: lhs: tensor[F32, F16, I32, UI32, I64, QI8, QUI8, QI16, I16, C64],
                  rhs: tensor[F32, F16, I32, UI32, I64, QI8, QUI8, QI16, I16, C64];
        attrs: fused_activation_function: Activation @0;
        results: output: tensor[F32, F16, I32, UI32, I64, QI8, QUI8, QI16, I16, C64];
        traits: BROADCASTABLE, PURE, COMMUTATIVE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "binary op operands have same element type");
        runtime_requires: That("Operands do not have valid shapes", binary_fits);
        version: |s| {
            if s.input(0, F16) {
                8
            } else if (s.input(0, I16) && !s.quantized(0)) || s.input(0, UI32) {
                7
            } else if s.input(0, C64) {
                6
            } else if s.input(0, I64) {
                5
            } else if s.input(0, I16) {
                4
            } else if s.rescales_up() {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "1.15.0", "2.3.0", "2.6.0", "2.11.0", "2.13.0", "2.23.0";
        fold: mul_fold;
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Elementwise quotient with broadcasting, then the fused activation.
    ///
    /// TFLite DIV.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.div"(%lhs, %rhs)
    ///     <{fused_activation_function = "NONE"}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Div = "tfl.div" => DIV(42), DivOptions {
        operands: lhs: tensor[F32, F16, I32, QUI8, QI8, QI16], rhs: tensor[F32, F16, I32, QUI8, QI8, QI16];
        attrs: fused_activation_function: Activation @0;
        results: output: tensor[F32, F16, I32, QUI8, QI8, QI16];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "binary op operands have same element type");
        runtime_requires: BroadcastWithin(6);
        version: |s| if s.needs_broadcast() && s.max_rank() > 4 { 2 } else { 1 };
        since: "1.6.0", "2.3.0";
        fold: div_fold;
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// lhs to the power of rhs, elementwise with broadcasting.
    ///
    /// TFLite POW.
    ///
    /// ```mlir
    /// %0 = "tfl.pow"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Pow = "tfl.pow" => POW(78) {
        operands: lhs: tensor[F32, I32], rhs: tensor[F32, I32];
        results: output: tensor[F32, I32];
        traits: BROADCASTABLE, PURE;
        runtime_requires: BroadcastWithin(4);
        since: "1.10.0";
        fold: pow_fold;
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Quotient rounded toward minus infinity, with broadcasting.
    ///
    /// TFLite FLOOR_DIV.
    ///
    /// ```mlir
    /// %0 = "tfl.floor_div"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    FloorDiv = "tfl.floor_div" => FLOOR_DIV(90) {
        operands: lhs: tensor[F32, I8, I16, I32], rhs: tensor[F32, I8, I16, I32];
        results: output: tensor[F32, I8, I16, I32];
        traits: BROADCASTABLE, PURE;
        requires: SameElem(In(0), In(1), "binary op operands have same element type"),
                  SameElem(In(0), Out(0), "lhs and output must have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| {
            if s.input(0, I16 | I8) {
                3
            } else if s.input(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.13.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Remainder with the sign of the divisor, with broadcasting.
    ///
    /// TFLite FLOOR_MOD.
    ///
    /// ```mlir
    /// %0 = "tfl.floor_mod"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    FloorMod = "tfl.floor_mod" => FLOOR_MOD(95) {
        operands: lhs: tensor[I8, I16, I32, I64, F32], rhs: tensor[I8, I16, I32, I64, F32];
        results: output: tensor[I8, I16, I32, I64, F32];
        traits: BROADCASTABLE, PURE;
        requires: SameElem(In(0), In(1), "binary op operands have same element type"),
                  SameElem(In(0), Out(0), "lhs and output must have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| if s.input(0, I16 | I8) { 2 } else { 1 };
        since: "1.13.0", "2.13.0";
        infer: crate::shape::binary_shape;
    }

    /// `(lhs - rhs)` squared, elementwise with broadcasting.
    ///
    /// TFLite SQUARED_DIFFERENCE.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.squared_difference"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    SquaredDifference = "tfl.squared_difference" => SQUARED_DIFFERENCE(99) {
        operands: lhs: tensor[F32, I32, QI8], rhs: tensor[F32, I32, QI8];
        results: output: tensor[F32, I32, QI8];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "binary op operands have same element type"),
                  SameElem(In(0), Out(0), "values and output must have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.13.1", "2.5.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// The larger value, elementwise with broadcasting.
    ///
    /// TFLite MAXIMUM.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.maximum"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Maximum = "tfl.maximum" => MAXIMUM(55) {
        operands: lhs: tensor[F32, F16, I32_64, QI8, QUI8, QI16],
                  rhs: tensor[F32, F16, I32_64, QI8, QUI8, QI16];
        results: max: tensor[F32, F16, I32_64, QI8, QUI8, QI16];
        traits: BROADCASTABLE, PURE, COMMUTATIVE;
        quant: Quantizable, SameScale;
        runtime_requires: BroadcastWithin(5);
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                4
            } else if s.needs_broadcast() && s.max_rank() > 4 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0", "2.3.0";
        infer: crate::shape::binary_shape;
    }

    /// The smaller value, elementwise with broadcasting.
    ///
    /// TFLite MINIMUM.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.minimum"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Minimum = "tfl.minimum" => MINIMUM(57) {
        operands: lhs: tensor[F32, I32_64, QI8, QUI8, QI16], rhs: tensor[F32, I32_64, QI8, QUI8, QI16];
        results: min: tensor[F32, I32_64, QI8, QUI8, QI16];
        traits: BROADCASTABLE, PURE, COMMUTATIVE;
        quant: Quantizable, SameScale;
        runtime_requires: BroadcastWithin(5);
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                4
            } else if s.needs_broadcast() && s.max_rank() > 4 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0", "2.3.0";
        infer: crate::shape::binary_shape;
    }

    /// Sum of any number of tensors of one shape.
    ///
    /// TFLite ADD_N.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.add_n"(%inputs0, %inputs1, %inputs2)
    ///     : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    AddN = "tfl.add_n" => ADD_N(106) {
        operands: inputs: variadic[F32, I32];
        results: sum: tensor[F32, I32];
        traits: COMMUTATIVE, PURE;
        quant: SameScale;
        since: "1.14.0";
        infer: crate::shape::binary_shape;
    }

    /// Angle of the point (x, y), elementwise: `atan(y / x)` in the right quadrant.
    ///
    /// TFLite ATAN2.
    ///
    /// ```mlir
    /// %0 = "tfl.atan2"(%y, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Atan2 = "tfl.atan2" => ATAN2(156) {
        operands: y: tensor[F32, F64], x: tensor[F32, F64];
        results: output: tensor[F32, F64];
        traits: PURE, SAME_TYPE;
        since: "2.10.0";
        infer: crate::shape::binary_shape;
    }

    /// Exclusive or of the bits, elementwise.
    ///
    /// TFLite BITWISE_XOR.
    ///
    /// ```mlir
    /// %0 = "tfl.bitwise_xor"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    BitwiseXor = "tfl.bitwise_xor" => BITWISE_XOR(160) {
        operands: lhs: tensor[I8, UI8, I16, UI16, I32, UI32], rhs: tensor[I8, UI8, I16, UI16, I32, UI32];
        results: output: tensor[I8, UI8, I16, UI16, I32, UI32];
        traits: BROADCASTABLE, COMMUTATIVE, SAME_ELEMENT_TYPE, PURE;
        since: "2.13.0";
        infer: crate::shape::binary_shape;
    }

    /// Bits shifted right, elementwise; signed values keep their sign.
    ///
    /// TFLite RIGHT_SHIFT.
    ///
    /// ```mlir
    /// %0 = "tfl.right_shift"(%lhs, %rhs) : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
    /// ```
    RightShift = "tfl.right_shift" => RIGHT_SHIFT(161) {
        operands: lhs: tensor[I8, UI8, I16, UI16, I32, UI32], rhs: tensor[I8, UI8, I16, UI16, I32, UI32];
        results: output: tensor[I8, UI8, I16, UI16, I32, UI32];
        traits: SAME_ELEMENT_TYPE, PURE;
        since: "2.13.0";
        infer: crate::shape::binary_shape;
    }
}

/// Whether the op ends in no activation.
fn no_activation(body: &Body, op: Op) -> bool {
    body.attr(op, "fused_activation_function").and_then(Attr::as_str).is_none_or(|name| name == "NONE")
}

/// `x + 0`, `0 + x`.
fn add_fold(body: &Body, op: Op) -> Fold {
    if no_activation(body, op) { commutative_identity(body, op, 0.0) } else { Fold::No }
}

/// `x - 0`.
fn sub_fold(body: &Body, op: Op) -> Fold {
    if no_activation(body, op) { right_identity(body, op, 0.0) } else { Fold::No }
}

/// `x * 1`, `1 * x`.
fn mul_fold(body: &Body, op: Op) -> Fold {
    if no_activation(body, op) { commutative_identity(body, op, 1.0) } else { Fold::No }
}

/// `x / 1`.
fn div_fold(body: &Body, op: Op) -> Fold {
    if no_activation(body, op) { right_identity(body, op, 1.0) } else { Fold::No }
}

/// `pow(x, 1)`.
fn pow_fold(body: &Body, op: Op) -> Fold {
    right_identity(body, op, 1.0)
}
