//! The front door: convert, run and inspect models.
#![forbid(unsafe_code)]

mod args;
mod convert;
mod ops;
mod progress;
mod report;
mod run;

use std::process::ExitCode;

use clap::Parser;
use tfl_driver::{Failure, render};

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
        Command::Convert(args) => convert::run(args, cli.verbosity),
        Command::Run(args) => run::run(args, cli.verbosity),
        Command::Ops(args) => ops::run(args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::FAILURE
        }
    }
}

/// Prints diagnostics to the standard error stream.
fn complain(diagnostics: &Failure) {
    use std::io::Write;
    // Nothing can be said where standard error is closed.
    let _ = std::io::stderr().lock().write_all(render(diagnostics).as_bytes());
}
