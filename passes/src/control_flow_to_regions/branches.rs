//! One of several functions.

use tfl_ir::{Attr, Block, Body, Builder, DenseElements, Op, OpState, Type, TypeKind, Value};

use super::{Callee, Signatures, keep_facts};

/// `tf.If(cond, args…)`.
pub(super) fn turn_if(code: &mut Body, op: Op, signatures: &Signatures) -> Option<()> {
    let operands: Vec<Value> = code.operands(op).collect();
    let (&cond, args) = operands.split_first()?;
    let types = code.result_types(op);
    let callee = |name: &str| Callee::new(code.attr(op, name), signatures, args.len(), types.len());
    let (then, otherwise) = (callee("then_branch")?, callee("else_branch")?);
    let cond = truth(code, op, cond)?;
    let made = if_region(code, op, InsertAt::Before(op), cond, &types);
    for (region, callee) in code.op_regions(made).to_vec().into_iter().zip([then, otherwise]) {
        let block = code.append_block(region);
        callee.call_and_yield(code, block, op, args, &types);
    }
    let results: Vec<Value> = code.results(made).collect();
    code.replace_op(op, &results);
    Some(())
}

/// `tf.Case(index, args…)`: the branch of that number, the last one for numbers that have none. Becomes a
/// chain of conditions, each the only op in the other branch of the one before.
pub(super) fn turn_case(code: &mut Body, op: Op, signatures: &Signatures) -> Option<()> {
    let operands: Vec<Value> = code.operands(op).collect();
    let (&index, args) = operands.split_first()?;
    if code.ty(index) != Type::static_tensor(&[], Type::i32()) {
        return None;
    }
    let types = code.result_types(op);
    let branches = code.attr(op, "branches").and_then(Attr::as_array)?;
    // Each nests one deeper, and depth is bounded everywhere.
    const MAX_BRANCHES: usize = 64;
    let callees: Option<Vec<Callee<'_>>> = branches
        .iter()
        .map(|branch| Callee::new(Some(branch), signatures, args.len(), types.len()))
        .collect();
    let callees = callees.filter(|callees| (2..=MAX_BRANCHES).contains(&callees.len()))?;
    let (last, first) = callees.split_last()?;
    let mut at = InsertAt::Before(op);
    let mut outermost = None;
    for (number, callee) in first.iter().enumerate() {
        let cond = equals(code, op, at, index, i32::try_from(number).ok()?)?;
        let made = if_region(code, op, at, cond, &types);
        let results: Vec<Value> = code.results(made).collect();
        match at {
            InsertAt::Before(_) => outermost = Some(results),
            InsertAt::End(block) => yield_all(code, block, op, results),
        }
        let &[then, otherwise] = code.op_regions(made) else { return None };
        let block = code.append_block(then);
        callee.call_and_yield(code, block, op, args, &types);
        at = InsertAt::End(code.append_block(otherwise));
    }
    if let InsertAt::End(block) = at {
        last.call_and_yield(code, block, op, args, &types);
    }
    code.replace_op(op, &outermost?);
    Some(())
}

/// Where an op goes.
#[derive(Clone, Copy)]
enum InsertAt {
    Before(Op),
    End(Block),
}

fn builder<'a>(code: &'a mut Body, op: Op, at: InsertAt) -> Builder<'a> {
    let loc = code.loc(op).clone();
    let mut builder = match at {
        InsertAt::Before(op) => Builder::before(code, op),
        InsertAt::End(block) => Builder::at_end(code, block),
    };
    builder.loc = loc;
    builder
}

/// An `IfRegion` without code, in place of `op`.
fn if_region(code: &mut Body, op: Op, at: InsertAt, cond: Value, types: &[Type]) -> Op {
    let state = OpState::new("tf.IfRegion", code.loc(op).clone()).operands([cond]);
    let state = keep_facts(code, op, state.results(types.iter().copied()).regions(2));
    builder(code, op, at).insert(state)
}

fn yield_all(code: &mut Body, block: Block, op: Op, values: Vec<Value>) {
    let loc = code.loc(op).clone();
    code.append_new(block, OpState::new("tf.Yield", loc).operands(values));
}

/// A condition as a boolean: a number is true unless it is zero.
fn truth(code: &mut Body, op: Op, cond: Value) -> Option<Value> {
    let ty = code.ty(cond);
    let elem = ty.elem()?;
    if elem == Type::i1() {
        return Some(cond);
    }
    if !ty.dims()?.is_empty() || !matches!(elem.kind(), TypeKind::Int { .. } | TypeKind::Float(_)) {
        return None;
    }
    let zero = DenseElements::splat(ty, vec![0; elem.elem_bytes()?].into()).ok()?;
    let mut builder = builder(code, op, InsertAt::Before(op));
    let zero = constant(&mut builder, zero);
    Some(compare(&mut builder, "tf.NotEqual", cond, zero))
}

/// Whether `index` is `number`.
fn equals(code: &mut Body, op: Op, at: InsertAt, index: Value, number: i32) -> Option<Value> {
    let number = DenseElements::from_i32(&[], &[number]).ok()?;
    let mut builder = builder(code, op, at);
    let number = constant(&mut builder, number);
    Some(compare(&mut builder, "tf.Equal", index, number))
}

fn constant(builder: &mut Builder<'_>, value: DenseElements) -> Value {
    let ty = value.ty();
    let state = OpState::new("tf.Const", builder.loc.clone()).attr("value", Attr::elements(value));
    builder.value(state.results([ty]))
}

fn compare(builder: &mut Builder<'_>, name: &str, a: Value, b: Value) -> Value {
    let state = OpState::new(name, builder.loc.clone()).attr("incompatible_shape_error", Attr::bool(true));
    builder.value(state.operands([a, b]).results([Type::static_tensor(&[], Type::i1())]))
}
