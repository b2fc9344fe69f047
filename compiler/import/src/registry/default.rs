//! Default values of attributes, from the registry's text to what a node would carry.

use bytes::Bytes;

use crate::dtype;
use crate::proto::attr_value::{ListValue, Value};
use crate::proto::{TensorShapeProto, tensor_shape_proto::Dim};

/// The value of an attribute of `kind` whose default reads `text`; `None` if that is not such a value.
pub(crate) fn default_value(kind: &str, text: &str) -> Option<Value> {
    if let Some(kind) = kind.strip_prefix("list(").and_then(|k| k.strip_suffix(')')) {
        return list(kind, text).map(|list| Value::List(Box::new(list)));
    }
    Some(match kind {
        "string" => Value::S(unescape(text)),
        "int" => Value::I(text.parse().ok()?),
        "float" => Value::F(text.parse().ok()?),
        "bool" => Value::B(text.parse().ok()?),
        "type" => Value::Type(dtype::by_name(text)? as i32),
        "shape" if text == "unknown" => {
            Value::Shape(Box::new(TensorShapeProto { dim: Vec::new(), unknown_rank: true }))
        }
        "shape" => {
            let dim = numbers(text)?.map(|n| Some(Dim { size: n.parse().ok()? })).collect::<Option<_>>()?;
            Value::Shape(Box::new(TensorShapeProto { dim, unknown_rank: false }))
        }
        _ => return None,
    })
}

fn list(kind: &str, text: &str) -> Option<ListValue> {
    let mut out = ListValue::default();
    match kind {
        "int" => out.i = numbers(text)?.map(|n| n.parse().ok()).collect::<Option<_>>()?,
        "float" => out.f = numbers(text)?.map(|n| n.parse().ok()).collect::<Option<_>>()?,
        // No operator has a default list of these that is not empty.
        "string" | "type" | "shape" if text == "[]" => {}
        _ => return None,
    }
    Some(out)
}

/// The items of `[a,b,c]`.
fn numbers(text: &str) -> Option<impl Iterator<Item = &str>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split(',').map(str::trim).filter(|item| !item.is_empty()))
}

fn unescape(text: &'_ str) -> Bytes {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            },
            (c, false) => c,
        });
    }
    Bytes::from(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_each_kind() {
        assert_eq!(default_value("string", r"a\tb\\"), Some(Value::S(Bytes::from_static(b"a\tb\\"))));
        assert_eq!(default_value("float", "-inf"), Some(Value::F(f32::NEG_INFINITY)));
        assert_eq!(default_value("type", "float32"), Some(Value::Type(1)));
        let list = ListValue { i: vec![1, 1], ..Default::default() };
        assert_eq!(default_value("list(int)", "[1,1]"), Some(Value::List(Box::new(list))));
        assert_eq!(default_value("int", "x"), None);
        assert_eq!(default_value("list(int)", "1"), None);
    }
}
