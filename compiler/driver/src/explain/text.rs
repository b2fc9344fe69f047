//! An explanation for people.

use std::fmt::Write;
use std::sync::Arc;

use tfl_passes::eqsat::{FunctionReport, OpReport, Totals};

use super::{amount_words, fired, time_words, totals};

/// The most source ops of one op that are shown.
const SHOWN: usize = 12;

/// A summary of all functions, then the ops of each.
pub(super) fn text(reports: &[Arc<FunctionReport>]) -> String {
    let mut out = String::new();
    let (before, after) = totals(reports);
    let all: Vec<&FunctionReport> = reports.iter().map(|report| &**report).collect();
    if all.len() != 1 {
        out.push_str("Summary\n\n");
        summary(&mut out, before, after, &all);
    }
    for report in all {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}@{}\n", report.function);
        summary(&mut out, report.before, report.after, &[report]);
        out.push('\n');
        ops(&mut out, &report.ops);
    }
    out
}

fn summary(out: &mut String, before: Totals, after: Totals, reports: &[&FunctionReport]) {
    let amount = |n: u64| amount_words(n, "");
    let rows = [
        ("ops", before.ops.to_string(), after.ops.to_string(), (before.ops, after.ops)),
        ("MACs", amount(before.macs), amount(after.macs), (before.macs, after.macs)),
        (
            "bytes moved",
            amount_words(before.bytes, "B"),
            amount_words(after.bytes, "B"),
            (before.bytes, after.bytes),
        ),
        (
            "predicted time",
            time_words(before.picoseconds),
            time_words(after.picoseconds),
            (before.picoseconds, after.picoseconds),
        ),
    ];
    let _ = writeln!(out, "  {:14}  {:>10}  {:>10}", "", "before", "after");
    for (name, was, is, (from, to)) in rows {
        let line =
            format!("  {name:14}  {:>10}  {:>10}  {}", was.trim_end(), is.trim_end(), change(from, to));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let stretches = || reports.iter().flat_map(|report| &report.stretches);
    for stretch in stretches().filter(|stretch| !stretch.saturated) {
        let (from, to) = stretch.nodes;
        let _ = write!(out, "\n  stopped after {} rounds, {from} e-nodes grown to {to}", stretch.iterations);
        if let Some((rule, added)) = stretch.top {
            let _ = write!(out, ", {added} of them by {rule}");
        }
        out.push('\n');
    }
    let fired = fired(reports.iter().copied());
    if !fired.is_empty() {
        let rounds = stretches().map(|stretch| stretch.iterations).max().unwrap_or(0);
        let _ = writeln!(out, "\n  rules fired, in up to {rounds} rounds");
        for (rule, times) in fired {
            let _ = writeln!(out, "  {times:6}  {rule}");
        }
    }
}

/// `-25.0%`, where there is a change.
fn change(from: u64, to: u64) -> String {
    match from == to || from == 0 {
        true => String::new(),
        false => format!("{:+.1}%", 100.0 * (to as f64 - from as f64) / from as f64),
    }
}

fn ops(out: &mut String, ops: &[OpReport]) {
    let width = |words: &dyn Fn(&OpReport) -> usize| ops.iter().map(words).max().unwrap_or(0).min(60);
    let names = width(&|op| op.name.as_str().len());
    let places = width(&|op| op.place.chars().count());
    for op in ops {
        let time = time_words(op.picoseconds);
        let _ = writeln!(out, "  {time:>8}  {:names$}  {:places$}", op.name.as_str(), op.place);
        if op.rules.is_empty() {
            continue;
        }
        for (name, place) in op.sources.iter().take(SHOWN) {
            let _ = writeln!(out, "            from {name}  {place}");
        }
        if op.sources.len() > SHOWN {
            let _ = writeln!(out, "            and {} more", op.sources.len() - SHOWN);
        }
        let _ = writeln!(out, "            by {}", op.rules.join(", "));
    }
}
