//! An explanation for programs.

use std::sync::Arc;

use serde_json::{Value, json};
use tfl_passes::eqsat::{FunctionReport, OpReport, Totals};

use super::{fired, totals};

/// See [`explain`](super::explain).
pub(super) fn json(reports: &[Arc<FunctionReport>]) -> String {
    let (before, after) = totals(reports);
    let all: Vec<&FunctionReport> = reports.iter().map(|report| &**report).collect();
    let document = json!({
        "version": 1,
        "summary": summary(before, after, &all),
        "functions": all.iter().map(|report| function(report)).collect::<Vec<_>>(),
    });
    // A value without maps that are not keyed by text always has a text.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn function(report: &FunctionReport) -> Value {
    let mut value = summary(report.before, report.after, &[report]);
    value["function"] = json!(&*report.function);
    value["ops"] = report.ops.iter().map(op).collect();
    value
}

fn summary(before: Totals, after: Totals, reports: &[&FunctionReport]) -> Value {
    let stretches = || reports.iter().flat_map(|report| &report.stretches);
    let rules = fired(reports.iter().copied());
    let rules = rules.into_iter().map(|(rule, times)| json!({ "rule": rule, "fired": times }));
    let limits = stretches().filter(|stretch| !stretch.saturated).map(|stretch| {
        json!({
            "nodes_before": stretch.nodes.0,
            "nodes": stretch.nodes.1,
            "iterations": stretch.iterations,
            "top_rule": stretch.top.map(|(rule, _)| rule),
            "top_rule_nodes": stretch.top.map(|(_, nodes)| nodes),
        })
    });
    json!({
        "before": sums(before),
        "after": sums(after),
        "rules": rules.collect::<Vec<_>>(),
        "iterations": stretches().map(|stretch| stretch.iterations).max().unwrap_or(0),
        "nodes_before": stretches().map(|stretch| stretch.nodes.0).sum::<usize>(),
        "nodes": stretches().map(|stretch| stretch.nodes.1).sum::<usize>(),
        "limits": limits.collect::<Vec<_>>(),
    })
}

fn sums(totals: Totals) -> Value {
    json!({
        "ops": totals.ops,
        "macs": totals.macs,
        "bytes": totals.bytes,
        "predicted_ns": nanoseconds(totals.picoseconds),
    })
}

fn op(op: &OpReport) -> Value {
    let sources = op.sources.iter().map(|(name, layer)| json!({ "op": name.as_str(), "layer": layer }));
    json!({
        "op": op.name.as_str(),
        "layer": op.place,
        "predicted_ns": nanoseconds(op.picoseconds),
        "sources": sources.collect::<Vec<_>>(),
        "rules": op.rules,
    })
}

fn nanoseconds(picoseconds: u64) -> f64 {
    picoseconds as f64 / 1e3
}
