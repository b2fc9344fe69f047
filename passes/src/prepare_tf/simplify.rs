//! Ops that are others in disguise.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type};

use crate::attrs::{is, rank, result_type};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "replace-bias-add-by-add", root: "tf.BiasAdd", apply: &bias_add },
    Pattern { name: "replace-bias-add-v1-by-add", root: "tf.BiasAddV1", apply: &bias_add },
    Pattern { name: "guard-division-by-select", root: "tf.DivNoNan", apply: &div_no_nan },
    Pattern { name: "replace-inverse-by-division", root: "tf.Inv", apply: &reciprocal },
    Pattern { name: "replace-reciprocal-by-division", root: "tf.Reciprocal", apply: &reciprocal },
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

/// `x / y`, and 0 where `y` is 0.
fn div_no_nan(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (x, y) = (rw.body.operand(op, 0)?, rw.body.operand(op, 1)?);
    let ty = result_type(rw.body, op)?;
    if ty.elem()? != Type::f32() {
        return None;
    }
    let zero = Dialect::Tf.f32_scalar(rw, 0.0);
    let y_type = rw.body.ty(y);
    let state = rw.state("tf.Equal").attr("incompatible_shape_error", Attr::bool(true));
    let state = state.operands([y, zero]).results([y_type.with_elem(Type::i1())?]);
    let is_zero = rw.value(state);
    let state = rw.state("tf.RealDiv").operands([x, y]).results([ty]);
    let quotient = rw.value(state);
    let state = rw.state("tf.SelectV2").operands([is_zero, zero, quotient]).results([ty]);
    rw.replace_with(state);
    Some(())
}

fn reciprocal(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let ty = result_type(rw.body, op)?;
    if ty.elem()? != Type::f32() {
        return None;
    }
    let one = Dialect::Tf.f32_scalar(rw, 1.0);
    let state = rw.state("tf.RealDiv").operands([one, x]).results([ty]);
    rw.replace_with(state);
    Some(())
}
