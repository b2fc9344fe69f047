//! `cse`: one op for equal computations.
//!
//! ```text
//! %0 = "tfl.exp"(%x)            %0 = "tfl.exp"(%x)
//! %1 = "tfl.exp"(%x)       =>   "tfl.add"(%0, %0)
//! "tfl.add"(%0, %1)
//! ```
//!
//! An op is replaced only by one that dominates it: earlier in its block, in a dominating block, or in
//! a block around.

use hashbrown::HashMap;

use crate::pass::PassCx;
use crate::rewrite::{Equivalent, is_dead};
use crate::verify::Dominance;
use crate::{Block, Body, Diagnostic, Op, Region, Traits, Value, pass};

pass! {
    /// Replaces pure ops that compute what an earlier op computed, and removes dead pure ops.
    pub(super) Cse = "cse", runs_on: any;
    stats: {
        /// Ops replaced by an earlier one.
        replaced,
        /// Dead ops removed.
        erased,
    };
    run: run
}

/// What is left to do, the next on top.
enum Step {
    Region(Region),
    Block(Block),
    Ops(Op),
    /// Forget the ops seen since this many were known.
    Leave(usize),
}

/// The ops that may stand for others, by what they compute, and the order in which they were seen.
#[derive(Default)]
struct Scope {
    known: HashMap<Equivalent, Op>,
    seen: Vec<Equivalent>,
}

fn run(body: &mut Body, _: &Cse, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let dominated = dominated_blocks(body);
    let mut scope = Scope::default();
    let mut steps: Vec<Step> = body.root_regions().iter().rev().map(|&region| Step::Region(region)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Region(region) => steps.extend(body.region_blocks(region).first().map(|&b| Step::Block(b))),
            Step::Block(block) => {
                steps.push(Step::Leave(scope.seen.len()));
                let below = dominated.get(block.index()).into_iter().flatten();
                steps.extend(below.rev().map(|&block| Step::Block(block)));
                steps.extend(body.first_op(block).map(Step::Ops));
            }
            Step::Ops(op) => {
                steps.extend(body.next_op(op).map(Step::Ops));
                if simplify(body, op, &mut scope, cx) {
                    steps.extend(body.op_regions(op).iter().rev().map(|&region| Step::Region(region)));
                }
            }
            Step::Leave(mark) => {
                for key in scope.seen.drain(mark..) {
                    scope.known.remove(&key);
                }
            }
        }
    }
    Ok(())
}

/// By block: the blocks it dominates directly, in order.
fn dominated_blocks(body: &Body) -> Vec<Vec<Block>> {
    let mut below: Vec<Vec<Block>> = Vec::new();
    let mut regions: Vec<Region> = body.root_regions().to_vec();
    for op in body.walk() {
        regions.extend(body.op_regions(op));
    }
    regions.retain(|&region| body.region_blocks(region).len() > 1);
    if regions.is_empty() {
        return below;
    }
    let dominance = Dominance::new(body);
    for region in regions {
        for &block in body.region_blocks(region) {
            if let Some(above) = dominance.idom(block) {
                if above.index() >= below.len() {
                    below.resize(above.index() + 1, Vec::new());
                }
                below[above.index()].push(block);
            }
        }
    }
    below
}

/// Removes or replaces `op`; returns whether it stays.
fn simplify(body: &mut Body, op: Op, scope: &mut Scope, cx: &PassCx<'_>) -> bool {
    if is_dead(body, op) {
        body.erase_op(op);
        cx.count(Cse::erased, 1);
        return false;
    }
    let pure = body.has_trait(op, Traits::PURE)
        && body.op_regions(op).is_empty()
        && body.nested(op).is_none()
        && !body.has_trait(op, Traits::TERMINATOR);
    if !pure {
        return true;
    }
    let key = Equivalent::new(body, op);
    let Some(&first) = scope.known.get(&key) else {
        scope.known.insert(key.clone(), op);
        scope.seen.push(key);
        return true;
    };
    if body.loc(first).is_unknown() {
        let loc = body.loc(op).clone();
        body.set_loc(first, loc);
    }
    let values: Vec<Value> = body.results(first).collect();
    body.replace_op(op, &values);
    cx.count(Cse::replaced, 1);
    false
}
