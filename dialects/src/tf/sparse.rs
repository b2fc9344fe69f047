//! Sparse and ragged tensors.

use crate::op_macro::ops;

ops! {
    /// Set operation on rows of two dense tensors.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.DenseToDenseSetOperation"(%set1, %set2)
    ///     <{set_operation = ""}>
    ///     : (tensor<*xi32>, tensor<*xi32>) -> (tensor<*xi64>, tensor<*xi32>, tensor<*xi64>)
    /// ```
    DenseToDenseSetOperation = "tf.DenseToDenseSetOperation" {
        operands: set1: tensor, set2: tensor;
        attrs: set_operation: Str, validate_indices: Bool ? true;
        results: result_indices: tensor[I64], result_values: tensor, result_shape: tensor[I64];
        traits: PURE;
    }

    /// Runs of numbers in ragged rows.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.RaggedRange"(%starts, %limits, %deltas)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xf32>) -> (tensor<*xi32>, tensor<*xf32>)
    /// ```
    RaggedRange = "tf.RaggedRange" {
        operands: starts: tensor, limits: tensor, deltas: tensor;
        results: rt_nested_splits: tensor, rt_dense_values: tensor;
        traits: PURE;
    }

    /// A sparse tensor from a ragged one.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.RaggedTensorToSparse"(%rt_nested_splits0, %rt_nested_splits1,
    ///     %rt_dense_values)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>)
    /// ```
    RaggedTensorToSparse = "tf.RaggedTensorToSparse" {
        operands: rt_nested_splits: variadic, rt_dense_values: tensor;
        results: sparse_indices: tensor[I64], sparse_values: tensor, sparse_dense_shape: tensor[I64];
        traits: PURE;
    }

    /// A dense tensor from a ragged one.
    ///
    /// ```mlir
    /// %0 = "tf.RaggedTensorToTensor"(%shape, %values, %default_value, %row_partition_tensors0,
    ///     %row_partition_tensors1)
    ///     <{row_partition_types = []}>
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    RaggedTensorToTensor = "tf.RaggedTensorToTensor" {
        operands: shape: tensor, values: tensor, default_value: tensor, row_partition_tensors: variadic;
        attrs: row_partition_types: StrArray;
        results: result: tensor;
        traits: PURE;
    }

    /// Rows of a ragged tensor by number.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.RaggedGather"(%params_nested_splits0, %params_nested_splits1,
    ///     %params_dense_values, %indices)
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xf32>, tensor<*xi32>) -> (tensor<*xi32>, tensor<*xi32>,
    ///     tensor<*xf32>)
    /// ```
    RaggedGather = "tf.RaggedGather" {
        operands: params_nested_splits: variadic, params_dense_values: tensor, indices: tensor;
        results: output_nested_splits: variadic, output_dense_values: tensor;
        traits: PURE;
    }

    /// Joins sparse tensors along a dimension.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.SparseConcat"(%indices0, %indices1, %values0, %values1, %shapes0, %shapes1)
    ///     <{concat_dim = 1 : i64}>
    ///     : (tensor<*xi64>, tensor<*xi64>, tensor<*xf32>, tensor<*xf32>, tensor<*xi64>,
    ///     tensor<*xi64>) -> (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>)
    /// ```
    SparseConcat = "tf.SparseConcat" {
        operands: indices: variadic[I64], values: variadic, shapes: variadic[I64];
        attrs: concat_dim: I64;
        results: output_indices: tensor[I64], output_values: tensor, output_shape: tensor[I64];
        traits: PURE;
    }

    /// A sparse tensor with a value in each empty row.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3 = "tf.SparseFillEmptyRows"(%indices, %values, %dense_shape, %default_value)
    ///     : (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>, tensor<*xf32>) -> (tensor<*xi64>, tensor<*xf32>,
    ///     tensor<*xi1>, tensor<*xi64>)
    /// ```
    SparseFillEmptyRows = "tf.SparseFillEmptyRows" {
        operands: indices: tensor[I64], values: tensor, dense_shape: tensor[I64], default_value: tensor;
        results: output_indices: tensor[I64], output_values: tensor, empty_row_indicator: tensor[I1],
                 reverse_index_map: tensor[I64];
        traits: PURE;
    }

    /// Sum of a sparse tensor over axes, dense.
    ///
    /// ```mlir
    /// %0 = "tf.SparseReduceSum"(%input_indices, %input_values, %input_shape, %reduction_axes)
    ///     : (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    SparseReduceSum = "tf.SparseReduceSum" {
        operands: input_indices: tensor[I64], input_values: tensor, input_shape: tensor[I64],
                  reduction_axes: tensor[I32];
        attrs: keep_dims: Bool ? false;
        results: output: tensor;
        traits: PURE;
    }

    /// A sparse tensor with its indices in order.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.SparseReorder"(%input_indices, %input_values, %input_shape)
    ///     : (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>) -> (tensor<*xi64>, tensor<*xf32>)
    /// ```
    SparseReorder = "tf.SparseReorder" {
        operands: input_indices: tensor[I64], input_values: tensor, input_shape: tensor[I64];
        results: output_indices: tensor[I64], output_values: tensor;
        traits: PURE;
    }

    /// A sparse tensor under another shape.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.SparseReshape"(%input_indices, %input_shape, %new_shape)
    ///     : (tensor<*xi64>, tensor<*xi64>, tensor<*xi64>) -> (tensor<*xi64>, tensor<*xi64>)
    /// ```
    SparseReshape = "tf.SparseReshape" {
        operands: input_indices: tensor[I64], input_shape: tensor[I64], new_shape: tensor[I64];
        results: output_indices: tensor[I64], output_shape: tensor[I64];
        traits: PURE;
    }

    /// A block of a sparse tensor.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.SparseSlice"(%indices, %values, %shape, %start, %size)
    ///     : (tensor<*xi64>, tensor<*xf32>, tensor<*xi64>, tensor<*xi64>, tensor<*xi64>) -> (tensor<*xi64>,
    ///     tensor<*xf32>, tensor<*xi64>)
    /// ```
    SparseSlice = "tf.SparseSlice" {
        operands: indices: tensor[I64], values: tensor, shape: tensor[I64], start: tensor[I64],
                  size: tensor[I64];
        results: output_indices: tensor[I64], output_values: tensor, output_shape: tensor[I64];
        traits: PURE;
    }

    /// Product of a sparse and a dense matrix.
    ///
    /// ```mlir
    /// %0 = "tf.SparseTensorDenseMatMul"(%a_indices, %a_values, %a_shape, %b)
    ///     : (tensor<*xi32>, tensor<*xf32>, tensor<*xi64>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SparseTensorDenseMatMul = "tf.SparseTensorDenseMatMul" {
        operands: a_indices: tensor, a_values: tensor, a_shape: tensor[I64], b: tensor;
        attrs: adjoint_a: Bool ? false, adjoint_b: Bool ? false;
        results: product: tensor;
        traits: PURE;
    }
}
