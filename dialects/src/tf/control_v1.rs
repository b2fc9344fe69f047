//! Control flow by switches: frames of old graphs.

use crate::op_macro::ops;

ops! {
    /// Hands a value into a loop frame.
    ///
    /// ```mlir
    /// %0 = "tf.Enter"(%data) <{frame_name = ""}> : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Enter = "tf.Enter" {
        operands: data: tensor;
        attrs: frame_name: Str, is_constant: Bool ? false, parallel_iterations: I64 ? 10;
        results: output: tensor;
        effects: Unknown;
    }

    /// Hands a value out of a loop frame.
    ///
    /// ```mlir
    /// %0 = "tf.Exit"(%data) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    Exit = "tf.Exit" {
        operands: data: tensor;
        results: output: tensor;
        effects: Unknown;
    }

    /// The condition of a loop frame.
    ///
    /// ```mlir
    /// %0 = "tf.LoopCond"(%input) : (tensor<*xi1>) -> tensor<*xi1>
    /// ```
    LoopCond = "tf.LoopCond" {
        operands: input: tensor[I1];
        results: output: tensor[I1];
        effects: Unknown;
    }

    /// The one input that is there, and which it was.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.Merge"(%inputs0, %inputs1)
    ///     : (tensor<*xf32>, tensor<*xf32>) -> (tensor<*xf32>, tensor<*xi32>)
    /// ```
    Merge = "tf.Merge" {
        operands: inputs: variadic;
        results: output: tensor, value_index: tensor[I32];
        effects: Unknown;
    }

    /// Hands a value to the next round of a loop frame.
    ///
    /// ```mlir
    /// %0 = "tf.NextIteration"(%data) : (tensor<*xf32>) -> tensor<*xf32>
    /// ```
    NextIteration = "tf.NextIteration" {
        operands: data: tensor;
        results: output: tensor;
        effects: Unknown;
    }

    /// Hands the input to one of two outputs.
    ///
    /// ```mlir
    /// %r0, %r1 = "tf.Switch"(%data, %pred)
    ///     : (tensor<*xf32>, tensor<*xi1>) -> (tensor<*xf32>, tensor<*xf32>)
    /// ```
    Switch = "tf.Switch" {
        operands: data: tensor, pred: tensor[I1];
        results: output_false: tensor, output_true: tensor;
        effects: Unknown;
    }

    /// Waits; for control edges only.
    ///
    /// ```mlir
    /// "tf.ControlTrigger"() : () -> ()
    /// ```
    ControlTrigger = "tf.ControlTrigger" {
        effects: Unknown;
    }
}
