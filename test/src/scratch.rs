//! Folders for files that tests make.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder `path`, empty, as an absolute path.
pub(crate) fn fresh(path: &Path) -> Result<PathBuf, String> {
    let make = || {
        if path.exists() {
            fs::remove_dir_all(path)?;
        }
        fs::create_dir_all(path)?;
        path.canonicalize()
    };
    make().map_err(|e| format!("{}: {e}", path.display()))
}
