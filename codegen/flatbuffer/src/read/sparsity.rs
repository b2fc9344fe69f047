//! Layouts of sparse constants.

use super::collect;
use crate::error::{Error, Result};
use crate::model::{Dimension, DimensionFormat, IndexVector, Sparsity};
use crate::schema::slots::{Slot, dimension as slots, index_vector, sparsity};
use crate::wire::Table;

pub(super) fn sparsity(table: &Table<'_>) -> Result<Sparsity> {
    Ok(Sparsity {
        traversal_order: table.vector(sparsity::TRAVERSAL_ORDER)?,
        block_map: table.vector(sparsity::BLOCK_MAP)?,
        dimensions: collect(table, sparsity::DIM_METADATA, "dimension", dimension)?,
    })
}

fn dimension(table: Table<'_>) -> Result<Dimension> {
    let format: i8 = table.scalar(slots::FORMAT, 0)?;
    Ok(Dimension {
        format: match format {
            0 => DimensionFormat::Dense,
            1 => DimensionFormat::SparseCsr,
            _ => {
                let message = format!("unknown format {format}, expected 0 (dense) or 1 (compressed)");
                return Err(Error::new(message).with_hint("the file is damaged: fetch or convert it again"));
            }
        },
        dense_size: table.scalar(slots::DENSE_SIZE, 0)?,
        segments: index_vector(&table, slots::SEGMENTS_TYPE, slots::SEGMENTS)?,
        indices: index_vector(&table, slots::INDICES_TYPE, slots::INDICES)?,
    })
}

fn index_vector(table: &Table<'_>, type_slot: Slot, slot: Slot) -> Result<Option<IndexVector>> {
    let member: u8 = table.scalar(type_slot, 0)?;
    let Some(vector) = table.table(slot)? else { return Ok(None) };
    Ok(Some(match member {
        1 => IndexVector::Int32(vector.vector(index_vector::VALUES)?),
        2 => IndexVector::Uint16(vector.vector(index_vector::VALUES)?),
        3 => IndexVector::Uint8(vector.vector(index_vector::VALUES)?),
        _ => {
            return Err(Error::new(format!("'{}' is of unknown type {member}, expected 1 to 3", slot.name))
                .with_hint("the file is damaged: fetch or convert it again"));
        }
    }))
}
