//! Conditions: `tf.IfRegion`, `tfl.if`.

use tfl_ir::rewrite::inline_block_before;
use tfl_ir::{Attr, Body, Op, Value};

use super::{kept, remake};
use crate::consts::constant_of;

/// A condition that is known leaves one branch, in place; results that nobody uses go.
pub(crate) fn simplify_branch(body: &mut Body, op: Op) -> bool {
    take_known_branch(body, op).is_some() || drop_unused_results(body, op).is_some()
}

fn take_known_branch(body: &mut Body, op: Op) -> Option<()> {
    let cond = constant_of(body, body.operand(op, 0)?).and_then(Attr::as_elements)?;
    if !cond.elem().is_bool() || cond.len() != 1 {
        return None;
    }
    let holds = *cond.raw().first()? != 0;
    let &[then, otherwise] = body.op_regions(op) else { return None };
    let region = if holds { then } else { otherwise };
    let &[block] = body.region_blocks(region) else { return None };
    if !body.block_args(block).is_empty() || !ends(body, op, &[block]) {
        return None;
    }
    let values = inline_block_before(body, block, &[], op);
    body.replace_op(op, &values);
    Some(())
}

/// Whether each block ends with a terminator that hands out as many values as `op` has results.
fn ends(body: &Body, op: Op, blocks: &[tfl_ir::Block]) -> bool {
    blocks.iter().all(|&block| {
        body.last_op(block).is_some_and(|last| {
            body.has_trait(last, tfl_ir::Traits::TERMINATOR)
                && body.num_operands(last) == body.num_results(op)
        })
    })
}

fn drop_unused_results(body: &mut Body, op: Op) -> Option<()> {
    let keep: Vec<bool> = body.results(op).map(|value| body.has_uses(value)).collect();
    let &[then, otherwise] = body.op_regions(op) else { return None };
    let (&[first], &[second]) = (body.region_blocks(then), body.region_blocks(otherwise)) else {
        return None;
    };
    if keep.iter().all(|&keep| keep) || !ends(body, op, &[first, second]) {
        return None;
    }
    for block in [first, second] {
        let last = body.last_op(block)?;
        let values: Vec<Value> = kept(body.operands(last), &keep);
        body.set_operands(last, &values);
    }
    let operands = body.operands(op).collect();
    remake(body, op, operands, &keep);
    Some(())
}
