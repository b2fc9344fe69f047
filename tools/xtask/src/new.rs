//! `new`: the files of a new op, pass, rule, kernel or test, with what is left to write marked.
//!
//! The mark is `BLANK`; `tidy` finds the ones that were forgotten.

use std::fs;
use std::path::Path;

use crate::workspace;

/// What is to be made.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum New {
    /// An op: a row in a family file of its dialect, and a test of what it computes
    Op {
        /// Its name, such as tfl.leaky_relu
        name: String,
        /// The family file, such as activation
        family: String,
    },
    /// A pass and its lit test
    Pass {
        /// Its name, such as tfl-optimize
        name: String,
    },
    /// A file of kernels
    Kernel {
        /// Its name, such as leaky_relu
        name: String,
    },
    /// A lit test
    Test {
        /// Its path under test/lit
        path: String,
    },
}

/// Writes the files. Returns their paths and what is left to do by hand, one line each.
///
/// # Errors
/// When a name is not of its kind's form, or a file is there already.
pub fn write(new: &New) -> Result<Vec<String>, String> {
    let root = workspace::root();
    match new {
        New::Op { name, family } => op(&root, name, family),
        New::Pass { name } => pass(&root, name),
        New::Kernel { name } => {
            snake(name)?;
            let path = format!("runtime/kernels/src/{name}.rs");
            create(&root, &path, &fill(include_str!("../templates/kernel.rs.in"), name))?;
            Ok(vec![path, format!("left: `pub mod {name};` in runtime/kernels/src/lib.rs")])
        }
        New::Test { path } => {
            let path = format!("test/lit/{}.mlir", path.trim_end_matches(".mlir"));
            create(&root, &path, include_str!("../templates/test.mlir.in"))?;
            Ok(vec![path])
        }
    }
}

fn op(root: &Path, name: &str, family: &str) -> Result<Vec<String>, String> {
    let wrong = || format!("'{name}' is no op: expected DIALECT.NAME, such as tfl.leaky_relu");
    let (dialect, short) = name.split_once('.').ok_or_else(wrong)?;
    snake(family)?;
    let file = file_name(short);
    let rows = format!("dialects/src/{dialect}/{family}.rs");
    let text = fs::read_to_string(root.join(&rows)).map_err(|e| format!("{rows}: {e}"))?;
    let row = fill(include_str!("../templates/op.rs.in"), name);
    let text = insert_row(&text, &row).ok_or_else(|| format!("{rows}: has no `ops! {{ … }}`"))?;
    let test = format!("test/lit/interpret/{file}.mlir");
    create(root, &test, &fill(include_str!("../templates/interpret.mlir.in"), name))?;
    fs::write(root.join(&rows), text).map_err(|e| format!("{rows}: {e}"))?;
    let left = format!("left: a row with its kernel in runtime/interpreter/src/ops/{family}.rs");
    Ok(vec![rows, test, left])
}

/// `text` with `row` as the last row of its `ops!`.
fn insert_row(text: &str, row: &str) -> Option<String> {
    let start = text.find("ops! {\n")?;
    let end = start + text[start..].find("\n}\n")? + 1;
    Some(format!("{}{row}{}", &text[..end], &text[end..]))
}

fn pass(root: &Path, name: &str) -> Result<Vec<String>, String> {
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(format!("'{name}' is no pass: expected kebab case, such as tfl-optimize"));
    }
    let file = file_name(name);
    let (source, test) = (format!("passes/src/{file}.rs"), format!("test/lit/{name}/{file}.mlir"));
    create(root, &source, &fill(include_str!("../templates/pass.rs.in"), name))?;
    create(root, &test, &fill(include_str!("../templates/pass.mlir.in"), name))?;
    let left = format!("left: `mod {file};` and a line in `PASSES` in passes/src/lib.rs");
    Ok(vec![source, test, left])
}

fn snake(name: &str) -> Result<(), String> {
    let good = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    match good && name.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => Ok(()),
        false => Err(format!("'{name}' is no file name: expected snake case, such as leaky_relu")),
    }
}

/// Name of the file for a pass or op: without the dialect, in snake case.
fn file_name(name: &str) -> String {
    let short = name.strip_prefix("tfl-").or(name.strip_prefix("tf-")).unwrap_or(name);
    let mut out = String::new();
    for c in short.rsplit('.').next().unwrap_or(short).chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(if c == '-' { '_' } else { c.to_ascii_lowercase() });
    }
    out
}

/// Name of the Rust type for a pass or op: `leaky_relu` gives `LeakyRelu`.
fn type_name(name: &str) -> String {
    let words = file_name(name);
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    words.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

fn fill(template: &str, name: &str) -> String {
    let text = template.replace("{{name}}", name).replace("{{Type}}", &type_name(name));
    text.replace("{{file}}", &file_name(name))
}

fn create(root: &Path, path: &str, text: &str) -> Result<(), String> {
    let full = root.join(path);
    if full.exists() {
        return Err(format!("{path} is there already"));
    }
    let made = full.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&full, text));
    made.map_err(|e| format!("{path}: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_kind() {
        assert_eq!(file_name("tfl-optimize-batch-matmul"), "optimize_batch_matmul");
        assert_eq!(file_name("tf.BiasAdd"), "bias_add");
        assert_eq!(type_name("tfl.leaky_relu"), "LeakyRelu");
        assert!(snake("LeakyRelu").is_err() && snake("leaky_relu").is_ok());
    }

    #[test]
    fn templates_are_filled_completely() {
        for template in [
            include_str!("../templates/pass.rs.in"),
            include_str!("../templates/pass.mlir.in"),
            include_str!("../templates/op.rs.in"),
            include_str!("../templates/interpret.mlir.in"),
            include_str!("../templates/kernel.rs.in"),
        ] {
            let text = fill(template, "tfl.leaky_relu");
            assert!(!text.contains("{{") && text.contains("BLANK"), "{text}");
        }
    }

    #[test]
    fn a_row_becomes_the_last_of_its_family() {
        let text = "use x;\n\nops! {\n    A {\n    }\n}\n\nfn verify() {\n}\n";
        let with = insert_row(text, "\n    B {\n    }\n").unwrap();
        assert_eq!(with, "use x;\n\nops! {\n    A {\n    }\n\n    B {\n    }\n}\n\nfn verify() {\n}\n");
        assert_eq!(insert_row("fn f() {}\n", ""), None);
    }
}
