//! The zip archive of associated files that may follow the tables: found when reading, moved when writing.
//!
//! The archive is decoration: whatever is wrong with it, there is then simply none.

use bytes::{Bytes, BytesMut};

use crate::wire::Scalar;

/// "End of central directory": 22 bytes and a comment.
const END: &[u8; 4] = b"PK\x05\x06";
const END_SIZE: usize = 22;
/// In the end record: the size of the directory, and where it starts.
const END_DIRECTORY_SIZE: usize = 12;
const END_DIRECTORY: usize = 16;
/// "Central directory entry": 46 bytes, a name, extra fields and a comment.
const ENTRY: &[u8; 4] = b"PK\x01\x02";
const ENTRY_SIZE: usize = 46;
/// In an entry: where the file it describes starts.
const ENTRY_FILE: usize = 42;
const LONGEST_COMMENT: usize = 0xFFFF;

/// The archive at the end of `bytes`, provided it starts no earlier than `from`; empty if there is none.
pub(crate) fn tail(bytes: &Bytes, from: usize) -> Bytes {
    match Directory::find(bytes).and_then(|directory| directory.archive_start()) {
        Some(start) if start >= from && start < bytes.len() => bytes.slice(start..),
        _ => Bytes::new(),
    }
}

/// The archive with its offsets counted from the start of a file in which it is placed at byte `place`: the way
/// every reader of zip archives understands. Returns it in two parts, of which only the second is new.
pub(crate) fn placed_at(archive: &Bytes, place: u64) -> (Bytes, Bytes) {
    let moved = Directory::find(archive).and_then(|directory| directory.moved(archive, place));
    moved.unwrap_or_else(|| (archive.clone(), Bytes::new()))
}

/// Where the parts of an archive are in the bytes that hold it.
struct Directory {
    start: usize,
    end: usize,
    /// Where each entry is, and where it says its file is.
    entries: Vec<(usize, u32)>,
    /// Where the end record says the directory is.
    claimed: u32,
    /// What to add to the archive's own offsets.
    shift: i64,
}

impl Directory {
    fn find(bytes: &[u8]) -> Option<Self> {
        let earliest = bytes.len().saturating_sub(LONGEST_COMMENT.saturating_add(END_SIZE));
        let window = bytes.get(earliest..)?;
        let end =
            window.windows(END_SIZE).rposition(|found| found.starts_with(END))?.checked_add(earliest)?;
        let size: u32 = number(bytes, end, END_DIRECTORY_SIZE)?;
        let claimed: u32 = number(bytes, end, END_DIRECTORY)?;
        let start = end.checked_sub(usize::try_from(size).ok()?)?;
        let shift = i64::try_from(start).ok()?.checked_sub(i64::from(claimed))?;

        let mut entries = Vec::new();
        let mut at = start;
        while bytes.get(at..end)?.starts_with(ENTRY) {
            entries.push((at, number(bytes, at, ENTRY_FILE)?));
            at = at.checked_add(ENTRY_SIZE)?;
            for length in [28, 30, 32] {
                let entry = entries.last()?.0;
                at = at.checked_add(usize::from(number::<u16>(bytes, entry, length)?))?;
            }
        }
        Some(Self { start, end, entries, claimed, shift })
    }

    /// Where the first file starts.
    fn archive_start(&self) -> Option<usize> {
        let Some(first) = self.entries.iter().map(|&(_, file)| file).min() else { return Some(self.start) };
        let start = usize::try_from(i64::from(first).checked_add(self.shift)?).ok()?;
        Some(start).filter(|&start| start <= self.start)
    }

    fn moved(&self, archive: &Bytes, place: u64) -> Option<(Bytes, Bytes)> {
        let by = self.shift.checked_add(i64::try_from(place).ok()?)?;
        let moved = |offset: u32| u32::try_from(i64::from(offset).checked_add(by)?).ok();
        let mut directory = BytesMut::from(archive.get(self.start..)?);
        let mut patch = |at: usize, offset: u32| {
            let at = at.checked_sub(self.start)?;
            directory.get_mut(at..at.checked_add(4)?)?.copy_from_slice(&moved(offset)?.to_le_bytes());
            Some(())
        };
        for &(entry, file) in &self.entries {
            patch(entry.checked_add(ENTRY_FILE)?, file)?;
        }
        patch(self.end.checked_add(END_DIRECTORY)?, self.claimed)?;
        Some((archive.slice(..self.start), directory.freeze()))
    }
}

fn number<T: Scalar>(bytes: &[u8], record: usize, offset: usize) -> Option<T> {
    T::read(bytes.get(record.checked_add(offset)?..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of one empty file called `a`, whose offsets count from `base` bytes before it.
    fn archive(base: u32) -> Vec<u8> {
        let mut local = b"PK\x03\x04".to_vec();
        local.resize(26, 0);
        local.extend([1, 0, 0, 0]);
        local.push(b'a');
        let mut entry = ENTRY.to_vec();
        entry.resize(28, 0);
        entry.extend([1, 0]);
        entry.resize(ENTRY_FILE, 0);
        entry.extend(base.to_le_bytes());
        entry.push(b'a');
        let mut end = END.to_vec();
        end.resize(END_DIRECTORY_SIZE, 0);
        end.extend(u32::try_from(entry.len()).unwrap().to_le_bytes());
        end.extend((base + u32::try_from(local.len()).unwrap()).to_le_bytes());
        end.resize(END_SIZE, 0);
        [local, entry, end].concat()
    }

    #[test]
    fn found_whichever_way_offsets_count() {
        for base in [0, 100] {
            let archive = archive(base);
            let file = Bytes::from([vec![7; 100], archive.clone()].concat());
            assert_eq!(tail(&file, 96), archive);
        }
    }

    #[test]
    fn moved_offsets_count_from_the_start_of_the_file() {
        for base in [0, 100] {
            let (files, directory) = placed_at(&Bytes::from(archive(base)), 48);
            assert_eq!([files, directory].concat(), archive(48));
        }
    }

    #[test]
    fn an_archive_inside_the_tables_or_a_broken_one_is_none() {
        let file = Bytes::from([vec![7; 100], archive(0)].concat());
        assert!(tail(&file, 101).is_empty());
        assert!(tail(&file.slice(..file.len() - 1), 0).is_empty());
        for cut in 1..file.len() {
            tail(&file.slice(..cut), 0);
            placed_at(&file.slice(cut..), 5);
        }
    }
}
