//! What is left of the source dialect after lowering.

use tfl_ir::{Body, Diagnostic, Module, symbol_name};

/// At most this many ops are reported.
const MAX_REPORTED: usize = 20;

/// An error for each op of a module that TFLite does not have, in program order, at most 20.
pub fn unsupported_ops(module: &Module) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    let body = module.body();
    for function in module.ops() {
        let Some(code) = body.nested(function) else { continue };
        let name = symbol_name(body, function).unwrap_or_default();
        for op in code.walk() {
            if errors.len() == MAX_REPORTED {
                return errors;
            }
            if code.name(op).dialect() == "tf" {
                errors.push(unsupported(code, op, &name));
            }
        }
    }
    errors
}

fn unsupported(body: &Body, op: tfl_ir::Op, function: &str) -> Diagnostic {
    let loc = body.loc(op).clone();
    let message = format!("{} has no TFLite builtin that computes it", body.name(op));
    let types: Vec<String> = body.operand_types(op).iter().map(ToString::to_string).collect();
    let error = Diagnostic::error(loc, message)
        .with_note(tfl_ir::Loc::UNKNOWN, format!("in function @{function}, operands ({})", types.join(", ")));
    error.with_hint("remove the operation from the model, or replace it by supported ones")
}
