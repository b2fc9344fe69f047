//! Slices that take everything.

use tfl_ir::Op;
use tfl_ir::rewrite::{Pattern, Rewriter};

use crate::attrs::{int, result_type};
use crate::constant::ints;

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "drop-whole-slice", root: "tfl.strided_slice", apply: &drop_whole }];

/// From the first element to the last in steps of one, along every dimension.
fn drop_whole(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let mask = |name: &str| int(body, op, name).unwrap_or(0);
    let plain =
        ["ellipsis_mask", "new_axis_mask", "shrink_axis_mask"].into_iter().all(|name| mask(name) == 0);
    let input = body.operand(op, 0)?;
    let ty = body.ty(input);
    if !plain || result_type(body, op)? != ty {
        return None;
    }
    let (begins, ends, steps) = (
        ints(body, body.operand(op, 1)?),
        ints(body, body.operand(op, 2)?),
        ints(body, body.operand(op, 3)?)?,
    );
    let (open_begin, open_end) = (mask("begin_mask"), mask("end_mask"));
    let whole = |(entry, (dim, &step)): (usize, (&tfl_ir::Dim, &i64))| {
        let at = |list: &Option<Vec<i64>>| list.as_ref().and_then(|list| list.get(entry).copied());
        let from_start = open_begin >> entry & 1 == 1 || at(&begins) == Some(0);
        let size = dim.size().and_then(|size| i64::try_from(size).ok());
        let to_end =
            open_end >> entry & 1 == 1 || at(&ends).is_some_and(|end| size.is_some_and(|size| end >= size));
        step == 1 && from_start && to_end
    };
    if steps.len() > 32 || !ty.dims()?.iter().zip(&steps).enumerate().all(whole) {
        return None;
    }
    rw.replace(&[input]);
    Some(())
}
