//! The `.tflite` FlatBuffer, read and written.

#![forbid(unsafe_code)]

mod bind;
mod element;
mod error;
mod export;
mod import;
pub mod model;
mod names;
mod read;
pub mod schema;
mod validate;
mod wire;
mod write;
mod zip;

pub use error::{Error, Result};
pub use export::{ExportOptions, export, export_model};
pub use import::{ImportOptions, import, import_model};
pub use model::Model;
pub use read::{read, read_unchecked};
pub use validate::validate;
pub use write::{BufferPlacement, WriteError, WriteOptions, write};
