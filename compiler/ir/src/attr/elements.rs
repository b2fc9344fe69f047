//! Constants of tensors: numbers in shared bytes, strings, resources, sparse.
//!
//! Invariants: `DenseElements` data is little-endian, `i1` and sub-byte integers take one byte an
//! element; a splat stores its one element once; the data is as long as the type says.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::Type;
use crate::types::{TypeKind, checked_element_count};

/// `dense<…> : tensor<…>` of numbers: a type and shared bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DenseElements {
    ty: Type,
    data: Bytes,
    splat: bool,
}

/// Why bytes are not the elements of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementsError {
    /// The type is not a ranked tensor or vector with known dimensions and fixed-size elements.
    Type(Type),
    /// The data is not as long as the type says.
    Length {
        /// Bytes the type needs.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The number of elements does not fit.
    Overflow,
}

impl fmt::Display for ElementsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ElementsError::Type(_) => {
                f.write_str("a dense constant needs a tensor type with known dimensions and number elements")
            }
            ElementsError::Length { expected, found } => {
                write!(f, "the type needs {expected} bytes of data, found {found}")
            }
            ElementsError::Overflow => f.write_str("the number of elements does not fit in 63 bits"),
        }
    }
}
impl std::error::Error for ElementsError {}

/// The number of elements of a shaped type whose dimensions are known.
fn element_count(ty: Type) -> Result<u64, ElementsError> {
    let dims = match ty.kind() {
        TypeKind::Vector { dims, .. } => dims.iter().map(|d| d.0).collect(),
        _ => ty.static_dims().ok_or(ElementsError::Type(ty))?,
    };
    checked_element_count(&dims).map_err(|_| ElementsError::Overflow)
}

impl DenseElements {
    /// Elements of `ty`, a tensor or vector with known dimensions, in `data`.
    ///
    /// # Errors
    /// When the type has no fixed size or `data` has another length than it needs.
    pub fn new(ty: Type, data: Bytes) -> Result<DenseElements, ElementsError> {
        let elem = ty.elem().and_then(Type::elem_bytes).ok_or(ElementsError::Type(ty))?;
        let count = element_count(ty)?;
        let expected = count.checked_mul(elem as u64).ok_or(ElementsError::Overflow)?;
        if data.len() as u64 != expected {
            return Err(ElementsError::Length { expected, found: data.len() as u64 });
        }
        Ok(DenseElements { ty, data, splat: count == 1 })
    }

    /// `count` equal elements of `ty`, stored once.
    ///
    /// # Errors
    /// When the type has no fixed size, or `elem` is not one element of it.
    pub fn splat(ty: Type, elem: Bytes) -> Result<DenseElements, ElementsError> {
        let expected = ty.elem().and_then(Type::elem_bytes).ok_or(ElementsError::Type(ty))?;
        let count = element_count(ty)?;
        if elem.len() != expected {
            return Err(ElementsError::Length { expected: expected as u64, found: elem.len() as u64 });
        }
        if count == 0 {
            return Ok(DenseElements { ty, data: Bytes::new(), splat: false });
        }
        Ok(DenseElements { ty, data: elem, splat: true })
    }

    /// A tensor of `f32`.
    ///
    /// # Errors
    /// When the number of values is not that of `dims`.
    pub fn from_f32(dims: &[u64], values: &[f32]) -> Result<DenseElements, ElementsError> {
        let data: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        DenseElements::new(Type::static_tensor(dims, Type::f32()), data.into())
    }

    /// A tensor of `f32` that takes the values over, without a copy where numbers are little-endian.
    ///
    /// # Errors
    /// When the number of values is not that of `dims`.
    pub fn from_f32_vec(dims: &[u64], values: Vec<f32>) -> Result<DenseElements, ElementsError> {
        if cfg!(target_endian = "big") {
            return DenseElements::from_f32(dims, &values);
        }
        let ty = Type::static_tensor(dims, Type::f32());
        DenseElements::new(ty, Bytes::from_owner(Floats(values)))
    }

    /// A tensor of `i32`.
    ///
    /// # Errors
    /// When the number of values is not that of `dims`.
    pub fn from_i32(dims: &[u64], values: &[i32]) -> Result<DenseElements, ElementsError> {
        let data: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        DenseElements::new(Type::static_tensor(dims, Type::i32()), data.into())
    }

