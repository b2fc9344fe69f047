//! The check dialect: expectations inside a module, and running them.
//!
//! A test is a function without arguments whose constants are the inputs and whose `check` ops say
//! what must come out. A function with attribute `check.expect_error = "text"` must fail with a
//! message that contains the text.

use tfl_ir::{
    Arity, Attr, AttrSpec, Body, Diagnostic, DialectInfo, Module, OpInfo, Presence, TypeConstraint,
    ValueSpec, symbol_name,
};

use crate::call::Eval;
use crate::error::{OpError, dims_text};
use crate::op_view::OpView;
use crate::ops::{Effect, OpRow};
use crate::{Options, Session, Tensor};

/// The check dialect: `check.expect_eq`, `check.expect_almost_eq`, `check.expect_close`.
pub static CHECK: DialectInfo = DialectInfo {
    name: "check",
    ops: &[&[&EXPECT_EQ, &EXPECT_ALMOST_EQ, &EXPECT_CLOSE]],
    materialize: None,
    open: false,
};

const OPERANDS: &[ValueSpec] = &[
    ValueSpec { name: "found", arity: Arity::One, constraint: TypeConstraint::ANY },
    ValueSpec { name: "expected", arity: Arity::One, constraint: TypeConstraint::ANY },
];

static EXPECT_EQ: OpInfo = OpInfo {
    name: "check.expect_eq",
    doc: "The two tensors are equal: type, shape and every element. NaN equals NaN, 0 equals -0.",
    operands: OPERANDS,
    ..OpInfo::EMPTY
};

static EXPECT_ALMOST_EQ: OpInfo = OpInfo {
    name: "check.expect_almost_eq",
    doc: "The two tensors have the same shape, and elements differ by at most `tolerance` (1e-5 if \
          absent) times the larger of 1 and the expected element's magnitude.",
    operands: OPERANDS,
    attrs: &[AttrSpec {
        name: "tolerance",
        text: "floating-point attribute",
        check: |attr| matches!(attr, Attr::Float(_)),
        presence: Presence::Optional,
    }],
    ..OpInfo::EMPTY
};

static EXPECT_CLOSE: OpInfo = OpInfo {
    name: "check.expect_close",
    doc: "The two tensors of integers have the same type and shape, and elements differ by at most \
          `max_difference` (1 if absent).",
    operands: OPERANDS,
    attrs: &[AttrSpec {
        name: "max_difference",
        text: "integer attribute",
        check: |attr| matches!(attr, Attr::Int(_)),
        presence: Presence::Optional,
    }],
    ..OpInfo::EMPTY
};

pub(crate) static ROWS: &[OpRow] = &[
    OpRow { name: "check.expect_eq", prepare: expect_eq, effect: Effect::Stateful },
    OpRow { name: "check.expect_almost_eq", prepare: expect_almost_eq, effect: Effect::Stateful },
    OpRow { name: "check.expect_close", prepare: expect_close, effect: Effect::Stateful },
];

/// A check by `compare`, which returns the index of an element that differs too much.
fn check(
    compare: impl Fn(&Tensor, &Tensor) -> Option<usize> + Send + Sync + 'static,
) -> Result<Eval, OpError> {
    Ok(Box::new(move |call| {
        let (found, expected) = (call.tensor(0)?, call.tensor(1)?);
        if found.shape() != expected.shape() {
            let (found, expected) = (dims_text(found.shape()), dims_text(expected.shape()));
            return Err(OpError::new(format!("the shape is {found}, expected {expected}")));
        }
        if found.dtype() != expected.dtype() {
            let (found, expected) = (found.dtype(), expected.dtype());
            return Err(OpError::new(format!("elements are of type {found}, expected {expected}")));
        }
        match compare(found, expected) {
            None => Ok(Vec::new()),
            Some(index) => {
                Err(OpError::new(format!("element {index} differs: found {found:?}, expected {expected:?}")))
            }
        }
    }))
}

/// The first index at which `differs` holds of the elements as real numbers.
fn first_real(found: &Tensor, expected: &Tensor, differs: impl Fn(f64, f64) -> bool) -> Option<usize> {
    let (found, expected) = (found.to_f64s()?, expected.to_f64s()?);
    found.iter().zip(&expected).position(|(&x, &y)| differs(x, y))
}

