//! Real files survive reading and writing.

#![allow(clippy::unwrap_used, reason = "a test may stop here")]

mod corpus;

use bytes::Bytes;
use tfl_flatbuffer::{BufferPlacement, Model, WriteOptions, read, read_unchecked, write};

/// Files that no runtime can run, because an operand has no content, and what is said about them.
const REFUSED: [(&str, &str); 2] = [
    (
        "blockwise_quantized.tflite",
        "subgraph 0, operator 0 (ADD): reads tensor 2 'quantized_tensor', which has no content and is never written",
    ),
    (
        "segment_sum_invalid_buffer.tflite",
        "subgraph 0, operator 0 (SEGMENT_SUM): reads tensor 2 'pyx/y', which has no content and is never written",
    ),
];

fn rewritten(model: &Model, buffer_placement: BufferPlacement) -> Bytes {
    let mut out = Vec::new();
    write(model, WriteOptions { buffer_placement }, &mut out).unwrap();
    Bytes::from(out)
}

#[test]
fn what_is_written_reads_back_the_same() {
    for (path, bytes) in corpus::files() {
        let model = read_unchecked(&bytes).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        for placement in [BufferPlacement::Inline, BufferPlacement::Outside] {
            let file = rewritten(&model, placement);
            let again = read_unchecked(&file).unwrap_or_else(|error| panic!("{path:?}: {error}"));
            // The offsets inside an archive change with its place.
            let same = Model { associated_files: model.associated_files.clone(), ..again.clone() };
            assert!(same == model, "{} changes", path.display());
            assert_eq!(again.associated_files.len(), model.associated_files.len(), "{}", path.display());
            assert!(rewritten(&again, placement) == file, "{} changes when written twice", path.display());
        }
    }
}

#[test]
fn real_files_are_valid_but_for_the_broken_ones() {
    for (path, bytes) in corpus::files() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let expected =
            REFUSED.iter().find(|(refused, _)| *refused == name).map(|(_, message)| (*message).to_owned());
        assert_eq!(read(&bytes).err().map(|error| error.to_string()), expected, "{}", path.display());
    }
}
