//! Class names that travel with a model.

use std::io::{Cursor, Read};
use std::path::Path;

use bytes::Bytes;
use zip::ZipArchive;

use crate::{Detected, Format};

/// The most bytes of class names that are read.
const MAX_LABEL_BYTES: u64 = 16 << 20;

/// The class names that come with the model at `source`, one a line of a text file called `*label*.txt`:
/// among the associated files behind a `.tflite`, or in `assets` or `assets.extra` of a SavedModel.
/// `None` when there is no such file, or several.
pub fn find_labels(source: &Detected) -> Option<Vec<String>> {
    match source.format {
        Format::SavedModel => {
            ["assets.extra", "assets"].iter().find_map(|folder| labels_in_folder(&source.path.join(folder)))
        }
        Format::Tflite => {
            let file = tfl_import::Source::open(&source.path).ok()?;
            labels_in_tail(file.bytes().clone())
        }
        _ => None,
    }
}

/// The class names in a text file, one a line; blank lines at the end do not count.
pub fn parse_labels(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    while labels.last().is_some_and(String::is_empty) {
        labels.pop();
    }
    labels
}

fn is_label_file(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    name.contains("label") && name.ends_with(".txt")
}

fn labels_in_folder(folder: &Path) -> Option<Vec<String>> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let mut found: Vec<_> =
        entries.filter(|path| path.file_name().and_then(|n| n.to_str()).is_some_and(is_label_file)).collect();
    let path = found.pop().filter(|_| found.is_empty())?;
    let mut text = String::new();
    std::fs::File::open(path).ok()?.take(MAX_LABEL_BYTES).read_to_string(&mut text).ok()?;
    Some(parse_labels(&text)).filter(|labels| !labels.is_empty())
}

fn labels_in_tail(file: Bytes) -> Option<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let mut found: Vec<String> =
        archive.file_names().filter(|name| is_label_file(name)).map(str::to_owned).collect();
    let name = found.pop().filter(|_| found.is_empty())?;
    let mut text = String::new();
    archive.by_name(&name).ok()?.take(MAX_LABEL_BYTES).read_to_string(&mut text).ok()?;
    Some(parse_labels(&text)).filter(|labels| !labels.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_files_are_known_by_name() {
        assert!(is_label_file("assets/imagenet_Labels.txt"));
        assert!(!is_label_file("vocab.txt"));
        assert_eq!(parse_labels("yes\r\nno\n\n"), ["yes", "no"]);
        assert!(labels_in_tail(Bytes::from_static(b"no zip here")).is_none());
    }
}
