//! Between NumPy arrays and the interpreter's tensors.

use tfl_interpreter::{DType, Tensor};
use tfl_ir::{Dim, Type};

use crate::numpy::{Array, Dtype, NumpyError};
use crate::random_array;

/// The tensor of type `ty` that `array` holds.
///
/// # Errors
/// When the array has another element type; the message says how to convert it.
pub fn tensor_from_array(array: &Array, ty: Type) -> Result<Tensor, NumpyError> {
    let Some(dtype) = DType::of(ty) else {
        return Err(NumpyError("the input's type has no array form".into()));
    };
    if let Some(strings) = array.strings().filter(|_| dtype == DType::String) {
        return Tensor::from_strings(&array.shape, strings).map_err(|err| NumpyError(err.to_string()));
    }
    let expected = numpy_dtype(dtype);
    if expected != Some(array.dtype) {
        let expected = expected.map_or_else(|| format!("{dtype:?}"), |dtype| dtype.to_string());
        return Err(NumpyError(format!(
            "the input takes {expected}, the array holds {}; convert it with x.astype('{expected}')",
            array.dtype
        )));
    }
    Tensor::from_le_bytes(dtype, &array.shape, array.data.clone()).map_err(|err| NumpyError(err.to_string()))
}

/// The array that holds `tensor`.
///
/// # Errors
/// When the tensor's type has no array form.
pub fn array_from_tensor(tensor: &Tensor) -> Result<Array, NumpyError> {
    if let Some(strings) = tensor.strings() {
        return Array::from_strings(tensor.shape().to_vec(), strings);
    }
    let dtype = numpy_dtype(tensor.dtype());
    match (dtype, tensor.to_le_bytes()) {
        (Some(dtype), Some(bytes)) => Array::new(dtype, tensor.shape().to_vec(), bytes),
        _ => Err(NumpyError(format!("a tensor of {:?} has no array form", tensor.dtype()))),
    }
}

/// A tensor of type `ty` from `seed`; dynamic dimensions are 1.
///
/// # Errors
/// When the type is unranked, has no array form, or is too large.
pub fn random_tensor(ty: Type, seed: u64) -> Result<Tensor, NumpyError> {
    let size = |dim: &Dim| usize::try_from(dim.size().unwrap_or(1)).unwrap_or(usize::MAX);
    let shape: Option<Vec<usize>> = ty.dims().map(|dims| dims.iter().map(size).collect());
    let dtype = DType::of(ty).and_then(numpy_dtype);
    let (Some(shape), Some(dtype)) = (shape, dtype) else {
        return Err(NumpyError(
            "the input's type is not one that can be made up; give it with --input".into(),
        ));
    };
    tensor_from_array(&random_array(dtype, &shape, seed)?, ty)
}

fn numpy_dtype(dtype: DType) -> Option<Dtype> {
    Some(match dtype {
        DType::Bool => Dtype::Bool,
        DType::I2 | DType::I4 | DType::I8 => Dtype::I8,
        DType::U4 | DType::U8 => Dtype::U8,
        DType::I16 => Dtype::I16,
        DType::I32 => Dtype::I32,
        DType::I64 => Dtype::I64,
        DType::U16 => Dtype::U16,
        DType::U32 => Dtype::U32,
        DType::U64 => Dtype::U64,
        DType::F16 => Dtype::F16,
        DType::F32 => Dtype::F32,
        DType::F64 => Dtype::F64,
        DType::Complex64 => Dtype::C64,
        DType::Complex128 => Dtype::C128,
        DType::String => Dtype::Bytes(1),
        DType::BF16 | DType::Resource => return None,
    })
}
