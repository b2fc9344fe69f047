//! `tflc optimize`, and the optimizer's arguments.

use std::io::Write;
use std::path::Path;

use tfl_driver::{
    Converter, ExplainForm, ExportOptions, Failure, Format, Loaded, Optimizer, amount_words, read_cost_model,
    time_words, totals, write_explanation, write_tflite,
};
use tfl_ir::{Diagnostic, Loc};

use crate::args::{Goal, Numerics, Optimize, OptimizerArgs, Verbosity};
use crate::complain;
use crate::progress::Progress;

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
    write_tflite(&loaded.module, &ExportOptions::default(), &args.output)?;
    explain.map_or(Ok(()), |path| write_explanation(&loaded.reports, path)).map_err(|error| vec![error])?;
    if !verbosity.quiet {
        let line = line(&loaded, size, file_size(&args.output));
        // Where the file goes to standard output, or that is closed, nobody misses the line.
        if args.output != Path::new("-") {
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
    Ok(())
}

/// What came of it: ops, predicted time, bytes of the files.
fn line(loaded: &Loaded, was: Option<u64>, is: Option<u64>) -> String {
    let (before, after) = totals(&loaded.reports);
    let bytes = |size: Option<u64>| size.map_or_else(|| "?".to_owned(), |size| amount_words(size, "B"));
    format!(
        "ops {} -> {}, predicted {} -> {}, {} -> {}",
        before.ops,
        after.ops,
        time_words(before.picoseconds),
        time_words(after.picoseconds),
        bytes(was),
        bytes(is),
    )
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
    if let Some(runs) = args.verify_rewrites {
        settings.push(("verify-rewrites", runs.to_string()));
    }
    Ok(Optimizer { settings, model })
}
