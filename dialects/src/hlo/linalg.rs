//! Products, convolutions, reductions, gathering and sorting.

use super::hlo_ops;

hlo_ops! {
    /// Product of vectors or matrices.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dot"(%lhs, %rhs) : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
    /// ```
    Dot = "dot" {
        operands: lhs: tensor, rhs: tensor;
        attrs: precision_config: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::linalg::DOT;
    }

    /// Product summed over contracting dimensions, for each index of the batch dimensions.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dot_general"(%lhs, %rhs) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}>
    ///     : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
    /// ```
    DotGeneral = "dot_general" {
        operands: lhs: tensor, rhs: tensor;
        attrs: dot_dimension_numbers: Any, precision_config: Any ? none, algorithm: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::linalg::DOT_GENERAL;
    }

    /// Convolution over any number of spatial dimensions in any layout.
    ///
    /// ```mlir
    /// %0 = "stablehlo.convolution"(%lhs, %rhs)
    ///     <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>,
    ///     feature_group_count = 1 : i64}>
    ///     : (tensor<1x4x4x2xf32>, tensor<3x3x2x5xf32>) -> tensor<1x2x2x5xf32>
    /// ```
    Convolution = "convolution" {
        operands: lhs: tensor, rhs: tensor;
        attrs: window_strides: Any ? none, padding: Any ? none, lhs_dilation: Any ? none,
               rhs_dilation: Any ? none, window_reversal: Any ? none, dimension_numbers: Any,
               feature_group_count: I64, batch_group_count: I64, precision_config: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::window::CONVOLUTION;
    }

    /// Fourier transform over the last dimensions.
    ///
    /// ```mlir
    /// %0 = "stablehlo.fft"(%operand) <{fft_length = array<i64: 4>, fft_type = #stablehlo<fft_type FFT>}>
    ///     : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
    /// ```
    Fft = "fft" {
        operands: operand: tensor;
        attrs: fft_type: Any, fft_length: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::linalg::FFT;
    }

    /// Slices of a tensor at starts given by indices.
    ///
    /// ```mlir
    /// %0 = "stablehlo.gather"(%operand, %start_indices)
    ///     <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>,
    ///     indices_are_sorted = false, slice_sizes = array<i64: 1, 3>}>
    ///     : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
    /// ```
    Gather = "gather" {
        operands: operand: tensor, start_indices: tensor;
        attrs: dimension_numbers: Any, slice_sizes: Any, indices_are_sorted: Bool ? false;
        results: result: tensor;
        traits: PURE;
    }

    /// A tensor with slices combined into it at places given by indices.
    ///
    /// ```mlir
    /// %0 = "stablehlo.scatter"(%input, %scatter_indices, %update)
    ///     <{indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1], inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>,
    ///     unique_indices = false}> ({
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.add"(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    ///   "stablehlo.return"(%1) : (tensor<f32>) -> ()
    /// }) : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
    /// ```
    Scatter = "scatter" {
        operands: inputs: variadic, scatter_indices: tensor, updates: variadic;
        attrs: scatter_dimension_numbers: Any, indices_are_sorted: Bool ? false,
               unique_indices: Bool ? false;
        results: results: variadic;
        regions: update_computation;
        traits: RECURSIVE_EFFECTS;
        effects: Recursive;
    }

    /// Combines elements along dimensions by a function.
    ///
    /// ```mlir
    /// %0 = "stablehlo.reduce"(%input, %init_value) <{dimensions = array<i64: 1>}> ({
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.add"(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    ///   "stablehlo.return"(%1) : (tensor<f32>) -> ()
    /// }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    /// ```
    Reduce = "reduce" {
        operands: inputs: variadic, init_values: variadic;
        attrs: dimensions: Any;
        results: results: variadic;
        regions: body;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
        syntax: crate::syntax::hlo::reduce::REDUCE;
    }

    /// Combines elements of windows by a function.
    ///
    /// ```mlir
    /// %0 = "stablehlo.reduce_window"(%input, %init_value)
    ///     <{window_dimensions = array<i64: 2>, window_strides = array<i64: 2>}> ({
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.add"(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    ///   "stablehlo.return"(%1) : (tensor<f32>) -> ()
    /// }) : (tensor<4xf32>, tensor<f32>) -> tensor<2xf32>
    /// ```
    ReduceWindow = "reduce_window" {
        operands: inputs: variadic, init_values: variadic;
        attrs: window_dimensions: Any, window_strides: Any ? none, base_dilations: Any ? none,
               window_dilations: Any ? none, padding: Any ? none;
        results: results: variadic;
        regions: body;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
    }

    /// Sorts tensors together along a dimension by a comparison.
    ///
    /// ```mlir
    /// %0 = "stablehlo.sort"(%input) <{dimension = 0 : i64, is_stable = true}> ({
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction LT>}>
    ///     : (tensor<f32>, tensor<f32>) -> tensor<i1>
    ///   "stablehlo.return"(%1) : (tensor<i1>) -> ()
    /// }) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Sort = "sort" {
        operands: inputs: variadic;
        attrs: dimension: I64 ? (-1), is_stable: Bool ? false;
        results: results: variadic;
        regions: comparator;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
    }

    /// Adds values at the places that windows of another tensor choose.
    ///
    /// ```mlir
    /// %0 = "stablehlo.select_and_scatter"(%operand, %source, %init_value)
    ///     <{window_dimensions = array<i64: 2>, window_strides = array<i64: 2>}> ({
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction LT>}>
    ///     : (tensor<f32>, tensor<f32>) -> tensor<i1>
    ///   "stablehlo.return"(%1) : (tensor<i1>) -> ()
    /// }, {
    /// ^bb0(%x: tensor<f32>, %y: tensor<f32>):
    ///   %1 = "stablehlo.add"(%x, %y) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    ///   "stablehlo.return"(%1) : (tensor<f32>) -> ()
    /// }) : (tensor<4xf32>, tensor<2xf32>, tensor<f32>) -> tensor<4xf32>
    /// ```
    SelectAndScatter = "select_and_scatter" {
        operands: operand: tensor, source: tensor, init_value: tensor;
        attrs: window_dimensions: Any ? none, window_strides: Any ? none, padding: Any ? none;
        results: result: tensor;
        regions: select, scatter;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
    }
}
