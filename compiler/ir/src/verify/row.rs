//! Checks against the op's row: operands, results, attributes.

use super::op_error;
use crate::{Arity, Attr, Body, Diagnostic, Op, OpInfo, Presence, Traits, Type, ValueSpec};

/// Which of the two lists of an op is checked.
#[derive(Clone, Copy)]
struct List {
    singular: &'static str,
    segments: Traits,
    segments_attr: &'static str,
}

const OPERANDS: List =
    List { singular: "operand", segments: Traits::OPERAND_SEGMENTS, segments_attr: "operandSegmentSizes" };
const RESULTS: List =
    List { singular: "result", segments: Traits::RESULT_SEGMENTS, segments_attr: "resultSegmentSizes" };

pub(super) fn check(body: &Body, op: Op, info: &OpInfo) -> Result<(), Diagnostic> {
    check_attrs(body, op, info)?;
    check_list(body, op, info, OPERANDS, info.operands, &body.operand_types(op))?;
    check_list(body, op, info, RESULTS, info.results, &body.result_types(op))
}

/// The error about an op of no registered kind.
pub(super) fn unregistered(body: &Body, op: Op) -> Diagnostic {
    let name = body.name(op);
    let known = crate::registered_dialects();
    let error = if crate::dialect_info(name.dialect()).is_some() {
        op_error(body, op, format!("is not one of dialect '{}'", name.dialect()))
    } else {
        op_error(body, op, "created with unregistered dialect")
    };
    let names = known.iter().flat_map(|dialect| dialect.ops.iter().copied().flatten()).map(|info| info.name);
    match crate::near::closest(name.as_str(), names) {
        Some(near) => error.with_hint(format!(
            "did you mean '{near}'? To let unknown operations through, use --allow-unregistered-dialect"
        )),
        None => error.with_hint("to let unknown operations through, use --allow-unregistered-dialect"),
    }
}

fn check_attrs(body: &Body, op: Op, info: &OpInfo) -> Result<(), Diagnostic> {
    let props = body.props(op);
    for spec in info.attrs {
        match props.get(spec.name) {
            None if matches!(spec.presence, Presence::Required) => {
                return Err(op_error(body, op, format!("requires attribute '{}'", spec.name)));
            }
            Some(attr) if !(spec.check)(attr) => {
                let message =
                    format!("attribute '{}' failed to satisfy constraint: {}", spec.name, spec.text);
                return Err(op_error(body, op, message));
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_list(
    body: &Body,
    op: Op,
    info: &OpInfo,
    list: List,
    specs: &[ValueSpec],
    types: &[Type],
) -> Result<(), Diagnostic> {
    let sizes = if info.traits.has(list.segments) {
        segment_sizes(body, op, list, specs, types.len())?
    } else {
        group_sizes(body, op, list, specs, types.len())?
    };
    let mut index = 0;
    for (spec, size) in specs.iter().zip(sizes) {
        if spec.arity == Arity::Optional && size > 1 {
            let message = format!(
                "{} group starting at #{index} requires 0 or 1 element, but found {size}",
                list.singular
            );
            return Err(op_error(body, op, message));
        }
        for _ in 0..size {
            let Some(&ty) = types.get(index) else { return Ok(()) };
            if !(spec.constraint.check)(ty) {
                let message =
                    format!("{} #{index} must be {}, but got '{ty}'", list.singular, spec.constraint.text);
                return Err(op_error(body, op, message));
            }
            index += 1;
        }
    }
    Ok(())
}

/// How many values each spec stands for, when an attribute says so.
fn segment_sizes(
    body: &Body,
    op: Op,
    list: List,
    specs: &[ValueSpec],
    count: usize,
) -> Result<Vec<usize>, Diagnostic> {
    let (name, singular) = (list.segments_attr, list.singular);
    let sizes = body.props(op).get(name).and_then(Attr::as_int_array).ok_or_else(|| {
        op_error(body, op, format!("requires attribute '{name}', an array of 32-bit integers"))
    })?;
    if sizes.len() != specs.len() {
        let message = format!(
            "'{name}' attribute for specifying {singular} segments must have {} elements, but got {}",
            specs.len(),
            sizes.len()
        );
        return Err(op_error(body, op, message));
    }
    let mut total = 0usize;
    let mut checked = Vec::with_capacity(sizes.len());
    for (spec, size) in specs.iter().zip(sizes) {
        let size = usize::try_from(size)
            .map_err(|_| op_error(body, op, format!("'{name}' attribute cannot have negative elements")))?;
        if spec.arity == Arity::One && size != 1 {
            let message =
                format!("'{name}' attribute says {size} for {singular} '{}', expected 1", spec.name);
            return Err(op_error(body, op, message));
        }
        total = total.saturating_add(size);
        checked.push(size);
    }
    if total != count {
        let message = format!(
            "{singular} count ({count}) does not match with the total size ({total}) specified in attribute '{name}'"
        );
        return Err(op_error(body, op, message));
    }
    Ok(checked)
}

/// How many values each spec stands for, when at most one is not exactly one: what is left over is its.
fn group_sizes(
    body: &Body,
    op: Op,
    list: List,
    specs: &[ValueSpec],
    count: usize,
) -> Result<Vec<usize>, Diagnostic> {
    let flexible = specs.iter().filter(|spec| spec.arity != Arity::One).count();
    let least = specs.len() - flexible;
    let most = if flexible == 0 {
        Some(least)
    } else if specs.iter().any(|spec| spec.arity == Arity::Variadic) {
        None
    } else {
        Some(specs.len())
    };
    if count < least || most.is_some_and(|most| count > most) {
        return Err(op_error(body, op, count_message(list, least, most, count)));
    }
    // Several optional ones without segment sizes are filled from the front.
    let mut spare = count - least;
    let sizes = specs.iter().map(|spec| match spec.arity {
        Arity::One => 1,
        Arity::Optional => {
            let size = spare.min(1);
            spare -= size;
            size
        }
        Arity::Variadic => std::mem::take(&mut spare),
    });
    Ok(sizes.collect())
}

fn count_message(list: List, least: usize, most: Option<usize>, count: usize) -> String {
    let what = list.singular;
    let plural = if least == 1 { "" } else { "s" };
    match (what, least, most) {
        (_, 0, Some(0)) => format!("requires zero {what}s"),
        ("operand", 1, Some(1)) => "requires a single operand".to_owned(),
        ("result", 1, Some(1)) => "requires one result".to_owned(),
        (_, least, Some(most)) if least != most => {
            format!("expected {least} to {most} {what}s, but found {count}")
        }
        ("operand", _, Some(_)) => format!("expected {least} operand{plural}, but found {count}"),
        ("operand", _, None) => format!("expected {least} or more operands, but found {count}"),
        (_, _, Some(_)) => format!("expected {least} result{plural}"),
        (_, _, None) => format!("expected {least} or more results"),
    }
}
