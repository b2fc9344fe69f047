//! Arrays as files, for runs of `tflc`.

use std::path::Path;

use tfl_driver::numpy::{Array, read_npz, write_npz};

use crate::golden::Arrays;

/// The arrays of a file, in the order of the file.
pub(crate) fn read_in_order(path: &Path) -> Result<Vec<(String, Array)>, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    read_npz(bytes.into()).map_err(|e| format!("{}: {e}", path.display()))
}

/// The arrays of a file, by name.
pub(crate) fn read(path: &Path) -> Result<Arrays, String> {
    Ok(read_in_order(path)?.into_iter().collect())
}

/// Writes arrays to a file.
pub(crate) fn write(path: &Path, arrays: &[(String, Array)]) -> Result<(), String> {
    let file = std::fs::File::create(path).and_then(|file| write_npz(file, arrays));
    file.map(|_| ()).map_err(|e| format!("{}: {e}", path.display()))
}
