//! Operators.

use super::buffers::Deferred;
use super::{debug_metadata_index, options};
use crate::error::{Error, Result};
use crate::model::{Operator, OperatorCode};
use crate::schema::OptionsUnion;
use crate::schema::slots::operator as slots;
use crate::wire::Table;

/// The code of the operator in `table`, for errors about the rest of it.
pub(super) fn code<'c>(table: &Table<'_>, codes: &'c [OperatorCode]) -> Result<Option<&'c OperatorCode>> {
    let index: u32 = table.scalar(slots::OPCODE_INDEX, 0)?;
    Ok(usize::try_from(index).ok().and_then(|index| codes.get(index)))
}

pub(super) fn operator(table: Table<'_>, deferred: &mut Deferred) -> Result<Operator> {
    let format: i8 = table.scalar(slots::CUSTOM_OPTIONS_FORMAT, 0)?;
    if format != 0 {
        return Err(Error::new(format!(
            "unknown encoding {format} of custom options, expected 0 (flexbuffers)"
        ))
        .with_hint("the file is damaged, or made for a newer runtime than this tool knows"));
    }
    let custom_options = table.bytes(slots::CUSTOM_OPTIONS)?.unwrap_or_default();
    let offset: u64 = table.scalar(slots::LARGE_CUSTOM_OPTIONS_OFFSET, 0)?;
    let size: u64 = table.scalar(slots::LARGE_CUSTOM_OPTIONS_SIZE, 0)?;
    deferred.custom_options(offset, size, !custom_options.is_empty())?;
    Ok(Operator {
        opcode_index: table.scalar(slots::OPCODE_INDEX, 0)?,
        inputs: table.vector(slots::INPUTS)?,
        outputs: table.vector(slots::OUTPUTS)?,
        options: options::options(
            &table,
            OptionsUnion::BuiltinOptions,
            slots::BUILTIN_OPTIONS_TYPE,
            slots::BUILTIN_OPTIONS,
        )?,
        options_2: options::options(
            &table,
            OptionsUnion::BuiltinOptions2,
            slots::BUILTIN_OPTIONS_2_TYPE,
            slots::BUILTIN_OPTIONS_2,
        )?,
        custom_options,
        mutating_variable_inputs: table.vector(slots::MUTATING_VARIABLE_INPUTS)?,
        intermediates: table.vector(slots::INTERMEDIATES)?,
        debug_metadata_index: debug_metadata_index(&table, slots::DEBUG_METADATA_INDEX)?,
    })
}
