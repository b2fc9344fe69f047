//! The error function, which TFLite does not have: a quotient of polynomials.
//!
//! `erf(x) = x · p(x²) / q(x²)` between the points where `f32` rounds it to ±1, at most 4e-7 off. Where it
//! is part of the Gaussian error linear unit, `tfl-prepare-tf` has found that before.

use std::f32::consts::FRAC_2_SQRT_PI;

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Op, Type, Value};

use super::result_elem;
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "expand-erf", root: "tf.Erf", apply: &erf },
    Pattern { name: "expand-erfc", root: "tf.Erfc", apply: &erfc },
];

/// Coefficients of the highest power first.
const P: [f32; 5] = [0.000_229_050_66, 0.003_408_291, 0.050_955_694, 0.185_208_32, FRAC_2_SQRT_PI];
const Q: [f32; 7] =
    [-1.179_160_2e-7, 0.000_023_547_966, 0.001_017_962_5, 0.014_070_47, 0.110_985_05, 0.497_469_25, 1.0];
/// Beyond this the result is ±1.
const END: f32 = 3.743_921;

fn erf(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let value = expand(rw, op)?;
    rw.replace(&[value]);
    Some(())
}

/// `1 - erf(x)`.
fn erfc(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let erf = expand(rw, op)?;
    let one = Dialect::Tfl.f32_scalar(rw, 1.0);
    let ty = rw.body.ty(erf);
    let value = fused(rw, "tfl.sub", one, erf, ty);
    rw.replace(&[value]);
    Some(())
}

/// The error function of the operand.
fn expand(rw: &mut Rewriter<'_>, op: Op) -> Option<Value> {
    let x = rw.body.operand(op, 0)?;
    if result_elem(rw, op)? != Type::f32() {
        return None;
    }
    let ty = rw.body.ty(x);
    let (lowest, highest) = (Dialect::Tfl.f32_scalar(rw, -END), Dialect::Tfl.f32_scalar(rw, END));
    let state = rw.state("tfl.maximum").operands([x, lowest]).results([ty]);
    let above = rw.value(state);
    let state = rw.state("tfl.minimum").operands([above, highest]).results([ty]);
    let x = rw.value(state);
    let square = fused(rw, "tfl.mul", x, x, ty);
    let p = polynomial(rw, &P, square)?;
    let q = polynomial(rw, &Q, square)?;
    let numerator = fused(rw, "tfl.mul", x, p, ty);
    Some(fused(rw, "tfl.div", numerator, q, ty))
}

/// `((c0 · x + c1) · x + c2) …`.
fn polynomial(rw: &mut Rewriter<'_>, coefficients: &[f32], x: Value) -> Option<Value> {
    let ty = rw.body.ty(x);
    let (first, rest) = coefficients.split_first()?;
    let mut sum = Dialect::Tfl.f32_scalar(rw, *first);
    for &next in rest {
        let product = fused(rw, "tfl.mul", x, sum, ty);
        let next = Dialect::Tfl.f32_scalar(rw, next);
        sum = fused(rw, "tfl.add", product, next, ty);
    }
    Some(sum)
}

/// An arithmetic op without activation.
fn fused(rw: &mut Rewriter<'_>, name: &str, a: Value, b: Value, ty: Type) -> Value {
    let state = rw.state(name).attr("fused_activation_function", Attr::str("NONE"));
    rw.value(state.operands([a, b]).results([ty]))
}
