//! A function's code as a module of its own that returns chosen values.

use tfl_ir::{Attr, Body, Loc, Module, Op, OpState, Type, Value};

/// The name of the function.
pub(super) const NAME: &str = "main";

/// The `func.return` of code that is one block.
fn return_of(body: &Body) -> Option<Op> {
    let [region] = body.root_regions() else { return None };
    let [block] = body.region_blocks(*region) else { return None };
    body.last_op(*block).filter(|&op| body.name(op) == *"func.return")
}

/// What the code returns; `None` if it is more than one block.
pub(super) fn returned(body: &Body) -> Option<Vec<Value>> {
    Some(body.operands(return_of(body)?).collect())
}

/// A module with a function of the same code that returns `values`; `None` if it is more than one block.
pub(super) fn runnable(body: &Body, values: &[Value]) -> Option<Module> {
    let mut body = body.clone();
    let last = return_of(&body)?;
    body.set_operands(last, values);
    let inputs = body.block_arg_types(body.entry()?);
    let ty = Type::function(&inputs, &body.operand_types(last));
    let mut module = Module::new(Loc::UNKNOWN);
    module.push(
        OpState::new("func.func", Loc::UNKNOWN)
            .attr("sym_name", Attr::str(NAME))
            .attr("function_type", Attr::Type(ty))
            .nested(body),
    );
    Some(module)
}

/// Whether a value can be returned and compared: a tensor of numbers of the outermost block.
pub(super) fn is_seen(body: &Body, value: Value) -> bool {
    let ty = body.ty(value);
    let outermost = body.defining_op(value).is_some_and(|op| body.parent_block(op) == body.entry());
    let numbers = tfl_interpreter::DType::of(ty).is_some_and(|dtype| dtype.size().is_some());
    outermost && numbers && ty.is_tensor()
}
