//! `inline`: puts the code of called functions where they are called.
//!
//! ```text
//! %0 = call @square(%x)    =>   %0 = "tfl.mul"(%x, %x)
//! ```
//!
//! Which ops are calls their rows say (`callee`). Functions are taken callees first, so that every
//! function is copied in its final form; calls in a ring stay, and a warning names the ring.

use std::sync::Arc;

use crate::pass::PassCx;
use crate::rewrite::return_operands;
use crate::{
    Block, Body, Diagnostic, Loc, LocKind, Op, SymbolTable, Traits, Value, ValueMap, pass, symbol_name,
};

pass! {
    /// Replaces calls by the code of the called functions.
    ///
    /// Functions without a body or with several blocks are left; so are functions that nothing calls
    /// any more (`symbol-dce` removes them).
    pub(super) Inline = "inline", runs_on: "builtin.module";
    options: {
        /// Refuse to make more ops than this: calls may multiply.
        max_ops: u64 = 5_000_000,
    };
    stats: {
        /// Calls replaced.
        inlined,
    };
    run: run
}

fn run(body: &mut Body, opt: &Inline, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let table = SymbolTable::new(body);
    let functions: Vec<Op> = body.entry().into_iter().flat_map(|block| body.ops_in(block)).collect();
    let graph = CallGraph::new(body, &functions, &table);
    let (order, rings) = graph.callees_first();
    for ring in rings {
        cx.report(ring_warning(body, &ring));
    }
    let mut budget = opt.max_ops;
    for caller in order {
        let Some(mut code) = body.set_nested(caller, None) else { continue };
        let result = inline_calls(&mut code, body, caller, &table, &mut budget);
        body.set_nested(caller, Some(code));
        match result {
            Ok(count) => cx.count(Inline::inlined, count),
            Err(call) => {
                let message = format!("inlining makes more than {} ops", opt.max_ops);
                return Err(Diagnostic::error(call, message)
                    .with_hint("raise the bound with option max-ops, or mark fewer functions for inlining"));
            }
        }
    }
    Ok(())
}

/// At most this many rings of calls are reported.
const MAX_RINGS: usize = 20;

/// Inlines the calls in `code`, the body of `caller`; the location of the call that broke the budget is
/// the error.
fn inline_calls(
    code: &mut Body,
    module: &Body,
    caller: Op,
    table: &SymbolTable,
    budget: &mut u64,
) -> Result<u64, Loc> {
    let mut inlined = 0;
    for call in code.walk() {
        let Some(callee) = callee_of(code, call).and_then(|name| table.get(&name)) else { continue };
        if callee == caller {
            continue;
        }
        // A callee whose body is out for work is in a ring with the caller.
        let Some((source, block)) =
            module.nested(callee).and_then(|source| Some((source, only_block(source)?)))
        else {
            continue;
        };
        let fits = source.block_args(block).len() == code.num_operands(call)
            && source.block_arg_types(block) == code.operand_types(call)
            && return_operands(source, block).len() == code.num_results(call);
        if !fits || calls_ring(source, table, caller) {
            continue;
        }
        *budget = budget.checked_sub(source.walk().len() as u64).ok_or_else(|| code.loc(call).clone())?;
        inline_call(code, call, source, block);
        inlined += 1;
    }
    Ok(inlined)
}

/// Whether a callee still calls the caller: they are in a ring.
fn calls_ring(source: &Body, table: &SymbolTable, caller: Op) -> bool {
    source
        .walk()
        .into_iter()
        .any(|op| callee_of(source, op).and_then(|name| table.get(&name)) == Some(caller))
}

