//! Slices that add dimensions: the dimensions are added by a reshape before.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Dim, Op, Type};

use crate::attrs::int;
use crate::constant::{Dialect, ints};

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "split-new-axes-from-slice", root: "tf.StridedSlice", apply: &split }];

/// Entry `i` of the slice with bit `i` of `new_axis_mask` takes no dimension of the input but makes one;
/// after the reshape it takes all of that one.
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
    if dims.iter().filter(|dim| dim.is_dynamic()).count() > 1 {
        return None;
    }
    let sizes: Vec<i32> = dims
        .iter()
        .map(|dim| dim.size().map_or(Some(-1), |size| i32::try_from(size).ok()))
        .collect::<Option<_>>()?;
    let whole = |name: &str| int(body, op, name).unwrap_or(0) | mask;
    let (begin, end) = (whole("begin_mask"), whole("end_mask"));
    // A new axis wins over one that is to be dropped.
    let shrink = int(body, op, "shrink_axis_mask").unwrap_or(0) & !mask;
    let shape = Dialect::Tf.i32_list(rw, &sizes);
    let state = rw.state("tf.Reshape").operands([input, shape]).results([Type::tensor(&dims, ty.elem()?)]);
    let reshaped = rw.value(state);
    rw.body.set_operand(op, 0, reshaped);
    let masks =
        [("begin_mask", begin), ("end_mask", end), ("new_axis_mask", 0), ("shrink_axis_mask", shrink)];
    for (name, mask) in masks {
        rw.body.set_attr(op, name, Attr::i64(mask));
    }
    Some(())
}
