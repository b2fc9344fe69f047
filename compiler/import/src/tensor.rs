//! A constant in memory: element type, static shape, data.

mod decode;

use bytes::Bytes;

use crate::proto::DataType;

/// A dense tensor whose bytes may be a slice of a mapped file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) dtype: DataType,
    pub(crate) dims: Vec<u64>,
    pub(crate) data: TensorData,
}

/// Invariant: as many elements as the product of the dimensions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TensorData {
    /// Row-major, little-endian; a type below one byte takes a whole one.
    Dense(Bytes),
    /// One value that every element has, in the same encoding.
    Splat(Bytes),
    /// One string an element.
    Strings(Vec<Bytes>),
}
