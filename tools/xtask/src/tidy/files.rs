//! Sizes and names of files, and what each crate has to say at its top.

use super::tree::{File, Tree};

/// Most lines of a source file.
const LIMIT: usize = 600;

/// Files that may be longer, and why.
const LONGER: [(&str, &str); 0] = [];

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 8] =
    ["common", "helper", "helpers", "misc", "prelude", "shared_code", "util", "utils"];

/// Crates that may use `unsafe`, each block with a SAFETY comment, and where they are.
const UNSAFE_CRATES: [&str; 1] = ["runtime/kernels/"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut out = Vec::new();
    for file in tree.rust() {
        out.extend(size(file));
        out.extend(name(file));
        out.extend(crate_root(file));
    }
    for file in tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        out.extend(manifest(file));
    }
    for (path, reason) in LONGER {
        let lines = tree.files.iter().find(|file| file.path == path).map(|file| file.text.lines().count());
        if lines.is_none_or(|lines| lines <= LIMIT) {
            out.push(format!("{path}: need not be allowed to be long ({reason})"));
        }
    }
    out
}

fn size(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    let allowed = LONGER.iter().any(|(path, _)| *path == file.path);
    (lines > LIMIT && !allowed).then(|| format!("{}: {lines} lines, at most {LIMIT}: split it", file.path))
}

fn name(file: &File) -> Option<String> {
    let stem = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs"))?;
    EMPTY_NAMES.contains(&stem).then(|| format!("{}: the name does not say what the file holds", file.path))
}

/// The first file of a library, program or test has to refuse unsafe code.
fn crate_root(file: &File) -> Option<String> {
    let path = file.path.as_str();
    let of_crate = path.ends_with("src/lib.rs") || path.ends_with("src/main.rs");
    let exempt = UNSAFE_CRATES.iter().any(|folder| path.starts_with(folder)) || path.starts_with("fuzz/");
    let missing = !file.text.contains("#![forbid(unsafe_code)]");
    (of_crate && !exempt && missing).then(|| format!("{path}: lacks #![forbid(unsafe_code)]"))
}

fn manifest(file: &File) -> Option<String> {
    let ours = file.path != "Cargo.toml" && !file.path.starts_with("fuzz/");
    let missing = !file.text.contains("[lints]\nworkspace = true");
    (ours && missing).then(|| format!("{}: lacks the workspace's lints", file.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(size(&file("a.rs", &"\n".repeat(LIMIT))), None);
        assert!(size(&file("a.rs", &"\n".repeat(LIMIT + 1))).unwrap().contains("601 lines"));
    }

    #[test]
    fn empty_names_are_found() {
        assert!(name(&file("passes/src/utils.rs", "")).is_some());
        assert_eq!(name(&file("passes/src/cse.rs", "")), None);
    }

    #[test]
    fn crate_roots_refuse_unsafe_code() {
        assert!(crate_root(&file("passes/src/lib.rs", "")).is_some());
        assert_eq!(crate_root(&file("passes/src/lib.rs", "#![forbid(unsafe_code)]")), None);
        assert_eq!(crate_root(&file("runtime/kernels/src/lib.rs", "")), None);
        assert_eq!(crate_root(&file("passes/src/cse.rs", "")), None);
    }

    #[test]
    fn manifests_take_the_lints() {
        assert!(manifest(&file("passes/Cargo.toml", "[package]")).is_some());
        assert_eq!(manifest(&file("passes/Cargo.toml", "[lints]\nworkspace = true\n")), None);
    }
}
