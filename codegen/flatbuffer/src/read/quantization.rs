//! Quantization parameters.

use crate::error::{Error, Result};
use crate::model::{Quantization, QuantizationDetails};
use crate::schema::slots::{
    blockwise_quantization as blockwise, custom_quantization as custom,
    multi_axis_quantization as multi_axis, quantization as slots,
};
use crate::wire::Table;

pub(super) fn quantization(table: &Table<'_>) -> Result<Quantization> {
    Ok(Quantization {
        min: table.vector(slots::MIN)?,
        max: table.vector(slots::MAX)?,
        scale: table.vector(slots::SCALE)?,
        zero_point: table.vector(slots::ZERO_POINT)?,
        details: details(table)?,
        quantized_dimension: table.scalar(slots::QUANTIZED_DIMENSION, 0)?,
    })
}

fn details(table: &Table<'_>) -> Result<Option<QuantizationDetails>> {
    let member: u8 = table.scalar(slots::DETAILS_TYPE, 0)?;
    let Some(details) = table.table(slots::DETAILS)? else { return Ok(None) };
    Ok(Some(match member {
        1 => QuantizationDetails::Custom(details.bytes(custom::CUSTOM)?.unwrap_or_default()),
        2 => QuantizationDetails::Blockwise {
            scales: details.scalar(blockwise::SCALES, 0)?,
            zero_points: details.scalar(blockwise::ZERO_POINTS, 0)?,
            block_size: details.scalar(blockwise::BLOCK_SIZE, 0)?,
            block_shape: details.vector(blockwise::BLOCK_SHAPE)?,
        },
        3 => QuantizationDetails::MultiAxis {
            scales: details.scalar(multi_axis::SCALES, 0)?,
            zero_points: details.scalar(multi_axis::ZERO_POINTS, 0)?,
            block_size: details.scalar(multi_axis::BLOCK_SIZE, 0)?,
            quantized_dimensions: details.vector(multi_axis::QUANTIZED_DIMENSIONS)?,
        },
        _ => {
            return Err(Error::new(format!("unknown details of type {member}, expected 1 to 3"))
                .with_hint("the file is damaged, or made for a newer runtime than this tool knows"));
        }
    }))
}
