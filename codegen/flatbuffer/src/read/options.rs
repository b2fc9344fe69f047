//! Options of builtin operators, by the rows of their tables.

use crate::error::{Error, Result, Within};
use crate::schema::enums::{Enumeration, Width};
use crate::schema::slots::Slot;
use crate::schema::{Kind, Options, OptionsTable, OptionsUnion, Value};
use crate::wire::Table;

/// The options at `slot`, whose type is at `type_slot`.
pub(super) fn options(
    table: &Table<'_>,
    union: OptionsUnion,
    type_slot: Slot,
    slot: Slot,
) -> Result<Option<Options>> {
    let tag: u8 = table.scalar(type_slot, 0)?;
    // A type without a table is what some writers leave for options that are all at their defaults.
    let Some(values) = table.table(slot)? else { return Ok(None) };
    if tag == 0 {
        return Err(Error::new(format!("'{}' has a table but no type", slot.name))
            .with_hint("the file is damaged: fetch or convert it again"));
    }
    let row = OptionsTable::by_tag(union, tag).ok_or_else(|| {
        Error::new(format!("'{}' is of unknown type {tag}", slot.name))
            .with_hint("the file is damaged, or made for a newer runtime than this tool knows")
    })?;
    fields(&values, row).map(Some).within(|| row.name.into())
}

fn fields(table: &Table<'_>, row: &'static OptionsTable) -> Result<Options> {
    let mut options = Options::new(row);
    for (number, field) in (0..).zip(row.fields) {
        let slot = Slot { number, name: field.name };
        if let Some(value) = value(table, slot, field.kind)? {
            options.set(number, value).map_err(Error::new)?;
        }
    }
    Ok(options)
}

/// The value at `slot`; `None` if it is absent.
fn value(table: &Table<'_>, slot: Slot, kind: Kind) -> Result<Option<Value>> {
    if table.locate(slot, 1)?.is_none() {
        return Ok(None);
    }
    Ok(Some(match kind {
        Kind::Bool => Value::Bool(table.scalar(slot, false)?),
        Kind::I32 => Value::Int(i64::from(table.scalar(slot, 0i32)?)),
        Kind::U32 => Value::Int(i64::from(table.scalar(slot, 0u32)?)),
        Kind::I64 => Value::Int(table.scalar(slot, 0)?),
        Kind::F32 => Value::Float(table.scalar(slot, 0.0)?),
        Kind::Enum(enumeration) => Value::Int(one_of(table, slot, enumeration)?),
        Kind::Str => Value::Str(table.string(slot)?),
        Kind::Bytes => Value::Bytes(table.bytes(slot)?.unwrap_or_default()),
        Kind::Bools => Value::Bools(table.vector(slot)?),
        Kind::I32s => Value::Ints(table.vector::<i32>(slot)?.into_iter().map(i64::from).collect()),
        Kind::I64s => Value::Ints(table.vector(slot)?),
        Kind::F32s => Value::Floats(table.vector(slot)?),
        Kind::Enums(_) => Value::Ints(table.vector::<u32>(slot)?.into_iter().map(i64::from).collect()),
    }))
}

/// The value of an enumeration, which must be one of its values.
fn one_of(table: &Table<'_>, slot: Slot, enumeration: &Enumeration) -> Result<i64> {
    let value = match enumeration.width {
        Width::Byte => i64::from(table.scalar(slot, 0i8)?),
        Width::Int => i64::from(table.scalar(slot, 0i32)?),
        Width::Uint => i64::from(table.scalar(slot, 0u32)?),
    };
    if enumeration.name_of(value).is_none() {
        return Err(Error::new(format!(
            "'{}' is {value}, which is no {}; expected one of {}",
            slot.name,
            enumeration.name,
            enumeration.values.join(", ")
        )));
    }
    Ok(value)
}
