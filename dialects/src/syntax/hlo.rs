//! Forms of stablehlo and mhlo ops. mhlo has fewer: its other ops print generically, and either
//! spelling is read in both dialects.

pub(crate) mod call;
pub(crate) mod elementwise;
pub(crate) mod linalg;
pub(crate) mod reduce;
pub(crate) mod shape;
pub(crate) mod window;

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Body, Diagnostic, Op, OpState};

use super::attr_text::{at_default, parse_attrs};

/// Whether an op prints generically because its dialect is mhlo.
pub(crate) fn is_mhlo(body: &Body, op: Op) -> bool {
    body.name(op).dialect() == "mhlo"
}

/// Reads `{…} : (T, T) -> U` and resolves `operands`.
pub(crate) fn parse_tail(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    operands: &[tfl_ir::text::Operand],
) -> Result<(), Diagnostic> {
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let (inputs, results) = parser.function_type()?;
    state.result_types = results;
    parser.resolve_all(operands, &inputs, state)
}

/// Writes `{…} : (T, T) -> U`; attributes in `stated` were written before.
pub(crate) fn print_tail(printer: &mut OpPrinter<'_>, body: &Body, op: Op, stated: &[&str]) {
    print_attrs(printer, body, op, stated);
    printer.write(" : ");
    printer.function_type(body, op);
}

/// Writes `{…}` of what is neither in `stated` nor at its default.
pub(crate) fn print_attrs(printer: &mut OpPrinter<'_>, body: &Body, op: Op, stated: &[&str]) {
    let left_out: Vec<&str> = stated.iter().copied().chain(at_default(body, op)).collect();
    printer.optional_attrs(body, op, &left_out);
}
