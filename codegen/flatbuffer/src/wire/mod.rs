//! FlatBuffers as bytes: every access is checked, none allocates more than it has seen.
//!
//! Invariants
//! - A [`Table`] and its vtable lie inside the file; a field that is handed out lies inside its table.
//! - The tables visited and the bytes copied out are bounded by the size of the file, so that a table or
//!   string shared a million times cannot fill the memory.

mod scalar;
mod source;
mod table;

pub(crate) use scalar::Scalar;
pub(crate) use source::Source;
pub(crate) use table::Table;
