//! Slices by position.

use tfl_ir::{Attr, Body, Fold, Op};

use crate::consts::constant_ints;
use crate::fold::same_type_fold;
use crate::op_macro::ops;
use crate::require::rank_at_most;

ops! {
    /// A block of a tensor by start and size; size -1 reaches to the end.
    ///
    /// TFLite SLICE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.slice"(%input, %begin, %size)
    ///     : (tensor<4x4xf32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xf32>
    /// ```
    Slice = "tfl.slice" => SLICE(65) {
        operands: input: tensor[F32, F16, I32, I64, QI4, I8, UI8, UI32, I1, STRING, QI8, QUI8, QUINT8, QI16],
                  begin: tensor[I32_64], size: tensor[I32_64];
        results: output: tensor[F32, F16, I32, I64, QI4, I8, UI8, UI32, I1, STRING, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(1, 1),
                  MaxRank(2, 1);
        runtime_requires: That("input must have rank at most 6", |b, o| rank_at_most(b, o, 0, 6));
        version: |s| {
            if s.input(0, F16) {
                8
            } else if s.input(0, I4) {
                7
            } else if s.input(0, UI32) {
                6
            } else if s.rank(0) > 4 {
                5
            } else if s.input(0, I16) {
                4
            } else if s.input(0, STRING) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "1.14.0", "2.4.0", "2.5.0", "2.14.0", "2.21.0", "2.23.0";
        fold: slice_fold;
        infer: crate::shape::slice_shape;
    }

    /// A block of a tensor by start, end and step a dimension; bits of the masks stand for omitted
    /// bounds, new axes and dropped axes.
    ///
    /// TFLite STRIDED_SLICE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.strided_slice"(%input, %begin, %end, %strides)
    ///     <{begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32,
    ///     offset = false, shrink_axis_mask = 0 : i32}>
    ///     : (tensor<4x4xf32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) -> tensor<?x?xf32>
    /// ```
    StridedSlice = "tfl.strided_slice" => STRIDED_SLICE(45), StridedSliceOptions {
        operands: input: tensor[F32, F16, I32, I64, I8, UI8, UI32, QI8, QUI8, I1, I16, QI16, QUINT8, STRING],
                  begin: tensor[I32], end: tensor[I32], strides: tensor[I32];
        attrs: begin_mask: I32 @0, end_mask: I32 @1, ellipsis_mask: I32 @2, new_axis_mask: I32 @3,
               shrink_axis_mask: I32 @4, offset: Bool @5;
        results: output: tensor[F32, F16, I32, I64, I8, UI8, UI32, QI8, QUI8, I1, I16, QI16, QUINT8, STRING];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(1, 1),
                  Rank(2, 1), Rank(3, 1);
        runtime_requires: That("input (with new_axis) must have rank at most 6", |b, o| rank_at_most(b, o, 0, 6));
        version: |s| {
            if s.flag("offset") {
                8
            } else if s.input(0, UI32) {
                7
            } else if s.int("ellipsis_mask") != 0 || s.int("new_axis_mask") != 0 {
                6
            } else if s.input(0, STRING) {
                5
            } else if s.rank(0) > 4 {
                4
            } else if s.input(0, I1) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "2.1.0", "2.2.0", "2.5.0", "2.6.0", "2.14.0", "2.14.0";
        fold: strided_slice_fold;
        infer: crate::shape::strided_slice_shape;
    }

    /// A tensor with one block replaced; the start is clamped so that the block fits.
    ///
    /// TFLite DYNAMIC_UPDATE_SLICE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.dynamic_update_slice"(%operand, %update, %start_indices)
    ///     : (tensor<4x4xf32>, tensor<2x2xf32>, tensor<2xi32>) -> tensor<4x4xf32>
    /// ```
    DynamicUpdateSlice = "tfl.dynamic_update_slice" => DYNAMIC_UPDATE_SLICE(151) {
        operands: operand: tensor[I1, I4, QI4, QI8, I8, I16, I32, I64, F32, F16, BF16],
                  update: tensor[I1, I4, QI4, QI8, I8, I16, I32, I64, F32, F16, BF16],
                  start_indices: tensor[I32_64];
        results: output: tensor[I1, I4, QI4, QI8, I8, I16, I32, I64, F32, F16, BF16];
        traits: PURE;
        quant: Quantizable, SameScale, FreeAxes;
        requires: SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, BF16) {
                6
            } else if s.input(0, I4) {
                5
            } else if s.input(0, I16) {
                4
            } else if s.input(0, F16) {
                3
            } else if s.input(2, I64) {
                2
            } else {
                1
            }
        };
        since: "2.9.0", "2.17.0", "2.19.0", "2.20.0", "2.21.0", "2.22.0";
        infer: crate::shape::same_shape;
    }

    /// Reverses the order along axes.
    ///
    /// TFLite REVERSE_V2.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.reverse_v2"(%input, %axis) : (tensor<2x3xf32>, tensor<1xi32>) -> tensor<2x3xf32>
    /// ```
    ReverseV2 = "tfl.reverse_v2" => REVERSE_V2(105) {
        operands: input: tensor[F32, F8E4M3FN, F8E5M2, UI8, I16, I32, I64, QI16, QUI8, QI8, QUINT8, I1],
                  axis: tensor[I32];
        results: output: tensor[F32, F8E4M3FN, F8E5M2, UI8, I16, I32, I64, QI16, QUI8, QI8, QUINT8, I1];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(1, 1);
        version: |s| {
            if s.input(0, F8) {
                4
            } else if s.input(0, I8) {
                3
            } else if s.input(0, I1) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "2.2.0", "2.5.0", "2.23.0";
        infer: crate::shape::same_shape;
    }

    /// Reverses the first elements along a dimension, as many as each batch entry says.
    ///
    /// TFLite REVERSE_SEQUENCE.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.reverse_sequence"(%input, %seq_lengths)
    ///     <{batch_dim = 0 : i32, seq_dim = 1 : i32}>
    ///     : (tensor<2x4xf32>, tensor<2xi32>) -> tensor<2x4xf32>
    /// ```
    ReverseSequence = "tfl.reverse_sequence" => REVERSE_SEQUENCE(112), ReverseSequenceOptions {
        operands: input: tensor[F32, I32, I64, QI16, QUI8, QUINT8], seq_lengths: tensor[I32_64];
        attrs: seq_dim: NonNegativeI32 @0, batch_dim: NonNegativeI32 @1;
        results: output: tensor[F32, I32, I64, QI16, QUI8, QUINT8];
        traits: PURE;
        quant: Quantizable;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(1, 1);
        since: "1.14.0";
        infer: crate::shape::same_shape;
    }
}

/// The slice is all of the input: equal static shapes leave no other choice.
fn slice_fold(body: &Body, op: Op) -> Fold {
    let whole = body.operand(op, 0).is_some_and(|input| body.ty(input).static_dims().is_some());
    if whole { same_type_fold(body, op) } else { Fold::No }
}

/// The slice is all of the input, forward and without new or dropped axes.
fn strided_slice_fold(body: &Body, op: Op) -> Fold {
    let int = |name| body.attr(op, name).and_then(Attr::as_int).unwrap_or(0);
    let steps = body.operand(op, 3).and_then(|value| constant_ints(body, value));
    let plain = int("new_axis_mask") == 0 && int("shrink_axis_mask") == 0;
    if plain && steps.is_some_and(|steps| steps.iter().all(|&step| step == 1)) {
        slice_fold(body, op)
    } else {
        Fold::No
    }
}
