//! The `.tflite` FlatBuffer, read and written.
//!
//! Three layers, each usable alone:
//!
//! - [`read`] and [`write()`]: bytes ↔ [`Model`], a plain mirror of the file's tables. Reading checks every offset,
//!   count and index ([`validate`] lists what then holds) and shares contents of constants with the file. Writing
//!   builds only the tables in memory and streams the contents.
//! - [`schema`]: what an options table consists of, as rows. No code knows a single operator's options.
//! - [`import`] and [`export()`]: [`Model`] ↔ IR, by the rows of the tfl dialect.
//!
//! ```
//! use bytes::Bytes;
//! use tfl_flatbuffer::{ExportOptions, ImportOptions, export, import};
//!
//! # fn main() -> Result<(), Vec<tfl_ir::Diagnostic>> {
//! tfl_dialects::register_all();
//! let text = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
//!   %0 = \"tfl.neg\"(%x) : (tensor<4xf32>) -> tensor<4xf32>
//!   return %0 : tensor<4xf32>
//! }";
//! let source = tfl_ir::text::Source::new("neg.mlir", text);
//! let module = tfl_ir::text::parse_module(&source, &Default::default())?;
//!
//! let mut file = Vec::new();
//! export(&module, &ExportOptions::default(), &mut file)?;
//! let again = import(&Bytes::from(file), &ImportOptions::default())?;
//! assert!(again.lookup("main").is_some());
//! # Ok(())
//! # }
//! ```

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
