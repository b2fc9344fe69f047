//! What a graph's restore op assigns to which variable.

use std::collections::BTreeMap;
use std::rc::Rc;

use bytes::Bytes;

use crate::error::Result;
use crate::graph::{FlatGraph, FlatNode, Flattener, GraphBody, Roots, Source, VarId};
use crate::proto::MetaGraphDef;
use crate::proto::attr_value::Value;
use crate::tensor::{Tensor, TensorData};

/// Where a variable's value is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    /// Name of the tensor in the checkpoint.
    pub(super) key: String,
    /// Start and length in each dimension, if the variable is a part of the tensor.
    pub(super) part: Option<Vec<(u64, u64)>>,
}

/// Reads the restore op of a SavedModel; empty if it has none.
pub(super) fn restored<'g>(
    meta: &'g MetaGraphDef,
    graph: &Rc<GraphBody<'g>>,
    flattener: &mut Flattener<'g>,
) -> Result<BTreeMap<VarId, Stored>> {
    let name = meta.saver_def.as_ref().map_or("", |saver| saver.restore_op_name.as_str());
    let name = name.split(':').next().unwrap_or_default();
    if name.is_empty() || graph.find(name).is_none() {
        return Ok(BTreeMap::new());
    }
    let roots = Roots { controls: vec![name], ..Roots::default() };
    let flat = flattener.graph(graph, &roots)?;
    let mut stored = BTreeMap::new();
    for node in &flat.nodes {
        if let ("AssignVariableOp" | "Assign", [Source::Variable(variable), value, ..]) =
            (node.node.op.name(), node.operands.as_slice())
            && let Some(from) = stored_tensor(&flat, *value)
        {
            stored.insert(*variable, from);
        }
    }
    Ok(stored)
}

/// The tensor that a value was read from, if it comes straight from a `RestoreV2`.
fn stored_tensor(flat: &FlatGraph<'_>, mut value: Source) -> Option<Stored> {
    loop {
        let Source::Node(id, output) = value else { return None };
        let node = flat.nodes.get(id.index())?;
        match node.node.op.name() {
            // Operands come before their users, so this ends.
            "Identity" => value = *node.operands.first()?,
            "RestoreV2" => {
                let key = constant_string(flat, node, 1, output)?;
                let part = constant_string(flat, node, 2, output)?;
                let part = if part.is_empty() { None } else { Some(parse_part(&part)?) };
                return Some(Stored { key, part });
            }
            _ => return None,
        }
    }
}

/// Element `index` of the constant strings that operand `operand` is.
fn constant_string(flat: &FlatGraph<'_>, node: &FlatNode<'_>, operand: usize, index: u32) -> Option<String> {
    let Source::Node(id, 0) = *node.operands.get(operand)? else { return None };
    let constant = &flat.nodes.get(id.index())?.node;
    let Some(Value::Tensor(proto)) = constant.attr("value").map(std::borrow::Cow::into_owned) else {
        return None;
    };
    let TensorData::Strings(strings) = Tensor::from_proto(&proto).ok()?.data else { return None };
    let text: &Bytes = strings.get(index as usize)?;
    String::from_utf8(text.to_vec()).ok()
}

/// `4 6 0,4:-`: the dimensions of the whole tensor, then start and length in each, `-` for all of it.
fn parse_part(text: &str) -> Option<Vec<(u64, u64)>> {
    let words: Vec<&str> = text.split(' ').collect();
    let (parts, dims) = words.split_last()?;
    let dims: Vec<u64> = dims.iter().map(|d| d.parse().ok()).collect::<Option<_>>()?;
    let parts: Vec<&str> = parts.split(':').collect();
    if parts.len() != dims.len() {
        return None;
    }
    let part = |(text, dim): (&str, u64)| match text {
        "-" => Some((0, dim)),
        _ => {
            let (start, length) = text.split_once(',')?;
            Some((start.parse().ok()?, length.parse().ok()?))
        }
    };
    parts.into_iter().zip(dims).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        assert_eq!(parse_part("4 6 0,4:3,3").unwrap(), [(0, 4), (3, 3)]);
        assert_eq!(parse_part("4 6 -:0,3").unwrap(), [(0, 4), (0, 3)]);
        for text in ["", "4 6 0,4", "4 6 0,4:x", "a 0,1", "4 6 0:1"] {
            assert!(parse_part(text).is_none(), "{text}");
        }
    }
}
