//! Sizes of dimensions that are joined or taken apart.

use tfl_ir::rewrite::Rewriter;
use tfl_ir::{Attr, Dim, Type, Value};

use crate::constant::Dialect;

/// The size of a dimension, and a value that has it as its dimension of that number.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) dim: Dim,
    pub(super) of: (Value, usize),
}

/// The product of sizes; `None` where it overflows what a shape holds.
pub(super) fn product(sizes: &[Size]) -> Option<Dim> {
    let mut count: u64 = 1;
    for size in sizes {
        match size.dim {
            Dim::Dynamic => return Some(Dim::Dynamic),
            Dim::Static(size) => count = count.checked_mul(size).filter(|&n| i32::try_from(n).is_ok())?,
        }
    }
    Some(Dim::Static(count))
}

/// The elements of `value` under the shape whose dimensions are the products of `groups`.
pub(super) fn reshape(rw: &mut Rewriter<'_>, value: Value, groups: &[Vec<Size>]) -> Option<Value> {
    let dims: Vec<Dim> = groups.iter().map(|sizes| product(sizes)).collect::<Option<_>>()?;
    let ty = Type::tensor(&dims, rw.body.ty(value).elem()?);
    let unknown = dims.iter().filter(|dim| dim.is_dynamic()).count();
    let shape = if unknown <= 1 {
        let sizes: Vec<i32> = dims
            .iter()
            .map(|dim| dim.size().map_or(Some(-1), |size| i32::try_from(size).ok()))
            .collect::<Option<_>>()?;
        Dialect::Tf.i32_list(rw, &sizes)
    } else {
        let sizes: Vec<Value> = groups.iter().map(|sizes| computed(rw, sizes)).collect::<Option<_>>()?;
        let state = rw.state("tf.Pack").attr("axis", Attr::i64(0));
        let list = Type::static_tensor(&[sizes.len() as u64], Type::i32());
        rw.value(state.operands(sizes).results([list]))
    };
    let state = rw.state("tf.Reshape").operands([value, shape]).results([ty]);
    Some(rw.value(state))
}

/// The product of sizes as a value.
fn computed(rw: &mut Rewriter<'_>, sizes: &[Size]) -> Option<Value> {
    let known: Vec<Size> = sizes.iter().filter(|size| !size.dim.is_dynamic()).copied().collect();
    let known = i32::try_from(product(&known)?.size()?).ok()?;
    let mut all: Option<Value> = (known != 1).then(|| Dialect::Tf.i32_scalar(rw, known));
    for size in sizes.iter().filter(|size| size.dim.is_dynamic()) {
        let one = size_of(rw, size.of.0, size.of.1)?;
        all = Some(match all {
            None => one,
            Some(before) => {
                let state = rw.state("tf.Mul").operands([before, one]);
                rw.value(state.results([Type::static_tensor(&[], Type::i32())]))
            }
        });
    }
    Some(all.unwrap_or_else(|| Dialect::Tf.i32_scalar(rw, 1)))
}

/// The size of a dimension, looked up when running.
fn size_of(rw: &mut Rewriter<'_>, value: Value, axis: usize) -> Option<Value> {
    let rank = rw.body.ty(value).dims()?.len() as u64;
    let state = rw.state("tf.Shape").operands([value]);
    let shape = rw.value(state.results([Type::static_tensor(&[rank], Type::i32())]));
    let axis = i32::try_from(axis).ok()?;
    let bounds = [axis, axis + 1, 1].map(|bound| Dialect::Tf.i32_list(rw, &[bound]));
    let mut state = rw.state("tf.StridedSlice").operands([vec![shape], bounds.to_vec()].concat());
    for mask in ["begin_mask", "ellipsis_mask", "end_mask", "new_axis_mask"] {
        state = state.attr(mask, Attr::i64(0));
    }
    let state = state.attr("shrink_axis_mask", Attr::i64(1));
    Some(rw.value(state.results([Type::static_tensor(&[], Type::i32())])))
}
