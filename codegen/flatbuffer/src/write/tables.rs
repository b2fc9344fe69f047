//! Building tables with the FlatBuffer builder, which works back to front: what is referred to comes first.

use bytes::Bytes;
use flatbuffers::{FlatBufferBuilder, Push, TableFinishedWIPOffset, Vector, WIPOffset};

use super::layout::BufferPlacement;
use crate::error::{Error, Result};
use crate::schema::slots::Slot;

/// Where a finished table is.
pub(super) type TableOffset = WIPOffset<TableFinishedWIPOffset>;
/// Where a finished vector of tables is.
pub(super) type TablesOffset<'f> =
    WIPOffset<Vector<'f, flatbuffers::ForwardsUOffset<TableFinishedWIPOffset>>>;

/// What the tables may take. A FlatBuffer's offsets reach twice as far; the rest is for contents.
pub(super) const MOST: usize = 1 << 30;
/// More than any table without vectors takes.
const ANY_TABLE: usize = 4096;

/// Tables under construction.
pub(super) struct Tables<'f> {
    builder: FlatBufferBuilder<'f>,
    blobs: Vec<Blob>,
}

/// A content that is not built with the tables: `table`, a buffer, has room to say where it is.
pub(super) struct Blob {
    /// Distance of the table from the end of the tables.
    pub(super) table: usize,
    pub(super) placement: BufferPlacement,
    pub(super) data: Bytes,
}

impl<'f> Tables<'f> {
    pub(super) fn new() -> Self {
        Self { builder: FlatBufferBuilder::new(), blobs: Vec::new() }
    }

    /// Refuses what would exceed the tables' limit. The builder itself would panic.
    fn reserve(&self, bytes: usize) -> Result<()> {
        let used = self.builder.unfinished_data().len();
        if used.saturating_add(bytes) > MOST {
            return Err(Error::new(format!("the model without its constants takes more than {MOST} bytes"))
                .with_hint("it has too many operators, or attributes that are too large: split the model"));
        }
        Ok(())
    }

    pub(super) fn string(&mut self, text: &str) -> Result<WIPOffset<&'f str>> {
        self.reserve(text.len())?;
        Ok(self.builder.create_string(text))
    }

    /// The string, unless it is empty.
    pub(super) fn some_string(&mut self, text: &str) -> Result<Option<WIPOffset<&'f str>>> {
        if text.is_empty() { Ok(None) } else { self.string(text).map(Some) }
    }

    pub(super) fn vector<T: Push + Copy>(&mut self, items: &[T]) -> Result<WIPOffset<Vector<'f, T::Output>>> {
        self.reserve(items.len().saturating_mul(T::size()))?;
        Ok(self.builder.create_vector(items))
    }

    /// The vector, unless it is empty.
    pub(super) fn some_vector<T: Push + Copy>(
        &mut self,
        items: &[T],
    ) -> Result<Option<WIPOffset<Vector<'f, T::Output>>>> {
        if items.is_empty() { Ok(None) } else { self.vector(items).map(Some) }
    }

    /// The tables made of `items` by `write_one`, as a vector.
    pub(super) fn tables<I>(
        &mut self,
        items: &[I],
        mut write_one: impl FnMut(&mut Self, &I) -> Result<TableOffset>,
    ) -> Result<TablesOffset<'f>> {
        let offsets: Result<Vec<TableOffset>> = items.iter().map(|item| write_one(self, item)).collect();
        let offsets = offsets?;
        self.reserve(offsets.len().saturating_mul(4))?;
        Ok(self.builder.create_vector(&offsets))
    }

    /// One table, whose fields `fill` pushes.
    pub(super) fn table(&mut self, fill: impl FnOnce(&mut Fields<'_, 'f>)) -> Result<TableOffset> {
        self.reserve(ANY_TABLE)?;
        let start = self.builder.start_table();
        fill(&mut Fields { builder: &mut self.builder });
        Ok(self.builder.end_table(start))
    }

    /// Notes that the content of `table` is `data`.
    pub(super) fn blob(&mut self, table: TableOffset, placement: BufferPlacement, data: Bytes) {
        let table = usize::try_from(table.value()).expect("a table lies within the builder's memory");
        self.blobs.push(Blob { table, placement, data });
    }

    /// The bytes of the tables under `root`, complete but for the places of contents, and those contents.
    pub(super) fn finish(mut self, root: TableOffset) -> (Vec<u8>, Vec<Blob>) {
        self.builder.finish(root, Some("TFL3"));
        (self.builder.finished_data().to_vec(), self.blobs)
    }
}

/// The fields of the table under construction.
pub(super) struct Fields<'a, 'f> {
    builder: &'a mut FlatBufferBuilder<'f>,
}

impl Fields<'_, '_> {
    /// A field that is left out if it equals `default`.
    pub(super) fn scalar<T: Push + PartialEq>(&mut self, slot: Slot, value: T, default: T) {
        self.builder.push_slot(offset_of(slot), value, default);
    }

    /// A field that is always there.
    pub(super) fn always<T: Push>(&mut self, slot: Slot, value: T) {
        self.builder.push_slot_always(offset_of(slot), value);
    }

    /// A field that is there if there is a value.
    pub(super) fn some<T: Push>(&mut self, slot: Slot, value: Option<T>) {
        if let Some(value) = value {
            self.always(slot, value);
        }
    }
}

/// Where the vtable says where the field is.
fn offset_of(slot: Slot) -> u16 {
    4u16.saturating_add(slot.number.saturating_mul(2))
}
