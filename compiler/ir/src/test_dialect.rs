//! A small dialect for the unit tests of this crate.

use std::sync::Arc;

use crate::{
    Arity, Attr, AttrSpec, Block, Body, DialectInfo, Fold, FoldResult, Hooks, Loc, Module, Op, OpInfo,
    OpState, Presence, Traits, Type, TypeConstraint, Value, ValueSpec, register_dialect,
};

const F32: TypeConstraint =
    TypeConstraint { text: "tensor of 32-bit float values", check: |ty| ty.elem() == Some(Type::f32()) };

const fn one(name: &'static str) -> ValueSpec {
    ValueSpec { name, arity: Arity::One, constraint: F32 }
}

const fn any(name: &'static str) -> ValueSpec {
    ValueSpec { name, arity: Arity::Variadic, constraint: TypeConstraint::ANY }
}

const fn attr(name: &'static str, presence: Presence) -> AttrSpec {
    AttrSpec { name, text: "32-bit integer", check: |attr| attr.as_int().is_some(), presence }
}

const VALUE: AttrSpec =
    AttrSpec { name: "value", text: "any attribute", check: |_| true, presence: Presence::Required };
const NAME: AttrSpec =
    AttrSpec { name: "sym_name", text: "string", check: |_| true, presence: Presence::Required };
const VISIBILITY: AttrSpec =
    AttrSpec { name: "sym_visibility", text: "string", check: |_| true, presence: Presence::Optional };

static FUNC: OpInfo = OpInfo {
    name: "t.func",
    regions: Some(1),
    attrs: &[NAME, VISIBILITY],
    traits: Traits::ISOLATED.with(Traits::SYMBOL),
    ..OpInfo::EMPTY
};
static RETURN: OpInfo = OpInfo {
    name: "t.return",
    operands: &[any("values")],
    traits: Traits::TERMINATOR.with(Traits::RETURN_LIKE),
    ..OpInfo::EMPTY
};
static BR: OpInfo =
    OpInfo { name: "t.br", operands: &[any("args")], traits: Traits::TERMINATOR, ..OpInfo::EMPTY };
static NEG: OpInfo = OpInfo {
    name: "t.neg",
    operands: &[one("x")],
    results: &[one("y")],
    attrs: &[attr("axis", Presence::Optional)],
    traits: Traits::PURE.with(Traits::SAME_TYPE),
    hooks: Hooks { fold: Some(fold_neg), ..Hooks::NONE },
    ..OpInfo::EMPTY
};
static ADD: OpInfo = OpInfo {
    name: "t.add",
    operands: &[one("a"), one("b")],
    results: &[one("sum")],
    traits: Traits::PURE.with(Traits::COMMUTATIVE).with(Traits::BROADCASTABLE),
    ..OpInfo::EMPTY
};
static SPLIT: OpInfo = OpInfo {
    name: "t.split",
    operands: &[one("x"), ValueSpec { arity: Arity::Optional, ..one("y") }, any("rest")],
    attrs: &[attr("axis", Presence::Required)],
    traits: Traits::OPERAND_SEGMENTS,
    ..OpInfo::EMPTY
};
static CONST: OpInfo = OpInfo {
    name: "t.const",
    results: &[one("c")],
    attrs: &[VALUE],
    traits: Traits::PURE.with(Traits::CONSTANT),
    ..OpInfo::EMPTY
};
static IF: OpInfo = OpInfo {
    name: "t.if",
    operands: &[any("args")],
    results: &[any("results")],
    regions: Some(1),
    traits: Traits::SINGLE_BLOCK,
    ..OpInfo::EMPTY
};
static CALL: OpInfo = OpInfo {
    name: "t.call",
    operands: &[any("args")],
    results: &[any("results")],
    attrs: &[VALUE],
    hooks: Hooks { callee: Some(callee), ..Hooks::NONE },
    ..OpInfo::EMPTY
};

static DIALECT: DialectInfo = DialectInfo {
    name: "t",
    ops: &[&[&FUNC, &RETURN, &BR, &NEG, &ADD, &SPLIT, &CONST, &IF, &CALL]],
    materialize: Some(|value, ty, loc| {
        Some(OpState::new("t.const", loc).results([ty]).attr("value", value.clone()))
    }),
    open: false,
};

/// `neg(neg(x))` is `x`; the negation of the constant `n` is the constant `-n`.
fn fold_neg(body: &Body, op: Op) -> Fold {
    let Some(operand) = body.operand(op, 0) else { return Fold::No };
    let Some(inner) = body.defining_op(operand) else { return Fold::No };
    if body.name(inner) == *"t.neg" {
        return body.operand(inner, 0).map_or(Fold::No, |x| Fold::To(vec![FoldResult::Value(x)]));
    }
    match crate::rewrite::constant_of(body, operand).and_then(Attr::as_int) {
        Some(n) => Fold::To(vec![FoldResult::Const(Attr::i64(-n))]),
        None => Fold::No,
    }
}

fn callee(body: &Body, op: Op) -> Option<Arc<str>> {
    body.attr(op, "value")?.as_symbol().cloned()
}

pub(crate) fn f32x4() -> Type {
    Type::static_tensor(&[4], Type::f32())
}

/// A body with one block with one argument.
pub(crate) fn new_body() -> (Body, Block, Value) {
    register_dialect(&DIALECT);
    let mut body = Body::new(1);
    let block = body.append_block(body.root_regions()[0]);
    let x = body.add_block_arg(block, f32x4(), Loc::UNKNOWN);
    (body, block, x)
}

/// Appends an op with a result.
pub(crate) fn value(body: &mut Body, block: Block, name: &str, operands: &[Value]) -> Value {
    let loc = Loc::name(name);
    let op = body.append_new(block, OpState::new(name, loc).operands(operands.to_vec()).results([f32x4()]));
    body.result(op, 0).unwrap()
}

/// Appends the constant `n`.
pub(crate) fn constant(body: &mut Body, block: Block, n: i64) -> Value {
    let state = OpState::new("t.const", Loc::UNKNOWN).results([f32x4()]).attr("value", Attr::i64(n));
    let op = body.append_new(block, state);
    body.result(op, 0).unwrap()
}

/// Appends an op without results.
pub(crate) fn effect(body: &mut Body, block: Block, name: &str, operands: &[Value]) -> Op {
    body.append_new(block, OpState::new(name, Loc::name(name)).operands(operands.to_vec()))
}

/// A module of functions with these bodies.
pub(crate) fn module(functions: impl IntoIterator<Item = (&'static str, Body)>) -> Module {
    register_dialect(&DIALECT);
    let mut module = Module::new(Loc::UNKNOWN);
    for (name, body) in functions {
        let state = OpState::new("t.func", Loc::name(name)).attr("sym_name", Attr::str(name)).nested(body);
        module.push(state);
    }
    module
}

/// The names of a body's ops in program order.
pub(crate) fn names(body: &Body) -> Vec<&'static str> {
    body.walk().into_iter().map(|op| body.name(op).as_str()).collect()
}
