//! [`Model`] → `.tflite` bytes.
//!
//! The file is the tables, then the contents of buffers, then associated files. Only the tables are built in
//! memory: contents go from where they are straight to the output.

mod layout;
mod model;
mod options;
mod tables;
mod tensor;

use std::io;

pub use layout::BufferPlacement;

use crate::error::Error;
use crate::model::Model;

/// How to write a `.tflite` file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Where the contents of buffers go.
    pub buffer_placement: BufferPlacement,
}

/// Why a model was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The model does not fit the format.
    Model(Error),
    /// The output does not take the bytes.
    Output(io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Model(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<Error> for WriteError {
    fn from(error: Error) -> Self {
        Self::Model(error)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Writes `model` to `out`, front to back. The same model always gives the same bytes.
///
/// # Errors
/// A model whose tables exceed what a FlatBuffer can hold, and whatever `out` reports.
pub fn write(model: &Model, options: WriteOptions, out: &mut impl io::Write) -> Result<(), WriteError> {
    let inline = options.buffer_placement == BufferPlacement::Inline;
    let placement =
        if inline && layout::fits_inline(model) { BufferPlacement::Inline } else { BufferPlacement::Outside };
    layout::Layout::new(model, placement)?.write(out)?;
    Ok(())
}
