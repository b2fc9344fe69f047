//! What a model must fulfil before anything else may rely on it.
//!
//! Invariants of a model that passes
//! - Every index is in range; -1 stands only for an absent operand or intermediate.
//! - Shapes are not negative but for -1 in open dimensions; the number of elements and bytes fits 63 bits.
//! - A constant is as large as its shape says; strings and sparse constants are well formed.
//! - A tensor is written at most once, never if it is a constant or an input, and before it is read.
//! - Subgraphs that operators refer to exist, form no ring, and take what they are given.
//! - Signatures and their arguments have unique names.
//!
//! Quantization is kept as the format allows it: what needs to calculate with it checks it.

mod control_flow;
mod operators;
mod signatures;
mod sparse;
mod strings;
mod tensors;

pub(crate) use control_flow::callees;
pub(crate) use strings::strings_of;

use crate::error::{Error, Result, Within};
use crate::model::Model;

/// Checks `model`.
///
/// # Errors
/// The first thing that breaks an invariant listed at the top of this module, with its place.
pub fn validate(model: &Model) -> Result<()> {
    if model.subgraphs.is_empty() {
        return Err(Error::new("the model has no subgraph, expected at least one")
            .with_hint("the file holds no computation: convert the model again"));
    }
    let external = model.external_buffers.iter().map(|buffer| buffer.id).collect();
    for (index, subgraph) in model.subgraphs.iter().enumerate() {
        let place = || match subgraph.name.as_str() {
            "" => format!("subgraph {index}"),
            name => format!("subgraph {index} {}", crate::error::quoted(name)),
        };
        tensors::check(model, &external, subgraph).within(place)?;
        operators::check(model, subgraph).within(place)?;
    }
    control_flow::check(model)?;
    signatures::check(model)
}

/// The index as one into a list of `len`, if it is in range.
fn index(index: i32, len: usize) -> Option<usize> {
    usize::try_from(index).ok().filter(|&index| index < len)
}
