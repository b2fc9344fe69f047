//! `.tflite` bytes: reading, validation, import and export end without a panic, and what is exported
//! reads back.
#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use tfl_flatbuffer::{ExportOptions, ImportOptions, export, import_model, read, read_unchecked, validate};

fuzz_target!(|data: &[u8]| {
    let bytes = Bytes::copy_from_slice(data);
    let Ok(model) = read_unchecked(&bytes) else { return };
    if validate(&model).is_err() {
        return;
    }
    let Ok(module) = import_model(&model, &ImportOptions::default()) else { return };
    let mut file = Vec::new();
    if export(&module, &ExportOptions::default(), &mut file).is_ok()
        && let Err(error) = read(&Bytes::from(file))
    {
        panic!("the exported file does not read back: {error}");
    }
});
