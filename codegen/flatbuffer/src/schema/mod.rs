//! The facts of the `.tflite` schema (identifier `TFL3`): what reader and writer share.

pub mod builtin;
mod builtin_options;
mod builtin_options_2;
pub mod enums;
mod options;
pub(crate) mod slots;

pub use options::{Kind, Options, OptionsField, OptionsTable, OptionsUnion, Value};
