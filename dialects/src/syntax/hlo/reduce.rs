//! `reduce` and `while`, whose regions have arguments of the form's own.

use tfl_ir::text::{Argument, OpParser, OpPrinter, Operand};
use tfl_ir::{Body, Diagnostic, Op, OpName, OpState, Traits, Type, Value};

use super::super::Syntax;
use super::super::attr_text::{int_list, ints, parse_attrs};
use super::print_tail;

/// `reduce(%a init: %c) applies stablehlo.add across dimensions = [1] : (T, U) -> V`, or with a body.
pub(crate) const REDUCE: Syntax = Syntax::new(parse_reduce, print_reduce);
/// `while(%iterArg = %0, …) : T, … cond {…} do {…}`.
pub(crate) const WHILE: Syntax = Syntax::new(parse_while, print_while);

fn parse_reduce(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let mut inputs: Vec<Operand> = Vec::new();
    let mut inits: Vec<Operand> = Vec::new();
    loop {
        parser.expect("(")?;
        inputs.push(parser.operand()?);
        parser.expect_word("init")?;
        parser.expect(":")?;
        inits.push(parser.operand()?);
        parser.expect(")")?;
        if !parser.eat(",") {
            break;
        }
    }
    let applied = if parser.eat_word("applies") { Some(OpName::new(&parser.word()?)) } else { None };
    parser.expect_word("across")?;
    parser.expect_word("dimensions")?;
    parser.expect("=")?;
    let dims = parser.integers()?;
    let value = ints(state, &dims);
    parser.set(state, "dimensions", value);
    parse_attrs(parser, state)?;
    parser.expect(":")?;
    let (types, results) = parser.function_type()?;
    state.result_types = results;
    let pairs = inputs.len();
    inputs.extend(inits);
    parser.resolve_all(&inputs, &types, state)?;
    if let Some(applied) = applied {
        return apply(parser, state, applied, types.first().copied());
    }
    parser.expect_word("reducer")?;
    let mut left: Vec<Argument> = Vec::new();
    let mut right: Vec<Argument> = Vec::new();
    for _ in 0..pairs {
        parser.expect("(")?;
        left.push(parser.argument()?);
        parser.expect(",")?;
        right.push(parser.argument()?);
        parser.expect(")")?;
    }
    left.extend(right);
    parser.region(left, None);
    Ok(())
}

/// Makes the region that the short form implies: the op on the two arguments, and a return.
fn apply(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    name: OpName,
    input: Option<Type>,
) -> Result<(), Diagnostic> {
    let Some(elem) = input.and_then(Type::elem) else {
        return Err(parser.error("expected a tensor to reduce"));
    };
    if name.info().is_none() || name.dialect() != state.name.dialect() {
        return Err(
            parser.error(format!("'{name}' is no {} op that a reduction can apply", state.name.dialect()))
        );
    }
    let dialect = state.name.dialect();
    // The form has one location for all that it stands for.
    let loc = match parser.optional_loc()? {
        Some(loc) => loc,
        None => parser.loc(),
    };
    state.loc = loc.clone();
    let Some(body) = parser.body() else { return Ok(()) };
    let scalar = Type::tensor(&[], elem);
    let block = body.create_block();
    let arguments = [0, 1].map(|_| body.add_block_arg(block, scalar, loc.clone()));
    let inner = body.append_new(block, OpState::new(name, loc.clone()).operands(arguments).results([scalar]));
    let results: Vec<Value> = body.results(inner).collect();
    let last = OpState::new(OpName::new(&format!("{dialect}.return")), loc).operands(results);
    body.append_new(block, last);
    parser.add_region(vec![block]);
    Ok(())
}

/// The op that the short form names, if the region is just that, all at one location.
fn applied(body: &Body, op: Op) -> Option<OpName> {
    let [region] = *body.op_regions(op) else { return None };
    let [block] = *body.region_blocks(region) else { return None };
    let ops: Vec<Op> = body.ops_in(block).take(3).collect();
    let [inner, last] = *ops else { return None };
    let name = body.name(inner);
    let scalar = Type::tensor(&[], body.ty(body.operand(op, 0)?).elem()?);
    let plain = name.dialect() == body.name(op).dialect()
        && name.has(Traits::COMMUTATIVE)
        && body.props(inner).is_empty()
        && body.attrs(inner).is_empty()
        && body.num_operands(op) == 2
        && body.num_operands(inner) == 2
        && body.operands(inner).eq(body.block_args(block).iter().copied())
        && body.operands(inner).chain(body.results(inner)).all(|value| body.ty(value) == scalar)
        && body.block_args(block).iter().all(|&argument| body.value_loc(argument) == *body.loc(op))
        && body.loc(inner) == body.loc(op)
        && body.loc(last) == body.loc(op)
        && body.name(last).mnemonic() == "return"
        && body.operands(last).eq(body.results(inner));
    plain.then_some(name)
}

