//! String tensors in a shard: all lengths as varints, a checksum of the lengths, then all the bytes.

use bytes::Bytes;

use super::coding::{Cursor, unmask};

/// Splits `data` into `count` strings and returns them with the checksum TensorFlow records for the whole,
/// which counts each length as a fixed-width number. `None`: anything is cut, left over or inconsistent.
pub(super) fn split(data: Bytes, count: u64) -> Option<(Vec<Bytes>, u32)> {
    // Each string takes at least the byte of its length.
    let count = usize::try_from(count).ok().filter(|n| *n <= data.len())?;
    let mut cursor = Cursor::new(data);
    let mut lengths = Vec::with_capacity(count);
    let mut crc = 0;
    for _ in 0..count {
        let len = cursor.varint()?;
        crc = match u32::try_from(len) {
            Ok(short) => crc32c::crc32c_append(crc, &short.to_le_bytes()),
            Err(_) => crc32c::crc32c_append(crc, &len.to_le_bytes()),
        };
        lengths.push(len);
    }
    let stored = cursor.fixed32()?;
    if unmask(stored) != crc {
        return None;
    }
    crc = crc32c::crc32c_append(crc, &stored.to_le_bytes());
    let mut strings = Vec::with_capacity(count);
    for len in lengths {
        let string = cursor.take(len)?;
        crc = crc32c::crc32c_append(crc, &string);
        strings.push(string);
    }
    cursor.is_empty().then_some((strings, crc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(strings: &[&str]) -> Vec<u8> {
        let mut out: Vec<u8> = strings.iter().map(|s| s.len() as u8).collect();
        let lengths: Vec<u8> = strings.iter().flat_map(|s| (s.len() as u32).to_le_bytes()).collect();
        let crc = crc32c::crc32c(&lengths).rotate_right(15).wrapping_add(0xa282_ead8);
        out.extend_from_slice(&crc.to_le_bytes());
        strings.iter().for_each(|s| out.extend_from_slice(s.as_bytes()));
        out
    }

    #[test]
    fn splits_by_the_lengths() {
        let (strings, _) = split(Bytes::from(stored(&["ab", "", "c"])), 3).unwrap();
        assert_eq!(strings, ["ab", "", "c"]);
        assert_eq!(split(Bytes::from(stored(&[])), 0).unwrap().0.len(), 0);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let good = stored(&["ab", "c"]);
        for len in 0..good.len() {
            assert!(split(Bytes::copy_from_slice(&good[..len]), 2).is_none(), "cut to {len}");
        }
        let long = [&good[..], b"x"].concat();
        assert!(split(Bytes::from(long), 2).is_none());
        assert!(split(Bytes::from(good.clone()), 3).is_none());
        assert!(split(Bytes::from(good), u64::MAX).is_none());
    }
}
