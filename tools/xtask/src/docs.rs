//! `docs`: the pages under `docs/generated/`, which are what the tools print.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::{binaries, workspace};

/// A page: its file name, title, and the calls whose output it holds.
struct Page {
    file: &'static str,
    title: &'static str,
    calls: &'static [Call],
}

/// A call of a tool, and how its output is shown.
struct Call {
    tool: &'static str,
    args: &'static [&'static str],
    form: Form,
}

/// How output is shown.
enum Form {
    /// As it is: the tool prints Markdown.
    Markdown,
    /// In a block, under the command line.
    Block,
}

const fn help(tool: &'static str, args: &'static [&'static str]) -> Call {
    Call { tool, args, form: Form::Block }
}

const PAGES: [Page; 4] = [
    Page {
        file: "passes.md",
        title: "Passes",
        calls: &[Call { tool: "tfl-opt", args: &["--list-passes", "--markdown"], form: Form::Markdown }],
    },
    Page {
        file: "ops.md",
        title: "Ops",
        calls: &[Call { tool: "tflc", args: &["ops", "--markdown"], form: Form::Markdown }],
    },
    Page {
        file: "rules.md",
        title: "Rules",
        calls: &[Call { tool: "tflc", args: &["rules", "--markdown"], form: Form::Markdown }],
    },
    Page {
        file: "tools.md",
        title: "Tools",
        calls: &[
            help("tflc", &["--help"]),
            help("tflc", &["convert", "--help"]),
            help("tflc", &["optimize", "--help"]),
            help("tflc", &["run", "--help"]),
            help("tfl-opt", &["--help"]),
            help("tfl-translate", &["--help"]),
        ],
    },
];

/// Writes all pages and removes what is none.
///
/// # Errors
/// When a tool does not answer or a file cannot be written.
pub fn write() -> Result<(), String> {
    let folder = folder();
    let io = |e: std::io::Error| format!("{}: {e}", folder.display());
    let pages = pages()?;
    fs::create_dir_all(&folder).map_err(io)?;
    for stray in strays(&pages)? {
        fs::remove_file(folder.join(stray)).map_err(io)?;
    }
    pages.iter().try_for_each(|(file, text)| fs::write(folder.join(file), text).map_err(io))
}

/// The pages that are not what the tools print now, one line each.
///
/// # Errors
/// When a tool does not answer.
pub fn stale() -> Result<Vec<String>, String> {
    let pages = pages()?;
    let mut out: Vec<String> = Vec::new();
    for (file, text) in &pages {
        let now = fs::read_to_string(folder().join(file)).unwrap_or_default();
        if now != *text {
            out.push(format!("docs/generated/{file}: not what the tools print; run cargo xtask docs"));
        }
    }
    out.extend(strays(&pages)?.iter().map(|file| format!("docs/generated/{file}: made by nothing")));
    Ok(out)
}

fn folder() -> PathBuf {
    workspace::root().join("docs/generated")
}

/// File name and text of each page.
fn pages() -> Result<BTreeMap<&'static str, String>, String> {
    PAGES.iter().map(|page| Ok((page.file, text(page)?))).collect()
}

fn text(page: &Page) -> Result<String, String> {
    let mut out = format!("# {}\n\nWritten by `cargo xtask docs`; do not edit.\n", page.title);
    for call in page.calls {
        let said = binaries::built()?.output(call.tool, call.args)?;
        let said: Vec<&str> = said.trim_end().lines().map(str::trim_end).collect();
        let said = said.join("\n");
        let written = match call.form {
            Form::Markdown => write!(out, "\n{said}\n"),
            Form::Block => {
                let line = format!("{} {}", call.tool, call.args.join(" "));
                write!(out, "\n## `{line}`\n\n```text\n{said}\n```\n")
            }
        };
        written.map_err(|e| e.to_string())?;
    }
    Ok(out)
}

/// Files in the folder that are no page.
fn strays(pages: &BTreeMap<&'static str, String>) -> Result<Vec<String>, String> {
    let Ok(entries) = fs::read_dir(folder()) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for entry in entries {
        let name = entry.map_err(|e| e.to_string())?.file_name().to_string_lossy().into_owned();
        if !pages.contains_key(name.as_str()) {
            out.push(name);
        }
    }
    out.sort();
    Ok(out)
}
