//! The real models of `test/goldens.txt` and the cases of `test/cases.txt`.
//!
//! They need the shared folder; without it each of them shows as ignored, with the reason.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "why tests are skipped has to be seen")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use tfl_test::{cases, golden, shared};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let goldens = golden::rows(include_str!("../goldens.txt")).expect("test/goldens.txt is well formed");
    let names =
        include_str!("../cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let shared = shared::folder();
    if let Err(reason) = &shared {
        println!("golden tests are skipped: {reason}");
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goldens");
    let mut trials = Vec::new();
    for row in goldens {
        let scratch = scratch.join(format!("{}-{}", row.folder, row.id));
        let name = format!("models::{}/{}", row.folder, row.id);
        trials.push(trial(name, &shared, move |shared| {
            golden::check(&row, &shared.join("models"), &scratch).map_err(Failed::from)
        }));
    }
    for name in names {
        let scratch = scratch.join(format!("case-{name}"));
        trials.push(trial(format!("cases::{name}"), &shared, move |shared| {
            cases::check(&shared.join("cases").join(name), &scratch).map_err(Failed::from)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(
    name: String,
    shared: &Result<PathBuf, String>,
    check: impl FnOnce(&Path) -> Result<(), Failed> + Send + 'static,
) -> Trial {
    match shared.clone() {
        Ok(folder) => Trial::test(name, move || check(&folder)),
        Err(reason) => Trial::test(name, || Ok(())).with_kind(reason).with_ignored_flag(true),
    }
}
