//! Convolutions.

use crate::op_macro::ops;

ops! {
    /// Convolution over any number of spatial dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.Conv"(%input, %filter)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv = "tf.Conv" {
        operands: input: tensor, filter: tensor;
        attrs: strides: I64Array, padding: Str, explicit_paddings: I64Array ? (&[]),
               data_format: Str ? "CHANNELS_LAST", dilations: I64Array ? (&[]), batch_dims: I64 ? 1,
               groups: I64 ? 1;
        results: output: tensor;
        traits: PURE;
    }

    /// 2-D convolution, HWIO filter.
    ///
    /// ```mlir
    /// %0 = "tf.Conv2D"(%input, %filter)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv2D = "tf.Conv2D" {
        operands: input: tensor, filter: tensor;
        attrs: strides: I64Array, use_cudnn_on_gpu: Bool ? true, padding: Str,
               explicit_paddings: I64Array ? (&[]), data_format: Str ? "NHWC",
               dilations: I64Array ? (&[1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_conv_2d_shape;
    }

    /// Gradient of a 2-D convolution with respect to its filter.
    ///
    /// ```mlir
    /// %0 = "tf.Conv2DBackpropFilter"(%input, %filter_sizes, %out_backprop)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv2DBackpropFilter = "tf.Conv2DBackpropFilter" {
        operands: input: tensor, filter_sizes: tensor[I32], out_backprop: tensor;
        attrs: strides: I64Array, use_cudnn_on_gpu: Bool ? true, padding: Str,
               explicit_paddings: I64Array ? (&[]), data_format: Str ? "NHWC",
               dilations: I64Array ? (&[1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
    }

    /// Gradient of a 2-D convolution with respect to its input, used as an up-sampling layer.
    ///
    /// ```mlir
    /// %0 = "tf.Conv2DBackpropInput"(%input_sizes, %filter, %out_backprop)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv2DBackpropInput = "tf.Conv2DBackpropInput" {
        operands: input_sizes: tensor[I32], filter: tensor, out_backprop: tensor;
        attrs: strides: I64Array, use_cudnn_on_gpu: Bool ? true, padding: Str,
               explicit_paddings: I64Array ? (&[]), data_format: Str ? "NHWC",
               dilations: I64Array ? (&[1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::output_shape_operand;
    }

    /// 3-D convolution, DHWIO filter.
    ///
    /// ```mlir
    /// %0 = "tf.Conv3D"(%input, %filter)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv3D = "tf.Conv3D" {
        operands: input: tensor, filter: tensor;
        attrs: strides: I64Array, padding: Str, data_format: Str ? "NDHWC",
               dilations: I64Array ? (&[1, 1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_conv_2d_shape;
    }

    /// Gradient of a 3-D convolution with respect to its input, used as an up-sampling layer.
    ///
    /// ```mlir
    /// %0 = "tf.Conv3DBackpropInputV2"(%input_sizes, %filter, %out_backprop)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1, 1]}>
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv3DBackpropInputV2 = "tf.Conv3DBackpropInputV2" {
        operands: input_sizes: tensor, filter: tensor, out_backprop: tensor;
        attrs: strides: I64Array, padding: Str, data_format: Str ? "NDHWC",
               dilations: I64Array ? (&[1, 1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::output_shape_operand;
    }

    /// 2-D convolution of each channel by itself, filter [height, width, channels, multiplier].
    ///
    /// ```mlir
    /// %0 = "tf.DepthwiseConv2dNative"(%input, %filter)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    DepthwiseConv2dNative = "tf.DepthwiseConv2dNative" {
        operands: input: tensor, filter: tensor;
        attrs: strides: I64Array, padding: Str, explicit_paddings: I64Array ? (&[]),
               data_format: Str ? "NHWC", dilations: I64Array ? (&[1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_depthwise_shape;
    }

    /// Grayscale dilation with a filter a channel.
    ///
    /// ```mlir
    /// %0 = "tf.Dilation2D"(%input, %filter)
    ///     <{padding = "SAME", rates = [], strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Dilation2D = "tf.Dilation2D" {
        operands: input: tensor, filter: tensor;
        attrs: strides: I64Array, rates: I64Array, padding: Str;
        results: output: tensor;
        traits: PURE;
    }

    /// Gradient of a 2-D convolution with respect to its input, whose shape another tensor gives.
    ///
    /// ```mlir
    /// %0 = "tf.Conv2DBackpropInputV2"(%input, %filter, %out_backprop)
    ///     <{padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Conv2DBackpropInputV2 = "tf.Conv2DBackpropInputV2" {
        operands: input: tensor, filter: tensor, out_backprop: tensor;
        attrs: strides: I64Array, use_cudnn_on_gpu: Bool ? true, padding: Str,
               explicit_paddings: I64Array ? (&[]), data_format: Str ? "NHWC",
               dilations: I64Array ? (&[1, 1, 1, 1]);
        results: output: tensor;
        traits: PURE;
    }
}
