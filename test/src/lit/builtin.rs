//! The commands that run in process.
//!
//! | command | does |
//! |---|---|
//! | `FileCheck FILE [OPTION…]` | checks its input against the directives in FILE |
//! | `cat [FILE…]`, `echo [-n] [WORD…]` | print files, or words |
//! | `printf TEXT` | prints TEXT with `\n`, `\t`, `\\` and `\xHH` |
//! | `repeat N TEXT` | prints TEXT N times, with the same escapes |
//! | `head -c N \| -n N [FILE]` | prints the first bytes or lines |
//! | `count N` | passes if its input has N lines |
//! | `cmp A B`, `diff A B` | pass if two files are equal, to the byte, or but for line ends |
//! | `test [!] -f \| -d \| -e \| -s PATH` | passes if PATH is a file, a folder, anything, not empty |
//! | `mkdir [-p] DIR…`, `cp FROM TO`, `rm [-r] [-f] PATH…` | as usual |
//! | `split-file FILE DIR` | writes the parts of FILE under `//--- NAME` lines as DIR/NAME |

mod files;
mod text;

pub(crate) use files::first_difference;

use std::path::{Path, PathBuf};

/// What a command is given.
pub(super) struct Input<'a> {
    pub(super) args: &'a [String],
    pub(super) stdin: &'a [u8],
    /// The working directory.
    pub(super) folder: &'a Path,
}

/// Why a command did not pass.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It ran, and the answer is no: exit code 1.
    No(String),
    /// It was called wrongly, which no `not` may hide.
    Usage(String),
}

/// A command: from its input to its standard output.
pub(super) type Builtin = fn(&Input<'_>) -> Result<Vec<u8>, Fault>;

const BUILTINS: [(&str, Builtin); 14] = [
    ("FileCheck", text::file_check),
    ("cat", text::cat),
    ("cmp", files::cmp),
    ("count", text::count),
    ("cp", files::cp),
    ("diff", files::diff),
    ("echo", text::echo),
    ("head", text::head),
    ("mkdir", files::mkdir),
    ("printf", text::printf),
    ("repeat", text::repeat),
    ("rm", files::rm),
    ("split-file", files::split_file),
    ("test", files::test),
];

/// The command called `name`.
pub(super) fn find(name: &str) -> Option<Builtin> {
    BUILTINS.iter().find(|(known, _)| *known == name).map(|(_, run)| *run)
}

/// The names of all commands, sorted.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    BUILTINS.iter().map(|(name, _)| *name)
}

impl Input<'_> {
    /// A path as the command sees it.
    fn path(&self, arg: &str) -> PathBuf {
        self.folder.join(arg)
    }

    /// The bytes of a file named by an argument.
    fn read(&self, arg: &str) -> Result<Vec<u8>, Fault> {
        std::fs::read(self.path(arg)).map_err(|e| Fault::No(format!("{arg}: {e}")))
    }

    /// The arguments, when there are exactly `N`.
    fn exactly<const N: usize>(&self, usage: &str) -> Result<&[String; N], Fault> {
        self.args.try_into().map_err(|_| Fault::Usage(format!("expected {usage}")))
    }
}
