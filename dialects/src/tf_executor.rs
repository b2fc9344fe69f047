//! The tf_executor dialect: a graph whose nodes run when their inputs and controls are there.

use tfl_ir::DialectInfo;

use crate::op_macro::ops;

/// The tf_executor dialect.
pub static TF_EXECUTOR: DialectInfo =
    DialectInfo { name: "tf_executor", ops: &[OPS], materialize: None, open: false };

ops! {
    /// A graph: its values leave by `tf_executor.fetch`.
    ///
    /// ```mlir
    /// "tf_executor.graph"() ({
    ///   "tf_executor.fetch"() : () -> ()
    /// }) : () -> ()
    /// ```
    Graph = "tf_executor.graph" {
        results: results: any_variadic;
        regions: body;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
        syntax: crate::syntax::executor::GRAPH;
    }

    /// Names the values that a graph gives, and the controls it waits for.
    ///
    /// ```mlir
    /// "tf_executor.graph"() ({
    ///   "tf_executor.fetch"() : () -> ()
    /// }) : () -> ()
    /// ```
    Fetch = "tf_executor.fetch" {
        operands: fetches: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
        syntax: crate::syntax::executor::FETCH;
    }

    /// A node of a graph: ops that run together.
    ///
    /// ```mlir
    /// "tf_executor.graph"() ({
    ///   %outputs, %control = "tf_executor.island"() ({
    ///     %0 = "tf.Const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
    ///     "tf_executor.yield"(%0) : (tensor<4xf32>) -> ()
    ///   }) : () -> (tensor<4xf32>, !tf_executor.control)
    ///   "tf_executor.fetch"(%control) : (!tf_executor.control) -> ()
    /// }) : () -> ()
    /// ```
    Island = "tf_executor.island" {
        operands: controlInputs: control_variadic;
        results: outputs: any_variadic, control: control;
        regions: body;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
        syntax: crate::syntax::control_node::ISLAND;
    }

    /// Ends an island and hands over its values.
    ///
    /// ```mlir
    /// "tf_executor.graph"() ({
    ///   %control = "tf_executor.island"() ({
    ///     "tf_executor.yield"() : () -> ()
    ///   }) : () -> !tf_executor.control
    ///   "tf_executor.fetch"(%control) : (!tf_executor.control) -> ()
    /// }) : () -> ()
    /// ```
    Yield = "tf_executor.yield" {
        operands: fetches: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
        syntax: crate::syntax::executor::FETCH;
    }

    /// Waits for controls.
    ///
    /// ```mlir
    /// "tf_executor.graph"() ({
    ///   %control = "tf_executor.ControlTrigger"() : () -> !tf_executor.control
    ///   "tf_executor.fetch"(%control) : (!tf_executor.control) -> ()
    /// }) : () -> ()
    /// ```
    ControlTrigger = "tf_executor.ControlTrigger" {
        operands: controlInputs: control_variadic;
        results: control: control;
        effects: Unknown;
        syntax: crate::syntax::executor::CONTROL_TRIGGER;
    }

    /// Hands the input to one of two outputs.
    ///
    /// ```mlir
    /// %trueOutput, %falseOutput, %control = "tf_executor.Switch"(%data, %predicate)
    ///     : (tensor<4xf32>, tensor<i1>) -> (tensor<4xf32>, tensor<4xf32>, !tf_executor.control)
    /// ```
    Switch = "tf_executor.Switch" {
        operands: data: tensor, predicate: tensor, controlInputs: control_variadic;
        results: trueOutput: tensor, falseOutput: tensor, control: control;
        effects: Unknown;
    }

    /// The one input that is there, and which it was.
    ///
    /// ```mlir
    /// %output, %value_index, %control = "tf_executor.Merge"(%a, %b)
    ///     : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<i32>, !tf_executor.control)
    /// ```
    Merge = "tf_executor.Merge" {
        operands: inputs_and_control: any_variadic;
        results: output: tensor, value_index: tensor, control: control;
        effects: Unknown;
    }

    /// Hands a value into a loop frame.
    ///
    /// ```mlir
    /// %output, %control = "tf_executor.Enter"(%data)
    ///     <{frame_name = "loop", is_constant = false, parallel_iterations = 10 : i64}>
    ///     : (tensor<4xf32>) -> (tensor<4xf32>, !tf_executor.control)
    /// ```
    Enter = "tf_executor.Enter" {
        operands: data: tensor, controlInputs: control_variadic;
        attrs: frame_name: Str, is_constant: Bool ? false, parallel_iterations: I64 ? 10;
        results: output: tensor, control: control;
        effects: Unknown;
    }

    /// Hands a value out of a loop frame.
    ///
    /// ```mlir
    /// %output, %control = "tf_executor.Exit"(%data) : (tensor<4xf32>) -> (tensor<4xf32>, !tf_executor.control)
    /// ```
    Exit = "tf_executor.Exit" {
        operands: data: tensor, controlInputs: control_variadic;
        results: output: tensor, control: control;
        effects: Unknown;
    }

    /// Where the next round of a loop frame begins: values of its sink, by token.
    ///
    /// ```mlir
    /// %output, %token, %control = "tf_executor.NextIteration.Source"()
    ///     : () -> (tensor<4xf32>, !tf_executor.token, !tf_executor.control)
    /// ```
    NextIterationSource = "tf_executor.NextIteration.Source" {
        results: output: tensor, token: any, control: control;
        effects: Unknown;
    }

    /// Hands a value to the next round of a loop frame.
    ///
    /// ```mlir
    /// "tf_executor.NextIteration.Sink"(%token, %input) : (!tf_executor.token, tensor<4xf32>) -> ()
    /// ```
    NextIterationSink = "tf_executor.NextIteration.Sink" {
        operands: token: any, input: tensor, controlInputs: control_variadic;
        effects: Unknown;
    }

    /// The condition of a loop frame.
    ///
    /// ```mlir
    /// %output, %control = "tf_executor.LoopCond"(%input) : (tensor<i1>) -> (tensor<i1>, !tf_executor.control)
    /// ```
    LoopCond = "tf_executor.LoopCond" {
        operands: input: tensor, controlInputs: control_variadic;
        results: output: tensor, control: control;
        effects: Unknown;
    }
}
