//! The tables of a model, contents left out.

use super::layout::BufferPlacement;
use super::options::options;
use super::tables::{Blob, TableOffset, Tables};
use super::tensor::tensor;
use crate::error::{Result, Within};
use crate::model::{
    Buffer, ExternalBuffer, Metadata, Model, Operator, OperatorCode, Signature, Subgraph, TensorMap,
    operator_place,
};
use crate::schema::{builtin, slots};

/// Contents shorter than this stay inline: runtimes take an offset or size of 1 for a placeholder.
const SHORTEST_OUTSIDE: usize = 2;

/// The bytes of all tables, and the contents that are to be placed behind them.
pub(super) fn tables(model: &Model, placement: BufferPlacement) -> Result<(Vec<u8>, Vec<Blob>)> {
    use slots::model::{
        BUFFERS, DESCRIPTION, EXTERNAL_BUFFER_GROUPS, EXTERNAL_BUFFERS, METADATA, METADATA_BUFFER,
        OPERATOR_CODES, SIGNATURE_DEFS, SUBGRAPHS, VERSION,
    };
    let mut tables = Tables::new();
    let buffers = tables.tables(&model.buffers, |tables, it| buffer(tables, it, placement))?;
    let external_buffers = match model.external_buffers.as_slice() {
        [] => None,
        some => Some(tables.tables(some, external_buffer)?),
    };
    let groups = match model.external_buffer_groups.as_slice() {
        [] => None,
        some => Some(tables.tables(some, |tables, name| {
            let name = tables.string(name)?;
            tables.table(|fields| fields.always(slots::external_buffer_group::NAME, name))
        })?),
    };
    let signatures = match model.signatures.as_slice() {
        [] => None,
        some => Some(tables.tables(some, signature)?),
    };
    let metadata = match model.metadata.as_slice() {
        [] => None,
        some => Some(tables.tables(some, metadata)?),
    };
    let metadata_buffer = tables.some_vector(&model.metadata_buffer)?;
    let subgraphs = tables.tables(&model.subgraphs, |tables, it| subgraph(tables, model, it))?;
    let operator_codes = tables.tables(&model.operator_codes, operator_code)?;
    let description = tables.some_string(&model.description)?;
    let root = tables.table(|fields| {
        fields.always(VERSION, model.version);
        fields.always(OPERATOR_CODES, operator_codes);
        fields.always(SUBGRAPHS, subgraphs);
        fields.some(DESCRIPTION, description);
        fields.always(BUFFERS, buffers);
        fields.some(METADATA_BUFFER, metadata_buffer);
        fields.some(METADATA, metadata);
        fields.some(SIGNATURE_DEFS, signatures);
        fields.some(EXTERNAL_BUFFER_GROUPS, groups);
        fields.some(EXTERNAL_BUFFERS, external_buffers);
    })?;
    Ok(tables.finish(root))
}

fn buffer(tables: &mut Tables<'_>, buffer: &Buffer, placement: BufferPlacement) -> Result<TableOffset> {
    use slots::buffer::{DATA, OFFSET, SIZE};
    let Some(data) = &buffer.data else { return tables.table(|_| {}) };
    let placement = if data.len() < SHORTEST_OUTSIDE { BufferPlacement::Inline } else { placement };
    // The fields hold zeros until the layout knows better.
    let table = tables.table(|fields| match placement {
        BufferPlacement::Inline => fields.always(DATA, 0u32),
        BufferPlacement::Outside => {
            fields.always(OFFSET, 0u64);
            fields.always(SIZE, 0u64);
        }
    })?;
    tables.blob(table, placement, data.clone());
    Ok(table)
}

fn operator_code(tables: &mut Tables<'_>, code: &OperatorCode) -> Result<TableOffset> {
    use slots::operator_code::{BUILTIN_CODE, CUSTOM_CODE, DEPRECATED_BUILTIN_CODE, VERSION};
    let custom = tables.some_string(&code.custom)?;
    let narrow = i8::try_from(code.builtin).unwrap_or(i8::MAX);
    tables.table(|fields| {
        fields.some(CUSTOM_CODE, custom);
        if code.builtin == builtin::CUSTOM {
            fields.scalar(VERSION, code.version, 1);
        } else {
            fields.always(VERSION, code.version);
        }
        fields.scalar(BUILTIN_CODE, code.builtin, 0);
        fields.scalar(DEPRECATED_BUILTIN_CODE, narrow, 0);
    })
}

