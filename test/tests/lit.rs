//! Every file under `test/lit/` that says how it is tested.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};

use tfl_test::lit::Suite;

fn lit(file: &Path) -> datatest_stable::Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("lit");
    let suite = Suite::new(source, PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lit"));
    Ok(suite.run(file)?)
}

datatest_stable::harness! {
    // Folders called `Inputs` hold what other tests read.
    { test = lit, root = "lit", pattern = r"^(?!.*\bInputs/).*\.(mlir|pbtxt|test|txt)$" },
}
