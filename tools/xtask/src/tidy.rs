//! `tidy`: the rules of this repository that a program can check.
//!
//! | rule | checked in |
//! |---|---|
//! | a crate uses only crates of lower floors | [`mod@floors`] |
//! | files are small, named after what they hold, and safe Rust | [`mod@files`] |
//! | no open ends and no paths of one machine in the text | [`mod@words`] |
//! | what runs is named in a test, what tests keep is read by one | [`mod@coverage`] |

mod coverage;
mod files;
mod floors;
mod tree;
mod words;

use tree::Tree;

/// Everything that breaks a rule, one line each: `FILE: what is wrong`.
///
/// # Errors
/// When the tree cannot be read or cargo does not answer.
pub fn findings() -> Result<Vec<String>, String> {
    let tree = Tree::read()?;
    let mut out = floors::check()?;
    out.extend(files::check(&tree));
    out.extend(words::check(&tree));
    out.extend(coverage::orphans(&tree));
    out.extend(coverage::untested_ops(&tree));
    Ok(out)
}

/// Passes that no test runs, one line each. Needs the built tools.
///
/// # Errors
/// When `tfl-opt` does not list what it has.
pub fn untested_passes() -> Result<Vec<String>, String> {
    coverage::untested_passes(&Tree::read()?)
}
