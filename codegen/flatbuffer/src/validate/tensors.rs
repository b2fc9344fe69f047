//! Shapes, and contents that fit them.

use std::collections::HashSet;

use super::{sparse, strings};
use crate::error::{Error, Result, Within, quoted};
use crate::model::{Model, Subgraph, Tensor, TensorType};

/// Checks the tensors of `subgraph`; `external` are the identifiers of the model's external buffers.
pub(super) fn check(model: &Model, external: &HashSet<u32>, subgraph: &Subgraph) -> Result<()> {
    for (index, tensor) in subgraph.tensors.iter().enumerate() {
        check_tensor(model, external, tensor).within(|| place(index, tensor))?;
    }
    Ok(())
}

/// The place of a tensor in an error.
pub(super) fn place(index: usize, tensor: &Tensor) -> String {
    match tensor.name.as_str() {
        "" => format!("tensor {index}"),
        name => format!("tensor {index} {}", quoted(name)),
    }
}

fn check_tensor(model: &Model, external: &HashSet<u32>, tensor: &Tensor) -> Result<()> {
    check_shape(tensor)?;
    for variant in &tensor.variant_tensors {
        element_count(&variant.shape)?;
    }
    if tensor.external_buffer != 0 && !external.contains(&tensor.external_buffer) {
        return Err(Error::new(format!(
            "refers to external buffer {}, which does not exist",
            tensor.external_buffer
        ))
        .with_hint("the file is damaged: convert the model again"));
    }
    let in_range = usize::try_from(tensor.buffer).is_ok_and(|buffer| buffer < model.buffers.len());
    if !in_range && (tensor.buffer != 0 || !model.buffers.is_empty()) {
        return Err(Error::new(format!(
            "refers to buffer {}, but there are {} buffers",
            tensor.buffer,
            model.buffers.len()
        ))
        .with_hint("the file is damaged: convert the model again"));
    }
    check_content(model, tensor)
}

fn check_shape(tensor: &Tensor) -> Result<()> {
    element_count(&tensor.shape)?;
    if tensor.shape_signature.is_empty() {
        return Ok(());
    }
    element_count(&tensor.shape_signature)?;
    let agrees = |(&size, &open): (&i32, &i32)| open == -1 || size == open;
    let same_rank = tensor.shape.len() == tensor.shape_signature.len();
    if !same_rank || !tensor.shape.iter().zip(&tensor.shape_signature).all(agrees) {
        return Err(Error::new(format!(
            "its shape is {} but its shape signature {}",
            list(&tensor.shape),
            list(&tensor.shape_signature)
        ))
        .with_hint("both must agree wherever the signature is not -1: convert the model again"));
    }
    Ok(())
}

/// How many elements a tensor of this shape has; open dimensions count as one.
pub(super) fn element_count(shape: &[i32]) -> Result<u64> {
    let mut empty = false;
    let mut count = 1u64;
    for &size in shape {
        let size = match size {
            -1 => 1,
            _ => u64::try_from(size).map_err(|_| {
                Error::new(format!("its shape {} has a negative size", list(shape))).with_hint(
                    "only -1, for a size known at run time, may be negative: convert the model again",
                )
            })?,
        };
        empty |= size == 0;
        // A zero does not excuse sizes whose product has no meaning.
        count = count.checked_mul(size.max(1)).filter(|&count| count <= i64::MAX.unsigned_abs()).ok_or_else(
            || {
                Error::new(format!("its shape {} has more elements than can be counted", list(shape)))
                    .with_hint("the file is damaged: convert the model again")
            },
        )?;
    }
    Ok(if empty { 0 } else { count })
}

fn check_content(model: &Model, tensor: &Tensor) -> Result<()> {
    let Some(data) = model.buffer_data(tensor.buffer).filter(|_| tensor.buffer != 0) else { return Ok(()) };
    let elements = element_count(&tensor.shape)?;
    if tensor.is_variable && !data.is_empty() {
        return Err(Error::new("a variable with a content, but variables start at zero")
            .with_hint("make it a constant, or a resource that is assigned once: convert the model again"));
    }
    if let Some(sparsity) = &tensor.sparsity {
        return sparse::check(tensor, sparsity, data.len()).within(|| "sparsity".into());
    }
    if tensor.element_type == TensorType::String {
        // Some writers give string tensors that are computed an empty content.
        return if data.is_empty() { Ok(()) } else { strings::check(data, elements) };
    }
    let expected = tensor.element_type.byte_count(elements).ok_or_else(|| {
        Error::new(format!(
            "a constant of type {} and shape {}, which has no size",
            tensor.element_type.name(),
            list(&tensor.shape)
        ))
        .with_hint("resources and variants are made at run time: convert the model again")
    });
    // An empty content is how some writers mark tensors that are computed.
    if data.is_empty() {
        return Ok(());
    }
    let expected = expected?;
    if u64::try_from(data.len()) != Ok(expected) {
        return Err(Error::new(format!(
            "its content has {} bytes, but {} of shape {} takes {expected}",
            data.len(),
            tensor.element_type.name(),
            list(&tensor.shape)
        ))
        .with_hint("the file is cut off or damaged: fetch or convert it again"));
    }
    Ok(())
}

/// A shape as people write it, shortened.
fn list(shape: &[i32]) -> String {
    let mut shown: Vec<String> = shape.iter().take(16).map(i32::to_string).collect();
    if shape.len() > shown.len() {
        shown.push(format!("… {} in all", shape.len()));
    }
    format!("[{}]", shown.join(", "))
}
