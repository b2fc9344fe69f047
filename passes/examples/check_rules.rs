//! Tries every rule of the optimizer on random code, as often as the argument says (10,000 times if there
//! is none): `cargo xtask rules --instances 10000`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let instances = std::env::args().nth(1);
    let Ok(instances) = instances.map_or(Ok(10_000), |text| text.parse()) else {
        eprintln!("error: the argument is the number of instances of each rule");
        return ExitCode::FAILURE;
    };
    tfl_passes::register();
    match tfl_passes::eqsat::check_rules(instances) {
        Ok(lines) => {
            println!("{}", lines.join("\n"));
            ExitCode::SUCCESS
        }
        Err(failures) => {
            eprintln!("{}\n{} rules fail", failures.join("\n\n"), failures.len());
            ExitCode::FAILURE
        }
    }
}
