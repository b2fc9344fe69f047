//! The front door: convert, run and inspect models.
#![forbid(unsafe_code)]

mod args;
mod convert;
mod ops;
mod optimize;
mod progress;
mod report;
mod rules;
mod run;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use tfl_driver::{Failure, render};

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (outcome, input) = match &cli.command {
        Command::Convert(args) => (convert::run(args, cli.verbosity), Some(args.source.as_path())),
        Command::Run(args) => (run::run(args, cli.verbosity), Some(args.model.as_path())),
        Command::Optimize(args) => (optimize::run(args, cli.verbosity), Some(args.source.as_path())),
        Command::Ops(args) => (ops::run(args), None),
        Command::Rules(args) => (rules::run(args), None),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure, input);
            ExitCode::FAILURE
        }
    }
}

/// Prints diagnostics to the standard error stream; `input` is the file they may point into.
fn complain(diagnostics: &Failure, input: Option<&Path>) {
    // Nothing can be said where standard error is closed.
    let _ = std::io::stderr().lock().write_all(render(diagnostics, input).as_bytes());
}
