//! Ops of the XLA bridge.

use crate::op_macro::ops;

ops! {
    /// Convolution as XLA has it.
    ///
    /// ```mlir
    /// %0 = "tf.XlaConvV2"(%lhs, %rhs, %window_strides, %padding, %lhs_dilation, %rhs_dilation,
    ///     %feature_group_count)
    ///     <{dimension_numbers = "", precision_config = ""}>
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>,
    ///     tensor<*xi32>) -> tensor<*xf32>
    /// ```
    XlaConvV2 = "tf.XlaConvV2" {
        operands: lhs: tensor, rhs: tensor, window_strides: tensor, padding: tensor, lhs_dilation: tensor,
                  rhs_dilation: tensor, feature_group_count: tensor;
        attrs: dimension_numbers: Str, precision_config: Str, batch_group_count: I64 ? 1;
        results: output: tensor;
        traits: PURE;
    }

    /// Dot product as XLA has it.
    ///
    /// ```mlir
    /// %0 = "tf.XlaDot"(%lhs, %rhs)
    ///     <{dimension_numbers = "", precision_config = ""}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    XlaDot = "tf.XlaDot" {
        operands: lhs: tensor, rhs: tensor;
        attrs: dimension_numbers: Str, precision_config: Str;
        results: output: tensor;
        traits: PURE;
    }

    /// A block of fixed size at a start given by a tensor.
    ///
    /// ```mlir
    /// %0 = "tf.XlaDynamicSlice"(%input, %start_indices, %size_indices)
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    XlaDynamicSlice = "tf.XlaDynamicSlice" {
        operands: input: tensor, start_indices: tensor, size_indices: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// A tensor with one block replaced, at a start given by a tensor.
    ///
    /// ```mlir
    /// %0 = "tf.XlaDynamicUpdateSlice"(%input, %update, %indices)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    XlaDynamicUpdateSlice = "tf.XlaDynamicUpdateSlice" {
        operands: input: tensor, update: tensor, indices: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Gather as XLA has it.
    ///
    /// ```mlir
    /// %0 = "tf.XlaGather"(%operand, %start_indices, %slice_sizes)
    ///     <{dimension_numbers = "", indices_are_sorted = false}>
    ///     : (tensor<*xf32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    XlaGather = "tf.XlaGather" {
        operands: operand: tensor, start_indices: tensor, slice_sizes: tensor;
        attrs: dimension_numbers: Str, indices_are_sorted: Bool;
        results: output: tensor;
        traits: PURE;
    }

    /// Pads with a value at the edges and between elements.
    ///
    /// ```mlir
    /// %0 = "tf.XlaPad"(%input, %padding_value, %padding_low, %padding_high, %padding_interior)
    ///     : (tensor<*xf32>, tensor<*xf32>, tensor<*xi32>, tensor<*xi32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    XlaPad = "tf.XlaPad" {
        operands: input: tensor, padding_value: tensor, padding_low: tensor, padding_high: tensor,
                  padding_interior: tensor;
        results: output: tensor;
        traits: PURE;
    }

    /// Reduction by a function.
    ///
    /// ```mlir
    /// %0 = "tf.XlaReduce"(%input, %init_value)
    ///     <{dimensions_to_reduce = [], reducer = @f}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    XlaReduce = "tf.XlaReduce" {
        operands: input: tensor, init_value: tensor;
        attrs: dimensions_to_reduce: I64Array, reducer: Any;
        results: output: tensor;
        traits: PURE;
    }

    /// Runs a serialized StableHLO module.
    ///
    /// ```mlir
    /// %0 = "tf.XlaCallModule"(%args) <{module = "", version = 1 : i64}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    XlaCallModule = "tf.XlaCallModule" {
        operands: args: variadic;
        attrs: version: I64, module: Str, platforms: StrArray ? (&[]), function_list: Array ? none,
               has_token_input_output: Bool ? false, disabled_checks: StrArray ? (&[]);
        results: output: variadic;
        effects: Unknown;
    }
}
