//! Convolutions.

use crate::op_macro::ops;
use crate::require::{dim_is, dims_agree};

ops! {
    /// 2-D convolution, NHWC input, OHWI filter; groups where the filter has fewer input channels.
    ///
    /// TFLite CONV_2D.
    /// Quantized: the bias has the scale of `input` times that of `filter`; scales one a channel along
    /// dimension 0 of `filter`; weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.conv_2d"(%input, %filter, %bias)
    ///     <{dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, fused_activation_function = "RELU",
    ///     padding = "SAME", stride_h = 1 : i32, stride_w = 1 : i32}>
    ///     : (tensor<1x8x8x3xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>) -> tensor<1x8x8x4xf32>
    /// ```
    Conv2D = "tfl.conv_2d" => CONV_2D(3), Conv2DOptions {
        operands: input: tensor[F32, QI8, QUI8, QI16], filter: tensor[F32, QI4, QI8, QUI8],
                  bias: vector_or_none;
        attrs: dilation_h_factor: I32 @5/1, dilation_w_factor: I32 @4/1,
               fused_activation_function: Activation @3, padding: Padding @0, stride_h: I32 @2,
               stride_w: I32 @1;
        results: output: tensor[F32, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, Bias { bias: 2, of: [0, 1] }, Affine { operand: 1, dim: Some(0) },
               DynamicRange { operands: &[1], kernel: true, asymmetric: false }, ChannelDim(0), QuantDim(0),
               NonBias(&[0, 1]);
        sparse: 1;
        version: |s| {
            if s.input(0, I16) && s.input(1, I8) && s.output(0, I16) {
                8
            } else if s.last_dims_differ(0, 1) {
                6
            } else if s.input(0, I16) && s.input(1, I16) && s.output(1, I16) {
                4
            } else if s.input(0, I8) && s.input(1, I8) && s.output(0, I8) {
                3
            } else if s.input(0, I8) && s.input(1, I4) && s.output(0, I8) {
                7
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.per_channel(1, 0) {
                5
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "1.14.0", "2.3.0", "2.4.0", "2.9.0", "2.11.0", "2.15.0";
        verify: crate::shape::verify_declared;
        infer: crate::shape::conv_2d_shape;
    }

    /// 2-D convolution of each channel by itself, NHWC input, 1HWC filter.
    ///
    /// TFLite DEPTHWISE_CONV_2D.
    /// Quantized: the bias has the scale of `input` times that of `filter`; scales one a channel along
    /// dimension 3 of `filter`; weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.depthwise_conv_2d"(%input, %filter, %bias)
    ///     <{depth_multiplier = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32,
    ///     fused_activation_function = "RELU6", padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32}>
    ///     : (tensor<1x8x8x3xf32>, tensor<1x3x3x3xf32>, tensor<3xf32>) -> tensor<1x4x4x3xf32>
    /// ```
    DepthwiseConv2D = "tfl.depthwise_conv_2d" => DEPTHWISE_CONV_2D(4), DepthwiseConv2DOptions {
        operands: input: tensor[F32, QI8, QUI8, QI16], filter: tensor[F32, QI4, QI8, QUI8],
                  bias: vector_or_none;
        attrs: dilation_h_factor: I32 @6/1, dilation_w_factor: I32 @5/1,
               fused_activation_function: Activation @4, padding: Padding @0, stride_h: I32 @2,
               stride_w: I32 @1, depth_multiplier: I32 @3;
        results: output: tensor[F32, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, Bias { bias: 2, of: [0, 1] }, Affine { operand: 1, dim: Some(3) },
               DynamicRange { operands: &[1], kernel: true, asymmetric: false }, ChannelDim(3), QuantDim(3),
               NonBias(&[0, 1]);
        sparse: 1;
        version: |s| {
            if s.input(0, I16) && s.input(1, I16) && s.output(1, I16) {
                5
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) && s.per_channel(1, 3) {
                6
            } else if s.input(0, F32) && s.input(1, I8) && s.output(0, F32) {
                4
            } else if s.input(0, I8) && s.input(1, I8) && s.output(0, I8) {
                3
            } else if s.input(0, I8) && s.input(1, I4) && s.output(0, I8) {
                7
            } else if s.int("dilation_w_factor") != 1 || s.int("dilation_h_factor") != 1 {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.12.0", "1.14.0", "2.2.0", "2.3.0", "2.3.0", "2.11.0";
        verify: crate::shape::verify_declared;
        infer: crate::shape::depthwise_conv_2d_shape;
    }

    /// Gradient of a 2-D convolution, used as an up-sampling layer; OHWI filter.
    ///
    /// TFLite TRANSPOSE_CONV.
    /// Quantized: the bias has the scale of `weights` times that of `input`; scales one a channel along
    /// dimension 0 of `weights`; weights alone may be integers (dynamic range).
    ///
    /// ```mlir
    /// %0 = "tfl.transpose_conv"(%output_shape, %weights, %input, %bias)
    ///     <{fused_activation_function = "NONE", padding = "SAME", stride_h = 2 : i32, stride_w = 2 : i32}>
    ///     : (tensor<4xi32>, tensor<2x3x3x4xf32>, tensor<1x4x4x4xf32>, none) -> tensor<1x8x8x2xf32>
    /// ```
    TransposeConv = "tfl.transpose_conv" => TRANSPOSE_CONV(67), TransposeConvOptions {
        operands: output_shape: tensor[I32], weights: tensor[F32, QI8, QUI8, QI16],
                  input: tensor[F32, QI8, QUI8, QI16], bias: tensor_or_none[F32, QI32, I64];
        attrs: padding: Padding @0, stride_h: PositiveI32 @2, stride_w: PositiveI32 @1,
               fused_activation_function: Activation @3;
        results: output: tensor[F32, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, Bias { bias: 3, of: [1, 2] }, Affine { operand: 1, dim: Some(0) },
               DynamicRange { operands: &[1], kernel: false, asymmetric: false }, ChannelDim(0), QuantDim(0),
               NonBias(&[1, 2]);
        requires: Rank(0, 1), Rank(1, 4), Rank(2, 4),
                  SameElem(In(2), Out(0), "input and output must have same element type");
        sparse: 1;
        version: |s| {
            if s.input(0, I16) && s.input(1, I8) && s.output(0, I16) {
                5
            } else if !s.is("fused_activation_function", "NONE") {
                4
            } else if s.has(3) {
                3
            } else if s.input(1, I8) {
                2
            } else {
                1
            }
        };
        since: "1.9.0", "2.2.0", "2.3.0", "2.13.0", "2.15.0";
        infer: crate::shape::output_shape_operand;
    }

    /// 3-D convolution, NDHWC input, DHWIO filter.
    ///
    /// TFLite CONV_3D.
    /// Quantized: the bias has the scale of `input` times that of `filter`.
    ///
    /// ```mlir
    /// %0 = "tfl.conv_3d"(%input, %filter, %bias)
    ///     <{dilation_d_factor = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32,
    ///     fused_activation_function = "NONE", padding = "SAME", stride_d = 1 : i32, stride_h = 1 : i32,
    ///     stride_w = 1 : i32}>
    ///     : (tensor<1x4x8x8x3xf32>, tensor<2x3x3x3x4xf32>, tensor<4xf32>) -> tensor<1x4x8x8x4xf32>
    /// ```
    Conv3D = "tfl.conv_3d" => CONV_3D(132), Conv3DOptions {
        operands: input: tensor[F32], filter: tensor[F32], bias: tensor_or_none[F32];
        attrs: dilation_d_factor: I32 @5/1, dilation_h_factor: I32 @7/1, dilation_w_factor: I32 @6/1,
               fused_activation_function: Activation @4, padding: Padding @0, stride_d: I32 @1,
               stride_h: I32 @3, stride_w: I32 @2;
        results: output: tensor[F32];
        traits: PURE;
        quant: Bias { bias: 2, of: [0, 1] }, NonBias(&[0, 1]);
        requires: Rank(0, 5), Rank(1, 5),
                  SameElem(In(0), Out(0), "input and output must have same element type"),
                  SameElem(In(2), Out(0), "bias and output must have same element type"),
                  That("dim 4 of operand 0 equals to dim 3 of operand 1", |b, o| dims_agree(b, o, (0, 4), (1, 3))),
                  That("bias must has num of elements equals to 4th dim of filter", |b, o| dims_agree(b, o, (2, 0), (1, 4)));
        since: "2.5.0";
        verify: crate::shape::verify_declared;
        infer: crate::shape::conv_3d_shape;
    }

    /// Gradient of a 3-D convolution, used as an up-sampling layer; filter DHWOI.
    ///
    /// TFLite CONV_3D_TRANSPOSE.
    /// Quantized: the bias has the scale of `filter` times that of `input`.
    ///
    /// ```mlir
    /// %0 = "tfl.conv_3d_transpose"(%output_shape, %filter, %input, %bias)
    ///     <{dilation_d_factor = 1 : i32, dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32,
    ///     fused_activation_function = "NONE", padding = "SAME", stride_d = 2 : i32, stride_h = 2 : i32,
    ///     stride_w = 2 : i32}>
    ///     : (tensor<5xi32>, tensor<2x2x2x2x4xf32>, tensor<1x2x2x2x4xf32>,
    ///     tensor<2xf32>) -> tensor<1x4x4x4x2xf32>
    /// ```
    Conv3DTranspose = "tfl.conv_3d_transpose" => CONV_3D_TRANSPOSE(141), Conv3DOptions {
        operands: output_shape: tensor[I32], filter: tensor[F32], input: tensor[F32],
                  bias: tensor_or_none[F32];
        attrs: dilation_d_factor: I32 @5/1, dilation_h_factor: I32 @7/1, dilation_w_factor: I32 @6/1,
               fused_activation_function: Activation @4, padding: Padding @0, stride_d: I32 @1,
               stride_h: I32 @3, stride_w: I32 @2;
        results: output: tensor[F32];
        traits: PURE;
        quant: Bias { bias: 3, of: [1, 2] }, NonBias(&[0, 1, 2]);
        requires: Rank(0, 1), Rank(1, 5), Rank(2, 5),
                  SameElem(In(2), Out(0), "input and output must have same element type"),
                  SameElem(In(3), Out(0), "bias and output must have same element type"),
                  That("operand 0 has num of elements equals to 5", |b, o| dim_is(b, o, 0, 0, 5)),
                  That("dim 4 of operand 2 equals to dim 4 of operand 1", |b, o| dims_agree(b, o, (2, 4), (1, 4))),
                  That("bias must has num of elements equals to 4th dim of filter", |b, o| dims_agree(b, o, (3, 0), (1, 3)));
        since: "2.6.0";
        infer: crate::shape::output_shape_operand;
    }
}
