//! Ops that are others in disguise.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Op, Type};

use crate::attrs::{is, rank, result_type};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "replace-bias-add-by-add", root: "tf.BiasAdd", apply: &bias_add },
    Pattern { name: "replace-bias-add-v1-by-add", root: "tf.BiasAddV1", apply: &bias_add },
];

/// With channels last a bias is an addition that broadcasts. Channels first, the bias has its place in
/// the middle: it is reshaped to `[C, 1, 1]`.
fn bias_add(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (value, mut bias) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let ty = result_type(rw.body, op)?;
    if is(rw.body, op, "data_format", "NCHW") {
        let channels = *rw.body.ty(bias).static_dims()?.first()?;
        let spatial = rank(rw.body, value)?.checked_sub(2)?;
        let mut dims = vec![channels];
        dims.extend(std::iter::repeat_n(1, spatial));
        let sizes: Vec<i32> = dims.iter().map(|&d| i32::try_from(d).ok()).collect::<Option<_>>()?;
        let shape = Dialect::Tf.i32_list(rw, &sizes);
        let reshaped = Type::static_tensor(&dims, ty.elem()?);
        let state = rw.state("tf.Reshape").operands([bias, shape]).results([reshaped]);
        bias = rw.value(state);
    }
    let state = rw.state("tf.AddV2").operands([value, bias]).results([ty]);
    rw.replace_with(state);
    Some(())
}
