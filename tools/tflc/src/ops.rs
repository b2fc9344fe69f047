//! `tflc ops`.

use std::io::Write;

use tfl_dialects::{dialect_markdown, op_markdown};
use tfl_driver::Failure;
use tfl_ir::{Diagnostic, DialectInfo, Loc, registered_dialects};

use crate::args::Ops;

pub(crate) fn run(args: &Ops) -> Result<(), Failure> {
    tfl_dialects::register_all();
    let dialects = registered_dialects();
    let text = match &args.name {
        None if args.markdown => dialects.iter().map(|dialect| dialect_markdown(dialect)).collect(),
        None => dialects.iter().flat_map(|dialect| names(dialect)).map(|name| format!("{name}\n")).collect(),
        Some(name) => describe(name, &dialects)?,
    };
    // A reader that closes the pipe early has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

fn names(dialect: &'static DialectInfo) -> impl Iterator<Item = &'static str> {
    dialect.ops.iter().copied().flatten().map(|info| info.name)
}

fn describe(name: &str, dialects: &[&'static DialectInfo]) -> Result<String, Failure> {
    if let Some(dialect) = dialects.iter().find(|dialect| dialect.name == name) {
        return Ok(dialect_markdown(dialect));
    }
    let mut ops = dialects.iter().flat_map(|dialect| dialect.ops.iter().copied().flatten());
    if let Some(info) = ops.find(|info| info.name == name) {
        return Ok(op_markdown(info));
    }
    let known = dialects.iter().flat_map(|dialect| names(dialect));
    let hint = match tfl_ir::near::closest(name, known) {
        Some(near) => format!("did you mean {near}?"),
        None => "tflc ops lists all operations".to_owned(),
    };
    Err(vec![
        Diagnostic::error(Loc::UNKNOWN, format!("no operation or dialect is called '{name}'"))
            .with_hint(hint),
    ])
}
