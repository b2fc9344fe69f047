//! Runs a program to its end, with its input and outputs in memory.

pub(crate) mod npz;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// No test may take longer than this. A program that does is ended and counts as crashed.
const LIMIT: Duration = Duration::from_secs(120);

/// A command that has ended.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    /// Exit code; -1 when there is none.
    pub(crate) code: i32,
    /// It panicked, died of a signal or took too long.
    pub(crate) crashed: bool,
    /// What it wrote; both streams when they were merged.
    pub(crate) stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub(crate) stderr: Vec<u8>,
}

/// A program, ready to run.
pub(crate) struct Process<'a> {
    pub(crate) program: &'a Path,
    pub(crate) args: &'a [String],
    /// The whole environment: nothing is inherited, so that a test means the same everywhere.
    pub(crate) environment: &'a BTreeMap<String, String>,
    pub(crate) folder: &'a Path,
    pub(crate) stdin: Vec<u8>,
    /// Standard error goes where standard output goes.
    pub(crate) merged: bool,
}

impl Process<'_> {
    /// Runs it. Errors when it does not start.
    pub(crate) fn run(self) -> Result<Finished, String> {
        self.start_and_wait().map_err(|e| format!("{}: {e}", self.program.display()))
    }

    fn start_and_wait(&self) -> std::io::Result<Finished> {
        let mut command = Command::new(self.program);
        command.args(self.args).current_dir(self.folder).env_clear().envs(self.environment);
        let (stdout, writer) = std::io::pipe()?;
        let (stderr, error_writer) = std::io::pipe()?;
        command.stdin(Stdio::piped());
        if self.merged {
            command.stderr(writer.try_clone()?);
            drop(error_writer); // nobody writes there: its reader ends at once
        } else {
            command.stderr(error_writer);
        }
        command.stdout(writer);
        let mut child = command.spawn()?;
        drop(command); // holds the writing ends, which have to close for the readers to end

        let (done, ended) = mpsc::channel::<()>();
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // A program may end without reading its input: then the writing fails, which is fine.
            scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(&self.stdin)));
            let readers = [read(scope, stdout, done.clone()), read(scope, stderr, done)];
            let mut late = false;
            for _ in &readers {
                if !late && ended.recv_timeout(LIMIT).is_err() {
                    late = true;
                    child.kill()?;
                }
            }
            let status = child.wait()?;
            let [stdout, mut stderr] = readers.map(|reader| reader.join().unwrap_or_default());
            if late {
                stderr.extend(format!("\nended after {} s\n", LIMIT.as_secs()).bytes());
            }
            let crashed = late || crashed(status);
            Ok(Finished { code: status.code().unwrap_or(-1), crashed, stdout, stderr })
        })
    }
}

/// Runs a tool to its end.
pub(crate) fn run_tool_any(name: &str, args: &[String], folder: &Path) -> Result<Finished, String> {
    let program = xtask::binaries::built()?.path(name).ok_or_else(|| format!("no tool '{name}'"))?;
    let environment = &BTreeMap::new();
    Process { program, args, environment, folder, stdin: Vec::new(), merged: false }.run()
}

/// Runs a tool that has to succeed.
pub(crate) fn run_tool(name: &str, args: &[String], folder: &Path) -> Result<(), String> {
    let finished = run_tool_any(name, args, folder)?;
    match finished.code {
        0 => Ok(()),
        code => {
            let said = String::from_utf8_lossy(&finished.stderr);
            Err(format!("exit code {code} of {name} {}\n{}", args.join(" "), said.trim_end()))
        }
    }
}

fn read<'s>(
    scope: &'s thread::Scope<'s, '_>,
    mut pipe: impl Read + Send + 's,
    done: mpsc::Sender<()>,
) -> thread::ScopedJoinHandle<'s, Vec<u8>> {
    scope.spawn(move || {
        let mut out = Vec::new();
        // A read error ends the output as the end of the pipe does; the exit code tells the rest.
        let _ = pipe.read_to_end(&mut out);
        let _ = done.send(());
        out
    })
}

/// Whether a program ended as none should: by a signal, or by a panic (101).
fn crashed(status: ExitStatus) -> bool {
    matches!(status.code(), None | Some(101))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs this very test program: it lists its tests, or refuses a flag it does not know.
    fn run(arg: &str, stdin: Vec<u8>, merged: bool) -> Finished {
        let program = &std::env::current_exe().unwrap();
        let (args, environment) = (&[arg.to_owned()], &BTreeMap::new());
        Process { program, args, environment, folder: Path::new("."), stdin, merged }.run().unwrap()
    }

    #[test]
    fn output_is_captured_though_the_input_is_not_read() {
        let finished = run("--list", vec![0; 1 << 20], false);
        let listed = String::from_utf8(finished.stdout).unwrap();
        assert!(listed.contains("output_is_captured_though_the_input_is_not_read"));
        assert_eq!((finished.code, finished.crashed, finished.stderr.len()), (0, false, 0));
    }

    #[test]
    fn streams_can_be_one() {
        let (apart, merged) = (run("--bogus", Vec::new(), false), run("--bogus", Vec::new(), true));
        assert_ne!(apart.code, 0);
        assert!(!apart.stderr.is_empty() && apart.stdout.is_empty());
        assert_eq!((merged.stdout, merged.stderr), (apart.stderr, Vec::new()));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let (args, environment) = (&[], &BTreeMap::new());
        let program = Path::new("absent");
        let process =
            Process { program, args, environment, folder: Path::new("."), stdin: Vec::new(), merged: false };
        assert!(process.run().unwrap_err().starts_with("absent: "));
    }
}
