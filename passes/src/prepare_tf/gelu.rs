//! The Gaussian error linear unit as models write it: `x · (1 + erf(x / √2)) / 2`.
//!
//! ```text
//! mul(mul(0.5, x), "tf.Erfc"(mul(neg(x), 0.7071)))     =>     "tfl.gelu"(x)
//! ```
//!
//! TFLite has no error function, but it has this use of it. The factors may stand in any order and
//! grouping; `1 + erf(z)` may be `erfc(-z)` or `1 - erf(-z)`.

use std::f64::consts::FRAC_1_SQRT_2;

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Body, Op, Type, Value};

use crate::attrs::result_type;
use crate::constant::f32_splat;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "recognize-gelu", root: "tf.Mul", apply: &gelu },
    Pattern { name: "recognize-gelu-halved", root: "tf.RealDiv", apply: &gelu },
    Pattern { name: "recognize-gelu-halved-v1", root: "tf.Div", apply: &gelu },
];

/// More factors than this are no longer the function.
const MAX_FACTORS: usize = 8;

fn gelu(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let ty = result_type(rw.body, op)?;
    if ty.elem()? != Type::f32() {
        return None;
    }
    let mut tails = Vec::new();
    find_tails(rw.body, op, &mut tails, MAX_FACTORS);
    let body = &*rw.body;
    let (x, tail) =
        tails.into_iter().find(|&(x, tail)| body.ty(x) == ty && is_half_of_both(body, op, x, tail))?;
    for value in [tail.value, tail.erf] {
        if let Some(made_by) = rw.body.defining_op(value) {
            rw.also(made_by);
        }
    }
    let state = rw.state("tfl.gelu").attr("approximate", Attr::bool(false)).operands([x]).results([ty]);
    rw.replace_with(state);
    Some(())
}

/// A value that is `1 + erf(x / √2)`, and the error function in it.
#[derive(Clone, Copy)]
struct Tail {
    value: Value,
    erf: Value,
}

/// The values among the factors of `op` that are `1 + erf(x / √2)` for some `x`, with the `x`.
fn find_tails(body: &Body, op: Op, found: &mut Vec<(Value, Tail)>, depth: usize) {
    for value in body.operands(op) {
        let Some(made_by) = body.defining_op(value).filter(|_| depth > 0) else { continue };
        match body.name(made_by).as_str() {
            "tf.Mul" | "tf.RealDiv" | "tf.Div" => find_tails(body, made_by, found, depth - 1),
            _ => {
                let Some((erf, sign)) = erf_of(body, value, made_by) else { continue };
                let argument = body.defining_op(erf).and_then(|erf| body.operand(erf, 0));
                let tail = Tail { value, erf };
                let scaled = argument.map(|argument| scales(body, argument)).unwrap_or_default();
                let fits = |&(_, factor): &(Value, f64)| close(factor * sign, FRAC_1_SQRT_2);
                found.extend(scaled.into_iter().filter(fits).map(|(x, _)| (x, tail)));
            }
        }
    }
}

/// The error function in `value`, if that is one and the function; and its sign: -1 if its argument is
/// the wrong way round.
fn erf_of(body: &Body, value: Value, made_by: Op) -> Option<(Value, f64)> {
    let is_erf = |value: Value| body.defining_op(value).is_some_and(|op| body.name(op) == *"tf.Erf");
    let is_one = |value: Value| f32_splat(body, value) == Some(1.0);
    let (a, b) = (body.operand(made_by, 0)?, body.operand(made_by, 1));
    match (body.name(made_by).as_str(), b) {
        ("tf.Erfc", None) => Some((value, -1.0)),
        ("tf.Add" | "tf.AddV2", Some(b)) if is_one(a) && is_erf(b) => Some((b, 1.0)),
        ("tf.Add" | "tf.AddV2", Some(b)) if is_one(b) && is_erf(a) => Some((a, 1.0)),
        ("tf.Sub", Some(b)) if is_one(a) && is_erf(b) => Some((b, -1.0)),
        _ => None,
    }
}

/// The values that `value` is a multiple of, with the factor: itself, and what is left without one factor
/// after the other.
fn scales(body: &Body, value: Value) -> Vec<(Value, f64)> {
    let mut found = vec![(value, 1.0)];
    while let Some(&(value, factor)) = found.last().filter(|_| found.len() <= MAX_FACTORS) {
        let Some((inner, by)) = body.defining_op(value).and_then(|op| one_scale(body, op)) else { break };
        found.push((inner, factor * by));
    }
    found
}

/// What an op multiplies, and by which number.
fn one_scale(body: &Body, op: Op) -> Option<(Value, f64)> {
    let splat = |value: Value| f32_splat(body, value).map(f64::from);
    let (a, b) = (body.operand(op, 0)?, body.operand(op, 1));
    match (body.name(op).as_str(), b) {
        ("tf.Neg", None) => Some((a, -1.0)),
        ("tf.Mul", Some(b)) => splat(b).map(|by| (a, by)).or_else(|| splat(a).map(|by| (b, by))),
        ("tf.RealDiv" | "tf.Div", Some(b)) => splat(b).map(|by| (a, 1.0 / by)),
        _ => None,
    }
}

/// Whether `op` is `x · tail / 2`.
fn is_half_of_both(body: &Body, op: Op, x: Value, tail: Tail) -> bool {
    let (mut scale, mut xs, mut tails) = (1.0, 0, 0);
    // Factors still to be looked at; false: they divide.
    let mut work: Vec<(Value, bool)> = factors(body, op);
    let mut seen = 0;
    while let Some((value, multiplies)) = work.pop() {
        seen += 1;
        if seen > 2 * MAX_FACTORS {
            return false;
        }
        if let Some(number) = f32_splat(body, value) {
            scale *= if multiplies { f64::from(number) } else { 1.0 / f64::from(number) };
            continue;
        }
        // Nothing but a number may divide.
        if !multiplies {
            return false;
        }
        if value == x {
            xs += 1;
        } else if value == tail.value {
            tails += 1;
        } else {
            match body.defining_op(value).map(|op| factors(body, op)) {
                Some(more) if !more.is_empty() => work.extend(more),
                _ => return false,
            }
        }
    }
    xs == 1 && tails == 1 && close(scale, 0.5)
}

/// What an op multiplies; false: what it divides by.
fn factors(body: &Body, op: Op) -> Vec<(Value, bool)> {
    let divides = match body.name(op).as_str() {
        "tf.Mul" => false,
        "tf.RealDiv" | "tf.Div" => true,
        _ => return Vec::new(),
    };
    body.operands(op).enumerate().map(|(index, value)| (value, index == 0 || !divides)).collect()
}

/// Whether two numbers are the same but for rounding to `f32`.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * b.abs()
}
