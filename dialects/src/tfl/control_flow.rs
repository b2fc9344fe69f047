//! Regions: conditions, loops, order.

use tfl_ir::{Body, Diagnostic, Op, Type};

use crate::op_macro::ops;
use crate::spec::op_error;

ops! {
    /// Runs one of two regions.
    ///
    /// TFLite IF.
    ///
    /// ```mlir
    /// %0 = "tfl.if"(%cond) ({
    ///   "tfl.yield"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   %1 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    ///   "tfl.yield"(%1) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    If = "tfl.if" => IF(118), IfOptions {
        operands: cond: tensor[I1];
        results: results: variadic;
        regions: then_region, else_region;
        traits: SINGLE_BLOCK, RECURSIVE_EFFECTS;
        effects: Recursive;
        since: "1.15.0";
        verify: if_verify;
        canonicalize: crate::simplify::simplify_branch;
    }

    /// Runs the body region as long as the condition region says so; values go round.
    ///
    /// TFLite WHILE.
    ///
    /// ```mlir
    /// %0 = "tfl.while"(%x) <{is_stateless = true}> ({
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "tfl.less"(%a, %limit) : (tensor<i32>, tensor<i32>) -> tensor<i1>
    ///   "tfl.yield"(%1) : (tensor<i1>) -> ()
    /// }, {
    /// ^bb0(%a: tensor<i32>):
    ///   %1 = "tfl.abs"(%a) : (tensor<i32>) -> tensor<i32>
    ///   "tfl.yield"(%1) : (tensor<i32>) -> ()
    /// }) : (tensor<i32>) -> tensor<i32>
    /// ```
    While = "tfl.while" => WHILE(119), WhileOptions {
        operands: input: variadic;
        attrs: is_stateless: Bool ? false;
        results: output: variadic;
        regions: cond, body;
        traits: SINGLE_BLOCK;
        effects: Unknown;
        since: "1.15.0";
        verify: while_verify;
        canonicalize: crate::simplify::simplify_loop;
    }

    /// Ends a region of a tfl op and hands over its values.
    ///
    /// ```mlir
    /// %0 = "tfl.if"(%cond) ({
    ///   "tfl.yield"(%x) : (tensor<4xf32>) -> ()
    /// }, {
    ///   "tfl.yield"(%y) : (tensor<4xf32>) -> ()
    /// }) : (tensor<i1>) -> tensor<4xf32>
    /// ```
    Yield = "tfl.yield" {
        operands: None: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
        quant: Quantizable;
    }

    /// Runs an initialization function before anything else, once.
    ///
    /// TFLite CALL_ONCE.
    ///
    /// ```mlir
    /// "tfl.call_once"() <{session_init_function = "init"}> : () -> ()
    /// ```
    CallOnce = "tfl.call_once" => CALL_ONCE(129), CallOnceOptions {
        attrs: session_init_function: Str;
        effects: Unknown;
        since: "2.5.0";
    }

    /// Ties an op into an order that data does not imply: it waits for control inputs and gives a control
    /// output.
    ///
    /// ```mlir
    /// %outputs, %control = "tfl.control_node"() ({
    ///   %0 = "tfl.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    ///   "tfl.yield"(%0) : (tensor<4xf32>) -> ()
    /// }) : () -> (tensor<4xf32>, !tfl.control)
    /// ```
    ControlNode = "tfl.control_node" {
        operands: controlInputs: control_variadic;
        results: outputs: variadic, control: control;
        regions: body;
        traits: RECURSIVE_EFFECTS, SINGLE_BLOCK;
        effects: Recursive;
        syntax: crate::syntax::control_node::CONTROL_NODE;
    }

    /// One computation in several forms, a region each; the runtime chooses.
    ///
    /// ```mlir
    /// %0 = "tfl.poly_call"(%x) ({
    /// ^bb0(%a: tensor<4xf32>):
    ///   %1 = "tfl.neg"(%a) : (tensor<4xf32>) -> tensor<4xf32>
    ///   "tfl.yield"(%1) : (tensor<4xf32>) -> ()
    /// }) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    PolyCall = "tfl.poly_call" {
        operands: input: variadic;
        results: output: variadic;
        regions: any;
        traits: SINGLE_BLOCK;
        effects: Unknown;
    }

    /// Wraps one tf op that goes into the file as a Flex or custom operator.
    ///
    /// ```mlir
    /// %0 = "tfl.custom_tf"(%x) ({
    /// ^bb0(%a: tensor<4xf32>):
    ///   %1 = "tf.Erf"(%a) : (tensor<4xf32>) -> tensor<4xf32>
    ///   "tfl.yield"(%1) : (tensor<4xf32>) -> ()
    /// }) : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    CustomTf = "tfl.custom_tf" {
        operands: input: variadic_or_none;
        results: output: variadic;
        regions: body;
        traits: RECURSIVE_EFFECTS, ISOLATED, SINGLE_BLOCK;
        effects: Recursive;
    }

    /// An operator of the application's own: its name and its options as bytes.
    ///
    /// TFLite CUSTOM.
    ///
    /// ```mlir
    /// %0 = "tfl.custom"(%input0)
    ///     <{custom_code = "my_op", custom_option = #tfl<const_bytes : "0x0A">}>
    ///     : (tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Custom = "tfl.custom" => CUSTOM(32) {
        operands: input: variadic_or_none;
        attrs: custom_code: Str, custom_option: ConstBytes;
        results: output: variadic;
        effects: Unknown;
    }
}

