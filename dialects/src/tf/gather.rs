//! Reads and writes by index.

use crate::op_macro::ops;

ops! {
    /// Rows of a tensor by number.
    ///
    /// ```mlir
    /// %0 = "tf.Gather"(%params, %indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Gather = "tf.Gather" {
        operands: params: tensor, indices: tensor;
        attrs: validate_indices: Bool ? true;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::gather_v1_shape;
    }

    /// Slices of a tensor, each by a tuple of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.GatherNd"(%params, %indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    GatherNd = "tf.GatherNd" {
        operands: params: tensor, indices: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::gather_nd_shape;
    }

    /// Slices of a tensor along an axis, by number.
    ///
    /// ```mlir
    /// %0 = "tf.GatherV2"(%params, %indices, %axis)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    GatherV2 = "tf.GatherV2" {
        operands: params: tensor, indices: tensor, axis: tensor;
        attrs: batch_dims: I64 ? 0;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::gather_v2_shape;
    }

    /// Rows that hold the on value at one index and the off value elsewhere.
    ///
    /// ```mlir
    /// %0 = "tf.OneHot"(%indices, %depth, %on_value, %off_value)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    OneHot = "tf.OneHot" {
        operands: indices: tensor, depth: tensor[I32], on_value: tensor, off_value: tensor;
        attrs: axis: I64 ? (-1);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::one_hot_shape;
    }

    /// A zero tensor with slices added at tuples of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.ScatterNd"(%indices, %updates, %shape)
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ScatterNd = "tf.ScatterNd" {
        operands: indices: tensor, updates: tensor, shape: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::scatter_nd_shape;
    }

    /// A tensor of a default value with values at given positions.
    ///
    /// ```mlir
    /// %0 = "tf.SparseToDense"(%sparse_indices, %output_shape, %sparse_values, %default_value)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SparseToDense = "tf.SparseToDense" {
        operands: sparse_indices: tensor, output_shape: tensor, sparse_values: tensor, default_value: tensor;
        attrs: validate_indices: Bool ? true;
        results: dense: tensor;
        traits: PURE;
        infer: crate::shape::sparse_to_dense_shape;
    }

    /// A tensor with slices added at tuples of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.TensorScatterAdd"(%tensor, %indices, %updates)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorScatterAdd = "tf.TensorScatterAdd" {
        operands: tensor: tensor, indices: tensor, updates: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// A tensor with the larger of its slices and given ones.
    ///
    /// ```mlir
    /// %0 = "tf.TensorScatterMax"(%tensor, %indices, %updates)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorScatterMax = "tf.TensorScatterMax" {
        operands: tensor: tensor, indices: tensor, updates: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// A tensor with the smaller of its slices and given ones.
    ///
    /// ```mlir
    /// %0 = "tf.TensorScatterMin"(%tensor, %indices, %updates)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorScatterMin = "tf.TensorScatterMin" {
        operands: tensor: tensor, indices: tensor, updates: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// A tensor with slices subtracted at tuples of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.TensorScatterSub"(%tensor, %indices, %updates)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorScatterSub = "tf.TensorScatterSub" {
        operands: tensor: tensor, indices: tensor, updates: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// A tensor with slices replaced at tuples of numbers.
    ///
    /// ```mlir
    /// %0 = "tf.TensorScatterUpdate"(%tensor, %indices, %updates)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    TensorScatterUpdate = "tf.TensorScatterUpdate" {
        operands: tensor: tensor, indices: tensor, updates: tensor;
        attrs: bad_indices_policy: Str ? "";
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// The distinct values in order of first appearance, and for each input which one it is.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.Unique"(%x) : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    Unique = "tf.Unique" {
        operands: x: tensor;
        results: y: tensor, idx: tensor;
        traits: PURE;
    }

    /// The distinct slices along an axis, and for each input which one it is.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.UniqueV2"(%x, %axis)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    UniqueV2 = "tf.UniqueV2" {
        operands: x: tensor, axis: tensor;
        results: y: tensor, idx: tensor;
        traits: PURE;
    }

    /// First place in a sorted row where a value fits.
    ///
    /// ```mlir
    /// %0 = "tf.LowerBound"(%sorted_inputs, %values) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi32>
    /// ```
    LowerBound = "tf.LowerBound" {
        operands: sorted_inputs: tensor, values: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Last place in a sorted row where a value fits.
    ///
    /// ```mlir
    /// %0 = "tf.UpperBound"(%sorted_inputs, %values) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xi32>
    /// ```
    UpperBound = "tf.UpperBound" {
        operands: sorted_inputs: tensor, values: tensor;
        results: output: tensor;
        traits: PURE;
    }
}
