//! IR → [`Model`] → `.tflite` bytes: a subgraph for each function and each region of control flow, an operator
//! for each op, in program order.
//!
//! Everything in the file follows from the order of the program, never from hashes or addresses. Contents of
//! constants are shared with the IR until they are written.

mod bias;
mod buffers;
mod codes;
mod constant;
mod control_flow;
mod graph;
mod metadata;
mod naming;
mod operator;
mod options;
mod quantization;
mod signature;
mod sparse;
mod tensor;
mod units;

use std::io;

use tfl_ir::{Attr, Diagnostic, Loc, Module, SymbolTable};

use crate::model::{Model, Subgraph};
use crate::names;
use crate::write::{BufferPlacement, WriteError, WriteOptions};

use buffers::Buffers;
use codes::Codes;
use units::Units;

/// How to export a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// Where the contents of constants go.
    pub buffer_placement: BufferPlacement,
}

/// What the file says made it, unless the module says so itself.
const DESCRIPTION: &str = "MLIR Converted.";
/// So many errors are reported; more say nothing new.
const MOST_ERRORS: usize = 20;

/// Writes `module` to `out` as a `.tflite` file.
///
/// # Errors
/// Ops that are no TFLite operators, attributes and types the format cannot hold, each with its location; and what
/// `out` reports.
pub fn export(
    module: &Module,
    options: &ExportOptions,
    out: &mut impl io::Write,
) -> Result<(), Vec<Diagnostic>> {
    let model = export_model(module)?;
    let options = WriteOptions { buffer_placement: options.buffer_placement };
    crate::write::write(&model, options, out).map_err(|error| match error {
        WriteError::Model(error) => vec![diagnostic(&error)],
        WriteError::Output(error) => {
            vec![Diagnostic::error(Loc::UNKNOWN, format!("the output cannot be written: {error}"))]
        }
    })
}

/// The model of `module`, which [`crate::validate`] accepts.
///
/// # Errors
/// As [`export`].
pub fn export_model(module: &Module) -> Result<Model, Vec<Diagnostic>> {
    tfl_dialects::register_all();
    let mut exporter = Exporter::new(module);
    exporter.subgraphs();
    if !exporter.diagnostics.is_empty() {
        return Err(exporter.diagnostics);
    }
    let model = exporter.finish();
    match crate::validate(&model) {
        Ok(()) => Ok(model),
        Err(error) => Err(vec![diagnostic(&error)]),
    }
}

fn diagnostic(error: &crate::Error) -> Diagnostic {
    let diagnostic = Diagnostic::error(Loc::UNKNOWN, error.to_string());
    match error.hint() {
        Some(hint) => diagnostic.with_hint(hint),
        None => diagnostic,
    }
}

/// A model under construction.
struct Exporter<'m> {
    module: &'m Module,
    symbols: SymbolTable,
    units: Units<'m>,
    buffers: Buffers,
    codes: Codes,
    model: Model,
    diagnostics: Vec<Diagnostic>,
}

impl<'m> Exporter<'m> {
    fn new(module: &'m Module) -> Self {
        Self {
            module,
            symbols: SymbolTable::new(module.body()),
            units: Units::default(),
            buffers: Buffers::default(),
            codes: Codes::default(),
            model: Model::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Builds the subgraphs of all entries, and then of what they refer to.
    fn subgraphs(&mut self) {
        if let Err(error) = self.entries() {
            self.report(error);
        }
        let mut next = 0;
        while let Some(unit) = self.units.get(next) {
            match graph::subgraph(self, &unit) {
                Ok((subgraph, signatures)) => {
                    self.model.subgraphs.push(subgraph);
                    self.model.signatures.extend(signatures);
                }
                Err(error) => {
                    self.report(error);
                    // The place is kept, because indices were given out.
                    self.model.subgraphs.push(Subgraph::default());
                }
            }
            next += 1;
        }
    }

    fn report(&mut self, error: Diagnostic) {
        if self.diagnostics.len() < MOST_ERRORS {
            self.diagnostics.push(error);
        }
    }

    fn finish(mut self) -> Model {
        let text = |name: &str| self.module.attr(name).and_then(Attr::as_str).map(str::to_owned);
        self.model.version = 3;
        self.model.description = text(names::DESCRIPTION).unwrap_or_else(|| DESCRIPTION.into());
        self.model.metadata = metadata::metadata(self.module, &self.codes, &mut self.buffers);
        if let Some(files) = self.module.attr(names::ASSOCIATED_FILES).and_then(Attr::as_elements) {
            self.model.associated_files = files.raw().clone();
        }
        (self.model.external_buffer_groups, self.model.external_buffers) = self.buffers.take_external();
        self.model.operator_codes = self.codes.into_codes();
        self.model.buffers = self.buffers.into_buffers();
        self.model
    }
}
