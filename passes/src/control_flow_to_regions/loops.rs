//! A function as long as another says so.

use tfl_ir::{Body, Op, OpState, Region, Type, Value};

use super::{Callee, Signatures, keep_facts};

/// `tf.While(args…)`: the arguments of both regions have the types that the body takes.
pub(super) fn turn_while(code: &mut Body, op: Op, signatures: &Signatures) -> Option<()> {
    let operands: Vec<Value> = code.operands(op).collect();
    let count = code.num_results(op);
    let cond = Callee::new(code.attr(op, "cond"), signatures, operands.len(), 1)?;
    let body = Callee::new(code.attr(op, "body"), signatures, operands.len(), count)?;
    let truth = *cond.results.first()?;
    if operands.len() != count || truth.elem()? != Type::i1() {
        return None;
    }
    let types = body.inputs.to_vec();
    let mut state = OpState::new("tf.WhileRegion", code.loc(op).clone()).operands(operands);
    if let Some(number) = code.attr(op, "parallel_iterations") {
        state = state.attr("parallel_iterations", number.clone());
    }
    if let Some(may_vary) = code.attr(op, "shape_invariant") {
        state = state.attr("shape_invariant", may_vary.clone());
    }
    let state = keep_facts(code, op, state.results(code.result_types(op)).regions(2));
    let made = code.insert_new(op, state);
    let &[first, second] = code.op_regions(made) else { return None };
    fill(code, op, first, &cond, &types, &[truth]);
    fill(code, op, second, &body, &types, &types);
    let results: Vec<Value> = code.results(made).collect();
    code.replace_op(op, &results);
    Some(())
}

fn fill(code: &mut Body, op: Op, region: Region, callee: &Callee<'_>, takes: &[Type], gives: &[Type]) {
    let block = code.append_block(region);
    let loc = code.loc(op).clone();
    let args: Vec<Value> = takes.iter().map(|&ty| code.add_block_arg(block, ty, loc.clone())).collect();
    callee.call_and_yield(code, block, op, &args, gives);
}
