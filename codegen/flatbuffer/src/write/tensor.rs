//! Tensors.

use super::tables::{TableOffset, Tables};
use crate::error::Result;
use crate::model::{
    Dimension, DimensionFormat, IndexVector, Quantization, QuantizationDetails, Sparsity, Tensor,
    VariantSubType,
};
use crate::schema::slots::{
    blockwise_quantization as blockwise, custom_quantization as custom, dimension, index_vector,
    multi_axis_quantization as multi_axis, quantization as quant, sparsity as sparse, tensor as slots,
    variant_sub_type as variant,
};

pub(super) fn tensor(tables: &mut Tables<'_>, tensor: &Tensor) -> Result<TableOffset> {
    let name = tables.some_string(&tensor.name)?;
    let shape = tables.vector(&tensor.shape)?;
    let shape_signature = tables.some_vector(&tensor.shape_signature)?;
    let quantization = tensor.quantization.as_deref().map(|some| quantization(tables, some)).transpose()?;
    let sparsity = tensor.sparsity.as_deref().map(|some| sparsity(tables, some)).transpose()?;
    let variants = match tensor.variant_tensors.as_slice() {
        [] => None,
        variants => Some(tables.tables(variants, variant_sub_type)?),
    };
    tables.table(|fields| {
        fields.always(slots::SHAPE, shape);
        fields.scalar(slots::BUFFER, tensor.buffer, 0);
        fields.some(slots::NAME, name);
        fields.some(slots::QUANTIZATION, quantization);
        fields.some(slots::SPARSITY, sparsity);
        fields.some(slots::SHAPE_SIGNATURE, shape_signature);
        fields.some(slots::VARIANT_TENSORS, variants);
        fields.scalar(slots::EXTERNAL_BUFFER, tensor.external_buffer, 0);
        fields.scalar(slots::TYPE, tensor.element_type.code(), 0);
        fields.scalar(slots::IS_VARIABLE, tensor.is_variable, false);
        fields.scalar(slots::HAS_RANK, tensor.has_rank, false);
    })
}

fn variant_sub_type(tables: &mut Tables<'_>, sub_type: &VariantSubType) -> Result<TableOffset> {
    let shape = tables.vector(&sub_type.shape)?;
    tables.table(|fields| {
        fields.always(variant::SHAPE, shape);
        fields.scalar(variant::TYPE, sub_type.element_type.code(), 0);
        fields.scalar(variant::HAS_RANK, sub_type.has_rank, false);
    })
}

fn quantization(tables: &mut Tables<'_>, quantization: &Quantization) -> Result<TableOffset> {
    let min = tables.some_vector(&quantization.min)?;
    let max = tables.some_vector(&quantization.max)?;
    let scale = tables.some_vector(&quantization.scale)?;
    let zero_point = tables.some_vector(&quantization.zero_point)?;
    let details = quantization.details.as_ref().map(|some| details(tables, some)).transpose()?;
    tables.table(|fields| {
        fields.some(quant::MIN, min);
        fields.some(quant::MAX, max);
        fields.some(quant::SCALE, scale);
        fields.some(quant::ZERO_POINT, zero_point);
        fields.some(quant::DETAILS, details.map(|(_, table)| table));
        fields.scalar(quant::QUANTIZED_DIMENSION, quantization.quantized_dimension, 0);
        fields.scalar(quant::DETAILS_TYPE, details.map_or(0, |(member, _)| member), 0u8);
    })
}

/// The details' union member and table.
fn details(tables: &mut Tables<'_>, details: &QuantizationDetails) -> Result<(u8, TableOffset)> {
    Ok(match details {
        QuantizationDetails::Custom(bytes) => {
            let bytes = tables.vector::<u8>(bytes)?;
            (1, tables.table(|fields| fields.always(custom::CUSTOM, bytes))?)
        }
        QuantizationDetails::Blockwise { scales, zero_points, block_size, block_shape } => {
            let block_shape = tables.some_vector(block_shape)?;
            let table = tables.table(|fields| {
                fields.scalar(blockwise::SCALES, *scales, 0);
                fields.scalar(blockwise::ZERO_POINTS, *zero_points, 0);
                fields.scalar(blockwise::BLOCK_SIZE, *block_size, 0);
                fields.some(blockwise::BLOCK_SHAPE, block_shape);
            })?;
            (2, table)
        }
        QuantizationDetails::MultiAxis { scales, zero_points, block_size, quantized_dimensions } => {
            let quantized_dimensions = tables.some_vector(quantized_dimensions)?;
            let table = tables.table(|fields| {
                fields.scalar(multi_axis::SCALES, *scales, 0);
                fields.scalar(multi_axis::ZERO_POINTS, *zero_points, 0);
                fields.scalar(multi_axis::BLOCK_SIZE, *block_size, 0);
                fields.some(multi_axis::QUANTIZED_DIMENSIONS, quantized_dimensions);
            })?;
            (3, table)
        }
    })
}

fn sparsity(tables: &mut Tables<'_>, sparsity: &Sparsity) -> Result<TableOffset> {
    let traversal_order = tables.vector(&sparsity.traversal_order)?;
    let block_map = tables.some_vector(&sparsity.block_map)?;
    let dimensions = tables.tables(&sparsity.dimensions, dimension_metadata)?;
    tables.table(|fields| {
        fields.always(sparse::TRAVERSAL_ORDER, traversal_order);
        fields.some(sparse::BLOCK_MAP, block_map);
        fields.always(sparse::DIM_METADATA, dimensions);
    })
}

fn dimension_metadata(tables: &mut Tables<'_>, metadata: &Dimension) -> Result<TableOffset> {
    let segments = metadata.segments.as_ref().map(|some| indices(tables, some)).transpose()?;
    let indices = metadata.indices.as_ref().map(|some| indices(tables, some)).transpose()?;
    let format: i8 = match metadata.format {
        DimensionFormat::Dense => 0,
        DimensionFormat::SparseCsr => 1,
    };
    tables.table(|fields| {
        fields.some(dimension::SEGMENTS, segments.map(|(_, table)| table));
        fields.some(dimension::INDICES, indices.map(|(_, table)| table));
        fields.scalar(dimension::DENSE_SIZE, metadata.dense_size, 0);
        fields.scalar(dimension::FORMAT, format, 0);
        fields.scalar(dimension::SEGMENTS_TYPE, segments.map_or(0, |(member, _)| member), 0u8);
        fields.scalar(dimension::INDICES_TYPE, indices.map_or(0, |(member, _)| member), 0u8);
    })
}

/// The vector's union member and table.
fn indices(tables: &mut Tables<'_>, indices: &IndexVector) -> Result<(u8, TableOffset)> {
    Ok(match indices {
        IndexVector::Int32(values) => {
            let values = tables.vector(values)?;
            (1, tables.table(|fields| fields.always(index_vector::VALUES, values))?)
        }
        IndexVector::Uint16(values) => {
            let values = tables.vector(values)?;
            (2, tables.table(|fields| fields.always(index_vector::VALUES, values))?)
        }
        IndexVector::Uint8(values) => {
            let values = tables.vector(values)?;
            (3, tables.table(|fields| fields.always(index_vector::VALUES, values))?)
        }
    })
}
