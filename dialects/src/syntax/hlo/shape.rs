//! Ops that move data: operands, then `word = value` pairs in a fixed order.

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Body, Diagnostic, Op, OpState};

use super::super::Syntax;
use super::super::attr_text::{int_list, ints, parse_int, parse_ints};
use super::elementwise::print_same;
use super::{is_mhlo, parse_tail, print_attrs, print_tail};

/// One `word = value` of a form.
struct Pair {
    word: &'static str,
    attr: &'static str,
    list: bool,
}

const fn list(word: &'static str, attr: &'static str) -> Pair {
    Pair { word, attr, list: true }
}

const fn number(word: &'static str, attr: &'static str) -> Pair {
    Pair { word, attr, list: false }
}

const DIMS: &[Pair] = &[list("dims", "broadcast_dimensions")];
const PERMUTATION: &[Pair] = &[list("dims", "permutation")];
const REVERSED: &[Pair] = &[list("dims", "dimensions")];
const DIM: &[Pair] = &[number("dim", "dimension")];
const PADDING: &[Pair] = &[
    list("low", "edge_padding_low"),
    list("high", "edge_padding_high"),
    list("interior", "interior_padding"),
];
const SIZES: &[Pair] = &[list("sizes", "slice_sizes")];

/// `broadcast_in_dim %a, dims = [0] : (T) -> U`.
pub(crate) const BROADCAST_IN_DIM: Syntax =
    Syntax::new(|p, s| parse(DIMS, p, s), |p, b, o| print(DIMS, p, b, o));
/// `transpose %a, dims = [1, 0] : (T) -> U`.
pub(crate) const TRANSPOSE: Syntax =
    Syntax::new(|p, s| parse(PERMUTATION, p, s), |p, b, o| print(PERMUTATION, p, b, o));
/// `concatenate %a, %b, dim = 0 : (T, T) -> U`, `get_dimension_size %a, dim = 0 : (T) -> U`.
pub(crate) const WITH_DIM: Syntax = Syntax::new(|p, s| parse(DIM, p, s), |p, b, o| print(DIM, p, b, o));
/// `pad %a, %c, low = [0, 0], high = [0, 1], interior = [0, 0] : (T, U) -> V`.
pub(crate) const PAD: Syntax = Syntax::new(|p, s| parse(PADDING, p, s), |p, b, o| print(PADDING, p, b, o));
/// `dynamic_slice %a, %i, %j, sizes = [1, 2] : (T, I, I) -> U`.
pub(crate) const DYNAMIC_SLICE: Syntax =
    Syntax::new(|p, s| parse(SIZES, p, s), |p, b, o| print(SIZES, p, b, o));
/// `reverse %a, dims = [0] : T`.
pub(crate) const REVERSE: Syntax = Syntax::new(parse_reverse, print_reverse);
/// `iota dim = 0 : T`.
pub(crate) const IOTA: Syntax = Syntax::new(parse_iota, print_iota);
/// `slice %a [0:2, 0:4:2] : (T) -> U`.
pub(crate) const SLICE: Syntax = Syntax::new(parse_slice, print_slice);

fn parse_pairs(pairs: &[Pair], parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    for (index, pair) in pairs.iter().enumerate() {
        if index > 0 {
            parser.expect(",")?;
        }
        let read = if pair.list { parse_ints } else { parse_int };
        read(parser, state, pair.word, pair.attr)?;
    }
    Ok(())
}

/// Reads `%a, %b,`: operands with a comma after each.
fn parse_operands(parser: &mut OpParser<'_, '_>) -> Result<Vec<tfl_ir::text::Operand>, Diagnostic> {
    let mut operands = Vec::new();
    while parser.at("%") {
        operands.push(parser.operand()?);
        parser.expect(",")?;
    }
    Ok(operands)
}

fn parse(pairs: &[Pair], parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parse_operands(parser)?;
    parse_pairs(pairs, parser, state)?;
    parse_tail(parser, state, &operands)
}

