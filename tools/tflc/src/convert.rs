//! `tflc convert`.

use tfl_driver::{
    Converter, ExportOptions, Failure, Optimizer, parse_shapes, write_explanation, write_mlir, write_tflite,
};

use crate::args::{Convert, Emit, Select, Verbosity};
use crate::complain;
use crate::optimize::{check_explain, optimizer};
use crate::progress::Progress;

pub(crate) fn run(args: &Convert, verbosity: Verbosity) -> Result<(), Failure> {
    let explain = args.optimizer.explain.as_deref();
    check_explain(explain)?;
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
    match args.emit {
        Emit::MlirTfl => write_mlir(&loaded.module, &args.output, true)?,
        _ => write_tflite(&loaded.module, &ExportOptions::default(), &args.output)?,
    }
    explain.map_or(Ok(()), |path| write_explanation(&loaded.reports, path)).map_err(|error| vec![error])
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
