//! `func.func`, `func.call`, `func.call_indirect`, `func.constant`, `func.return`.

use tfl_ir::text::{Argument, OpParser, OpPrinter};
use tfl_ir::{Attr, Body, Diagnostic, Dict, Op, OpState, Type, TypeKind, Value};

use super::Syntax;
use super::attr_text::{as_function, parse_attrs};

/// `func.func private @f(%arg0: T {…}) -> (T {…}) attributes {…} {…}`.
pub(crate) const FUNC: Syntax =
    Syntax { parse: parse_func, print: print_func, default_dialect: Some("func") };
/// `call @f(%0) : (T) -> T`.
pub(crate) const CALL: Syntax = Syntax::new(parse_call, print_call);
/// `func.call_indirect %f(%0) : (T) -> T`.
pub(crate) const CALL_INDIRECT: Syntax = Syntax::new(parse_call_indirect, print_call_indirect);
/// `func.constant @f : (T) -> T`.
pub(crate) const CONSTANT: Syntax = Syntax::new(parse_constant, print_constant);
/// `return %0 : T`.
pub(crate) const RETURN: Syntax = Syntax::new(parse_return, print_return);
/// `tf_executor.yield %0 : T {…}`: as `return`, with its attributes last.
pub(crate) const RETURN_TRAILING_ATTRS: Syntax = Syntax::new(parse_return, print_return_trailing_attrs);
/// `stablehlo.return %0 {…} : T`: as `return`, with its attributes before the types.
pub(crate) const RETURN_INNER_ATTRS: Syntax = Syntax::new(parse_return, print_return_inner_attrs);

/// The arguments of a signature: their types and attributes, and their names if it has them.
struct Inputs {
    named: Vec<Argument>,
    types: Vec<Type>,
    attrs: Vec<Dict>,
}

fn parse_func(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    for visibility in ["private", "nested", "public"] {
        if parser.eat_word(visibility) {
            parser.set(state, "sym_visibility", Attr::str(visibility));
        }
    }
    let name = parser.symbol_name()?;
    parser.set(state, "sym_name", name);
    let inputs = parse_inputs(parser)?;
    let (results, result_attrs) = parse_results(parser)?;
    let ty = Type::function(&inputs.types, &results);
    parser.set(state, "function_type", Attr::Type(ty));
    for (name, dicts) in [("arg_attrs", &inputs.attrs), ("res_attrs", &result_attrs)] {
        if dicts.iter().any(|dict| !dict.is_empty()) {
            parser.set(state, name, Attr::array(dicts.iter().cloned().map(Attr::Dict)));
        }
    }
    let attrs = parser.optional_attributes_keyword()?;
    for (name, attr) in attrs.iter() {
        if ["sym_name", "function_type"].contains(&name.as_str()) {
            return Err(parser.error(format!("'{name}' is stated by the signature, not in the attributes")));
        }
        parser.set(state, name.as_str(), attr.clone());
    }
    if parser.at("{") {
        parser.region(inputs.named, None);
    }
    Ok(())
}

fn parse_inputs(parser: &mut OpParser<'_, '_>) -> Result<Inputs, Diagnostic> {
    let mut inputs = Inputs { named: Vec::new(), types: Vec::new(), attrs: Vec::new() };
    parser.list("(", ")", |parser| {
        if parser.at("%") {
            if inputs.named.len() != inputs.types.len() {
                return Err(parser.error_here("expected type instead of SSA identifier"));
            }
            let argument = parser.argument()?;
            inputs.types.push(argument.ty);
            inputs.attrs.push(argument.attrs.clone());
            inputs.named.push(argument);
            return Ok(());
        }
        if !inputs.named.is_empty() {
            return Err(parser.error_here("expected SSA identifier"));
        }
        inputs.types.push(parser.ty()?);
        inputs.attrs.push(parser.optional_attrs()?);
        parser.optional_loc().map(|_| ())
    })?;
    Ok(inputs)
}

fn parse_results(parser: &mut OpParser<'_, '_>) -> Result<(Vec<Type>, Vec<Dict>), Diagnostic> {
    if !parser.eat("->") {
        return Ok((Vec::new(), Vec::new()));
    }
    if !parser.at("(") {
        return Ok((vec![parser.ty()?], vec![Dict::EMPTY]));
    }
    let results = parser.list("(", ")", |parser| Ok((parser.ty()?, parser.optional_attrs()?)))?;
    Ok(results.into_iter().unzip())
}