fn print_reduce(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let operands: Vec<Value> = body.operands(op).collect();
    let pairs = operands.len() / 2;
    let dims = body.attr(op, "dimensions").and_then(int_list);
    let block = body.op_regions(op).first().and_then(|&region| body.region_blocks(region).first().copied());
    let (Some(dims), Some(block), true) = (dims, block, pairs > 0 && operands.len() == pairs * 2) else {
        return printer.generic_instead(body, op);
    };
    let arguments = body.block_args(block);
    if arguments.len() != operands.len() {
        return printer.generic_instead(body, op);
    }
    let (inputs, inits) = operands.split_at(pairs);
    for (index, (&input, &init)) in inputs.iter().zip(inits).enumerate() {
        printer.write(if index > 0 { ", (" } else { "(" });
        printer.value(input);
        printer.write(" init: ");
        printer.value(init);
        printer.write(")");
    }
    let applied = applied(body, op);
    if let Some(name) = applied {
        printer.write(&format!(" applies {name}"));
    }
    printer.write(" across dimensions = ");
    printer.integers(&dims);
    print_tail(printer, body, op, &["dimensions"]);
    if applied.is_some() {
        return;
    }
    printer.new_line();
    printer.write(" reducer");
    let (left, right) = arguments.split_at(pairs);
    for (&a, &b) in left.iter().zip(right) {
        printer.write("(");
        print_argument(printer, body, a);
        printer.write(", ");
        print_argument(printer, body, b);
        printer.write(") ");
    }
    printer.write(" ");
    printer.region(body, op, 0, false);
}

fn print_argument(printer: &mut OpPrinter<'_>, body: &Body, value: Value) {
    printer.region_argument(value);
    printer.write(": ");
    printer.ty(body.ty(value));
    printer.trailing_loc(&body.value_loc(value));
}

fn parse_while(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let mut arguments: Vec<Argument> = Vec::new();
    let operands = parser.list("(", ")", |parser| {
        // The types come later: the name is kept with a type that is replaced then.
        arguments.push(parser.argument_name(Type::none())?);
        parser.expect("=")?;
        parser.operand()
    })?;
    if !operands.is_empty() {
        parser.expect(":")?;
        state.result_types = parser.types()?;
    }
    let types = state.result_types.clone();
    parser.resolve_all(&operands, &types, state)?;
    for (argument, ty) in arguments.iter_mut().zip(types) {
        argument.ty = ty;
    }
    let attrs = parser.optional_attributes_keyword()?;
    for (name, attr) in attrs.iter() {
        parser.set(state, name.as_str(), attr.clone());
    }
    parser.expect_word("cond")?;
    parser.region(arguments, Some(parse_do));
    Ok(())
}

fn parse_do(parser: &mut OpParser<'_, '_>, _: &mut OpState) -> Result<(), Diagnostic> {
    parser.expect_word("do")?;
    let arguments = parser.last_arguments();
    parser.region(arguments, None);
    Ok(())
}

fn print_while(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let block = body.op_regions(op).get(1).and_then(|&region| body.region_blocks(region).first().copied());
    let arguments = block.map(|block| body.block_args(block)).unwrap_or_default();
    if block.is_none() || arguments.len() != body.num_operands(op) {
        return printer.generic_instead(body, op);
    }
    printer.write("(");
    for (index, (&argument, operand)) in arguments.iter().zip(body.operands(op)).enumerate() {
        printer.write(if index > 0 { ", " } else { "" });
        printer.region_argument(argument);
        printer.write(" = ");
        printer.value(operand);
    }
    printer.write(")");
    if !arguments.is_empty() {
        printer.write(" : ");
        printer.types(&body.operand_types(op));
    }
    printer.optional_attributes_keyword(body, op, &[]);
    printer.new_line();
    printer.write("cond ");
    printer.region(body, op, 0, false);
    printer.write(" do ");
    printer.region(body, op, 1, false);
}

/// `%iterArg` for the arguments of both regions of a `while`.
pub(crate) fn while_names(body: &Body, op: Op, name: &mut dyn FnMut(Value, &str)) {
    for &region in body.op_regions(op) {
        for &argument in
            body.region_blocks(region).first().into_iter().flat_map(|&block| body.block_args(block))
        {
            name(argument, "iterArg");
        }
    }
}
