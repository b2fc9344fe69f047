//! Attributes.

use std::fmt::Write as _;

use super::aliases::AliasNames;
use super::types;
use super::{elements, float, locs, write_name, write_string};
use crate::types::TypeKind;
use crate::{Attr, DenseArray, Dict, FloatAttr, IntAttr, SymbolRef, Type};

/// What changes how attributes are written.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    /// Names of attributes and locations that are written once for the whole text.
    pub(super) aliases: Option<&'a AliasNames>,
    pub(super) elide_elements_larger_than: Option<u64>,
}

impl Style<'static> {
    /// Everything in full.
    pub(super) fn plain() -> Style<'static> {
        Style { aliases: None, elide_elements_larger_than: None }
    }
}

/// Appends the text of `attr`, with its type.
pub(super) fn write(out: &mut String, attr: &Attr, style: Style<'_>) {
    if let Some(name) = style.aliases.and_then(|aliases| aliases.attr(attr)) {
        out.push_str(&name);
        return;
    }
    write_full(out, attr, style);
}

/// Appends the text of `attr` even if it has an alias.
pub(super) fn write_full(out: &mut String, attr: &Attr, style: Style<'_>) {
    match attr {
        Attr::Unit => out.push_str("unit"),
        Attr::Int(int) => write_int(out, *int, true),
        Attr::Float(float) => write_float(out, *float, true),
        Attr::Str(bytes) => write_string(out, bytes),
        Attr::Type(ty) => types::write(out, *ty, style),
        Attr::Symbol(symbol) => write_symbol_ref(out, symbol),
        Attr::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_item(out, item, style);
            }
            out.push(']');
        }
        Attr::Dict(dict) => write_dict(out, dict, style),
        Attr::DenseArray(array) => write_dense_array(out, array, style),
        Attr::Elements(dense) => elements::write_dense(out, dense, style),
        Attr::Strings(strings) => elements::write_strings(out, strings, style),
        Attr::Resource(resource) => {
            out.push_str("dense_resource<");
            write_name(out, &resource.name);
            out.push_str("> : ");
            types::write(out, resource.ty(), style);
        }
        Attr::Sparse(sparse) => elements::write_sparse(out, sparse, style),
        Attr::Loc(loc) => {
            out.push_str("loc(");
            locs::write(out, loc, style);
            out.push(')');
        }
        Attr::Text(text) => out.push_str(text),
        Attr::Dialect(dialect) => {
            let _ = write!(out, "#{}", dialect.dialect);
            if dialect.bracketed {
                let _ = write!(out, "<{}>", dialect.body);
            } else {
                types::write_dialect_body(out, &dialect.body);
            }
        }
    }
}

/// Appends an item of an array: 64-bit numbers leave out their type, unless a float is written by its
/// bits, which would read as an integer.
fn write_item(out: &mut String, item: &Attr, style: Style<'_>) {
    match item {
        Attr::Int(int) => write_int(out, *int, int.ty() != Type::i64()),
        Attr::Float(float) if float.ty == Type::f64() => {
            let start = out.len();
            write_float(out, *float, false);
            if out.get(start..).is_some_and(|text| text.contains('x')) {
                out.push_str(" : f64");
            }
        }
        _ => write(out, item, style),
    }
}

/// Appends an integer; `i1` is a word and never has a type.
fn write_int(out: &mut String, int: IntAttr, typed: bool) {
    if int.ty().is_bool() {
        out.push_str(if int.value() == 0 { "false" } else { "true" });
        return;
    }
    let _ = write!(out, "{}", int.value());
    if typed {
        out.push_str(" : ");
        types::write(out, int.ty(), Style::plain());
    }
}

fn write_float(out: &mut String, value: FloatAttr, typed: bool) {
    match value.ty.float_kind() {
        Some(kind) => float::write(out, value.bits, kind),
        None => {
            let _ = write!(out, "0x{:X}", value.bits);
        }
    }
    if typed {
        out.push_str(" : ");
        types::write(out, value.ty, Style::plain());
    }
}

/// Appends `@root::@nested`.
pub(super) fn write_symbol_ref(out: &mut String, symbol: &SymbolRef) {
    write_symbol(out, &symbol.root);
    for name in &symbol.nested {
        out.push_str("::");
        write_symbol(out, name);
    }
}

/// Appends `@name`.
pub(super) fn write_symbol(out: &mut String, name: &str) {
    out.push('@');
    write_name(out, name);
}

/// Appends `{a = 1 : i32, b}`.
pub(super) fn write_dict(out: &mut String, dict: &Dict, style: Style<'_>) {
    write_entries(out, dict.iter().map(|(name, attr)| (name.as_str(), attr)), style);
}

/// Appends entries in braces.
pub(super) fn write_entries<'a>(
    out: &mut String,
    entries: impl Iterator<Item = (&'a str, &'a Attr)>,
    style: Style<'_>,
) {
    out.push('{');
    for (index, (name, attr)) in entries.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_name(out, name);
        if *attr != Attr::Unit {
            out.push_str(" = ");
            write(out, attr, style);
        }
    }
    out.push('}');
}

fn write_dense_array(out: &mut String, array: &DenseArray, style: Style<'_>) {
    out.push_str("array<");
    types::write(out, array.elem, style);
    for (index, &value) in array.values.iter().enumerate() {
        out.push_str(if index == 0 { ": " } else { ", " });
        match array.elem.kind() {
            TypeKind::Float(kind) => float::write(out, value as u64, *kind),
            _ => write_int(out, IntAttr::new(value, array.elem), false),
        }
    }
    out.push('>');
}
