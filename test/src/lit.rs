//! Lit-style tests: a file says in `RUN:` lines how it is tested.
//!
//! ```mlir
//! // RUN: tfl-opt %s --cse | FileCheck %s
//! // CHECK: return
//! ```
//!
//! The lines look like shell, but no shell runs them: the interpreter here knows pipes, `&&`, `||`,
//! `;`, redirections, quotes and the commands of [`mod@builtin`], so that the tests need nothing
//! but this workspace and mean the same on every machine. What it does not know is an error.
//!
//! Substitutions: `%s` the file, `%S` its folder, `%t` a path of the test's own for temporary
//! files, `%T` that path's folder (empty at the start, and the working directory), `%R` the
//! workspace's root, `%%` a percent sign.

mod builtin;
mod execute;
mod script;
mod syntax;

use std::path::{Path, PathBuf};

use crate::Failure;
pub(crate) use crate::process::Finished;
pub(crate) use builtin::first_difference;
pub(crate) use execute::Shell;
use script::Script;

/// Where the tests of a run are and may write.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The folder that holds the test files.
    pub source: PathBuf,
    /// A folder that the tests may fill; each gets a part of its own.
    pub scratch: PathBuf,
    /// The features that hold here, for `REQUIRES:`, `UNSUPPORTED:` and `XFAIL:`.
    pub features: Vec<String>,
}

/// Names a test may ask for; anything else is taken for a slip.
const KNOWN_FEATURES: [&str; 6] = ["aarch64", "linux", "macos", "shared", "windows", "x86_64"];

impl Suite {
    /// A suite on this machine.
    pub fn new(source: PathBuf, scratch: PathBuf) -> Self {
        let mut features = vec![std::env::consts::OS.to_owned(), std::env::consts::ARCH.to_owned()];
        if crate::shared::folder().is_ok() {
            features.push("shared".to_owned());
        }
        Self { source, scratch, features }
    }

    /// Runs one file. A file that is not for this machine passes, with a line that says so.
    ///
    /// # Errors
    /// The first `RUN:` line that fails, with its commands, exit code and output; or what is wrong
    /// with the file itself.
    pub fn run(&self, file: &Path) -> Result<(), Failure> {
        let text = std::fs::read(file).map_err(|e| Failure(format!("{}: {e}", file.display())))?;
        let script = Script::parse(&String::from_utf8_lossy(&text)).map_err(Failure)?;
        if let Some(reason) = self.not_here(&script)? {
            print_skip(file, &reason);
            return Ok(());
        }
        let shell = self.shell(file)?;
        let result = shell.run_all(&script.runs);
        match (result, self.any_holds(&script.xfail)?) {
            (Ok(()), false) => Ok(()),
            (Err(execute::Stop::Failed(_)), true) => Ok(()),
            (Ok(()), true) => Err(Failure("passes, though marked XFAIL: remove the mark".to_owned())),
            (Err(execute::Stop::Failed(why) | execute::Stop::Invalid(why)), _) => Err(Failure(why)),
        }
    }

    /// Why the file is not run here, if it is not.
    fn not_here(&self, script: &Script) -> Result<Option<String>, Failure> {
        for wanted in &script.requires {
            if !self.holds(wanted)? {
                return Ok(Some(format!("requires {wanted}")));
            }
        }
        match self.any_holds(&script.unsupported)? {
            true => Ok(Some(format!("unsupported with {}", script.unsupported.join(", ")))),
            false => Ok(None),
        }
    }

    fn any_holds(&self, features: &[String]) -> Result<bool, Failure> {
        features.iter().try_fold(false, |any, feature| Ok(any | self.holds(feature)?))
    }

    /// Whether `feature`, `!feature` or `*` holds.
    fn holds(&self, feature: &str) -> Result<bool, Failure> {
        if feature == "*" {
            return Ok(true);
        }
        let (name, wanted) = match feature.strip_prefix('!') {
            Some(name) => (name, false),
            None => (feature, true),
        };
        if !KNOWN_FEATURES.contains(&name) {
            return Err(Failure(format!("unknown feature '{name}'; known: {}", KNOWN_FEATURES.join(", "))));
        }
        Ok(self.features.iter().any(|f| f == name) == wanted)
    }

    /// What the commands of `file` see: a fresh scratch folder of its own.
    pub(crate) fn shell(&self, file: &Path) -> Result<Shell, Failure> {
        let relative = file.strip_prefix(&self.source).unwrap_or(file);
        let scratch = self.scratch.join(relative.to_string_lossy().replace(['/', '\\'], "-"));
        let file = file.canonicalize().map_err(|e| Failure(format!("{}: {e}", file.display())))?;
        Ok(Shell { file, scratch: crate::scratch::fresh(&scratch).map_err(Failure)? })
    }
}

#[expect(clippy::print_stdout, reason = "a skipped test has to be seen in the test log")]
fn print_skip(file: &Path, reason: &str) {
    println!("skipped {}: {reason}", file.display());
}

#[cfg(test)]
mod tests;
