//! Damaged models: refused or imported, never a panic, and always with a message.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use proptest::prelude::*;
use tfl_import::{GraphOptions, ImportOptions, import_graph_def_bytes, import_saved_model};

fn model(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/models").join(name)
}

/// One change to the bytes of a file.
#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>();
    prop_oneof![
        4 => (at, any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => at.prop_map(Change::Cut),
        1 => (at, 1usize..64).prop_map(|(at, len)| Change::Remove(at, len)),
        1 => (at, 1usize..64).prop_map(|(at, len)| Change::Repeat(at, len)),
    ]
}

fn apply(mut data: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let len = data.len().max(1);
        match *change {
            Change::Set(at, byte) => {
                if let Some(slot) = data.get_mut(at % len) {
                    *slot = byte;
                }
            }
            Change::Cut(at) => data.truncate(at % len),
            Change::Remove(at, count) => {
                let from = (at % len).min(data.len());
                data.drain(from..(from + count).min(data.len()));
            }
            Change::Repeat(at, count) => {
                let from = (at % len).min(data.len());
                let part = data[from..(from + count).min(data.len())].to_vec();
                data.splice(from..from, part);
            }
        }
    }
    data
}

fn check(diagnostics: &[tfl_ir::Diagnostic]) -> std::result::Result<(), TestCaseError> {
    prop_assert_eq!(diagnostics.len(), 1);
    prop_assert!(diagnostics.iter().all(|d| !d.message.is_empty() && d.message.len() < 2000));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn graphs(which in 0usize..2, changes in prop::collection::vec(change(), 1..4)) {
        let name = ["nchw_frozen_conv_bn_pool/frozen.pb", "tf1_regression/frozen.pb"][which];
        let data = apply(fs::read(model(name)).unwrap(), &changes);
        if let Err(diagnostics) = import_graph_def_bytes(Bytes::from(data), Path::new("g.pb"), &GraphOptions::default()) {
            check(&diagnostics)?;
        }
    }

    #[test]
    fn saved_models(which in 0usize..3, file in 0usize..3, changes in prop::collection::vec(change(), 1..4)) {
        let name = ["variables", "tf1_partitioned", "two_signatures_shared_weight"][which];
        let files = ["saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"];
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("variables")).unwrap();
        for (i, path) in files.iter().enumerate() {
            let data = fs::read(model(name).join(path)).unwrap();
            fs::write(dir.path().join(path), if i == file { apply(data, &changes) } else { data }).unwrap();
        }
        if let Err(diagnostics) = import_saved_model(dir.path(), &ImportOptions::default()) {
            check(&diagnostics)?;
        }
    }
}
