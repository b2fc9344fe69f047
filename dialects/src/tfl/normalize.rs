//! Normalizations.

use crate::op_macro::ops;

ops! {
    /// Divides by the Euclidean norm along the last dimension.
    ///
    /// TFLite L2_NORMALIZATION.
    /// Quantized: the result has a fixed scale and zero point.
    ///
    /// ```mlir
    /// %0 = "tfl.l2_normalization"(%input)
    ///     <{fused_activation_function = "NONE"}>
    ///     : (tensor<2x4xf32>) -> tensor<2x4xf32>
    /// ```
    L2Normalization = "tfl.l2_normalization" => L2_NORMALIZATION(11), L2NormOptions {
        operands: input: tensor[F32, QUI8, QI8, QUI16, QI16, I8];
        attrs: fused_activation_function: Activation @0;
        results: output: tensor[F32, QUI8, QI8, QUI16, QI16, I8];
        traits: PURE;
        quant: Quantizable,
               FixedOutput { i8: (1.0 / 128.0, 0), u8: (1.0 / 128.0, 128), i16: (1.0 / 32768.0, 0) };
        version: |s| if s.output(0, I8) { 2 } else { 1 };
        since: "1.5.0", "1.14.0";
        infer: crate::shape::same_shape;
    }

    /// Divides each value by a power of the sum of squares of its neighbours in depth.
    ///
    /// TFLite LOCAL_RESPONSE_NORMALIZATION.
    ///
    /// ```mlir
    /// %0 = "tfl.local_response_normalization"(%input)
    ///     <{alpha = 1.0 : f32, beta = 0.5 : f32, bias = 1.0 : f32, radius = 2 : i32}>
    ///     : (tensor<1x2x2x4xf32>) -> tensor<1x2x2x4xf32>
    /// ```
    LocalResponseNormalization = "tfl.local_response_normalization" => LOCAL_RESPONSE_NORMALIZATION(13), LocalResponseNormalizationOptions {
        operands: input: tensor[F32];
        attrs: radius: I32 @0, bias: F32 @1, alpha: F32 @2, beta: F32 @3;
        results: output: tensor[F32];
        traits: PURE;
        requires: Rank(0, 4);
        since: "1.5.0";
        infer: crate::shape::same_shape;
    }
}
