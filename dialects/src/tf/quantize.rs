//! Fake quantization and quantized types.

use crate::op_macro::ops;

ops! {
    /// Turns quantized values into floats by a range.
    ///
    /// ```mlir
    /// %0 = "tf.Dequantize"(%input, %min_range, %max_range)
    ///     : (tensor<*x!tf_type.qint8>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Dequantize = "tf.Dequantize" {
        operands: input: tensor, min_range: tensor[F32], max_range: tensor[F32];
        attrs: mode: Str ? "MIN_COMBINED", narrow_range: Bool ? false, axis: I64 ? (-1);
        results: output: tensor;
        traits: PURE;
    }

    /// Rounds floats to what a quantized type could hold; the range is fixed.
    ///
    /// ```mlir
    /// %0 = "tf.FakeQuantWithMinMaxArgs"(%inputs) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    FakeQuantWithMinMaxArgs = "tf.FakeQuantWithMinMaxArgs" {
        operands: inputs: tensor[F32];
        attrs: min: F32 ? (-6.0), max: F32 ? 6.0, num_bits: I64 ? 8, narrow_range: Bool ? false;
        results: outputs: tensor[F32];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to what a quantized type could hold; the range is given by tensors.
    ///
    /// ```mlir
    /// %0 = "tf.FakeQuantWithMinMaxVars"(%inputs, %min, %max)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    FakeQuantWithMinMaxVars = "tf.FakeQuantWithMinMaxVars" {
        operands: inputs: tensor[F32], min: tensor[F32], max: tensor[F32];
        attrs: num_bits: I64 ? 8, narrow_range: Bool ? false;
        results: outputs: tensor[F32];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to what a quantized type could hold, with a range a channel.
    ///
    /// ```mlir
    /// %0 = "tf.FakeQuantWithMinMaxVarsPerChannel"(%inputs, %min, %max)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    FakeQuantWithMinMaxVarsPerChannel = "tf.FakeQuantWithMinMaxVarsPerChannel" {
        operands: inputs: tensor[F32], min: tensor[F32], max: tensor[F32];
        attrs: num_bits: I64 ? 8, narrow_range: Bool ? false;
        results: outputs: tensor[F32];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to a number of bits within a range.
    ///
    /// ```mlir
    /// %0 = "tf.QuantizeAndDequantizeV2"(%input, %input_min, %input_max)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    QuantizeAndDequantizeV2 = "tf.QuantizeAndDequantizeV2" {
        operands: input: tensor, input_min: tensor, input_max: tensor;
        attrs: signed_input: Bool ? true, num_bits: I64 ? 8, range_given: Bool ? false,
               round_mode: Str ? "HALF_TO_EVEN", narrow_range: Bool ? false, axis: I64 ? (-1);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to a number of bits, given by a tensor, within a range.
    ///
    /// ```mlir
    /// %0 = "tf.QuantizeAndDequantizeV3"(%input, %input_min, %input_max, %num_bits)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    QuantizeAndDequantizeV3 = "tf.QuantizeAndDequantizeV3" {
        operands: input: tensor, input_min: tensor, input_max: tensor, num_bits: tensor[I32];
        attrs: signed_input: Bool ? true, range_given: Bool ? true, narrow_range: Bool ? false,
               axis: I64 ? (-1);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Rounds floats to a number of bits within a range, with a gradient of its own.
    ///
    /// ```mlir
    /// %0 = "tf.QuantizeAndDequantizeV4"(%input, %input_min, %input_max)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    QuantizeAndDequantizeV4 = "tf.QuantizeAndDequantizeV4" {
        operands: input: tensor, input_min: tensor, input_max: tensor;
        attrs: signed_input: Bool ? true, num_bits: I64 ? 8, range_given: Bool ? false,
               round_mode: Str ? "HALF_TO_EVEN", narrow_range: Bool ? false, axis: I64 ? (-1);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Turns floats into quantized values by a range.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.QuantizeV2"(%input, %min_range, %max_range)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*x!tf_type.qint8>, tensor<*xf32>,
    ///     tensor<*xf32>)
    /// ```
    QuantizeV2 = "tf.QuantizeV2" {
        operands: input: tensor[F32], min_range: tensor[F32], max_range: tensor[F32];
        attrs: mode: Str ? "MIN_COMBINED", round_mode: Str ? "HALF_AWAY_FROM_ZERO",
               narrow_range: Bool ? false, axis: I64 ? (-1),
               ensure_minimum_range: F32 ? 0.009999999776482582;
        results: output: tensor, output_min: tensor[F32], output_max: tensor[F32];
        traits: PURE;
    }
}
