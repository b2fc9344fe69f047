//! Slices that add dimensions: the dimensions are added before.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Dim, Op, Type, Value};

use crate::attrs::int;
use crate::constant::{Dialect, ints};

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "split-new-axes-from-slice", root: "tf.StridedSlice", apply: &split }];

/// Entry `i` of the slice with bit `i` of `new_axis_mask` takes no dimension of the input but makes one;
/// it takes all of that one afterwards.
fn split(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let mask = int(body, op, "new_axis_mask").filter(|&mask| mask != 0)?;
    if int(body, op, "ellipsis_mask").unwrap_or(0) != 0 {
        return None;
    }
    let entries = body.ty(body.operand(op, 1)?).static_dims()?;
    let entries = usize::try_from(*entries.first()?).ok().filter(|&n| n <= 32)?;
    let strides = ints(body, body.operand(op, 3)?)?;
    let is_new = |entry: usize| mask >> entry & 1 == 1;
    if (0..entries).any(|entry| is_new(entry) && strides.get(entry) != Some(&1)) {
        return None;
    }
    let input = body.operand(op, 0)?;
    let ty = body.ty(input);
    let mut rest = ty.dims()?.iter().copied();
    let mut dims: Vec<Dim> = Vec::new();
    for entry in 0..entries {
        dims.push(if is_new(entry) { Dim::Static(1) } else { rest.next()? });
    }
    dims.extend(rest);
    let whole = |name: &str| int(body, op, name).unwrap_or(0) | mask;
    let (begin, end) = (whole("begin_mask"), whole("end_mask"));
    // A new axis wins over one that is to be dropped.
    let shrink = int(body, op, "shrink_axis_mask").unwrap_or(0) & !mask;
    let new: Vec<usize> = (0..entries).filter(|&entry| is_new(entry)).collect();
    let widened = widen(rw, input, &dims, &new)?;
    rw.body.set_operand(op, 0, widened);
    let masks =
        [("begin_mask", begin), ("end_mask", end), ("new_axis_mask", 0), ("shrink_axis_mask", shrink)];
    for (name, mask) in masks {
        rw.body.set_attr(op, name, Attr::i64(mask));
    }
    Some(())
}

/// `input` with the dimensions `dims`, of which those whose numbers `new` lists are new: by a reshape, or
/// one by one where more than one size is unknown.
fn widen(rw: &mut Rewriter<'_>, input: Value, dims: &[Dim], new: &[usize]) -> Option<Value> {
    let elem = rw.body.ty(input).elem()?;
    if dims.iter().filter(|dim| dim.is_dynamic()).count() <= 1 {
        let sizes: Vec<i32> = dims
            .iter()
            .map(|dim| dim.size().map_or(Some(-1), |size| i32::try_from(size).ok()))
            .collect::<Option<_>>()?;
        let shape = Dialect::Tf.i32_list(rw, &sizes);
        let state = rw.state("tf.Reshape").operands([input, shape]).results([Type::tensor(dims, elem)]);
        return Some(rw.value(state));
    }
    let mut value = input;
    for &at in new {
        let mut dims = rw.body.ty(value).dims()?.to_vec();
        dims.insert(at, Dim::Static(1));
        let axis = Dialect::Tf.i32_scalar(rw, i32::try_from(at).ok()?);
        let state = rw.state("tf.ExpandDims").operands([value, axis]).results([Type::tensor(&dims, elem)]);
        value = rw.value(state);
    }
    Some(value)
}
