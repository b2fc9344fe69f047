//! Tests of the text format on ops that no dialect declares; the forms of dialects are tested by
//! their crates and by `test/lit`.

mod properties;
mod values;
mod whole;

use super::{ParseOptions, PrintOptions, Source, module_to_string, parse_module};
use crate::{Diagnostic, Module};

const ANY: ParseOptions = ParseOptions { allow_unregistered_dialects: true };

fn read(text: &str) -> Module {
    match parse_module(&Source::new("t.mlir", text), &ANY) {
        Ok(module) => module,
        Err(errors) => panic!("{text}\n{errors:#?}"),
    }
}

fn errors(text: &str) -> Vec<Diagnostic> {
    parse_module(&Source::new("t.mlir", text), &ANY).expect_err("the text is wrong")
}

/// The first error: "line:column: message".
fn error(text: &str) -> String {
    let errors = errors(text);
    let (_, line, col) = errors[0].loc.first_file().expect("an error has a place");
    format!("{line}:{col}: {}", errors[0].message)
}

fn print(module: &Module) -> String {
    module_to_string(module, &PrintOptions::default())
}

/// Reads and writes `text`, which must come out as it is.
#[track_caller]
fn same(text: &str) {
    assert_eq!(print(&read(text)), text);
}
