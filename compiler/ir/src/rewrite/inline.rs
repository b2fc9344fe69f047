//! Moving the ops of a block to where its op stands.

use crate::{Block, Body, Op, Traits, Value};

/// Moves the ops of `block` (without its terminator, which is erased) right before `before`, with
/// `args` for the block's arguments, and returns what the terminator handed out. The block is left
/// empty.
///
/// # Panics
/// When the number of `args` is not that of the block's arguments.
pub fn inline_block_before(body: &mut Body, block: Block, args: &[Value], before: Op) -> Vec<Value> {
    let params = body.block_args(block).to_vec();
    assert_eq!(params.len(), args.len(), "one value stands for each argument");
    for (param, &arg) in params.into_iter().zip(args) {
        body.replace_all_uses(param, arg);
    }
    let handed = return_operands(body, block);
    let ops: Vec<Op> = body.ops_in(block).collect();
    for op in ops {
        if body.has_trait(op, Traits::TERMINATOR) {
            body.erase_op(op);
        } else {
            body.move_before(op, before);
        }
    }
    handed
}

/// The operands of a block's terminator: what the block hands to the op around it.
pub fn return_operands(body: &Body, block: Block) -> Vec<Value> {
    body.last_op(block)
        .filter(|&last| body.has_trait(last, Traits::TERMINATOR))
        .map(|last| body.operands(last).collect())
        .unwrap_or_default()
}
