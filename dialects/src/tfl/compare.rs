//! Comparisons, logic and selection.

use crate::op_macro::ops;

ops! {
    /// Whether elements are equal, with broadcasting.
    ///
    /// TFLite EQUAL.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.equal"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    Equal = "tfl.equal" => EQUAL(71) {
        operands: x: tensor[I1, F32, I16, I32, I64, QI8, QUI8, QI16, UI8, STRING],
                  y: tensor[I1, F32, I16, I32, I64, QI8, QUI8, QI16, UI8, STRING];
        results: output: tensor[I1];
        traits: COMMUTATIVE, PURE, BROADCASTABLE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| {
            if s.input(0, I16) {
                5
            } else if s.input(0, STRING) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0", "2.13.0", "2.21.0";
        infer: crate::shape::binary_shape;
    }

    /// Whether elements differ, with broadcasting.
    ///
    /// TFLite NOT_EQUAL.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.not_equal"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    NotEqual = "tfl.not_equal" => NOT_EQUAL(72) {
        operands: lhs: tensor[I1, F32, I32, I64, QUI8, QI8, QI16, QUINT8, STRING],
                  rhs: tensor[I1, F32, I32, I64, QUI8, QI8, QI16, QUINT8, STRING];
        results: output: tensor[I1];
        traits: BROADCASTABLE, COMMUTATIVE, PURE;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| {
            if s.input(0, I16) {
                4
            } else if s.input(0, STRING) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0", "2.21.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Whether lhs is less than rhs, with broadcasting.
    ///
    /// TFLite LESS.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.less"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    Less = "tfl.less" => LESS(58) {
        operands: lhs: tensor[F32, I16, I32, I64, QUI8, QI8, QUINT8],
                  rhs: tensor[F32, I16, I32, I64, QUI8, QI8, QUINT8];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.13.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Whether lhs is less than or equal to rhs, with broadcasting.
    ///
    /// TFLite LESS_EQUAL.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.less_equal"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    LessEqual = "tfl.less_equal" => LESS_EQUAL(63) {
        operands: lhs: tensor[F32, I32, I64, QI8, QUI8], rhs: tensor[F32, I32, I64, QI8, QUI8];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.14.0", "1.14.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Whether lhs is greater than rhs, with broadcasting.
    ///
    /// TFLite GREATER.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.greater"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    Greater = "tfl.greater" => GREATER(61) {
        operands: lhs: tensor[F32, I32, I64, QUI8, QI8, QUINT8],
                  rhs: tensor[F32, I32, I64, QUI8, QI8, QUINT8];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.14.0", "1.14.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Whether lhs is greater than or equal to rhs, with broadcasting.
    ///
    /// TFLite GREATER_EQUAL.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.greater_equal"(%lhs, %rhs) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    /// ```
    GreaterEqual = "tfl.greater_equal" => GREATER_EQUAL(62) {
        operands: lhs: tensor[F32, I16, I32, I64, QUI8, QI8], rhs: tensor[F32, I16, I32, I64, QUI8, QI8];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), In(1), "comparison op operands have same element type");
        runtime_requires: BroadcastWithin(4);
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.13.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Both, elementwise with broadcasting.
    ///
    /// TFLite LOGICAL_AND.
    ///
    /// ```mlir
    /// %0 = "tfl.logical_and"(%lhs, %rhs) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    /// ```
    LogicalAnd = "tfl.logical_and" => LOGICAL_AND(86) {
        operands: lhs: tensor[I1], rhs: tensor[I1];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        since: "1.11.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Either, elementwise with broadcasting.
    ///
    /// TFLite LOGICAL_OR.
    ///
    /// ```mlir
    /// %0 = "tfl.logical_or"(%lhs, %rhs) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    /// ```
    LogicalOr = "tfl.logical_or" => LOGICAL_OR(84) {
        operands: lhs: tensor[I1], rhs: tensor[I1];
        results: output: tensor[I1];
        traits: BROADCASTABLE, PURE;
        since: "1.11.0";
        infer: crate::shape::binary_shape;
        syntax: crate::syntax::tfl_binary::BINARY;
    }

    /// Negation, elementwise.
    ///
    /// TFLite LOGICAL_NOT.
    ///
    /// ```mlir
    /// %0 = "tfl.logical_not"(%lhs) : (tensor<4xi1>) -> tensor<4xi1>
    /// ```
    LogicalNot = "tfl.logical_not" => LOGICAL_NOT(87) {
        operands: lhs: tensor[I1];
        results: output: tensor[I1];
        traits: PURE, SAME_TYPE;
        since: "1.11.0";
        infer: crate::shape::same_shape;
    }

    /// Takes from x where the condition holds and from y elsewhere; a vector condition chooses rows.
    ///
    /// TFLite SELECT.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.select"(%condition, %x, %y) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Select = "tfl.select" => SELECT(64), SelectOptions {
        operands: condition: tensor[I1],
                  x: tensor[F32, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8],
                  y: tensor[F32, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8];
        results: output: tensor[F32, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(1), In(2), "operands have same element type"),
                  SameElem(In(1), Out(0), "operands and result have same element type");
        version: |s| {
            if s.input(0, UI32) {
                4
            } else if s.rank(0) == 5 || s.rank(1) == 5 || s.rank(2) == 5 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.12.0", "2.12.0";
        infer: crate::shape::select_shape;
    }

    /// Takes from x where the condition holds and from y elsewhere, with broadcasting.
    ///
    /// TFLite SELECT_V2.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.select_v2"(%condition, %x, %y) : (tensor<4xi1>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    SelectV2 = "tfl.select_v2" => SELECT_V2(123), SelectV2Options {
        operands: condition: tensor[I1],
                  x: tensor[F32, F16, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8],
                  y: tensor[F32, F16, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8];
        results: output: tensor[F32, F16, I1, I8, I16, I32, I64, UI32, QI8, QUI8, QI16, QUINT8];
        traits: BROADCASTABLE, PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(1), In(2), "operands have same element type"),
                  SameElem(In(1), Out(0), "operands and result have same element type");
        runtime_requires: BroadcastWithin(5);
        version: |s| if s.input(0, UI32) { 2 } else { 1 };
        since: "2.2.0", "2.12.0";
        infer: crate::shape::binary_shape;
    }

    /// Indices of the true elements, a row each.
    ///
    /// TFLite WHERE.
    ///
    /// ```mlir
    /// %0 = "tfl.where"(%condition) : (tensor<4xi1>) -> tensor<?x1xi64>
    /// ```
    Where = "tfl.where" => WHERE(109) {
        operands: condition: tensor[I1, F32, I32_64, I8, UI8, UI32];
        results: index: tensor[I64];
        traits: PURE;
        version: |s| if s.input(0, I1) { 1 } else { 2 };
        since: "1.14.0", "2.8.0";
    }
}
