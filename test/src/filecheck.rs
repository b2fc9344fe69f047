//! FileCheck in process, behind one function.
//!
//! The checking itself is `litcheck-filecheck`'s. Where it differs from LLVM's tool, [`filecheck`]
//! changes the texts before they reach it, so that a test file means the same to both; the
//! differences are listed in [`mod@remedy`]. The cases of `test/filecheck/` pin the behaviour.

mod options;
mod remedy;

use std::panic::{AssertUnwindSafe, catch_unwind};

use litcheck_filecheck::litcheck::Symbol;
use litcheck_filecheck::litcheck::diagnostics::{FileName, Report, SourceLanguage};
use litcheck_filecheck::litcheck::reporting::PrintDiagnostic;
use litcheck_filecheck::{Config, Test};

pub use options::{Invocation, Options};

/// Checks `input` against the directives in `check_text`.
///
/// # Errors
/// The directive that did not hold, or is malformed, and where in the input the search ended, as
/// text to print.
pub fn filecheck(check_text: &str, input: &str, options: &Options) -> Result<(), String> {
    remedy::refuse_misspelt(check_text, options)?;
    remedy::refuse_equal_dags(check_text, options)?;
    remedy::refuse_open_dags(check_text, options)?;
    let check_text = remedy::check_text(check_text, options);
    let input = remedy::input(input, options);
    let config = config(options)?;
    let load = |name: &'static str, text: &str| {
        let manager = config.source_manager();
        manager.load(SourceLanguage::Unknown, FileName::from(name), text.to_owned())
    };
    let (check_file, input_file) = (load("check file", &check_text), load("input", &input));
    let run = || Test::new(check_file, &config).verify(input_file);
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(matches)) => remedy::refuse_overlap(&matches, &input),
        Ok(Err(report)) => Err(render(report)),
        Err(_panic) => Err("the FileCheck library panicked on this check file".to_owned()),
    }
}

fn render(report: Report) -> String {
    PrintDiagnostic::new_without_color(report).to_string()
}

fn config(options: &Options) -> Result<Config, String> {
    let symbols = |names: &[String]| names.iter().map(Symbol::intern).collect::<Vec<_>>();
    let mut config = Config::default();
    let out = &mut config.options;
    out.check_prefixes = symbols(&options.check_prefixes);
    out.implicit_check_not = symbols(&options.implicit_check_not);
    out.allow_empty = options.allow_empty;
    out.allow_unused_prefixes = options.allow_unused_prefixes;
    out.strict_whitespace = options.strict_whitespace;
    out.match_full_lines = options.match_full_lines;
    out.ignore_case = options.ignore_case;
    out.enable_var_scope = options.enable_var_scope;
    for define in &options.defines {
        let variable = define.parse().map_err(|e| format!("-D{define}: {e}"))?;
        out.variables.push(variable);
    }
    out.validate().map_err(render)?;
    Ok(config)
}
