//! Attributes of ops ↔ fields of options tables, by the kinds that the rows of both state.

use std::sync::Arc;

use bytes::Bytes;
use tfl_dialects::attr_kind::Store;
use tfl_ir::{Attr, DialectAttr, Type, TypeKind};

use crate::element;
use crate::schema::enums::{Enumeration, TENSOR_TYPE};
use crate::schema::{Kind, Value};

/// The attribute for `value`, a field of `kind`. `store` is how the op's row says that it is stored; fields that
/// no attribute of the row stands for get the plainest form.
pub(crate) fn attr_of(kind: Kind, store: Option<Store>, value: &Value) -> Option<Attr> {
    Some(match (kind, value) {
        (_, Value::Bool(value)) => Attr::bool(*value),
        (Kind::Enum(enumeration), Value::Int(value)) => enum_attr(enumeration, store, *value)?,
        (Kind::I64, Value::Int(value)) => Attr::i64(*value),
        (Kind::U32, Value::Int(value)) => Attr::int(*value, Type::uint(32)),
        (_, Value::Int(value)) => Attr::int(*value, Type::i32()),
        (_, Value::Float(value)) => Attr::f32(*value),
        (_, Value::Str(text)) => Attr::str(text),
        (_, Value::Bytes(bytes)) => const_bytes(bytes),
        (_, Value::Bools(values)) => Attr::array(values.iter().map(|&value| Attr::bool(value))),
        (Kind::Enums(enumeration), Value::Ints(values)) => {
            let names: Option<Vec<Attr>> =
                values.iter().map(|&value| enumeration.name_of(value).map(Attr::str)).collect();
            Attr::array(names?)
        }
        (_, Value::Ints(values)) => Attr::i64_array(values),
        (_, Value::Floats(values)) => Attr::array(values.iter().map(|&value| Attr::f32(value))),
    })
}

fn enum_attr(enumeration: &Enumeration, store: Option<Store>, value: i64) -> Option<Attr> {
    let name = enumeration.name_of(value)?;
    Some(match store {
        Some(Store::MirrorPadMode) => tfl_attr(format!("mirror_pad_attr {name}")),
        Some(Store::LstmKernelType) => tfl_attr(format!("lstm_kernel_type_attr {name}")),
        Some(Store::TensorType) => Attr::Type(element::ir_type(element::from_code(value)?)),
        _ => Attr::str(name),
    })
}

/// The value of a field of `kind` for `attr`; `None` if the attribute is of another kind.
pub(crate) fn value_of(kind: Kind, attr: &Attr) -> Option<Value> {
    Some(match kind {
        Kind::Bool => Value::Bool(attr.as_bool()?),
        Kind::I32 | Kind::U32 | Kind::I64 => Value::Int(attr.as_int()?),
        // Rounded to the field's width, as literals in text are.
        Kind::F32 => Value::Float(attr.as_f64()? as f32),
        Kind::Enum(enumeration) => Value::Int(enum_value(enumeration, attr)?),
        Kind::Str => Value::Str(attr.as_str()?.to_owned()),
        Kind::Bytes => Value::Bytes(bytes_of(attr)?),
        Kind::Bools => {
            let items: Option<Vec<bool>> = attr.as_array()?.iter().map(Attr::as_bool).collect();
            Value::Bools(items?)
        }
        Kind::I32s | Kind::I64s => Value::Ints(attr.as_int_array()?),
        Kind::F32s => {
            let items: Option<Vec<f32>> =
                attr.as_array()?.iter().map(|item| item.as_f64().map(|value| value as f32)).collect();
            Value::Floats(items?)
        }
        Kind::Enums(enumeration) => {
            let items: Option<Vec<i64>> =
                attr.as_array()?.iter().map(|item| enum_value(enumeration, item)).collect();
            Value::Ints(items?)
        }
    })
}

/// The number behind `"RELU"`, `#tfl<mirror_pad_attr REFLECT>` or, for element types, `f32`.
fn enum_value(enumeration: &Enumeration, attr: &Attr) -> Option<i64> {
    match attr {
        Attr::Str(_) => enumeration.value_of(attr.as_str()?),
        Attr::Dialect(attr) if attr.dialect == *"tfl" => {
            enumeration.value_of(attr.body.strip_prefix(attr.mnemonic())?.trim())
        }
        Attr::Type(ty) if *enumeration == TENSOR_TYPE => element::of(*ty).map(|ty| i64::from(ty.code())),
        _ => None,
    }
}

/// `#tfl<const_bytes : "0x0A0B">`.
pub(crate) fn const_bytes(bytes: &[u8]) -> Attr {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| char::from(DIGITS.get(usize::from(value)).copied().unwrap_or(b'0'));
    let mut body = String::with_capacity(bytes.len().saturating_mul(2).saturating_add(18));
    body.push_str("const_bytes : \"0x");
    for &byte in bytes {
        body.push(digit(byte >> 4));
        body.push(digit(byte & 15));
    }
    body.push('"');
    tfl_attr(body)
}

/// The bytes of a `const_bytes` attribute, or of a string.
pub(crate) fn bytes_of(attr: &Attr) -> Option<Bytes> {
    let attr = match attr {
        Attr::Str(bytes) => return Some(Bytes::copy_from_slice(bytes)),
        Attr::Dialect(attr) if attr.dialect == *"tfl" => attr,
        _ => return None,
    };
    let quoted = attr.body.strip_prefix("const_bytes")?.trim().strip_prefix(':')?.trim();
    let digits = quoted.strip_prefix('"')?.strip_suffix('"')?.strip_prefix("0x")?.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = digits.chunks_exact(2).map(|pair| match pair {
        &[high, low] => Some(digit(high)?.checked_mul(16)?.saturating_add(digit(low)?)),
        _ => None,
    });
    pairs.collect::<Option<Vec<u8>>>().map(Bytes::from)
}

fn tfl_attr(body: String) -> Attr {
    Attr::Dialect(Arc::new(DialectAttr { dialect: "tfl".into(), body: body.into(), bracketed: true }))
}

/// Whether `ty` is the type of an operand that is not there.
pub(crate) fn is_none(ty: Type) -> bool {
    matches!(ty.kind(), TypeKind::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::OptionsTable;

    #[test]
    fn bytes_survive_their_text() {
        for bytes in [&b""[..], &[0, 10, 255]] {
            assert_eq!(bytes_of(&const_bytes(bytes)).as_deref(), Some(bytes));
        }
        assert_eq!(const_bytes(&[10, 11]), tfl_attr("const_bytes : \"0x0A0B\"".into()));
        assert_eq!(bytes_of(&tfl_attr("const_bytes : \"0x0\"".into())), None);
        assert_eq!(bytes_of(&tfl_attr("const_bytes : \"0xZZ\"".into())), None);
    }

    #[test]
    fn every_field_of_every_table_has_an_attribute() {
        for name in ["Conv2DOptions", "LSTMOptions", "ReshapeOptions", "StablehloDotGeneralOptions"] {
            let table = OptionsTable::by_name(name).unwrap();
            for field in table.fields {
                let value = field.scalar_default().unwrap_or(Value::Ints(vec![1, 0]));
                let attr = attr_of(field.kind, None, &value).unwrap();
                assert_eq!(value_of(field.kind, &attr), Some(value), "{name}.{}", field.name);
            }
        }
    }
}