fn inline_call(code: &mut Body, call: Op, source: &Body, block: Block) {
    let mut map = ValueMap::new();
    let args: Vec<Value> = code.operands(call).collect();
    for (&param, arg) in source.block_args(block).iter().zip(args) {
        map.insert(param, arg);
    }
    let at = code.loc(call).clone();
    for op in source.ops_in(block) {
        if source.has_trait(op, Traits::TERMINATOR) {
            continue;
        }
        let copy = code.clone_op(source, op, &mut map);
        code.insert_before(copy, call);
        for op in [vec![copy], code.walk_inside(copy)].concat() {
            let loc = call_site(code.loc(op), &at);
            code.set_loc(op, loc);
        }
    }
    let results: Vec<Value> = return_operands(source, block)
        .into_iter()
        .map(|value| map.get(value).expect("a function returns values of its own"))
        .collect();
    code.replace_op(call, &results);
}

fn call_site(callee: &Loc, caller: &Loc) -> Loc {
    if caller.is_unknown() {
        return callee.clone();
    }
    if callee.is_unknown() {
        return caller.clone();
    }
    Loc::new(LocKind::CallSite { callee: callee.clone(), caller: caller.clone() })
}

fn callee_of(body: &Body, op: Op) -> Option<Arc<str>> {
    body.name(op).info()?.hooks.callee.and_then(|callee| callee(body, op))
}

/// The block of a body with one region of one block.
fn only_block(body: &Body) -> Option<Block> {
    match body.root_regions() {
        [region] => match body.region_blocks(*region) {
            [block] => Some(*block),
            _ => None,
        },
        _ => None,
    }
}

fn ring_warning(body: &Body, ring: &[Op]) -> Diagnostic {
    let names: Vec<String> = ring
        .iter()
        .chain(ring.first())
        .filter_map(|&op| symbol_name(body, op))
        .map(|name| format!("@{name}"))
        .collect();
    let loc = ring.first().map_or(Loc::UNKNOWN, |&op| body.loc(op).clone());
    Diagnostic::warning(loc, format!("functions call themselves and are not inlined: {}", names.join(" -> ")))
}

/// Who calls whom, by position among the module's ops.
struct CallGraph {
    ops: Vec<Op>,
    callees: Vec<Vec<usize>>,
}

impl CallGraph {
    fn new(body: &Body, functions: &[Op], table: &SymbolTable) -> CallGraph {
        let mut position = vec![usize::MAX; body.op_capacity()];
        for (index, op) in functions.iter().enumerate() {
            position[op.index()] = index;
        }
        let callees = functions.iter().map(|&function| {
            let Some(code) = body.nested(function) else { return Vec::new() };
            let mut found: Vec<usize> = Vec::new();
            for op in code.walk() {
                let callee = callee_of(code, op).and_then(|name| table.get(&name));
                found.extend(callee.map(|callee| position[callee.index()]).filter(|&at| at != usize::MAX));
            }
            found.sort_unstable();
            found.dedup();
            found
        });
        CallGraph { callees: callees.collect(), ops: functions.to_vec() }
    }

    /// The functions, each after those it calls, and the rings found on the way.
    fn callees_first(&self) -> (Vec<Op>, Vec<Vec<Op>>) {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        let mut state = vec![State::New; self.ops.len()];
        let (mut order, mut rings) = (Vec::new(), Vec::new());
        for root in 0..self.ops.len() {
            // The way down from the root, each with the number of callees looked at.
            let mut way: Vec<(usize, usize)> = Vec::new();
            if state[root] == State::New {
                state[root] = State::Open;
                way.push((root, 0));
            }
            while let Some((at, next)) = way.last_mut() {
                let at = *at;
                let Some(&callee) = self.callees[at].get(*next) else {
                    state[at] = State::Done;
                    order.push(self.ops[at]);
                    way.pop();
                    continue;
                };
                *next += 1;
                match state[callee] {
                    State::New => {
                        state[callee] = State::Open;
                        way.push((callee, 0));
                    }
                    State::Open if rings.len() < MAX_RINGS => {
                        let from = way.iter().position(|&(open, _)| open == callee).unwrap_or(0);
                        let ring = way.get(from..).unwrap_or_default();
                        rings.push(ring.iter().map(|&(at, _)| self.ops[at]).collect());
                    }
                    State::Open | State::Done => {}
                }
            }
        }
        (order, rings)
    }
}
