//! Attributes that custom forms write in short: `[0, 1]`, `LT`, `[DEFAULT, DEFAULT]`.

use std::sync::Arc;

use tfl_ir::text::OpParser;
use tfl_ir::types::TypeKind;
use tfl_ir::{Attr, Body, DenseArray, DenseElements, Diagnostic, DialectAttr, Op, OpState, Type};

/// A list of integers as the dialect of `state` keeps it: `array<i64: …>`, and in mhlo
/// `dense<…> : tensor<Nxi64>`.
pub(crate) fn ints(state: &OpState, values: &[i64]) -> Attr {
    if state.name.dialect() == "mhlo" {
        let dense = DenseElements::from_i64(&[values.len() as u64], values);
        return Attr::elements(dense.expect("the type has one element a value"));
    }
    Attr::DenseArray(Arc::new(DenseArray { elem: Type::i64(), values: values.into() }))
}

/// The integers of either form of a list.
pub(crate) fn int_list(attr: &Attr) -> Option<Vec<i64>> {
    match attr {
        Attr::DenseArray(array) => Some(array.values.to_vec()),
        // A splat is written out: bound what that takes by what a shape can need.
        Attr::Elements(dense) => dense.to_ints(1 << 16),
        _ => None,
    }
}

/// `#dialect<kind NAME>`.
pub(crate) fn keyword(dialect: &str, kind: &str, name: &str) -> Attr {
    Attr::Dialect(Arc::new(DialectAttr {
        dialect: dialect.into(),
        body: format!("{kind} {name}").into(),
        bracketed: true,
    }))
}

/// `NAME` of `#dialect<kind NAME>`.
pub(crate) fn keyword_name<'a>(attr: &'a Attr, kind: &str) -> Option<&'a str> {
    match attr {
        Attr::Dialect(dialect) => dialect.body.strip_prefix(kind)?.strip_prefix(' ').map(str::trim),
        _ => None,
    }
}

/// Reads `NAME` into attribute `attr` of `state`.
pub(crate) fn parse_keyword(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    attr: &str,
    kind: &str,
) -> Result<(), Diagnostic> {
    let name = parser.word()?;
    let value = keyword(state.name.dialect(), kind, &name);
    parser.set(state, attr, value);
    Ok(())
}

/// Reads `word = [1, 2]` into attribute `attr` of `state`.
pub(crate) fn parse_ints(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    word: &str,
    attr: &str,
) -> Result<(), Diagnostic> {
    parser.expect_word(word)?;
    parser.expect("=")?;
    let values = parser.integers()?;
    let value = ints(state, &values);
    parser.set(state, attr, value);
    Ok(())
}

/// Reads `word = 1` into attribute `attr` of `state`, an `i64`.
pub(crate) fn parse_int(
    parser: &mut OpParser<'_, '_>,
    state: &mut OpState,
    word: &str,
    attr: &str,
) -> Result<(), Diagnostic> {
    parser.expect_word(word)?;
    parser.expect("=")?;
    let value = parser.integer()?;
    parser.set(state, attr, Attr::i64(value));
    Ok(())
}

/// Reads `{…}` if it comes next and adds its entries to `state`.
pub(crate) fn parse_attrs(parser: &mut OpParser<'_, '_>, state: &mut OpState) -> Result<(), Diagnostic> {
    let attrs = parser.optional_attrs()?;
    for (name, attr) in attrs.iter() {
        parser.set(state, name.as_str(), attr.clone());
    }
    Ok(())
}

/// The attributes of an op that equal the default of its row: forms leave them out.
pub(crate) fn at_default(body: &Body, op: Op) -> Vec<&'static str> {
    let Some(spec) = body.name(op).info().and_then(crate::OpSpec::of) else { return Vec::new() };
    let is_default =
        |fact: &&crate::AttrFact| fact.default.is_some_and(|make| body.attr(op, fact.name) == Some(&make()));
    spec.attrs.iter().filter(is_default).map(|fact| fact.name).collect()
}

/// Whether `ty` is a function type.
pub(crate) fn as_function(ty: Type) -> Option<(&'static [Type], &'static [Type])> {
    match ty.kind() {
        TypeKind::Function { inputs, results } => Some((inputs, results)),
        _ => None,
    }
}
