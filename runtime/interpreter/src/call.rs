//! What an operator's kernel sees when it runs: its inputs, and where results come from.

use std::sync::Arc;

use bytes::Bytes;
use tfl_kernels::tensor::element_count_within;
use tfl_kernels::{KernelError, TensorMut, TensorRef};

use crate::budget::Meter;
use crate::error::OpError;
use crate::state::State;
use crate::tensor::Element;
use crate::{DType, Tensor};

/// One evaluation of an operator.
pub(crate) struct Call<'a> {
    /// Operands; `None` where absent.
    pub(crate) inputs: &'a [Option<Tensor>],
    pub(crate) meter: &'a Meter,
    pub(crate) state: &'a mut State,
}

/// Runs one op on tensors: results in order.
pub(crate) type Eval = Box<dyn Fn(&mut Call<'_>) -> Result<Vec<Tensor>, OpError> + Send + Sync>;

/// An [`Eval`] of an op with one result.
pub(crate) fn one(
    f: impl Fn(&mut Call<'_>) -> Result<Tensor, OpError> + Send + Sync + 'static,
) -> Result<Eval, OpError> {
    Ok(Box::new(move |call| Ok(vec![f(call)?])))
}

/// An [`Eval`] of an op with any number of results.
pub(crate) fn many(
    f: impl Fn(&mut Call<'_>) -> Result<Vec<Tensor>, OpError> + Send + Sync + 'static,
) -> Result<Eval, OpError> {
    Ok(Box::new(f))
}

impl<'a> Call<'a> {
    /// Operand `index`.
    pub(crate) fn tensor(&self, index: usize) -> Result<&'a Tensor, OpError> {
        let found = self.inputs.get(index).and_then(Option::as_ref);
        found.ok_or_else(|| OpError::new(format!("operand {index} is absent")))
    }

    /// The shape of operand `index`.
    pub(crate) fn dims(&self, index: usize) -> Result<&'a [usize], OpError> {
        Ok(self.tensor(index)?.shape())
    }

    /// Operand `index` as elements of type `T` with their shape.
    pub(crate) fn input<T: Element>(&self, index: usize) -> Result<TensorRef<'a, T>, OpError> {
        let tensor = self.tensor(index)?;
        Ok(TensorRef::new(tensor.shape(), elements(tensor, index)?)?)
    }

    /// The elements of operand `index`.
    pub(crate) fn slice<T: Element>(&self, index: usize) -> Result<&'a [T], OpError> {
        elements(self.tensor(index)?, index)
    }

    /// The elements of operand `index` if it is there.
    pub(crate) fn optional<T: Element>(&self, index: usize) -> Result<Option<&'a [T]>, OpError> {
        match self.inputs.get(index) {
            Some(Some(tensor)) => elements(tensor, index).map(Some),
            _ => Ok(None),
        }
    }

    /// The strings of operand `index`.
    pub(crate) fn strings(&self, index: usize) -> Result<&'a [Bytes], OpError> {
        let tensor = self.tensor(index)?;
        tensor.strings().ok_or_else(|| {
            OpError::new(format!("operand {index} has elements of type {}, expected strings", tensor.dtype()))
        })
    }

    /// Operand `index`, of any integer type, as 64-bit integers: shapes, axes, indices.
    pub(crate) fn ints(&self, index: usize) -> Result<Vec<i64>, OpError> {
        let tensor = self.tensor(index)?;
        tensor.to_i64s().ok_or_else(|| {
            OpError::new(format!(
                "operand {index} has elements of type {}, expected integers",
                tensor.dtype()
            ))
        })
    }

    /// Operand `index`, one integer (a scalar or a tensor of one element).
    pub(crate) fn int(&self, index: usize) -> Result<i64, OpError> {
        match self.ints(index)?.as_slice() {
            [one] => Ok(*one),
            all => Err(OpError::new(format!("operand {index} has {} elements, expected 1", all.len()))),
        }
    }

    /// The name behind the resource handle in operand `index`.
    pub(crate) fn resource(&self, index: usize) -> Result<Arc<str>, OpError> {
        let name = self.tensor(index)?.resource_name();
        name.cloned().ok_or_else(|| OpError::new(format!("operand {index} is not a resource handle")))
    }

    /// A tensor of shape `dims` that `fill` writes.
    pub(crate) fn make<T: Element>(
        &self,
        dims: &[usize],
        fill: impl FnOnce(TensorMut<'_, T>) -> Result<(), KernelError>,
    ) -> Result<Tensor, OpError> {
        self.make_as(T::DTYPE, dims, fill)
    }

    /// A tensor of shape `dims` and type `dtype`, which `T` holds, that `fill` writes.
    pub(crate) fn make_as<T: Element>(
        &self,
        dtype: DType,
        dims: &[usize],
        fill: impl FnOnce(TensorMut<'_, T>) -> Result<(), KernelError>,
    ) -> Result<Tensor, OpError> {
        let mut values = self.buffer::<T>(dims)?;
        fill(TensorMut::new(dims, &mut values)?)?;
        Tensor::with_dtype(dtype, dims, values).map_err(|e| OpError::new(e.to_string()))
    }

    /// Zeros for a tensor of shape `dims`, within the memory limit.
    pub(crate) fn buffer<T: Element>(&self, dims: &[usize]) -> Result<Vec<T>, OpError> {
        let count = self.check_size(dims, size_of::<T>())?;
        let mut values = Vec::new();
        values.try_reserve_exact(count).map_err(|_| self.meter.over_bytes(dims))?;
        values.resize(count, T::default());
        Ok(values)
    }

    /// The number of elements of `dims`, if as many elements of `size` bytes are within the limit.
    pub(crate) fn check_size(&self, dims: &[usize], size: usize) -> Result<usize, OpError> {
        element_count_within(dims, size, self.meter.bytes_left()).map_err(|_| self.meter.over_bytes(dims))
    }
}

fn elements<T: Element>(tensor: &Tensor, index: usize) -> Result<&[T], OpError> {
    tensor.as_slice::<T>().ok_or_else(|| {
        let (found, expected) = (tensor.dtype(), T::DTYPE);
        OpError::new(format!("operand {index} has elements of type {found}, expected {expected}"))
    })
}
