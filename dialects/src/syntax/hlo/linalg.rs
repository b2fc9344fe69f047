//! `dot`, `dot_general`, `fft`, `rng`, `rng_bit_generator`.

use std::sync::Arc;

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Body, Diagnostic, DialectAttr, Op, OpState};

use super::super::Syntax;
use super::super::attr_text::{int_list, keyword, keyword_name, parse_ints, parse_keyword};
use super::{is_mhlo, parse_tail, print_tail};

/// `dot %a, %b, precision = [DEFAULT, DEFAULT] : (T, U) -> V`.
pub(crate) const DOT: Syntax = Syntax::new(parse_dot, print_dot);
/// `dot_general %a, %b, batching_dims = [0] x [0], contracting_dims = [2] x [1], precision = […] : …`.
pub(crate) const DOT_GENERAL: Syntax = Syntax::new(parse_dot_general, print_dot_general);
/// `fft %a, type = FFT, length = [4] : (T) -> U`.
pub(crate) const FFT: Syntax = Syntax::new(parse_fft, print_fft);
/// `rng %a, %b, %s, distribution = UNIFORM : (T, T, S) -> U`.
pub(crate) const RNG: Syntax = Syntax::new(parse_rng, print_rng);
/// `rng_bit_generator %s, algorithm = DEFAULT : (T) -> (T, U)`.
pub(crate) const RNG_BIT_GENERATOR: Syntax = Syntax::new(parse_bits, print_bits);

const PRECISION: &str = "precision_config";
const DIMENSIONS: &str = "dot_dimension_numbers";

/// Reads `precision = [DEFAULT, HIGH]`.
fn parse_precision(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parser.expect_word("precision")?;
    parser.expect("=")?;
    let names = parser.list("[", "]", |parser| parser.word())?;
    let dialect = state.name.dialect();
    let items = names.iter().map(|name| keyword(dialect, "precision", name));
    let value = Attr::array(items);
    parser.set(state, PRECISION, value);
    Ok(())
}

/// The names of a precision list; `None` if it is not one.
fn precision(body: &Body, op: Op) -> Option<Vec<&str>> {
    match body.attr(op, PRECISION) {
        Some(attr) => attr.as_array()?.iter().map(|item| keyword_name(item, "precision")).collect(),
        None => Some(Vec::new()),
    }
}

fn print_precision(printer: &mut OpPrinter<'_>, names: &[&str]) {
    if !names.is_empty() {
        printer.write(&format!(", precision = [{}]", names.join(", ")));
    }
}

fn parse_dot(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let mut operands = vec![parser.operand()?];
    parser.expect(",")?;
    operands.push(parser.operand()?);
    if parser.eat(",") {
        parse_precision(parser, state)?;
    }
    parse_tail(parser, state, &operands)
}

fn print_dot(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let Some(names) = precision(body, op).filter(|_| !is_mhlo(body, op)) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    print_precision(printer, &names);
    print_tail(printer, body, op, &[PRECISION]);
}

/// The four lists of `#stablehlo.dot<…>`, in the order of their names below.
const LISTS: [&str; 4] = [
    "lhs_batching_dimensions",
    "rhs_batching_dimensions",
    "lhs_contracting_dimensions",
    "rhs_contracting_dimensions",
];

/// `#stablehlo.dot<lhs_batching_dimensions = [0], …>`; empty lists are left out.
fn dot_attr(dialect: &str, lists: &[Vec<i64>; 4]) -> Attr {
    let parts: Vec<String> = LISTS
        .iter()
        .zip(lists)
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| {
            let values: Vec<String> = values.iter().map(i64::to_string).collect();
            format!("{name} = [{}]", values.join(", "))
        })
        .collect();
    let body = format!("dot<{}>", parts.join(", ")).into();
    Attr::Dialect(Arc::new(DialectAttr { dialect: dialect.into(), body, bracketed: false }))
}

/// The lists of a `#stablehlo.dot<…>`; `None` if the text is anything else.
fn dot_lists(attr: &Attr) -> Option<[Vec<i64>; 4]> {
    let Attr::Dialect(dialect) = attr else { return None };
    let mut rest = dialect.body.strip_prefix("dot<")?.strip_suffix('>')?.trim();
    let mut lists: [Vec<i64>; 4] = Default::default();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let index = LISTS.iter().position(|known| *known == name.trim())?;
        let (values, after) = after.trim_start().strip_prefix('[')?.split_once(']')?;
        let values = values.split(',').map(str::trim).filter(|value| !value.is_empty());
        *lists.get_mut(index)? = values.map(|value| value.parse().ok()).collect::<Option<_>>()?;
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Some(lists)
}

