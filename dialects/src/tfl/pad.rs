//! Padding, and moves between batch, depth and space.

use tfl_ir::{Body, Fold, Op};

use crate::consts::constant_ints;
use crate::fold::same_type_fold;
use crate::op_macro::ops;
use crate::require::{dim_at_most, rank_is_dim};

ops! {
    /// Pads with zeros (the zero point where quantized).
    ///
    /// TFLite PAD.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.pad"(%input, %padding) : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<4x5xf32>
    /// ```
    Pad = "tfl.pad" => PAD(34), PadOptions {
        operands: input: tensor[F32, F8E4M3FN, F8E5M2, I1, I32, I64, QI8, QUI8, QUINT8, QI16],
                  padding: tensor[I32_64];
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I1, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(0, 5),
                  Rank(1, 2),
                  That("operand 0's rank equals operand 1's size", |b, o| rank_is_dim(b, o, 0, (1, 0))),
                  That("the first dim size of the padding argument must be at most 5", |b, o| dim_at_most(b, o, 1, 0, 5));
        version: |s| {
            if s.input(0, F8) {
                6
            } else if s.input(0, I1) {
                5
            } else if s.rank(0) > 4 {
                4
            } else if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.4.0", "2.6.0", "2.20.0", "2.23.0";
        fold: pad_fold;
        infer: crate::shape::pad_shape;
    }

    /// Pads with a given value.
    ///
    /// TFLite PADV2.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.padv2"(%input, %padding, %constant_values)
    ///     : (tensor<2x3xf32>, tensor<2x2xi32>, tensor<f32>) -> tensor<4x5xf32>
    /// ```
    Padv2 = "tfl.padv2" => PADV2(60), PadV2Options {
        operands: input: tensor[F32, F8E4M3FN, F8E5M2, I1, I32, I64, UI8, QI8, QUI8, QUINT8],
                  padding: tensor[I32_64],
                  constant_values: tensor[F32, F8E4M3FN, F8E5M2, I1, I32, I64, UI8, QI8, QUI8, QUINT8];
        results: output: tensor[F32, F8E4M3FN, F8E5M2, I1, I32, I64, UI8, QI8, QUI8, QUINT8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(0, 5),
                  Rank(1, 2), Rank(2, 0),
                  SameElem(In(0), In(2), "input and constant value operands must have same element type"),
                  That("operand 0's rank equals operand 1's size", |b, o| rank_is_dim(b, o, 0, (1, 0))),
                  That("the first dim size of the padding argument must be at most 5", |b, o| dim_at_most(b, o, 1, 0, 5));
        version: |s| {
            if s.input(0, F8) {
                6
            } else if s.input(0, I1) {
                5
            } else if s.rank(0) > 4 {
                4
            } else if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.9.0", "1.14.0", "2.4.0", "2.6.0", "2.20.0", "2.23.0";
        fold: pad_fold;
        infer: crate::shape::pad_shape;
    }

    /// Pads with a mirror image of the edge, with (`SYMMETRIC`) or without (`REFLECT`) the edge itself.
    ///
    /// TFLite MIRROR_PAD.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.mirror_pad"(%input, %pad)
    ///     <{mode = #tfl<mirror_pad_attr REFLECT>}>
    ///     : (tensor<2x3xf32>, tensor<2x2xi32>) -> tensor<4x5xf32>
    /// ```
    MirrorPad = "tfl.mirror_pad" => MIRROR_PAD(100), MirrorPadOptions {
        operands: input: tensor[F32, I32, I64, I8, UI8, QI8, QUI8, QI16], pad: tensor[I32, I64];
        attrs: mode: MirrorPad @0;
        results: output: tensor[F32, I32, I64, I8, UI8, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: Rank(1, 2);
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.13.1", "2.3.0", "2.12.0";
        fold: pad_fold;
        infer: crate::shape::pad_shape;
    }

    /// Puts copies of a padding value between the elements along each dimension.
    ///
    /// TFLite DILATE.
    ///
    /// ```mlir
    /// %0 = "tfl.dilate"(%input, %dilations, %padding_value)
    ///     : (tensor<2x2xf32>, tensor<2xi32>, tensor<f32>) -> tensor<3x3xf32>
    /// ```
    Dilate = "tfl.dilate" => DILATE(203) {
        operands: input: tensor[I8, I16, I32, I64, UI8, UI16, UI32, UI64, F32, F64], dilations: tensor[I32],
                  padding_value: tensor[I8, I16, I32, I64, UI8, UI16, UI32, UI64, F32, F64];
        results: output: tensor[I8, I16, I32, I64, UI8, UI16, UI32, UI64, F32, F64];
        traits: PURE;
        requires: SameElem(In(0), Out(0), "output and input must have same element type"),
                  SameElem(In(2), Out(0), "output and padding value must have same element type");
        since: "2.15.0";
    }

    /// Moves blocks of the batch dimension into the spatial ones, then crops: the inverse of
    /// `space_to_batch_nd`.
    ///
    /// TFLite BATCH_TO_SPACE_ND.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.batch_to_space_nd"(%input, %block_shape, %indices)
    ///     : (tensor<4x1x1x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<1x2x2x1xf32>
    /// ```
    BatchToSpaceNd = "tfl.batch_to_space_nd" => BATCH_TO_SPACE_ND(37) {
        operands: input: tensor[F32, I8, I32, I64, UI8, QI8, QUI8, QI16], block_shape: tensor[I32],
                  indices: tensor[I32];
        results: output: tensor[F32, I16, I32, I64, UI8, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"),
                  RankRange(0, 3, 4), Rank(1, 1), Rank(2, 2);
        version: |s| {
            if s.input(0, I16) {
                4
            } else if s.rank(0) != 4 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "2.3.0", "2.12.0";
        infer: crate::shape::batch_to_space_shape;
    }

    /// Pads, then moves blocks of the spatial dimensions into the batch.
    ///
    /// TFLite SPACE_TO_BATCH_ND.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.space_to_batch_nd"(%input, %block_shape, %paddings)
    ///     : (tensor<1x2x2x1xf32>, tensor<2xi32>, tensor<2x2xi32>) -> tensor<4x1x1x1xf32>
    /// ```
    SpaceToBatchNd = "tfl.space_to_batch_nd" => SPACE_TO_BATCH_ND(38) {
        operands: input: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16], block_shape: tensor[I32],
                  paddings: tensor[I32];
        results: output: tensor[F32, I32, I64, QI8, QUI8, QUINT8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: RankRange(0, 3, 4),
                  SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) {
                4
            } else if s.rank(0) != 4 {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.6.0", "1.14.0", "2.3.0", "2.12.0";
        infer: crate::shape::space_to_batch_shape;
    }

    /// Moves blocks of the channel dimension into height and width, NHWC.
    ///
    /// TFLite DEPTH_TO_SPACE.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.depth_to_space"(%input)
    ///     <{block_size = 2 : i32}>
    ///     : (tensor<1x1x1x4xf32>) -> tensor<1x2x2x1xf32>
    /// ```
    DepthToSpace = "tfl.depth_to_space" => DEPTH_TO_SPACE(5), DepthToSpaceOptions {
        operands: input: tensor[F32, I8, I32, I64, QUINT8, UI8, QI8, QUI8];
        attrs: block_size: PositiveI32 @0;
        results: output: tensor[F32, I8, I32, I64, QUINT8, UI8, QI8, QUI8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(0, 4);
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "2.1.0", "2.5.0";
        infer: crate::shape::depth_to_space_shape;
    }

    /// Moves blocks of height and width into the channel dimension, NHWC.
    ///
    /// TFLite SPACE_TO_DEPTH.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.space_to_depth"(%input)
    ///     <{block_size = 2 : i32}>
    ///     : (tensor<1x2x2x1xf32>) -> tensor<1x1x1x4xf32>
    /// ```
    SpaceToDepth = "tfl.space_to_depth" => SPACE_TO_DEPTH(26), SpaceToDepthOptions {
        operands: input: tensor[F32, I32, I64, QI8, QUI8, QUINT8];
        attrs: block_size: PositiveI32 @0;
        results: output: tensor[F32, I32, I64, QI8, QUI8, QUINT8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), MaxRank(0, 4);
        version: |s| if s.input(0, I8) { 2 } else { 1 };
        since: "1.5.0", "1.14.0";
        infer: crate::shape::space_to_depth_shape;
    }
}

/// Nothing is added.
fn pad_fold(body: &Body, op: Op) -> Fold {
    let paddings = body.operand(op, 1).and_then(|value| constant_ints(body, value));
    if paddings.is_some_and(|paddings| paddings.iter().all(|&n| n == 0)) {
        same_type_fold(body, op)
    } else {
        Fold::No
    }
}
