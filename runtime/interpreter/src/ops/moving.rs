//! Operators that move elements without looking at them.
//!
//! Elements are seen as opaque words of their size, so that one instance of a kernel serves all types
//! of that size. A string is seen as the number of the string; number 0 is the empty string, so that
//! zeros a kernel writes by itself mean what they should.

use std::borrow::Cow;

use bytemuck::Pod;
use bytes::Bytes;
use tfl_kernels::{KernelError, TensorMut, TensorRef};

use crate::call::Call;
use crate::error::OpError;
use crate::tensor::Owner;
use crate::{DType, Tensor};

/// An opaque element.
pub(super) trait Word: Pod + Default + PartialEq + Send + Sync {
    /// The word that stands for string number `number`.
    fn of_number(number: u32) -> Self;
    /// The number of the string that the word stands for.
    fn number(self) -> u32;
}

macro_rules! word {
    ($($t:ty),*) => {$(
        impl Word for $t {
            fn of_number(_: u32) -> Self {
                Self::default()
            }
            fn number(self) -> u32 {
                0
            }
        }
    )*};
}

// Strings are words of 32 bits; no other type stands for one.
word!(u8, u16, u64, [u32; 2], [u64; 2]);

impl Word for u32 {
    fn of_number(number: u32) -> Self {
        number
    }
    fn number(self) -> u32 {
        self
    }
}

/// Calls `$body` with `$w` standing for the word of elements of `$dtype`.
macro_rules! by_word {
    ($dtype:expr, $w:ident => $body:expr) => {
        match $dtype {
            crate::DType::Complex64 => {
                type $w = [u32; 2];
                $body
            }
            crate::DType::Complex128 => {
                type $w = [u64; 2];
                $body
            }
            dtype => match dtype.size() {
                Some(1) => {
                    type $w = u8;
                    $body
                }
                Some(2) => {
                    type $w = u16;
                    $body
                }
                Some(8) => {
                    type $w = u64;
                    $body
                }
                // Four bytes, and strings.
                _ => {
                    type $w = u32;
                    $body
                }
            },
        }
    };
}
pub(super) use by_word;

/// Operands of one type seen as words.
pub(super) struct Moving<'a, W: Clone> {
    dtype: DType,
    tensors: Vec<&'a Tensor>,
    words: Vec<Cow<'a, [W]>>,
}

impl<'a, W: Word> Moving<'a, W> {
    /// The operands `indices` of a call; all must have one type.
    pub(super) fn new(
        call: &Call<'a>,
        indices: impl IntoIterator<Item = usize>,
    ) -> Result<Moving<'a, W>, OpError> {
        let tensors: Vec<&Tensor> =
            indices.into_iter().map(|index| call.tensor(index)).collect::<Result<_, _>>()?;
        let dtype = tensors.first().map_or(DType::Bool, |tensor| tensor.dtype());
        if let Some(other) = tensors.iter().find(|tensor| tensor.dtype() != dtype) {
            let text = format!("operands have elements of types {dtype} and {}", other.dtype());
            return Err(OpError::new(text));
        }
        let mut next = 1u32;
        let words = tensors.iter().map(|tensor| words(tensor, &mut next)).collect::<Result<_, _>>()?;
        Ok(Moving { dtype, tensors, words })
    }

    /// Operand number `index` among those that are moved.
    pub(super) fn input(&self, index: usize) -> Result<TensorRef<'_, W>, OpError> {
        let missing = || OpError::new("an operand is absent");
        let tensor = self.tensors.get(index).ok_or_else(missing)?;
        Ok(TensorRef::new(tensor.shape(), self.words.get(index).ok_or_else(missing)?)?)
    }

    /// All operands.
    pub(super) fn inputs(&self) -> Result<Vec<TensorRef<'_, W>>, OpError> {
        (0..self.tensors.len()).map(|index| self.input(index)).collect()
    }

    /// The one element of operand number `index`.
    pub(super) fn scalar(&self, index: usize) -> Result<W, OpError> {
        match self.input(index)?.data() {
            [one] => Ok(*one),
            all => Err(OpError::new(format!("a value has {} elements, expected 1", all.len()))),
        }
    }

    /// A tensor of shape `dims` that `fill` writes.
    pub(super) fn make(
        &self,
        call: &Call<'_>,
        dims: &[usize],
        fill: impl FnOnce(TensorMut<'_, W>) -> Result<(), KernelError>,
    ) -> Result<Tensor, OpError> {
        let mut words = self.buffer(call, dims)?;
        fill(TensorMut::new(dims, &mut words)?)?;
        self.finish(dims, words)
    }

    /// Words for a tensor of shape `dims`, within the memory limit.
    pub(super) fn buffer(&self, call: &Call<'_>, dims: &[usize]) -> Result<Vec<W>, OpError> {
        let size = self.dtype.size().unwrap_or(size_of::<Bytes>() + size_of::<W>());
        let count = call.check_size(dims, size)?;
        let mut words = Vec::new();
        words.try_reserve_exact(count).map_err(|_| call.meter.over_bytes(dims))?;
        words.resize(count, W::default());
        Ok(words)
    }

    /// The tensor that `words` are.
    pub(super) fn finish(&self, dims: &[usize], words: Vec<W>) -> Result<Tensor, OpError> {
        if self.dtype == DType::String {
            let all: Vec<&Bytes> =
                self.tensors.iter().filter_map(|tensor| tensor.strings()).flatten().collect();
            let pick = |word: W| {
                let index = (word.number() as usize).checked_sub(1);
                index.and_then(|index| all.get(index)).map_or_else(Bytes::new, |&s| s.clone())
            };
            let strings = words.into_iter().map(pick).collect();
            return Tensor::from_strings(dims, strings).map_err(|e| OpError::new(e.to_string()));
        }
        Tensor::from_raw(self.dtype, dims, Bytes::from_owner(Owner(words)))
            .map_err(|e| OpError::new(e.to_string()))
    }
}

/// The elements of `tensor` as words; strings are numbered from `next` on.
fn words<'a, W: Word>(tensor: &'a Tensor, next: &mut u32) -> Result<Cow<'a, [W]>, OpError> {
    if let Some(strings) = tensor.strings() {
        let count = u32::try_from(strings.len()).ok();
        let end = count.and_then(|count| next.checked_add(count));
        let end = end.ok_or_else(|| OpError::new("there are more than 2^32 strings"))?;
        let numbered = (*next..end).map(W::of_number).collect();
        *next = end;
        return Ok(Cow::Owned(numbered));
    }
    let bytes = tensor.raw().ok_or_else(|| OpError::new("resource handles cannot be moved"))?;
    if bytes.is_empty() {
        return Ok(Cow::Borrowed(&[]));
    }
    bytemuck::try_cast_slice(bytes).map(Cow::Borrowed).map_err(|_| {
        OpError::new(format!("elements of type {} are not words of {} bytes", tensor.dtype(), size_of::<W>()))
    })
}

/// Runs a kernel that moves operand 0 into a result of shape `dims`.
pub(super) fn move_one<W: Word>(
    call: &Call<'_>,
    dims: &[usize],
    kernel: impl FnOnce(TensorRef<'_, W>, TensorMut<'_, W>) -> Result<(), KernelError>,
) -> Result<Tensor, OpError> {
    let moving = Moving::<W>::new(call, [0])?;
    let input = moving.input(0)?;
    moving.make(call, dims, |out| kernel(input, out))
}
