//! Functional control flow: functions by name.

use crate::op_macro::ops;

ops! {
    /// Runs one of several functions.
    ///
    /// ```mlir
    /// %0 = "tf.Case"(%branch_index, %input)
    ///     <{branches = [@f]}>
    ///     : (tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Case = "tf.Case" {
        operands: branch_index: tensor[I32], input: variadic;
        attrs: branches: Array, output_shapes: Array ? none, is_stateless: Bool ? false;
        results: output: variadic;
        effects: Unknown;
    }

    /// Runs a function for each number of a range.
    ///
    /// ```mlir
    /// %0 = "tf.For"(%start, %limit, %delta, %input)
    ///     <{body = @f}>
    ///     : (tensor<*xi32>, tensor<*xi32>, tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    For = "tf.For" {
        operands: start: tensor[I32], limit: tensor[I32], delta: tensor[I32], input: variadic;
        attrs: body: FlatSymbol;
        results: output: variadic;
        traits: PURE;
    }

    /// Runs one of two functions.
    ///
    /// ```mlir
    /// %0 = "tf.If"(%cond, %input)
    ///     <{else_branch = @f, then_branch = @f}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    If = "tf.If" {
        operands: cond: tensor, input: variadic;
        attrs: then_branch: FlatSymbol, else_branch: FlatSymbol, output_shapes: Array ? none,
               is_stateless: Bool ? false;
        results: output: variadic;
        effects: Unknown;
    }

    /// Calls a function without side effects.
    ///
    /// ```mlir
    /// %0 = "tf.PartitionedCall"(%args) <{f = @f}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    PartitionedCall = "tf.PartitionedCall" {
        operands: args: variadic;
        attrs: f: FlatSymbol, config: Str ? "", config_proto: Str ? "", executor_type: Str ? "";
        results: output: variadic;
        traits: PURE;
    }

    /// Calls a function on another device.
    ///
    /// ```mlir
    /// %0 = "tf.RemoteCall"(%target, %args)
    ///     <{f = @f}>
    ///     : (tensor<*x!tf_type.string>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    RemoteCall = "tf.RemoteCall" {
        operands: target: tensor[STRING], args: variadic;
        attrs: f: FlatSymbol;
        results: output: variadic;
        effects: Unknown;
    }

    /// Calls a function that may have side effects.
    ///
    /// ```mlir
    /// %0 = "tf.StatefulPartitionedCall"(%args) <{f = @f}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    StatefulPartitionedCall = "tf.StatefulPartitionedCall" {
        operands: args: variadic;
        attrs: f: FlatSymbol, config: Str ? "", config_proto: Str ? "", executor_type: Str ? "";
        results: output: variadic;
        effects: Unknown;
    }

    /// Runs one of several functions without side effects.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessCase"(%branch_index, %input)
    ///     <{branches = [@f]}>
    ///     : (tensor<*xi32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    StatelessCase = "tf.StatelessCase" {
        operands: branch_index: tensor[I32], input: variadic;
        attrs: branches: Array, output_shapes: Array ? none;
        results: output: variadic;
        traits: PURE;
    }

    /// Runs one of two functions without side effects.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessIf"(%cond, %input)
    ///     <{else_branch = @f, then_branch = @f}>
    ///     : (tensor<*xf32>, tensor<*xf32>) -> tensor<*xf32>
    /// ```
    StatelessIf = "tf.StatelessIf" {
        operands: cond: tensor, input: variadic;
        attrs: then_branch: FlatSymbol, else_branch: FlatSymbol, output_shapes: Array ? none;
        results: output: variadic;
        traits: PURE;
    }

    /// Runs a function without side effects as long as another says so.
    ///
    /// ```mlir
    /// %0 = "tf.StatelessWhile"(%input) <{body = @f, cond = @f}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    StatelessWhile = "tf.StatelessWhile" {
        operands: input: variadic;
        attrs: cond: FlatSymbol, body: FlatSymbol, output_shapes: Array ? none,
               parallel_iterations: I64 ? 10;
        results: output: variadic;
        traits: PURE;
    }

    /// Gradient of a function.
    ///
    /// ```mlir
    /// %0 = "tf.SymbolicGradient"(%input) <{f = @f}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    SymbolicGradient = "tf.SymbolicGradient" {
        operands: input: variadic;
        attrs: f: Any;
        results: output: variadic;
        traits: PURE;
    }

    /// Runs a function as long as another says so.
    ///
    /// ```mlir
    /// %0 = "tf.While"(%input) <{body = @f, cond = @f}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    While = "tf.While" {
        operands: input: variadic;
        attrs: cond: FlatSymbol, body: FlatSymbol, output_shapes: Array ? none,
               parallel_iterations: I64 ? 10, is_stateless: Bool ? false, shape_invariant: Unit ? false;
        results: output: variadic;
        effects: Unknown;
    }
}
