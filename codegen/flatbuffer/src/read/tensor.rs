//! Tensors.

use super::{collect, quantization, sparsity};
use crate::error::{Error, Result, Within, quoted};
use crate::model::{Tensor, TensorType, VariantSubType};
use crate::schema::slots::{Slot, tensor as slots, variant_sub_type};
use crate::wire::Table;

pub(super) fn tensor(table: Table<'_>) -> Result<Tensor> {
    let name = table.string(slots::NAME)?;
    fields(&table).map(|tensor| Tensor { name: name.clone(), ..tensor }).within(|| named(&name))
}

/// How an error names a tensor beyond its index.
fn named(name: &str) -> String {
    if name.is_empty() { "without a name".into() } else { quoted(name) }
}

fn fields(table: &Table<'_>) -> Result<Tensor> {
    Ok(Tensor {
        shape: table.vector(slots::SHAPE)?,
        element_type: element_type(table, slots::TYPE)?,
        buffer: table.scalar(slots::BUFFER, 0)?,
        name: String::new(),
        quantization: match table.table(slots::QUANTIZATION)? {
            Some(table) => {
                Some(Box::new(quantization::quantization(&table).within(|| "quantization".into())?))
            }
            None => None,
        },
        is_variable: table.scalar(slots::IS_VARIABLE, false)?,
        sparsity: match table.table(slots::SPARSITY)? {
            Some(table) => Some(Box::new(sparsity::sparsity(&table).within(|| "sparsity".into())?)),
            None => None,
        },
        shape_signature: table.vector(slots::SHAPE_SIGNATURE)?,
        has_rank: table.scalar(slots::HAS_RANK, false)?,
        variant_tensors: collect(table, slots::VARIANT_TENSORS, "variant", variant)?,
        external_buffer: table.scalar(slots::EXTERNAL_BUFFER, 0)?,
    })
}

fn variant(table: Table<'_>) -> Result<VariantSubType> {
    Ok(VariantSubType {
        shape: table.vector(variant_sub_type::SHAPE)?,
        element_type: element_type(&table, variant_sub_type::TYPE)?,
        has_rank: table.scalar(variant_sub_type::HAS_RANK, false)?,
    })
}

fn element_type(table: &Table<'_>, slot: Slot) -> Result<TensorType> {
    let code: i8 = table.scalar(slot, 0)?;
    TensorType::from_code(code).ok_or_else(|| {
        Error::new(format!("unknown element type {code}, expected 0 to 22"))
            .with_hint("the file is damaged, or made for a newer runtime than this tool knows")
    })
}
