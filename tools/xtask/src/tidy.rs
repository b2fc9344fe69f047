//! `tidy`: the rules of this repository that a program can check.
//!
//! | rule | checked in |
//! |---|---|
//! | a crate uses only crates of lower floors | [`mod@floors`] |
//! | files are small, named after what they hold, and safe Rust | [`mod@files`] |
//! | no open ends and no paths of one machine in the text | [`mod@words`] |
//! | every op and pass is named in a test, every input of tests is read | [`mod@coverage`] |

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
    Ok(out)
}

/// Ops and passes that no test names, one line each. Needs the built tools.
///
/// # Errors
/// When a tool does not list what it has.
pub fn untested() -> Result<Vec<String>, String> {
    coverage::check(&Tree::read()?)
}
