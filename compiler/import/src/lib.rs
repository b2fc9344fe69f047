//! Frontends: SavedModel and GraphDef to the tf dialect.
#![forbid(unsafe_code)]

mod bundle;
mod decode;
mod dtype;
mod error;
mod proto;
mod registry;
mod source;
mod tensor;

pub use error::{ImportError, Result};
pub use source::Source;
