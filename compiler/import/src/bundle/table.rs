//! The sorted table a checkpoint's index is: a LevelDB-style file of blocks.
//!
//! Layout: data blocks; an index block whose values are the data blocks' places; a footer of 48 bytes with
//! the index block's place and a magic number. A block is prefix-compressed entries, restart points, then a
//! trailer of a type byte (stored or snappy) and a masked CRC-32C of contents and type.
//!
//! Invariants of a read table: keys strictly increase, every block's checksum was right.

use bytes::{BufMut, Bytes, BytesMut};

use super::coding::{Cursor, unmask};
use crate::error::{ImportError, Result};

const FOOTER_LEN: usize = 48;
const MAGIC: u64 = 0xdb47_7524_8b80_fb57;
const TRAILER_LEN: u64 = 5;

/// Snappy's densest element makes 64 bytes of 3.
const SNAPPY_MAX_RATIO: usize = 32;
/// Shared prefixes let few bytes stand for many: all keys together may be this many times the file …
const KEY_EXPANSION: usize = 64;
/// … and this many bytes more.
const KEY_ALLOWANCE: usize = 1 << 20;

/// All entries of a table, in key order.
pub(super) struct Table {
    entries: Vec<(Bytes, Bytes)>,
}

impl Table {
    /// Reads the whole table. Errors: bad magic, places outside the file, wrong checksums, entries cut or out
    /// of order, compressed data that lies about its size.
    pub(super) fn read(file: &Bytes) -> Result<Self> {
        let index = block(file, index_handle(file)?)?;
        let mut reader = BlockReader::new(file.len());
        let mut table = Self { entries: Vec::new() };
        let mut handles = Vec::new();
        reader.read(index, |_, value| handles.push(value))?;
        let mut reader = BlockReader::new(file.len());
        let mut end = 0;
        for value in handles {
            let handle =
                read_handle(&mut Cursor::new(value)).ok_or_else(|| corrupt("a block's place is cut"))?;
            // In order and apart, so that no block is read twice and the work is bounded by the file.
            if handle.offset < end {
                return Err(corrupt("data blocks overlap"));
            }
            end = handle.offset.saturating_add(handle.size);
            reader.read(block(file, handle)?, |key, value| table.entries.push((key, value)))?;
        }
        if table.entries.windows(2).any(|pair| matches!(pair, [a, b] if a.0 >= b.0)) {
            return Err(corrupt("keys are not in order"));
        }
        Ok(table)
    }

    /// The value stored under `key`.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Bytes> {
        let at = self.entries.binary_search_by(|(k, _)| k.as_ref().cmp(key)).ok()?;
        self.entries.get(at).map(|(_, value)| value)
    }

    /// Keys in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &[u8]> {
        self.entries.iter().map(|(key, _)| key.as_ref())
    }
}

/// Place of a block's contents; the trailer follows them.
#[derive(Clone, Copy)]
struct Handle {
    offset: u64,
    size: u64,
}

fn read_handle(cursor: &mut Cursor) -> Option<Handle> {
    Some(Handle { offset: cursor.varint()?, size: cursor.varint()? })
}

fn index_handle(file: &Bytes) -> Result<Handle> {
    let short = || corrupt(&format!("{} bytes are too few for a table", file.len()));
    let start = file.len().checked_sub(FOOTER_LEN).ok_or_else(short)?;
    let mut magic = Cursor::new(file.slice(file.len() - 8..));
    if magic.fixed64() != Some(MAGIC) {
        return Err(corrupt("the table's magic number is missing from its end"));
    }
    let mut footer = Cursor::new(file.slice(start..file.len() - 8));
    // The first place is that of the meta index block, which checkpoints leave empty.
    let _ = read_handle(&mut footer);
    read_handle(&mut footer).ok_or_else(|| corrupt("the index block's place is cut"))
}

