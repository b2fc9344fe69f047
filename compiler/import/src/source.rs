//! The one place where this crate opens files.
//!
//! A file is mapped, not read: its [`Bytes`] are the pages of the file, so a weight that nobody changes goes
//! from the input to the output without a copy. `docs/decisions/0002-mapping-files.md` says how and why.

use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use mmap_io::MemoryMappedFile;
use mmap_io::advise::MmapAdvice;

use crate::error::{ImportError, Result, quote};

/// Files below this size are read: a mapping would cost more than the copy.
const MAP_FROM: u64 = 64 * 1024;

/// A file's contents, shared.
///
/// Cloning shares the bytes. A mapped file must not be cut or overwritten while the bytes are in use: the
/// operating system then ends the process on access (Unix) or refuses the change (Windows).
#[derive(Clone)]
pub struct Source {
    path: PathBuf,
    bytes: Bytes,
    /// Kept to give advice about the pages; `None` for a file that was read.
    map: Option<MemoryMappedFile>,
}

impl Source {
    /// Opens the regular file at `path`.
    ///
    /// Errors: no such file, no permission, not a regular file.
    pub fn open(path: &Path) -> Result<Self> {
        let refuse = |error: io::Error| io_error(path, &error);
        let metadata = fs::metadata(path).map_err(refuse)?;
        if !metadata.is_file() {
            let what = if metadata.is_dir() { "a folder" } else { "not a regular file" };
            return Err(ImportError::new(format!("{} is {what}", quote(&path.display().to_string())))
                .file(path)
                .expected("a file"));
        }
        if metadata.len() < MAP_FROM {
            let mut data = Vec::new();
            // The file may have grown since; what is over the limit would belong to another file.
            File::open(path).map_err(refuse)?.take(MAP_FROM).read_to_end(&mut data).map_err(refuse)?;
            return Ok(Self { path: path.to_owned(), bytes: Bytes::from(data), map: None });
        }
        let map = MemoryMappedFile::open_ro(path).map_err(|e| map_error(path, &e))?;
        // Bytes asks for the slice once, so a map whose pages cannot be had is found here.
        map.as_slice_bytes(0, map.len()).map_err(|e| map_error(path, &e))?;
        let bytes = Bytes::from_owner(Pages(map.clone()));
        Ok(Self { path: path.to_owned(), bytes, map: Some(map) })
    }

    /// Where the bytes came from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole content.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// A part of the content, if it is there. The pages of a mapped part are released, as by
    /// [`Source::release`], when the last user of the part is gone: weights that a pass lays out anew do
    /// not take memory twice.
    pub fn part(&self, range: Range<usize>) -> Option<Bytes> {
        let whole = self.bytes.get(range.clone())?;
        match &self.map {
            Some(map) if whole.len() as u64 >= MAP_FROM => {
                Some(Bytes::from_owner(Part { map: map.clone(), from: range.start, len: whole.len() }))
            }
            _ => Some(self.bytes.slice(range)),
        }
    }

    /// Tells the system that the pages are not needed for now, so that they stop counting as this process's
    /// memory. Their content stays readable: it comes back from the file. Does nothing where unsupported.
    pub fn release(&self) {
        if let Some(map) = &self.map {
            // Advice only: a system that refuses it keeps the pages, which is no error.
            let _ = map.advise(0, map.len(), MmapAdvice::DontNeed);
        }
    }
}

/// Owner of the pages behind a [`Bytes`].
struct Pages(MemoryMappedFile);

impl AsRef<[u8]> for Pages {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice_bytes(0, self.0.len()).unwrap_or(&[])
    }
}

/// Owner of a part of a file's pages.
struct Part {
    map: MemoryMappedFile,
    from: usize,
    len: usize,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        self.map.as_slice_bytes(self.from as u64, self.len as u64).unwrap_or(&[])
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Advice only, as in `Source::release`; a page shared with a neighbour comes back when it is read.
        let _ = self.map.advise(self.from as u64, self.len as u64, MmapAdvice::DontNeed);
    }
}

/// Whether `path` is a file that can be opened.
pub(crate) fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file())
}

/// Whether `path` is a folder.
pub(crate) fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_dir())
}

fn io_error(path: &Path, error: &io::Error) -> ImportError {
    let name = quote(&path.display().to_string());
    match error.kind() {
        io::ErrorKind::NotFound => ImportError::new(format!("no such file: {name}"))
            .file(path)
            .hint("check the path, and that the model was copied with all of its files"),
        io::ErrorKind::PermissionDenied => ImportError::new(format!("no permission to read {name}"))
            .file(path)
            .hint("make the file readable for this user"),
        _ => ImportError::new(format!("cannot read {name}: {error}")).file(path),
    }
}

fn map_error(path: &Path, error: &mmap_io::MmapIoError) -> ImportError {
    match error {
        mmap_io::MmapIoError::Io(error) => io_error(path, error),
        other => {
            ImportError::new(format!("cannot map {}: {other}", quote(&path.display().to_string()))).file(path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_large_files_give_their_bytes() {
        let dir = tempfile::tempdir().unwrap();
        for size in [0usize, 1, 65_535, 65_536, 300_001] {
            let path = dir.path().join(size.to_string());
            let data: Vec<u8> = (0..size).map(|i| (i % 251) as u8).collect();
            fs::write(&path, &data).unwrap();
            let source = Source::open(&path).unwrap();
            assert_eq!(source.bytes(), &data);
            let part = source.part(size / 2..size).unwrap();
            assert_eq!(source.part(size..size + 1), None);
            source.release();
            drop(source);
            assert_eq!(part, data[size / 2..]);
        }
    }

    #[test]
    fn what_is_not_a_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let missing = Source::open(&dir.path().join("no.pb")).err().unwrap().to_string();
        assert!(missing.starts_with("no such file") && missing.contains("no.pb"), "{missing}");
        let folder = Source::open(dir.path()).err().unwrap().to_string();
        assert!(folder.contains("is a folder"), "{folder}");
    }
}
