//! Types of tensors, quantization included.

use tfl_ir::types::{QuantScales, UniformQuant};
use tfl_ir::{Dim, Type, TypeKind};

use crate::element;
use crate::error::{Error, Result, Within};
use crate::model::{Model, Quantization, QuantizationDetails, Subgraph, Tensor, TensorType};

/// What an empty shape means where the file does not say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shapeless {
    /// A scalar: constants and variables.
    Scalar,
    /// Unknown: what callers give and operators compute.
    Unranked,
}

/// Which integers an eight-bit constant uses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Range {
    /// All that its type has.
    Full,
    /// All but the lowest: weights of operators that multiply.
    Narrow,
}

/// The type of `tensor`.
pub(super) fn tensor_type(
    model: &Model,
    subgraph: &Subgraph,
    tensor: &Tensor,
    shapeless: Shapeless,
    range: Range,
) -> Result<Type> {
    let elem = element_type(model, subgraph, tensor, range).within(|| "quantization".into())?;
    if tensor.shape.is_empty() && !tensor.has_rank && shapeless == Shapeless::Unranked {
        return Ok(Type::unranked_tensor(elem));
    }
    Ok(Type::tensor(&dims(model, tensor), elem))
}

/// The dimensions of `tensor`, open ones dynamic. What has a content is as large as that.
fn dims(model: &Model, tensor: &Tensor) -> Vec<Dim> {
    let is_open = !tensor.shape_signature.is_empty() && !model.is_constant(tensor);
    let shape = if is_open { &tensor.shape_signature } else { &tensor.shape };
    shape.iter().map(|&size| u64::try_from(size).map_or(Dim::Dynamic, Dim::Static)).collect()
}

fn element_type(model: &Model, subgraph: &Subgraph, tensor: &Tensor, range: Range) -> Result<Type> {
    let plain = element::ir_type(tensor.element_type);
    let Some(quantization) = tensor.quantization.as_deref() else { return Ok(plain) };
    // Signed or unsigned, by the storage. Others carry at most observed ranges, or are biases of 64 bits, whose
    // scales are the products of those of the values they are added to.
    let signed = match tensor.element_type {
        TensorType::Int2 | TensorType::Int4 | TensorType::Int8 | TensorType::Int16 | TensorType::Int32 => {
            true
        }
        TensorType::Uint4 | TensorType::Uint8 | TensorType::Uint16 | TensorType::Uint32 => false,
        _ => return Ok(plain),
    };
    let Some(width) = plain.int_width() else { return Ok(plain) };
    let scales = match &quantization.details {
        Some(QuantizationDetails::Blockwise { scales, zero_points, block_size, .. }) => {
            blockwise(model, subgraph, tensor, *scales, *zero_points, *block_size)?
        }
        Some(QuantizationDetails::Custom(_) | QuantizationDetails::MultiAxis { .. }) => {
            return Err(Error::new("a scheme that is neither affine nor block-wise").with_hint(
                "quantize the model with scales and zero points for tensors, channels or blocks",
            ));
        }
        None if quantization.scale.is_empty() => return Ok(plain),
        None => affine(tensor, quantization)?,
    };
    let (lowest, max) = UniformQuant::default_range(width, signed);
    let min = if range == Range::Narrow && width == 8 { lowest.saturating_add(1) } else { lowest };
    let storage = Type::int(width);
    Ok(Type::new(TypeKind::UniformQuant(UniformQuant {
        storage,
        signed,
        expressed: Type::f32(),
        min,
        max,
        scales,
    })))
}

fn affine(tensor: &Tensor, quantization: &Quantization) -> Result<QuantScales> {
    let scales: Vec<f64> = quantization.scale.iter().map(|&scale| f64::from(scale)).collect();
    check_scales(&scales)?;
    let zero_points = match quantization.zero_point.len() {
        // Zero throughout need not be written out.
        0 => vec![0; scales.len()],
        count if count == scales.len() => quantization.zero_point.clone(),
        count => {
            return Err(Error::new(format!("{} scales but {count} zero points", scales.len()))
                .with_hint("there must be one zero point for each scale: quantize the model again"));
        }
    };
    if scales.len() == 1 {
        return Ok(QuantScales::new(&[], &[], &scales, &zero_points, false));
    }
    let count = u64::try_from(scales.len()).unwrap_or(u64::MAX);
    let size_along = |axis: usize| tensor.shape.get(axis).and_then(|&size| u64::try_from(size).ok());
    let stated = usize::try_from(quantization.quantized_dimension).ok();
    // A vector can only be quantized along itself, whatever the file says: some writers give biases the
    // dimension of the weights they belong to.
    let axis = stated.filter(|&axis| axis < tensor.shape.len()).or((tensor.shape.len() == 1).then_some(0));
    let axis = axis.filter(|&axis| size_along(axis) == Some(count)).ok_or_else(|| {
        Error::new(format!("{count} scales along dimension {}", quantization.quantized_dimension)).with_hint(
            "there must be one scale, or one for each slice along a dimension: quantize the model again",
        )
    })?;
    let axis = u32::try_from(axis).unwrap_or(u32::MAX);
    Ok(QuantScales::new(&[(axis, 1)], &[count], &scales, &zero_points, false))
}

