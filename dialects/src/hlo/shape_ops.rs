//! Constants, shapes and slices.

use tfl_ir::{Body, Op, Value};

use super::hlo_ops;

hlo_ops! {
    /// A constant tensor.
    ///
    /// ```mlir
    /// %0 = "stablehlo.constant"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    /// ```
    Constant = "constant" {
        attrs: value: Elements;
        results: output: tensor;
        traits: PURE, CONSTANT;
        name_results: constant_name;
        syntax: crate::syntax::constant::CONSTANT;
    }

    /// Numbers that count up along a dimension.
    ///
    /// ```mlir
    /// %0 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4xi32>
    /// ```
    Iota = "iota" {
        attrs: iota_dimension: I64;
        results: output: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::IOTA;
    }

    /// The same elements in row-major order under another shape.
    ///
    /// ```mlir
    /// %0 = "stablehlo.reshape"(%operand) : (tensor<2x2xf32>) -> tensor<4xf32>
    /// ```
    Reshape = "reshape" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::FUNCTIONAL;
    }

    /// The same elements under a shape given by a tensor.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dynamic_reshape"(%operand, %output_shape) : (tensor<4xf32>, tensor<2xi32>) -> tensor<?x?xf32>
    /// ```
    DynamicReshape = "dynamic_reshape" {
        operands: operand: tensor, output_shape: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::FUNCTIONAL;
    }

    /// Reorders dimensions.
    ///
    /// ```mlir
    /// %0 = "stablehlo.transpose"(%operand) <{permutation = array<i64: 1, 0>}> : (tensor<2x3xf32>) -> tensor<3x2xf32>
    /// ```
    Transpose = "transpose" {
        operands: operand: tensor;
        attrs: permutation: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::TRANSPOSE;
    }

    /// Repeats a tensor along new or unit dimensions.
    ///
    /// ```mlir
    /// %0 = "stablehlo.broadcast_in_dim"(%operand) <{broadcast_dimensions = array<i64: 1>}>
    ///     : (tensor<3xf32>) -> tensor<2x3xf32>
    /// ```
    BroadcastInDim = "broadcast_in_dim" {
        operands: operand: tensor;
        attrs: broadcast_dimensions: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::BROADCAST_IN_DIM;
    }

    /// Repeats a tensor along dimensions to fill a shape given by a tensor.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dynamic_broadcast_in_dim"(%operand, %output_dimensions)
    ///     <{broadcast_dimensions = array<i64: 1>}> : (tensor<3xf32>, tensor<2xi32>) -> tensor<?x3xf32>
    /// ```
    DynamicBroadcastInDim = "dynamic_broadcast_in_dim" {
        operands: operand: tensor, output_dimensions: tensor;
        attrs: broadcast_dimensions: Any, known_expanding_dimensions: Any ? none,
               known_nonexpanding_dimensions: Any ? none;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::BROADCAST_IN_DIM;
    }

    /// Joins tensors along a dimension.
    ///
    /// ```mlir
    /// %0 = "stablehlo.concatenate"(%a, %b) <{dimension = 0 : i64}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<8xf32>
    /// ```
    Concatenate = "concatenate" {
        operands: inputs: variadic;
        attrs: dimension: I64;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::WITH_DIM;
    }

    /// Pads with a value at the edges and between elements; negative padding cuts.
    ///
    /// ```mlir
    /// %0 = "stablehlo.pad"(%operand, %padding_value)
    ///     <{edge_padding_high = array<i64: 1>, edge_padding_low = array<i64: 0>, interior_padding = array<i64: 0>}>
    ///     : (tensor<4xf32>, tensor<f32>) -> tensor<5xf32>
    /// ```
    Pad = "pad" {
        operands: operand: tensor, padding_value: tensor;
        attrs: edge_padding_low: Any, edge_padding_high: Any, interior_padding: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::PAD;
    }

    /// A strided block of a tensor.
    ///
    /// ```mlir
    /// %0 = "stablehlo.slice"(%operand)
    ///     <{limit_indices = array<i64: 3>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<2xf32>
    /// ```
    Slice = "slice" {
        operands: operand: tensor;
        attrs: start_indices: Any, limit_indices: Any, strides: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::SLICE;
    }

    /// A block of fixed size at a start given by tensors.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dynamic_slice"(%operand, %i) <{slice_sizes = array<i64: 2>}> : (tensor<4xf32>, tensor<i32>) -> tensor<2xf32>
    /// ```
    DynamicSlice = "dynamic_slice" {
        operands: operand: tensor, start_indices: variadic;
        attrs: slice_sizes: Any;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::DYNAMIC_SLICE;
    }

    /// A tensor with one block replaced, at a start given by tensors.
    ///
    /// ```mlir
    /// %0 = "stablehlo.dynamic_update_slice"(%operand, %update, %i) : (tensor<4xf32>, tensor<2xf32>, tensor<i32>) -> tensor<4xf32>
    /// ```
    DynamicUpdateSlice = "dynamic_update_slice" {
        operands: operand: tensor, update: tensor, start_indices: variadic;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::FUNCTIONAL;
    }

    /// Reverses the order along dimensions.
    ///
    /// ```mlir
    /// %0 = "stablehlo.reverse"(%operand) <{dimensions = array<i64: 0>}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Reverse = "reverse" {
        operands: operand: tensor;
        attrs: dimensions: Any;
        results: result: tensor;
        traits: PURE, SAME_TYPE;
        syntax: crate::syntax::hlo::shape::REVERSE;
    }

    /// The size of one dimension.
    ///
    /// ```mlir
    /// %0 = "stablehlo.get_dimension_size"(%operand) <{dimension = 0 : i64}> : (tensor<4xf32>) -> tensor<i32>
    /// ```
    GetDimensionSize = "get_dimension_size" {
        operands: operand: tensor;
        attrs: dimension: I64;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::shape::WITH_DIM;
    }

    /// The same bytes read as another element type.
    ///
    /// ```mlir
    /// %0 = "stablehlo.bitcast_convert"(%operand) : (tensor<4xf32>) -> tensor<4xi32>
    /// ```
    BitcastConvert = "bitcast_convert" {
        operands: operand: tensor;
        results: result: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::FUNCTIONAL;
    }
}

/// `%c` for integers, `%cst` for the rest.
fn constant_name(body: &Body, op: Op, name: &mut dyn FnMut(Value, &str)) {
    let Some(result) = body.result(op, 0).filter(|_| body.name(op).dialect() == "stablehlo") else { return };
    let integer = body.ty(result).elem_or_self().int_width().is_some();
    name(result, if integer { "c" } else { "cst" });
}
