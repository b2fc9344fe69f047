//! Joining and cutting tensors.

use crate::op_macro::ops;

ops! {
    /// Joins tensors along an axis, which comes first.
    ///
    /// ```mlir
    /// %0 = "tf.Concat"(%concat_dim, %values0, %values1)
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Concat = "tf.Concat" {
        operands: concat_dim: tensor[I32], values: variadic;
        results: output: tensor;
        traits: PURE;
    }

    /// Where each input of a concatenation starts.
    ///
    /// ```mlir
    /// %0:2 = "tf.ConcatOffset"(%concat_dim, %shape0, %shape1)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> (tensor<*xi32>, tensor<*xi32>)
    /// ```
    ConcatOffset = "tf.ConcatOffset" {
        operands: concat_dim: tensor[I32], shape: variadic;
        results: offset: variadic;
        traits: PURE;
    }

    /// Joins tensors along an axis, which comes last.
    ///
    /// ```mlir
    /// %0 = "tf.ConcatV2"(%values0, %values1, %axis)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ConcatV2 = "tf.ConcatV2" {
        operands: values: variadic, axis: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::concat_v2_shape;
    }

    /// Sorts slices into parts by number.
    ///
    /// ```mlir
    /// %0:2 = "tf.DynamicPartition"(%data, %partitions)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    DynamicPartition = "tf.DynamicPartition" {
        operands: data: tensor, partitions: tensor[I32];
        results: outputs: variadic;
        traits: PURE;
    }

    /// Puts slices together at given positions; later ones win.
    ///
    /// ```mlir
    /// %0 = "tf.DynamicStitch"(%indices0, %indices1, %data0, %data1)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    DynamicStitch = "tf.DynamicStitch" {
        operands: indices: variadic[I32], data: variadic;
        results: merged: tensor;
        traits: PURE;
    }

    /// Stacks tensors of one shape along a new axis.
    ///
    /// ```mlir
    /// %0 = "tf.Pack"(%values0, %values1) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Pack = "tf.Pack" {
        operands: values: variadic;
        attrs: axis: I64 ? 0;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::pack_shape;
    }

    /// Puts slices together at given positions, in any order.
    ///
    /// ```mlir
    /// %0 = "tf.ParallelDynamicStitch"(%indices0, %indices1, %data0, %data1)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    ParallelDynamicStitch = "tf.ParallelDynamicStitch" {
        operands: indices: variadic[I32], data: variadic;
        results: merged: tensor;
        traits: PURE;
    }

    /// Cuts a tensor into equal parts along a dimension.
    ///
    /// ```mlir
    /// %0:2 = "tf.Split"(%split_dim, %value)
    ///     : (tensor<*xi32>, tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    Split = "tf.Split" {
        operands: split_dim: tensor[I32], value: tensor;
        results: output: variadic;
        traits: PURE;
        infer: crate::shape::split_shape;
    }

    /// Cuts a tensor into parts of given sizes along a dimension.
    ///
    /// ```mlir
    /// %0:2 = "tf.SplitV"(%value, %size_splits, %split_dim)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    SplitV = "tf.SplitV" {
        operands: value: tensor, size_splits: tensor, split_dim: tensor[I32];
        results: output: variadic;
        traits: PURE;
        infer: crate::shape::split_v_shape;
    }

    /// Takes a tensor apart along an axis, which is dropped.
    ///
    /// ```mlir
    /// %0:2 = "tf.Unpack"(%value) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    Unpack = "tf.Unpack" {
        operands: value: tensor;
        attrs: axis: I64 ? 0;
        results: output: variadic;
        traits: PURE;
        infer: crate::shape::unpack_shape;
    }
}
