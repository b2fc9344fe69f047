//! A TF2 checkpoint's own account of its variables: the graph of Python objects, stored as a string.

use std::collections::BTreeMap;
use std::path::Path;

use crate::bundle::Bundle;
use crate::decode::decode;
use crate::error::Result;
use crate::proto::TrackableObjectGraph;
use crate::tensor::TensorData;

const KEY: &str = "_CHECKPOINTABLE_OBJECT_GRAPH";

/// Checkpoint keys by the full names of variables. A name that several variables have is left out: which of
/// them is meant cannot be told.
pub(super) fn keys_by_full_name(bundle: &mut Bundle) -> Result<BTreeMap<String, String>> {
    if !bundle.contains(KEY) {
        return Ok(BTreeMap::new());
    }
    let TensorData::Strings(strings) = bundle.tensor(KEY)?.data else { return Ok(BTreeMap::new()) };
    let bytes = strings.into_iter().next().unwrap_or_default();
    let graph: TrackableObjectGraph = decode(bytes, "checkpoint object graph", Path::new(KEY))?;
    let mut keys: BTreeMap<String, Option<String>> = BTreeMap::new();
    for attribute in graph.nodes.into_iter().flat_map(|node| node.attributes) {
        let key = Some(attribute.checkpoint_key);
        keys.entry(attribute.full_name)
            .and_modify(|known| {
                if *known != key {
                    *known = None;
                }
            })
            .or_insert(key);
    }
    Ok(keys.into_iter().filter_map(|(name, key)| Some((name, key?))).collect())
}
