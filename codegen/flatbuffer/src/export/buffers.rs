//! Buffers: one for each distinct content, and an empty one for each tensor that is computed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use crate::model::{Buffer, ExternalBuffer};

/// Contents seen so far. Two whose length or samples differ cannot be equal, so contents are only read as a whole,
/// to be hashed, once there is a second one like them, and only compared if their hashes agree.
#[derive(Default)]
pub(super) struct Buffers {
    all: Vec<Buffer>,
    alike: HashMap<Sample, Alike>,
    groups: Vec<String>,
    group_numbers: HashMap<String, u32>,
    external: Vec<ExternalBuffer>,
    external_ids: HashMap<(u32, u64, u64, String), u32>,
}

/// The length of a content and some of its bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Sample(usize, [u8; 32]);

/// The contents of one sample.
enum Alike {
    /// Only one so far; not hashed.
    One(u32),
    /// By hash, in order of arrival.
    Several(HashMap<u64, Vec<u32>>),
}

impl Buffers {
    /// The buffer of a tensor without a content.
    pub(super) fn empty(&mut self) -> u32 {
        self.push(None)
    }

    /// The buffer with this content.
    pub(super) fn content(&mut self, data: Bytes) -> u32 {
        let sample = Sample::of(&data);
        if let Some(known) = self.known(&sample, &data) {
            return known;
        }
        let hash = match self.alike.get(&sample) {
            Some(Alike::Several(_)) => hash(&data),
            _ => 0,
        };
        let index = self.push(Some(data));
        match self.alike.get_mut(&sample) {
            Some(Alike::Several(by_hash)) => by_hash.entry(hash).or_default().push(index),
            Some(Alike::One(_)) => {}
            None => {
                self.alike.insert(sample, Alike::One(index));
            }
        }
        index
    }

    /// The buffer that already has this content.
    fn known(&mut self, sample: &Sample, data: &Bytes) -> Option<u32> {
        if let Some(&Alike::One(first)) = self.alike.get(sample) {
            let first_data = self.data(first)?.clone();
            if same_place(&first_data, data) {
                return Some(first);
            }
            let by_hash = HashMap::from([(hash(&first_data), vec![first])]);
            self.alike.insert(sample.clone(), Alike::Several(by_hash));
        }
        let Some(Alike::Several(by_hash)) = self.alike.get(sample) else { return None };
        let candidates = by_hash.get(&hash(data))?;
        candidates.iter().copied().find(|&index| self.data(index).is_some_and(|known| known == data))
    }

    fn data(&self, index: u32) -> Option<&Bytes> {
        self.all.get(usize::try_from(index).ok()?)?.data.as_ref()
    }

    fn push(&mut self, data: Option<Bytes>) -> u32 {
        if self.all.is_empty() {
            // Buffer 0 is the empty one that tensors without any refer to.
            self.all.push(Buffer::default());
        }
        self.all.push(Buffer { data });
        u32::try_from(self.all.len()).expect("fewer buffers than values, which are counted in 32 bits") - 1
    }

    /// The identifier of an external buffer.
    pub(super) fn external(&mut self, group: &str, offset: u64, length: u64, packing: &str) -> u32 {
        let next = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let group = *self.group_numbers.entry(group.to_owned()).or_insert_with(|| {
            self.groups.push(group.to_owned());
            next
        });
        let id = u32::try_from(self.external.len()).map_or(u32::MAX, |count| count.saturating_add(1));
        let packing = packing.to_owned();
        *self.external_ids.entry((group, offset, length, packing.clone())).or_insert_with(|| {
            self.external.push(ExternalBuffer { id, group, offset, length, packing });
            id
        })
    }

    pub(super) fn take_external(&mut self) -> (Vec<String>, Vec<ExternalBuffer>) {
        (std::mem::take(&mut self.groups), std::mem::take(&mut self.external))
    }

    pub(super) fn into_buffers(mut self) -> Vec<Buffer> {
        if self.all.is_empty() {
            self.all.push(Buffer::default());
        }
        self.all
    }
}

impl Sample {
    fn of(data: &[u8]) -> Self {
        let mut bytes = [0; 32];
        let step = data.len() / bytes.len();
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = data.get(index.saturating_mul(step)).copied().unwrap_or(0);
        }
        Self(data.len(), bytes)
    }
}

/// Whether two contents of one length are the same memory.
fn same_place(a: &Bytes, b: &Bytes) -> bool {
    a.as_ptr() == b.as_ptr()
}

/// The same for the same content, in every run of the program.
fn hash(data: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_contents_share_a_buffer() {
        let mut buffers = Buffers::default();
        let a = buffers.content(Bytes::from_static(b"aaaa"));
        let computed = buffers.empty();
        let b = buffers.content(Bytes::from_static(b"bbbb"));
        assert_eq!((a, computed, b), (1, 2, 3));
        assert_eq!(buffers.content(Bytes::from(b"aaaa".to_vec())), a);
        assert_eq!(buffers.content(Bytes::from(b"bbbb".to_vec())), b);
        assert_eq!(buffers.content(Bytes::from_static(b"c")), 4);
        assert_eq!(buffers.content(Bytes::new()), 5);
        assert_eq!(buffers.into_buffers().len(), 6);
    }

    #[test]
    fn external_buffers_are_numbered_from_one() {
        let mut buffers = Buffers::default();
        assert_eq!(buffers.external("g", 0, 4, ""), 1);
        assert_eq!(buffers.external("h", 0, 4, ""), 2);
        assert_eq!(buffers.external("g", 0, 4, ""), 1);
    }
}
