//! Places the contents behind the tables and streams the file.

use std::io;

use bytes::Bytes;

use super::tables::{Blob, MOST};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::schema::slots::{Slot, buffer as slots};
use crate::wire::Scalar;

/// Where the contents of buffers go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BufferPlacement {
    /// Into vectors that are part of the FlatBuffer, as every runtime reads them. A file that could exceed 2 GiB
    /// is written as with `Outside`.
    #[default]
    Inline,
    /// Behind the FlatBuffer, where buffers name offset and size: without a limit, for runtimes since 2.15.
    Outside,
}

/// Contents start at multiples of this, so that a mapped file can be used in place.
const ALIGNMENT: u64 = 16;
/// What offsets in a FlatBuffer reach.
const INLINE_LIMIT: u64 = 1 << 31;

/// Whether all contents of `model` can be reached from its tables, however large those turn out to be.
pub(super) fn fits_inline(model: &Model) -> bool {
    let contents = model.buffers.iter().filter_map(|buffer| buffer.data.as_ref());
    let total =
        contents.fold(0u64, |sum, data| sum.saturating_add(size(data.len())).saturating_add(2 * ALIGNMENT));
    total < INLINE_LIMIT - size(MOST)
}

/// A file, ready to be written.
pub(super) struct Layout {
    tables: Vec<u8>,
    pieces: Vec<Piece>,
    end: u64,
}

/// Bytes after the tables.
struct Piece {
    /// Zero bytes before it.
    padding: usize,
    /// The length in front of a vector.
    length: Option<u32>,
    data: Bytes,
}

impl Layout {
    /// The file of `model`. Inline contents come first, because offsets to them must stay short.
    pub(super) fn new(model: &Model, placement: BufferPlacement) -> Result<Self> {
        let (tables, blobs) = super::model::tables(model, placement)?;
        let mut layout = Self { end: size(tables.len()), tables, pieces: Vec::with_capacity(blobs.len()) };
        let (inline, outside): (Vec<Blob>, Vec<Blob>) =
            blobs.into_iter().partition(|blob| blob.placement == BufferPlacement::Inline);
        for blob in inline {
            layout.place_inline(blob)?;
        }
        for blob in outside {
            layout.place_outside(blob);
        }
        if !model.associated_files.is_empty() {
            let padding = padding(layout.end, 4);
            let (files, directory) =
                crate::zip::placed_at(&model.associated_files, layout.end.saturating_add(padding));
            layout.push(padding, None, files);
            layout.push(0, None, directory);
        }
        Ok(layout)
    }

    fn place_inline(&mut self, blob: Blob) -> Result<()> {
        // The content is aligned; its length stands right before it.
        let padding = padding(self.end.saturating_add(4), ALIGNMENT);
        let field = self.field(blob.table, slots::DATA);
        let offset = self.end.saturating_add(padding).checked_sub(size(field));
        let length = u32::try_from(blob.data.len()).ok();
        let (Some(offset), Some(length)) = (offset.and_then(|offset| u32::try_from(offset).ok()), length)
        else {
            return Err(Error::new(format!(
                "a constant of {} bytes is out of reach of an offset",
                blob.data.len()
            ))
            .with_hint("place buffers outside of the tables"));
        };
        self.patch(field, &offset.to_le_bytes());
        self.push(padding, Some(length), blob.data);
        Ok(())
    }

    fn place_outside(&mut self, blob: Blob) {
        let padding = padding(self.end, ALIGNMENT);
        let start = self.end.saturating_add(padding);
        let length = size(blob.data.len());
        self.patch(self.field(blob.table, slots::OFFSET), &start.to_le_bytes());
        self.patch(self.field(blob.table, slots::SIZE), &length.to_le_bytes());
        self.push(padding, None, blob.data);
    }

    fn push(&mut self, padding: u64, length: Option<u32>, data: Bytes) {
        let prefix = if length.is_some() { 4 } else { 0 };
        self.end = self.end.saturating_add(padding).saturating_add(prefix).saturating_add(size(data.len()));
        let padding = usize::try_from(padding).expect("padding is shorter than the alignment");
        self.pieces.push(Piece { padding, length, data });
    }

    /// Where `slot` is of the table that starts `from_end` bytes before the end of the tables.
    fn field(&self, from_end: usize, slot: Slot) -> usize {
        let found = || {
            let table = self.tables.len().checked_sub(from_end)?;
            let back = isize::try_from(i32::read(self.tables.get(table..)?)?).ok()?;
            let vtable = table.checked_add_signed(back.checked_neg()?)?;
            let entry = vtable.checked_add(4)?.checked_add(usize::from(slot.number).checked_mul(2)?)?;
            table.checked_add(usize::from(u16::read(self.tables.get(entry..)?)?))
        };
        found().expect("the builder wrote the table with room for the place of its content")
    }

    fn patch(&mut self, at: usize, bytes: &[u8]) {
        let field = at.checked_add(bytes.len()).and_then(|end| self.tables.get_mut(at..end));
        field.expect("a field lies within the tables").copy_from_slice(bytes);
    }

    /// Writes everything, front to back.
    pub(super) fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        out.write_all(&self.tables)?;
        for piece in &self.pieces {
            out.write_all([0; 16].get(..piece.padding).unwrap_or_default())?;
            if let Some(length) = piece.length {
                out.write_all(&length.to_le_bytes())?;
            }
            out.write_all(&piece.data)?;
        }
        out.flush()
    }
}

/// How far it is from `end` to the next multiple of `alignment`.
fn padding(end: u64, alignment: u64) -> u64 {
    end.next_multiple_of(alignment).saturating_sub(end)
}

fn size(len: usize) -> u64 {
    u64::try_from(len).expect("a length in memory fits 64 bits")
}