fn check_scales(scales: &[f64]) -> Result<()> {
    match scales.iter().position(|scale| !(scale.is_finite() && *scale > 0.0)) {
        None => Ok(()),
        Some(index) => {
            Err(Error::new(format!("scale {index} is {}", scales.get(index).copied().unwrap_or(f64::NAN)))
                .with_hint("scales must be positive and finite: quantize the model again"))
        }
    }
}

/// Scales of blocks along the last dimension; they are the content of another tensor.
fn blockwise(
    model: &Model,
    subgraph: &Subgraph,
    tensor: &Tensor,
    scales: i32,
    zero_points: i32,
    block_size: i32,
) -> Result<QuantScales> {
    let refuse = |what: &str| {
        Err(Error::new(format!("block-wise {what}"))
            .with_hint("blocks must divide the last dimension of a matrix, each with one scale"))
    };
    let &[rows, columns] = tensor.shape.as_slice() else { return refuse("on a tensor that is no matrix") };
    let (Ok(rows), Ok(columns), Ok(block)) =
        (u64::try_from(rows), u64::try_from(columns), u64::try_from(block_size))
    else {
        return refuse("with a negative size");
    };
    let Some(blocks) = columns.checked_div(block).filter(|_| columns.is_multiple_of(block)) else {
        return refuse(&format!("with blocks of {block} in rows of {columns}"));
    };
    let values = |index: i32| {
        let tensor = subgraph.tensors.get(usize::try_from(index).ok()?)?;
        Some((tensor.element_type, model.buffer_data(tensor.buffer)?))
    };
    let count = rows.checked_mul(blocks).and_then(|count| usize::try_from(count).ok());
    let floats = match values(scales) {
        Some((TensorType::Float16, data)) => data
            .chunks_exact(2)
            .filter_map(|c| c.first_chunk())
            .map(|&b| half::f16::from_le_bytes(b).to_f64())
            .collect(),
        Some((TensorType::Float32, data)) => data
            .chunks_exact(4)
            .filter_map(|c| c.first_chunk())
            .map(|&b| f64::from(f32::from_le_bytes(b)))
            .collect(),
        _ => Vec::new(),
    };
    if count != Some(floats.len()) {
        return refuse(&format!("with {} scales for {rows} rows of {blocks} blocks", floats.len()));
    }
    check_scales(&floats)?;
    // Tensor 0 is the scales of some writers' files and the input of others': only a tensor of integers counts.
    let zeros = match values(zero_points).filter(|_| zero_points > 0) {
        Some((TensorType::Int32, data)) if data.len() / 4 == floats.len() => data
            .chunks_exact(4)
            .filter_map(|c| c.first_chunk())
            .map(|&b| i64::from(i32::from_le_bytes(b)))
            .collect(),
        _ => vec![0; floats.len()],
    };
    Ok(QuantScales::new(&[(0, 1), (1, block)], &[rows, blocks], &floats, &zeros, true))
}

/// Refuses models whose tensors share the scales of blocks so often that the types made of them would exceed the
/// model many times.
pub(super) fn check_shared_scales(model: &Model) -> Result<()> {
    let size = |len: usize| u64::try_from(len).unwrap_or(u64::MAX);
    let contents = model.buffers.iter().filter_map(|buffer| buffer.data.as_ref());
    let stored = contents.fold(0u64, |sum, data| sum.saturating_add(size(data.len())));
    let mut used = 0u64;
    for subgraph in &model.subgraphs {
        for tensor in &subgraph.tensors {
            let details = tensor.quantization.as_ref().and_then(|quantization| quantization.details.as_ref());
            let Some(QuantizationDetails::Blockwise { scales, .. }) = details else { continue };
            let scales = usize::try_from(*scales).ok().and_then(|scales| subgraph.tensors.get(scales));
            let data = scales.and_then(|scales| model.buffer_data(scales.buffer));
            used = used.saturating_add(data.map_or(0, |data| size(data.len())));
        }
    }
    if used > stored.saturating_mul(SHARED_SCALES).saturating_add(1 << 20) {
        return Err(Error::new("too many tensors share the scales of their blocks")
            .with_hint("the file is damaged or made to exhaust memory: do not use it"));
    }
    Ok(())
}

/// How often scales may be shared, on average over all contents.
const SHARED_SCALES: u64 = 8;
