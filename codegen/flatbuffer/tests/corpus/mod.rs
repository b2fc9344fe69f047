//! The `.tflite` files next to the repository that tests run over when they are there.

#![allow(clippy::print_stderr, reason = "skipping must not look like passing")]

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// Every `.tflite` file of the shared folders, by path. Empty, with a message, where there is none.
pub(crate) fn files() -> Vec<(PathBuf, Bytes)> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let mut paths = Vec::new();
    for folder in ["models", "cases"] {
        collect(&shared.join(folder), &mut paths);
    }
    if paths.is_empty() {
        eprintln!("skipped: no .tflite files under {}", shared.display());
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), Bytes::from(fs::read(&path).unwrap()))).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "tflite") {
            paths.push(path);
        }
    }
}
