//! The text files of the repository.

use std::fs;
use std::path::Path;

use crate::workspace;

/// A file with its text.
pub(super) struct File {
    /// Path from the workspace's root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// All text files, sorted by path.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    /// The paths of all files, text or not, sorted.
    pub(super) paths: Vec<String>,
}

/// Folders that hold no source: build outputs, histories, found inputs.
const SKIPPED: [&str; 6] = [".git", "target", "__pycache__", "corpus", "artifacts", "node_modules"];

impl Tree {
    pub(super) fn read() -> Result<Self, String> {
        let mut tree = Self { files: Vec::new(), paths: Vec::new() };
        collect(&workspace::root(), "", &mut tree).map_err(|e| format!("the workspace: {e}"))?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree.paths.sort();
        Ok(tree)
    }

    /// The Rust sources.
    pub(super) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }
}

fn collect(folder: &Path, prefix: &str, out: &mut Tree) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{path}/"), out)?;
            }
        } else {
            if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
                out.files.push(File { path: path.clone(), text });
            }
            out.paths.push(path);
        }
    }
    Ok(())
}
