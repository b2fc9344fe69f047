//! Every op and every pass has to be named in a test.
//!
//! The tools say what there is; the tests are the files under `test/` and the crates' `tests/`.

use std::collections::BTreeSet;

use super::tree::Tree;
use crate::binaries;

pub(super) fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let tests: Vec<&str> = tree
        .files
        .iter()
        .filter(|file| file.path.starts_with("test/") || file.path.contains("/tests/"))
        .map(|file| file.text.as_str())
        .collect();
    let mut out = Vec::new();
    for (kind, tool, args) in
        [("pass", "tfl-opt", vec!["--list-passes", "--markdown"]), ("op", "tflc", vec!["ops", "--markdown"])]
    {
        let page = binaries::built()?.output(tool, &args)?;
        let names = headings(&page);
        if names.is_empty() {
            return Err(format!("{tool} {} lists nothing under '### `NAME`'", args.join(" ")));
        }
        let untested = names.iter().filter(|name| !tests.iter().any(|text| names_it(text, name)));
        out.extend(untested.map(|name| format!("{kind} {name}: no test names it")));
    }
    Ok(out)
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

/// The names in headings of the form "### `NAME`".
fn headings(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("### `")?.split('`').next()).collect()
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
        assert_eq!(
            headings("# Ops\n### `tfl.add`\ntext\n### `tfl.sub`: difference\n"),
            ["tfl.add", "tfl.sub"]
        );
    }

    #[test]
    fn inputs_go_by_the_name_in_their_folder() {
        assert_eq!(input_name("test/lit/import/Inputs/a.pb"), "a.pb");
        assert_eq!(input_name("test/models/kws/saved_model/saved_model.pb"), "kws");
    }

    #[test]
    fn a_longer_name_is_another_name() {
        assert!(names_it("tfl.add(%0)", "tfl.add"));
        assert!(names_it("--cse", "cse"));
        assert!(!names_it("tfl.add_n(%0)", "tfl.add"));
        assert!(!names_it("tfl-optimize-batch-matmul", "tfl-optimize"));
    }
}
