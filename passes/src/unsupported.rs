//! What is left of the source dialect after lowering.

use tfl_ir::{Body, Diagnostic, Loc, Module, Op, symbol_name};

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
            if code.name(op).dialect() == "tf" && code.name(op) != *"tf.Yield" {
                errors.push(unsupported(code, op, &name));
            }
        }
    }
    errors
}

fn unsupported(body: &Body, op: Op, function: &str) -> Diagnostic {
    let name = body.name(op).as_str();
    let types: Vec<String> = body.operand_types(op).iter().map(ToString::to_string).collect();
    let loc = body.loc(op).clone();
    let error = if crate::legalize_tf::knows(name) || crate::prepare_tf::knows(name) {
        let note = format!("its attributes are {}", attributes(body, op));
        Diagnostic::error(loc, format!("{name} is lowered in other forms, but not in this one"))
            .with_note(Loc::UNKNOWN, note)
    } else {
        Diagnostic::error(loc, format!("{name} has no TFLite builtin that computes it"))
    };
    error
        .with_note(Loc::UNKNOWN, format!("in function @{function}, operands ({})", types.join(", ")))
        .with_hint(hint(body, op))
}

/// The attributes that an op's kind declares, as text.
fn attributes(body: &Body, op: Op) -> String {
    const MAX_TEXT: usize = 200;
    let text: Vec<String> = body.props(op).iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let text = if text.is_empty() { "none".to_owned() } else { text.join(", ") };
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Families of ops by what their names have in them, with what to do about them.
const FAMILIES: &[(&str, &str)] = &[
    ("TensorList", "unroll the loop that builds the list: RNN layers take unroll=True, with a fixed length"),
    ("TensorArray", "unroll the loop that fills the array: RNN layers take unroll=True, with a fixed length"),
    ("Variable", "export the model for inference, where variables are read but not assigned"),
    ("VarHandle", "export the model for inference, where variables are read but not assigned"),
    ("HashTable", "look values up in the application, before and after the model runs"),
    ("LookupTable", "look values up in the application, before and after the model runs"),
    ("String", "keep text out of the model: the application turns it into numbers"),
    ("Grad", "export the model for inference, without its training step"),
    ("Backprop", "export the model for inference, without its training step"),
    ("Random", "draw random numbers in the application and give them to the model as an input"),
];

fn hint(body: &Body, op: Op) -> &'static str {
    let unknown = |value| body.ty(value).is_tensor() && body.ty(value).dims().is_none();
    if body.operands(op).any(unknown) {
        return "an operand has no known number of dimensions: state the shapes of the model's inputs";
    }
    if body.operand_types(op).iter().any(|ty| ty.elem().is_some_and(|elem| elem == tfl_ir::Type::f64())) {
        return "TFLite computes with 32-bit floats: cast to float32 in the model";
    }
    let name = body.name(op).mnemonic();
    let family = FAMILIES.iter().find(|(part, _)| name.contains(part));
    family.map_or("remove the operation from the model, or replace it by supported ones", |family| family.1)
}
