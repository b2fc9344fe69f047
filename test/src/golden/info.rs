//! What `info.json` says of a model: its file, its golden tensors, and the calls they belong to.

use std::path::Path;

use bytes::Bytes;
use serde_json::Value;
use tfl_driver::numpy::Array;

use super::generator;

/// The calls of one signature, in order.
pub(super) struct Calls {
    /// The signature; none for a `.tflite` file with one or none.
    pub(super) signature: Option<String>,
    pub(super) inputs: Vec<Tensor>,
    pub(super) outputs: Vec<Tensor>,
}

/// A golden tensor.
pub(super) struct Tensor {
    /// Its name for `tflc run`: `cN.NAME`.
    pub(super) name: String,
    /// Its name in the folder's `golden.npz`, without the model's id.
    pub(super) key: String,
    /// Shape, element type, and how its values are made or kept.
    pub(super) facts: Value,
}

impl Tensor {
    pub(super) fn is_text(&self) -> bool {
        self.facts.get("dtype").and_then(Value::as_str) == Some("string")
    }
}

/// The entry of model `id`.
pub(super) fn model(folder: &Path, id: &str) -> Result<Value, String> {
    let path = folder.join("info.json");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let info: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let models = info.get("models").and_then(Value::as_array);
    let found = models.into_iter().flatten().find(|m| m.get("id").and_then(Value::as_str) == Some(id));
    found.cloned().ok_or_else(|| format!("{} has no model '{id}'", path.display()))
}

/// A string of an entry.
pub(super) fn text<'a>(entry: &'a Value, field: &str) -> Result<&'a str, String> {
    entry.get(field).and_then(Value::as_str).ok_or_else(|| format!("the model's entry has no '{field}'"))
}

/// A list of strings of an entry; empty when absent.
pub(super) fn strings(entry: &Value, field: &str) -> Vec<String> {
    let list = entry.get(field).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The golden tensors of an entry by signature. Outputs of engines other than `engine` are left out.
pub(super) fn calls(entry: &Value, engine: &str) -> Result<Vec<Calls>, String> {
    let tensors = entry.get("tensors").and_then(Value::as_object).ok_or("the model has no golden tensors")?;
    let mut out: Vec<Calls> = Vec::new();
    for (key, facts) in tensors {
        let unknown = || format!("golden tensor '{key}' is neither an input nor an output");
        let (signature, rest) = match key.strip_prefix("sig_").and_then(|k| k.split_once(".c")) {
            Some((name, rest)) => (Some(name.to_owned()), rest),
            None => (None, key.strip_prefix('c').ok_or_else(unknown)?),
        };
        let (call, what) = rest.split_once('.').ok_or_else(unknown)?;
        let kinds = ["in", "ref", "xnn", "tf"];
        let kind = kinds.iter().find(|kind| what.starts_with(**kind)).ok_or_else(unknown)?;
        let name = what[kind.len()..].trim_start_matches('_');
        let tensor = Tensor { name: format!("c{call}.{name}"), key: key.clone(), facts: facts.clone() };
        let at = out.iter().position(|calls| calls.signature == signature).unwrap_or(out.len());
        if at == out.len() {
            out.push(Calls { signature, inputs: Vec::new(), outputs: Vec::new() });
        }
        if *kind == "in" {
            out[at].inputs.push(tensor);
        } else if *kind == engine {
            out[at].outputs.push(tensor);
        }
    }
    match out.iter().any(|calls| calls.outputs.is_empty()) {
        true => Err(format!("the golden has no outputs of engine '{engine}'")),
        false => Ok(out),
    }
}

/// An input that is not stored: text from `info.json`, or numbers from the generator.
pub(super) fn made_up(facts: &Value) -> Result<Option<Array>, String> {
    let dtype = text(facts, "dtype")?;
    let shape: Vec<usize> = serde_json::from_value(facts.get("shape").cloned().unwrap_or_default())
        .map_err(|e| format!("shape: {e}"))?;
    if dtype == "string" {
        let values: Vec<Bytes> = strings(facts, "values").into_iter().map(Bytes::from).collect();
        if values.is_empty() {
            return Err("the strings are not text, which this runner does not read".to_owned());
        }
        let count = shape.iter().product();
        let all: Vec<Bytes> = values.iter().cycle().take(count).cloned().collect();
        return Array::from_strings(shape, &all).map(Some).map_err(|e| e.to_string());
    }
    if facts.get("stored").and_then(Value::as_bool) != Some(false) {
        return Ok(None);
    }
    let seed = text(facts, "seed")?.trim_start_matches("0x");
    let seed = u64::from_str_radix(seed, 16).map_err(|e| format!("seed '{seed}': {e}"))?;
    generator::array(seed, &shape, dtype, text(facts, "rng")?).map(Some)
}