fn print_func(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    if let Some(visibility) = body.attr(op, "sym_visibility").and_then(Attr::as_str) {
        printer.write(visibility);
        printer.write(" ");
    }
    let name = tfl_ir::symbol_name(body, op);
    printer.symbol(name.as_deref().unwrap_or(""));
    let (inputs, results) =
        body.attr(op, "function_type").and_then(Attr::as_type).and_then(as_function).unwrap_or_default();
    let entry = body.nested(op).and_then(|nested| Some((nested, nested.entry()?)));
    let dict = |name: &str, index: usize| {
        body.attr(op, name).and_then(Attr::as_array).and_then(|dicts| dicts.get(index)?.as_dict()).cloned()
    };
    let optional_dict = |printer: &mut OpPrinter<'_>, name: &str, index: usize| {
        if let Some(attrs) = dict(name, index).filter(|attrs| !attrs.is_empty()) {
            printer.write(" ");
            printer.dict(&attrs);
        }
    };
    printer.write("(");
    for (index, &ty) in inputs.iter().enumerate() {
        if index > 0 {
            printer.write(", ");
        }
        let argument = entry.and_then(|(nested, block)| nested.block_args(block).get(index).copied());
        if let Some(value) = argument {
            printer.region_argument(value);
            printer.write(": ");
        }
        printer.ty(ty);
        optional_dict(printer, "arg_attrs", index);
        if let (Some((nested, _)), Some(value)) = (entry, argument) {
            printer.trailing_loc(&nested.value_loc(value));
        }
    }
    printer.write(")");
    if !results.is_empty() {
        printer.write(" -> ");
        let has_attrs =
            (0..results.len()).any(|index| dict("res_attrs", index).is_some_and(|d| !d.is_empty()));
        let bare = matches!(results, [one] if !has_attrs && !matches!(one.kind(), TypeKind::Function { .. }));
        printer.write(if bare { "" } else { "(" });
        for (index, &ty) in results.iter().enumerate() {
            if index > 0 {
                printer.write(", ");
            }
            printer.ty(ty);
            optional_dict(printer, "res_attrs", index);
        }
        printer.write(if bare { "" } else { ")" });
    }
    let stated = ["sym_name", "sym_visibility", "function_type", "arg_attrs", "res_attrs"];
    printer.optional_attributes_keyword(body, op, &stated);
    if entry.is_some() {
        printer.write(" ");
        printer.region(body, op, 0, false);
    }
}

fn parse_call(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let callee = parser.symbol()?;
    parser.set(state, "callee", callee);
    let operands = parser.operand_list()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let (inputs, results) = parser.function_type()?;
    state.result_types = results;
    parser.resolve_all(&operands, &inputs, state)
}

fn print_call(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    if let Some(callee) = body.attr(op, "callee") {
        printer.attr(callee);
    }
    printer.write("(");
    printer.operands(body, op);
    printer.write(")");
    printer.optional_attrs(body, op, &["callee"]);
    printer.write(" : ");
    printer.function_type(body, op);
}

fn parse_call_indirect(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let callee = parser.operand()?;
    let operands = parser.operand_list()?;
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let (inputs, results) = parser.function_type()?;
    let ty = Type::function(&inputs, &results);
    state.result_types = results;
    parser.resolve_all(&[callee], &[ty], state)?;
    parser.resolve_all(&operands, &inputs, state)
}

fn print_call_indirect(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.write(" ");
    let mut operands = body.operands(op);
    let Some(callee) = operands.next() else { return printer.generic_instead(body, op) };
    printer.value(callee);
    printer.write("(");
    printer.values(operands);
    printer.write(")");
    printer.optional_attrs(body, op, &[]);
    printer.write(" : ");
    printer.ty(body.ty(callee));
}

fn parse_constant(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_attrs(parser, state)?;
    let value = parser.symbol()?;
    parser.set(state, "value", value);
    parser.expect(":")?;
    state.result_types = vec![parser.ty()?];
    Ok(())
}

fn print_constant(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.optional_attrs(body, op, &["value"]);
    printer.write(" ");
    if let Some(value) = body.attr(op, "value") {
        printer.attr(value);
    }
    printer.write(" : ");
    printer.types(&body.result_types(op));
}

/// `%f` for functions as values.
pub(crate) fn constant_name(body: &Body, op: Op, name: &mut dyn FnMut(Value, &str)) {
    body.results(op).for_each(|result| name(result, "f"));
}

/// Reads all three places of the attributes.
fn parse_return(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_attrs(parser, state)?;
    let operands = parser.operands()?;
    parse_attrs(parser, state)?;
    if !operands.is_empty() {
        parser.expect(":")?;
        let types = parser.types()?;
        parser.resolve_all(&operands, &types, state)?;
    }
    parse_attrs(parser, state)
}

fn print_return(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    printer.optional_attrs(body, op, &[]);
    print_operands(printer, body, op);
    print_types(printer, body, op);
}

fn print_return_trailing_attrs(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print_operands(printer, body, op);
    print_types(printer, body, op);
    printer.optional_attrs(body, op, &[]);
}

fn print_return_inner_attrs(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print_operands(printer, body, op);
    printer.optional_attrs(body, op, &[]);
    print_types(printer, body, op);
}

fn print_operands(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    if body.num_operands(op) > 0 {
        printer.write(" ");
        printer.operands(body, op);
    }
}

fn print_types(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    if body.num_operands(op) > 0 {
        printer.write(" : ");
        printer.types(&body.operand_types(op));
    }
}
