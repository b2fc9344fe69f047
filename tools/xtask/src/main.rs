//! Project chores: `cargo xtask new | bless | docs | tidy | rules | ci`.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use xtask::new::{self, New};
use xtask::{docs, tidy, workspace};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Project chores")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Makes the files of something new, and marks what is left to write
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Rewrites the command-line snapshots to what is answered now
    Bless {
        /// Only snapshots whose path contains this
        filter: Option<String>,
    },
    /// Writes docs/generated from what the tools print
    Docs {
        /// Only say which pages are not up to date
        #[arg(long)]
        check: bool,
    },
    /// Checks the rules of the repository
    Tidy,
    /// Tries every rewrite rule on random code, more often than the tests do
    Rules {
        /// Instances of each rule that it applies to
        #[arg(long, default_value_t = 10_000)]
        instances: u64,
    },
    /// Runs what continuous integration runs
    Ci,
}

fn main() -> ExitCode {
    let done = match Args::parse().chore {
        Chore::New { what } => new::write(&what).map(|lines| println!("{}", lines.join("\n"))),
        Chore::Bless { filter } => bless(filter.as_deref()),
        Chore::Docs { check: false } => docs::write(),
        Chore::Docs { check: true } => docs::stale().and_then(none),
        Chore::Tidy => tidy_all(),
        Chore::Rules { instances } => check_rules(instances),
        Chore::Ci => run(Command::new("bash").arg(".ci/run").current_dir(workspace::root())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn bless(filter: Option<&str>) -> Result<(), String> {
    let mut command = workspace::cargo();
    command.args(["test", "--release", "-p", "tfl-test", "--test", "cli", "--"]).args(filter);
    run(command.env("TFL_BLESS", "1"))
}

fn tidy_all() -> Result<(), String> {
    let mut findings = tidy::findings()?;
    findings.extend(tidy::untested_passes()?);
    none(findings)
}

/// Success when nothing was found.
fn none(findings: Vec<String>) -> Result<(), String> {
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("{count} findings")),
    }
}

fn check_rules(instances: u64) -> Result<(), String> {
    let program = ["run", "--release", "-p", "tfl-passes", "--features", "check", "--example", "check_rules"];
    let mut command = Command::new("cargo");
    run(command.args(program).arg("--").arg(instances.to_string()).current_dir(workspace::root()))
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{:?}: {e}", command.get_program()))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{:?}: {status}", command.get_program())),
    }
}
