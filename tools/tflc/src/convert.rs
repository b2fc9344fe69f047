//! `tflc convert`.

use tfl_driver::{
    Converter, ExportOptions, Failure, Optimizer, parse_shapes, write_explained, write_mlir, write_tflite,
};
use tfl_ir::{Diagnostic, Loc};

use crate::args::{Convert, Emit, Select, Verbosity};
use crate::complain;
use crate::optimize::{check_explain, optimizer};
use crate::progress::Progress;

pub(crate) fn run(args: &Convert, verbosity: Verbosity) -> Result<(), Failure> {
    let explain = args.optimizer.explain.as_deref();
    check_explain(explain)?;
    if explain.is_some() && args.emit == Emit::MlirTf {
        let why = "with --emit mlir-tf the model is written as imported";
        return Err(nothing_to_explain(why, "leave --explain out"));
    }
    let mut converter = converter(&args.select, verbosity)?;
    converter.optimizer = optimizer(&args.optimizer)?;
    let mut loaded = converter.load(&args.source)?;
    if args.emit == Emit::MlirTf {
        return write_mlir(&loaded.module, &args.output, true);
    }
    let warnings = converter.lower(&mut loaded)?;
    if !verbosity.quiet {
        complain(&warnings, Some(&args.source));
    }
    let write = || match args.emit {
        Emit::MlirTfl => write_mlir(&loaded.module, &args.output, true),
        _ => write_tflite(&loaded.module, &ExportOptions::default(), &args.output),
    };
    match explain {
        Some(_) if loaded.reports.is_empty() => {
            let message =
                format!("'{}' is in the tfl dialect, which is not optimized", args.source.display());
            Err(nothing_to_explain(&message, "tflc optimize optimizes it"))
        }
        Some(path) => write_explained(&loaded.reports, path, write),
        None => write(),
    }
}

fn nothing_to_explain(why: &str, hint: &str) -> Failure {
    let message = format!("--explain has nothing to explain: {why}");
    vec![Diagnostic::error(Loc::UNKNOWN, message).with_hint(hint)]
}

/// The converter that the arguments describe.
pub(crate) fn converter(select: &Select, verbosity: Verbosity) -> Result<Converter, Failure> {
    let progress = Progress::new(verbosity);
    Ok(Converter {
        tags: select.tag.clone(),
        signatures: select.signature.clone(),
        input_arrays: select.input_arrays.clone(),
        output_arrays: select.output_arrays.clone(),
        input_shapes: parse_shapes(select.input_shapes.as_deref().unwrap_or("")).map_err(|err| vec![err])?,
        dump_ir: select.dump_ir.clone(),
        optimizer: Optimizer::default(),
        progress: Some(Box::new(move |what| progress.step(what))),
    })
}
