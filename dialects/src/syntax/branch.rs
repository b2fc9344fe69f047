//! `cf.br ^bb1(%a : T)` and `cf.cond_br %c, ^bb1, ^bb2(%b : T)`.

use std::sync::Arc;

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Block, Body, DenseArray, Diagnostic, Op, OpState, Type, Value};

use super::Syntax;
use super::attr_text::parse_attrs;

/// `cf.br`.
pub(crate) const BR: Syntax = Syntax::new(parse_br, print_br);
/// `cf.cond_br`.
pub(crate) const COND_BR: Syntax = Syntax::new(parse_cond_br, print_cond_br);

/// Reads `^bb1(%a, %b : T, U)`; gives the number of operands.
fn parse_target(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<usize, Diagnostic> {
    let block = parser.successor()?;
    state.successors.push(block);
    if !parser.eat("(") {
        return Ok(0);
    }
    let operands = parser.operands()?;
    parser.expect(":")?;
    let types = parser.types()?;
    parser.expect(")")?;
    parser.resolve_all(&operands, &types, state)?;
    Ok(operands.len())
}

fn print_target(printer: &mut OpPrinter<'_>, body: &Body, block: Option<&Block>, operands: &[Value]) {
    if let Some(&block) = block {
        printer.successor(block);
    }
    if !operands.is_empty() {
        printer.write("(");
        printer.values(operands.iter().copied());
        printer.write(" : ");
        let types: Vec<Type> = operands.iter().map(|&value| body.ty(value)).collect();
        printer.types(&types);
        printer.write(")");
    }
}

fn parse_br(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_target(parser, state)?;
    parse_attrs(parser, state)
}

fn print_br(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let operands: Vec<Value> = body.operands(op).collect();
    printer.write(" ");
    print_target(printer, body, body.successors(op).first(), &operands);
    printer.optional_attrs(body, op, &[]);
}

fn parse_cond_br(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let condition = parser.operand()?;
    parser.resolve_all(&[condition], &[Type::i1()], state)?;
    parser.expect(",")?;
    let on_true = parse_target(parser, state)?;
    parser.expect(",")?;
    let on_false = parse_target(parser, state)?;
    let values = [1, on_true as i64, on_false as i64].into();
    let sizes = Attr::DenseArray(Arc::new(DenseArray { elem: Type::i32(), values }));
    parser.set(state, "operandSegmentSizes", sizes);
    parse_attrs(parser, state)
}

fn print_cond_br(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let operands: Vec<Value> = body.operands(op).collect();
    let sizes = body.attr(op, "operandSegmentSizes").and_then(Attr::as_int_array).unwrap_or_default();
    let on_true = sizes.get(1).and_then(|&count| usize::try_from(count).ok()).unwrap_or(0);
    let (Some(&condition), Some(rest)) = (operands.first(), operands.get(1..)) else {
        return printer.generic_instead(body, op);
    };
    let Some((on_true, on_false)) = rest.split_at_checked(on_true) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.value(condition);
    for (index, operands) in [on_true, on_false].into_iter().enumerate() {
        printer.write(", ");
        print_target(printer, body, body.successors(op).get(index), operands);
    }
    printer.optional_attrs(body, op, &["operandSegmentSizes"]);
}
