//! Slices by position.

use crate::op_macro::ops;

ops! {
    /// Reverses the order along the dimensions marked true.
    ///
    /// ```mlir
    /// %0 = "tf.Reverse"(%tensor, %dims) : (tensor<*xf32>, tensor<*xi1>) -> tensor<*xf32>
    /// ```
    Reverse = "tf.Reverse" {
        operands: tensor: tensor, dims: tensor[I1];
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Reverses the first elements along a dimension, as many as each batch entry says.
    ///
    /// ```mlir
    /// %0 = "tf.ReverseSequence"(%input, %seq_lengths)
    ///     <{seq_dim = 1 : i64}>
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ReverseSequence = "tf.ReverseSequence" {
        operands: input: tensor, seq_lengths: tensor;
        attrs: seq_dim: I64, batch_dim: I64 ? 0;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Reverses the order along axes.
    ///
    /// ```mlir
    /// %0 = "tf.ReverseV2"(%tensor, %axis) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ReverseV2 = "tf.ReverseV2" {
        operands: tensor: tensor, axis: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Moves elements along axes around the end.
    ///
    /// ```mlir
    /// %0 = "tf.Roll"(%input, %shift, %axis)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Roll = "tf.Roll" {
        operands: input: tensor, shift: tensor, axis: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// A block of a tensor by start and size; size -1 reaches to the end.
    ///
    /// ```mlir
    /// %0 = "tf.Slice"(%input, %begin, %size)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Slice = "tf.Slice" {
        operands: input: tensor, begin: tensor, size: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::slice_shape;
    }

    /// A block of a tensor by start, end and step a dimension; masks stand for omitted bounds, new axes
    /// and dropped axes.
    ///
    /// ```mlir
    /// %0 = "tf.StridedSlice"(%input, %begin, %end, %strides)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    StridedSlice = "tf.StridedSlice" {
        operands: input: tensor, begin: tensor, end: tensor, strides: tensor;
        attrs: begin_mask: I64 ? 0, end_mask: I64 ? 0, ellipsis_mask: I64 ? 0, new_axis_mask: I64 ? 0,
               shrink_axis_mask: I64 ? 0;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::strided_slice_shape;
    }

    /// A tensor with one strided block replaced.
    ///
    /// ```mlir
    /// %0 = "tf.TensorStridedSliceUpdate"(%input, %begin, %end, %strides, %value)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorStridedSliceUpdate = "tf.TensorStridedSliceUpdate" {
        operands: input: tensor, begin: tensor, end: tensor, strides: tensor, value: tensor;
        attrs: begin_mask: I64 ? 0, end_mask: I64 ? 0, ellipsis_mask: I64 ? 0, new_axis_mask: I64 ? 0,
               shrink_axis_mask: I64 ? 0;
        results: output: tensor;
        traits: PURE;
    }
}
