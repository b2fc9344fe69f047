//! The command line: mlir-opt's flags, and one flag a pass.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, value_parser};
use tfl_driver::VERIFIED_RUNS;
use tfl_ir::pass::{PassInfo, Registry};

use crate::catalogue;

/// The command line's definition.
pub(crate) fn command(registry: &Registry) -> Command {
    let mut command = Command::new("tfl-opt")
        .about("Reads IR text, runs passes over it, verifies it and prints it")
        .long_about(
            "Reads IR text, runs passes over it, verifies it and prints it.\n\n\
             Passes run in the order of their flags, or as --pass-pipeline says. Flags may be written with \
             one dash or two.",
        )
        .version(env!("CARGO_PKG_VERSION"))
        .next_help_heading("Input and output")
        .arg(
            Arg::new("input")
                .value_name("INPUT")
                .default_value("-")
                .help("File to read, or - for the standard input"),
        )
        .arg(
            option("output", "FILE")
                .short('o')
                .default_value("-")
                .help("File to write when everything went well, or - for the standard output"),
        )
        .arg(flag("split-input-file", "Treat the parts between '// -----' lines as files of their own"))
        .arg(flag(
            "verify-diagnostics",
            "Check that messages are those that 'expected-error' comments announce",
        ))
        .arg(flag("allow-unregistered-dialect", "Read operations of which nothing is known"))
        .next_help_heading("Pipeline")
        .arg(
            option("pass-pipeline", "PIPELINE")
                .help("Passes to run: 'builtin.module(func.func(cse),symbol-dce)'"),
        )
        .arg(flag("run-reproducer", "Run the pipeline that the input carries, as crash reproducers do"))
        .arg(flag("dump-pass-pipeline", "Write the pipeline to the standard error output"))
        .arg(
            option("verify-each", "BOOL")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true")
                .default_value("true")
                .value_parser(value_parser!(bool))
                .help("Verify after each pass"),
        )
        .arg(flag("mlir-disable-threading", "Run everything in one thread"))
        .arg(
            option("mlir-pass-pipeline-crash-reproducer", "FILE")
                .help("Write a reproducer to FILE when a pass fails"),
        )
        .next_help_heading("Optimizer")
        .arg(option("cost-model", "FILE").help("Prices of ops for tfl-optimize, in place of those that ship"))
        .arg(
            option("explain", "FILE")
                .help("Write what tfl-optimize did to FILE.txt, a table, or FILE.json, for programs"),
        )
        .arg(
            option("verify-rewrites", "N")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(VERIFIED_RUNS)
                .value_parser(value_parser!(u64))
                .help(
                    "Run each function before and after tfl-optimize on N made-up inputs, 3 if no number is \
                     given, and fail where results differ",
                ),
        )
        .next_help_heading("Instrumentation")
        .arg(flag("mlir-print-ir-before-all", "Print IR before each pass"))
        .arg(flag("mlir-print-ir-after-all", "Print IR after each pass"))
        .arg(names("mlir-print-ir-before", "Print IR before these passes"))
        .arg(names("mlir-print-ir-after", "Print IR after these passes"))
        .arg(flag("mlir-print-ir-after-change", "Print IR after a pass only if it changed something"))
        .arg(flag("mlir-print-ir-after-failure", "Print IR after a pass that failed"))
        .arg(flag("mlir-print-ir-module-scope", "Print the whole module around passes on functions"))
        .arg(flag("mlir-timing", "Report the time that each pass took"))
        .arg(flag("mlir-pass-statistics", "Report the counters of each pass"))
        .next_help_heading("Printing")
        .arg(flag("mlir-print-op-generic", "Print every operation in the generic form"))
        .arg(flag("mlir-print-debuginfo", "Print locations"))
        .arg(flag("mlir-print-local-scope", "Print without aliases at the top, as nested operations are"))
        .arg(number("mlir-elide-elementsattrs-if-larger", "Leave out constants of more elements than this"))
        .arg(number(
            "mlir-elide-resource-strings-if-larger",
            "Leave out resources of more characters than this",
        ))
        .next_help_heading("Documentation")
        .arg(flag("list-passes", "Describe every pass with its options"))
        .arg(flag("markdown", "With --list-passes: as Markdown"))
        .arg(flag("show-dialects", "List the dialects"))
        .next_help_heading("Passes");
    for pass in registry.passes() {
        command = command.arg(pass_flag(pass));
    }
    command
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn option(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

fn names(name: &'static str, help: &'static str) -> Arg {
    option(name, "PASS").action(ArgAction::Append).value_delimiter(',').help(help)
}

fn number(name: &'static str, help: &'static str) -> Arg {
    option(name, "N").value_parser(value_parser!(u64)).help(help)
}

/// A pass as a flag: `--cse`, `--tfl-optimize='enable-canonicalization=false'`.
fn pass_flag(pass: &'static PassInfo) -> Arg {
    Arg::new(pass.name)
        .long(pass.name)
        .action(ArgAction::Append)
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("")
        .value_name("OPTIONS")
        .help(pass.summary())
        .long_help(catalogue::pass_help(pass))
}

/// The arguments, with two dashes where a known long flag was written with one.
pub(crate) fn normalized(registry: &Registry) -> Vec<OsString> {
    let command = command(registry);
    let is_long = |name: &str| command.get_arguments().any(|arg| arg.get_long() == Some(name));
    let double = |arg: OsString| -> OsString {
        let single =
            arg.to_str().filter(|text| !text.starts_with("--")).and_then(|text| text.strip_prefix('-'));
        let known = single.is_some_and(|rest| is_long(rest.split('=').next().unwrap_or(rest)));
        match (known, arg.to_str()) {
            (true, Some(text)) => format!("-{text}").into(),
            _ => arg,
        }
    };
    std::env::args_os().enumerate().map(|(index, arg)| if index == 0 { arg } else { double(arg) }).collect()
}
