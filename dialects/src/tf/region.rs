//! Control flow by regions, which functional control flow is turned into.

use crate::op_macro::ops;

ops! {
    /// Runs one of two regions, which use values from outside.
    ///
    /// ```mlir
    /// %0 = "tf.IfRegion"(%cond) <{is_stateless = true}> ({
    ///   "tf.Yield"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   %1 = "tf.Neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    ///   "tf.Yield"(%1) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    IfRegion = "tf.IfRegion" {
        operands: cond: tensor;
        attrs: is_stateless: Bool, _then_func_name: Str ? none, _else_func_name: Str ? none;
        results: output: variadic;
        regions: then_branch, else_branch;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
        canonicalize: crate::simplify::simplify_branch;
    }

    /// Runs one of several regions, which use values from outside.
    ///
    /// ```mlir
    /// %0 = "tf.CaseRegion"(%branch_index) <{is_stateless = true}> ({
    ///   "tf.Yield"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "tf.Yield"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i32>) -> tensor<4xf32>
    /// ```
    CaseRegion = "tf.CaseRegion" {
        operands: branch_index: tensor[I32];
        attrs: is_stateless: Bool;
        results: output: variadic;
        regions: any;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
    }

    /// Runs the body region as long as the condition region says so; values go round.
    ///
    /// ```mlir
    /// %0 = "tf.WhileRegion"(%x) <{is_stateless = true}> ({
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "tf.Less"(%a, %limit) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    ///   "tf.Yield"(%1) : (tensor<i1>) -> ()
    /// }, {
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "tf.Neg"(%a) : (tensor<i32>) -> tensor<i32>
    ///   "tf.Yield"(%1) : (tensor<i32>) -> ()
    /// }) : (tensor<i32>) -> tensor<i32>
    /// ```
    WhileRegion = "tf.WhileRegion" {
        operands: input: variadic;
        attrs: parallel_iterations: I64 ? 10, is_stateless: Bool, shape_invariant: Unit ? false,
               _cond_func_name: Str ? none, _body_func_name: Str ? none;
        results: output: variadic;
        regions: cond, body;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
        canonicalize: crate::simplify::simplify_loop;
    }

    /// Ends a region of a tf op and hands over its values.
    ///
    /// ```mlir
    /// %0 = "tf.IfRegion"(%cond) <{is_stateless = true}> ({
    ///   "tf.Yield"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "tf.Yield"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    Yield = "tf.Yield" {
        operands: operands: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
    }
}
