//! Shapes: asking for them and changing them.

use crate::op_macro::ops;

ops! {
    /// The shape that two shapes broadcast to.
    ///
    /// ```mlir
    /// %0 = "tf.BroadcastArgs"(%s0, %s1) : (tensor<*xi32>, tensor<*xi32>) -> tensor<*xi32>
    /// ```
    BroadcastArgs = "tf.BroadcastArgs" {
        operands: s0: tensor, s1: tensor;
        results: r0: tensor;
        traits: PURE;
        infer: crate::shape::broadcast_args_shape;
    }

    /// The axes over which gradients of a broadcast are summed.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.BroadcastGradientArgs"(%s0, %s1)
    ///     : (tensor<*xi32>, tensor<*xi32>) -> (tensor<*xi32>, tensor<*xi32>)
    /// ```
    BroadcastGradientArgs = "tf.BroadcastGradientArgs" {
        operands: s0: tensor, s1: tensor;
        results: r0: tensor, r1: tensor;
        traits: PURE;
    }

    /// Repeats a tensor along dimensions of size one to fill a shape.
    ///
    /// ```mlir
    /// %0 = "tf.BroadcastTo"(%input, %shape) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    BroadcastTo = "tf.BroadcastTo" {
        operands: input: tensor, shape: tensor;
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::same_shape_fold;
        infer: crate::shape::broadcast_to_shape;
    }

    /// The input, whose shape is checked.
    ///
    /// ```mlir
    /// %0 = "tf.EnsureShape"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    EnsureShape = "tf.EnsureShape" {
        operands: input: tensor;
        attrs: shape: TfShape ? none;
        results: output: tensor;
        traits: PURE;
    }

    /// Inserts a dimension of size one.
    ///
    /// ```mlir
    /// %0 = "tf.ExpandDims"(%input, %dim) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ExpandDims = "tf.ExpandDims" {
        operands: input: tensor, dim: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::expand_dims_shape;
    }

    /// A tensor of a given shape, all one value.
    ///
    /// ```mlir
    /// %0 = "tf.Fill"(%dims, %value) : (tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Fill = "tf.Fill" {
        operands: dims: tensor, value: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::fill_shape;
    }

    /// The permutation that undoes another.
    ///
    /// ```mlir
    /// %0 = "tf.InvertPermutation"(%x) : (tensor<*xi32>) -> tensor<*xi32>
    /// ```
    InvertPermutation = "tf.InvertPermutation" {
        operands: x: tensor;
        results: y: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Number of dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.Rank"(%input) : (tensor<*xf32>) -> tensor<*xi32>
    /// ```
    Rank = "tf.Rank" {
        operands: input: tensor;
        results: output: tensor[I32];
        traits: PURE;
        fold: crate::fold::rank_fold;
        infer: crate::shape::scalar_shape;
    }

    /// The same elements in row-major order under another shape.
    ///
    /// ```mlir
    /// %0 = "tf.Reshape"(%tensor, %shape) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Reshape = "tf.Reshape" {
        operands: tensor: tensor, shape: tensor;
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::same_elements_fold;
        infer: crate::shape::reshape_shape;
    }

    /// The sizes of the dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.Shape"(%input) : (tensor<*xf32>) -> tensor<*xi32>
    /// ```
    Shape = "tf.Shape" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::shape_fold;
        infer: crate::shape::shape_shape;
    }

    /// The sizes of the dimensions of several tensors.
    ///
    /// ```mlir
    /// %0:2 = "tf.ShapeN"(%input0, %input1)
    ///     : (tensor<*xf32>, tensor<*xf32>) -> (tensor<*xi32>, tensor<*xi32>)
    /// ```
    ShapeN = "tf.ShapeN" {
        operands: input: variadic;
        results: output: variadic;
        traits: PURE;
    }

    /// Number of elements.
    ///
    /// ```mlir
    /// %0 = "tf.Size"(%input) : (tensor<*xf32>) -> tensor<*xi32>
    /// ```
    Size = "tf.Size" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::size_fold;
        infer: crate::shape::scalar_shape;
    }

    /// Drops dimensions of size one: those named, or all.
    ///
    /// ```mlir
    /// %0 = "tf.Squeeze"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Squeeze = "tf.Squeeze" {
        operands: input: tensor;
        attrs: squeeze_dims: I64Array ? (&[]);
        results: output: tensor;
        traits: PURE;
        fold: crate::fold::same_elements_fold;
        infer: crate::shape::squeeze_shape;
    }

    /// Repeats a tensor along each dimension.
    ///
    /// ```mlir
    /// %0 = "tf.Tile"(%input, %multiples) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Tile = "tf.Tile" {
        operands: input: tensor, multiples: tensor;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::tile_shape;
    }

    /// Reorders dimensions.
    ///
    /// ```mlir
    /// %0 = "tf.Transpose"(%x, %perm) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Transpose = "tf.Transpose" {
        operands: x: tensor, perm: tensor;
        results: y: tensor;
        traits: PURE;
        fold: crate::fold::transpose_fold;
        infer: crate::shape::transpose_shape;
    }

    /// Reorders dimensions and conjugates the elements.
    ///
    /// ```mlir
    /// %0 = "tf.ConjugateTranspose"(%x, %perm) : (tensor<*xf32>, tensor<*xi32>) -> tensor<*xf32>
    /// ```
    ConjugateTranspose = "tf.ConjugateTranspose" {
        operands: x: tensor, perm: tensor;
        results: y: tensor;
        traits: PURE;
        infer: crate::shape::transpose_shape;
    }

    /// Maps a dimension number from one data format to another.
    ///
    /// ```mlir
    /// %0 = "tf.DataFormatDimMap"(%x) : (tensor<*xi32>) -> tensor<*xi32>
    /// ```
    DataFormatDimMap = "tf.DataFormatDimMap" {
        operands: x: tensor;
        attrs: src_format: Str ? "NHWC", dst_format: Str ? "NCHW";
        results: y: tensor;
        traits: PURE;
    }

    /// Permutes a vector of sizes from one data format to another.
    ///
    /// ```mlir
    /// %0 = "tf.DataFormatVecPermute"(%x) : (tensor<*xi32>) -> tensor<*xi32>
    /// ```
    DataFormatVecPermute = "tf.DataFormatVecPermute" {
        operands: x: tensor;
        attrs: src_format: Str ? "NHWC", dst_format: Str ? "NCHW";
        results: y: tensor;
        traits: PURE;
    }
}
