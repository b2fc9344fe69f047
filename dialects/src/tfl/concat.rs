//! Joining and cutting tensors.

use tfl_ir::{Attr, Body, Diagnostic, Fold, Op};

use crate::fold::same_type_fold;
use crate::op_macro::ops;
use crate::require::is_single;
use crate::shape::verify_declared;
use crate::spec::op_error;

ops! {
    /// Joins tensors along an axis.
    ///
    /// TFLite CONCATENATION.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.concatenation"(%values0, %values1)
    ///     <{axis = 1 : i32, fused_activation_function = "NONE"}>
    ///     : (tensor<2x3xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
    /// ```
    Concatenation = "tfl.concatenation" => CONCATENATION(2), ConcatenationOptions {
        operands: values: variadic[F32, F16, F8E4M3FN, F8E5M2, I64, I32, I16, QI4, I8, QI8, QUI8, UI8, UI32, I1];
        attrs: axis: I32 @0, fused_activation_function: Activation @1;
        results: output: tensor[F32, F16, F8E4M3FN, F8E5M2, I64, I32, I16, QI4, I8, QI8, QUI8, UI8, UI32, I1];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| {
            if s.input(0, F8) {
                7
            } else if s.input(0, F16) {
                6
            } else if s.input(0, I4) {
                5
            } else if s.input(0, UI32) {
                4
            } else if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.3.0", "2.14.0", "2.21.0", "2.23.0", "2.23.0";
        verify: crate::shape::verify_declared;
        fold: concatenation_fold;
        infer: crate::shape::concat_shape;
    }

    /// Stacks tensors of one shape along a new axis.
    ///
    /// TFLite PACK.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.pack"(%values0, %values1)
    ///     <{axis = 0 : i32, values_count = 2 : i32}>
    ///     : (tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
    /// ```
    Pack = "tfl.pack" => PACK(83), PackOptions {
        operands: values: variadic[F32, F8E4M3FN, F8E5M2, I8, I16, I32, I64, UI8, UI32, QI8, QUI8, QI16, QUINT8];
        attrs: values_count: PositiveI32 @0, axis: I32 @1;
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I8, I16, I32, I64, UI8, UI32, QI8, QUI8, QI16, QUINT8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "values and output must have same element type");
        version: |s| {
            if s.input(0, F8) {
                5
            } else if s.input(0, I8) {
                2
            } else if s.input(0, I16) && s.output(0, I16) {
                3
            } else if s.input(0, UI32) {
                4
            } else {
                1
            }
        };
        since: "1.11.0", "1.14.0", "2.3.0", "2.13.0", "2.23.0";
        verify: pack_verify;
        infer: crate::shape::pack_shape;
    }

    /// Takes a tensor apart along an axis, which is dropped.
    ///
    /// TFLite UNPACK.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0:2 = "tfl.unpack"(%input)
    ///     <{axis = 0 : i32, num = 2 : i32}>
    ///     : (tensor<2x4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
    /// ```
    Unpack = "tfl.unpack" => UNPACK(88), UnpackOptions {
        operands: input: tensor[F32, F16, BF16, F8E4M3FN, F8E5M2, I1, I8, UI8, I32, QI8, QUI8, I16, QI16];
        attrs: num: NonNegativeI32 @0, axis: I32 @1;
        results: outputs: variadic[F32, F16, BF16, F8E4M3FN, F8E5M2, I1, I8, UI8, I32, QI8, QUI8, I16, QI16];
        traits: PURE, SAME_ELEMENT_TYPE;
        quant: Quantizable, SameScale;
        version: |s| {
            if s.input(0, F8) {
                6
            } else if s.input(0, I8 | UI8) {
                2
            } else if s.input(0, I1) {
                3
            } else if s.input(0, I16) && s.output(0, I16) {
                4
            } else if s.input(0, F16 | BF16) {
                5
            } else {
                1
            }
        };
        since: "1.11.0", "1.14.0", "2.2.0", "2.3.0", "2.22.0", "2.23.0";
        verify: unpack_verify;
        infer: crate::shape::unpack_shape;
    }

    /// Cuts a tensor into equal parts along a dimension.
    ///
    /// TFLite SPLIT.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0:2 = "tfl.split"(%split_dim, %value)
    ///     <{num_splits = 2 : i32}>
    ///     : (tensor<i32>, tensor<4x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
    /// ```
    Split = "tfl.split" => SPLIT(49), SplitOptions {
        operands: split_dim: tensor[I32],
                  value: tensor[F32, F8E4M3FN, F8E5M2, I16, I32, I8, UI8, QI8, QUI8, QI16];
        attrs: num_splits: PositiveI32 @0;
        results: outputs: variadic[F32, F8E4M3FN, F8E5M2, I16, I32, I8, UI8, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: That("operand #0 is an 0-d tensor or 1-d tensor w/ 1 element", |b, o| is_single(b, o, 0));
        version: |s| {
            if s.input(1, F8) {
                5
            } else if s.input(1, I16) {
                4
            } else if s.input(1, I32) {
                3
            } else if s.input(1, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "1.14.0", "2.3.0", "2.23.0";
        verify: split_verify;
        infer: crate::shape::split_shape;
    }

    /// Cuts a tensor into parts of given sizes along a dimension.
    ///
    /// TFLite SPLIT_V.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0:2 = "tfl.split_v"(%value, %size_splits, %split_dim)
    ///     <{num_splits = 2 : i32}>
    ///     : (tensor<4x2xf32>, tensor<2xi32>, tensor<i32>) -> (tensor<1x2xf32>, tensor<3x2xf32>)
    /// ```
    SplitV = "tfl.split_v" => SPLIT_V(102), SplitVOptions {
        operands: value: tensor[F32, F8E4M3FN, F8E5M2, I16, I32, I64, I8, UI8, QI8, QUI8, QI16],
                  size_splits: tensor[I32], split_dim: tensor[I32];
        attrs: num_splits: PositiveI32 @0;
        results: outputs: variadic[F32, F8E4M3FN, F8E5M2, I16, I32, I64, I8, UI8, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        version: |s| {
            if s.input(0, F8) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.13.1", "2.3.0", "2.23.0";
        verify: split_verify;
        infer: crate::shape::split_v_shape;
    }
}

/// One operand that is not clamped is the result.
fn concatenation_fold(body: &Body, op: Op) -> Fold {
    let plain = body.attr(op, "fused_activation_function").and_then(Attr::as_str) == Some("NONE");
    if body.num_operands(op) == 1 && plain { same_type_fold(body, op) } else { Fold::No }
}

/// As many operands as `values_count` says.
fn pack_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let count = body.attr(op, "values_count").and_then(Attr::as_int).unwrap_or(0);
    if usize::try_from(count) != Ok(body.num_operands(op)) {
        let found = body.num_operands(op);
        let message = format!("input count should match 'values_count' attribute, found {found} and {count}");
        return Err(op_error(body, op, message));
    }
    verify_declared(body, op)
}

/// As many results as `num` says.
fn unpack_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let count = body.attr(op, "num").and_then(Attr::as_int).unwrap_or(0);
    if usize::try_from(count) != Ok(body.num_results(op)) {
        let found = body.num_results(op);
        let message = format!("output count should match 'num' attribute, found {found} and {count}");
        return Err(op_error(body, op, message));
    }
    verify_declared(body, op)
}

/// As many results as `num_splits` says.
fn split_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let count = body.attr(op, "num_splits").and_then(Attr::as_int).unwrap_or(0);
    if usize::try_from(count) != Ok(body.num_results(op)) {
        let found = body.num_results(op);
        let message = format!("output count should match 'num_splits' attribute, found {found} and {count}");
        return Err(op_error(body, op, message));
    }
    Ok(())
}
