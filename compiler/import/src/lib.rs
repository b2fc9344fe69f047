//! Frontends: SavedModel and GraphDef to the tf dialect.
#![forbid(unsafe_code)]

mod bundle;
mod decode;
mod dtype;
mod error;
mod graph;
mod proto;
mod registry;
mod saved_model;
mod source;
mod tensor;
mod variables;

pub use error::{ImportError, Result};
pub use source::Source;
