//! `tflc rules`.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::{Value, json};
use tfl_driver::{Failure, RuleInfo, near_rule, rules};
use tfl_ir::{Diagnostic, Loc};

use crate::args::Rules;

pub(crate) fn run(args: &Rules) -> Result<(), Failure> {
    let mut chosen = rules();
    if let Some(name) = &args.name {
        chosen.retain(|rule| rule.name == name);
        if chosen.is_empty() {
            return Err(unknown_rule(name));
        }
    }
    let text = match (args.json, args.markdown) {
        (true, _) => format!("{:#}\n", chosen.iter().map(json).collect::<Value>()),
        (_, true) => markdown(&chosen),
        _ if args.name.is_some() => chosen.iter().map(text).collect(),
        _ => chosen.iter().map(|rule| format!("{:10}  {}\n", rule.numerics, rule.name)).collect(),
    };
    // A reader that closes the pipe early has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

/// No rule has this name.
pub(crate) fn unknown_rule(name: &str) -> Failure {
    let hint = match near_rule(name) {
        Some(near) => format!("did you mean {near}?"),
        None => "tflc rules lists all rules".to_owned(),
    };
    let message = format!("no rule is called '{}'", name.escape_debug());
    vec![Diagnostic::error(Loc::UNKNOWN, message).with_hint(hint)]
}

/// A pattern in one line, however it is written in the source.
fn one_line(pattern: &str) -> String {
    pattern.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is matched and made, or code that the rule applies to, line by line.
fn code(rule: &RuleInfo) -> Vec<String> {
    match rule.pattern {
        Some((from, to)) => vec![one_line(from), format!("=> {}", one_line(to))],
        None => rule.examples.iter().map(|example| one_line(example)).collect(),
    }
}

fn rows(rule: &RuleInfo) -> Vec<String> {
    rule.rows.iter().map(|row| row.join(" ")).collect()
}

fn text(rule: &RuleInfo) -> String {
    let mut out = format!("{} ({})\n", rule.name, rule.numerics);
    let mut lines: Vec<String> = rule.doc.lines().map(str::to_owned).collect();
    if rule.pattern.is_none() {
        lines.push("applies to code such as".to_owned());
    }
    lines.extend(code(rule).into_iter().map(|line| format!("  {line}")));
    if !rule.rows.is_empty() {
        lines.push(format!("where {} is one of", variables(rule)));
        lines.extend(rows(rule).into_iter().map(|row| format!("  {}", one_line(&row))));
    }
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
    out
}

/// `$0 $1`: the variables that rows stand for.
fn variables(rule: &RuleInfo) -> String {
    let count = rule.rows.first().map_or(0, |row| row.len());
    (0..count).map(|at| format!("${at}")).collect::<Vec<_>>().join(" ")
}

fn json(rule: &RuleInfo) -> Value {
    json!({
        "name": rule.name,
        "numerics": rule.numerics,
        "doc": rule.doc,
        "from": rule.pattern.map(|(from, _)| one_line(from)),
        "to": rule.pattern.map(|(_, to)| one_line(to)),
        "rows": rule.rows,
        "examples": rule.examples.iter().map(|example| one_line(example)).collect::<Vec<_>>(),
    })
}

fn markdown(rules: &[RuleInfo]) -> String {
    let mut out = format!(
        "{} {}, in the order in which they are tried. `bit-exact` rules change no bit of any result; `real` \
         ones are exact in real numbers, so that floats round differently.\n",
        rules.len(),
        if rules.len() == 1 { "rule" } else { "rules" },
    );
    for rule in rules {
        let _ = write!(out, "\n## `{}`\n\n{}. {}\n", rule.name, rule.numerics, rule.doc);
        if rule.pattern.is_none() {
            out.push_str("\nApplies to code such as\n");
        }
        let _ = write!(out, "\n```text\n{}\n```\n", code(rule).join("\n"));
        if !rule.rows.is_empty() {
            let _ = writeln!(out, "\nfor `{}`: `{}`", variables(rule), rows(rule).join("`, `"));
        }
    }
    out
}
