//! `tfl-opt`: runs passes over IR text.
//!
//! Exit codes: 0 if everything went well, 1 for input that was refused, 2 for a command line that makes
//! no sense.

#![forbid(unsafe_code)]

mod arguments;
mod catalogue;
mod passes;
mod run;

use std::process::ExitCode;

fn main() -> ExitCode {
    tfl_passes::register();
    tfl_ir::register_dialect(&tfl_interpreter::CHECK);
    let registry = tfl_driver::registry();
    let matches = match arguments::command(&registry).try_get_matches_from(arguments::normalized(&registry)) {
        Ok(matches) => matches,
        Err(error) => {
            let code = error.exit_code();
            // Nothing is left to do if the terminal is gone.
            let _ = error.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    match run::run(&matches, &registry) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// Writes to the standard error output.
#[expect(clippy::print_stderr, reason = "a tool speaks on the standard error output")]
fn report(text: &str) {
    eprint!("{text}");
}
