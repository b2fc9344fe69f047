//! Tensors on the host: element type, shape, shared data.
//!
//! Invariants: the data has exactly as many elements as the shape says; numbers are in native byte
//! order and aligned for their type, so that a typed view never copies; `bool` bytes are 0 or 1.

mod constant;
mod element;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use tfl_ir::Type;
use tfl_kernels::tensor::element_count_within;

use crate::DType;
use crate::error::dims_text;

pub use constant::ConstantError;
pub use element::Element;
pub(crate) use element::Owner;

/// A tensor. A clone shares the data.
#[derive(Clone)]
pub struct Tensor {
    dtype: DType,
    shape: Arc<[usize]>,
    data: Data,
}

#[derive(Clone)]
enum Data {
    Numbers(Bytes),
    Strings(Arc<[Bytes]>),
    /// The name of a variable or table.
    Resource(Arc<str>),
}

/// Why data is not a tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TensorError {
    /// The data does not have as many elements or bytes as the shape says.
    Length {
        /// Elements or bytes found.
        found: usize,
        /// Elements or bytes expected.
        expected: usize,
        /// What is counted: "bytes" or "elements".
        unit: &'static str,
    },
    /// The shape has more elements than can be addressed.
    TooLarge(Vec<usize>),
    /// The element type has no fixed size.
    NoSize(DType),
}

impl fmt::Display for TensorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TensorError::Length { found, expected, unit } => {
                write!(f, "the tensor has {found} {unit}, its shape needs {expected}")
            }
            TensorError::TooLarge(dims) => {
                write!(f, "a tensor of shape {} is too large", dims_text(dims))
            }
            TensorError::NoSize(dtype) => write!(f, "elements of type {dtype} have no fixed size"),
        }
    }
}
impl std::error::Error for TensorError {}

/// Number of elements of `shape`, if their `size` bytes each can be addressed at all.
fn count(shape: &[usize], size: usize) -> Result<usize, TensorError> {
    element_count_within(shape, size, isize::MAX.unsigned_abs())
        .map_err(|_| TensorError::TooLarge(shape.to_vec()))
}

impl Tensor {
    /// A tensor of numbers, row-major.
    ///
    /// # Errors
    /// When the number of values is not that of `shape`.
    pub fn new<T: Element>(shape: &[usize], values: Vec<T>) -> Result<Tensor, TensorError> {
        Tensor::with_dtype(T::DTYPE, shape, values)
    }

    /// A tensor of numbers whose element type is held in `T`: `i8` for sub-byte integers.
    pub(crate) fn with_dtype<T: Element>(
        dtype: DType,
        shape: &[usize],
        values: Vec<T>,
    ) -> Result<Tensor, TensorError> {
        debug_assert!(T::holds(dtype), "the element type is held in this type");
        let expected = count(shape, size_of::<T>())?;
        if values.len() != expected {
            return Err(TensorError::Length { found: values.len(), expected, unit: "elements" });
        }
        Ok(Tensor { dtype, shape: shape.into(), data: Data::Numbers(T::into_bytes(values)) })
    }

    /// A scalar.
    pub fn scalar<T: Element>(value: T) -> Tensor {
        Tensor { dtype: T::DTYPE, shape: Arc::new([]), data: Data::Numbers(T::into_bytes(vec![value])) }
    }

    /// A tensor of numbers from little-endian bytes. The bytes are shared where alignment and byte
    /// order allow, and copied once otherwise.
    ///
    /// # Errors
    /// When the number of bytes is not what `shape` needs, or the type has no fixed size.
    pub fn from_le_bytes(dtype: DType, shape: &[usize], bytes: Bytes) -> Result<Tensor, TensorError> {
        let size = dtype.size().ok_or(TensorError::NoSize(dtype))?;
        let expected = count(shape, size)?.checked_mul(size);
        let expected = expected.ok_or_else(|| TensorError::TooLarge(shape.to_vec()))?;
        if bytes.len() != expected {
            return Err(TensorError::Length { found: bytes.len(), expected, unit: "bytes" });
        }
        Ok(Tensor { dtype, shape: shape.into(), data: Data::Numbers(element::aligned(dtype, bytes)) })
    }

    /// A tensor of strings, row-major.
    ///
    /// # Errors
    /// When the number of strings is not that of `shape`.
    pub fn from_strings(shape: &[usize], values: Vec<Bytes>) -> Result<Tensor, TensorError> {
        let expected = count(shape, 1)?;
        if values.len() != expected {
            return Err(TensorError::Length { found: values.len(), expected, unit: "elements" });
        }
        Ok(Tensor { dtype: DType::String, shape: shape.into(), data: Data::Strings(values.into()) })
    }

    /// The handle of the variable or table called `name`, of a shape of one element.
    pub(crate) fn resource(name: Arc<str>, shape: Arc<[usize]>) -> Tensor {
        Tensor { dtype: DType::Resource, shape, data: Data::Resource(name) }
    }

    /// Type of the elements.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// Dimensions; empty for a scalar.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        // Within range since the tensor was made.
        self.shape.iter().fold(1usize, |n, &d| n.saturating_mul(d))
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements, if they are of type `T` (`i8` views `i4` and `i2` as well, `u8` `ui4`).
    pub fn as_slice<T: Element>(&self) -> Option<&[T]> {
        match &self.data {
            Data::Numbers(bytes) if T::holds(self.dtype) => T::view(bytes),
            _ => None,
        }
    }

    /// The strings of a tensor of strings.
    pub fn strings(&self) -> Option<&[Bytes]> {
        match &self.data {
            Data::Strings(values) => Some(values),
            _ => None,
        }
    }

