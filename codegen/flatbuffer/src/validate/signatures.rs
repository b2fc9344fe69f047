//! Signatures.

use std::collections::HashSet;

use crate::error::{Error, Result, Within, quoted};
use crate::model::{Model, Signature, TensorMap};

pub(super) fn check(model: &Model) -> Result<()> {
    let mut keys = HashSet::new();
    for signature in &model.signatures {
        let place = || format!("signature {}", quoted(&signature.key));
        if !keys.insert(signature.key.as_str()) {
            return Err(Error::new("there are two of this name")
                .with_hint("signatures are told apart by name: convert the model again")
                .at(place()));
        }
        check_signature(model, signature).within(place)?;
    }
    Ok(())
}

fn check_signature(model: &Model, signature: &Signature) -> Result<()> {
    let subgraph =
        usize::try_from(signature.subgraph_index).ok().and_then(|index| model.subgraphs.get(index));
    let Some(subgraph) = subgraph else {
        return Err(Error::new(format!(
            "refers to subgraph {}, but there are {}",
            signature.subgraph_index,
            model.subgraphs.len()
        ))
        .with_hint("the file is damaged: convert the model again"));
    };
    let count = subgraph.tensors.len();
    check_maps(&signature.inputs, count).within(|| "inputs".into())?;
    check_maps(&signature.outputs, count).within(|| "outputs".into())
}

fn check_maps(maps: &[TensorMap], tensors: usize) -> Result<()> {
    let mut names = HashSet::new();
    for map in maps {
        if !names.insert(map.name.as_str()) {
            return Err(Error::new(format!("there are two called {}", quoted(&map.name)))
                .with_hint("arguments are told apart by name: convert the model again"));
        }
        if usize::try_from(map.tensor_index).is_ok_and(|index| index < tensors) {
            continue;
        }
        return Err(Error::new(format!(
            "{} refers to tensor {}, but there are {tensors}",
            quoted(&map.name),
            map.tensor_index
        ))
        .with_hint("the file is damaged: convert the model again"));
    }
    Ok(())
}
