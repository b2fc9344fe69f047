//! Tensors stored in parts, as partitioned TF1 variables are: the keys of the parts and their assembly.

use bytes::{Bytes, BytesMut};

use crate::error::{ImportError, Result};
use crate::proto::TensorSliceProto;

/// One part of a tensor: where it starts and how far it reaches in each dimension.
pub(super) struct Slice {
    start: Vec<u64>,
    extent: Vec<u64>,
    /// The key of the part's own entry in the index.
    pub(super) key: Vec<u8>,
}

impl Slice {
    /// Errors: a rank other than the tensor's, a part that reaches outside.
    pub(super) fn new(name: &str, proto: &TensorSliceProto, dims: &[u64]) -> Result<Self> {
        use crate::proto::tensor_slice_proto::extent::HasLength;
        let bad = || {
            ImportError::new("a part of a stored tensor lies outside of it")
                .expected(format!("parts inside shape {dims:?}"))
                .hint("the checkpoint is corrupt; save the model again")
        };
        if proto.extent.len() != dims.len() {
            return Err(bad());
        }
        let mut key = Vec::new();
        write_unsigned(&mut key, 0);
        write_string(&mut key, name.as_bytes());
        write_unsigned(&mut key, dims.len() as u64);
        let (mut start, mut extent) = (Vec::new(), Vec::new());
        for (part, &dim) in proto.extent.iter().zip(dims) {
            let length = part.has_length.as_ref().map(|HasLength::Length(n)| *n);
            write_signed(&mut key, part.start);
            write_signed(&mut key, length.unwrap_or(-1));
            let from = u64::try_from(part.start).map_err(|_| bad())?;
            let len = match length {
                Some(n) => u64::try_from(n).map_err(|_| bad())?,
                None => dim,
            };
            from.checked_add(len).filter(|end| *end <= dim).ok_or_else(bad)?;
            start.push(from);
            extent.push(len);
        }
        Ok(Self { start, extent, key })
    }

    /// Whether this is the part with these starts and lengths.
    pub(super) fn covers(&self, part: &[(u64, u64)]) -> bool {
        self.start.iter().copied().zip(self.extent.iter().copied()).eq(part.iter().copied())
    }

    /// Dimensions of the part.
    pub(super) fn dims(&self) -> &[u64] {
        &self.extent
    }
}

/// Puts parts together into a tensor of `dims` with elements of `size` bytes.
///
/// The parts must cover it: `total` is its byte count, and each part's bytes fit its extent.
pub(super) fn assemble(parts: &[(Slice, Bytes)], dims: &[u64], size: u64, total: u64) -> Result<Bytes> {
    let covered: u64 = parts.iter().map(|(_, data)| data.len() as u64).sum();
    let bad = || {
        ImportError::new(format!("the parts of a stored tensor hold {covered} bytes"))
            .expected(format!("{total} bytes for shape {dims:?}"))
            .hint("the checkpoint is corrupt; save the model again")
    };
    let total = usize::try_from(total).ok().filter(|n| *n as u64 == covered).ok_or_else(bad)?;
    let mut whole = BytesMut::zeroed(total);
    for (slice, data) in parts {
        copy_part(slice, data, dims, size, &mut whole).ok_or_else(bad)?;
    }
    Ok(whole.freeze())
}

/// Copies one part row by row, a row being the last dimension.
fn copy_part(slice: &Slice, data: &Bytes, dims: &[u64], size: u64, whole: &mut [u8]) -> Option<()> {
    let row_len = slice.extent.last().copied().unwrap_or(1).checked_mul(size)?;
    if row_len == 0 || data.is_empty() {
        return Some(());
    }
    let mut at = vec![0u64; slice.extent.len()];
    for row in data.chunks(usize::try_from(row_len).ok()?) {
        let mut offset = 0u64;
        for ((index, start), dim) in at.iter().zip(&slice.start).zip(dims) {
            offset = offset.checked_mul(*dim)?.checked_add(index.checked_add(*start)?)?;
        }
        let from = usize::try_from(offset.checked_mul(size)?).ok()?;
        whole.get_mut(from..from.checked_add(row.len())?)?.copy_from_slice(row);
        advance(&mut at, &slice.extent);
    }
    Some(())
}

