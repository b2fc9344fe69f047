//! Activation functions.

use tfl_ir::{Body, Diagnostic, Fold, Op};

use crate::elem::{self, ElemSet};
use crate::fold::same_type_fold;
use crate::op_macro::ops;
use crate::require::same_elem;
use crate::spec::op_error;

ops! {
    /// `max(x, 0)`, elementwise.
    ///
    /// TFLite RELU.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.relu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Relu = "tfl.relu" => RELU(19) {
        operands: x: tensor[F32, QUI8, QI8, QI16];
        results: y: tensor[F32, QUI8, QI8, QI16];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8 | UI8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "2.1.0", "2.5.0";
        fold: relu_fold;
        infer: crate::shape::same_shape;
    }

    /// The value clamped to [0, 6], elementwise.
    ///
    /// TFLite RELU6.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.relu6"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Relu6 = "tfl.relu6" => RELU6(21) {
        operands: x: tensor[F32, QUI8, QI8];
        results: y: tensor[F32, QUI8, QI8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.5.0";
        infer: crate::shape::same_shape;
    }

    /// The value clamped to [-1, 1], elementwise.
    ///
    /// TFLite RELU_N1_TO_1.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.relu_n1_to_1"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    ReluN1To1 = "tfl.relu_n1_to_1" => RELU_N1_TO_1(20) {
        operands: x: tensor[F32, QUI8, QI8];
        results: y: tensor[F32, QUI8, QI8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        since: "1.5.0";
        infer: crate::shape::same_shape;
    }

    /// The value clamped to [0, 1], elementwise.
    ///
    /// TFLite RELU_0_TO_1.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.relu_0_to_1"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Relu0To1 = "tfl.relu_0_to_1" => RELU_0_TO_1(152) {
        operands: x: tensor[F32, QUI8, QI8];
        results: y: tensor[F32, QUI8, QI8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        since: "2.10.0";
        infer: crate::shape::same_shape;
    }

    /// `x` where `x` >= 0, `alpha * x` below, elementwise.
    ///
    /// TFLite LEAKY_RELU.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.leaky_relu"(%input) <{alpha = 0.1 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    LeakyRelu = "tfl.leaky_relu" => LEAKY_RELU(98), LeakyReluOptions {
        operands: input: tensor[F32, QUI8, QI8, QUINT8, QI16];
        attrs: alpha: F32 @0;
        results: output: tensor[F32, QUI8, QI8, QUINT8, QI16];
        traits: SAME_SHAPE, PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| if s.input(0, I16) { 2 } else { 1 };
        since: "1.13.1", "2.3.0";
        infer: crate::shape::same_shape;
    }

    /// `x` where positive, `alpha * x` below, with a slope a channel.
    ///
    /// TFLite PRELU.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.prelu"(%input, %alpha) : (tensor<1x2x2x3xf32>, tensor<1x1x3xf32>) -> tensor<1x2x2x3xf32>
    /// ```
    Prelu = "tfl.prelu" => PRELU(54) {
        operands: input: tensor[F32, QI8, QUI8, QUINT8], alpha: tensor[F32, QI8, QUI8, QUINT8];
        results: output: tensor[F32, QI8, QUI8, QUINT8];
        traits: PURE, BROADCASTABLE;
        quant: Quantizable, Affine { operand: 1, dim: None }, ChannelDim(0);
        requires: SameElem(In(0), In(1), "binary op operands have same element type"),
                  SameElem(In(0), Out(0), "input and output must have the same element type");
        runtime_requires: BroadcastWithin(4);
        since: "1.8.0";
        verify: prelu_verify;
        infer: crate::shape::binary_shape;
    }

    /// `x` where positive, `exp(x) - 1` below, elementwise.
    ///
    /// TFLite ELU.
    ///
    /// ```mlir
    /// %0 = "tfl.elu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Elu = "tfl.elu" => ELU(111) {
        operands: x: tensor[F32, I8];
        results: y: tensor[F32, I8];
        traits: PURE, SAME_SHAPE;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        since: "1.14.0";
        infer: crate::shape::same_shape;
    }

    /// Gaussian error linear unit, elementwise: by the error function or by its tanh approximation.
    ///
    /// TFLite GELU.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.gelu"(%input) <{approximate = false}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Gelu = "tfl.gelu" => GELU(150), GeluOptions {
        operands: input: tensor[F32, F16, QI8, QUI8];
        attrs: approximate: Bool ? false @0;
        results: output: tensor[F32, F16, QI8, QUI8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, F16) {
                3
            } else if s.input(0, I8 | UI8) {
                2
            } else {
                1
            }
        };
        since: "2.9.0", "2.9.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// `x * relu6(x + 3) / 6`, elementwise.
    ///
    /// TFLite HARD_SWISH.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.hard_swish"(%input) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    HardSwish = "tfl.hard_swish" => HARD_SWISH(117) {
        operands: input: tensor[F32, QUI8, QI8];
        results: output: tensor[F32, QUI8, QI8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "1.15.0";
        infer: crate::shape::same_shape;
    }

    /// `1 / (1 + exp(-x))`, elementwise.
    ///
    /// TFLite LOGISTIC.
    /// Quantized: the result has a fixed scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.logistic"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Logistic = "tfl.logistic" => LOGISTIC(14) {
        operands: x: tensor[F32, QI8, QUI8, QI16, QUINT8];
        results: y: tensor[F32, QI8, QUI8, QI16, QUINT8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable,
               FixedOutput { i8: (1.0 / 256.0, -128), u8: (1.0 / 256.0, 0), i16: (1.0 / 32768.0, 0) };
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0";
        infer: crate::shape::same_shape;
    }

    /// Hyperbolic tangent, elementwise.
    ///
    /// TFLite TANH.
    /// Quantized: the result has a fixed scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.tanh"(%input) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Tanh = "tfl.tanh" => TANH(28) {
        operands: input: tensor[F32, F16, QI8, QUI8, QI16, QUINT8];
        results: output: tensor[F32, F16, QI8, QUI8, QI16, QUINT8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable,
               FixedOutput { i8: (1.0 / 128.0, 0), u8: (1.0 / 128.0, 128), i16: (1.0 / 32768.0, 0) };
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0";
        infer: crate::shape::same_shape;
    }

    /// `exp(beta * x)` normalized to sum one along the last dimension.
    ///
    /// TFLite SOFTMAX.
    /// Quantized: the result has a fixed scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.softmax"(%input) <{beta = 1.0 : f32}> : (tensor<2x4xf32>) -> tensor<2x4xf32>
    /// ```
    Softmax = "tfl.softmax" => SOFTMAX(25), SoftmaxOptions {
        operands: input: tensor[F32, F16, QI8, QUI8, QUINT8, QI16];
        attrs: beta: F32 @0;
        results: output: tensor[F32, F16, QI8, QUI8, QUINT8, QI16];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable,
               FixedOutput { i8: (1.0 / 256.0, -128), u8: (1.0 / 256.0, 0), i16: (1.0 / 32768.0, 0) };
        requires: That("input and output must have same element type", softmax_types_fit), MinRank(0, 1);
        version: |s| {
            if s.input(0, F16) {
                4
            } else if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.3.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// Logarithm of the softmax along the last dimension.
    ///
    /// TFLite LOG_SOFTMAX.
    /// Quantized: the result has a fixed scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.log_softmax"(%input) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    /// ```
    LogSoftmax = "tfl.log_softmax" => LOG_SOFTMAX(50), LogSoftmaxOptions {
        operands: input: tensor[F32, QUI8, QI8, QUINT8];
        results: output: tensor[F32, QUI8, QI8, QUINT8];
        traits: PURE, SAME_SHAPE;
        quant: Quantizable,
               FixedOutput { i8: (16.0 / 256.0, 127), u8: (16.0 / 256.0, 255), i16: (16.0 / 65536.0, 32767) };
        requires: SameElem(In(0), Out(0), "x and y must have same element type");
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.14.0", "1.14.0";
        infer: crate::shape::same_shape;
    }
}

/// The slopes have one dimension less than the input (the batch), or as many. That they stretch to it
/// is checked of all broadcasting ops.
fn prelu_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let rank = |index| body.operand(op, index).and_then(|value| body.ty(value).dims()).map(<[_]>::len);
    match (rank(0), rank(1)) {
        (Some(input), Some(alpha)) if alpha + 1 != input && alpha != input => {
            Err(op_error(body, op, "'alpha' should have one less rank than 'input'."))
        }
        _ => Ok(()),
    }
}

/// What is clamped at 0 already.
fn relu_fold(body: &Body, op: Op) -> Fold {
    let Some(input) = body.operand(op, 0) else { return Fold::No };
    let clamped = body.defining_op(input).is_some_and(|source| {
        let name = body.name(source);
        name == "tfl.relu" || name == "tfl.relu6" || name == "tfl.relu_0_to_1"
    });
    if clamped { same_type_fold(body, op) } else { Fold::No }
}

/// The result has the elements of the input; of 8-bit values it may have 16 bits, which are finer.
fn softmax_types_fit(body: &Body, op: Op) -> bool {
    let (Some(input), Some(result)) = (body.operand(op, 0), body.result(op, 0)) else { return true };
    let (input, result) = (body.ty(input), body.ty(result));
    same_elem(input, result) || (ElemSet::of(input) == elem::QI8 && ElemSet::of(result) == elem::QI16)
}
