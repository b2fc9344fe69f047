//! Between floats and quantized values.

use tfl_ir::{Attr, Body, Diagnostic, Op};

use crate::op_macro::ops;
use crate::spec::op_error;

ops! {
    /// Turns floats into quantized values, or quantized values into ones of another scale.
    ///
    /// TFLite QUANTIZE.
    ///
    /// ```mlir
    /// %0 = "tfl.quantize"(%input)
    ///     <{qtype = tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>}>
    ///     : (tensor<4xf32>) -> tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>
    /// ```
    Quantize = "tfl.quantize" => QUANTIZE(114) {
        operands: input: tensor[F32, QI4, QUI4, QI8, QUI8, QI16, QUINT8];
        attrs: qtype: TensorType;
        results: output: tensor[QI4, QUI4, QI8, QUI8, QI16, QUINT8];
        traits: SAME_SHAPE, PURE;
        version: |s| {
            if s.input(0, UI4) || s.output(0, UI4) {
                5
            } else if s.input(0, I4) || s.output(0, I4) {
                4
            } else if s.output_per_axis(0) {
                3
            } else if s.output(0, I16) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.15.0", "2.7.0", "2.21.0", "2.21.0", "2.21.0";
        verify: qtype_verify;
        infer: crate::shape::same_shape;
    }

    /// Turns quantized or half-precision values into 32-bit floats.
    ///
    /// TFLite DEQUANTIZE.
    ///
    /// ```mlir
    /// %0 = "tfl.dequantize"(%input) : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4xf32>
    /// ```
    Dequantize = "tfl.dequantize" => DEQUANTIZE(6) {
        operands: input: tensor[QI2, QI4, QUI4, QI8, QUI8, QI16, F16, F8E4M3FN, F8E5M2];
        results: output: tensor[F32];
        traits: PURE;
        version: |s| {
            if s.input(0, F8) {
                9
            } else if s.input(0, UI4) {
                8
            } else if s.input(0, I2) {
                7
            } else if s.input(0, I4) {
                6
            } else if s.input(0, I16 | F16) {
                3
            } else if s.input(0, I8) && s.input_per_axis(0) {
                5
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.13.1", "1.14.0", "1.15.0", "2.2.0", "2.7.0", "2.18.0", "2.21.0", "2.22.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to what a quantized type could hold, and keeps them floats.
    ///
    /// TFLite FAKE_QUANT.
    ///
    /// ```mlir
    /// %0 = "tfl.fake_quant"(%input)
    ///     <{max = 1.0 : f32, min = 0.0 : f32, narrow_range = false, num_bits = 8 : i32}>
    ///     : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    FakeQuant = "tfl.fake_quant" => FAKE_QUANT(80), FakeQuantOptions {
        operands: input: tensor[F32];
        attrs: min: F32 @0, max: F32 @1, num_bits: BitWidth @2, narrow_range: False @3;
        results: output: tensor[F32];
        traits: PURE;
        quant: Quantizable;
        version: |s| if s.flag("narrow_range") { 2 } else { 1 };
        since: "1.5.0", "1.10.0";
        infer: crate::shape::same_shape;
    }

    /// Compares dequantized values with a reference and logs where they are too far apart; for debugging
    /// quantization.
    ///
    /// ```mlir
    /// %0 = "tfl.NumericVerify"(%input, %ref)
    ///     <{log_if_failed = false, tolerance = 1.0 : f32}>
    ///     : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<4xf32>) -> tensor<4xf32>
    /// ```
    NumericVerify = "tfl.NumericVerify" {
        operands: input: tensor[QI8, QUI8, QI16, F16, QUINT8], r#ref: tensor[F32];
        attrs: tolerance: F32 ? 0.1, log_if_failed: Bool ? false;
        results: output: tensor[F32];
        effects: Unknown;
        quant: Quantizable;
    }

    /// Expands a sparse constant into a dense one.
    ///
    /// TFLite DENSIFY.
    ///
    /// ```mlir
    /// %0 = "tfl.densify"(%input) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Densify = "tfl.densify" => DENSIFY(124) {
        operands: input: tensor[F32, I8];
        results: output: tensor[F32, I8];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        since: "2.2.0";
        infer: crate::shape::same_shape;
    }
}

/// The result has the type that `qtype` says.
fn qtype_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (Some(ty), Some(result)) = (body.attr(op, "qtype").and_then(Attr::as_type), body.result(op, 0))
    else {
        return Ok(());
    };
    let found = body.ty(result);
    if found.elem() != ty.elem() {
        let message = format!("'qtype' is '{ty}', but the result is '{found}'");
        return Err(op_error(body, op, message));
    }
    Ok(())
}
