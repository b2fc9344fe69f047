//! TensorFlow's element types: their names and sizes, and the sizes of whole tensors.

use crate::error::{ImportError, Result};
use crate::proto::{DataType, TensorShapeProto};

/// Offset of a by-reference type from its plain type in the numbering.
const REF_OFFSET: i32 = 100;

/// Largest tensor that is computed or assembled in memory, in bytes. What is a slice of a file has no limit.
pub(crate) const MAX_TENSOR_BYTES: u64 = 2 << 30;

/// The type a field of the wire holds; a by-reference type counts as its plain type.
///
/// Errors: a number that no TensorFlow type has.
pub(crate) fn data_type(raw: i32) -> Result<DataType> {
    let plain = if raw > REF_OFFSET { raw - REF_OFFSET } else { raw };
    DataType::try_from(plain).map_err(|_| {
        ImportError::new(format!("element type number {raw} is unknown"))
            .expected("a TensorFlow DataType (1 for float, 3 for int32, …)")
            .hint("the model may come from a newer TensorFlow; export it with an older one")
    })
}

/// TensorFlow's own spelling in Python: `float32`, `int8`, `string`.
pub(crate) fn name(dtype: DataType) -> &'static str {
    match dtype {
        DataType::DtInvalid => "invalid",
        DataType::DtFloat => "float32",
        DataType::DtDouble => "float64",
        DataType::DtInt32 => "int32",
        DataType::DtUint8 => "uint8",
        DataType::DtInt16 => "int16",
        DataType::DtInt8 => "int8",
        DataType::DtString => "string",
        DataType::DtComplex64 => "complex64",
        DataType::DtInt64 => "int64",
        DataType::DtBool => "bool",
        DataType::DtQint8 => "qint8",
        DataType::DtQuint8 => "quint8",
        DataType::DtQint32 => "qint32",
        DataType::DtBfloat16 => "bfloat16",
        DataType::DtQint16 => "qint16",
        DataType::DtQuint16 => "quint16",
        DataType::DtUint16 => "uint16",
        DataType::DtComplex128 => "complex128",
        DataType::DtHalf => "float16",
        DataType::DtResource => "resource",
        DataType::DtVariant => "variant",
        DataType::DtUint32 => "uint32",
        DataType::DtUint64 => "uint64",
        DataType::DtFloat8E5m2 => "float8_e5m2",
        DataType::DtFloat8E4m3fn => "float8_e4m3fn",
        DataType::DtFloat8E4m3fnuz => "float8_e4m3fnuz",
        DataType::DtFloat8E4m3b11fnuz => "float8_e4m3b11fnuz",
        DataType::DtFloat8E5m2fnuz => "float8_e5m2fnuz",
        DataType::DtInt4 => "int4",
        DataType::DtUint4 => "uint4",
        DataType::DtInt2 => "int2",
        DataType::DtUint2 => "uint2",
        DataType::DtFloat4E2m1fn => "float4_e2m1fn",
    }
}

/// All types that have a name in a graph.
const NAMED: std::ops::RangeInclusive<i32> = 1..=33;

/// The type TensorFlow spells `text` in Python.
pub(crate) fn by_name(text: &str) -> Option<DataType> {
    NAMED.filter_map(|n| DataType::try_from(n).ok()).find(|dtype| name(*dtype) == text)
}

/// Bytes of one element in memory; `None` for strings and handles, whose size is not fixed.
///
/// Types below a byte take a whole one, as TensorFlow stores them.
pub(crate) fn element_size(dtype: DataType) -> Option<u64> {
    Some(match dtype {
        DataType::DtInvalid | DataType::DtString | DataType::DtResource | DataType::DtVariant => return None,
        DataType::DtComplex128 => 16,
        DataType::DtDouble | DataType::DtInt64 | DataType::DtUint64 | DataType::DtComplex64 => 8,
        DataType::DtFloat | DataType::DtInt32 | DataType::DtUint32 | DataType::DtQint32 => 4,
        DataType::DtHalf
        | DataType::DtBfloat16
        | DataType::DtInt16
        | DataType::DtUint16
        | DataType::DtQint16
        | DataType::DtQuint16 => 2,
        _ => 1,
    })
}

/// The dimensions of a fully known shape.
///
/// Errors: an unknown rank or dimension, one below zero, more than 254 dimensions (TensorFlow's limit).
pub(crate) fn static_dims(shape: &TensorShapeProto) -> Result<Vec<u64>> {
    if shape.unknown_rank {
        return Err(ImportError::new("a stored tensor has no shape").expected("a static shape"));
    }
    if shape.dim.len() > 254 {
        return Err(ImportError::new(format!("a tensor has {} dimensions", shape.dim.len()))
            .expected("at most 254 dimensions"));
    }
    let dims = shape.dim.iter().map(|d| u64::try_from(d.size));
    dims.collect::<std::result::Result<_, _>>()
        .map_err(|_| ImportError::new("a stored tensor has a negative dimension").expected("a static shape"))
}

/// Product of the dimensions. Errors: a count that does not fit 63 bits, whether or not another one is zero.
pub(crate) fn element_count(dims: &[u64]) -> Result<u64> {
    let overflow = || {
        ImportError::new(format!("a tensor of shape {dims:?} has too many elements"))
            .expected("a count below 2^63")
    };
    let mut nonzero: u64 = 1;
    for &dim in dims {
        if dim != 0 {
            nonzero = nonzero.checked_mul(dim).filter(|n| *n <= i64::MAX as u64).ok_or_else(overflow)?;
        }
    }
    Ok(if dims.contains(&0) { 0 } else { nonzero })
}

/// Bytes of a dense tensor. Errors: as [`element_count`], and for types without a fixed size.
pub(crate) fn byte_count(dtype: DataType, dims: &[u64]) -> Result<u64> {
    let size = element_size(dtype)
        .ok_or_else(|| ImportError::new(format!("a tensor of type {} has no fixed size", name(dtype))))?;
    element_count(dims)?.checked_mul(size).ok_or_else(|| {
        ImportError::new(format!("a tensor of shape {dims:?} and type {} is too large", name(dtype)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_do_not_wrap() {
        assert_eq!(byte_count(DataType::DtFloat, &[2, 3]).unwrap(), 24);
        assert_eq!(byte_count(DataType::DtInt8, &[]).unwrap(), 1);
        assert_eq!(byte_count(DataType::DtInt8, &[65536, 65536]).unwrap(), 1 << 32);
        assert_eq!(element_count(&[0, 7]).unwrap(), 0);
        for dims in [&[1 << 62, 4][..], &[(1 << 31) - 1; 3], &[0, u64::MAX, 2]] {
            assert!(element_count(dims).is_err(), "{dims:?}");
        }
        assert!(byte_count(DataType::DtDouble, &[1 << 62]).is_err());
        assert!(byte_count(DataType::DtString, &[2]).is_err());
    }

    #[test]
    fn reference_types_count_as_plain_ones() {
        assert_eq!(data_type(101).unwrap(), DataType::DtFloat);
        assert_eq!(data_type(7).unwrap(), DataType::DtString);
        assert!(data_type(100).is_err() && data_type(-1).is_err() && data_type(i32::MAX).is_err());
    }
}