/// Steps the index of all dimensions but the last one.
fn advance(at: &mut [u64], extent: &[u64]) {
    let rows = at.len().saturating_sub(1);
    for (index, extent) in at.iter_mut().zip(extent).take(rows).rev() {
        *index += 1;
        if *index < *extent {
            return;
        }
        *index = 0;
    }
}

/// A number so that the order of the bytes is the order of the numbers: byte count, then big-endian bytes.
fn write_unsigned(out: &mut Vec<u8>, value: u64) {
    let bytes = value.to_be_bytes();
    let skip = bytes.iter().take_while(|b| **b == 0).count();
    out.push((bytes.len() - skip) as u8);
    out.extend(bytes.iter().skip(skip));
}

/// A string with `00` as `00 FF` and `FF` as `FF 00`, ended by `00 01`.
fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        out.push(byte);
        match byte {
            0x00 => out.push(0xff),
            0xff => out.push(0x00),
            _ => {}
        }
    }
    out.extend_from_slice(&[0x00, 0x01]);
}

/// A signed number in 1 to 10 bytes of 7 bits: as many leading ones as bytes (inverted when negative), then
/// the two's complement.
fn write_signed(out: &mut Vec<u8>, value: i64) {
    let magnitude = if value < 0 { !value } else { value };
    let bits = u64::BITS - (magnitude as u64).leading_zeros() + 1;
    let len = bits.div_ceil(7).max(1);
    // 80 bits are enough for the ten bytes of the longest form.
    let field = i128::from(value) & ((1i128 << (8 * len)) - 1);
    let ones = ((1i128 << len) - 1) << (7 * len);
    let coded = field ^ ones;
    let bytes = coded.to_be_bytes();
    out.extend(bytes.iter().skip(bytes.len() - len as usize));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::tensor_slice_proto::{Extent, extent::HasLength};

    fn slice(extents: &[(i64, Option<i64>)], dims: &[u64]) -> Result<Slice> {
        let extent = extents
            .iter()
            .map(|(start, length)| Extent { start: *start, has_length: length.map(HasLength::Length) })
            .collect();
        Slice::new("w", &TensorSliceProto { extent }, dims)
    }

    #[test]
    fn numbers_keep_their_order_as_bytes() {
        let code = |value| {
            let mut out = Vec::new();
            write_signed(&mut out, value);
            out
        };
        assert_eq!(code(0), [0x80]);
        assert_eq!(code(-1), [0x7f]);
        assert_eq!(code(63), [0xbf]);
        assert_eq!(code(64), [0xc0, 0x40]);
        assert_eq!(code(-64), [0x40]);
        let values = [i64::MIN, -(1 << 40), -65, -64, -1, 0, 63, 64, 8191, 8192, 1 << 40, i64::MAX];
        assert!(values.windows(2).all(|pair| code(pair[0]) < code(pair[1])));
        assert!(code(i64::MAX).len() == 10 && code(i64::MIN).len() == 10);
    }

    #[test]
    fn parts_are_put_side_by_side() {
        let dims = [2, 3];
        let left = slice(&[(0, None), (0, Some(2))], &dims).unwrap();
        let right = slice(&[(0, None), (2, Some(1))], &dims).unwrap();
        let parts = [(left, Bytes::from_static(&[1, 2, 4, 5])), (right, Bytes::from_static(&[3, 6]))];
        assert_eq!(assemble(&parts, &dims, 1, 6).unwrap(), &[1u8, 2, 3, 4, 5, 6][..]);
    }

    #[test]
    fn parts_outside_or_missing_are_refused() {
        let dims = [2, 3];
        for extents in [&[(0, None)][..], &[(0, None), (2, Some(2))], &[(-1, Some(1)), (0, None)]] {
            assert!(slice(extents, &dims).is_err());
        }
        assert!(slice(&[(i64::MAX, Some(i64::MAX)), (0, None)], &dims).is_err());
        let left = slice(&[(0, None), (0, Some(2))], &dims).unwrap();
        assert!(assemble(&[(left, Bytes::from_static(&[1, 2, 4, 5]))], &dims, 1, 6).is_err());
    }
}