/// What goes round has the same types everywhere: operands, region arguments, yields and results.
fn while_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let (operands, results) = (body.operand_types(op), body.result_types(op));
    if operands.len() != results.len() {
        let message = format!(
            "number of operands does not match number of results: {} and {}",
            operands.len(),
            results.len()
        );
        return Err(op_error(body, op, message));
    }
    for (number, (a, b)) in operands.iter().zip(&results).enumerate() {
        if !compatible(*a, *b) {
            return Err(op_error(
                body,
                op,
                format!("operand #{number} is '{a}', but result #{number} is '{b}'"),
            ));
        }
    }
    let [cond, run] = *body.op_regions(op) else { return Ok(()) };
    for (region, name) in [(cond, "cond"), (run, "body")] {
        let Some(&block) = body.region_blocks(region).first() else { continue };
        check_types(
            body,
            op,
            &format!("arguments of region '{name}'"),
            &body.block_arg_types(block),
            &operands,
        )?;
    }
    if let Some(last) = terminator(body, cond) {
        let yielded = body.operand_types(last);
        let one = matches!(*yielded, [ty] if ty.elem_or_self().is_bool());
        if !one {
            return Err(op_error(body, last, "of a condition must yield one tensor<i1>"));
        }
    }
    if let Some(last) = terminator(body, run) {
        check_types(body, last, "values yielded", &body.operand_types(last), &operands)?;
    }
    Ok(())
}

/// Both regions yield what the op gives.
fn if_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let results = body.result_types(op);
    for &region in body.op_regions(op) {
        if let Some(last) = terminator(body, region) {
            check_types(body, last, "values yielded", &body.operand_types(last), &results)?;
        }
    }
    Ok(())
}

fn terminator(body: &Body, region: tfl_ir::Region) -> Option<Op> {
    let last = body.last_op(*body.region_blocks(region).last()?)?;
    (body.name(last) == "tfl.yield").then_some(last)
}

fn check_types(body: &Body, op: Op, what: &str, found: &[Type], expected: &[Type]) -> Result<(), Diagnostic> {
    if found.len() != expected.len() {
        let message = format!("has {} {what}, expected {}", found.len(), expected.len());
        return Err(op_error(body, op, message));
    }
    match found.iter().zip(expected).enumerate().find(|(_, (a, b))| !compatible(**a, **b)) {
        Some((number, (a, b))) => {
            Err(op_error(body, op, format!("has {what} of which #{number} is '{a}', expected '{b}'")))
        }
        None => Ok(()),
    }
}

/// Whether two types may be one when running.
fn compatible(a: Type, b: Type) -> bool {
    if a == b {
        return true;
    }
    let elems = a.elem() == b.elem() && a.is_tensor() && b.is_tensor();
    elems
        && match (a.dims(), b.dims()) {
            (Some(a), Some(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || a.is_dynamic() || b.is_dynamic())
            }
            _ => true,
        }
}
