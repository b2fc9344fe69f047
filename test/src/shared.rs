//! The folder of real models and cases, which is kept outside the repository.

use std::path::{Path, PathBuf};

/// `shared/` beside the repository, or the folder that `TFL_SHARED` names.
///
/// # Errors
/// A sentence that says why tests which need it are skipped.
pub fn folder() -> Result<PathBuf, String> {
    let beside = || xtask::workspace::root().join("../shared");
    let folder = std::env::var_os("TFL_SHARED").map_or_else(beside, PathBuf::from);
    match Path::new(&folder).join("models").is_dir() {
        true => Ok(folder),
        false => Err("the folder of real models is absent (../shared, or TFL_SHARED)".to_owned()),
    }
}
