//! Loops: `tf.WhileRegion`, `tfl.while`.

use tfl_ir::{Block, Body, Op, Traits, Value, ValueDef};

use super::{kept, remake};

/// The blocks of a loop that is well formed: as many operands, arguments, values yielded and results.
struct Loop {
    cond: Block,
    body: Block,
    /// The op that ends the body.
    last: Op,
}

impl Loop {
    fn new(body: &Body, op: Op) -> Option<Loop> {
        let &[first, second] = body.op_regions(op) else { return None };
        let (&[cond], &[run]) = (body.region_blocks(first), body.region_blocks(second)) else { return None };
        let last = body.last_op(run).filter(|&last| body.has_trait(last, Traits::TERMINATOR))?;
        let count = body.num_operands(op);
        let formed = body.num_results(op) == count
            && body.num_operands(last) == count
            && [cond, run].iter().all(|&block| body.block_args(block).len() == count);
        formed.then_some(Loop { cond, body: run, last })
    }

    /// Removes the values that go round whose number is not kept; they must have no uses.
    fn keep(&self, body: &mut Body, op: Op, keep: &[bool]) {
        let yielded: Vec<Value> = kept(body.operands(self.last), keep);
        body.set_operands(self.last, &yielded);
        for index in (0..keep.len()).rev().filter(|&index| !keep[index]) {
            body.erase_block_arg(self.cond, index);
            body.erase_block_arg(self.body, index);
        }
        let operands = kept(body.operands(op), keep);
        remake(body, op, operands, keep);
    }
}

/// A value that goes round unchanged is used where it comes from; one that decides nothing goes.
pub(crate) fn simplify_loop(body: &mut Body, op: Op) -> bool {
    let Some(found) = Loop::new(body, op) else { return false };
    use_invariants_from_around(body, op, &found) || drop_idle(body, op, &found)
}

fn use_invariants_from_around(body: &mut Body, op: Op, found: &Loop) -> bool {
    let args = body.block_args(found.body).to_vec();
    let keep: Vec<bool> = body.operands(found.last).zip(&args).map(|(value, &arg)| value != arg).collect();
    if keep.iter().all(|&keep| keep) {
        return false;
    }
    let operands: Vec<Value> = body.operands(op).collect();
    let results: Vec<Value> = body.results(op).collect();
    let in_cond = body.block_args(found.cond).to_vec();
    for (index, _) in keep.iter().enumerate().filter(|(_, keep)| !**keep) {
        for value in [args[index], in_cond[index], results[index]] {
            body.replace_all_uses(value, operands[index]);
        }
    }
    // The terminator's own uses of the arguments are replaced too; they go with the values.
    found.keep(body, op, &keep);
    true
}

/// Values whose results nobody uses and which nothing depends on that is used, or has effects.
fn drop_idle(body: &mut Body, op: Op, found: &Loop) -> bool {
    let args = body.block_args(found.body).to_vec();
    let mut live: Vec<bool> = body
        .results(op)
        .zip(body.block_args(found.cond))
        .map(|(result, &arg)| body.has_uses(result) || body.has_uses(arg))
        .collect();
    if live.iter().all(|&live| live) {
        return false;
    }
    let mut needed = Needed::new(body, found);
    while let Some(index) = needed.newly_live(body, &args, &live) {
        live[index] = true;
    }
    if live.iter().all(|&live| live) {
        return false;
    }
    // What the body computes for the others has no uses but among themselves: they are cut off from the
    // arguments first.
    let operands: Vec<Value> = body.operands(op).collect();
    for index in (0..live.len()).filter(|&index| !live[index]) {
        body.replace_all_uses(args[index], operands[index]);
    }
    found.keep(body, op, &live);
    true
}

/// Which values of a loop's body are needed, worked out backwards.
struct Needed {
    body: Block,
    last: Op,
    /// Values whose makers are still to be looked at.
    work: Vec<Value>,
    seen: Vec<bool>,
    /// Values that go round whose yielded value was looked at.
    taken: Vec<bool>,
}

impl Needed {
    fn new(body: &Body, found: &Loop) -> Needed {
        let mut needed = Needed {
            body: found.body,
            last: found.last,
            work: Vec::new(),
            seen: vec![false; body.value_capacity()],
            taken: vec![false; body.num_operands(found.last)],
        };
        // Ops with effects, or with regions whose effects are not looked into, need their operands.
        for op in body.ops_in(found.body).filter(|&op| op != found.last) {
            let idle = body.has_trait(op, Traits::PURE) && body.op_regions(op).is_empty();
            if !idle {
                needed.take_operands(body, op);
            }
        }
        needed
    }

    fn take_operands(&mut self, body: &Body, op: Op) {
        self.work.extend(body.operands(op));
        for inner in body.walk_inside(op) {
            self.work.extend(body.operands(inner));
        }
    }

    /// An argument that is needed and was not known to be.
    fn newly_live(&mut self, body: &Body, args: &[Value], live: &[bool]) -> Option<usize> {
        for index in (0..live.len()).filter(|&index| live[index]) {
            if !std::mem::replace(&mut self.taken[index], true) {
                self.work.extend(body.operand(self.last, index));
            }
        }
        while let Some(value) = self.work.pop() {
            if std::mem::replace(&mut self.seen[value.index()], true) {
                continue;
            }
            match body.def(value) {
                ValueDef::Result(op, _) if body.parent_block(op) == Some(self.body) => {
                    self.take_operands(body, op);
                }
                ValueDef::Arg(block, index) if block == self.body => {
                    let index = index as usize;
                    if args.get(index) == Some(&value) && !live.get(index).copied().unwrap_or(true) {
                        return Some(index);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
