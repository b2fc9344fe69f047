//! Real models: converted, run, and compared with what TensorFlow or LiteRT computed.
//!
//! `test/goldens.txt` says which models take part; enabling one more is a line. The models, their
//! inputs and their right outputs lie in the shared folder, described by an `info.json` each.
//! A `.tflite` file runs three times: as it is, after a round trip through IR text, and optimized.

mod compare;
mod generator;
mod info;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tfl_driver::numpy::Array;

pub(crate) use compare::{Limit, span_error};
pub use table::{Row, rows};

use crate::Failure;
use crate::process::{npz, run_tool};

/// Arrays by name.
pub(crate) type Arrays = BTreeMap<String, Array>;

/// Runs the model of one row. `models` is the folder of models, `scratch` one for files made here.
///
/// # Errors
/// Which step or output is not right, with the measured error.
pub fn check(row: &Row, models: &Path, scratch: &Path) -> Result<(), Failure> {
    let folder = models.join(&row.folder);
    let run = || -> Result<(), String> {
        let scratch = &crate::scratch::fresh(scratch)?;
        let entry = info::model(&folder, &row.id)?;
        let golden = npz::read(&folder.join("golden.npz"))?;
        let calls = info::calls(&entry, &row.engine)?;
        let file = folder.join(info::text(&entry, "file")?);
        let check = Check { row, entry: &entry, golden: &golden, calls: &calls, scratch };
        if info::text(&entry, "kind")? == "tflite" {
            check.run(&file)?;
            let again = check.round_trip(&file)?;
            check.run(&again).map_err(|why| format!("after a round trip: {why}"))?;
            let optimized = check.optimize(&file)?;
            return check.run(&optimized).map_err(|why| format!("optimized: {why}"));
        }
        check.run(&check.convert(&file)?)
    };
    run().map_err(Failure)
}

/// One row with everything it needs.
struct Check<'a> {
    row: &'a Row,
    entry: &'a Value,
    golden: &'a Arrays,
    calls: &'a [info::Calls],
    scratch: &'a Path,
}

impl Check<'_> {
    fn convert(&self, source: &Path) -> Result<PathBuf, String> {
        let out = self.scratch.join("converted.tflite");
        let mut args = vec!["convert".to_owned(), show(source), "-o".to_owned(), show(&out)];
        match info::text(self.entry, "kind")? {
            "graphdef" => {
                for (flag, names) in [("--input-arrays", "inputs"), ("--output-arrays", "outputs")] {
                    args.extend([flag.to_owned(), info::strings(self.entry, names).join(",")]);
                }
            }
            _ => {
                // Signatures without a golden may hold what the converter has to refuse.
                let all = info::strings(self.entry, "signatures");
                if all.iter().filter(|name| !name.starts_with("__")).count() > self.calls.len() {
                    let named = self.calls.iter().filter_map(|calls| calls.signature.clone());
                    args.extend(named.flat_map(|name| ["--signature".to_owned(), name]));
                }
            }
        }
        run_tool("tflc", &args, self.scratch)?;
        Ok(out)
    }

    fn round_trip(&self, file: &Path) -> Result<PathBuf, String> {
        let (text, out) = (self.scratch.join("model.mlir"), self.scratch.join("again.tflite"));
        for (flag, from, to) in [
            ("--tflite-flatbuffer-to-mlir", file, text.as_path()),
            ("--mlir-to-tflite-flatbuffer", text.as_path(), out.as_path()),
        ] {
            let args = [flag.to_owned(), show(from), "-o".to_owned(), show(to)];
            run_tool("tfl-translate", &args, self.scratch)?;
        }
        Ok(out)
    }

    fn optimize(&self, file: &Path) -> Result<PathBuf, String> {
        let out = self.scratch.join("optimized.tflite");
        run_tool("tflc", &["optimize".to_owned(), show(file), show(&out)], self.scratch)?;
        Ok(out)
    }

    fn run(&self, model: &Path) -> Result<(), String> {
        self.calls.iter().try_for_each(|calls| self.run_signature(model, calls))
    }

    /// All calls of one signature, in one session.
    fn run_signature(&self, model: &Path, calls: &info::Calls) -> Result<(), String> {
        let mut feed = Vec::new();
        for tensor in &calls.inputs {
            let array = match info::made_up(&tensor.facts)? {
                Some(array) => array,
                None => self.stored(&tensor.key)?.clone(),
            };
            feed.push((tensor.name.clone(), array));
        }
        let results = run_model(model, calls.signature.as_deref(), &feed, self.scratch)?;
        for tensor in &calls.outputs {
            let got = find_output(&results, &tensor.name)?;
            let said = match tensor.is_text() {
                true => compare::text_difference(got, &tensor.facts),
                false => {
                    let want = self.stored(&tensor.key)?;
                    compare::facts_difference(got, &tensor.facts)
                        .or_else(|| compare::difference(&sampled(got, &tensor.facts), want, self.row.limit))
                }
            };
            if let Some(said) = said {
                return Err(format!("output {}: {said}", tensor.name));
            }
        }
        Ok(())
    }

    fn stored(&self, key: &str) -> Result<&Array, String> {
        let key = format!("{}.{key}", self.row.id);
        self.golden.get(&key).ok_or_else(|| format!("golden.npz has no '{key}'"))
    }
}

/// Runs `tflc run` on named inputs. The outputs come in the model's order.
pub(crate) fn run_model(
    model: &Path,
    signature: Option<&str>,
    feed: &[(String, Array)],
    scratch: &Path,
) -> Result<Vec<(String, Array)>, String> {
    let (inputs, outputs) = (scratch.join("in.npz"), scratch.join("out.npz"));
    npz::write(&inputs, feed)?;
    let mut args = vec!["run".to_owned(), show(model), "--inputs".to_owned(), show(&inputs)];
    args.extend(["--output".to_owned(), show(&outputs)]);
    args.extend(signature.into_iter().flat_map(|name| ["--signature".to_owned(), name.to_owned()]));
    run_tool("tflc", &args, scratch)?;
    npz::read_in_order(&outputs)
}

/// The output `cN.NAME`; when no output has that name, the one at that position, if NAME is a number,
/// or the only one of that call.
fn find_output<'a>(results: &'a [(String, Array)], wanted: &str) -> Result<&'a Array, String> {
    if let Some((_, array)) = results.iter().find(|(name, _)| name == wanted) {
        return Ok(array);
    }
    let (call, name) = wanted.split_once('.').unwrap_or(("", wanted));
    let of_call = |key: &str| key.split_once('.').is_some_and(|(c, _)| c == call);
    let have: Vec<_> = results.iter().filter(|(key, _)| of_call(key)).collect();
    let found = match (name.parse::<usize>(), have.as_slice()) {
        (Ok(position), have) => have.get(position).copied(),
        (Err(_), [only]) => Some(*only),
        _ => None,
    };
    let names = || have.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    found.map(|(_, array)| array).ok_or_else(|| format!("no output '{wanted}' among {}", names()))
}

/// The elements that the golden keeps of a large output.
fn sampled(got: &Array, facts: &Value) -> Array {
    match facts.get("sampled").and_then(Value::as_u64) {
        Some(count) => compare::sample(got, usize::try_from(count).unwrap_or(usize::MAX)),
        None => got.clone(),
    }
}

fn show(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
