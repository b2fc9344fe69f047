//! `.tflite` bytes → [`Model`].

mod buffers;
mod operator;
mod options;
mod quantization;
mod sparsity;
mod tensor;

use bytes::Bytes;

use crate::error::{Error, Result, Within};
use crate::model::{ExternalBuffer, Metadata, Model, OperatorCode, Signature, Subgraph, TensorMap};
use crate::schema::slots;
use crate::validate::validate;
use crate::wire::{Source, Table};

/// Reads a `.tflite` file and checks that it can be relied on. Contents of constants, metadata and associated
/// files stay where they are: they share `bytes`.
///
/// # Errors
/// What is wrong with the file, and where: bytes that are no FlatBuffer, tables the schema does not allow, and
/// everything [`validate`] refuses.
pub fn read(bytes: &Bytes) -> Result<Model> {
    let model = read_unchecked(bytes)?;
    validate(&model)?;
    Ok(model)
}

/// Reads a `.tflite` file without asking whether its indices and contents make sense.
///
/// # Errors
/// As [`read`], except for what [`validate`] refuses.
pub fn read_unchecked(bytes: &Bytes) -> Result<Model> {
    let source = Source::new(bytes);
    let root = source.root()?;
    let version = root.scalar(slots::model::VERSION, 0u32)?;
    if version > 3 {
        return Err(Error::new(format!("schema version {version}, expected 3")).with_hint(
            "the file is made for a newer runtime: update this tool, or convert for an older schema",
        ));
    }
    let operator_codes = collect(&root, slots::model::OPERATOR_CODES, "operator code", operator_code)?;
    let mut deferred = buffers::Deferred::default();
    let buffers =
        collect(&root, slots::model::BUFFERS, "buffer", |table| buffers::buffer(table, &mut deferred))?;
    let mut model = Model {
        version,
        description: root.string(slots::model::DESCRIPTION)?,
        operator_codes,
        subgraphs: Vec::new(),
        buffers,
        metadata_buffer: root.vector(slots::model::METADATA_BUFFER)?,
        metadata: collect(&root, slots::model::METADATA, "metadata", metadata)?,
        signatures: collect(&root, slots::model::SIGNATURE_DEFS, "signature", signature)?,
        external_buffer_groups: collect(
            &root,
            slots::model::EXTERNAL_BUFFER_GROUPS,
            "external buffer group",
            |t| t.string(slots::external_buffer_group::NAME),
        )?,
        external_buffers: collect(&root, slots::model::EXTERNAL_BUFFERS, "external buffer", external_buffer)?,
        associated_files: Bytes::new(),
    };
    model.subgraphs = collect(&root, slots::model::SUBGRAPHS, "subgraph", |table| {
        subgraph(table, &model.operator_codes, &mut deferred)
    })?;
    deferred.resolve(bytes, source.extent(), &mut model)?;
    // Metadata is decoration: an entry that leads nowhere is worth no refusal.
    let count = model.buffers.len();
    model.metadata.retain(|entry| usize::try_from(entry.buffer).is_ok_and(|buffer| buffer < count));
    model.associated_files = crate::zip::tail(bytes, deferred.end(source.extent()));
    Ok(model)
}

/// All tables of the vector at `slot`, read by `read_one`.
fn collect<'s, T>(
    table: &Table<'s>,
    slot: slots::Slot,
    what: &str,
    mut read_one: impl FnMut(Table<'s>) -> Result<T>,
) -> Result<Vec<T>> {
    let tables = table.tables(slot)?;
    // No reserving by the file's word: offsets are checked one by one.
    let mut all = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        all.push(table.and_then(&mut read_one).within(|| format!("{what} {index}"))?);
    }
    Ok(all)
}

fn operator_code(table: Table<'_>) -> Result<OperatorCode> {
    use slots::operator_code::{BUILTIN_CODE, CUSTOM_CODE, DEPRECATED_BUILTIN_CODE, VERSION};
    // Files older than the wide field only have the narrow one; newer files hold the smaller of the number and
    // 127 in the narrow one.
    let narrow = i32::from(table.scalar(DEPRECATED_BUILTIN_CODE, 0i8)?);
    Ok(OperatorCode {
        builtin: table.scalar(BUILTIN_CODE, 0i32)?.max(narrow),
        custom: table.string(CUSTOM_CODE)?,
        version: table.scalar(VERSION, 1)?,
    })
}

fn subgraph(table: Table<'_>, codes: &[OperatorCode], deferred: &mut buffers::Deferred) -> Result<Subgraph> {
    use slots::subgraph::{DEBUG_METADATA_INDEX, INPUTS, NAME, OPERATORS, OUTPUTS, TENSORS};
    let tensors = collect(&table, TENSORS, "tensor", tensor::tensor)?;
    let mut operators = Vec::new();
    for (index, operator) in table.tables(OPERATORS)?.iter().enumerate() {
        let mut code = None;
        let read = operator.and_then(|table| {
            code = operator::code(&table, codes)?;
            operator::operator(table, deferred)
        });
        operators.push(read.within(|| crate::model::operator_place(index, code))?);
    }
    deferred.next_subgraph();
    Ok(Subgraph {
        tensors,
        inputs: table.vector(INPUTS)?,
        outputs: table.vector(OUTPUTS)?,
        operators,
        name: table.string(NAME)?,
        debug_metadata_index: debug_metadata_index(&table, DEBUG_METADATA_INDEX)?,
    })
}

/// The index at `slot`, where -1 stands for none.
fn debug_metadata_index(table: &Table<'_>, slot: slots::Slot) -> Result<Option<i32>> {
    Ok(Some(table.scalar(slot, -1i32)?).filter(|&index| index != -1))
}

fn metadata(table: Table<'_>) -> Result<Metadata> {
    use slots::metadata::{BUFFER, NAME};
    Ok(Metadata { name: table.string(NAME)?, buffer: table.scalar(BUFFER, 0)? })
}

fn signature(table: Table<'_>) -> Result<Signature> {
    use slots::signature::{INPUTS, OUTPUTS, SIGNATURE_KEY, SUBGRAPH_INDEX};
    Ok(Signature {
        key: table.string(SIGNATURE_KEY)?,
        subgraph_index: table.scalar(SUBGRAPH_INDEX, 0)?,
        inputs: collect(&table, INPUTS, "input", tensor_map)?,
        outputs: collect(&table, OUTPUTS, "output", tensor_map)?,
    })
}

fn tensor_map(table: Table<'_>) -> Result<TensorMap> {
    use slots::tensor_map::{NAME, TENSOR_INDEX};
    Ok(TensorMap { name: table.string(NAME)?, tensor_index: table.scalar(TENSOR_INDEX, 0)? })
}

fn external_buffer(table: Table<'_>) -> Result<ExternalBuffer> {
    use slots::external_buffer::{GROUP, ID, LENGTH, OFFSET, PACKING};
    Ok(ExternalBuffer {
        id: table.scalar(ID, 0)?,
        group: table.scalar(GROUP, 0)?,
        offset: table.scalar(OFFSET, 0)?,
        length: table.scalar(LENGTH, 0)?,
        packing: table.string(PACKING)?,
    })
}
