//! SavedModels: `saved_model.pb` is the input, in a folder without variables; import ends without a
//! panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use tfl_import::{ImportOptions, import_saved_model};

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder for the model"));

fuzz_target!(|data: &[u8]| {
    // A new file each time: the last one may still be mapped.
    let path = FOLDER.path().join("saved_model.pb");
    let _ = std::fs::remove_file(&path);
    std::fs::write(&path, data).expect("the model is written");
    let _ = import_saved_model(FOLDER.path(), &ImportOptions::default());
});
