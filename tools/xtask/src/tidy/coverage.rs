//! What has to be named in a test.
//!
//! The example of every op is read, verified and written by a test of the dialects, so an op that only
//! passes through needs no more. An op that the interpreter computes has to be shown with numbers in
//! `test/lit/interpret/`, and a pass has to be run in `test/lit/`.

use std::collections::BTreeSet;

use super::tree::{File, Tree};
use crate::binaries;

/// Passes that no lit test runs. Asks the tool what there is.
pub(super) fn untested_passes(tree: &Tree) -> Result<Vec<String>, String> {
    let page = binaries::built()?.output("tfl-opt", &["--list-passes", "--markdown"])?;
    let names = headings(&page);
    if names.is_empty() {
        return Err("tfl-opt --list-passes --markdown lists nothing under '## `NAME`'".to_owned());
    }
    let untested = names.iter().filter(|name| !is_named(tree, "test/lit/", name));
    Ok(untested.map(|name| format!("pass {name}: no file in test/lit/ runs it")).collect())
}

/// Ops that the interpreter computes and no test shows with numbers.
pub(super) fn untested_ops(tree: &Tree) -> Vec<String> {
    let rows = tree.rust().filter(|file| file.path.starts_with("runtime/interpreter/src/ops/"));
    let names: BTreeSet<&str> = rows.flat_map(computed_ops).collect();
    let untested = names.into_iter().filter(|name| !is_named(tree, "test/lit/interpret/", name));
    untested.map(|name| format!("op {name}: no file in test/lit/interpret/ computes it")).collect()
}

/// The tfl ops named in rows of the interpreter: `pure("tfl.abs", abs)`.
fn computed_ops(file: &File) -> impl Iterator<Item = &str> {
    let quoted = file.text.match_indices("(\"tfl.").map(|(at, _)| &file.text[at + 2..]);
    quoted.filter_map(|rest| rest.split_once("\",").map(|(name, _)| name))
}

fn is_named(tree: &Tree, folder: &str, name: &str) -> bool {
    tree.files.iter().any(|file| file.path.starts_with(folder) && names_it(&file.text, name))
}

/// Files that tests read (folders `Inputs`, `models`) and no test names.
pub(super) fn orphans(tree: &Tree) -> Vec<String> {
    let is_input = |path: &str| path.contains("/Inputs/") || path.starts_with("test/models/");
    let readers: Vec<&str> = tree
        .files
        .iter()
        .filter(|file| !is_input(&file.path) && !file.path.ends_with("Cargo.toml"))
        .map(|file| file.text.as_str())
        .collect();
    let mut out = BTreeSet::new();
    for path in tree.paths.iter().filter(|path| path.starts_with("test/") && is_input(path)) {
        let name = input_name(path);
        if !name.ends_with(".md") && !readers.iter().any(|text| names_it(text, name)) {
            let until = path.find(name).map_or(path.as_str(), |at| &path[..at + name.len()]);
            out.insert(format!("{until}: no test reads it"));
        }
    }
    out.into_iter().collect()
}

/// The part of an input's path by which tests name it: the file or folder in `Inputs` or `models`.
fn input_name(path: &str) -> &str {
    let (_, rest) = path.split_once("/Inputs/").or(path.split_once("/models/")).unwrap_or(("", path));
    rest.split('/').next().unwrap_or(rest)
}

/// The names in headings of the form "## `NAME`".
fn headings(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("## `")?.split('`').next()).collect()
}

/// Whether `text` holds `name` as a whole word.
fn names_it(text: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || "_-".contains(c);
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(|c: char| part_of_word(c) && c != '-')
            && !text[at + name.len()..].starts_with(part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_headings() {
        assert_eq!(headings("# Ops\n## `tfl.add`\ntext\n## `tfl.sub`: difference\n"), ["tfl.add", "tfl.sub"]);
    }

    #[test]
    fn inputs_go_by_the_name_in_their_folder() {
        assert_eq!(input_name("test/lit/import/Inputs/a.pb"), "a.pb");
        assert_eq!(input_name("test/models/kws/saved_model/saved_model.pb"), "kws");
    }

    #[test]
    fn rows_of_the_interpreter_name_their_op() {
        let text = "ROWS = &[pure(\"tfl.abs\", abs), pure(\"tf.Abs\", abs), heavy(\"tfl.conv_2d\", conv)];";
        let file = File { path: String::new(), text: text.to_owned() };
        assert_eq!(computed_ops(&file).collect::<Vec<_>>(), ["tfl.abs", "tfl.conv_2d"]);
    }

    #[test]
    fn a_longer_name_is_another_name() {
        assert!(names_it("tfl.add(%0)", "tfl.add"));
        assert!(names_it("--cse", "cse"));
        assert!(!names_it("tfl.add_n(%0)", "tfl.add"));
        assert!(!names_it("tfl-optimize-batch-matmul", "tfl-optimize"));
    }
}
