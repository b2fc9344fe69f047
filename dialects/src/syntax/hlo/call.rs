//! `custom_call @f(%a) {…} : (T) -> T` and `composite "ns.op" %a {…} : (T) -> T`.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Body, Diagnostic, Op, OpState};

use super::super::Syntax;
use super::{is_mhlo, parse_tail, print_tail};

/// `custom_call`.
pub(crate) const CUSTOM_CALL: Syntax = Syntax::new(parse_custom_call, print_custom_call);
/// `composite`.
pub(crate) const COMPOSITE: Syntax = Syntax::new(parse_composite, print_composite);

fn parse_custom_call(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let target = parser.symbol_name()?;
    parser.set(state, "call_target_name", target);
    let operands = parser.operand_list()?;
    parse_tail(parser, state, &operands)
}

fn print_custom_call(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let target = body.attr(op, "call_target_name").and_then(Attr::as_str).filter(|_| !is_mhlo(body, op));
    let Some(target) = target else { return printer.generic_instead(body, op) };
    printer.write(" ");
    printer.symbol(target);
    printer.write("(");
    printer.operands(body, op);
    printer.write(")");
    print_tail(printer, body, op, &["call_target_name"]);
}

fn parse_composite(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let name = parser.string()?;
    parser.set(state, "name", Attr::str(&name));
    let operands = parser.operands()?;
    parse_tail(parser, state, &operands)
}

fn print_composite(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(name) = body.attr(op, "name").and_then(Attr::as_str) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.string(name);
    if body.num_operands(op) > 0 {
        printer.write(" ");
        printer.operands(body, op);
    }
    print_tail(printer, body, op, &["name"]);
}
