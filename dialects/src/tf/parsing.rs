//! Reading examples and files.

use crate::op_macro::ops;

ops! {
    /// Fields of serialized protocol buffers.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.DecodeProtoV2"(%bytes)
    ///     <{field_names = [], message_type = ""}>
    ///     : (tensor<*x!tf_type.string>) -> (tensor<*xi32>, tensor<*xf32>)
    /// ```
    DecodeProtoV2 = "tf.DecodeProtoV2" {
        operands: bytes: tensor[STRING];
        attrs: message_type: Str, field_names: StrArray, descriptor_source: Str ? "local://",
               message_format: Str ? "binary", sanitize: Bool ? false;
        results: sizes: tensor[I32], values: variadic;
        traits: PURE;
    }

    /// Features of serialized examples: the older form.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4, %r5 = "tf.ParseExample"(%serialized, %names, %sparse_keys0,
    ///     %sparse_keys1, %dense_keys0, %dense_keys1, %dense_defaults)
    ///     <{operandSegmentSizes = array<i32: 1, 1, 2, 2, 1>, resultSegmentSizes = array<i32: 2, 1, 2, 1>}>
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*x!tf_type.string>, tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*xf32>) -> (tensor<*xi64>, tensor<*xi64>, tensor<*xf32>, tensor<*xi64>, tensor<*xi64>,
    ///     tensor<*xf32>)
    /// ```
    ParseExample = "tf.ParseExample" {
        operands: serialized: tensor[STRING], names: tensor[STRING], sparse_keys: variadic[STRING],
                  dense_keys: variadic[STRING], dense_defaults: variadic;
        attrs: dense_shapes: Array ? none;
        results: sparse_indices: variadic[I64], sparse_values: variadic, sparse_shapes: variadic[I64],
                 dense_values: variadic;
        traits: PURE, OPERAND_SEGMENTS, RESULT_SEGMENTS;
    }

    /// Features of serialized examples, dense, sparse and ragged.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7 = "tf.ParseExampleV2"(%serialized, %names, %sparse_keys,
    ///     %dense_keys, %ragged_keys, %dense_defaults)
    ///     <{resultSegmentSizes = array<i32: 2, 1, 2, 1, 1, 1>}>
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*x!tf_type.string>, tensor<*x!tf_type.string>, tensor<*xf32>) -> (tensor<*xi64>,
    ///     tensor<*xi64>, tensor<*xf32>, tensor<*xi64>, tensor<*xi64>, tensor<*xf32>, tensor<*xf32>,
    ///     tensor<*xf32>)
    /// ```
    ParseExampleV2 = "tf.ParseExampleV2" {
        operands: serialized: tensor[STRING], names: tensor[STRING], sparse_keys: tensor[STRING],
                  dense_keys: tensor[STRING], ragged_keys: tensor[STRING], dense_defaults: variadic;
        attrs: dense_shapes: Array ? none;
        results: sparse_indices: variadic[I64], sparse_values: variadic, sparse_shapes: variadic[I64],
                 dense_values: variadic, ragged_values: variadic, ragged_row_splits: variadic;
        traits: PURE, RESULT_SEGMENTS;
    }

    /// Features of one serialized example.
    ///
    /// ```mlir
    /// %r0, %r1, %r2, %r3, %r4, %r5 = "tf.ParseSingleExample"(%serialized, %dense_defaults)
    ///     <{dense_keys = [], resultSegmentSizes = array<i32: 2, 1, 2, 1>, sparse_keys = []}>
    ///     : (tensor<*x!tf_type.string>, tensor<*xf32>) -> (tensor<*xi64>, tensor<*xi64>, tensor<*xf32>,
    ///     tensor<*xi64>, tensor<*xi64>, tensor<*xf32>)
    /// ```
    ParseSingleExample = "tf.ParseSingleExample" {
        operands: serialized: tensor[STRING], dense_defaults: variadic;
        attrs: sparse_keys: StrArray, dense_keys: StrArray, dense_shapes: Array ? none;
        results: sparse_indices: variadic[I64], sparse_values: variadic, sparse_shapes: variadic[I64],
                 dense_values: variadic;
        traits: PURE, RESULT_SEGMENTS;
    }

    /// A tensor from its serialized form.
    ///
    /// ```mlir
    /// %0 = "tf.ParseTensor"(%serialized) : (tensor<*x!tf_type.string>) -> tensor<*xf32>
    /// ```
    ParseTensor = "tf.ParseTensor" {
        operands: serialized: tensor[STRING];
        results: output: tensor;
        traits: PURE;
    }

    /// The content of a file.
    ///
    /// ```mlir
    /// %0 = "tf.ReadFile"(%filename) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    ReadFile = "tf.ReadFile" {
        operands: filename: tensor[STRING];
        results: contents: tensor[STRING];
        traits: PURE;
    }
}
