//! The small encodings of a checkpoint's index: varints, fixed-width numbers, masked checksums.

use bytes::{Buf, Bytes};

/// A reader over shared bytes that never runs past the end.
pub(super) struct Cursor(Bytes);

impl Cursor {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next `len` bytes, shared; `None` if fewer are left.
    pub(super) fn take(&mut self, len: u64) -> Option<Bytes> {
        let len = usize::try_from(len).ok()?;
        (len <= self.0.len()).then(|| self.0.split_to(len))
    }

    /// A base-128 number, low groups first; `None` if it is cut or does not fit 64 bits.
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.0.try_get_u8().ok()?;
            let group = u64::from(byte & 0x7f);
            let shifted = group << shift;
            if shifted >> shift != group {
                return None;
            }
            value |= shifted;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    pub(super) fn fixed32(&mut self) -> Option<u32> {
        self.0.try_get_u32_le().ok()
    }

    pub(super) fn fixed64(&mut self) -> Option<u64> {
        self.0.try_get_u64_le().ok()
    }
}

/// The checksum behind a stored one. Stored checksums are rotated and shifted, so that the checksum of data
/// that holds checksums keeps its strength.
pub(super) fn unmask(stored: u32) -> u32 {
    stored.wrapping_sub(0xa282_ead8).rotate_left(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_have_an_end_and_a_limit() {
        let read = |bytes: &'static [u8]| Cursor::new(Bytes::from_static(bytes)).varint();
        assert_eq!(read(&[0x05]), Some(5));
        assert_eq!(read(&[0xac, 0x02]), Some(300));
        assert_eq!(read(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]), Some(u64::MAX));
        assert_eq!(read(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02]), None);
        assert_eq!(read(&[0x80; 20]), None);
        assert_eq!(read(&[0x80]), None);
        assert_eq!(read(&[]), None);
    }

    #[test]
    fn unmasking_reverses_masking() {
        let mask = |crc: u32| crc.rotate_right(15).wrapping_add(0xa282_ead8);
        for crc in [0, 1, 0xdead_beef, u32::MAX] {
            assert_eq!(unmask(mask(crc)), crc);
        }
    }
}
