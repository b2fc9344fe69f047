//! Options of builtin operators, by the rows of their tables.

use flatbuffers::{ForwardsUOffset, WIPOffset};

use super::tables::{Fields, TableOffset, Tables};
use crate::error::Result;
use crate::schema::enums::Width;
use crate::schema::slots::Slot;
use crate::schema::{Kind, Options, Value};

/// A reference to a string or vector that was written, whatever its elements are.
type Reference = WIPOffset<ForwardsUOffset<()>>;

/// The options' union member and table; of number 0 if there are none.
pub(super) fn options(
    tables: &mut Tables<'_>,
    options: Option<&Options>,
) -> Result<(u8, Option<TableOffset>)> {
    let Some(options) = options else { return Ok((0, None)) };
    let mut references = Vec::new();
    for (slot, field, value) in options.explicit() {
        if let Some(reference) = reference(tables, field.kind, value)? {
            references.push((Slot { number: slot, name: field.name }, reference));
        }
    }
    let table = tables.table(|fields| {
        for (slot, reference) in references {
            fields.always(slot, reference);
        }
        for (slot, field, value) in options.explicit() {
            scalar(fields, Slot { number: slot, name: field.name }, field.kind, value);
        }
    })?;
    Ok((options.table().tag, Some(table)))
}

/// Writes a string or vector; `None` for scalars.
fn reference(tables: &mut Tables<'_>, kind: Kind, value: &Value) -> Result<Option<Reference>> {
    let offset = match (kind, value) {
        (_, Value::Str(text)) => tables.string(text)?.value(),
        (_, Value::Bytes(bytes)) => tables.vector::<u8>(bytes)?.value(),
        (_, Value::Bools(values)) => tables.vector(values)?.value(),
        (_, Value::Floats(values)) => tables.vector(values)?.value(),
        (Kind::I64s, Value::Ints(values)) => tables.vector(values)?.value(),
        (Kind::Enums(_), Value::Ints(values)) => tables.vector(&narrow::<u32>(values))?.value(),
        (_, Value::Ints(values)) => tables.vector(&narrow::<i32>(values))?.value(),
        (_, Value::Bool(_) | Value::Int(_) | Value::Float(_)) => return Ok(None),
    };
    Ok(Some(WIPOffset::new(offset)))
}

/// Pushes a scalar that is not at its default.
fn scalar(fields: &mut Fields<'_, '_>, slot: Slot, kind: Kind, value: &Value) {
    match (kind, value) {
        (_, Value::Bool(value)) => fields.always(slot, *value),
        (_, Value::Float(value)) => fields.always(slot, *value),
        (Kind::I64, Value::Int(value)) => fields.always(slot, *value),
        (Kind::U32, Value::Int(value)) => fields.always(slot, narrowed::<u32>(*value)),
        (Kind::Enum(known), Value::Int(value)) => match known.width {
            Width::Byte => fields.always(slot, narrowed::<i8>(*value)),
            Width::Int => fields.always(slot, narrowed::<i32>(*value)),
            Width::Uint => fields.always(slot, narrowed::<u32>(*value)),
        },
        (_, Value::Int(value)) => fields.always(slot, narrowed::<i32>(*value)),
        _ => {}
    }
}

fn narrow<T: TryFrom<i64>>(values: &[i64]) -> Vec<T> {
    values.iter().map(|&value| narrowed(value)).collect()
}

fn narrowed<T: TryFrom<i64>>(value: i64) -> T {
    T::try_from(value).ok().expect("options refuse values that their field cannot hold")
}
