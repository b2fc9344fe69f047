//! Regions, calls and random numbers.

use super::hlo_ops;

hlo_ops! {
    /// Runs the body region as long as the condition region says so; values go round.
    ///
    /// ```mlir
    /// %0 = "stablehlo.while"(%x) ({
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "stablehlo.compare"(%a, %limit) <{comparison_direction = #stablehlo<comparison_direction LT>}>
    ///     : (tensor<i32>, tensor<i32>) -> tensor<i1>
    ///   "stablehlo.return"(%1) : (tensor<i1>) -> ()
    /// }, {
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "stablehlo.negate"(%a) : (tensor<i32>) -> tensor<i32>
    ///   "stablehlo.return"(%1) : (tensor<i32>) -> ()
    /// }) : (tensor<i32>) -> tensor<i32>
    /// ```
    While = "while" {
        operands: operand: any_variadic;
        results: results: any_variadic;
        regions: cond, body;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
        name_results: crate::syntax::hlo::reduce::while_names;
        syntax: crate::syntax::hlo::reduce::WHILE;
    }

    /// Runs one of two regions, which use values from outside.
    ///
    /// ```mlir
    /// %0 = "stablehlo.if"(%pred) ({
    ///   "stablehlo.return"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "stablehlo.return"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    If = "if" {
        operands: pred: tensor;
        results: results: any_variadic;
        regions: true_branch, false_branch;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
    }

    /// Runs one of several regions, which use values from outside.
    ///
    /// ```mlir
    /// %0 = "stablehlo.case"(%index) ({
    ///   "stablehlo.return"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "stablehlo.return"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i32>) -> tensor<4xf32>
    /// ```
    Case = "case" {
        operands: index: tensor;
        results: results: any_variadic;
        regions: any;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
    }

    /// Ends a region and hands over its values.
    ///
    /// ```mlir
    /// %0 = "stablehlo.if"(%pred) ({
    ///   "stablehlo.return"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "stablehlo.return"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    Return = "return" {
        operands: results: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
        syntax: crate::syntax::func::RETURN_INNER_ATTRS;
    }

    /// An operation that only the target knows, by name.
    ///
    /// ```mlir
    /// %0 = "stablehlo.custom_call"(%x) <{call_target_name = "f"}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    CustomCall = "custom_call" {
        operands: inputs: any_variadic;
        attrs: call_target_name: Str, has_side_effect: Bool ? false, backend_config: Any ? none,
               api_version: Any ? none, called_computations: Array ? none, operand_layouts: Array ? none,
               result_layouts: Array ? none, output_operand_aliases: Array ? none;
        results: results: any_variadic;
        effects: Unknown;
        syntax: crate::syntax::hlo::call::CUSTOM_CALL;
    }

    /// An operation with a name and a function that says what it does.
    ///
    /// ```mlir
    /// %0 = "stablehlo.composite"(%x) <{decomposition = @f, name = "my.op"}> : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Composite = "composite" {
        operands: inputs: any_variadic;
        attrs: name: Str, composite_attributes: Any ? none, decomposition: FlatSymbol, version: Any ? none;
        results: results: any_variadic;
        effects: Unknown;
        syntax: crate::syntax::hlo::call::COMPOSITE;
    }

    /// Random numbers between or around two values.
    ///
    /// ```mlir
    /// %0 = "stablehlo.rng"(%a, %b, %shape) <{rng_distribution = #stablehlo<rng_distribution UNIFORM>}>
    ///     : (tensor<f32>, tensor<f32>, tensor<1xi64>) -> tensor<4xf32>
    /// ```
    Rng = "rng" {
        operands: a: tensor, b: tensor, shape: tensor;
        attrs: rng_distribution: Any;
        results: result: tensor;
        effects: Unknown;
        syntax: crate::syntax::hlo::linalg::RNG;
    }

    /// Random bits of an algorithm, and its next state.
    ///
    /// ```mlir
    /// %output_state, %output = "stablehlo.rng_bit_generator"(%initial_state)
    ///     <{rng_algorithm = #stablehlo<rng_algorithm THREE_FRY>}> : (tensor<2xui64>) -> (tensor<2xui64>, tensor<4xui32>)
    /// ```
    RngBitGenerator = "rng_bit_generator" {
        operands: initial_state: tensor;
        attrs: rng_algorithm: Any;
        results: output_state: tensor, output: tensor;
        traits: PURE;
        syntax: crate::syntax::hlo::linalg::RNG_BIT_GENERATOR;
    }

    /// A tuple of values.
    ///
    /// ```mlir
    /// %0 = "stablehlo.tuple"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tuple<tensor<4xf32>, tensor<4xf32>>
    /// ```
    Tuple = "tuple" {
        operands: val: any_variadic;
        results: result: any;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::TUPLE;
    }

    /// One value of a tuple.
    ///
    /// ```mlir
    /// %0 = "stablehlo.get_tuple_element"(%operand) <{index = 0 : i32}> : (tuple<tensor<4xf32>>) -> tensor<4xf32>
    /// ```
    GetTupleElement = "get_tuple_element" {
        operands: operand: any;
        attrs: index: I32;
        results: result: any;
        traits: PURE;
        syntax: crate::syntax::hlo::elementwise::GET_TUPLE_ELEMENT;
    }
}
