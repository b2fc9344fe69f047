//! A constant as a graph stores it, turned into dense bytes.
//!
//! The values stand either packed in `tensor_content` or in the list of their type, whose last value fills
//! the rest of the shape; an empty list means zeros. One value for a whole shape stays one value.

use bytes::{BufMut, Bytes, BytesMut};

use super::{Tensor, TensorData};
use crate::dtype::{self, MAX_TENSOR_BYTES};
use crate::error::{ImportError, Result};
use crate::proto::{DataType, TensorProto};

impl Tensor {
    /// Reads a constant. A large `tensor_content` is shared, not copied.
    ///
    /// Errors: an unknown shape, content of the wrong size, more values than elements, a type without
    /// constants, a partial list over a shape that would take more than 2 GiB.
    pub(crate) fn from_proto(proto: &TensorProto) -> Result<Self> {
        let dtype = dtype::data_type(proto.dtype)?;
        let dims = dtype::static_dims(&proto.tensor_shape.clone().unwrap_or_default())?;
        let count = dtype::element_count(&dims)?;
        if dtype == DataType::DtString {
            let data = TensorData::Strings(strings(&proto.string_val, count, &dims)?);
            return Ok(Self { dtype, dims, data });
        }
        let total = dtype::byte_count(dtype, &dims)?;
        if !proto.tensor_content.is_empty() {
            let found = proto.tensor_content.len();
            if found as u64 != total {
                return Err(wrong_size(&format!("{found} bytes"), &dims, dtype, &format!("{total} bytes")));
            }
            return Ok(Self { dtype, dims, data: TensorData::Dense(proto.tensor_content.clone()) });
        }
        let size = dtype::element_size(dtype).unwrap_or(1) as usize;
        let values = listed(proto, dtype).ok_or_else(|| {
            ImportError::new(format!("a constant of type {} cannot be read", dtype::name(dtype)))
                .expected("a numeric, boolean or string constant")
        })?;
        let data = spread(values, size, count, total).map_err(|given| {
            wrong_size(&format!("{given} values"), &dims, dtype, &format!("at most {count} values"))
        })?;
        let data = data.ok_or_else(|| {
            ImportError::new(format!("a constant of shape {dims:?} would take {total} bytes"))
                .expected(format!("at most {MAX_TENSOR_BYTES} bytes"))
        })?;
        Ok(Self { dtype, dims, data })
    }
}

/// The values of the list that belongs to `dtype`, in the encoding of a dense tensor.
fn listed(proto: &TensorProto, dtype: DataType) -> Option<BytesMut> {
    let mut out = BytesMut::new();
    match dtype {
        DataType::DtFloat => proto.float_val.iter().for_each(|v| out.put_f32_le(*v)),
        DataType::DtDouble => proto.double_val.iter().for_each(|v| out.put_f64_le(*v)),
        DataType::DtComplex64 => proto.scomplex_val.iter().for_each(|v| out.put_f32_le(*v)),
        DataType::DtComplex128 => proto.dcomplex_val.iter().for_each(|v| out.put_f64_le(*v)),
        DataType::DtInt64 => proto.int64_val.iter().for_each(|v| out.put_i64_le(*v)),
        DataType::DtUint64 => proto.uint64_val.iter().for_each(|v| out.put_u64_le(*v)),
        DataType::DtUint32 => proto.uint32_val.iter().for_each(|v| out.put_u32_le(*v)),
        DataType::DtBool => proto.bool_val.iter().for_each(|v| out.put_u8(u8::from(*v))),
        DataType::DtInt32 | DataType::DtQint32 => proto.int_val.iter().for_each(|v| out.put_i32_le(*v)),
        // Both 16-bit floats stand as bit patterns in the list of the half type.
        DataType::DtHalf | DataType::DtBfloat16 => {
            proto.half_val.iter().for_each(|v| out.put_u16_le(*v as u16))
        }
        DataType::DtInt16 | DataType::DtUint16 | DataType::DtQint16 | DataType::DtQuint16 => {
            proto.int_val.iter().for_each(|v| out.put_u16_le(*v as u16));
        }
        DataType::DtInt8
        | DataType::DtUint8
        | DataType::DtQint8
        | DataType::DtQuint8
        | DataType::DtInt4
        | DataType::DtUint4
        | DataType::DtInt2
        | DataType::DtUint2 => proto.int_val.iter().for_each(|v| out.put_u8(*v as u8)),
        DataType::DtFloat8E5m2
        | DataType::DtFloat8E4m3fn
        | DataType::DtFloat8E4m3fnuz
        | DataType::DtFloat8E4m3b11fnuz
        | DataType::DtFloat8E5m2fnuz
        | DataType::DtFloat4E2m1fn => out.put_slice(&proto.float8_val),
        DataType::DtInvalid | DataType::DtString | DataType::DtResource | DataType::DtVariant => return None,
    }
    Some(out)
}

