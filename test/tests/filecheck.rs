//! The cases of `test/filecheck/`: check text, input and the verdict, several to a file.
#![forbid(unsafe_code)]

use std::path::Path;

use tfl_test::Failure;
use tfl_test::filecheck::{Invocation, filecheck};

/// One case, between two `===` lines.
#[derive(Default)]
struct Case {
    name: String,
    args: Vec<String>,
    /// `pass`, or `fail: TEXT` with a text that the message has to contain.
    verdict: String,
    check: String,
    input: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut section = "head";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            out.push(Case { name: name.to_owned(), ..Case::default() });
            section = "head";
            continue;
        }
        let Some(case) = out.last_mut() else { continue };
        match (section, line) {
            (_, "--- check") => section = "check",
            (_, "--- input") => section = "input",
            ("check", _) => case.check += &format!("{line}\n"),
            ("input", _) => case.input += &format!("{line}\n"),
            (_, "") => {}
            (_, line) => match line.strip_prefix("args: ") {
                Some(args) => case.args = args.split(' ').map(str::to_owned).collect(),
                None => line.clone_into(&mut case.verdict),
            },
        }
    }
    // The blank line before the next `===` belongs to the layout, not to the input.
    for case in &mut out {
        case.input.truncate(case.input.trim_end_matches('\n').len());
        if !case.input.is_empty() {
            case.input.push('\n');
        }
    }
    out
}

fn verdict(case: &Case) -> Result<(), String> {
    let args: Vec<String> = std::iter::once("case".to_owned()).chain(case.args.iter().cloned()).collect();
    let options = Invocation::parse(&args)?.options;
    let got = filecheck(&case.check, &case.input, &options);
    match (case.verdict.as_str(), got) {
        ("pass", Ok(())) => Ok(()),
        ("pass", Err(message)) => Err(format!("expected a pass, got:\n{message}")),
        (verdict, got) => {
            let wanted = verdict.strip_prefix("fail: ").ok_or("a verdict is 'pass' or 'fail: TEXT'")?;
            match got {
                Ok(()) => Err("expected a failure, but it passed".to_owned()),
                Err(message) if message.contains(wanted) => Ok(()),
                Err(message) => Err(format!("the message lacks '{wanted}':\n{message}")),
            }
        }
    }
}

fn run(path: &Path) -> datatest_stable::Result<()> {
    let cases = cases(&std::fs::read_to_string(path)?);
    assert!(!cases.is_empty(), "no case in {}", path.display());
    let bad: Vec<String> = cases
        .iter()
        .filter_map(|case| verdict(case).err().map(|why| format!("case '{}': {why}", case.name)))
        .collect();
    match bad.is_empty() {
        true => Ok(()),
        false => {
            let report = format!("{} of {} cases\n{}", bad.len(), cases.len(), bad.join("\n"));
            Err(Failure(report).into())
        }
    }
}

datatest_stable::harness! {
    { test = run, root = "filecheck", pattern = r"\.txt$" },
}
