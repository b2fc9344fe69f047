//! The file as a whole: bounds, and the budget of what may be read out of it.

use std::cell::Cell;

use bytes::Bytes;

use super::{Scalar, Table};
use crate::error::{Error, Result};

/// What the file identifier of a `.tflite` file says.
const IDENTIFIER: &[u8; 4] = b"TFL3";
/// No file can hold more tables than one for this many bytes: an offset to it, and its own to a vtable.
const BYTES_PER_TABLE: usize = 8;
/// How often the bytes of a file may be copied out of it on average. Writers share strings and vectors
/// with equal content, so more than once; but not without end.
const COPIES: usize = 8;
/// What a tiny file may read regardless of its size.
const SMALL: usize = 4096;

/// The bytes of a file, and how much of them has been read.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    bytes: &'a Bytes,
    tables_left: Cell<usize>,
    copies_left: Cell<usize>,
    extent: Cell<usize>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(bytes: &'a Bytes) -> Self {
        Self {
            bytes,
            tables_left: Cell::new(bytes.len() / BYTES_PER_TABLE + SMALL),
            copies_left: Cell::new(bytes.len().saturating_mul(COPIES).saturating_add(SMALL)),
            extent: Cell::new(0),
        }
    }

    /// The root table.
    pub(crate) fn root(&self) -> Result<Table<'_>> {
        let no_model = |found: String| {
            Error::new(format!("this is not a .tflite file: {found}"))
                .with_hint("pass a file that starts with a FlatBuffer of identifier TFL3")
        };
        match self.bytes.get(4..8) {
            None => return Err(no_model(format!("it has {} bytes, expected at least 8", self.bytes.len()))),
            Some(found) if found != IDENTIFIER => {
                return Err(no_model(format!("its identifier is {}, expected TFL3", found.escape_ascii())));
            }
            Some(_) => {}
        }
        let root: u32 = self.scalar(0, "the root offset")?;
        Table::at(self, usize::try_from(root).unwrap_or(usize::MAX))
            .map_err(|error| error.at("the root table"))
    }

    /// The end of what has been read so far.
    pub(crate) fn extent(&self) -> usize {
        self.extent.get()
    }

    /// The bytes `at..at + len`, and the knowledge that the file uses them.
    pub(crate) fn slice(&self, at: usize, len: usize, what: &str) -> Result<&'a [u8]> {
        let bytes = at.checked_add(len).and_then(|end| self.bytes.get(at..end)).ok_or_else(|| {
            Error::new(format!(
                "{what} covers {len} bytes at {at}, past the end of the file at {}",
                self.bytes.len()
            ))
            .with_hint("the file is cut off or damaged: fetch or convert it again")
        })?;
        self.extent.set(self.extent.get().max(at.saturating_add(len)));
        Ok(bytes)
    }

    /// The same bytes, shared with the file.
    pub(crate) fn shared(&self, at: usize, len: usize, what: &str) -> Result<Bytes> {
        let bytes = self.slice(at, len, what)?;
        Ok(if bytes.is_empty() { Bytes::new() } else { self.bytes.slice_ref(bytes) })
    }

    /// The scalar at `at`.
    pub(crate) fn scalar<T: Scalar>(&self, at: usize, what: &str) -> Result<T> {
        let bytes = self.slice(at, T::SIZE, what)?;
        T::read(bytes).ok_or_else(|| Error::new(format!("{what} is cut off")))
    }

    /// Counts one more table.
    pub(crate) fn visit_table(&self) -> Result<()> {
        let left = self.tables_left.get().checked_sub(1).ok_or_else(|| too_much("tables"))?;
        self.tables_left.set(left);
        Ok(())
    }

    /// Counts `len` more bytes that are copied.
    pub(crate) fn copy(&self, len: usize) -> Result<()> {
        let left = self.copies_left.get().checked_sub(len).ok_or_else(|| too_much("strings and vectors"))?;
        self.copies_left.set(left);
        Ok(())
    }
}

fn too_much(what: &str) -> Error {
    Error::new(format!(
        "the {what} refer to each other so often that they exceed what a file of this size can hold"
    ))
    .with_hint("the file is damaged or made to exhaust memory: do not use it")
}
