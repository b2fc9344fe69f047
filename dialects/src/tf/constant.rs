//! Constants, placeholders, the identity and markers.

use tfl_ir::{Body, Op, Value};

use crate::op_macro::ops;

ops! {
    /// The input, which must be finite.
    ///
    /// ```mlir
    /// %0 = "tf.CheckNumerics"(%tensor) <{message = ""}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    CheckNumerics = "tf.CheckNumerics" {
        operands: tensor: tensor;
        attrs: message: Str;
        results: output: tensor;
        traits: SAME_SHAPE;
        effects: Unknown;
        infer: crate::shape::same_shape;
    }

    /// A constant tensor.
    ///
    /// ```mlir
    /// %0 = "tf.Const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    /// ```
    Const = "tf.Const" {
        attrs: value: Elements;
        results: output: tensor;
        traits: PURE, CONSTANT;
        fold: crate::fold::constant_fold;
        infer: crate::shape::constant_type;
        name_results: const_name;
    }

    /// A tensor of a given shape, zeroed on request.
    ///
    /// ```mlir
    /// %0 = "tf.Empty"(%shape) : (tensor<*xi32>) -> tensor<*xf32>
    /// ```
    Empty = "tf.Empty" {
        operands: shape: tensor[I32];
        attrs: init: Bool ? false;
        results: output: tensor;
        effects: Unknown;
        infer: crate::shape::fill_shape;
    }

    /// The input.
    ///
    /// ```mlir
    /// %0 = "tf.Identity"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Identity = "tf.Identity" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The inputs.
    ///
    /// ```mlir
    /// %0 = "tf.IdentityN"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    IdentityN = "tf.IdentityN" {
        operands: input: variadic;
        results: output: variadic;
        traits: PURE;
        infer: crate::shape::identity_n_shape;
    }

    /// Does nothing; may be waited for.
    ///
    /// ```mlir
    /// "tf.NoOp"() : () -> ()
    /// ```
    NoOp = "tf.NoOp" {
        effects: Unknown;
    }

    /// A value that is fed when running.
    ///
    /// ```mlir
    /// %0 = "tf.Placeholder"() : () -> tensor<*xf32>
    /// ```
    Placeholder = "tf.Placeholder" {
        attrs: shape: TfShape ? none;
        results: output: tensor;
        effects: Unknown;
    }

    /// A value that may be fed when running, else the input.
    ///
    /// ```mlir
    /// %0 = "tf.PlaceholderWithDefault"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    PlaceholderWithDefault = "tf.PlaceholderWithDefault" {
        operands: input: tensor;
        attrs: shape: TfShape ? none;
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// The input; an error where a gradient is taken.
    ///
    /// ```mlir
    /// %0 = "tf.PreventGradient"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    PreventGradient = "tf.PreventGradient" {
        operands: input: tensor;
        attrs: message: Str ? "";
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// A copy of the input.
    ///
    /// ```mlir
    /// %0 = "tf.Snapshot"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Snapshot = "tf.Snapshot" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The input; no gradient flows back.
    ///
    /// ```mlir
    /// %0 = "tf.StopGradient"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    StopGradient = "tf.StopGradient" {
        operands: input: tensor;
        results: output: tensor;
        traits: PURE, SAME_SHAPE;
        infer: crate::shape::same_shape;
    }

    /// The input, with how it is divided between devices.
    ///
    /// ```mlir
    /// %0 = "tf.XlaSharding"(%input) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    XlaSharding = "tf.XlaSharding" {
        operands: input: tensor;
        attrs: sharding: Str ? "", unspecified_dims: I64Array ? (&[]);
        results: output: tensor;
        traits: PURE;
        infer: crate::shape::same_shape;
    }

    /// Fails with data unless a condition holds.
    ///
    /// ```mlir
    /// "tf.Assert"(%condition, %data) : (tensor<*xi1>, tensor<*xf32>) -> ()
    /// ```
    Assert = "tf.Assert" {
        operands: condition: tensor[I1], data: variadic;
        attrs: summarize: I64 ? 3;
        effects: Unknown;
    }

    /// The input; logs data.
    ///
    /// ```mlir
    /// %0 = "tf.Print"(%input, %data) : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Print = "tf.Print" {
        operands: input: tensor, data: variadic;
        attrs: message: Str ? "", first_n: I64 ? (-1), summarize: I64 ? 3;
        results: output: tensor;
        effects: Unknown;
    }

    /// Logs a string.
    ///
    /// ```mlir
    /// "tf.PrintV2"(%input) : (tensor<*x!tf_type.string>) -> ()
    /// ```
    PrintV2 = "tf.PrintV2" {
        operands: input: tensor[STRING];
        attrs: output_stream: Str ? "stderr", end: Str ? "\n";
        effects: Unknown;
    }

    /// Seconds since 1970.
    ///
    /// ```mlir
    /// %0 = "tf.Timestamp"() : () -> tensor<*xf64>
    /// ```
    Timestamp = "tf.Timestamp" {
        results: ts: tensor[F64];
        traits: REMOVABLE;
        effects: Read;
    }
}

/// Constants are `%cst`.
fn const_name(body: &Body, op: Op, name: &mut dyn FnMut(Value, &str)) {
    if let Some(result) = body.result(op, 0) {
        name(result, "cst");
    }
}