fn subgraph(tables: &mut Tables<'_>, model: &Model, subgraph: &Subgraph) -> Result<TableOffset> {
    use slots::subgraph::{DEBUG_METADATA_INDEX, INPUTS, NAME, OPERATORS, OUTPUTS, TENSORS};
    let name = tables.some_string(&subgraph.name)?;
    let mut index = 0usize;
    let operators = tables.tables(&subgraph.operators, |tables, it| {
        let written = operator(tables, it).within(|| operator_place(index, model.code_of(it)));
        index = index.saturating_add(1);
        written
    })?;
    let outputs = tables.vector(&subgraph.outputs)?;
    let inputs = tables.vector(&subgraph.inputs)?;
    let tensors = tables.tables(&subgraph.tensors, tensor)?;
    tables.table(|fields| {
        fields.always(TENSORS, tensors);
        fields.always(INPUTS, inputs);
        fields.always(OUTPUTS, outputs);
        fields.always(OPERATORS, operators);
        fields.some(NAME, name);
        fields.scalar(DEBUG_METADATA_INDEX, subgraph.debug_metadata_index.unwrap_or(-1), -1);
    })
}

fn operator(tables: &mut Tables<'_>, operator: &Operator) -> Result<TableOffset> {
    use slots::operator::{
        BUILTIN_OPTIONS, BUILTIN_OPTIONS_2, BUILTIN_OPTIONS_2_TYPE, BUILTIN_OPTIONS_TYPE, CUSTOM_OPTIONS,
        DEBUG_METADATA_INDEX, INPUTS, INTERMEDIATES, MUTATING_VARIABLE_INPUTS, OPCODE_INDEX, OUTPUTS,
    };
    let inputs = tables.vector(&operator.inputs)?;
    let outputs = tables.vector(&operator.outputs)?;
    let (member, builtin_options) = options(tables, operator.options.as_ref())?;
    let (member_2, builtin_options_2) = options(tables, operator.options_2.as_ref())?;
    let custom_options = tables.some_vector::<u8>(&operator.custom_options)?;
    let mutating = tables.some_vector(&operator.mutating_variable_inputs)?;
    let intermediates = tables.some_vector(&operator.intermediates)?;
    tables.table(|fields| {
        fields.scalar(OPCODE_INDEX, operator.opcode_index, 0);
        fields.always(INPUTS, inputs);
        fields.always(OUTPUTS, outputs);
        fields.some(BUILTIN_OPTIONS, builtin_options);
        fields.some(CUSTOM_OPTIONS, custom_options);
        fields.some(MUTATING_VARIABLE_INPUTS, mutating);
        fields.some(INTERMEDIATES, intermediates);
        fields.some(BUILTIN_OPTIONS_2, builtin_options_2);
        fields.scalar(DEBUG_METADATA_INDEX, operator.debug_metadata_index.unwrap_or(-1), -1);
        fields.scalar(BUILTIN_OPTIONS_TYPE, member, 0);
        fields.scalar(BUILTIN_OPTIONS_2_TYPE, member_2, 0);
    })
}

fn metadata(tables: &mut Tables<'_>, metadata: &Metadata) -> Result<TableOffset> {
    use slots::metadata::{BUFFER, NAME};
    let name = tables.string(&metadata.name)?;
    tables.table(|fields| {
        fields.always(NAME, name);
        fields.scalar(BUFFER, metadata.buffer, 0);
    })
}

fn signature(tables: &mut Tables<'_>, signature: &Signature) -> Result<TableOffset> {
    use slots::signature::{INPUTS, OUTPUTS, SIGNATURE_KEY, SUBGRAPH_INDEX};
    let inputs = tables.tables(&signature.inputs, tensor_map)?;
    let outputs = tables.tables(&signature.outputs, tensor_map)?;
    let key = tables.string(&signature.key)?;
    tables.table(|fields| {
        fields.always(INPUTS, inputs);
        fields.always(OUTPUTS, outputs);
        fields.always(SIGNATURE_KEY, key);
        fields.scalar(SUBGRAPH_INDEX, signature.subgraph_index, 0);
    })
}

fn tensor_map(tables: &mut Tables<'_>, map: &TensorMap) -> Result<TableOffset> {
    use slots::tensor_map::{NAME, TENSOR_INDEX};
    let name = tables.string(&map.name)?;
    tables.table(|fields| {
        fields.always(NAME, name);
        fields.scalar(TENSOR_INDEX, map.tensor_index, 0);
    })
}

fn external_buffer(tables: &mut Tables<'_>, buffer: &ExternalBuffer) -> Result<TableOffset> {
    use slots::external_buffer::{GROUP, ID, LENGTH, OFFSET, PACKING};
    let packing = tables.some_string(&buffer.packing)?;
    tables.table(|fields| {
        fields.scalar(OFFSET, buffer.offset, 0);
        fields.scalar(LENGTH, buffer.length, 0);
        fields.scalar(ID, buffer.id, 0);
        fields.scalar(GROUP, buffer.group, 0);
        fields.some(PACKING, packing);
    })
}