fn parse_dot_general(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let mut operands = vec![parser.operand()?];
    parser.expect(",")?;
    operands.push(parser.operand()?);
    let mut lists: [Vec<i64>; 4] = Default::default();
    while parser.eat(",") {
        let first = match () {
            () if parser.eat_word("batching_dims") => 0,
            () if parser.eat_word("contracting_dims") => 2,
            () if parser.eat_word("algorithm") => {
                parser.expect("=")?;
                let body = parser.angled()?;
                let dialect = state.name.dialect().into();
                let body = format!("dot_algorithm{body}").into();
                parser.set(
                    state,
                    "algorithm",
                    Attr::Dialect(Arc::new(DialectAttr { dialect, body, bracketed: false })),
                );
                continue;
            }
            () => {
                parse_precision(parser, state)?;
                continue;
            }
        };
        parser.expect("=")?;
        let lhs = parser.integers()?;
        parser.expect("x")?;
        let rhs = parser.integers()?;
        for (list, values) in lists.iter_mut().skip(first).zip([lhs, rhs]) {
            *list = values;
        }
    }
    let value = dot_attr(state.name.dialect(), &lists);
    parser.set(state, DIMENSIONS, value);
    parse_tail(parser, state, &operands)
}

fn print_dot_general(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let lists = body.attr(op, DIMENSIONS).and_then(dot_lists);
    let algorithm = body.attr(op, "algorithm").map(|attr| match attr {
        Attr::Dialect(dialect) => dialect.body.strip_prefix("dot_algorithm"),
        _ => None,
    });
    let (Some(lists), Some(names), false) =
        (lists, precision(body, op), algorithm == Some(None) || is_mhlo(body, op))
    else {
        return printer.generic_instead(body, op);
    };
    let [lhs_batching, rhs_batching, lhs_contracting, rhs_contracting] = lists;
    printer.write(" ");
    printer.operands(body, op);
    let pair = |printer: &mut OpPrinter<'_>, word: &str, lhs: &[i64], rhs: &[i64]| {
        printer.write(&format!(", {word} = "));
        printer.integers(lhs);
        printer.write(" x ");
        printer.integers(rhs);
    };
    if !lhs_batching.is_empty() || !rhs_batching.is_empty() {
        pair(printer, "batching_dims", &lhs_batching, &rhs_batching);
    }
    pair(printer, "contracting_dims", &lhs_contracting, &rhs_contracting);
    print_precision(printer, &names);
    if let Some(Some(algorithm)) = algorithm {
        printer.write(&format!(", algorithm = {algorithm}"));
    }
    print_tail(printer, body, op, &[DIMENSIONS, PRECISION, "algorithm"]);
}

fn parse_fft(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operand = parser.operand()?;
    parser.expect(",")?;
    parser.expect_word("type")?;
    parser.expect("=")?;
    parse_keyword(parser, state, "fft_type", "fft_type")?;
    parser.expect(",")?;
    parse_ints(parser, state, "length", "fft_length")?;
    parse_tail(parser, state, &[operand])
}

fn print_fft(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let kind = body.attr(op, "fft_type").and_then(|attr| keyword_name(attr, "fft_type"));
    let length = body.attr(op, "fft_length").and_then(int_list);
    let (Some(kind), Some(length), false) = (kind, length, is_mhlo(body, op)) else {
        return printer.generic_instead(body, op);
    };
    printer.write(" ");
    printer.operands(body, op);
    printer.write(&format!(", type = {kind}, length = "));
    printer.integers(&length);
    print_tail(printer, body, op, &["fft_type", "fft_length"]);
}

/// Reads `%a, %b, word = NAME`.
fn parse_with_keyword(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    word: &str,
    attr: &str,
) -> Result<(), Diagnostic> {
    let mut operands = Vec::new();
    while parser.at("%") {
        operands.push(parser.operand()?);
        parser.expect(",")?;
    }
    parser.expect_word(word)?;
    parser.expect("=")?;
    parse_keyword(parser, state, attr, attr)?;
    parse_tail(parser, state, &operands)
}

fn print_with_keyword(printer: &mut OpPrinter<'_>, body: &Body, op: Op, word: &str, attr: &str) {
    let name = body.attr(op, attr).and_then(|value| keyword_name(value, attr)).filter(|_| !is_mhlo(body, op));
    let Some(name) = name else { return printer.generic_instead(body, op) };
    printer.write(" ");
    printer.operands(body, op);
    printer.write(&format!(", {word} = {name}"));
    print_tail(printer, body, op, &[attr]);
}

fn parse_rng(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_with_keyword(parser, state, "distribution", "rng_distribution")
}

fn print_rng(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print_with_keyword(printer, body, op, "distribution", "rng_distribution");
}

fn parse_bits(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    parse_with_keyword(parser, state, "algorithm", "rng_algorithm")
}

fn print_bits(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    print_with_keyword(printer, body, op, "algorithm", "rng_algorithm");
}
