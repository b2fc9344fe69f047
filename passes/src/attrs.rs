//! Attributes of matched ops, read with the meaning that passes need.

use tfl_ir::{Attr, Body, Op, Type, Value};

/// The integers of an array attribute.
pub(crate) fn ints(body: &Body, op: Op, name: &str) -> Option<Vec<i64>> {
    body.attr(op, name)?.as_int_array()
}

/// An integer attribute.
pub(crate) fn int(body: &Body, op: Op, name: &str) -> Option<i64> {
    body.attr(op, name)?.as_int()
}

/// An integer attribute as `i32`.
pub(crate) fn i32_attr(body: &Body, op: Op, name: &str) -> Option<Attr> {
    i32::try_from(int(body, op, name)?).ok().map(Attr::i32)
}

/// A boolean attribute; `false` if it is not there.
pub(crate) fn flag(body: &Body, op: Op, name: &str) -> bool {
    body.attr(op, name).and_then(Attr::as_bool).unwrap_or(false)
}

/// A string attribute.
pub(crate) fn text<'a>(body: &'a Body, op: Op, name: &str) -> Option<&'a str> {
    body.attr(op, name)?.as_str()
}

/// Whether a string attribute is `value`.
pub(crate) fn is(body: &Body, op: Op, name: &str, value: &str) -> bool {
    text(body, op, name) == Some(value)
}

/// The type of an op's only result.
pub(crate) fn result_type(body: &Body, op: Op) -> Option<Type> {
    body.result(op, 0).map(|result| body.ty(result))
}

/// The type of an operand.
pub(crate) fn operand_type(body: &Body, op: Op, index: usize) -> Option<Type> {
    body.operand(op, index).map(|value| body.ty(value))
}

/// Number of dimensions of a value, if known.
pub(crate) fn rank(body: &Body, value: Value) -> Option<usize> {
    body.ty(value).dims().map(<[_]>::len)
}
