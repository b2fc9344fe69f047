//! Recurrent layers over a sequence.

use super::recurrent::{cifg_all_or_none, mandatory_types_match, peephole_all_or_none, projection_fits};
use crate::op_macro::ops;

ops! {
    /// An LSTM over a sequence.
    ///
    /// TFLite UNIDIRECTIONAL_SEQUENCE_LSTM.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.unidirectional_sequence_lstm"(%input, %input_to_input_weights, %input_to_forget_weights,
    ///     %input_to_cell_weights, %input_to_output_weights, %recurrent_to_input_weights,
    ///     %recurrent_to_forget_weights, %recurrent_to_cell_weights, %recurrent_to_output_weights,
    ///     %cell_to_input_weights, %cell_to_forget_weights, %cell_to_output_weights, %input_gate_bias,
    ///     %forget_gate_bias, %cell_bias, %output_gate_bias, %projection_weights, %projection_bias,
    ///     %input_activation_state, %input_cell_state, %input_layer_norm_coefficients,
    ///     %forget_layer_norm_coefficients, %cell_layer_norm_coefficients, %output_layer_norm_coefficients)
    ///     <{fused_activation_function = "TANH", time_major = false}>
    ///     : (tensor<1x5x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>,
    ///     tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, none, none, none,
    ///     tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, none, none, tensor<1x3xf32>,
    ///     tensor<1x3xf32>, none, none, none, none) -> tensor<1x5x3xf32>
    /// ```
    UnidirectionalSequenceLstm = "tfl.unidirectional_sequence_lstm" => UNIDIRECTIONAL_SEQUENCE_LSTM(44), UnidirectionalSequenceLSTMOptions {
        operands: input: tensor[F32], input_to_input_weights: tensor_or_none[F32, QI8],
                  input_to_forget_weights: tensor[F32, QI8], input_to_cell_weights: tensor[F32, QI8],
                  input_to_output_weights: tensor[F32, QI8],
                  recurrent_to_input_weights: tensor_or_none[F32, QI8],
                  recurrent_to_forget_weights: tensor[F32, QI8], recurrent_to_cell_weights: tensor[F32, QI8],
                  recurrent_to_output_weights: tensor[F32, QI8],
                  cell_to_input_weights: tensor_or_none[F32, QI8],
                  cell_to_forget_weights: tensor_or_none[F32, QI8],
                  cell_to_output_weights: tensor_or_none[F32, QI8], input_gate_bias: tensor_or_none[F32],
                  forget_gate_bias: tensor[F32], cell_bias: tensor[F32], output_gate_bias: tensor[F32],
                  projection_weights: tensor_or_none[F32, QI8], projection_bias: tensor_or_none[F32],
                  input_activation_state: stateful, input_cell_state: stateful,
                  input_layer_norm_coefficients: tensor_or_none[F32, QI8],
                  forget_layer_norm_coefficients: tensor_or_none[F32, QI8],
                  cell_layer_norm_coefficients: tensor_or_none[F32, QI8],
                  output_layer_norm_coefficients: tensor_or_none[F32, QI8];
        attrs: fused_activation_function: Activation @0, cell_clip: NonNegativeF32 ? 0.0 @1,
               proj_clip: NonNegativeF32 ? 0.0 @2, time_major: Bool @3,
               asymmetric_quantize_inputs: Bool ? none @4, diagonal_recurrent_tensors: Bool ? none @5,
               input_to_input_intermediate: TypeKind ? none, input_to_forget_intermediate: TypeKind ? none,
               input_to_cell_intermediate: TypeKind ? none, input_to_output_intermediate: TypeKind ? none,
               effective_hidden_scale_intermediate: TypeKind ? none;
        results: output: tensor[F32, QI8];
        effects: Unknown;
        quant: Quantizable,
               DynamicRange { operands: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16], kernel: true, asymmetric: true };
        requires: SameElem(In(0), Out(0), "the input and result tensor elemental types must be same"),
                  MinRank(0, 2), Rank(1, 2), Rank(2, 2), Rank(3, 2), Rank(4, 2), MaxRank(5, 2),
                  MaxRank(6, 2), MaxRank(7, 2), MaxRank(8, 2), Rank(9, 1), Rank(10, 1), Rank(11, 1),
                  Rank(12, 1), Rank(13, 1), Rank(14, 1), Rank(15, 1), Rank(16, 2), Rank(17, 1),
                  That("mandatory operands element types should match", mandatory_types_match),
                  That("the optional peephole weights should all be specified or none", peephole_all_or_none),
                  That("either projection weight must be specified or both projection weight and projection bias must not be specified", projection_fits),
                  That("the cifg inputs should all be specified or none", cifg_all_or_none);
        stateful: 18, 19;
        version: |s| {
            if s.input(0, I16) && s.input(2, I8) && s.output(0, I16) {
                5
            } else if s.flag("diagonal_recurrent_tensors") {
                4
            } else if s.input(0, F32) && s.input(2, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                3
            } else if s.input(0, F32) && s.input(2, I8) && s.output(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.13.1", "1.14.0", "2.3.0", "2.12.0";
        infer: crate::shape::sequence_lstm_shape;
    }

    /// A plain recurrent layer over a sequence.
    ///
    /// TFLite UNIDIRECTIONAL_SEQUENCE_RNN.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.unidirectional_sequence_rnn"(%input, %input_to_input_weights,
    ///     %recurrent_to_input_weights, %input_gate_bias, %hidden_state)
    ///     <{fused_activation_function = "TANH", time_major = false}>
    ///     : (tensor<1x3x4xf32>, tensor<2x4xf32>, tensor<2x2xf32>, tensor<2xf32>,
    ///     tensor<1x2xf32>) -> tensor<1x3x2xf32>
    /// ```
    UnidirectionalSequenceRnn = "tfl.unidirectional_sequence_rnn" => UNIDIRECTIONAL_SEQUENCE_RNN(35), SequenceRNNOptions {
        operands: input: tensor[F32], input_to_input_weights: tensor[F32, QI8],
                  recurrent_to_input_weights: tensor[F32, QI8], input_gate_bias: tensor[F32],
                  hidden_state: stateful;
        attrs: time_major: Bool @0, fused_activation_function: Activation @1,
               asymmetric_quantize_inputs: Bool ? none @2;
        results: output: tensor[F32];
        effects: Unknown;
        quant: Quantizable, DynamicRange { operands: &[1, 2], kernel: true, asymmetric: true };
        requires: Rank(4, 2), SameElem(In(0), Out(0), "input and output must have same element type"),
                  SameElem(In(0), In(4), "input and constant value operands must have same element type");
        stateful: 4;
        version: |s| {
            if s.input(1, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                3
            } else if s.input(1, I8) && s.output(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "2.3.0";
        infer: crate::shape::sequence_rnn_shape;
    }

    /// One step of a low-rank filter over time with a state of past activations.
    ///
    /// TFLite SVDF.
    /// Quantized: the bias has the scale of `time_weights` times that of `activation_state`; weights
    /// alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.svdf"(%input, %feature_weights, %time_weights, %input_gate_bias, %activation_state)
    ///     <{fused_activation_function = "RELU", rank = 2 : i32}>
    ///     : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4x10xf32>, tensor<2xf32>,
    ///     tensor<1x40xf32>) -> tensor<1x2xf32>
    /// ```
    Svdf = "tfl.svdf" => SVDF(27), SVDFOptions {
        operands: input: tensor[F32, QI8], feature_weights: tensor[F32, QI8, QUI8],
                  time_weights: tensor[F32, QI16], input_gate_bias: tensor_or_none[F32, QI32],
                  activation_state: stateful;
        attrs: rank: PositiveI32 @0, fused_activation_function: Activation @1,
               asymmetric_quantize_inputs: Bool ? none @2;
        results: output: tensor[F32, QI8];
        effects: Unknown;
        quant: Quantizable, Bias { bias: 3, of: [2, 4] },
               DynamicRange { operands: &[1, 2], kernel: true, asymmetric: true }, NonBias(&[2, 4]);
        requires: SameElem(In(0), Out(0), "the input and result tensor elemental types must be same");
        stateful: 4;
        version: |s| {
            if s.input(0, I8) {
                3
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                4
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.2.0", "2.3.0";
        infer: crate::shape::svdf_shape;
    }
}
