//! Pooling: windows over spatial dimensions.

use crate::op_macro::ops;

ops! {
    /// Mean over a window of each channel; padding does not count.
    ///
    /// ```mlir
    /// %0 = "tf.AvgPool"(%value)
    ///     <{ksize = [1, 2, 2, 1], padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AvgPool = "tf.AvgPool" {
        operands: value: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_pool_shape;
    }

    /// Mean over a 3-D window of each channel; padding does not count.
    ///
    /// ```mlir
    /// %0 = "tf.AvgPool3D"(%input)
    ///     <{ksize = [1, 1, 1, 1, 1], padding = "SAME", strides = [1, 1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AvgPool3D = "tf.AvgPool3D" {
        operands: input: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, data_format: Str ? "NDHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_pool_shape;
    }

    /// Gradient of `AvgPool`.
    ///
    /// ```mlir
    /// %0 = "tf.AvgPoolGrad"(%orig_input_shape, %grad)
    ///     <{ksize = [1, 2, 2, 1], padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    AvgPoolGrad = "tf.AvgPoolGrad" {
        operands: orig_input_shape: tensor[I32], grad: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
    }

    /// Maximum over a window of each channel.
    ///
    /// ```mlir
    /// %0 = "tf.MaxPool"(%input)
    ///     <{ksize = [1, 2, 2, 1], padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MaxPool = "tf.MaxPool" {
        operands: input: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, explicit_paddings: I64Array ? (&[]),
               data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_pool_shape;
    }

    /// Maximum over a 3-D window of each channel.
    ///
    /// ```mlir
    /// %0 = "tf.MaxPool3D"(%input)
    ///     <{ksize = [1, 1, 1, 1, 1], padding = "SAME", strides = [1, 1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MaxPool3D = "tf.MaxPool3D" {
        operands: input: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, data_format: Str ? "NDHWC";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tf_pool_shape;
    }

    /// Gradient of `MaxPool`.
    ///
    /// ```mlir
    /// %0 = "tf.MaxPoolGrad"(%orig_input, %orig_output, %grad)
    ///     <{ksize = [1, 2, 2, 1], padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    MaxPoolGrad = "tf.MaxPoolGrad" {
        operands: orig_input: tensor, orig_output: tensor, grad: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, explicit_paddings: I64Array ? (&[]),
               data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
    }

    /// Maximum over a window of each channel; the window is given by tensors.
    ///
    /// ```mlir
    /// %0 = "tf.MaxPoolV2"(%input, %ksize, %strides)
    ///     <{padding = "SAME"}>
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    MaxPoolV2 = "tf.MaxPoolV2" {
        operands: input: tensor, ksize: tensor[I32], strides: tensor[I32];
        attrs: padding: Str, data_format: Str ? "NHWC";
        results: output: tensor;
        traits: PURE;
    }

    /// Maximum over a window of each channel, with where it was.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.MaxPoolWithArgmax"(%input)
    ///     <{ksize = [1, 2, 2, 1], padding = "SAME", strides = [1, 1, 1, 1]}>
    ///     : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    MaxPoolWithArgmax = "tf.MaxPoolWithArgmax" {
        operands: input: tensor;
        attrs: ksize: I64Array, strides: I64Array, padding: Str, include_batch_in_index: Bool ? false;
        results: output: tensor, argmax: tensor;
        traits: PURE;
    }
}
