//! Between tensors and constant attributes of the IR.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use tfl_ir::types::{ByteLimit, TypeKind};
use tfl_ir::{Attr, DenseElements, DenseStrings, Type};

use super::{Tensor, TensorError};
use crate::DType;

/// Why an attribute is not a constant tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstantError {
    /// The attribute is of another kind.
    Kind,
    /// A resource whose bytes are not there, by name.
    Elided(Arc<str>),
    /// The element type has no run-time form.
    Type,
    /// The value written out is too large.
    Size(String),
}

impl fmt::Display for ConstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConstantError::Kind => f.write_str("the value is not a constant tensor or number"),
            ConstantError::Elided(name) => {
                write!(f, "the bytes of resource {name:?} are not in the file (an elided dump cannot be run)")
            }
            ConstantError::Type => f.write_str("elements of this type have no run-time form"),
            ConstantError::Size(why) => f.write_str(why),
        }
    }
}
impl std::error::Error for ConstantError {}

impl From<TensorError> for ConstantError {
    fn from(error: TensorError) -> ConstantError {
        ConstantError::Size(error.to_string())
    }
}

/// The dimensions of a tensor or vector type with known dimensions.
fn static_shape(ty: Type) -> Result<Vec<usize>, ConstantError> {
    let dims = match ty.kind() {
        TypeKind::Vector { dims, .. } => dims.iter().map(|d| d.0).collect(),
        _ => ty.static_dims().ok_or(ConstantError::Type)?,
    };
    dims.into_iter()
        .map(|d| usize::try_from(d).map_err(|_| ConstantError::Size(format!("dimension {d} is too large"))))
        .collect()
}

impl Tensor {
    /// The tensor a constant attribute stands for: dense numbers and strings, resources, numbers.
    /// Bytes are shared; a splat is written out.
    ///
    /// # Errors
    /// When the attribute is no constant, or a splat written out is over `limit`.
    pub fn from_attr(attr: &Attr, limit: ByteLimit) -> Result<Tensor, ConstantError> {
        match attr {
            Attr::Int(int) => {
                let dtype = DType::of(int.ty()).ok_or(ConstantError::Type)?;
                let size = dtype.size().ok_or(ConstantError::Type)?;
                let bytes = int.value().to_le_bytes();
                let bytes = bytes.get(..size).ok_or(ConstantError::Type)?;
                Ok(Tensor::from_le_bytes(dtype, &[], Bytes::copy_from_slice(bytes))?)
            }
            Attr::Float(float) => {
                let dtype = DType::of(float.ty).ok_or(ConstantError::Type)?;
                let size = dtype.size().ok_or(ConstantError::Type)?;
                let bytes = float.bits.to_le_bytes();
                let bytes = bytes.get(..size).ok_or(ConstantError::Type)?;
                Ok(Tensor::from_le_bytes(dtype, &[], Bytes::copy_from_slice(bytes))?)
            }
            Attr::Strings(strings) => {
                let shape = static_shape(strings.ty())?;
                let count = usize::try_from(strings.len()).unwrap_or(usize::MAX);
                let bytes = count.saturating_mul(size_of::<Bytes>());
                if bytes as u64 > limit.0 {
                    return Err(ConstantError::Size(format!("{count} strings are over the limit")));
                }
                let values = match strings.raw() {
                    [one] if count != 1 => vec![one.clone(); count],
                    all => all.to_vec(),
                };
                Ok(Tensor::from_strings(&shape, values)?)
            }
            Attr::Resource(resource) if resource.elements().is_none() => {
                Err(ConstantError::Elided(resource.name.clone()))
            }
            _ => {
                let elements = attr.as_elements().ok_or(ConstantError::Kind)?;
                let dtype = DType::of(elements.ty()).ok_or(ConstantError::Type)?;
                let bytes = elements.expanded(limit).map_err(|e| ConstantError::Size(e.to_string()))?;
                Ok(Tensor::from_le_bytes(dtype, &static_shape(elements.ty())?, bytes)?)
            }
        }
    }

    /// This tensor as a constant attribute with elements of IR type `elem`, which may be quantized.
    /// `None` for resources, or when `elem` has another run-time type.
    pub fn to_attr(&self, elem: Type) -> Option<Attr> {
        if DType::of(elem)? != self.dtype {
            return None;
        }
        let dims: Vec<u64> = self.shape.iter().map(|&d| d as u64).collect();
        let ty = Type::static_tensor(&dims, elem);
        if let Some(strings) = self.strings() {
            return Some(Attr::Strings(Arc::new(DenseStrings::new(ty, strings.to_vec()).ok()?)));
        }
        Some(Attr::elements(DenseElements::new(ty, self.to_le_bytes()?).ok()?))
    }
}
