//! Every snapshot under `test/cli/`.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};

use tfl_test::lit::Suite;
use tfl_test::snapshot;

fn cli(file: &Path) -> datatest_stable::Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("cli");
    let suite = Suite::new(source, PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli"));
    Ok(snapshot::check(&suite, file)?)
}

datatest_stable::harness! {
    { test = cli, root = "cli", pattern = r"\.cli$" },
}
