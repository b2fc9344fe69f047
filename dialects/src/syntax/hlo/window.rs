//! `convolution(%a, %b) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {…} {…} : …`.

use std::sync::Arc;

use tfl_ir::text::{OpParser, OpPrinter};
use tfl_ir::{Attr, Body, DenseArray, DenseElements, Diagnostic, DialectAttr, Op, OpState, Type};

use super::super::Syntax;
use super::super::attr_text::{int_list, ints};
use super::{is_mhlo, parse_tail, print_tail};

/// The form.
pub(crate) const CONVOLUTION: Syntax = Syntax::new(parse, print);

const NUMBERS: &str = "dimension_numbers";
/// Words of the window, in the order they print, and their attributes.
const WINDOW: [(&str, &str); 5] = [
    ("stride", "window_strides"),
    ("pad", "padding"),
    ("lhs_dilate", "lhs_dilation"),
    ("rhs_dilate", "rhs_dilation"),
    ("reverse", "window_reversal"),
];

fn parse(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let operands = parser.operand_list()?;
    parser.expect_word("dim_numbers")?;
    parser.expect("=")?;
    let body = format!("conv<{}>", dim_numbers(parser)?).into();
    let dialect = state.name.dialect().into();
    parser.set(state, NUMBERS, Attr::Dialect(Arc::new(DialectAttr { dialect, body, bracketed: false })));
    parser.expect(",")?;
    parser.expect_word("window")?;
    parser.expect("=")?;
    parser.list("{", "}", |parser| {
        let word = parser.word()?;
        let Some((_, attr)) = WINDOW.iter().find(|(known, _)| *known == word) else {
            return Err(parser
                .error_here(format!("unexpected keyword '{word}' in a window"))
                .with_hint("a window has stride, pad, lhs_dilate, rhs_dilate and reverse"));
        };
        parser.expect("=")?;
        let value = match word.as_str() {
            "pad" => padding(parser)?,
            "reverse" => reversal(parser, state)?,
            _ => {
                let values = parser.integers()?;
                ints(state, &values)
            }
        };
        parser.set(state, attr, value);
        Ok(())
    })?;
    parse_tail(parser, state, &operands)
}

/// Reads `[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]` and gives it back in that spelling.
fn dim_numbers(parser: &mut OpParser<'_, '_>) -> Result<String, Diagnostic> {
    let mut text = String::new();
    for separator in ["", "x", "->"] {
        if !separator.is_empty() {
            parser.expect(separator)?;
            text.push_str(separator);
        }
        let dims = parser.list("[", "]", |parser| {
            if parser.eat("?") {
                return Ok("?".to_owned());
            }
            let digits = parser.at("0") || (1..=9).any(|digit: u8| parser.at(&digit.to_string()));
            if digits { parser.integer().map(|n| n.to_string()) } else { parser.word() }
        })?;
        text.push_str(&format!("[{}]", dims.join(", ")));
    }
    Ok(text)
}

/// Reads `[[0, 1], [2, 3]]` as `dense<…> : tensor<Nx2xi64>`.
fn padding(parser: &mut OpParser<'_, '_>) -> Result<Attr, Diagnostic> {
    let pairs = parser.list("[", "]", |parser| {
        let pair = parser.integers()?;
        if pair.len() == 2 { Ok(pair) } else { Err(parser.error_here("a padding is a pair [low, high]")) }
    })?;
    let dense = DenseElements::from_i64(&[pairs.len() as u64, 2], &pairs.concat());
    Ok(Attr::elements(dense.expect("two values a pair")))
}

/// Reads `[true, false]` (or `[1, 0]`) as the dialect keeps it.
fn reversal(parser: &mut OpParser<'_, '_>, state: &OpState) -> Result<Attr, Diagnostic> {
    let values = parser.list("[", "]", |parser| match () {
        () if parser.eat_word("true") => Ok(1),
        () if parser.eat_word("false") => Ok(0),
        () => parser.integer().map(|value| i64::from(value != 0)),
    })?;
    if state.name.dialect() == "mhlo" {
        let data: Vec<u8> = values.iter().map(|&value| value as u8).collect();
        let ty = Type::static_tensor(&[data.len() as u64], Type::i1());
        let dense = DenseElements::new(ty, data.into());
        return Ok(Attr::elements(dense.expect("one byte a value")));
    }
    Ok(Attr::DenseArray(Arc::new(DenseArray { elem: Type::i1(), values: values.into() })))
}

fn print(printer: &mut OpPrinter<'_>, body: &Body, op: Op) {
    let numbers = match body.attr(op, NUMBERS) {
        Some(Attr::Dialect(dialect)) => {
            dialect.body.strip_prefix("conv<").and_then(|text| text.strip_suffix('>'))
        }
        _ => None,
    };
    let mut window = Vec::new();
    for (word, attr) in WINDOW {
        let Some(value) = body.attr(op, attr) else { continue };
        let Some(values) = int_list(value) else { return printer.generic_instead(body, op) };
        window.push((word, values));
    }
    let Some(numbers) = numbers else { return printer.generic_instead(body, op) };
    printer.write("(");
    printer.operands(body, op);
    printer.write(&format!(") dim_numbers = {numbers}, window = {{"));
    for (index, (word, values)) in window.iter().enumerate() {
        printer.write(if index > 0 { ", " } else { "" });
        printer.write(&format!("{word} = "));
        match *word {
            "pad" => {
                let pairs: Vec<String> = values.chunks(2).map(|pair| format!("[{}]", join(pair))).collect();
                printer.write(&format!("[{}]", pairs.join(", ")));
            }
            "reverse" => {
                let words: Vec<&str> =
                    values.iter().map(|&v| if v != 0 { "true" } else { "false" }).collect();
                let numbers: Vec<String> = values.iter().map(i64::to_string).collect();
                let text = if is_mhlo(body, op) { numbers.join(", ") } else { words.join(", ") };
                printer.write(&format!("[{text}]"));
            }
            _ => printer.integers(values),
        }
    }
    printer.write("}");
    let stated: Vec<&str> = WINDOW.iter().map(|(_, attr)| *attr).chain([NUMBERS]).collect();
    print_tail(printer, body, op, &stated);
}

fn join(values: &[i64]) -> String {
    let words: Vec<String> = values.iter().map(i64::to_string).collect();
    words.join(", ")
}
