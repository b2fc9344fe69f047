//! The func dialect: functions, calls, returns.

use std::sync::Arc;

use tfl_ir::{Attr, Body, Diagnostic, DialectInfo, Op, Type, TypeKind};

use crate::op_macro::ops;
use crate::spec::op_error;

/// The func dialect.
pub static FUNC: DialectInfo = DialectInfo { name: "func", ops: &[OPS], materialize: None, open: false };

ops! {
    /// A function: a name, a type and, unless it is only declared, a body.
    ///
    /// ```mlir
    /// func.func private @f(tensor<4xf32>) -> tensor<4xf32>
    /// ```
    Func = "func.func" {
        attrs: sym_name: Str, function_type: FunctionType, sym_visibility: Str ? none,
               arg_attrs: Array ? none, res_attrs: Array ? none, no_inline: Unit ? false;
        regions: body;
        traits: ISOLATED, SYMBOL;
        verify: func_verify;
        syntax: crate::syntax::func::FUNC;
    }

    /// Calls a function by name.
    ///
    /// ```mlir
    /// func.func private @callee(tensor<4xf32>) -> tensor<4xf32>
    /// func.func @example(%x: tensor<4xf32>) -> tensor<4xf32> {
    ///   %0 = func.call @callee(%x) : (tensor<4xf32>) -> tensor<4xf32>
    ///   return %0 : tensor<4xf32>
    /// }
    /// ```
    Call = "func.call" {
        operands: operands: any_variadic;
        attrs: callee: FlatSymbol, no_inline: Unit ? false, arg_attrs: Array ? none,
               res_attrs: Array ? none;
        results: results: any_variadic;
        effects: Unknown;
        syntax: crate::syntax::func::CALL;
        callee: call_callee;
    }

    /// A function as a value.
    ///
    /// ```mlir
    /// func.func private @callee(tensor<4xf32>) -> tensor<4xf32>
    /// func.func @example() -> ((tensor<4xf32>) -> tensor<4xf32>) {
    ///   %0 = func.constant @callee : (tensor<4xf32>) -> tensor<4xf32>
    ///   return %0 : (tensor<4xf32>) -> tensor<4xf32>
    /// }
    /// ```
    Constant = "func.constant" {
        attrs: value: FlatSymbol;
        results: result: any;
        traits: PURE;
        name_results: crate::syntax::func::constant_name;
        syntax: crate::syntax::func::CONSTANT;
    }

    /// Calls a function that is a value.
    ///
    /// ```mlir
    /// func.func @example(%f: (tensor<4xf32>) -> tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
    ///   %0 = func.call_indirect %f(%x) : (tensor<4xf32>) -> tensor<4xf32>
    ///   return %0 : tensor<4xf32>
    /// }
    /// ```
    CallIndirect = "func.call_indirect" {
        operands: callee: any, callee_operands: any_variadic;
        results: results: any_variadic;
        effects: Unknown;
        syntax: crate::syntax::func::CALL_INDIRECT;
    }

    /// Ends a function and hands its results to the caller.
    ///
    /// ```mlir
    /// func.func @example(%x: tensor<4xf32>) -> tensor<4xf32> {
    ///   return %x : tensor<4xf32>
    /// }
    /// ```
    Return = "func.return" {
        operands: operands: any_variadic;
        traits: PURE, TERMINATOR, RETURN_LIKE;
        syntax: crate::syntax::func::RETURN;
    }
}

fn call_callee(body: &Body, op: Op) -> Option<Arc<str>> {
    body.attr(op, "callee").and_then(Attr::as_symbol).cloned()
}

/// The entry block takes what the type says, and every return hands over what the type says.
fn func_verify(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let Some((inputs, results)) = function_type(body, op) else {
        return Err(op_error(body, op, "requires attribute 'function_type' of a function type"));
    };
    for (name, count, what) in
        [("arg_attrs", inputs.len(), "arguments"), ("res_attrs", results.len(), "results")]
    {
        if let Some(items) = body.attr(op, name).and_then(Attr::as_array)
            && items.len() != count
        {
            let message = format!(
                "expects '{name}' to have one entry for each of the {count} {what}, found {}",
                items.len()
            );
            return Err(op_error(body, op, message));
        }
    }
    let Some(inner) = body.nested(op) else { return Ok(()) };
    let Some(entry) = inner.entry() else { return Ok(()) };
    let args = inner.block_args(entry);
    if args.len() != inputs.len() {
        let message = format!(
            "entry block must have {} arguments to match function signature, found {}",
            inputs.len(),
            args.len()
        );
        return Err(op_error(body, op, message));
    }
    for (number, (&arg, &want)) in args.iter().zip(inputs).enumerate() {
        if inner.ty(arg) != want {
            let message = format!(
                "type of entry block argument #{number} must match the type of the corresponding argument in function signature"
            );
            return Err(op_error(body, op, message));
        }
    }
    let blocks = inner.root_regions().iter().flat_map(|&region| inner.region_blocks(region));
    for &block in blocks {
        if let Some(last) = inner.last_op(block)
            && inner.name(last) == "func.return"
        {
            return_verify(inner, last, results)?;
        }
    }
    Ok(())
}

fn return_verify(body: &Body, op: Op, results: &[Type]) -> Result<(), Diagnostic> {
    let found = body.operand_types(op);
    if found.len() != results.len() {
        let message =
            format!("has {} operands, but enclosing function returns {}", found.len(), results.len());
        return Err(op_error(body, op, message));
    }
    for (number, (found, want)) in found.iter().zip(results).enumerate() {
        if found != want {
            let message = format!("type of return operand {number} doesn't match function result type");
            return Err(Diagnostic::error(body.loc(op).clone(), message));
        }
    }
    Ok(())
}

/// The argument and result types of a function.
pub fn function_type(body: &Body, op: Op) -> Option<(&'static [Type], &'static [Type])> {
    match body.attr(op, "function_type")?.as_type()?.kind() {
        TypeKind::Function { inputs, results } => Some((inputs, results)),
        _ => None,
    }
}
