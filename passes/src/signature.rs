//! A function's type, kept in step with its code.

use tfl_ir::pass::PassCx;
use tfl_ir::{Attr, Body, Type, TypeKind};

/// Makes the type of the function that a pass runs on what its arguments and its return say.
pub(crate) fn update(body: &Body, cx: &PassCx<'_>) {
    let Some(ty) = cx.attr("function_type").and_then(Attr::as_type) else { return };
    let TypeKind::Function { inputs, results } = ty.kind() else { return };
    let Some(entry) = body.entry() else { return };
    let args = body.block_arg_types(entry);
    let returned = body
        .last_op(entry)
        .filter(|&last| body.name(last) == *"func.return")
        .map(|last| body.operand_types(last))
        .filter(|types| types.len() == results.len());
    let inputs = if args.len() == inputs.len() { &args[..] } else { inputs };
    let new = Type::function(inputs, returned.as_deref().unwrap_or(results));
    if new != ty {
        cx.set_attr("function_type", Attr::Type(new));
    }
}
