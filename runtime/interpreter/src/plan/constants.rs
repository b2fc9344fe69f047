//! Which ops are constants, and their values.

use tfl_ir::types::{ByteLimit, checked_byte_count};
use tfl_ir::{Attr, Body, Op, Traits, Type};

use super::sparse::Sparsity;
use crate::Tensor;
use crate::error::OpError;

/// What a constant op makes.
pub(crate) enum Constant {
    /// A value that is not there: `tfl.no_value`.
    Absent,
    /// A tensor.
    Value(Tensor),
}

/// The value of a constant op; `None` if the op is not one.
pub(crate) fn constant_of(body: &Body, op: Op, limit: ByteLimit) -> Option<Result<Constant, OpError>> {
    let name = body.name(op);
    match name.as_str() {
        "tfl.no_value" => return Some(Ok(Constant::Absent)),
        "tfl.pseudo_const" | "tfl.pseudo_qconst" | "arith.constant" | "tf.Const" | "stablehlo.constant" => {}
        "tfl.pseudo_sparse_const" | "tfl.pseudo_sparse_qconst" => {
            return Some(sparse_constant(body, op, limit).map(Constant::Value));
        }
        // What it holds is only known to the reader of the other file.
        "tfl.external_const" => return None,
        _ if name.has(Traits::CONSTANT) => {}
        _ => return None,
    }
    if body.result(op, 0).is_some_and(|v| body.ty(v) == Type::none()) {
        return Some(Ok(Constant::Absent));
    }
    let value = body.attr(op, "value");
    Some(match value {
        None => Err(OpError::new("attribute value is missing")),
        Some(Attr::Unit) => Ok(Constant::Absent),
        Some(attr) => Tensor::from_attr(attr, limit)
            .map(|tensor| Constant::Value(retyped(tensor, body, op)))
            .map_err(|e| OpError::new(e.to_string())),
    })
}

/// A sparse constant is written out: `tfl.densify` then has nothing to do.
fn sparse_constant(body: &Body, op: Op, limit: ByteLimit) -> Result<Tensor, OpError> {
    let Some(Attr::Dialect(layout)) = body.attr(op, "s_param") else {
        return Err(OpError::new("attribute s_param is missing"));
    };
    let layout = Sparsity::parse(&layout.body)?;
    let ty = body.result(op, 0).map(|value| body.ty(value));
    let dims = ty.and_then(|ty| ty.static_dims()).ok_or_else(|| OpError::new("the shape is not known"))?;
    let values = body.attr(op, "compressed_data").map(|attr| Tensor::from_attr(attr, limit));
    let values = values
        .ok_or_else(|| OpError::new("attribute compressed_data is missing"))?
        .map_err(|e| OpError::new(e.to_string()))?;
    let (Some(size), Some(bytes)) = (values.dtype().size(), values.to_le_bytes()) else {
        return Err(OpError::new("a sparse constant holds numbers"));
    };
    checked_byte_count(&dims, size, limit).map_err(|e| OpError::new(e.to_string()))?;
    let dims: Vec<usize> = dims
        .into_iter()
        .map(|d| usize::try_from(d).map_err(|_| OpError::new(format!("dimension {d} is too large"))))
        .collect::<Result<_, _>>()?;
    let dense = layout.densify(&dims, size, &bytes)?;
    let tensor = Tensor::from_le_bytes(values.dtype(), &dims, dense);
    Ok(retyped(tensor.map_err(|e| OpError::new(e.to_string()))?, body, op))
}

/// A quantized constant's value is written with the plain storage type (`i8` for `u8` storage, too);
/// the result's type says how it is read.
fn retyped(tensor: Tensor, body: &Body, op: Op) -> Tensor {
    let declared = body.result(op, 0).and_then(|value| crate::DType::of(body.ty(value)));
    match declared {
        Some(dtype) if dtype != tensor.dtype() && dtype.size() == tensor.dtype().size() => {
            let shape = tensor.shape().to_vec();
            tensor.reinterpreted(dtype, &shape).unwrap_or(tensor)
        }
        _ => tensor,
    }
}
