//! Frontends: SavedModel and GraphDef to the tf dialect.
//!
//! What comes out is a module with one `func.func` for each entry point: calls expanded, variables that never
//! change as `tf.Const`, functions of `tf.If` and `tf.While` as private functions. Constants are slices of the
//! mapped files.
//!
//! The way of a model through this crate: [`Source`] maps a file; `decode` reads its protocol buffers;
//! `saved_model` or `import_graph_def` choose entry points; `graph` flattens what they need; `effects` drops
//! what changes nothing; `variables` and `bundle` find values; `emit` makes the module. Every reader checks
//! what it reads, so that what comes after need not.
#![forbid(unsafe_code)]

mod bundle;
mod decode;
mod diagnostic;
mod dtype;
mod effects;
mod emit;
mod error;
mod graph;
mod import_graph_def;
mod import_saved_model;
mod proto;
mod registry;
mod saved_model;
mod source;
mod tensor;
mod variables;

use std::path::Path;

use bytes::Bytes;
use tfl_ir::{Diagnostic, Module};

pub use error::{ImportError, Result};
pub use import_graph_def::GraphOptions;
pub use import_saved_model::ImportOptions;
pub use saved_model::is_saved_model;
pub use source::Source;

/// A module and the mapped files its constants are slices of.
pub struct Imported {
    /// The module.
    pub module: Module,
    /// Files to [`Source::release`] when their pages weigh too much; dropping them is safe at any time.
    pub sources: Vec<Source>,
}

/// Imports the SavedModel in the folder `path` (or at its `saved_model.pb`).
///
/// # Errors
/// What is missing, damaged or not supported: one diagnostic, located at the node it is about.
pub fn import_saved_model(
    path: &Path,
    options: &ImportOptions,
) -> std::result::Result<Imported, Vec<Diagnostic>> {
    tfl_dialects::register_all();
    match import_saved_model::import(path, options) {
        Ok((module, sources)) => Ok(Imported { module, sources }),
        Err(error) => Err(vec![error.into()]),
    }
}

/// Imports the frozen GraphDef in the file `path`.
///
/// # Errors
/// As [`import_saved_model`].
pub fn import_graph_def(
    path: &Path,
    options: &GraphOptions,
) -> std::result::Result<Imported, Vec<Diagnostic>> {
    let source = Source::open(path).map_err(|error| vec![error.into()])?;
    let module = import_graph_def_bytes(source.bytes().clone(), path, options)?;
    source.release();
    Ok(Imported { module, sources: vec![source] })
}

/// Imports a frozen GraphDef from memory; `file` names it in messages.
///
/// # Errors
/// As [`import_saved_model`].
pub fn import_graph_def_bytes(
    bytes: Bytes,
    file: &Path,
    options: &GraphOptions,
) -> std::result::Result<Module, Vec<Diagnostic>> {
    tfl_dialects::register_all();
    import_graph_def::import(bytes, file, options).map_err(|error| vec![error.into()])
}