    /// The name behind a resource handle.
    pub(crate) fn resource_name(&self) -> Option<&Arc<str>> {
        match &self.data {
            Data::Resource(name) => Some(name),
            _ => None,
        }
    }

    /// The numbers as little-endian bytes, row-major; `None` for strings and resources.
    pub fn to_le_bytes(&self) -> Option<Bytes> {
        match &self.data {
            Data::Numbers(bytes) => Some(element::little_endian(self.dtype, bytes)),
            _ => None,
        }
    }

    /// The elements as real numbers (complex ones by their real part, `bool` as 0 and 1), for
    /// display and comparison; `None` for strings and resources.
    pub fn to_f64s(&self) -> Option<Vec<f64>> {
        element::to_f64s(self)
    }

    /// The elements as integers; `None` unless the type is an integer type or `bool`. Values above
    /// `i64::MAX` wrap.
    pub fn to_i64s(&self) -> Option<Vec<i64>> {
        element::to_i64s(self)
    }

    /// The same elements under another shape of as many elements.
    ///
    /// # Errors
    /// When the number of elements differs.
    pub fn reshaped(&self, shape: &[usize]) -> Result<Tensor, TensorError> {
        let (found, expected) = (self.len(), count(shape, self.dtype.size().unwrap_or(1))?);
        if found != expected {
            return Err(TensorError::Length { found, expected, unit: "elements" });
        }
        Ok(Tensor { dtype: self.dtype, shape: shape.into(), data: self.data.clone() })
    }

    /// The same bits read as another type of the same size.
    pub(crate) fn reinterpreted(&self, dtype: DType, shape: &[usize]) -> Result<Tensor, TensorError> {
        match &self.data {
            Data::Numbers(bytes) => Tensor::from_le_bytes(
                dtype,
                shape,
                // Byte order is undone and redone, because element sizes may differ.
                element::little_endian(self.dtype, bytes),
            ),
            _ => Err(TensorError::NoSize(self.dtype)),
        }
    }

    /// The numbers in native byte order; `None` for strings and resources.
    pub(crate) fn raw(&self) -> Option<&Bytes> {
        match &self.data {
            Data::Numbers(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A tensor of numbers from native-endian bytes that are aligned for their type and, for `bool`,
    /// 0 or 1: those of other tensors of the same type, moved.
    pub(crate) fn from_raw(dtype: DType, shape: &[usize], bytes: Bytes) -> Result<Tensor, TensorError> {
        let size = dtype.size().ok_or(TensorError::NoSize(dtype))?;
        let expected = count(shape, size)?.saturating_mul(size);
        if bytes.len() != expected {
            return Err(TensorError::Length { found: bytes.len(), expected, unit: "bytes" });
        }
        Ok(Tensor { dtype, shape: shape.into(), data: Data::Numbers(bytes) })
    }

    /// Bytes the elements take in memory; strings count their bytes.
    pub fn byte_len(&self) -> usize {
        match &self.data {
            Data::Numbers(bytes) => bytes.len(),
            Data::Strings(values) => values
                .iter()
                .fold(0, |n: usize, v| n.saturating_add(v.len()).saturating_add(size_of::<Bytes>())),
            Data::Resource(_) => size_of::<Data>(),
        }
    }

    /// Whether `ty`, a tensor type, allows this tensor's shape: unknown dimensions allow any.
    pub fn fits(&self, ty: Type) -> bool {
        let Some(dims) = ty.dims() else { return true };
        dims.len() == self.shape.len()
            && dims.iter().zip(&*self.shape).all(|(d, &n)| d.size().is_none_or(|d| d == n as u64))
    }
}

impl PartialEq for Tensor {
    /// Same type, shape and bits.
    fn eq(&self, other: &Tensor) -> bool {
        self.dtype == other.dtype
            && self.shape == other.shape
            && match (&self.data, &other.data) {
                (Data::Numbers(a), Data::Numbers(b)) => a == b,
                (Data::Strings(a), Data::Strings(b)) => a == b,
                (Data::Resource(a), Data::Resource(b)) => a == b,
                _ => false,
            }
    }
}

impl fmt::Debug for Tensor {
    /// Type, shape and the first elements.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 16;
        write!(f, "{}{} ", self.dtype, dims_text(&self.shape))?;
        let more = if self.len() > SHOWN { ", ..." } else { "" };
        let items: Vec<String> = if let Some(ints) = self.first(SHOWN).to_i64s() {
            ints.iter().map(i64::to_string).collect()
        } else if let Some(reals) = self.first(SHOWN).to_f64s() {
            reals.iter().map(|v| format!("{v:?}")).collect()
        } else if let Some(strings) = self.strings() {
            strings.iter().take(SHOWN).map(|s| format!("{:?}", String::from_utf8_lossy(s))).collect()
        } else {
            vec![self.resource_name().map_or_else(String::new, |name| format!("{name:?}"))]
        };
        write!(f, "[{}{more}]", items.join(", "))
    }
}

impl Tensor {
    /// The first `n` elements as a vector.
    fn first(&self, n: usize) -> Tensor {
        let n = n.min(self.len());
        let data = match &self.data {
            Data::Numbers(bytes) => Data::Numbers(
                bytes.slice(..n.saturating_mul(self.dtype.size().unwrap_or(0)).min(bytes.len())),
            ),
            other => other.clone(),
        };
        Tensor { dtype: self.dtype, shape: Arc::new([n]), data }
    }
}

#[cfg(test)]
mod tests;
