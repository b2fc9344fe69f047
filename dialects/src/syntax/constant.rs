//! Constants: `arith.constant dense<1> : tensor<i32>`.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Body, Diagnostic, Op, OpState};

use super::Syntax;
use super::attr_text::parse_attrs;

/// `NAME {…} value`.
pub(crate) const CONSTANT: Syntax = Syntax::new(parse, print);

fn parse(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_attrs(parser, state)?;
    let value = parser.attr()?;
    let Some(ty) = value.ty() else {
        return Err(parser
            .error("a constant needs a value with a type, such as 1 : i32 or dense<1.0> : tensor<4xf32>"));
    };
    parser.set(state, "value", value);
    // The value's own type may be followed by that of the result where the two differ.
    state.result_types = vec![if parser.eat(":") { parser.ty()? } else { ty }];
    Ok(())
}

fn print(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(value) = body.attr(op, "value") else { return printer.generic_instead(body, op) };
    let results = body.result_types(op);
    let [result] = *results else { return printer.generic_instead(body, op) };
    printer.optional_attrs(body, op, &["value"]);
    printer.write(" ");
    printer.attr(value);
    if value.ty() != Some(result) {
        printer.write(" : ");
        printer.ty(result);
    }
}
