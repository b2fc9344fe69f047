//! Documentation of passes and dialects, printed from their rows.

use std::fmt::Write;

use tfl_ir::pass::{PassInfo, Registry};

/// Documentation of a pass for `--help`: what it does, and its options.
pub(crate) fn pass_help(pass: &PassInfo) -> String {
    let mut text = lines(pass.doc);
    for option in pass.options {
        let default = (option.default)();
        let default = if default.is_empty() { "empty".to_owned() } else { default };
        let _ = write!(
            text,
            "\n  {}: {} (default: {default})\n    {}",
            option.name,
            option.ty,
            one_line(option.doc)
        );
    }
    text
}

/// `--list-passes`.
pub(crate) fn list_passes(registry: &Registry) -> String {
    let mut text = String::new();
    for pass in registry.passes() {
        let _ = writeln!(text, "{} (on {})", pass.name, pass.runs_on);
        for line in pass_help(pass).lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    for pipeline in registry.pipelines() {
        let _ = writeln!(
            text,
            "{} (pipeline)\n    {}\n    {}",
            pipeline.name,
            one_line(pipeline.doc),
            pipeline.text
        );
    }
    text
}

/// `--list-passes --markdown`.
pub(crate) fn list_passes_markdown(registry: &Registry) -> String {
    let mut text = "# Passes\n".to_owned();
    for pass in registry.passes() {
        let _ = writeln!(text, "\n## `{}`\n\nRuns on {}.\n\n{}", pass.name, pass.runs_on, lines(pass.doc));
        if !pass.options.is_empty() {
            text.push_str("\n| option | value | default | |\n|---|---|---|---|\n");
        }
        for option in pass.options {
            let default = (option.default)();
            let _ = writeln!(
                text,
                "| `{}` | {} | `{default}` | {} |",
                option.name,
                option.ty,
                one_line(option.doc)
            );
        }
        if !pass.stats.is_empty() {
            text.push_str("\n| counter | |\n|---|---|\n");
        }
        for stat in pass.stats {
            let _ = writeln!(text, "| `{}` | {} |", stat.name.replace('_', "-"), one_line(stat.doc));
        }
    }
    if !registry.pipelines().is_empty() {
        text.push_str("\n# Pipelines\n");
    }
    for pipeline in registry.pipelines() {
        let _ =
            writeln!(text, "\n## `{}`\n\n{}\n\n`{}`", pipeline.name, one_line(pipeline.doc), pipeline.text);
    }
    text
}

/// `--show-dialects`.
pub(crate) fn show_dialects() -> String {
    let mut text = "Available Dialects:\n".to_owned();
    for dialect in tfl_ir::registered_dialects() {
        let ops = dialect.ops.iter().map(|family| family.len()).sum::<usize>();
        let _ = writeln!(text, "  {} ({ops} operations)", dialect.name);
    }
    text
}

/// A doc comment's lines without the blank after `///`.
fn lines(doc: &str) -> String {
    let lines: Vec<&str> = doc.trim().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n")
}

fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