    /// A tensor of `i64`.
    ///
    /// # Errors
    /// When the number of values is not that of `dims`.
    pub fn from_i64(dims: &[u64], values: &[i64]) -> Result<DenseElements, ElementsError> {
        let data: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        DenseElements::new(Type::static_tensor(dims, Type::i64()), data.into())
    }

    /// The type.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The element type.
    pub fn elem(&self) -> Type {
        self.ty.elem_or_self()
    }

    /// Number of elements.
    pub fn len(&self) -> u64 {
        // Checked when it was made.
        element_count(self.ty).unwrap_or(0)
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Whether one element is stored for all.
    pub fn is_splat(&self) -> bool {
        self.splat
    }

    /// The stored bytes: of all elements, or of the one of a splat.
    pub fn raw(&self) -> &Bytes {
        &self.data
    }

    /// The bytes of all elements; a splat is written out.
    ///
    /// # Errors
    /// When a splat written out is over `limit` bytes.
    pub fn expanded(&self, limit: crate::types::ByteLimit) -> Result<Bytes, crate::types::SizeError> {
        let bytes = self.len().saturating_mul(self.elem().elem_bytes().unwrap_or(1) as u64);
        if !self.splat || bytes == self.data.len() as u64 {
            return Ok(self.data.clone());
        }
        let over = crate::types::SizeError::OverLimit { bytes, limit: limit.0 };
        let count = usize::try_from(self.len()).ok().filter(|_| bytes <= limit.0).ok_or(over)?;
        Ok(self.data.repeat(count).into())
    }

    /// The same bytes under another type of as many elements of the same size.
    ///
    /// # Errors
    /// When the new type needs another number of bytes.
    pub fn with_type(&self, ty: Type) -> Result<DenseElements, ElementsError> {
        let count = element_count(ty)?;
        if count != self.len() {
            let size = self.elem().elem_bytes().unwrap_or(1) as u64;
            return Err(ElementsError::Length {
                expected: count.saturating_mul(size),
                found: self.len().saturating_mul(size),
            });
        }
        if self.splat {
            DenseElements::splat(ty, self.data.clone())
        } else {
            DenseElements::new(ty, self.data.clone())
        }
    }

    /// The elements as `i64` when they are integers of up to 64 bits (or `index`), read as their type
    /// says; a splat gives each element. Bounded by `max` elements.
    pub fn to_ints(&self, max: usize) -> Option<Vec<i64>> {
        let count = usize::try_from(self.len()).ok().filter(|&n| n <= max)?;
        let elem = self.elem().storage();
        let (size, unsigned) = match elem.kind() {
            TypeKind::Int { width, sign } => {
                (elem.elem_bytes()?, *width == 1 || *sign == crate::types::Signedness::Unsigned)
            }
            TypeKind::Index => (8, false),
            _ => return None,
        };
        let read = |chunk: &[u8]| {
            let mut bytes =
                [if !unsigned && chunk.last().is_some_and(|b| b & 0x80 != 0) { 0xff } else { 0 }; 8];
            bytes.get_mut(..chunk.len())?.copy_from_slice(chunk);
            Some(i64::from_le_bytes(bytes))
        };
        let stored: Option<Vec<i64>> = self.data.chunks_exact(size).map(read).collect();
        Some(if self.splat { vec![*stored?.first()?; count] } else { stored? })
    }

    /// The elements as `f32` when that is their type; borrowed where alignment and byte order allow.
    /// A splat gives its one element.
    pub fn stored_f32(&self) -> Option<Cow<'_, [f32]>> {
        if self.elem() != Type::f32() {
            return None;
        }
        #[cfg(target_endian = "little")]
        if let Ok(slice) = bytemuck::try_cast_slice(&self.data) {
            return Some(Cow::Borrowed(slice));
        }
        Some(self.data.chunks_exact(4).map(|c| f32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect())
    }
}

/// Numbers as the bytes of a constant.
struct Floats(Vec<f32>);

impl AsRef<[u8]> for Floats {
    fn as_ref(&self) -> &[u8] {
        bytemuck::cast_slice(&self.0)
    }
}

impl fmt::Debug for DenseElements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.splat { "splat" } else { "dense" };
        write!(f, "{kind} of {} bytes: {:?}", self.data.len(), self.ty)
    }
}

