//! `tflc optimize`, and the optimizer's arguments.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use tfl_driver::{
    Converter, ExplainForm, ExportOptions, Failure, Format, Loaded, Optimizer, VERIFY_OPTION, amount_words,
    read_cost_model, rules, time_words, totals, write_explained, write_tflite,
};
use tfl_ir::{Diagnostic, Loc};

use crate::args::{Goal, Numerics, Optimize, OptimizerArgs, Verbosity};
use crate::complain;
use crate::progress::Progress;
use crate::rules::unknown_rule;

pub(crate) fn run(args: &Optimize, verbosity: Verbosity) -> Result<(), Failure> {
    let explain = args.optimizer.explain.as_deref();
    check_explain(explain)?;
    let progress = Progress::new(verbosity);
    let converter = Converter {
        optimizer: optimizer(&args.optimizer)?,
        dump_ir: args.dump_ir.clone(),
        progress: Some(Box::new(move |what| progress.step(what))),
        ..Converter::default()
    };
    let mut loaded = converter.load(&args.source)?;
    if !matches!(loaded.source.format, Format::Tflite | Format::Mlir) {
        let message = format!("'{}' is a {}", args.source.display(), loaded.source.format);
        return Err(vec![
            Diagnostic::error(Loc::UNKNOWN, message).with_hint("tflc convert converts and optimizes it"),
        ]);
    }
    let warnings = converter.optimize(&mut loaded)?;
    if !verbosity.quiet {
        complain(&warnings, Some(&args.source));
    }
    let size = file_size(&args.source);
    let write = || write_tflite(&loaded.module, &ExportOptions::default(), &args.output);
    match explain {
        Some(path) => write_explained(&loaded.reports, path, write)?,
        None => write()?,
    }
    if !verbosity.quiet {
        let line = line(&loaded, size, file_size(&args.output));
        // Where the file goes to standard output, or that is closed, nobody misses the line.
        if args.output != Path::new("-") {
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
    Ok(())
}

/// What came of it: ops, predicted time, bytes of the files if both are models.
fn line(loaded: &Loaded, was: Option<u64>, is: Option<u64>) -> String {
    let (before, after) = totals(&loaded.reports);
    let mut line = format!(
        "ops {} -> {}, predicted {} -> {}",
        before.ops,
        after.ops,
        time_words(before.picoseconds),
        time_words(after.picoseconds),
    );
    // IR text has another size than a model for reasons of its own.
    if let (Format::Tflite, Some(was), Some(is)) = (loaded.source.format, was, is) {
        let _ = write!(line, ", {} -> {}", amount_words(was, "B"), amount_words(is, "B"));
    }
    line
}

fn file_size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|found| found.len())
}

/// The file of `--explain` has a form, which is said before any work is done.
pub(crate) fn check_explain(path: Option<&Path>) -> Result<(), Failure> {
    path.map_or(Ok(()), |path| ExplainForm::of(path).map(|_| ())).map_err(|error| vec![error])
}

/// The optimizer that the arguments describe.
pub(crate) fn optimizer(args: &OptimizerArgs) -> Result<Optimizer, Failure> {
    let model = args.cost_model.as_deref().map(read_cost_model).transpose().map_err(|error| vec![error])?;
    let mut settings = Vec::new();
    if args.numerics == Numerics::Exact {
        settings.push(("numerics", "exact".to_owned()));
    }
    if args.optimize_for == Goal::Size {
        settings.push(("optimize-for", "size".to_owned()));
    }
    if let Some(name) = args.disable_rules.iter().find(|name| !rules().iter().any(|rule| rule.name == **name))
    {
        return Err(unknown_rule(name));
    }
    if !args.disable_rules.is_empty() {
        settings.push(("disable-rules", args.disable_rules.join(",")));
    }
    if let Some(runs) = args.verify_rewrites {
        settings.push((VERIFY_OPTION, runs.to_string()));
    }
    Ok(Optimizer { settings, model })
}