/// The contents of a block, checked and decompressed.
fn block(file: &Bytes, handle: Handle) -> Result<Bytes> {
    let outside =
        || corrupt(&format!("a block of {} bytes at {} is outside the file", handle.size, handle.offset));
    let mut cursor = Cursor::new(file.clone());
    cursor.take(handle.offset).ok_or_else(outside)?;
    let len = handle.size.checked_add(TRAILER_LEN).ok_or_else(outside)?;
    let whole = cursor.take(len).ok_or_else(outside)?;
    let (contents, trailer) = (whole.slice(..whole.len() - 5), whole.slice(whole.len() - 5..));
    let mut trailer = Cursor::new(trailer.slice(1..));
    let kind = whole.get(contents.len()).copied().unwrap_or(u8::MAX);
    let stored = trailer.fixed32().map(unmask);
    if stored != Some(crc32c::crc32c(&whole[..whole.len() - 4])) {
        return Err(corrupt(&format!("the block at {} has a wrong checksum", handle.offset)));
    }
    match kind {
        0 => Ok(contents),
        1 => decompress(&contents),
        _ => Err(corrupt(&format!("a block has the unknown compression type {kind}"))),
    }
}

fn decompress(data: &[u8]) -> Result<Bytes> {
    let lies = |_| corrupt("a compressed block does not decompress");
    let len = snap::raw::decompress_len(data).map_err(lies)?;
    if len / SNAPPY_MAX_RATIO > data.len() {
        return Err(corrupt(&format!("a compressed block of {} bytes claims to hold {len}", data.len())));
    }
    snap::raw::Decoder::new().decompress_vec(data).map(Bytes::from).map_err(lies)
}

/// Expands prefix-compressed entries, with one budget for the keys of all blocks.
struct BlockReader {
    key_budget: usize,
}

impl BlockReader {
    fn new(file_len: usize) -> Self {
        Self { key_budget: file_len.saturating_mul(KEY_EXPANSION).saturating_add(KEY_ALLOWANCE) }
    }

    fn read(&mut self, block: Bytes, mut each: impl FnMut(Bytes, Bytes)) -> Result<()> {
        let cut = || corrupt("a block's entries are cut");
        let mut cursor = Cursor::new(entries_of(block)?);
        let mut last = Bytes::new();
        while !cursor.is_empty() {
            let shared = cursor.varint().ok_or_else(cut)?;
            let added = cursor.varint().ok_or_else(cut)?;
            let value_len = cursor.varint().ok_or_else(cut)?;
            let suffix = cursor.take(added).ok_or_else(cut)?;
            let value = cursor.take(value_len).ok_or_else(cut)?;
            let shared = usize::try_from(shared).ok().filter(|n| *n <= last.len());
            let prefix = last.slice(..shared.ok_or_else(|| corrupt("a key shares more than there is"))?);
            let key_len = prefix.len().saturating_add(suffix.len());
            self.key_budget = self
                .key_budget
                .checked_sub(key_len)
                .ok_or_else(|| corrupt("the keys are far larger than the file"))?;
            last = join(&prefix, suffix);
            each(last.clone(), value);
        }
        Ok(())
    }
}

fn join(prefix: &[u8], suffix: Bytes) -> Bytes {
    if prefix.is_empty() {
        return suffix;
    }
    let mut key = BytesMut::with_capacity(prefix.len() + suffix.len());
    key.put_slice(prefix);
    key.put_slice(&suffix);
    key.freeze()
}

/// A block without its list of restart points, which only a search needs.
fn entries_of(mut block: Bytes) -> Result<Bytes> {
    let bad = || corrupt("a block's restart points do not fit in it");
    let at = block.len().checked_sub(4).ok_or_else(bad)?;
    let count = Cursor::new(block.split_off(at)).fixed32().ok_or_else(bad)?;
    let restarts = usize::try_from(count).ok().and_then(|n| n.checked_mul(4)).ok_or_else(bad)?;
    let end = block.len().checked_sub(restarts).ok_or_else(bad)?;
    Ok(block.split_to(end))
}

fn corrupt(what: &str) -> ImportError {
    ImportError::new(format!("the checkpoint index is corrupt: {what}"))
        .expected("a variables.index file as TensorFlow writes it")
        .hint("copy the file again, or save the model again")
}

#[cfg(test)]
mod tests;
