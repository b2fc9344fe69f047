//! Small models made after public bug reports: converted or refused, run, compared.
//!
//! `test/cases.txt` names the cases that take part. Each has a folder in the shared folder with a
//! `case.json`: the format, options in neutral words, what has to happen, and golden outputs.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tfl_driver::numpy::Array;

use crate::Failure;
use crate::golden::{Arrays, run_model, span_error};
use crate::process::{Finished, npz, run_tool_any};

/// Runs the case in `folder`; `scratch` is for files made here.
///
/// # Errors
/// What was not as the case says.
pub fn check(folder: &Path, scratch: &Path) -> Result<(), Failure> {
    let run = || -> Result<(), String> {
        let scratch = &crate::scratch::fresh(scratch)?;
        let path = folder.join("case.json");
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let case: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        Case { folder, scratch, case: &case }.check()
    };
    run().map_err(Failure)
}

/// Options of a case that change how its numbers are fed and read; the runner does not know them yet.
const UNKNOWN_OPTIONS: [&str; 5] = ["quantize", "calibration", "input_type", "output_type", "batch"];

struct Case<'a> {
    folder: &'a Path,
    scratch: &'a Path,
    case: &'a Value,
}

/// One call: its signature, the prefix of its arrays in the golden, its input and output names.
struct Call {
    signature: Option<String>,
    prefix: String,
    inputs: Vec<String>,
    outputs: Vec<String>,
}

impl Case<'_> {
    fn check(&self) -> Result<(), String> {
        if let Some(option) = UNKNOWN_OPTIONS.iter().find(|name| self.case["options"].get(**name).is_some()) {
            return Err(format!("the runner does not know the option '{option}'"));
        }
        let source = self.folder.join(self.text("entry")?);
        let model = match self.text("format")? {
            "tflite" => source,
            _ => {
                let out = self.scratch.join("converted.tflite");
                let finished = run_tool_any("tflc", &self.convert_args(&source, &out), self.scratch)?;
                match (self.text("expect")?, finished.code) {
                    ("error", _) => return self.refused(&finished, &out),
                    (_, 0) => out,
                    (_, code) => {
                        let said = String::from_utf8_lossy(&finished.stderr);
                        return Err(format!("exit code {code} of tflc convert\n{}", said.trim_end()));
                    }
                }
            }
        };
        let golden = npz::read(&self.folder.join("golden.npz"))?;
        let mut by_signature: BTreeMap<Option<String>, Vec<Call>> = BTreeMap::new();
        for call in self.calls(&golden) {
            by_signature.entry(call.signature.clone()).or_default().push(call);
        }
        by_signature.values().try_for_each(|calls| self.run(&model, calls, &golden))
    }

    fn convert_args(&self, source: &Path, out: &Path) -> Vec<String> {
        let show = |path: &Path| path.to_string_lossy().into_owned();
        let mut args = vec!["convert".to_owned(), show(source), "-o".to_owned(), show(out)];
        for (flag, names) in [("--input-arrays", "inputs"), ("--output-arrays", "outputs")] {
            let names = strings(&self.case["options"][names]);
            if !names.is_empty() {
                args.extend([flag.to_owned(), names.join(",")]);
            }
        }
        if self.case["options"]["select_tf_ops"].as_bool() == Some(true) {
            args.push("--select-tf-ops".to_owned());
        }
        args
    }

    /// A refusal has exit code 1 or 2, says the expected words, and leaves no file.
    fn refused(&self, finished: &Finished, out: &Path) -> Result<(), String> {
        let said = String::from_utf8_lossy(&finished.stderr).to_lowercase();
        if !matches!(finished.code, 1 | 2) {
            return Err(format!("expected a refusal, found exit code {}\n{said}", finished.code));
        }
        if out.exists() {
            return Err("refused, but left an output file".to_owned());
        }
        let wanted = strings(&self.case["error_must_mention"]);
        match wanted.iter().find(|word| !said.contains(&word.to_lowercase())) {
            Some(word) => Err(format!("the message does not mention '{word}'\n{said}")),
            None => Ok(()),
        }
    }

    fn calls(&self, golden: &Arrays) -> Vec<Call> {
        let listed = self.case["calls"].as_array().cloned().unwrap_or_else(|| vec![Value::Null]);
        let numbered = listed.len() > 1 || golden.keys().any(|key| key.starts_with("c0."));
        let call = |(index, call): (usize, &Value)| {
            let prefix = if numbered { format!("c{index}.") } else { String::new() };
            let names = |field: &str, kind: &str| match call[field].is_array() {
                true => strings(&call[field]),
                false => {
                    let start = format!("{prefix}{kind}_");
                    golden.keys().filter_map(|key| key.strip_prefix(&start)).map(str::to_owned).collect()
                }
            };
            let (inputs, outputs) = (names("inputs", "in"), names("outputs", "out"));
            Call { signature: call["signature"].as_str().map(str::to_owned), prefix, inputs, outputs }
        };
        listed.iter().enumerate().map(call).collect()
    }

    /// The calls of one signature, in one session.
    fn run(&self, model: &Path, calls: &[Call], golden: &Arrays) -> Result<(), String> {
        let by_position = self.case.get("io_order").is_some();
        let stored = |key: String| golden.get(&key).ok_or_else(|| format!("golden.npz has no '{key}'"));
        let mut feed: Vec<(String, Array)> = Vec::new();
        for (index, call) in calls.iter().enumerate() {
            for (position, name) in call.inputs.iter().enumerate() {
                let array = stored(format!("{}in_{name}", call.prefix))?.clone();
                let name = if by_position { position.to_string() } else { name.clone() };
                feed.push((format!("c{index}.{name}"), array));
            }
        }
        let signature = calls.first().and_then(|call| call.signature.as_deref());
        let results = run_model(model, signature, &feed, self.scratch)?;
        let tolerance = self.case["tolerance"].as_f64().ok_or("case.json has no tolerance")?;
        for (index, call) in calls.iter().enumerate() {
            let start = format!("c{index}.");
            let have: Vec<_> = results.iter().filter(|(key, _)| key.starts_with(&start)).collect();
            for (position, name) in call.outputs.iter().enumerate() {
                let named = have.iter().find(|(key, _)| !by_position && key[start.len()..] == **name);
                let got = named.or(have.get(position)).ok_or_else(|| format!("no output '{name}'"))?;
                let want = stored(format!("{}out_{name}", call.prefix))?;
                let all_calls = golden.iter().filter(|(key, _)| key.ends_with(&format!("out_{name}")));
                let said = span_error(&got.1, want, all_calls.map(|(_, array)| array), tolerance);
                said.map_or(Ok(()), |said| Err(format!("output {start}{name}: {said}")))?;
            }
        }
        Ok(())
    }

    fn text(&self, field: &str) -> Result<&str, String> {
        self.case[field].as_str().ok_or_else(|| format!("case.json has no '{field}'"))
    }
}

/// The strings of a JSON list; none when it is no list.
fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
