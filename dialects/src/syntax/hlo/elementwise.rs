//! `stablehlo.add %0, %1 : T`, and elementwise ops with a word before or a type of their own.

use tfl_ir::text::{OpParser, OpPrinter, Operand};
use tfl_ir::{Attr, Body, Diagnostic, Op, OpState, Type};

use super::super::Syntax;
use super::super::attr_text::{as_function, keyword, keyword_name, parse_attrs, parse_keyword};
use super::{parse_tail, print_attrs, print_tail};

/// `NAME %a, %b : T`, or `: (T, U) -> V` where the types differ.
pub(crate) const SAME_TYPE: Syntax = Syntax::new(parse_same_type, print_same_type);
/// `NAME %a, %b : (T, U) -> V` always.
pub(crate) const FUNCTIONAL: Syntax = Syntax::new(parse_functional, print_functional);
/// `complex %re, %im : T`, the type of the result.
pub(crate) const COMPLEX: Syntax = Syntax::new(parse_complex, print_complex);
/// `compare LT, %a, %b, FLOAT : (T, T) -> U`.
pub(crate) const COMPARE: Syntax = Syntax::new(parse_compare, print_compare);
/// `select %p, %a, %b : P, T`.
pub(crate) const SELECT: Syntax = Syntax::new(parse_select, print_select);
/// `NAME %a, %b : tuple<T, U>`, the type of the result.
pub(crate) const TUPLE: Syntax = Syntax::new(parse_tuple, print_tuple);

/// Reads one type for everything, or a function type.
fn resolve_same(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    operands: &[Operand],
) -> Result<(), Diagnostic> {
    parser.expect(":")?;
    let ty = parser.ty()?;
    if let Some((inputs, results)) = as_function(ty) {
        state.result_types = results.to_vec();
        return parser.resolve_all(operands, inputs, state);
    }
    state.result_types = vec![ty];
    parser.resolve_all(operands, &vec![ty; operands.len()], state)
}

fn parse_same_type(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    resolve_same(parser, state, &operands)
}

/// Writes one type if all are equal, a function type otherwise.
pub(crate) fn print_same(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" : ");
    match *body.result_types(op) {
        [ty] if body.operands(op).all(|value| body.ty(value) == ty) => printer.ty(ty),
        _ => printer.function_type(body, op),
    }
}

fn print_same_type(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_attrs(printer, body, op, &[]);
    print_same(printer, body, op);
}

fn parse_functional(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    parse_tail(parser, state, &operands)
}

fn print_functional(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_tail(printer, body, op, &[]);
}

fn parse_complex(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let ty = parser.ty()?;
    let part = match ty.elem_or_self().kind() {
        tfl_ir::TypeKind::Complex(part) => ty.with_elem(*part).unwrap_or(*part),
        _ => return Err(parser.error(format!("expected a tensor of complex numbers, found {ty}"))),
    };
    state.result_types = vec![ty];
    parser.resolve_all(&operands, &vec![part; operands.len()], state)
}

fn print_complex(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_attrs(printer, body, op, &[]);
    printer.write(" : ");
    printer.types(&body.result_types(op));
}

fn parse_compare(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_keyword(parser, state, "comparison_direction", "comparison_direction")?;
    parser.expect(",")?;
    let mut operands = vec![parser.operand()?];
    parser.expect(",")?;
    operands.push(parser.operand()?);
    if parser.eat(",") {
        let name = parser.word()?;
        let ty = keyword(state.name.dialect(), "comparison_type", &name);
        parser.set(state, "compare_type", ty);
    }
    parse_tail(parser, state, &operands)
}

fn print_compare(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let direction = body.attr(op, "comparison_direction");
    let Some(direction) = direction.and_then(|attr| keyword_name(attr, "comparison_direction")) else {
        return printer.generic_instead(body, op);
    };
    let ty = body.attr(op, "compare_type");
    let name = ty.and_then(|attr| keyword_name(attr, "comparison_type"));
    if ty.is_some() && name.is_none() {
        return printer.generic_instead(body, op);
    }
    printer.write(&format!(" {direction}, "));
    printer.operands(body, op);
    if let Some(name) = name {
        printer.write(&format!(", {name}"));
    }
    print_tail(printer, body, op, &["comparison_direction", "compare_type"]);
}

fn parse_select(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let types = parser.types()?;
    match *types {
        [predicate, ty] => {
            state.result_types = vec![ty];
            parser.resolve_all(&operands, &[predicate, ty, ty], state)
        }
        [ty] if as_function(ty).is_some() => {
            let (inputs, results) = as_function(ty).unwrap_or_default();
            state.result_types = results.to_vec();
            parser.resolve_all(&operands, inputs, state)
        }
        _ => Err(parser.error("expected the types of the predicate and of the result, or a function type")),
    }
}

fn print_select(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_attrs(printer, body, op, &[]);
    printer.write(" : ");
    match (&*body.operand_types(op), &*body.result_types(op)) {
        (&[predicate, a, b], &[ty]) if a == ty && b == ty => printer.types(&[predicate, ty]),
        _ => printer.function_type(body, op),
    }
}

fn parse_tuple(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let ty = parser.ty()?;
    let tfl_ir::TypeKind::Tuple(parts) = ty.kind() else {
        return Err(parser.error(format!("expected a tuple type, found {ty}")));
    };
    state.result_types = vec![ty];
    parser.resolve_all(&operands, parts, state)
}

fn print_tuple(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    printer.operands(body, op);
    print_attrs(printer, body, op, &[]);
    printer.write(" : ");
    let types: Vec<Type> = body.result_types(op);
    printer.types(&types);
}

/// `get_tuple_element %t[0] : (tuple<T>) -> T`.
pub(crate) const GET_TUPLE_ELEMENT: Syntax = Syntax::new(parse_element, print_element);

fn parse_element(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operand = parser.operand()?;
    parser.expect("[")?;
    let index = parser.integer()?;
    parser.expect("]")?;
    let Ok(index) = i32::try_from(index) else {
        return Err(parser.error("the index does not fit in 32 bits"));
    };
    parser.set(state, "index", Attr::i32(index));
    parse_tail(parser, state, &[operand])
}

fn print_element(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(index) = body.attr(op, "index").and_then(Attr::as_int) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    printer.write(&format!("[{index}]"));
    print_tail(printer, body, op, &["index"]);
}
