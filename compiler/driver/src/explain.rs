//! What the optimizer did, for people ([`text`]) and programs ([`json`]).

mod json;
mod text;

use std::path::Path;
use std::sync::Arc;

use tfl_ir::{Diagnostic, Loc};
use tfl_passes::eqsat::{FunctionReport, Totals};

use crate::convert::{Failure, Step};
use crate::output::write_atomic;

/// The form of an explanation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExplainForm {
    /// A table to read.
    Text,
    /// JSON, in the schema that [`explain`] describes.
    Json,
}

impl ExplainForm {
    /// The form that a file's name asks for.
    ///
    /// # Errors
    /// When it ends neither in `.txt` nor in `.json`.
    pub fn of(path: &Path) -> Result<ExplainForm, Diagnostic> {
        match path.extension().and_then(|ext| ext.to_str()) {
            Some("txt") => Ok(ExplainForm::Text),
            Some("json") => Ok(ExplainForm::Json),
            _ => {
                let message = format!("--explain writes .txt or .json files, found '{}'", path.display());
                Err(Diagnostic::error(Loc::UNKNOWN, message)
                    .with_hint("end the name in .txt for a table, in .json for programs"))
            }
        }
    }
}

/// The explanation of what was done to functions.
///
/// The JSON is an object with `version` (1), `summary` and `functions`, an array. `summary` and each
/// function hold `before` and `after`, objects of `ops`, `macs`, `bytes` and `predicted_ns`; `rules`, an
/// array of objects `rule` and `fired`, most often fired first; `iterations`, the most rounds of rules of
/// a stretch of code; `nodes_before` and `nodes`, the e-nodes before and after them; and `limits`, the stretches whose budget was spent: objects of `nodes_before`,
/// `nodes`, `iterations`, and `top_rule` with what it added, `top_rule_nodes`. A function holds
/// `function`, its symbol, and `ops`, an array in program order of objects of `op`, `layer`,
/// `predicted_ns`, `sources` (objects of `op` and `layer`, what the op stands for) and `rules` (names, the
/// first applied first; none of an op that is as it was). `layer` is the name in the location, else
/// `file:line:column`, else `?`. Keys are only ever added while the version stays.
pub fn explain(reports: &[Arc<FunctionReport>], form: ExplainForm) -> String {
    match form {
        ExplainForm::Text => text::text(reports),
        ExplainForm::Json => json::json(reports),
    }
}

/// Writes the explanation to `path`, in the form that its name asks for, and with it what `rest` writes:
/// both or, if one cannot be written, neither.
///
/// # Errors
/// When the name asks for no form or the file cannot be written, and what `rest` returns.
pub fn write_explained(
    reports: &[Arc<FunctionReport>],
    path: &Path,
    rest: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let form = ExplainForm::of(path).map_err(|error| vec![error])?;
    let written = write_atomic(path, |out| {
        out.write_all(explain(reports, form).as_bytes())?;
        rest().map_err(Step)
    });
    written.map_err(|step: Step| step.0)
}

/// The sums over functions before and after. Of several runs on one function the first says what was
/// before and the last what is after.
pub fn totals(reports: &[Arc<FunctionReport>]) -> (Totals, Totals) {
    let mut sums = (Totals::default(), Totals::default());
    for (at, report) in reports.iter().enumerate() {
        let same = |other: &&Arc<FunctionReport>| other.function == report.function;
        if !reports[..at].iter().any(|other| same(&other)) {
            sums.0 = sums.0.plus(report.before);
        }
        if !reports[at + 1..].iter().any(|other| same(&other)) {
            sums.1 = sums.1.plus(report.after);
        }
    }
    sums
}

/// How often rules fired: most often first, by name where that is the same.
fn fired<'a>(reports: impl IntoIterator<Item = &'a FunctionReport>) -> Vec<(&'static str, u64)> {
    let mut counts = std::collections::BTreeMap::<&'static str, u64>::new();
    for stretch in reports.into_iter().flat_map(|report| &report.stretches) {
        for &(rule, times) in &stretch.fired {
            *counts.entry(rule).or_default() += u64::from(times);
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, times)| std::cmp::Reverse(times));
    counts
}

/// A time for people: three digits and a unit.
pub fn time_words(picoseconds: u64) -> String {
    let units = [(1e12, "s"), (1e9, "ms"), (1e6, "µs"), (1e3, "ns")];
    scaled(picoseconds, &units, "ps")
}

/// An amount for people: three digits and a decimal prefix before `unit`.
pub fn amount_words(amount: u64, unit: &str) -> String {
    scaled(amount, &[(1e9, "G"), (1e6, "M"), (1e3, "k")], "") + unit
}

fn scaled(amount: u64, units: &[(f64, &str)], small: &str) -> String {
    let value = amount as f64;
    match units.iter().find(|(size, _)| value >= *size) {
        None => format!("{amount} {small}"),
        Some((size, unit)) => {
            let value = value / size;
            let digits = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
            format!("{value:.digits$} {unit}")
        }
    }
}
