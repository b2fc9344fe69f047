//! Convolutions and pools with padding by numbers: the padding becomes an op of its own.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, DenseElements, Dim, Op, Type};

use crate::attrs::{ints, is, rank};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "split-padding-from-conv", root: "tf.Conv2D", apply: &split },
    Pattern { name: "split-padding-from-depthwise-conv", root: "tf.DepthwiseConv2dNative", apply: &split },
];

/// `explicit_paddings` lists before and after for each dimension, in the order of `data_format`. Zeros
/// are what a convolution pads with, so a pad before it is exact.
fn split(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    if !is(rw.body, op, "padding", "EXPLICIT") {
        return None;
    }
    let pads = ints(rw.body, op, "explicit_paddings")?;
    let input = rw.body.operand(op, 0)?;
    let ty = rw.body.ty(input);
    if pads.len() != 8 || rank(rw.body, input)? != 4 || pads.iter().any(|&pad| pad < 0) {
        return None;
    }
    let dims: Vec<Dim> = ty
        .dims()?
        .iter()
        .zip(pads.chunks_exact(2))
        .map(|(dim, pad)| match dim {
            Dim::Dynamic => Some(Dim::Dynamic),
            Dim::Static(n) => {
                n.checked_add(u64::try_from(pad[0].checked_add(pad[1])?).ok()?).map(Dim::Static)
            }
        })
        .collect::<Option<_>>()?;
    let numbers: Vec<i32> = pads.iter().map(|&pad| i32::try_from(pad).ok()).collect::<Option<_>>()?;
    let paddings = DenseElements::from_i32(&[4, 2], &numbers).ok()?;
    let paddings = Dialect::Tf.constant(rw, paddings);
    let padded = Type::tensor(&dims, ty.elem()?);
    let state = rw.state("tf.Pad").operands([input, paddings]).results([padded]);
    let padded = rw.value(state);
    rw.body.set_operand(op, 0, padded);
    rw.body.set_attr(op, "padding", Attr::str("VALID"));
    rw.body.set_attr(op, "explicit_paddings", Attr::array([]));
    Some(())
}
