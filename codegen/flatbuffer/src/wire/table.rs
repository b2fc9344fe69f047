//! A table: its fields by slot.

use bytes::Bytes;

use super::{Scalar, Source};
use crate::error::{Error, Result};
use crate::schema::slots::Slot;

/// A table inside a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'s> {
    source: &'s Source<'s>,
    at: usize,
    /// The table's own bytes, from the offset of its vtable on.
    size: usize,
    /// The vtable's entries.
    entries: &'s [u8],
}

impl<'s> Table<'s> {
    /// The table at byte `at`.
    pub(super) fn at(source: &'s Source<'s>, at: usize) -> Result<Self> {
        source.visit_table()?;
        if !at.is_multiple_of(4) {
            return Err(Error::new(format!("a table at byte {at}, which is not a multiple of 4")));
        }
        let back: i32 = source.scalar(at, "a table")?;
        let vtable = i64::try_from(at)
            .ok()
            .and_then(|at| at.checked_sub(i64::from(back)))
            .and_then(|vtable| usize::try_from(vtable).ok())
            .filter(|vtable| vtable.is_multiple_of(2))
            .ok_or_else(|| {
                Error::new(format!("the table at byte {at} has its vtable {back} bytes before it"))
            })?;
        let vtable_size = usize::from(source.scalar::<u16>(vtable, "a vtable")?);
        let size = usize::from(source.scalar::<u16>(vtable.saturating_add(2), "a vtable")?);
        if vtable_size < 4 || !vtable_size.is_multiple_of(2) {
            return Err(Error::new(format!(
                "the vtable at byte {vtable} has an impossible size of {vtable_size}"
            )));
        }
        if size < 4 {
            return Err(Error::new(format!("the table at byte {at} has an impossible size of {size}")));
        }
        source.slice(at, size, "a table")?;
        let entries = source.slice(vtable, vtable_size, "a vtable")?.get(4..).unwrap_or_default();
        Ok(Self { source, at, size, entries })
    }

    /// Where the field at `slot` is, given that it takes `width` bytes; `None` if it is absent.
    pub(crate) fn locate(&self, slot: Slot, width: usize) -> Result<Option<usize>> {
        let entry = usize::from(slot.number).saturating_mul(2);
        let Some(offset) = self.entries.get(entry..).and_then(u16::read) else { return Ok(None) };
        let offset = usize::from(offset);
        if offset == 0 {
            return Ok(None);
        }
        if offset < 4 || offset.saturating_add(width) > self.size {
            return Err(Error::new(format!(
                "field '{}' lies at {offset} of the table at byte {}, outside its {} bytes",
                slot.name, self.at, self.size
            )));
        }
        Ok(self.at.checked_add(offset))
    }

    /// The scalar at `slot`, or `default` if it is absent.
    pub(crate) fn scalar<T: Scalar>(&self, slot: Slot, default: T) -> Result<T> {
        match self.locate(slot, T::SIZE)? {
            Some(at) => self.source.scalar(at, slot.name),
            None => Ok(default),
        }
    }

    /// What the offset at `slot` points at.
    fn follow(&self, slot: Slot) -> Result<Option<usize>> {
        match self.locate(slot, 4)? {
            Some(at) => follow(self.source, at, slot.name).map(Some),
            None => Ok(None),
        }
    }

    /// The table that `slot` refers to.
    pub(crate) fn table(&self, slot: Slot) -> Result<Option<Self>> {
        match self.follow(slot)? {
            Some(at) => Self::at(self.source, at).map(Some).map_err(|error| error.at(slot.name)),
            None => Ok(None),
        }
    }

    /// Where the content of the vector at `slot` starts, and how many elements of `width` bytes it has.
    fn vector_bounds(&self, slot: Slot, width: usize) -> Result<Option<(usize, usize)>> {
        let Some(at) = self.follow(slot)? else { return Ok(None) };
        vector_bounds(self.source, at, width, slot.name).map(Some)
    }

    /// The vector of scalars at `slot`; an absent one is empty.
    pub(crate) fn vector<T: Scalar>(&self, slot: Slot) -> Result<Vec<T>> {
        let Some((at, len)) = self.vector_bounds(slot, T::SIZE)? else { return Ok(Vec::new()) };
        let bytes = self.source.slice(at, len.saturating_mul(T::SIZE), slot.name)?;
        self.source.copy(bytes.len())?;
        Ok(bytes.chunks_exact(T::SIZE).filter_map(T::read).collect())
    }

    /// The vector of bytes at `slot`, shared with the file.
    pub(crate) fn bytes(&self, slot: Slot) -> Result<Option<Bytes>> {
        let Some((at, len)) = self.vector_bounds(slot, 1)? else { return Ok(None) };
        self.source.shared(at, len, slot.name).map(Some)
    }

    /// The string at `slot`; an absent one is empty. Bytes that are not UTF-8 are replaced, since a name
    /// does not change what a model computes.
    pub(crate) fn string(&self, slot: Slot) -> Result<String> {
        let Some((at, len)) = self.vector_bounds(slot, 1)? else { return Ok(String::new()) };
        let bytes = self.source.slice(at, len, slot.name)?;
        let terminator: u8 = self.source.scalar(at.saturating_add(len), slot.name)?;
        if terminator != 0 {
            return Err(Error::new(format!(
                "string '{}' at byte {at} does not end in a zero byte",
                slot.name
            )));
        }
        self.source.copy(len)?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// The vector of tables at `slot`; an absent one is empty.
    pub(crate) fn tables(&self, slot: Slot) -> Result<Tables<'s>> {
        let (at, len) = self.vector_bounds(slot, 4)?.unwrap_or_default();
        Ok(Tables { source: self.source, at, len, name: slot.name })
    }
}

/// A vector of tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables<'s> {
    source: &'s Source<'s>,
    at: usize,
    len: usize,
    name: &'static str,
}

impl<'s> Tables<'s> {
    /// All of them, in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = Result<Table<'s>>> {
        (0..self.len).map(move |index| {
            let at = self.at.saturating_add(index.saturating_mul(4));
            follow(self.source, at, self.name).and_then(|at| Table::at(self.source, at))
        })
    }
}

/// What the offset at byte `at` points at: always something behind it.
fn follow(source: &Source<'_>, at: usize, what: &str) -> Result<usize> {
    let offset: u32 = source.scalar(at, what)?;
    let target =
        usize::try_from(offset).ok().filter(|&offset| offset != 0).and_then(|offset| at.checked_add(offset));
    target.ok_or_else(|| Error::new(format!("field '{what}' is present but its offset is {offset}")))
}

/// Start and length of the content of the vector at byte `at`.
fn vector_bounds(source: &Source<'_>, at: usize, width: usize, what: &str) -> Result<(usize, usize)> {
    if !at.is_multiple_of(4) {
        return Err(Error::new(format!("vector '{what}' at byte {at}, which is not a multiple of 4")));
    }
    let len: u32 = source.scalar(at, what)?;
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    let start = at.saturating_add(4);
    source.slice(start, len.saturating_mul(width), what)?;
    Ok((start, len))
}