/// `dense<["a", "b"]> : tensor<2x!tf_type.string>`; a splat stores its one string once.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DenseStrings {
    ty: Type,
    /// The strings, row-major: one for a splat.
    values: Box<[Bytes]>,
}

impl DenseStrings {
    /// Strings of `ty`, a tensor with known dimensions: one for each element, or one for all.
    ///
    /// # Errors
    /// When the number of strings fits neither.
    pub fn new(ty: Type, values: Vec<Bytes>) -> Result<DenseStrings, ElementsError> {
        let expected = element_count(ty)?;
        let found = values.len() as u64;
        if found == expected || (found == 1 && expected > 0) {
            return Ok(DenseStrings { ty, values: values.into() });
        }
        Err(ElementsError::Length { expected, found })
    }

    /// The type.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// Number of elements.
    pub fn len(&self) -> u64 {
        element_count(self.ty).unwrap_or(0)
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The stored strings: all, or the one of a splat.
    pub fn raw(&self) -> &[Bytes] {
        &self.values
    }
}

/// `dense_resource<name> : T`: a constant that stands at the end of the text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ResourceElements {
    /// The key in the text's resource section.
    pub name: Arc<str>,
    /// Alignment in bytes that the section states for the blob.
    pub align: u32,
    ty: Type,
    blob: Option<DenseElements>,
}

impl ResourceElements {
    /// The resource `name` of type `ty`; `blob` is `None` when the text has no such section (as in
    /// elided dumps).
    ///
    /// # Errors
    /// When the blob is not as long as the type says.
    pub fn new(
        name: &str,
        ty: Type,
        align: u32,
        blob: Option<Bytes>,
    ) -> Result<ResourceElements, ElementsError> {
        let blob = blob.map(|data| DenseElements::new(ty, data)).transpose()?;
        Ok(ResourceElements { name: name.into(), align, ty, blob })
    }

    /// The type.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The numbers, if the blob is there.
    pub fn elements(&self) -> Option<&DenseElements> {
        self.blob.as_ref()
    }
}

/// `sparse<indices, values> : T`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SparseElements {
    /// The type of the dense tensor.
    pub ty: Type,
    /// `[n, rank]` indices as `i64`.
    pub indices: DenseElements,
    /// `n` values.
    pub values: DenseElements,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ByteLimit;

    #[test]
    fn data_must_be_as_long_as_the_type_says() {
        let ty = Type::static_tensor(&[2, 2], Type::i32());
        assert!(DenseElements::new(ty, Bytes::from(vec![0; 16])).is_ok());
        let err = DenseElements::new(ty, Bytes::from(vec![0; 12]));
        assert_eq!(err, Err(ElementsError::Length { expected: 16, found: 12 }));
    }

    #[test]
    fn numbers_are_taken_over() {
        let taken = DenseElements::from_f32_vec(&[2], vec![1.0, -2.5]).unwrap();
        assert_eq!(taken, DenseElements::from_f32(&[2], &[1.0, -2.5]).unwrap());
        assert!(DenseElements::from_f32_vec(&[3], vec![1.0]).is_err());
    }

    #[test]
    fn splats_expand_within_the_limit() {
        let ty = Type::static_tensor(&[1 << 40], Type::i32());
        let splat = DenseElements::splat(ty, Bytes::from_static(&[1, 0, 0, 0])).unwrap();
        assert!(splat.expanded(ByteLimit::default()).is_err());
        let small =
            DenseElements::splat(Type::static_tensor(&[2], Type::i32()), splat.raw().clone()).unwrap();
        assert_eq!(&small.expanded(ByteLimit::default()).unwrap()[..], [1, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(small.to_ints(10), Some(vec![1, 1]));
    }

    #[test]
    fn integers_are_read_as_their_type_says() {
        let data = Bytes::from_static(&[0xff, 0x7f]);
        let signed = DenseElements::new(Type::static_tensor(&[2], Type::int(8)), data.clone()).unwrap();
        assert_eq!(signed.to_ints(9), Some(vec![-1, 127]));
        let unsigned = DenseElements::new(Type::static_tensor(&[2], Type::uint(8)), data).unwrap();
        assert_eq!(unsigned.to_ints(9), Some(vec![255, 127]));
        assert_eq!(unsigned.to_ints(1), None);
    }
}
