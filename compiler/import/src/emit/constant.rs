//! Constants as attributes of the IR, sharing their bytes.

use std::sync::Arc;

use tfl_ir::{Attr, DenseElements, DenseStrings, Type};

use super::types::element;
use crate::dtype;
use crate::error::{ImportError, Result};
use crate::tensor::{Tensor, TensorData};

/// The attribute with a constant's value, and the constant's type.
///
/// Errors: an element type the IR holds no constants of (quantized ones of TF1, resources).
pub(crate) fn constant(tensor: Tensor) -> Result<(Attr, Type)> {
    let ty = Type::static_tensor(&tensor.dims, element(tensor.dtype)?);
    let refuse = |error: tfl_ir::ElementsError| {
        ImportError::new(format!(
            "a constant of type {} cannot be represented: {error}",
            dtype::name(tensor.dtype)
        ))
    };
    let attr = match tensor.data {
        TensorData::Dense(data) => Attr::elements(DenseElements::new(ty, data).map_err(refuse)?),
        TensorData::Splat(value) => Attr::elements(DenseElements::splat(ty, value).map_err(refuse)?),
        TensorData::Strings(values) => {
            Attr::Strings(Arc::new(DenseStrings::new(ty, values).map_err(refuse)?))
        }
    };
    Ok((attr, ty))
}