/// The values of the pairs; `None` if one is missing or of another kind.
fn values(pairs: &[Pair], body: &Body, op: Op) -> Option<Vec<Vec<i64>>> {
    let value = |pair: &Pair| {
        let attr = body.attr(op, pair.attr)?;
        if pair.list { int_list(attr) } else { attr.as_int().map(|value| vec![value]) }
    };
    pairs.iter().map(value).collect()
}

fn print_pairs(pairs: &[Pair], values: &[Vec<i64>], printer: &mut OpPrinter<'_>) {
    for (index, (pair, values)) in pairs.iter().zip(values).enumerate() {
        if index > 0 {
            printer.write(", ");
        }
        printer.write(pair.word);
        printer.write(" = ");
        match **values {
            [value] if !pair.list => printer.write(&value.to_string()),
            _ => printer.integers(values),
        }
    }
}

fn names(pairs: &[Pair]) -> Vec<&'static str> {
    pairs.iter().map(|pair| pair.attr).collect()
}

fn print(pairs: &[Pair], printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(values) = values(pairs, body, op).filter(|_| !is_mhlo(body, op)) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    if body.num_operands(op) > 0 {
        printer.write(", ");
    }
    print_pairs(pairs, &values, printer);
    print_tail(printer, body, op, &names(pairs));
}

fn parse_reverse(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parse_operands(parser)?;
    parse_pairs(REVERSED, parser, state)?;
    super::super::attr_text::parse_attrs(parser, state)?;
    parser.expect(":")?;
    let ty = parser.ty()?;
    if let Some((inputs, results)) = super::super::attr_text::as_function(ty) {
        state.result_types = results.to_vec();
        return parser.resolve_all(&operands, inputs, state);
    }
    state.result_types = vec![ty];
    parser.resolve_all(&operands, &[ty], state)
}

fn print_reverse(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(values) = values(REVERSED, body, op).filter(|_| !is_mhlo(body, op)) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    printer.write(", ");
    print_pairs(REVERSED, &values, printer);
    print_attrs(printer, body, op, &names(REVERSED));
    print_same(printer, body, op);
}

fn parse_iota(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_int(parser, state, "dim", "iota_dimension")?;
    super::super::attr_text::parse_attrs(parser, state)?;
    parser.expect(":")?;
    state.result_types = vec![parser.ty()?];
    Ok(())
}

fn print_iota(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let dim = body.attr(op, "iota_dimension").and_then(Attr::as_int).filter(|_| !is_mhlo(body, op));
    let Some(dim) = dim else { return printer.generic_instead(body, op) };
    printer.write(&format!(" dim = {dim}"));
    print_attrs(printer, body, op, &["iota_dimension"]);
    printer.write(" : ");
    printer.types(&body.result_types(op));
}

const RANGES: [&str; 3] = ["start_indices", "limit_indices", "strides"];

fn parse_slice(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operand = parser.operand()?;
    let mut parts: [Vec<i64>; 3] = Default::default();
    parser.list("[", "]", |parser| {
        let start = parser.integer()?;
        parser.expect(":")?;
        let limit = parser.integer()?;
        let stride = if parser.eat(":") { parser.integer()? } else { 1 };
        for (part, value) in parts.iter_mut().zip([start, limit, stride]) {
            part.push(value);
        }
        Ok(())
    })?;
    for (name, values) in RANGES.iter().zip(&parts) {
        let value = ints(state, values);
        parser.set(state, name, value);
    }
    parse_tail(parser, state, &[operand])
}

fn print_slice(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let part = |name: &str| body.attr(op, name).and_then(int_list);
    let [Some(starts), Some(limits), Some(strides)] = RANGES.map(part) else {
        return printer.generic_instead(body, op);
    };
    if is_mhlo(body, op) || starts.len() != limits.len() || starts.len() != strides.len() {
        return printer.generic_instead(body, op);
    }
    printer.write(" ");
    printer.operands(body, op);
    printer.write(" [");
    for (index, ((start, limit), stride)) in starts.iter().zip(&limits).zip(&strides).enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        printer.write(&format!("{comma}{start}:{limit}"));
        if *stride != 1 {
            printer.write(&format!(":{stride}"));
        }
    }
    printer.write("]");
    print_tail(printer, body, op, &RANGES);
}
