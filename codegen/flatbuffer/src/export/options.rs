//! Attributes as options.

use tfl_dialects::OpSpec;
use tfl_ir::verify::op_error;
use tfl_ir::{Attr, Body, Diagnostic, Op};

use super::graph::Graph;
use crate::bind;
use crate::element;
use crate::error::quoted;
use crate::schema::{Options, OptionsTable, Value, builtin};

/// The options of `op`: fields that attributes of its row stand for, fields that follow from its types, and fields
/// that it has attributes of the same name for.
pub(super) fn options(
    body: &Body,
    op: Op,
    spec: &OpSpec,
    table: &'static OptionsTable,
) -> Result<Options, Diagnostic> {
    let mut options = Options::new(table);
    for (slot, field) in (0..).zip(table.fields) {
        let fact = spec.attrs.iter().find(|fact| fact.slot == Some(slot));
        let name = fact.map_or(field.name, |fact| fact.name);
        let default = || fact.and_then(|fact| fact.default).map(|make| make());
        let Some(attr) = body.attr(op, name).cloned().or_else(default) else { continue };
        let value = bind::value_of(field.kind, &attr);
        let set = value.ok_or_else(|| format!("{}.{} is of type {}", table.name, field.name, field.kind));
        set.and_then(|value| options.set(slot, value)).map_err(|expected| {
            op_error(body, op, format!("has an attribute {} that does not fit: {expected}", quoted(name)))
                .with_hint("give the attribute the type that the field has")
        })?;
    }
    for derived in spec.derived {
        let result = body.result(op, usize::from(derived.result));
        let ty = result.and_then(|result| element::of(body.ty(result).elem_or_self()));
        if let Some(ty) = ty {
            options
                .set(derived.slot, Value::Int(i64::from(ty.code())))
                .map_err(|expected| op_error(body, op, expected))?;
        }
    }
    Ok(options)
}

/// The options of an op without a row, of builtin operator `code`: attributes named after fields, and functions in
/// place of subgraphs.
pub(super) fn plain_options(
    graph: &mut Graph<'_, '_>,
    op: Op,
    code: i32,
) -> Result<Option<Options>, Diagnostic> {
    let Some(table) = builtin::name(code).and_then(table_of) else { return Ok(None) };
    let mut options = Options::new(table);
    for (slot, field) in (0..).zip(table.fields) {
        let attr = match field.name.strip_suffix("_subgraph_index") {
            Some(function) => graph.body.attr(op, function),
            None => graph.body.attr(op, field.name),
        };
        let Some(attr) = attr else { continue };
        let value = match attr {
            Attr::Symbol(_) => {
                attr.as_symbol().map(|callee| graph.exporter.function(callee, graph.body.loc(op)))
            }
            _ => None,
        };
        let value = match value {
            Some(index) => Some(Value::Int(index?)),
            None => bind::value_of(field.kind, attr),
        };
        let set = value.ok_or_else(|| format!("{}.{} is of type {}", table.name, field.name, field.kind));
        set.and_then(|value| options.set(slot, value))
            .map_err(|expected| op_error(graph.body, op, expected))?;
    }
    Ok(Some(options))
}

/// The options table named after the operator.
fn table_of(operator: &str) -> Option<&'static OptionsTable> {
    let plain: String = operator.chars().filter(|&c| c != '_').collect();
    OptionsTable::all().find(|table| {
        table.name.strip_suffix("Options").is_some_and(|name| name.eq_ignore_ascii_case(&plain))
    })
}
