//! `.npz` archives: a zip of `.npy` files.

use std::io::{Cursor, Read, Seek, Write};

use bytes::Bytes;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Array, NumpyError, error};

/// The most bytes that one archive may unpack to.
const MAX_UNPACKED: u64 = 4 << 30;

/// Reads the arrays of a `.npz` file, in the order of its directory, each with its name.
///
/// # Errors
/// When the bytes are not such an archive, or an entry is not an array; the entry is named.
pub fn read_npz(file: Bytes) -> Result<Vec<(String, Array)>, NumpyError> {
    let not_zip = |err| NumpyError(format!("this is not a .npz archive: {err}"));
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(not_zip)?;
    let mut arrays = Vec::new();
    let mut budget = MAX_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|err| NumpyError(format!("entry {index}: {err}")))?;
        let name = entry.name().strip_suffix(".npy").unwrap_or(entry.name()).to_owned();
        let mut data = Vec::new();
        // The stated size is a claim: what is read is bounded, not what is reserved.
        let mut limited = entry.take(budget + 1);
        limited.read_to_end(&mut data).map_err(|err| NumpyError(format!("array '{name}': {err}")))?;
        budget = match budget.checked_sub(data.len() as u64) {
            Some(rest) => rest,
            None => return error(format!("the archive unpacks to more than {MAX_UNPACKED} bytes")),
        };
        let array =
            Array::from_npy(data.into()).map_err(|err| NumpyError(format!("array '{name}': {err}")))?;
        arrays.push((name, array));
    }
    Ok(arrays)
}

/// Writes a `.npz` archive of `arrays`, in their order, uncompressed. The same arrays give the same
/// bytes: entries carry no time.
///
/// # Errors
/// When writing fails.
pub fn write_npz(out: impl Write + Seek, arrays: &[(String, Array)]) -> std::io::Result<()> {
    let mut archive = ZipWriter::new(out);
    for (name, array) in arrays {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .large_file(array.data.len() >= 1 << 31);
        archive.start_file(format!("{name}.npy"), options)?;
        archive.write_all(&array.to_npy())?;
    }
    archive.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Dtype;
    use super::*;

    #[test]
    fn archives_keep_order_and_content() {
        let array = |v: u8| Array::new(Dtype::U8, vec![1], vec![v].into()).unwrap();
        let arrays = vec![("c0.b".to_owned(), array(1)), ("c0.a".to_owned(), array(2))];
        let mut file = Cursor::new(Vec::new());
        write_npz(&mut file, &arrays).unwrap();
        assert_eq!(read_npz(file.into_inner().into()), Ok(arrays));
        assert!(read_npz(Bytes::from_static(b"PK")).is_err());
    }
}
