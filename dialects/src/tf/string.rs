//! Strings.

use crate::op_macro::ops;

ops! {
    /// Numbers written as text.
    ///
    /// ```mlir
    /// %0 = "tf.AsString"(%input) : (tensor<*xf32>) -> tensor<*x!tf_type.string>
    /// ```
    AsString = "tf.AsString" {
        operands: input: tensor;
        attrs: precision: I64 ? (-1), scientific: Bool ? false, shortest: Bool ? false, width: I64 ? (-1),
               fill: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Bytes of web-safe base64 text.
    ///
    /// ```mlir
    /// %0 = "tf.DecodeBase64"(%input) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    DecodeBase64 = "tf.DecodeBase64" {
        operands: input: tensor[STRING];
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Bytes read as numbers.
    ///
    /// ```mlir
    /// %0 = "tf.DecodeRaw"(%bytes) : (tensor<*x!tf_type.string>) -> tensor<*xf32>
    /// ```
    DecodeRaw = "tf.DecodeRaw" {
        operands: bytes: tensor[STRING];
        attrs: little_endian: Bool ? true;
        results: output: tensor;
        traits: PURE;
    }

    /// Web-safe base64 text of bytes.
    ///
    /// ```mlir
    /// %0 = "tf.EncodeBase64"(%input) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    EncodeBase64 = "tf.EncodeBase64" {
        operands: input: tensor[STRING];
        attrs: pad: Bool ? false;
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Joins strings along axes.
    ///
    /// ```mlir
    /// %0 = "tf.ReduceJoin"(%inputs, %reduction_indices)
    ///     : (tensor<*x!tf_type.string>, tensor<*xi32>) -> tensor<*x!tf_type.string>
    /// ```
    ReduceJoin = "tf.ReduceJoin" {
        operands: inputs: tensor[STRING], reduction_indices: tensor[I32];
        attrs: keep_dims: Bool ? false, separator: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::reduce_shape;
    }

    /// Whether strings match a pattern.
    ///
    /// ```mlir
    /// %0 = "tf.RegexFullMatch"(%input, %pattern)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>) -> tensor<*xi1>
    /// ```
    RegexFullMatch = "tf.RegexFullMatch" {
        operands: input: tensor[STRING], pattern: tensor[STRING];
        results: output: tensor[I1];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Replaces what matches a pattern.
    ///
    /// ```mlir
    /// %0 = "tf.RegexReplace"(%input, %pattern, %rewrite)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>,
    ///     tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    RegexReplace = "tf.RegexReplace" {
        operands: input: tensor[STRING], pattern: tensor[STRING], rewrite: tensor[STRING];
        attrs: replace_global: Bool ? true;
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Whether strings match a fixed pattern.
    ///
    /// ```mlir
    /// %0 = "tf.StaticRegexFullMatch"(%input)
    ///     <{pattern = "a"}>
    ///     : (tensor<*x!tf_type.string>) -> tensor<*xi1>
    /// ```
    StaticRegexFullMatch = "tf.StaticRegexFullMatch" {
        operands: input: tensor[STRING];
        attrs: pattern: Str;
        results: output: tensor[I1];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Replaces what matches a fixed pattern by a fixed text.
    ///
    /// ```mlir
    /// %0 = "tf.StaticRegexReplace"(%input)
    ///     <{pattern = "a", rewrite = "b"}>
    ///     : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    StaticRegexReplace = "tf.StaticRegexReplace" {
        operands: input: tensor[STRING];
        attrs: pattern: Str, rewrite: Str, replace_global: Bool ? true;
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Fills tensors into a template.
    ///
    /// ```mlir
    /// %0 = "tf.StringFormat"(%inputs) : (tensor<*xf32>) -> tensor<*x!tf_type.string>
    /// ```
    StringFormat = "tf.StringFormat" {
        operands: inputs: variadic;
        attrs: template: Str ? "%s", placeholder: Str ? "%s", summarize: I64 ? 3;
        results: output: tensor[STRING];
        traits: PURE;
    }

    /// Joins strings elementwise.
    ///
    /// ```mlir
    /// %0 = "tf.StringJoin"(%inputs0, %inputs1)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    StringJoin = "tf.StringJoin" {
        operands: inputs: variadic[STRING];
        attrs: separator: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
    }

    /// Lengths of strings.
    ///
    /// ```mlir
    /// %0 = "tf.StringLength"(%input) : (tensor<*x!tf_type.string>) -> tensor<*xi32>
    /// ```
    StringLength = "tf.StringLength" {
        operands: input: tensor[STRING];
        attrs: unit: Str ? "BYTE";
        results: output: tensor[I32];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Lower case.
    ///
    /// ```mlir
    /// %0 = "tf.StringLower"(%input) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    StringLower = "tf.StringLower" {
        operands: input: tensor[STRING];
        attrs: encoding: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Runs of words in ragged rows.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.StringNGrams"(%data, %data_splits)
    ///     <{left_pad = "", ngram_widths = [], pad_width = 1 : i64, preserve_short_sequences = false,
    ///     right_pad = "", separator = ""}>
    ///     : (tensor<*x!tf_type.string>, tensor<*xi32>) -> (tensor<*x!tf_type.string>, tensor<*xi32>)
    /// ```
    StringNGrams = "tf.StringNGrams" {
        operands: data: tensor[STRING], data_splits: tensor;
        attrs: separator: Str, ngram_widths: I64Array, left_pad: Str, right_pad: Str, pad_width: I64,
               preserve_short_sequences: Bool;
        results: ngrams: tensor[STRING], ngrams_splits: tensor;
        traits: PURE;
    }

    /// Splits strings at any of the given characters, as a sparse tensor.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.StringSplit"(%input, %delimiter)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>) -> (tensor<*xi64>,
    ///     tensor<*x!tf_type.string>, tensor<*xi64>)
    /// ```
    StringSplit = "tf.StringSplit" {
        operands: input: tensor[STRING], delimiter: tensor[STRING];
        attrs: skip_empty: Bool ? true;
        results: indices: tensor[I64], values: tensor[STRING], shape: tensor[I64];
        traits: PURE;
    }

    /// Splits strings at a separator, as a sparse tensor.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.StringSplitV2"(%input, %sep)
    ///     : (tensor<*x!tf_type.string>, tensor<*x!tf_type.string>) -> (tensor<*xi64>,
    ///     tensor<*x!tf_type.string>, tensor<*xi64>)
    /// ```
    StringSplitV2 = "tf.StringSplitV2" {
        operands: input: tensor[STRING], sep: tensor[STRING];
        attrs: maxsplit: I64 ? (-1);
        results: indices: tensor[I64], values: tensor[STRING], shape: tensor[I64];
        traits: PURE;
    }

    /// Drops white space at both ends.
    ///
    /// ```mlir
    /// %0 = "tf.StringStrip"(%input) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    StringStrip = "tf.StringStrip" {
        operands: input: tensor[STRING];
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Hashes strings into buckets.
    ///
    /// ```mlir
    /// %0 = "tf.StringToHashBucketFast"(%input)
    ///     <{num_buckets = 1 : i64}>
    ///     : (tensor<*x!tf_type.string>) -> tensor<*xi64>
    /// ```
    StringToHashBucketFast = "tf.StringToHashBucketFast" {
        operands: input: tensor[STRING];
        attrs: num_buckets: I64;
        results: output: tensor[I64];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Hashes strings into buckets with a key.
    ///
    /// ```mlir
    /// %0 = "tf.StringToHashBucketStrong"(%input)
    ///     <{key = [1, 2], num_buckets = 1 : i64}>
    ///     : (tensor<*x!tf_type.string>) -> tensor<*xi64>
    /// ```
    StringToHashBucketStrong = "tf.StringToHashBucketStrong" {
        operands: input: tensor[STRING];
        attrs: num_buckets: I64, key: I64Array;
        results: output: tensor[I64];
        traits: PURE;
    }

    /// Numbers from text.
    ///
    /// ```mlir
    /// %0 = "tf.StringToNumber"(%string_tensor) : (tensor<*x!tf_type.string>) -> tensor<*xf32>
    /// ```
    StringToNumber = "tf.StringToNumber" {
        operands: string_tensor: tensor[STRING];
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Upper case.
    ///
    /// ```mlir
    /// %0 = "tf.StringUpper"(%input) : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    StringUpper = "tf.StringUpper" {
        operands: input: tensor[STRING];
        attrs: encoding: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Parts of strings by position and length.
    ///
    /// ```mlir
    /// %0 = "tf.Substr"(%input, %pos, %len)
    ///     : (tensor<*x!tf_type.string>, tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.string>
    /// ```
    Substr = "tf.Substr" {
        operands: input: tensor[STRING], pos: tensor, len: tensor;
        attrs: unit: Str ? "BYTE";
        results: output: tensor[STRING];
        traits: PURE;
    }

    /// Code points of strings in ragged rows, with where each starts.
    ///
    /// ```mlir
    /// %r0, %r1, %r2 = "tf.UnicodeDecodeWithOffsets"(%input)
    ///     <{input_encoding = ""}>
    ///     : (tensor<*x!tf_type.string>) -> (tensor<*xi32>, tensor<*xi32>, tensor<*xi64>)
    /// ```
    UnicodeDecodeWithOffsets = "tf.UnicodeDecodeWithOffsets" {
        operands: input: tensor[STRING];
        attrs: input_encoding: Str, errors: Str ? "replace", replacement_char: I64 ? 65533,
               replace_control_characters: Bool ? false;
        results: row_splits: tensor, char_values: tensor[I32], char_to_byte_starts: tensor[I64];
        traits: PURE;
    }

    /// Converts strings between encodings.
    ///
    /// ```mlir
    /// %0 = "tf.UnicodeTranscode"(%input)
    ///     <{input_encoding = "", output_encoding = "UTF-8"}>
    ///     : (tensor<*x!tf_type.string>) -> tensor<*x!tf_type.string>
    /// ```
    UnicodeTranscode = "tf.UnicodeTranscode" {
        operands: input: tensor[STRING];
        attrs: input_encoding: Str, output_encoding: Str, errors: Str ? "replace",
               replacement_char: I64 ? 65533, replace_control_characters: Bool ? false;
        results: output: tensor[STRING];
        traits: PURE;
    }

    /// Joins strings that share a segment number.
    ///
    /// ```mlir
    /// %0 = "tf.UnsortedSegmentJoin"(%inputs, %segment_ids, %num_segments)
    ///     : (tensor<*x!tf_type.string>, tensor<*xi32>, tensor<*xi32>) -> tensor<*x!tf_type.string>
    /// ```
    UnsortedSegmentJoin = "tf.UnsortedSegmentJoin" {
        operands: inputs: tensor[STRING], segment_ids: tensor, num_segments: tensor;
        attrs: separator: Str ? "";
        results: output: tensor[STRING];
        traits: PURE;
    }
}
