//! Simplifications of control flow by regions, the same in tf and tfl.

mod branch;
mod repetition;

use tfl_ir::{Body, Op, OpState, Value};

pub(crate) use branch::simplify_branch;
pub(crate) use repetition::simplify_loop;

/// Makes `op` anew right before itself, with `operands` and those of its results whose number `keep`
/// says, and moves its regions there. The results that are not kept must have no uses.
fn remake(body: &mut Body, op: Op, operands: Vec<Value>, keep: &[bool]) {
    let results: Vec<Value> = kept(body.results(op), keep);
    let types: Vec<_> = results.iter().map(|&value| body.ty(value)).collect();
    let regions = body.op_regions(op).to_vec();
    let attrs: Vec<_> = body.props(op).iter().chain(body.attrs(op).iter()).cloned().collect();
    let state = OpState::new(body.name(op), body.loc(op).clone())
        .operands(operands)
        .results(types)
        .with_attrs(attrs)
        .regions(regions.len());
    let made = body.insert_new(op, state);
    for (from, to) in regions.into_iter().zip(body.op_regions(made).to_vec()) {
        body.take_blocks(from, to);
    }
    for (old, new) in results.into_iter().zip(body.results(made)) {
        body.replace_all_uses(old, new);
    }
    body.erase_op(op);
}

/// The items whose number `keep` says.
fn kept<T>(items: impl IntoIterator<Item = T>, keep: &[bool]) -> Vec<T> {
    items.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(item, _)| item).collect()
}