/// The first index at which `differs` holds of the elements as integers.
fn first_int(found: &Tensor, expected: &Tensor, differs: impl Fn(i64, i64) -> bool) -> Option<usize> {
    let (found, expected) = (found.to_i64s()?, expected.to_i64s()?);
    found.iter().zip(&expected).position(|(&x, &y)| differs(x, y))
}

fn expect_eq(_: &OpView<'_>) -> Result<Eval, OpError> {
    check(|found, expected| {
        if found == expected {
            return None;
        }
        if let (Some(a), Some(b)) = (found.strings(), expected.strings()) {
            return a.iter().zip(b).position(|(a, b)| a != b);
        }
        if let (Some(a), Some(b)) = (found.as_slice::<[f32; 2]>(), expected.as_slice::<[f32; 2]>()) {
            return a.iter().zip(b).position(|(a, b)| a != b);
        }
        if found.to_i64s().is_some() {
            return first_int(found, expected, |x, y| x != y);
        }
        first_real(found, expected, |x, y| x != y && !(x.is_nan() && y.is_nan()))
    })
}

fn expect_almost_eq(op: &OpView<'_>) -> Result<Eval, OpError> {
    let tolerance = if op.attr("tolerance").is_some() { op.real("tolerance")? } else { 1e-5 };
    let differs = move |x: f64, y: f64| {
        let same = x == y || (x.is_nan() && y.is_nan());
        !same && (x - y).abs().partial_cmp(&(tolerance * y.abs().max(1.0))).is_none_or(|o| o.is_gt())
    };
    check(move |found, expected| {
        if let (Some(a), Some(b)) = (found.as_slice::<[f32; 2]>(), expected.as_slice::<[f32; 2]>()) {
            let part = |a: f32, b: f32| differs(f64::from(a), f64::from(b));
            return a.iter().zip(b).position(|(a, b)| part(a[0], b[0]) || part(a[1], b[1]));
        }
        first_real(found, expected, differs)
    })
}

fn expect_close(op: &OpView<'_>) -> Result<Eval, OpError> {
    let max = op.int_or("max_difference", 1)?.max(0).unsigned_abs();
    check(move |found, expected| first_int(found, expected, |x, y| x.abs_diff(y) > max))
}

/// Runs every function without arguments (private ones excepted) and returns how many there were.
///
/// # Errors
/// One diagnostic for each function that failed, or did not fail as its `check.expect_error` says;
/// one, too, for a module without any such function.
pub fn run_checks(module: &Module, options: Options) -> Result<usize, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let mut count = 0;
    let body = module.body();
    for op in module.ops_named("func.func") {
        let private = body.attr(op, "sym_visibility").and_then(Attr::as_str) == Some("private");
        let arguments = body.nested(op).and_then(|b| Some(b.block_args(b.entry()?).len()));
        let (Some(name), Some(0), false) = (symbol_name(body, op), arguments, private) else { continue };
        count += 1;
        let ran = Session::new(module, &name, options).and_then(|mut session| session.run(&[]));
        errors.extend(judge(body, op, ran));
    }
    if count == 0 {
        let text = "there is nothing to check: no public function without arguments";
        errors.push(Diagnostic::error(module.root().loc(module.op()).clone(), text));
    }
    if errors.is_empty() { Ok(count) } else { Err(errors) }
}

/// What is wrong with how a function ran.
fn judge(body: &Body, op: tfl_ir::Op, ran: Result<Vec<Tensor>, Diagnostic>) -> Option<Diagnostic> {
    let wanted = body.attr(op, "check.expect_error").and_then(Attr::as_str);
    let loc = body.loc(op).clone();
    match (ran, wanted) {
        (Ok(_), None) => None,
        (Err(error), None) => Some(error),
        (Ok(_), Some(wanted)) => {
            Some(Diagnostic::error(loc, format!("the function ran, expected an error with {wanted:?}")))
        }
        (Err(error), Some(wanted)) if error.message.contains(wanted) => None,
        (Err(error), Some(wanted)) => {
            let text = format!("the error is {:?}, expected one with {wanted:?}", error.message);
            Some(Diagnostic::error(loc, text).with_note(error.loc, "raised here"))
        }
    }
}
