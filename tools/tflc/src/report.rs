//! What `tflc run` prints: a table for people, JSON for programs.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use tfl_driver::{Port, Tensor};

/// The outputs of one run.
pub(crate) struct RunOutputs<'a> {
    pub(crate) ports: &'a [Port],
    pub(crate) tensors: Vec<Tensor>,
}

/// How many elements of an output are shown.
const SHOWN: usize = 6;
/// How many classes are shown.
const TOP: usize = 5;

/// Prints one run as a table, and the best classes of an output that has as many scores as there are
/// `labels`.
pub(crate) fn print_table(
    out: &mut dyn Write,
    title: &str,
    run: &RunOutputs<'_>,
    labels: Option<&[String]>,
) -> io::Result<()> {
    writeln!(out, "{title}")?;
    let rows: Vec<[String; 3]> = run
        .ports
        .iter()
        .zip(&run.tensors)
        .map(|(port, tensor)| [port.name.clone(), shape_text(tensor), values_text(tensor)])
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (names, shapes) = (width(0), width(1));
    for [name, shape, values] in &rows {
        writeln!(out, "  {name:names$}  {shape:shapes$}  {values}")?;
    }
    for (port, tensor) in run.ports.iter().zip(&run.tensors) {
        if let Some(labels) = labels
            && let Some(best) = top(port, tensor, labels)
        {
            writeln!(out, "top {} of {}", best.len(), port.name)?;
            for (score, label) in best {
                writeln!(out, "  {score:>8.4}  {label}")?;
            }
        }
    }
    Ok(())
}

fn shape_text(tensor: &Tensor) -> String {
    let dims: Vec<String> = tensor.shape().iter().map(usize::to_string).collect();
    format!("{}[{}]", tensor.dtype(), dims.join(","))
}

fn values_text(tensor: &Tensor) -> String {
    let more = if tensor.len() > SHOWN { " …" } else { "" };
    if let Some(strings) = tensor.strings() {
        let shown = strings.iter().take(SHOWN).map(|s| format!("{:?}", String::from_utf8_lossy(s)));
        return shown.collect::<Vec<_>>().join(" ") + more;
    }
    if let Some(values) = tensor.to_i64s() {
        let shown = values.iter().take(SHOWN).map(i64::to_string);
        return shown.collect::<Vec<_>>().join(" ") + more;
    }
    match tensor.to_f64s() {
        Some(values) => {
            values.iter().take(SHOWN).map(|v| format!("{v:.6}")).collect::<Vec<_>>().join(" ") + more
        }
        None => String::new(),
    }
}

/// The classes with the highest scores, when `tensor` has one score a label; quantized scores are
/// shown as the real numbers they stand for. Of equal scores the first class comes first.
fn top<'a>(port: &Port, tensor: &Tensor, labels: &'a [String]) -> Option<Vec<(f64, &'a str)>> {
    if tensor.len() != labels.len() || tensor.shape().last() != Some(&labels.len()) {
        return None;
    }
    let scale = port.ty.uniform_quant().and_then(|quant| quant.scales.single());
    let real = |v: f64| scale.map_or(v, |(scale, zero_point)| (v - zero_point as f64) * scale);
    let values = tensor.to_f64s().or_else(|| Some(tensor.to_i64s()?.iter().map(|&v| v as f64).collect()))?;
    let mut scored: Vec<(f64, &str)> =
        values.into_iter().map(real).zip(labels.iter().map(String::as_str)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.truncate(TOP);
    Some(scored)
}

/// All runs as JSON: `{"runs": [{"NAME": {"dtype": …, "shape": […], "data": […]}}]}`, data flat in row-major order.
pub(crate) fn json(runs: &[RunOutputs<'_>]) -> Value {
    let run = |run: &RunOutputs<'_>| {
        let outputs = run.ports.iter().zip(&run.tensors).map(|(port, tensor)| {
            let value = json!({
                "dtype": tensor.dtype().to_string(),
                "shape": tensor.shape(),
                "data": data(tensor),
            });
            (port.name.clone(), value)
        });
        Value::Object(outputs.collect::<Map<String, Value>>())
    };
    json!({ "runs": runs.iter().map(run).collect::<Vec<_>>() })
}

/// JSON has no NaN and no infinities: they become strings.
fn data(tensor: &Tensor) -> Vec<Value> {
    if let Some(strings) = tensor.strings() {
        return strings.iter().map(|s| Value::from(String::from_utf8_lossy(s).into_owned())).collect();
    }
    if let Some(values) = tensor.to_i64s() {
        return values.into_iter().map(Value::from).collect();
    }
    let number =
        |v: f64| serde_json::Number::from_f64(v).map_or_else(|| Value::from(v.to_string()), Value::Number);
    tensor.to_f64s().unwrap_or_default().into_iter().map(number).collect()
}
