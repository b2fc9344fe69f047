//! Constants in patterns: reading the small ones, making new ones, laying large ones out anew.

use std::sync::Arc;

use bytes::Bytes;
use rayon::prelude::*;
use tfl_ir::rewrite::{Rewriter, constant_of};
use tfl_ir::types::ByteLimit;
use tfl_ir::{Attr, Body, DenseElements, OpState, Type, Value};

/// More integers than any shape, permutation or list of axes holds.
const MAX_INTS: usize = 4096;

/// The dialect whose constant ops a pattern makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `tf.Const`.
    Tf,
    /// `arith.constant`, what tfl code uses.
    Tfl,
}

impl Dialect {
    fn op(self) -> &'static str {
        match self {
            Dialect::Tf => "tf.Const",
            Dialect::Tfl => "arith.constant",
        }
    }

    /// A constant, right before the root of the match.
    pub(crate) fn constant(self, rw: &mut Rewriter<'_>, value: DenseElements) -> Value {
        let ty = value.ty();
        let state = rw.state(self.op()).attr("value", Attr::elements(value)).results([ty]);
        rw.value(state)
    }

    /// A constant that stands for the constant `of`, at whose location it is: that names the weights.
    pub(crate) fn constant_for(
        self,
        rw: &mut Rewriter<'_>,
        value: impl Into<Arc<DenseElements>>,
        of: Value,
    ) -> Value {
        let value: Arc<DenseElements> = value.into();
        let ty = value.ty();
        let loc = rw.body.value_loc(of);
        rw.value(OpState::new(self.op(), loc).attr("value", Attr::Elements(value)).results([ty]))
    }

    /// A list of `i32`, as shapes, axes and permutations are.
    pub(crate) fn i32_list(self, rw: &mut Rewriter<'_>, values: &[i32]) -> Value {
        let made = DenseElements::from_i32(&[values.len() as u64], values);
        self.constant(rw, made.expect("a list is as long as its shape says"))
    }

    /// One `i32`.
    pub(crate) fn i32_scalar(self, rw: &mut Rewriter<'_>, value: i32) -> Value {
        self.constant(rw, DenseElements::from_i32(&[], &[value]).expect("a scalar is one element"))
    }

    /// One `f32`.
    pub(crate) fn f32_scalar(self, rw: &mut Rewriter<'_>, value: f32) -> Value {
        self.constant(rw, DenseElements::from_f32(&[], &[value]).expect("a scalar is one element"))
    }

    /// `count` zeros of an element type.
    pub(crate) fn zeros(self, rw: &mut Rewriter<'_>, count: u64, elem: Type) -> Option<Value> {
        let zero = Bytes::from(vec![0; elem.elem_bytes()?]);
        let value = DenseElements::splat(Type::static_tensor(&[count], elem), zero).ok()?;
        Some(self.constant(rw, value))
    }

    /// The state of the constant of absent operands.
    pub(crate) fn no_value(rw: &mut Rewriter<'_>) -> Value {
        let state: OpState = rw.state("tfl.no_value").attr("value", Attr::Unit).results([Type::none()]);
        rw.value(state)
    }
}

/// The numbers of a constant value.
pub(crate) fn elements(body: &Body, value: Value) -> Option<&DenseElements> {
    constant_of(body, value)?.as_elements()
}

/// The integers of a small constant value, row-major.
pub(crate) fn ints(body: &Body, value: Value) -> Option<Vec<i64>> {
    elements(body, value)?.to_ints(MAX_INTS)
}

/// The integer of a constant with one element.
pub(crate) fn int(body: &Body, value: Value) -> Option<i64> {
    match *ints(body, value)? {
        [one] => Some(one),
        _ => None,
    }
}

