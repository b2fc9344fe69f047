//! Command-line snapshots: what a user types, and all that is answered.
//!
//! ```text
//! # What the user sees when the model is absent.
//! $ tflc convert absent.pb -o out.tflite
//! exit 1
//! 2| error: no such file: absent.pb
//! ```
//!
//! A file holds any number of commands, run one after the other in the file's own folder. Lines
//! `1| ` are standard output, `2| ` standard error. Paths of this machine are written as in
//! [`crate::lit`]: `%T` the scratch folder, `%R` the workspace. With `TFL_BLESS=1` in the
//! environment (`cargo xtask bless`) files are rewritten to what is answered now.

use std::fmt::Write as _;
use std::path::Path;

use crate::Failure;
use crate::lit::{Finished, Shell, Suite};

/// Compares the file with what its commands answer, or rewrites it.
///
/// # Errors
/// The first line that is different, or what is wrong with the file.
pub fn check(suite: &Suite, file: &Path) -> Result<(), Failure> {
    let expected = std::fs::read_to_string(file).map_err(|e| Failure(format!("{}: {e}", file.display())))?;
    let answered = answer(&expected, &suite.shell(file)?).map_err(Failure)?;
    let Some((line, was, is)) = crate::lit::first_difference(&expected, &answered) else { return Ok(()) };
    if std::env::var_os("TFL_BLESS").is_some() {
        return std::fs::write(file, answered).map_err(|e| Failure(format!("{}: {e}", file.display())));
    }
    let hint = "hint: if the new text is right, run cargo xtask bless, and read the difference";
    Err(Failure(format!("line {line}:\n- {was}\n+ {is}\n{hint}\n--- all of it now\n{answered}")))
}

/// The file as it should be: its commands and comments, with the answers of now.
fn answer(file: &str, shell: &Shell) -> Result<String, String> {
    let mut out = String::new();
    let mut commands = 0;
    for (index, line) in file.lines().enumerate() {
        let is_answer = ["exit ", "1|", "2|"].iter().any(|start| line.starts_with(start));
        if let Some(command) = line.strip_prefix("$ ") {
            commands += 1;
            let finished = shell.run_command(command).map_err(|e| format!("line {}: {e}", index + 1))?;
            let _ = writeln!(out, "{line}");
            out.push_str(&transcript(&finished, shell));
        } else if line.is_empty() || line.starts_with('#') {
            let _ = writeln!(out, "{line}");
        } else if !is_answer {
            return Err(format!("line {}: expected '# …', '$ …', 'exit …', '1| …' or '2| …'", index + 1));
        }
    }
    match commands {
        0 => Err("no command: a line '$ COMMAND' is missing".to_owned()),
        _ => Ok(out),
    }
}

fn transcript(finished: &Finished, shell: &Shell) -> String {
    let mut out = match finished.crashed {
        true => "exit by a crash\n".to_owned(),
        false => format!("exit {}\n", finished.code),
    };
    for (mark, bytes) in [("1|", &finished.stdout), ("2|", &finished.stderr)] {
        for line in normalised(bytes, shell).lines() {
            let _ = writeln!(out, "{}", format!("{mark} {line}").trim_end());
        }
    }
    out
}

/// Text without the paths of this machine.
fn normalised(bytes: &[u8], shell: &Shell) -> String {
    let root = xtask::workspace::root();
    let text = String::from_utf8_lossy(bytes);
    // The scratch folder may lie inside the workspace, so it goes first.
    let text = text.replace(&*shell.scratch.to_string_lossy(), "%T");
    text.replace(&*root.to_string_lossy(), "%R")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the commands of a file answer, in a folder that is gone afterwards.
    fn answers(file: &str) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let scratch = folder.path().to_path_buf();
        answer(file, &Shell { file: scratch.join("case.cli"), scratch })
    }

    #[test]
    fn writes_code_and_both_streams() {
        let answered = answers("# why\n$ echo a\nexit 7\n1| b\n\n$ cat %R/absent\n").unwrap();
        let lines: Vec<_> = answered.lines().collect();
        assert_eq!(lines[..5], ["# why", "$ echo a", "exit 0", "1| a", ""]);
        assert_eq!(lines[5..7], ["$ cat %R/absent", "exit 1"]);
        assert!(lines[7].starts_with("2| %R/absent: "), "{answered}");
    }

    #[test]
    fn paths_of_the_scratch_folder_are_normalised() {
        let answered = answers("$ echo %T %t\n").unwrap();
        assert_eq!(answered, "$ echo %T %t\nexit 0\n1| %T %T/tmp\n");
    }

    #[test]
    fn refuses_lines_it_does_not_know() {
        assert!(answers("$ echo a\nexit 0\na\n").unwrap_err().contains("line 3"));
        assert!(answers("# nothing\n").unwrap_err().contains("no command"));
        assert!(answers("$ echo a | cat\n").unwrap_err().contains("found a pipe"));
        assert!(answers("$ echo a > f\n").unwrap_err().contains("redirection"));
    }
}
