//! Translates between IR text and model files.
//!
//! Exit codes: 0 if everything went well, 1 for input that was refused, 2 for a command line that makes
//! no sense.
#![forbid(unsafe_code)]

mod args;

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use bytes::Bytes;
use clap::Parser;
use tfl_driver::{Failure, parse_shapes, render, write_atomic};
use tfl_flatbuffer::{BufferPlacement, ExportOptions};
use tfl_import::{GraphOptions, Source};
use tfl_ir::text::{ParseOptions, PrintOptions, parse_module, print_module};
use tfl_ir::verify::{VerifyOptions, verify_module};
use tfl_ir::{Diagnostic, Loc, Module};

use crate::args::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing can be said where standard error is closed.
            let _ = io::stderr().lock().write_all(render(&failure, Some(&cli.input)).as_bytes());
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<(), Failure> {
    tfl_passes::register();
    if !cli.emit_builtin_tflite_ops {
        return Err(refuse(
            "files without builtin operators are not written",
            "leave --emit-builtin-tflite-ops out",
        ));
    }
    let module = read(cli)?;
    if cli.mlir_to_tflite_flatbuffer { write_tflite(cli, &module) } else { write_text(cli, &module) }
}

fn read(cli: &Cli) -> Result<Module, Failure> {
    let name =
        if cli.input == Path::new("-") { "<stdin>".to_owned() } else { cli.input.display().to_string() };
    if cli.savedmodel_signaturedefs_to_mlir || cli.savedmodel_objectgraph_to_mlir {
        let options =
            tfl_import::ImportOptions { tags: cli.tags.clone(), signatures: cli.exported_names.clone() };
        return Ok(tfl_import::import_saved_model(&cli.input, &options)?.module);
    }
    let bytes = bytes(&cli.input)?;
    if cli.tflite_flatbuffer_to_mlir {
        return tfl_flatbuffer::import(&bytes, &tfl_flatbuffer::ImportOptions { file_name: name });
    }
    if cli.graphdef_to_mlir {
        let options = GraphOptions {
            inputs: cli.input_arrays.clone(),
            outputs: cli.output_arrays.clone(),
            input_shapes: parse_shapes(cli.input_shapes.as_deref().unwrap_or("")).map_err(|err| vec![err])?,
            input_dtypes: cli.input_data_types.iter().map(|name| Some(name.clone())).collect(),
        };
        return tfl_import::import_graph_def_bytes(bytes, Path::new(&name), &options);
    }
    let options = ParseOptions { allow_unregistered_dialects: cli.allow_unregistered_dialect };
    let module = parse_module(&tfl_ir::text::Source::new(&name, &bytes), &options)?;
    verify_module(&module, VerifyOptions { allow_unregistered: cli.allow_unregistered_dialect })?;
    Ok(module)
}

fn bytes(path: &Path) -> Result<Bytes, Failure> {
    if path != Path::new("-") {
        return Ok(Source::open(path).map_err(|error| vec![error.into()])?.bytes().clone());
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(io_failure)?;
    Ok(bytes.into())
}

fn write_tflite(cli: &Cli, module: &Module) -> Result<(), Failure> {
    let buffer_placement =
        if cli.use_buffer_offset { BufferPlacement::Outside } else { BufferPlacement::Inline };
    tfl_driver::write_tflite(module, &ExportOptions { buffer_placement }, &cli.output)
}

fn write_text(cli: &Cli, module: &Module) -> Result<(), Failure> {
    let options = PrintOptions {
        generic: cli.mlir_print_op_generic,
        debuginfo: cli.mlir_print_debuginfo && !cli.strip_debug_info,
        ..PrintOptions::default()
    };
    let written =
        write_atomic(&cli.output, |mut out: &mut dyn Write| print_module(module, &options, &mut out));
    match written {
        // A reader that has seen enough closes the pipe; that is no failure.
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(io_failure),
    }
}

fn io_failure(err: io::Error) -> Failure {
    vec![Diagnostic::error(Loc::UNKNOWN, err.to_string())]
}

fn refuse(message: &str, hint: &str) -> Failure {
    vec![Diagnostic::error(Loc::UNKNOWN, message).with_hint(hint)]
}
