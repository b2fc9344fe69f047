//! The custom form of `builtin.module`: `module @name attributes {…} {…}`.

use super::{OpParser, OpPrinter};
use crate::{Body, Diagnostic, Op, OpState};

pub(crate) fn parse_module(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    if parser.at("@") {
        let name = parser.symbol_name()?;
        parser.set(state, "sym_name", name);
    }
    let attrs = parser.optional_attributes_keyword()?;
    for (name, attr) in attrs.iter() {
        parser.set(state, name.as_str(), attr.clone());
    }
    parser.region(Vec::new(), None);
    Ok(())
}

pub(crate) fn print_module(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    if let Some(name) = crate::symbol_name(body, op) {
        printer.write(" ");
        printer.symbol(&name);
    }
    printer.optional_attributes_keyword(body, op, &["sym_name"]);
    printer.write(" ");
    printer.region(body, op, 0, false);
}
