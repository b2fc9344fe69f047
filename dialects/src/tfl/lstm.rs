//! LSTM cells.

use super::recurrent::{cifg_all_or_none, mandatory_types_match, peephole_all_or_none, projection_fits};
use crate::op_macro::ops;

ops! {
    /// One step of an LSTM cell: the `FULL` kernel of `LSTM`.
    ///
    /// TFLite LSTM.
    /// Quantized: weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.lstm"(%input, %input_to_input_weights, %input_to_forget_weights, %input_to_cell_weights,
    ///     %input_to_output_weights, %recurrent_to_input_weights, %recurrent_to_forget_weights,
    ///     %recurrent_to_cell_weights, %recurrent_to_output_weights, %cell_to_input_weights,
    ///     %cell_to_forget_weights, %cell_to_output_weights, %input_gate_bias, %forget_gate_bias, %cell_bias,
    ///     %output_gate_bias, %projection_weights, %projection_bias, %input_activation_state,
    ///     %input_cell_state, %input_layer_norm_coefficients, %forget_layer_norm_coefficients,
    ///     %cell_layer_norm_coefficients, %output_layer_norm_coefficients)
    ///     <{fused_activation_function = "TANH"}>
    ///     ({
    ///     })
    ///     : (tensor<1x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>, tensor<3x2xf32>,
    ///     tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, tensor<3x3xf32>, none, none, none,
    ///     tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, none, none, tensor<1x3xf32>,
    ///     tensor<1x3xf32>, none, none, none, none) -> tensor<1x3xf32>
    /// ```
    Lstm = "tfl.lstm" => LSTM(16), LSTMOptions {
        operands: input: tensor[F32, QI8, QI16], input_to_input_weights: tensor_or_none[F32, QI8],
                  input_to_forget_weights: tensor[F32, QI8], input_to_cell_weights: tensor[F32, QI8],
                  input_to_output_weights: tensor[F32, QI8],
                  recurrent_to_input_weights: tensor_or_none[F32, QI8],
                  recurrent_to_forget_weights: tensor[F32, QI8], recurrent_to_cell_weights: tensor[F32, QI8],
                  recurrent_to_output_weights: tensor[F32, QI8],
                  cell_to_input_weights: tensor_or_none[F32, QI8, QI16],
                  cell_to_forget_weights: tensor_or_none[F32, QI8, QI16],
                  cell_to_output_weights: tensor_or_none[F32, QI8, QI16],
                  input_gate_bias: tensor_or_none[F32, QI32], forget_gate_bias: tensor[F32, QI32],
                  cell_bias: tensor[F32, QI32], output_gate_bias: tensor[F32, QI32],
                  projection_weights: tensor_or_none[F32, QI8], projection_bias: tensor_or_none[F32, QI32],
                  input_activation_state: stateful, input_cell_state: stateful,
                  input_layer_norm_coefficients: tensor_or_none[F32, QI16],
                  forget_layer_norm_coefficients: tensor_or_none[F32, QI16],
                  cell_layer_norm_coefficients: tensor_or_none[F32, QI16],
                  output_layer_norm_coefficients: tensor_or_none[F32, QI16];
        attrs: fused_activation_function: Activation @0, cell_clip: NonNegativeF32 ? 0.0 @1,
               proj_clip: NonNegativeF32 ? 0.0 @2, kernel_type: LstmFull ? "FULL" @3,
               asymmetric_quantize_inputs: Bool ? none @4, input_to_input_intermediate: TypeKind ? none,
               input_to_forget_intermediate: TypeKind ? none, input_to_cell_intermediate: TypeKind ? none,
               input_to_output_intermediate: TypeKind ? none,
               effective_hidden_scale_intermediate: TypeKind ? none;
        results: output: tensor;
        regions: internal;
        effects: Unknown;
        quant: Quantizable,
               DynamicRange { operands: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16], kernel: true, asymmetric: true };
        requires: SameElem(In(0), Out(0), "the input and result tensor elemental types must be same"),
                  Rank(2, 2), Rank(3, 2), Rank(5, 2), Rank(6, 2), Rank(7, 2), Rank(9, 1), Rank(10, 1),
                  Rank(11, 1), Rank(13, 1), Rank(14, 1), Rank(15, 1), Rank(16, 2), Rank(17, 1),
                  That("mandatory operands element types should match", mandatory_types_match),
                  That("the optional peephole weights should all be specified or none", peephole_all_or_none),
                  That("either projection weight must be specified or both projection weight and projection bias must not be specified", projection_fits),
                  That("the cifg inputs should all be specified or none", cifg_all_or_none);
        stateful: 18, 19;
        version: |s| {
            if s.input(0, I16) && s.input(2, I8) && s.output(0, I16) {
                5
            } else if s.input(0, F32) && s.input(2, I8) && s.output(0, F32) && s.flag("asymmetric_quantize_inputs") {
                4
            } else if s.input(0, F32) && s.input(2, I8) && s.output(0, F32) {
                3
            } else {
                1
            }
        };
        since: "1.7.0", "1.10.0", "1.14.0", "2.3.0";
    }

    /// One step of an LSTM cell whose weights are one matrix: the `BASIC` kernel of `LSTM`.
    ///
    /// TFLite LSTM.
    /// Quantized: each tensor has its own scale and zero point.
    ///
    /// ```mlir
    /// %activ_output, %state_output, %concat_temp, %activ_temp = "tfl.basic_lstm"(%data_input,
    ///     %prev_activ_input, %weights_input, %biases_input, %prev_state_input)
    ///     <{fused_activation_function = "TANH"}>
    ///     : (tensor<1x2xf32>, tensor<1x3xf32>, tensor<12x5xf32>, tensor<12xf32>,
    ///     tensor<1x3xf32>) -> (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x5xf32>, tensor<1x12xf32>)
    /// ```
    BasicLstm = "tfl.basic_lstm" => LSTM(16), LSTMOptions {
        operands: data_input: tensor[F32, QUI8], prev_activ_input: tensor[F32, QUI8],
                  weights_input: tensor[F32, QUI8], biases_input: tensor[F32, QI32],
                  prev_state_input: tensor[F32, QI16];
        attrs: fused_activation_function: Activation = "TANH" @0, cell_clip: NonNegativeF32 ? 0.0 @1,
               proj_clip: NonNegativeF32 ? 0.0 @2, kernel_type: LstmBasic ? "BASIC" @3;
        results: activ_output: tensor[F32, QUI8], state_output: tensor[F32, QUI16],
                 concat_temp: tensor[F32, QUI8], activ_temp: tensor[F32, QUI16];
        traits: PURE;
        quant: Quantizable;
        requires: Rank(0, 2), Rank(1, 2), Rank(2, 2), Rank(3, 1), Rank(4, 2);
        version: |_| 2;
        since: "1.7.0", "1.10.0", "1.14.0", "2.3.0";
    }
}
