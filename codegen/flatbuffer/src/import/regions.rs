//! IF and WHILE: ops with regions that call the functions of their subgraphs.

use tfl_ir::{Attr, Loc, Op, OpState, Region, Type, Value};

use super::function::Scope;
use crate::error::{Error, Result};
use crate::model::{Operator, OperatorCode};
use crate::schema::builtin;

/// Whether the operator's op has regions that call its subgraphs.
pub(super) fn is_branching(code: &OperatorCode) -> bool {
    matches!(builtin::name(code.builtin), Some("IF" | "WHILE"))
}

/// Appends `state`, a `tfl.if` or `tfl.while`, with one region for each subgraph. Those of a loop have arguments,
/// those of a branch use the values around them.
pub(super) fn branching(
    scope: &mut Scope<'_>,
    operator: &Operator,
    state: OpState,
    operands: Vec<Value>,
    result_types: Vec<Type>,
) -> Result<()> {
    let callees: Result<Vec<Callee>> =
        crate::validate::callees(operator).into_iter().map(|index| Callee::new(scope, index)).collect();
    let [first, second] = &callees?[..] else {
        return Err(Error::new("it does not refer to two subgraphs")
            .with_hint("the file is damaged: convert the model again"));
    };
    let is_loop = state.name == "tfl.while";
    let loc = state.loc.clone();
    let (own, passed) = match operands.split_first() {
        Some((&condition, passed)) if !is_loop => (vec![condition], Some(passed.to_vec())),
        _ => (operands, None),
    };
    let op = scope.body.append_new(scope.block, state.operands(own).results(result_types).regions(2));
    let &[first_region, second_region] = scope.body.op_regions(op) else {
        return Err(Error::new("an op of two regions has another number of them"));
    };
    for (region, callee) in [(first_region, first), (second_region, second)] {
        call(scope, region, callee, passed.as_deref(), &loc);
    }
    set_results(scope, operator, op);
    Ok(())
}

/// The function of a subgraph, as its callers see it.
struct Callee<'a> {
    name: &'a str,
    inputs: &'a [Type],
    outputs: &'a [Type],
}

impl<'a> Callee<'a> {
    fn new(scope: &Scope<'a>, index: i64) -> Result<Self> {
        let function = usize::try_from(index).ok().and_then(|index| scope.plan.functions.get(index));
        let function = function
            .ok_or_else(|| Error::new(format!("refers to subgraph {index}, which does not exist")))?;
        let (inputs, outputs) = super::function::types(scope.model, function)?;
        Ok(Self { name: &function.name, inputs, outputs })
    }
}

/// Fills `region` with a call of `callee`: of the values `passed` from around, or else of block arguments.
fn call(scope: &mut Scope<'_>, region: Region, callee: &Callee<'_>, passed: Option<&[Value]>, loc: &Loc) {
    let block = scope.body.append_block(region);
    let operands = match passed {
        Some(values) => values.to_vec(),
        None => callee.inputs.iter().map(|&ty| scope.body.add_block_arg(block, ty, loc.clone())).collect(),
    };
    let state = OpState::new("func.call", loc.clone())
        .attr("callee", Attr::symbol(callee.name))
        .operands(operands)
        .results(callee.outputs.iter().copied());
    let op = scope.body.append_new(block, state);
    let results: Vec<Value> = scope.body.results(op).collect();
    scope.body.append_new(block, OpState::new("tfl.yield", loc.clone()).operands(results));
}

fn set_results(scope: &mut Scope<'_>, operator: &Operator, op: Op) {
    let results: Vec<Value> = scope.body.results(op).collect();
    for (&output, value) in operator.outputs.iter().zip(results) {
        scope.set(output, value);
    }
}
