//! Pooling and resizing: windows over height and width.

use crate::op_macro::ops;
use crate::require::dim_is;

ops! {
    /// Mean over a window of each channel, NHWC; padding does not count.
    ///
    /// TFLite AVERAGE_POOL_2D.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.average_pool_2d"(%input)
    ///     <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE",
    ///     padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}>
    ///     : (tensor<1x4x4x3xf32>) -> tensor<1x2x2x3xf32>
    /// ```
    AveragePool2D = "tfl.average_pool_2d" => AVERAGE_POOL_2D(1), Pool2DOptions {
        operands: input: tensor[F32, QI8, QUI8, QI16];
        attrs: filter_height: I32 @4, filter_width: I32 @3, padding: Padding @0, stride_h: I32 @2,
               stride_w: I32 @1, fused_activation_function: Activation @5;
        results: output: tensor[F32, QI8, QUI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.3.0";
        verify: crate::shape::verify_declared;
        infer: crate::shape::pool_2d_shape;
    }

    /// Maximum over a window of each channel, NHWC.
    ///
    /// TFLite MAX_POOL_2D.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.max_pool_2d"(%input)
    ///     <{filter_height = 2 : i32, filter_width = 2 : i32, fused_activation_function = "NONE",
    ///     padding = "VALID", stride_h = 2 : i32, stride_w = 2 : i32}>
    ///     : (tensor<1x4x4x3xf32>) -> tensor<1x2x2x3xf32>
    /// ```
    MaxPool2D = "tfl.max_pool_2d" => MAX_POOL_2D(17), Pool2DOptions {
        operands: input: tensor[F32, QUI8, QI8, QI16, QUINT8];
        attrs: padding: Padding @0, stride_w: I32 @1, stride_h: I32 @2, filter_width: I32 @3,
               filter_height: I32 @4, fused_activation_function: Activation @5;
        results: output: tensor[F32, QUI8, QI8, QI16, QUINT8];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: Rank(0, 4), SameElem(In(0), Out(0), "input and output must have same element type");
        version: |s| {
            if s.input(0, I16) && s.output(0, I16) {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.5.0", "1.14.0", "2.3.0";
        verify: crate::shape::verify_declared;
        infer: crate::shape::pool_2d_shape;
    }

    /// Scales height and width by bilinear interpolation, NHWC.
    ///
    /// TFLite RESIZE_BILINEAR.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.resize_bilinear"(%input, %size)
    ///     <{align_corners = false, half_pixel_centers = true}>
    ///     : (tensor<1x2x2x3xf32>, tensor<2xi32>) -> tensor<1x4x4x3xf32>
    /// ```
    ResizeBilinear = "tfl.resize_bilinear" => RESIZE_BILINEAR(23), ResizeBilinearOptions {
        operands: input: tensor[F32, QUINT8, QUI8, QI8, QI16], size: tensor[I32];
        attrs: align_corners: Bool @2, half_pixel_centers: Bool ? false @3;
        results: output: tensor[F32, QUINT8, QUI8, QI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(0, 4),
                  Rank(1, 1),
                  That("operand 1's dimension 0 is dynamic or equals 2", |b, o| dim_is(b, o, 1, 0, 2));
        version: |s| {
            if s.input(0, I16) {
                4
            } else if s.flag("half_pixel_centers") {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.7.0", "1.14.0", "2.2.0", "2.5.0";
        infer: crate::shape::resize_shape;
    }

    /// Scales height and width by taking the nearest element, NHWC.
    ///
    /// TFLite RESIZE_NEAREST_NEIGHBOR.
    /// Quantized: the result keeps scale and zero point of the input.
    ///
    /// ```mlir
    /// %0 = "tfl.resize_nearest_neighbor"(%input, %size)
    ///     <{align_corners = false, half_pixel_centers = false}>
    ///     : (tensor<1x2x2x3xf32>, tensor<2xi32>) -> tensor<1x4x4x3xf32>
    /// ```
    ResizeNearestNeighbor = "tfl.resize_nearest_neighbor" => RESIZE_NEAREST_NEIGHBOR(97), ResizeNearestNeighborOptions {
        operands: input: tensor[F32, QUINT8, QUI8, QI8, QI16], size: tensor[I32];
        attrs: align_corners: Bool @0, half_pixel_centers: Bool ? false @1;
        results: output: tensor[F32, QUINT8, QUI8, QI8, QI16];
        traits: PURE;
        quant: Quantizable, SameScale;
        requires: SameElem(In(0), Out(0), "input and output must have same element type"), Rank(0, 4),
                  Rank(1, 1),
                  That("operand 1's dimension 0 is dynamic or equals 2", |b, o| dim_is(b, o, 1, 0, 2));
        version: |s| {
            if s.input(0, I16) {
                4
            } else if s.flag("half_pixel_centers") || s.flag("align_corners") {
                3
            } else if s.input(0, I8) {
                2
            } else {
                1
            }
        };
        since: "1.13.1", "1.14.0", "2.3.0", "2.4.0";
        infer: crate::shape::resize_shape;
    }
}
