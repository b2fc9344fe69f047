//! Metadata: what the module carries, and the runtime the file needs.

use bytes::Bytes;
use tfl_ir::{Attr, Module};

use super::buffers::Buffers;
use super::codes::Codes;
use crate::model::Metadata;
use crate::names;

/// How many bytes the version of the runtime takes, padded with zeros.
const VERSION_SIZE: usize = 16;

/// The entries by name, with their contents in `buffers`.
pub(super) fn metadata(module: &Module, codes: &Codes, buffers: &mut Buffers) -> Vec<Metadata> {
    let mut version = codes.runtime().as_bytes().to_vec();
    version.resize(VERSION_SIZE, 0);
    let mut entries = vec![(names::MIN_RUNTIME_VERSION, Bytes::from(version))];
    let carried = module.attr(names::METADATA).and_then(Attr::as_dict);
    for (name, content) in carried.into_iter().flat_map(|dict| dict.iter()) {
        if let (Attr::Str(content), true) = (content, *name != *names::MIN_RUNTIME_VERSION) {
            entries.push((name.as_str(), Bytes::copy_from_slice(content)));
        }
    }
    entries.sort_by_key(|(name, _)| *name);
    let entry =
        |(name, content): (&str, Bytes)| Metadata { name: name.to_owned(), buffer: buffers.content(content) };
    entries.into_iter().map(entry).collect()
}