/// The elements of an `f32` constant; a splat is written out.
pub(crate) fn floats(value: &DenseElements) -> Option<Vec<f32>> {
    let stored = value.stored_f32()?;
    if !value.is_splat() {
        return Some(stored.into_owned());
    }
    let count = usize::try_from(value.len()).ok().filter(|&n| n <= (ByteLimit::default().0 / 4) as usize)?;
    Some(vec![*stored.first()?; count])
}

/// The one element that all elements of an `f32` constant equal.
pub(crate) fn f32_splat(body: &Body, value: Value) -> Option<f32> {
    let elements = elements(body, value)?;
    elements.is_splat().then(|| elements.stored_f32()?.first().copied())?
}

/// A constant value with its dimensions permuted, as by [`transposed`]; made once for all functions.
pub(crate) fn transposed_value(body: &Body, value: Value, perm: &[usize]) -> Option<Arc<DenseElements>> {
    let how: Vec<u8> = b"transpose".iter().copied().chain(perm.iter().map(|&p| p as u8)).collect();
    crate::memo::derived(body, value, how, |source| transposed(source, perm))
}

/// The constant with its dimensions permuted: dimension `i` of the result is `perm[i]` of `value`.
/// Works on bytes, in parallel. `None` if `perm` is no permutation of the dimensions.
pub(crate) fn transposed(value: &DenseElements, perm: &[usize]) -> Option<DenseElements> {
    let dims = value.ty().static_dims()?;
    let mut sorted = perm.to_vec();
    sorted.sort_unstable();
    if sorted.len() != dims.len() || sorted.iter().enumerate().any(|(i, &p)| i != p) {
        return None;
    }
    let new_dims: Vec<u64> = perm.iter().map(|&p| dims[p]).collect();
    let ty = Type::static_tensor(&new_dims, value.elem());
    if value.is_splat() || value.is_empty() {
        return value.with_type(ty).ok();
    }
    let size = value.elem().elem_bytes()?;
    // In elements: how far apart neighbours along each dimension of the result are in the source.
    let mut source_strides = vec![1usize; dims.len()];
    for i in (1..dims.len()).rev() {
        source_strides[i - 1] = source_strides[i] * usize::try_from(dims[i]).ok()?;
    }
    let strides: Vec<usize> = perm.iter().map(|&p| source_strides[p]).collect();
    let shape: Vec<usize> = new_dims.iter().map(|&d| d as usize).collect();
    let (&row, outer) = shape.split_last()?;
    let row_stride = *strides.last()?;
    let source = value.raw();
    let mut data = vec![0u8; source.len()];
    // A chunk is many rows, so that small constants are not worth a thread.
    let rows_a_chunk = (1 << 16) / (row * size).max(1) + 1;
    data.par_chunks_mut(rows_a_chunk * row * size).enumerate().for_each(|(chunk, bytes)| {
        for (index, target) in bytes.chunks_exact_mut(row * size).enumerate() {
            let mut rest = chunk * rows_a_chunk + index;
            let mut from = 0;
            for (&dim, &stride) in outer.iter().zip(&strides).rev() {
                from += rest % dim * stride;
                rest /= dim;
            }
            for (index, element) in target.chunks_exact_mut(size).enumerate() {
                let at = (from + index * row_stride) * size;
                element.copy_from_slice(&source[at..at + size]);
            }
        }
    });
    DenseElements::new(ty, data.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_laid_out_anew() {
        let values: Vec<i32> = (0..24).collect();
        let value = DenseElements::from_i32(&[2, 3, 4], &values).unwrap();
        let moved = transposed(&value, &[2, 0, 1]).unwrap();
        assert_eq!(moved.ty().static_dims(), Some(vec![4, 2, 3]));
        let expected: Vec<i64> =
            (0..4).flat_map(|k| (0..2).flat_map(move |i| (0..3).map(move |j| i * 12 + j * 4 + k))).collect();
        assert_eq!(moved.to_ints(24), Some(expected));
        assert_eq!(transposed(&value, &[0, 0, 1]), None);
        assert_eq!(transposed(&value, &[0, 1]), None);
    }
}
