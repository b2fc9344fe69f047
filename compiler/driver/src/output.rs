//! Output files: complete, or not there.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes `path` through `fill`: to a temporary name in the same folder, renamed when everything is
/// written. On any error the temporary file is removed and `path` is what it was before.
///
/// `-` as the path writes to the standard output. What is there and is no regular file, such as a device
/// or a pipe, is written to as it is: it must not be replaced. A symbolic link stays; its target is
/// written.
///
/// # Errors
/// What `fill` returns, or the error of creating, writing or renaming the file with its path.
pub fn write_atomic<E: From<io::Error>>(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    if path == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        fill(&mut out)?;
        return Ok(out.flush()?);
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(at(path, &io::Error::from(io::ErrorKind::IsADirectory)).into());
    }
    if std::fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
        let device = std::fs::OpenOptions::new().write(true).open(&target);
        let mut out = BufWriter::new(device.map_err(|err| at(path, &err))?);
        fill(&mut out)?;
        return Ok(out.flush()?);
    }
    let temporary = Temporary::beside(&target)?;
    let mut out = BufWriter::with_capacity(1 << 16, temporary.create().map_err(|err| at(path, &err))?);
    fill(&mut out)?;
    out.flush().map_err(|err| at(path, &err))?;
    drop(out);
    Ok(temporary.rename_to(&target).map_err(|err| at(path, &err))?)
}

/// A file that is removed unless it was renamed.
struct Temporary(Option<PathBuf>);

impl Temporary {
    fn beside(path: &Path) -> io::Result<Temporary> {
        let name = path.file_name().ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, format!("'{}' does not name a file", path.display()))
        })?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        Ok(Temporary(Some(path.with_file_name(hidden))))
    }

    fn create(&self) -> io::Result<std::fs::File> {
        let path = self.0.as_deref().unwrap_or(Path::new(""));
        std::fs::File::create(path)
    }

    fn rename_to(mut self, path: &Path) -> io::Result<()> {
        let Some(temporary) = self.0.take() else { return Ok(()) };
        std::fs::rename(&temporary, path).inspect_err(|_| {
            let _ = std::fs::remove_file(&temporary);
        })
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn at(path: &Path, err: &io::Error) -> io::Error {
    io::Error::new(err.kind(), format!("cannot write '{}': {err}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let dir = std::env::temp_dir().join(format!("tfl-output-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("out.txt");
        let failed = write_atomic::<io::Error>(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("stop"))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0);
        write_atomic::<io::Error>(&path, |out| out.write_all(b"whole")).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 1);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn devices_and_links_stay_what_they_are() {
        use std::os::unix::fs::FileTypeExt;
        let null = Path::new("/dev/null");
        write_atomic::<io::Error>(null, |out| out.write_all(b"gone")).unwrap();
        assert!(std::fs::metadata(null).unwrap().file_type().is_char_device());

        let dir = std::env::temp_dir().join(format!("tfl-output-link-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (file, link) = (dir.join("file"), dir.join("link"));
        std::fs::write(&file, b"old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_atomic::<io::Error>(&link, |out| out.write_all(b"new")).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_missing_folder_is_named() {
        let err = write_atomic::<io::Error>(Path::new("/no/such/folder/x"), |_| Ok(())).unwrap_err();
        assert!(err.to_string().contains("/no/such/folder/"), "{err}");
    }
}
