//! `tflc convert`.

use tfl_driver::{Converter, Failure, write_mlir, write_tflite};
use tfl_ir::{Diagnostic, Loc};

use crate::args::{Convert, Emit, Select, Verbosity};
use crate::complain;
use crate::progress::Progress;

pub(crate) fn run(args: &Convert, verbosity: Verbosity) -> Result<(), Failure> {
    let converter = converter(&args.select, verbosity)?;
    let mut loaded = converter.load(&args.source)?;
    if args.emit == Emit::MlirTf {
        return write_mlir(&loaded.module, &args.output, true);
    }
    let warnings = converter.lower(&mut loaded)?;
    if !verbosity.quiet {
        complain(&warnings);
    }
    match args.emit {
        Emit::MlirTfl => write_mlir(&loaded.module, &args.output, true),
        _ => write_tflite(&loaded.module, &args.output),
    }
}

/// The converter that the arguments describe.
pub(crate) fn converter(select: &Select, verbosity: Verbosity) -> Result<Converter, Failure> {
    let progress = Progress::new(verbosity);
    Ok(Converter {
        tags: select.tag.clone(),
        signatures: select.signature.clone(),
        input_arrays: select.input_arrays.clone(),
        output_arrays: select.output_arrays.clone(),
        input_shapes: shapes(select.input_shapes.as_deref().unwrap_or(""))?,
        dump_ir: select.dump_ir.clone(),
        progress: Some(Box::new(move |what| progress.step(what))),
    })
}

/// `1,224,224,3:1,10` is two shapes; an empty one leaves an input as it is.
fn shapes(text: &str) -> Result<Vec<Option<Vec<i64>>>, Failure> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let shape = |part: &str| {
        if part.is_empty() {
            return Ok(None);
        }
        part.split(',').map(|dim| dim.trim().parse()).collect::<Result<Vec<i64>, _>>().map(Some)
    };
    text.split(':').map(shape).collect::<Result<_, _>>().map_err(|_| {
        let message = format!("--input-shapes '{text}' is not made of numbers");
        vec![
            Diagnostic::error(Loc::UNKNOWN, message)
                .with_hint("write dimensions with commas and shapes with colons: 1,224,224,3:1,10"),
        ]
    })
}
