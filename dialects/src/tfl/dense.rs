//! Matrix products and embeddings.

use tfl_ir::{Body, Diagnostic, Op};

use crate::op_macro::ops;
use crate::spec::op_error;

ops! {
    /// Matrix product with weights of shape [units, depth], plus a bias, then the fused activation; the
    /// input is flattened to rows of `depth` unless `keep_num_dims`.
    ///
    /// TFLite FULLY_CONNECTED.
    /// Quantized: the bias has the scale of `input` times that of `filter`; scales one a channel along
    /// dimension 0 of `filter`; weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.fully_connected"(%input, %filter, %bias)
    ///     <{fused_activation_function = "NONE", keep_num_dims = false, weights_format = "DEFAULT"}>
    ///     : (tensor<2x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<2x4xf32>
    /// ```
    FullyConnected = "tfl.fully_connected" => FULLY_CONNECTED(9), FullyConnectedOptions {
        operands: input: tensor[F32, F16, QI8, QUI8, QI16, QUI16],
                  filter: tensor[F32, F16, QI2, QI4, QI8, QUI8, QI16],
                  bias: tensor_or_none[F32, F16, QI32, QUI32];
        attrs: fused_activation_function: Activation @0, weights_format: WeightsFormat @1,
               keep_num_dims: Bool @2, asymmetric_quantize_inputs: Bool ? none @3;
        results: output: variadic[F32, F16, QI8, QUI8, QI16, QUI16];
        traits: PURE;
        quant: Quantizable, Bias { bias: 2, of: [0, 1] }, Affine { operand: 1, dim: Some(0) },
               DynamicRange { operands: &[1], kernel: true, asymmetric: true }, ChannelDim(0), QuantDim(0),
               NonBias(&[0, 1]);
        sparse: 1;
        version: |s| {
            if s.input(1, I2) {
                14
            } else if s.input(0, I16) && s.input(1, I4) && s.output(0, I16) {
                13
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.per_channel(1, 0) {
                12
            } else if s.input(0, I16) && s.input(1, I8) && s.output(0, I16) {
                11
            } else if s.sparse(1) {
                8
            } else if s.input(0, I16) && s.input(1, I16) && s.output(0, I16) {
                7
            } else if s.inputs() == 2 {
                6
            } else if s.flag("keep_num_dims") {
                5
            } else if s.input(0, I8) && s.input(1, I8) && s.output(0, I8) {
                4
            } else if s.input(0, I8) && s.input(1, I4) && s.output(0, I8) {
                10
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                9
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) {
                3
            } else if s.is("weights_format", "SHUFFLED4x16INT8") {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.10.0", "1.14.0", "1.14.0", "2.0.0", "2.1.0", "2.3.0", "2.3.0", "2.3.0", "2.11.0",
               "2.15.0", "2.17.0", "2.18.0", "2.21.0";
        verify: fully_connected_verify;
        infer: crate::shape::fully_connected_shape;
    }

    /// Matrix products over the last two dimensions, the others broadcast; either side may be transposed
    /// first.
    ///
    /// TFLite BATCH_MATMUL.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.batch_matmul"(%x, %y)
    ///     <{adj_x = false, adj_y = false}>
    ///     : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
    /// ```
    BatchMatmul = "tfl.batch_matmul" => BATCH_MATMUL(126), BatchMatMulOptions {
        operands: x: tensor[F32, F16, QI8, QI16, I8], y: tensor[F32, F16, QI8, QI16, I8];
        attrs: adj_x: Bool ? false @0, adj_y: Bool ? false @1, asymmetric_quantize_inputs: Bool ? none @2;
        results: output: tensor[F32, F16, QI8, QI16, I32];
        traits: PURE;
        quant: Quantizable, DynamicRange { operands: &[1], kernel: true, asymmetric: true };
        requires: WordedAsRank(0, 2), WordedAsRank(1, 2);
        runtime_requires: SameElem(In(0), Out(0), "x and output must have same element type or they are int8 and int32"),
                          RankRange(0, 2, 5), RankRange(1, 2, 5);
        version: |s| {
            if s.input(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                4
            } else {
                1
            }
        };
        since: "2.3.0", "2.3.0", "2.4.0", "2.5.0";
        infer: crate::shape::batch_matmul_shape;
    }

    /// Rows of a table by number.
    ///
    /// TFLite EMBEDDING_LOOKUP.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.embedding_lookup"(%lookup, %value) : (tensor<3xi32>, tensor<10x4xf32>) -> tensor<3x4xf32>
    /// ```
    EmbeddingLookup = "tfl.embedding_lookup" => EMBEDDING_LOOKUP(7) {
        operands: lookup: tensor[I32], value: tensor[F32, I8, UI8, QI8, QUI8, QI4, QI2];
        results: output: tensor[F32, I8, UI8];
        traits: PURE;
        quant: Quantizable, Affine { operand: 1, dim: Some(0) },
               DynamicRange { operands: &[1], kernel: false, asymmetric: false }, ChannelDim(0), QuantDim(0);
        requires: Rank(0, 1), MinRank(1, 2);
        version: |s| {
            if s.input(1, I4) || s.per_channel(1, 0) {
                4
            } else if s.input(1, I2) {
                5
            } else {
                1
            }
        };
        since: "1.13.0", "1.14.0", "1.14.0", "2.18.0", "2.21.0";
        infer: crate::shape::embedding_lookup_shape;
    }
}

/// A filter is a matrix whose rows divide the input.
fn fully_connected_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let Some(filter) = body.operand(op, 1).map(|value| body.ty(value)) else { return Ok(()) };
    match filter.dims() {
        Some(dims) if dims.len() != 2 => Err(op_error(body, op, format!("expect 2d filter, got '{filter}'"))),
        _ => Ok(()),
    }
}
