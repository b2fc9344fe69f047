//! Binary tfl ops: `tfl.mul %0, %1 {…} : T` where all types are one, the generic body elsewhere.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Body, Diagnostic, Op, OpState};

use super::Syntax;
use super::attr_text::parse_attrs;

/// The form; `(` after the name decides which of the two is read.
pub(crate) const BINARY: Syntax = Syntax::new(parse, print);

fn parse(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    if parser.at("(") {
        return parser.generic_form(state);
    }
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let ty = parser.ty()?;
    state.result_types = vec![ty];
    let types = vec![ty; operands.len()];
    parser.resolve_all(&operands, &types, state)
}

fn print(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let results = body.result_types(op);
    let one_type = match results.as_slice() {
        [result] => body.operands(op).all(|value| body.ty(value) == *result).then_some(*result),
        _ => None,
    };
    let Some(ty) = one_type.filter(|_| body.num_operands(op) > 0) else {
        return printer.generic_form(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    printer.optional_attrs(body, op, &[]);
    printer.write(" : ");
    printer.ty(ty);
}
