//! [`Model`] → IR: a function for each subgraph, an op for each operator.
//!
//! Names of tensors become locations. What has no place in an op stays as attributes: the description, metadata
//! and associated files on the module, signatures on functions. Tensors, buffers and operator codes that nobody
//! uses are dropped, and so are the observed ranges of tensors that are not quantized.

mod constant;
mod function;
mod functions;
mod operator;
mod regions;
mod sparse;
mod types;

use bytes::Bytes;
use tfl_ir::{Attr, DenseElements, Diagnostic, Dict, Ident, Loc, Module, Type};

use crate::error::{Error, Result};
use crate::model::Model;
use crate::names;

/// How to import a `.tflite` file.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// What locations call the file; they only hold names of tensors if it is empty.
    pub file_name: String,
}

/// Imports a `.tflite` file. Constants share `bytes`.
///
/// # Errors
/// What [`crate::read`] refuses, and what has no counterpart in the IR: quantization that cannot be calculated
/// with, unknown operators.
pub fn import(bytes: &Bytes, options: &ImportOptions) -> std::result::Result<Module, Vec<Diagnostic>> {
    let model = crate::read(bytes).map_err(|error| vec![diagnostic(error, options)])?;
    import_model(&model, options)
}

/// Imports a model that [`crate::validate`] accepts.
///
/// # Errors
/// As [`import`].
pub fn import_model(model: &Model, options: &ImportOptions) -> std::result::Result<Module, Vec<Diagnostic>> {
    tfl_dialects::register_all();
    module(model, options).map_err(|error| vec![diagnostic(error, options)])
}

/// What locations are inside of.
fn base_loc(options: &ImportOptions) -> Loc {
    if options.file_name.is_empty() {
        Loc::UNKNOWN
    } else {
        Loc::file(options.file_name.as_str().into(), 0, 0)
    }
}

fn diagnostic(error: Error, options: &ImportOptions) -> Diagnostic {
    let diagnostic = Diagnostic::error(base_loc(options), error.to_string());
    match error.hint() {
        Some(hint) => diagnostic.with_hint(hint),
        None => diagnostic,
    }
}

fn module(model: &Model, options: &ImportOptions) -> Result<Module> {
    let base = base_loc(options);
    let mut module = Module::new(base.clone());
    if let Ok(version) = i32::try_from(model.version) {
        module.set_attr(names::SCHEMA_VERSION, Attr::i32(version));
    }
    if !model.description.is_empty() {
        module.set_attr(names::DESCRIPTION, Attr::str(&model.description));
    }
    if !model.metadata.is_empty() {
        module.set_attr(names::METADATA, metadata(model));
    }
    if !model.associated_files.is_empty() {
        module.set_attr(names::ASSOCIATED_FILES, bytes_attr(&model.associated_files)?);
    }
    if !model.signatures.is_empty() {
        module.set_attr(names::SEMANTICS, Attr::Unit);
    }
    types::check_shared_scales(model)?;
    let plan = functions::plan(model)?;
    for function in &plan.functions {
        module.push(function::function(model, &plan, function, &base)?);
    }
    Ok(module)
}

/// Names and contents; of several with one name the last stays.
fn metadata(model: &Model) -> Attr {
    let entries = model.metadata.iter().map(|entry| {
        let content = model.buffer_data(entry.buffer).map_or(&[][..], |data| data);
        (Ident::new(&entry.name), Attr::Str(content.into()))
    });
    Attr::Dict(Dict::new(entries))
}

/// Bytes as a constant, which shares them.
fn bytes_attr(bytes: &Bytes) -> Result<Attr> {
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let ty = Type::static_tensor(&[len], Type::uint(8));
    DenseElements::new(ty, bytes.clone()).map(Attr::elements).map_err(|error| Error::new(error.to_string()))
}
