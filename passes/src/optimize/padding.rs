//! Pads before convolutions that are the convolution's own `SAME` padding.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op};

use crate::attrs::{int, is};
use crate::constant::elements;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "fuse-pad-into-conv", root: "tfl.conv_2d", apply: &fuse },
    Pattern { name: "fuse-pad-into-depthwise-conv", root: "tfl.depthwise_conv_2d", apply: &fuse },
];

/// Both pad with zeros; the amounts must be those that `SAME` stands for at this size.
fn fuse(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    if !is(body, op, "padding", "VALID") {
        return None;
    }
    let padded = body.operand(op, 0)?;
    let pad = body.defining_op(padded).filter(|&pad| body.name(pad) == *"tfl.pad")?;
    let source = body.operand(pad, 0)?;
    let amounts = elements(body, body.operand(pad, 1)?)?.to_ints(8)?;
    let [0, 0, top, bottom, left, right, 0, 0] = amounts[..] else { return None };
    let image = body.ty(source).dims()?;
    let filter = body.ty(body.operand(op, 1)?).static_dims()?;
    let fits = |dim: usize, amounts: (i64, i64), stride: &str, dilation: &str| {
        let size = i64::try_from(image.get(dim)?.size()?).ok()?;
        let taps = i64::try_from(*filter.get(dim)?).ok()?;
        same_padding(size, taps, int(body, op, stride)?, int(body, op, dilation)?).map(|same| same == amounts)
    };
    let same = fits(1, (top, bottom), "stride_h", "dilation_h_factor")?
        && fits(2, (left, right), "stride_w", "dilation_w_factor")?;
    if !same {
        return None;
    }
    rw.also(pad);
    let loc = rw.loc();
    rw.body.set_operand(op, 0, source);
    rw.body.set_attr(op, "padding", Attr::str("SAME"));
    rw.body.set_loc(op, loc);
    Some(())
}

/// What `SAME` pads before and after: the result is as large as the input divided by the stride, rounded
/// up; of an odd amount the larger half comes after.
fn same_padding(size: i64, taps: i64, stride: i64, dilation: i64) -> Option<(i64, i64)> {
    if size <= 0 || stride <= 0 || dilation <= 0 || taps <= 0 {
        return None;
    }
    let result = size.checked_add(stride - 1)? / stride;
    let reach = (taps - 1).checked_mul(dilation)?.checked_add(1)?;
    let needed = (result - 1).checked_mul(stride)?.checked_add(reach)?.checked_sub(size)?.max(0);
    Some((needed / 2, needed - needed / 2))
}
