//! Reductions and searches along axes.

use crate::op_macro::ops;

ops! {
    /// Whether all are true over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.All"(%input, %reduction_indices) : (tensor<*xi1>, tensor<*xi32>) -> tensor<*xi1>
    /// ```
    All = "tf.All" {
        operands: input: tensor[I1], reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor[I1];
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Whether any is true over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Any"(%input, %reduction_indices) : (tensor<*xi1>, tensor<*xi32>) -> tensor<*xi1>
    /// ```
    Any = "tf.Any" {
        operands: input: tensor[I1], reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor[I1];
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// The largest values along a dimension with their indices, some possibly missed.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.ApproxTopK"(%input)
    ///     <{k = 2 : i64}>
    ///     : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    ApproxTopK = "tf.ApproxTopK" {
        operands: input: tensor;
        attrs: k: I64, reduction_dimension: I64 ? (-1), recall_target: F32 ? 0.949999988079071,
               is_max_k: Bool ? true, reduction_input_size_override: I64 ? (-1),
               aggregate_to_topk: Bool ? true;
        results: values: tensor, indices: tensor[I32];
        traits: PURE;
    }

    /// Index of the largest value along a dimension.
    ///
    /// ```mlir
    /// %0 = "tf.ArgMax"(%input, %dimension) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    ArgMax = "tf.ArgMax" {
        operands: input: tensor, dimension: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::arg_shape;
    }

    /// Index of the smallest value along a dimension.
    ///
    /// ```mlir
    /// %0 = "tf.ArgMin"(%input, %dimension) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    ArgMin = "tf.ArgMin" {
        operands: input: tensor, dimension: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::arg_shape;
    }

    /// How often each number occurs.
    ///
    /// ```mlir
    /// %0 = "tf.Bincount"(%arr, %size, %weights)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Bincount = "tf.Bincount" {
        operands: arr: tensor[I32], size: tensor[I32], weights: tensor;
        results: bins: tensor;
        traits: PURE;
    }

    /// Running product along an axis.
    ///
    /// ```mlir
    /// %0 = "tf.Cumprod"(%x, %axis) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Cumprod = "tf.Cumprod" {
        operands: x: tensor, axis: tensor;
        attrs: exclusive: Bool ? false, reverse: Bool ? false;
        results: out: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Running sum along an axis.
    ///
    /// ```mlir
    /// %0 = "tf.Cumsum"(%x, %axis) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Cumsum = "tf.Cumsum" {
        operands: x: tensor, axis: tensor;
        attrs: exclusive: Bool ? false, reverse: Bool ? false;
        results: out: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Running logarithm of a sum of exponentials along an axis.
    ///
    /// ```mlir
    /// %0 = "tf.CumulativeLogsumexp"(%x, %axis) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    CumulativeLogsumexp = "tf.CumulativeLogsumexp" {
        operands: x: tensor, axis: tensor;
        attrs: exclusive: Bool ? false, reverse: Bool ? false;
        results: out: tensor;
        traits: PURE;
    }

    /// How often each number occurs, in the whole input or in each row.
    ///
    /// ```mlir
    /// %0 = "tf.DenseBincount"(%input, %size, %weights)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    DenseBincount = "tf.DenseBincount" {
        operands: input: tensor, size: tensor, weights: tensor;
        attrs: binary_output: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// Square root of the sum of squares over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.EuclideanNorm"(%input, %reduction_indices)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    EuclideanNorm = "tf.EuclideanNorm" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Half the sum of squares.
    ///
    /// ```mlir
    /// %0 = "tf.L2Loss"(%t) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    L2Loss = "tf.L2Loss" {
        operands: t: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::scalar_shape;
    }

    /// Largest value over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Max"(%input, %reduction_indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Max = "tf.Max" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Mean over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Mean"(%input, %reduction_indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Mean = "tf.Mean" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Smallest value over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Min"(%input, %reduction_indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Min = "tf.Min" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Product over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Prod"(%input, %reduction_indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Prod = "tf.Prod" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Sum over the axes.
    ///
    /// ```mlir
    /// %0 = "tf.Sum"(%input, %reduction_indices) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Sum = "tf.Sum" {
        operands: input: tensor, reduction_indices: tensor;
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// The largest values of each row with their indices, `k` fixed.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TopK"(%input) <{k = 2 : i64}> : (tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    TopK = "tf.TopK" {
        operands: input: tensor;
        attrs: k: I64, sorted: Bool ? true;
        results: values: tensor, indices: tensor[I32];
        traits: PURE;
    }

    /// The largest values of each row with their indices, in descending order.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.TopKV2"(%input, %k)
    ///     : (tensor<*xf32>, tensor<*xi32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    TopKV2 = "tf.TopKV2" {
        operands: input: tensor, k: tensor;
        attrs: sorted: Bool ? true;
        results: values: tensor, indices: tensor;
        traits: PURE;
        infer: crate::shape::topk_shape;
    }
}
