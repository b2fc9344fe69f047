//! Forms of chlo ops: `chlo.erf %a : T -> T`, `chlo.broadcast_add %a, %b : (T, U) -> V`,
//! `chlo.top_k(%a, k = 2) : T -> (U, V)`.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Body, Diagnostic, Op, OpState};

use super::Syntax;
use super::attr_text::parse_attrs;
use super::hlo::print_attrs;

/// `NAME %a : T -> U`.
pub(crate) const UNARY: Syntax = Syntax::new(parse_unary, print_unary);
/// `NAME %a, %b {…} : (T, U) -> V`.
pub(crate) const BROADCAST: Syntax = super::hlo::elementwise::FUNCTIONAL;
/// `top_k`.
pub(crate) const TOP_K: Syntax = Syntax::new(parse_top_k, print_top_k);

fn parse_unary(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operand = parser.operand()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let input = parser.ty()?;
    parser.expect("->")?;
    state.result_types = vec![parser.ty()?];
    parser.resolve_all(&[operand], &[input], state)
}

fn print_unary(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_attrs(printer, body, op, &[]);
    print_types(printer, body, op);
}

fn print_types(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" : ");
    printer.types(&body.operand_types(op));
    printer.write(" -> ");
    printer.results(&body.result_types(op));
}

fn parse_top_k(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parser.expect("(")?;
    let operand = parser.operand()?;
    parser.expect(",")?;
    parser.expect_word("k")?;
    parser.expect("=")?;
    let k = parser.integer()?;
    parser.set(state, "k", Attr::i64(k));
    parser.expect(")")?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let input = parser.ty()?;
    parser.expect("->")?;
    state.result_types = parser.type_list()?;
    parser.resolve_all(&[operand], &[input], state)
}

fn print_top_k(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(k) = body.attr(op, "k").and_then(Attr::as_int) else {
        return printer.generic_instead(body, op);
    };
    printer.write("(");
    printer.operands(body, op);
    printer.write(&format!(", k = {k})"));
    print_attrs(printer, body, op, &["k"]);
    print_types(printer, body, op);
}
