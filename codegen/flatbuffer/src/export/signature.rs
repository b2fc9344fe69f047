//! Attributes of functions as signatures.

use std::collections::HashSet;

use tfl_ir::{Attr, Body, Op};

use crate::model::{Signature, Subgraph, TensorMap};
use crate::names;

/// The signatures that call function `op`, whose subgraph has number `index`. Arguments and results without a name
/// of their own go by their tensors'.
pub(super) fn signatures(module: &Body, op: Op, subgraph: &Subgraph, index: usize) -> Vec<Signature> {
    let keys = module.attr(op, names::EXPORTED_NAMES).and_then(Attr::as_array).unwrap_or_default();
    let Ok(subgraph_index) = u32::try_from(index) else { return Vec::new() };
    let signature = |key: &str| Signature {
        key: key.to_owned(),
        subgraph_index,
        inputs: maps(module, op, "arg_attrs", subgraph, &subgraph.inputs),
        outputs: maps(module, op, "res_attrs", subgraph, &subgraph.outputs),
    };
    keys.iter().filter_map(Attr::as_str).map(signature).collect()
}

fn maps(module: &Body, op: Op, attrs: &str, subgraph: &Subgraph, tensors: &[i32]) -> Vec<TensorMap> {
    let attrs = module.attr(op, attrs).and_then(Attr::as_array).unwrap_or_default();
    let paths: Vec<Option<String>> = (0..tensors.len())
        .map(|index| attrs.get(index).and_then(Attr::as_dict)?.get(names::INDEX_PATH).and_then(path))
        .collect();
    let named = paths.iter().any(Option::is_some);
    let mut seen = HashSet::new();
    let mut maps = Vec::with_capacity(tensors.len());
    for (path, &tensor) in paths.into_iter().zip(tensors) {
        let Ok(tensor_index) = u32::try_from(tensor) else { continue };
        let tensor_name = || {
            let tensor = usize::try_from(tensor).ok().and_then(|tensor| subgraph.tensors.get(tensor));
            tensor.map(|tensor| tensor.name.clone())
        };
        // Where some have names, those without are not part of the signature.
        let name = if named { path } else { tensor_name() };
        if let Some(name) = name.filter(|name| seen.insert(name.clone())) {
            maps.push(TensorMap { name, tensor_index });
        }
    }
    maps
}

/// The steps of an index path, joined by dots: names of a dictionary, positions in a list.
fn path(attr: &Attr) -> Option<String> {
    let steps = attr.as_array()?.iter().map(|step| match step {
        Attr::Int(_) => step.as_int().map(|position| position.to_string()),
        _ => step.as_str().map(str::to_owned),
    });
    let steps: Option<Vec<String>> = steps.collect();
    Some(steps?.join(".")).filter(|path| !path.is_empty())
}