/// Fills `count` elements of `size` bytes (`total` together) from the listed ones. `Err(n)`: there are `n`
/// of them, too many; `Ok(None)`: too large to write out.
fn spread(
    mut values: BytesMut,
    size: usize,
    count: u64,
    total: u64,
) -> std::result::Result<Option<TensorData>, u64> {
    let given = (values.len() / size) as u64;
    if given == 0 && count > 0 {
        return Ok(Some(TensorData::Splat(Bytes::from(vec![0; size]))));
    }
    if given > count {
        return Err(given);
    }
    values.truncate(given as usize * size);
    if given == 1 && count > 1 {
        return Ok(Some(TensorData::Splat(values.freeze())));
    }
    if total > MAX_TENSOR_BYTES {
        return Ok(None);
    }
    let last = values.get(values.len().saturating_sub(size)..).map(<[u8]>::to_vec).unwrap_or_default();
    for _ in given..count {
        values.put_slice(&last);
    }
    Ok(Some(TensorData::Dense(values.freeze())))
}

fn strings(given: &[Bytes], count: u64, dims: &[u64]) -> Result<Vec<Bytes>> {
    let wrong = || {
        let expected = format!("at most {count} values");
        wrong_size(&format!("{} values", given.len()), dims, DataType::DtString, &expected)
    };
    if given.len() as u64 > count {
        return Err(wrong());
    }
    let limit = MAX_TENSOR_BYTES / size_of::<Bytes>() as u64;
    let count = usize::try_from(count).ok().filter(|n| *n as u64 <= limit).ok_or_else(wrong)?;
    let mut out = given.to_vec();
    out.resize(count, given.last().cloned().unwrap_or_default());
    Ok(out)
}

fn wrong_size(found: &str, dims: &[u64], dtype: DataType, expected: &str) -> ImportError {
    ImportError::new(format!("a constant has {found}"))
        .expected(format!("{expected} for shape {dims:?} of {}", dtype::name(dtype)))
        .hint("the graph is corrupt; export it again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::{TensorShapeProto, tensor_shape_proto::Dim};

    fn proto(dtype: DataType, dims: &[i64]) -> TensorProto {
        let dim = dims.iter().map(|d| Dim { size: *d }).collect();
        let tensor_shape = Some(TensorShapeProto { dim, unknown_rank: false });
        TensorProto { dtype: dtype as i32, tensor_shape, ..Default::default() }
    }

    fn dense(proto: &TensorProto) -> Vec<u8> {
        match Tensor::from_proto(proto).unwrap().data {
            TensorData::Dense(data) => data.to_vec(),
            other => panic!("not dense: {other:?}"),
        }
    }

    #[test]
    fn lists_are_filled_with_their_last_value() {
        let mut p = proto(DataType::DtInt16, &[4]);
        p.int_val = vec![1, -2];
        assert_eq!(dense(&p), [1, 0, 0xfe, 0xff, 0xfe, 0xff, 0xfe, 0xff]);
        let mut p = proto(DataType::DtHalf, &[2]);
        p.half_val = vec![0x3c00, 0x4000];
        assert_eq!(dense(&p), [0x00, 0x3c, 0x00, 0x40]);
        let mut p = proto(DataType::DtComplex64, &[1]);
        p.scomplex_val = vec![1.0, 2.0];
        assert_eq!(dense(&p).len(), 8);
        let mut p = proto(DataType::DtString, &[3]);
        p.string_val = vec![Bytes::from_static(b"a"), Bytes::from_static(b"b")];
        let TensorData::Strings(strings) = Tensor::from_proto(&p).unwrap().data else {
            panic!("not strings")
        };
        assert_eq!(strings, ["a", "b", "b"]);
    }

    #[test]
    fn one_value_for_a_huge_shape_stays_one_value() {
        let mut p = proto(DataType::DtFloat, &[1 << 20, 1 << 20]);
        p.float_val = vec![2.0];
        let splat = TensorData::Splat(Bytes::copy_from_slice(&2f32.to_le_bytes()));
        assert_eq!(Tensor::from_proto(&p).unwrap().data, splat);
        p.float_val = vec![];
        assert_eq!(Tensor::from_proto(&p).unwrap().data, TensorData::Splat(Bytes::from_static(&[0; 4])));
        p.float_val = vec![1.0, 2.0];
        assert!(Tensor::from_proto(&p).unwrap_err().to_string().contains("would take 4398046511104 bytes"));
    }

    #[test]
    fn an_empty_shape_is_empty() {
        assert_eq!(dense(&proto(DataType::DtFloat, &[0, 3])), [0u8; 0]);
    }

    #[test]
    fn content_that_does_not_fit_is_refused() {
        let mut p = proto(DataType::DtInt32, &[2]);
        p.tensor_content = Bytes::from_static(&[0; 7]);
        let text = Tensor::from_proto(&p).unwrap_err().to_string();
        assert!(text.contains("has 7 bytes") && text.contains("8 bytes for shape [2] of int32"), "{text}");
        let mut p = proto(DataType::DtInt32, &[2]);
        p.int_val = vec![1, 2, 3];
        assert!(Tensor::from_proto(&p).unwrap_err().to_string().contains("has 3 values"));
        assert!(Tensor::from_proto(&proto(DataType::DtInt32, &[-1])).is_err());
        assert!(Tensor::from_proto(&proto(DataType::DtResource, &[])).is_err());
        let mut p = proto(DataType::DtString, &[i64::MAX]);
        p.string_val = vec![Bytes::from_static(b"a")];
        assert!(Tensor::from_proto(&p).is_err());
    }
}
