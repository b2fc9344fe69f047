//! Runs parsed command lines.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::builtin::{self, Fault};
use super::script::Run;
use super::syntax::{self, Command, Joint, Target};
use crate::process::{Finished, Process};

/// At most this much of a stream is shown in a report.
const SHOWN: usize = 4000;

/// Why a file's run ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// A command said no: what `XFAIL` waits for.
    Failed(String),
    /// The test itself is wrong: an unknown command, a bad quote.
    Invalid(String),
}

/// What the commands of one file see.
pub(crate) struct Shell {
    /// The test file, absolute.
    pub(crate) file: PathBuf,
    /// The test's own folder, absolute; also the working directory.
    pub(crate) scratch: PathBuf,
}

impl Shell {
    /// Runs all lines of a file, until one fails.
    pub(super) fn run_all(&self, runs: &[Run]) -> Result<(), Stop> {
        runs.iter().try_for_each(|run| self.run_line(run))
    }

    /// Runs one command without looking at its verdict. Errors when the line is more than that.
    pub(crate) fn run_command(&self, text: &str) -> Result<Finished, String> {
        let mut parsed = syntax::parse(text)?;
        let (Some((_, mut pipeline)), true) = (parsed.pop(), parsed.is_empty()) else {
            return Err("one command expected, found several".to_owned());
        };
        let (Some(command), true) = (pipeline.pop(), pipeline.is_empty()) else {
            return Err("one command expected, found a pipe".to_owned());
        };
        if command != (Command { words: command.words.clone(), ..Command::default() }) {
            return Err("a redirection has no place here: the file says what is printed".to_owned());
        }
        let words: Vec<String> = command.words.iter().map(|word| self.expand(word)).collect();
        self.command(&Call { words: &words, environment: &BTreeMap::new(), merged: false }, Vec::new())
    }

    fn run_line(&self, run: &Run) -> Result<(), Stop> {
        let invalid = |why: String| Stop::Invalid(format!("RUN line {}: {why}\n  {}", run.line, run.text));
        let failed = |trail: &str| Stop::Failed(format!("RUN line {}: {}\n{trail}", run.line, run.text));
        let mut failure: Option<String> = None;
        for (joint, pipeline) in syntax::parse(&run.text).map_err(invalid)? {
            match (joint, &failure) {
                (Joint::Then, Some(trail)) => return Err(failed(trail)),
                (Joint::And, Some(_)) | (Joint::Or, None) => continue,
                _ => failure = self.pipeline(&pipeline).map_err(invalid)?,
            }
        }
        failure.map_or(Ok(()), |trail| Err(failed(&trail)))
    }

