//! Recurrent layers in both directions.

use super::recurrent::{mandatory_types_match, peephole_all_or_none, projection_fits};
use crate::op_macro::ops;

ops! {
    /// An LSTM over a sequence in both directions.
    ///
    /// TFLite BIDIRECTIONAL_SEQUENCE_LSTM.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %fw_output, %bw_output = "tfl.bidirectional_sequence_lstm"(%input, %fw_input_to_input_weights,
    ///     %fw_input_to_forget_weights, %fw_input_to_cell_weights, %fw_input_to_output_weights,
    ///     %fw_recurrent_to_input_weights, %fw_recurrent_to_forget_weights, %fw_recurrent_to_cell_weights,
    ///     %fw_recurrent_to_output_weights, %fw_cell_to_input_weights, %fw_cell_to_forget_weights,
    ///     %fw_cell_to_output_weights, %fw_input_gate_bias, %fw_forget_gate_bias, %fw_cell_bias,
    ///     %fw_output_gate_bias, %fw_projection_weights, %fw_projection_bias, %bw_input_to_input_weights,
    ///     %bw_input_to_forget_weights, %bw_input_to_cell_weights, %bw_input_to_output_weights,
    ///     %bw_recurrent_to_input_weights, %bw_recurrent_to_forget_weights, %bw_recurrent_to_cell_weights,
    ///     %bw_recurrent_to_output_weights, %bw_cell_to_input_weights, %bw_cell_to_forget_weights,
    ///     %bw_cell_to_output_weights, %bw_input_gate_bias, %bw_forget_gate_bias, %bw_cell_bias,
    ///     %bw_output_gate_bias, %bw_projection_weights, %bw_projection_bias, %fw_input_activation_state,
    ///     %fw_input_cell_state, %bw_input_activation_state, %bw_input_cell_state, %aux_input,
    ///     %fw_aux_input_to_input_weights, %fw_aux_input_to_forget_weights, %fw_aux_input_to_cell_weights,
    ///     %fw_aux_input_to_output_weights, %bw_aux_input_to_input_weights, %bw_aux_input_to_forget_weights,
    ///     %bw_aux_input_to_cell_weights, %bw_aux_input_to_output_weights)
    ///     <{fused_activation_function = "TANH", merge_outputs = false, time_major = false}>
    ///     : (tensor<1x5x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>,
    ///     tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, none, none, none,
    ///     tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, none, none, tensor<3x2xf32>,
    ///     tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x3xf32>, tensor<3x3xf32>,
    ///     tensor<3x3xf32>, tensor<3x3xf32>, none, none, none, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>,
    ///     tensor<3xf32>, none, none, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x3xf32>,
    ///     none, none, none, none, none, none, none, none, none) -> (tensor<1x5x3xf32>, tensor<1x5x3xf32>)
    /// ```
    BidirectionalSequenceLstm = "tfl.bidirectional_sequence_lstm" => BIDIRECTIONAL_SEQUENCE_LSTM(52), BidirectionalSequenceLSTMOptions {
        operands: input: tensor[F32, I8], fw_input_to_input_weights: tensor_or_none[F32, I8],
                  fw_input_to_forget_weights: tensor[F32, I8], fw_input_to_cell_weights: tensor[F32, I8],
                  fw_input_to_output_weights: tensor[F32, I8],
                  fw_recurrent_to_input_weights: tensor_or_none[F32, I8],
                  fw_recurrent_to_forget_weights: tensor[F32, I8],
                  fw_recurrent_to_cell_weights: tensor[F32, I8],
                  fw_recurrent_to_output_weights: tensor[F32, I8],
                  fw_cell_to_input_weights: tensor_or_none[F32, I8],
                  fw_cell_to_forget_weights: tensor_or_none[F32, I8],
                  fw_cell_to_output_weights: tensor_or_none[F32, I8],
                  fw_input_gate_bias: tensor_or_none[F32], fw_forget_gate_bias: tensor[F32],
                  fw_cell_bias: tensor[F32], fw_output_gate_bias: tensor[F32],
                  fw_projection_weights: tensor_or_none[F32, I8], fw_projection_bias: tensor_or_none[F32],
                  bw_input_to_input_weights: tensor_or_none[F32, I8],
                  bw_input_to_forget_weights: tensor[F32, I8], bw_input_to_cell_weights: tensor[F32, I8],
                  bw_input_to_output_weights: tensor[F32, I8],
                  bw_recurrent_to_input_weights: tensor_or_none[F32, I8],
                  bw_recurrent_to_forget_weights: tensor[F32, I8],
                  bw_recurrent_to_cell_weights: tensor[F32, I8],
                  bw_recurrent_to_output_weights: tensor[F32, I8],
                  bw_cell_to_input_weights: tensor_or_none[F32, I8],
                  bw_cell_to_forget_weights: tensor_or_none[F32, I8],
                  bw_cell_to_output_weights: tensor_or_none[F32, I8],
                  bw_input_gate_bias: tensor_or_none[F32], bw_forget_gate_bias: tensor[F32],
                  bw_cell_bias: tensor[F32], bw_output_gate_bias: tensor[F32],
                  bw_projection_weights: tensor_or_none[F32, I8], bw_projection_bias: tensor_or_none[F32],
                  fw_input_activation_state: stateful, fw_input_cell_state: stateful,
                  bw_input_activation_state: stateful, bw_input_cell_state: stateful,
                  aux_input: tensor_or_none[F32, I8], fw_aux_input_to_input_weights: tensor_or_none[F32, I8],
                  fw_aux_input_to_forget_weights: tensor_or_none[F32, I8],
                  fw_aux_input_to_cell_weights: tensor_or_none[F32, I8],
                  fw_aux_input_to_output_weights: tensor_or_none[F32, I8],
                  bw_aux_input_to_input_weights: tensor_or_none[F32, I8],
                  bw_aux_input_to_forget_weights: tensor_or_none[F32, I8],
                  bw_aux_input_to_cell_weights: tensor_or_none[F32, I8],
                  bw_aux_input_to_output_weights: tensor_or_none[F32, I8];
        attrs: fused_activation_function: Activation @0, cell_clip: NonNegativeF32 ? 0.0 @1,
               proj_clip: NonNegativeF32 ? 0.0 @2, merge_outputs: Bool @3, time_major: Bool @4/true,
               asymmetric_quantize_inputs: Bool ? none @5;
        results: fw_output: tensor, bw_output: tensor;
        effects: Unknown;
        quant: Quantizable,
               DynamicRange { operands: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 33, 40, 41, 42, 43, 44, 45, 46, 47], kernel: true, asymmetric: true };
        requires: SameElem(In(0), Out(0), "the input and result tensor elemental types must be same"),
                  Rank(0, 3), Rank(1, 2), Rank(2, 2), Rank(3, 2), Rank(4, 2), Rank(5, 2), Rank(6, 2),
                  Rank(7, 2), Rank(8, 2), Rank(9, 1), Rank(10, 1), Rank(11, 1), Rank(12, 1), Rank(13, 1),
                  Rank(14, 1), Rank(15, 1), Rank(16, 2), Rank(17, 1), Rank(18, 2), Rank(19, 2), Rank(20, 2),
                  Rank(21, 2), Rank(22, 2), Rank(23, 2), Rank(24, 2), Rank(25, 2), Rank(26, 1), Rank(27, 1),
                  Rank(28, 1), Rank(29, 1), Rank(30, 1), Rank(31, 1), Rank(32, 1), Rank(33, 2), Rank(34, 1),
                  That("mandatory operands element types should match", mandatory_types_match),
                  That("the optional peephole weights should all be specified or none", peephole_all_or_none),
                  That("either projection weight must be specified or both projection weight and projection bias must not be specified", projection_fits);
        stateful: 35, 36, 37, 38;
        version: |s| {
            if s.input(1, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                3
            } else if s.input(1, I8) && s.output(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.14.0", "1.14.0", "1.14.0";
        infer: crate::shape::bidirectional_lstm_shape;
    }
}
