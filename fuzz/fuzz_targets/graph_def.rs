//! Frozen graphs: import ends without a panic.
#![no_main]

use std::path::Path;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use tfl_import::{GraphOptions, import_graph_def_bytes};

fuzz_target!(|data: &[u8]| {
    let bytes = Bytes::copy_from_slice(data);
    // Errors are what most inputs must give; only panics, hangs and huge allocations are findings.
    let _ = import_graph_def_bytes(bytes, Path::new("fuzz.pb"), &GraphOptions::default());
});
