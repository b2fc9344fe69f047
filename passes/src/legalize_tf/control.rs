//! Control flow by regions.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Body, Op, OpState, Type, Value};

use crate::attrs::flag;

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "legalize-if", root: "tf.IfRegion", apply: &branch }];

/// Loops, for `tfl-legalize-tf-while`.
pub(crate) const LOOPS: &[Pattern] =
    &[Pattern { name: "legalize-while", root: "tf.WhileRegion", apply: &repetition }];

fn branch(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let cond = rw.body.operand(op, 0)?;
    if rw.body.ty(cond).elem()? != Type::i1() {
        return None;
    }
    let state = rw.state("tfl.if").operands([cond]);
    move_regions(rw, op, state)
}

fn repetition(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let operands: Vec<Value> = rw.body.operands(op).collect();
    let stateless = Attr::bool(flag(rw.body, op, "is_stateless"));
    let state = rw.state("tfl.while").attr("is_stateless", stateless).operands(operands);
    move_regions(rw, op, state)
}

/// Makes the op of `state` with the regions and result types of the root, whose place it takes.
fn move_regions(rw: &mut Rewriter<'_>, op: Op, state: OpState) -> Option<()> {
    let regions = rw.body.op_regions(op).to_vec();
    let types = rw.body.result_types(op);
    let made = rw.insert(state.results(types).regions(regions.len()));
    for (from, to) in regions.into_iter().zip(rw.body.op_regions(made).to_vec()) {
        rw.body.take_blocks(from, to);
        for block in rw.body.region_blocks(to).to_vec() {
            legalize_yield(rw.body, block);
        }
    }
    let values: Vec<Value> = rw.body.results(made).collect();
    rw.replace(&values);
    Some(())
}

fn legalize_yield(body: &mut Body, block: tfl_ir::Block) {
    let Some(last) = body.last_op(block).filter(|&last| body.name(last) == *"tf.Yield") else { return };
    let values: Vec<Value> = body.operands(last).collect();
    let state = OpState::new("tfl.yield", body.loc(last).clone()).operands(values);
    body.insert_new(last, state);
    body.erase_op(last);
}
