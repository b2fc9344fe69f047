//! Telling model formats apart by their content.

use std::fmt;
use std::path::{Path, PathBuf};

use tfl_ir::{Diagnostic, Loc};

/// The formats a model may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A folder with `saved_model.pb`.
    SavedModel,
    /// A binary frozen graph.
    GraphDef,
    /// A `.tflite` FlatBuffer.
    Tflite,
    /// IR text.
    Mlir,
    /// Keras in HDF5.
    KerasH5,
    /// Keras 3 `.keras`.
    KerasZip,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::SavedModel => "SavedModel",
            Format::GraphDef => "GraphDef",
            Format::Tflite => "TFLite FlatBuffer",
            Format::Mlir => "IR text",
            Format::KerasH5 => "Keras HDF5",
            Format::KerasZip => "Keras 3 archive",
        })
    }
}

/// A path with what was found there.
#[derive(Clone, Debug)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// The path to read: the folder for a SavedModel even when its `saved_model.pb` was given.
    pub path: PathBuf,
}

/// Finds the format of the model at `path` by looking at it; the file's extension decides only where
/// content cannot (text and graphs).
///
/// # Errors
/// When nothing is there, it cannot be read, or it is no model.
pub fn detect(path: &Path) -> Result<Detected, Diagnostic> {
    let at = Loc::file(path.display().to_string().into(), 0, 0);
    let found = |format| Ok(Detected { format, path: path.to_owned() });
    if path.is_dir() {
        return if path.join("saved_model.pb").exists() {
            found(Format::SavedModel)
        } else {
            let text = if path.join("saved_model.pbtxt").exists() {
                "the folder holds a SavedModel in text form (saved_model.pbtxt), which is not read"
            } else {
                "the folder is not a SavedModel: it has no saved_model.pb"
            };
            Err(Diagnostic::error(at, text)
                .with_hint("give the folder that model.export or tf.saved_model.save wrote"))
        };
    }
    if path.file_name().is_some_and(|name| name == "saved_model.pb") && path.is_file() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        return Ok(Detected {
            format: Format::SavedModel,
            path: folder.unwrap_or(Path::new(".")).to_owned(),
        });
    }
    let head = read_head(path).map_err(|err| {
        Diagnostic::error(at.clone(), format!("cannot read the model: {err}"))
            .with_hint("check the path; a model is a SavedModel folder, a .tflite, a .pb or a .mlir file")
    })?;
    let extension = path.extension().and_then(|ext| ext.to_str()).unwrap_or("");
    if let Some(format) = by_content(&head, extension) {
        return found(format);
    }
    Err(Diagnostic::error(at, "the file is in no format that is known")
        .with_hint("give a SavedModel folder, a .tflite, a frozen graph (.pb) or IR text (.mlir)"))
}

fn by_content(head: &[u8], extension: &str) -> Option<Format> {
    if head.get(4..8) == Some(b"TFL3") || extension == "tflite" || extension == "lite" {
        return Some(Format::Tflite);
    }
    if head.starts_with(b"\x89HDF\r\n\x1a\n") || matches!(extension, "h5" | "hdf5") {
        return Some(Format::KerasH5);
    }
    if head.starts_with(b"PK\x03\x04") && extension != "npz" || extension == "keras" {
        return Some(Format::KerasZip);
    }
    match extension {
        "mlir" => Some(Format::Mlir),
        "pb" => Some(Format::GraphDef),
        // A graph begins with field 1 (a node) as a length-delimited message.
        _ if head.first() == Some(&0x0a) && head.contains(&0x12) => Some(Format::GraphDef),
        _ if looks_like_ir(head) => Some(Format::Mlir),
        _ => None,
    }
}

fn looks_like_ir(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with("//"));
    first.is_some_and(|line| {
        ["module", "builtin.module", "func.func", "#", "!", "\"", "%"].iter().any(|s| line.starts_with(s))
    })
}

fn read_head(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(4096).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(by_content(b"\x1c\0\0\0TFL3\0", "bin"), Some(Format::Tflite));
        assert_eq!(by_content(b"\x89HDF\r\n\x1a\n", ""), Some(Format::KerasH5));
        assert_eq!(by_content(b"// x\nmodule {\n", "txt"), Some(Format::Mlir));
        assert_eq!(by_content(b"\x0a\x05\x0a\x01x\x12\x00", ""), Some(Format::GraphDef));
        assert_eq!(by_content(b"hello", "txt"), None);
    }
}