    /// Runs commands that feed each other. `Some` report when any of them fails.
    fn pipeline(&self, commands: &[Command]) -> Result<Option<String>, String> {
        let mut input = Vec::new();
        let mut failed = false;
        let mut trail = String::new();
        for command in commands {
            let words: Vec<String> = command.words.iter().map(|word| self.expand(word)).collect();
            if let Some(path) = &command.stdin {
                let path = self.path(path);
                input = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
            let call = Call { words: &words, environment: &BTreeMap::new(), merged: command.merged };
            let finished = self.command(&call, std::mem::take(&mut input))?;
            failed |= finished.code != 0;
            report(&mut trail, &words, &finished);
            if let Some(target) = &command.stderr {
                self.write(target, &finished.stderr)?;
            }
            match &command.stdout {
                Some(target) => self.write(target, &finished.stdout)?,
                None => input = finished.stdout,
            }
        }
        if failed && !input.is_empty() {
            let _ = writeln!(trail, "    stdout: {}", shown(&input));
        }
        Ok(failed.then_some(trail))
    }

    fn command(&self, call: &Call<'_>, stdin: Vec<u8>) -> Result<Finished, String> {
        let (name, args) = call.words.split_first().ok_or("a command is missing")?;
        match name.as_str() {
            "not" => match args.split_first() {
                Some((flag, rest)) if flag == "--crash" => {
                    Ok(must_crash(self.command(&Call { words: rest, ..*call }, stdin)?))
                }
                _ => Ok(must_fail(self.command(&Call { words: args, ..*call }, stdin)?)),
            },
            "exits" => {
                let (code, rest) = args.split_first().ok_or("exits CODE COMMAND")?;
                let code: i32 = code.parse().map_err(|_| format!("exits: '{code}' is no exit code"))?;
                Ok(must_exit(code, self.command(&Call { words: rest, ..*call }, stdin)?))
            }
            "env" => {
                let mut environment = call.environment.clone();
                let mut rest = args;
                while let Some((name, value)) = rest.first().and_then(|word| word.split_once('=')) {
                    environment.insert(name.to_owned(), value.to_owned());
                    rest = &rest[1..];
                }
                self.command(&Call { words: rest, environment: &environment, merged: call.merged }, stdin)
            }
            tool if xtask::binaries::TOOLS.contains(&tool) => {
                let program = xtask::binaries::built()?.path(tool).ok_or("the tool is not built")?;
                let (environment, merged) = (call.environment, call.merged);
                Process { program, args, environment, folder: &self.scratch, stdin, merged }.run()
            }
            _ => match builtin::find(name) {
                Some(run) => match run(&builtin::Input { args, stdin: &stdin, folder: &self.scratch }) {
                    Ok(stdout) => Ok(Finished { stdout, ..Finished::default() }),
                    Err(Fault::No(why)) => Ok(says_no(why, call.merged)),
                    Err(Fault::Usage(why)) => Err(format!("{name}: {why}")),
                },
                None => Err(format!("unknown command '{name}'; known: {}", known_commands())),
            },
        }
    }

    /// Makes the substitutions in one word.
    fn expand(&self, word: &str) -> String {
        let mut out = String::new();
        let mut rest = word;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let replacement: Option<Cow<'_, str>> = match after.chars().next() {
                Some('s') => Some(self.file.to_string_lossy()),
                Some('S') => self.file.parent().map(Path::to_string_lossy),
                Some('t') => Some(Cow::Owned(self.scratch.join("tmp").to_string_lossy().into_owned())),
                Some('T') => Some(self.scratch.to_string_lossy()),
                Some('R') => Some(Cow::Owned(xtask::workspace::root().to_string_lossy().into_owned())),
                Some('%') => Some(Cow::Borrowed("%")),
                _ => None,
            };
            match replacement {
                Some(text) => {
                    out.push_str(&text);
                    rest = &after[1..];
                }
                None => {
                    out.push('%');
                    rest = after;
                }
            }
        }
        out + rest
    }

    fn path(&self, word: &str) -> PathBuf {
        self.scratch.join(self.expand(word))
    }

    fn write(&self, target: &Target, bytes: &[u8]) -> Result<(), String> {
        let path = self.path(&target.path);
        let mut open = fs::OpenOptions::new();
        let open = open.create(true).write(true).append(target.append).truncate(!target.append);
        let written = open.open(&path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|e| format!("{}: {e}", path.display()))
    }
}

/// A command about to run.
struct Call<'a> {
    words: &'a [String],
    environment: &'a BTreeMap<String, String>,
    merged: bool,
}

fn must_fail(inner: Finished) -> Finished {
    match (inner.code, inner.crashed) {
        (_, true) => verdict(inner, Some("not: the command crashed")),
        (0, _) => verdict(inner, Some("not: the command passed")),
        _ => verdict(inner, None),
    }
}

fn must_crash(inner: Finished) -> Finished {
    let complaint = (!inner.crashed).then_some("not --crash: the command did not crash");
    verdict(inner, complaint)
}

fn must_exit(code: i32, inner: Finished) -> Finished {
    let complaint = format!("exits: expected exit code {code}, found {}", inner.code);
    let wrong = inner.code != code;
    verdict(inner, wrong.then_some(&complaint))
}

/// The same output, passing or failing with a complaint.
fn verdict(inner: Finished, complaint: Option<&str>) -> Finished {
    let mut stderr = inner.stderr;
    if let Some(complaint) = complaint {
        stderr.extend_from_slice(complaint.as_bytes());
    }
    Finished { code: i32::from(complaint.is_some()), crashed: false, stdout: inner.stdout, stderr }
}

fn says_no(why: String, merged: bool) -> Finished {
    let (stdout, stderr) =
        if merged { (why.into_bytes(), Vec::new()) } else { (Vec::new(), why.into_bytes()) };
    Finished { code: 1, crashed: false, stdout, stderr }
}

fn known_commands() -> String {
    let own = ["not", "exits", "env"].into_iter().chain(xtask::binaries::TOOLS);
    own.chain(builtin::names()).collect::<Vec<_>>().join(", ")
}

fn report(trail: &mut String, words: &[String], finished: &Finished) {
    let crashed = if finished.crashed { " (crashed)" } else { "" };
    let _ = writeln!(trail, "  $ {}\n    exit code {}{crashed}", words.join(" "), finished.code);
    if !finished.stderr.is_empty() {
        let _ = writeln!(trail, "    stderr: {}", shown(&finished.stderr));
    }
}

/// The start of a stream, as text, indented.
fn shown(bytes: &[u8]) -> String {
    let cut = &bytes[..bytes.len().min(SHOWN)];
    let more = if cut.len() < bytes.len() { "\n… and more" } else { "" };
    let text = String::from_utf8_lossy(cut).trim_end().to_owned() + more;
    text.replace('\n', "\n    ")
}
