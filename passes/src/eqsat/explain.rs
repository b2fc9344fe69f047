//! Where the ops of the result come from.

use std::sync::Arc;

use tfl_ir::{Body, Loc, Op, OpName, Value};

use super::graph::Graph;
use super::loaded::rule_name;
use super::segment::Segment;

/// The most rules of one chain that are told.
const MAX_CHAIN: usize = 64;

/// An op that rules made.
#[derive(Clone, Debug)]
pub struct MadeOp {
    /// The op, in the function as optimization left it.
    pub op: Op,
    /// Its kind.
    pub name: OpName,
    /// Kinds and locations of the ops it stands for, in program order.
    pub sources: Vec<(OpName, Loc)>,
    /// The rules that led to it, the first applied first.
    pub rules: Vec<&'static str>,
}

/// What was done to one stretch of code.
#[derive(Clone, Debug, Default)]
pub struct StretchReport {
    /// Ops of the stretch before and after, constants not counted.
    pub ops: (usize, usize),
    /// E-nodes before and after saturation.
    pub nodes: (usize, usize),
    /// Rounds of rules.
    pub iterations: u32,
    /// Whether nothing was left to do when it ended.
    pub saturated: bool,
    /// Picoseconds before and after, by the cost model.
    pub cost: (u64, u64),
    /// Applications of rules, by name, sorted.
    pub fired: Vec<(&'static str, u32)>,
    /// The rule that added most nodes, and how many.
    pub top: Option<(&'static str, u32)>,
}

/// What was done to a function.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Stretches in the order in which they were optimized; longer blocks have several.
    pub stretches: Vec<StretchReport>,
    /// The ops that rules made, those that a later stretch replaced left out.
    pub made: Vec<MadeOp>,
    /// Values of the function before, in program order, and the values that compute the same now.
    pub values: Vec<(Value, Value)>,
}

/// Kinds and locations of the ops of a stretch, taken before they change.
pub(super) type Sources = Arc<[(OpName, Loc)]>;

/// Kinds and locations of the ops of a segment.
pub(super) fn sources(body: &Body, segment: &Segment) -> Sources {
    segment.ops.iter().map(|&op| (body.name(op), body.loc(op).clone())).collect()
}

/// What is to be said of an op that the node `number` became.
pub(super) fn made(body: &Body, graph: &Graph, op: Op, number: u32, sources: &Sources) -> MadeOp {
    let of = graph.origin_of(number).map(|origin| origin.sources.clone()).unwrap_or_default();
    let sources = of.iter().filter_map(|&at| sources.get(at as usize).cloned()).collect();
    MadeOp { op, name: body.name(op), sources, rules: chain(graph, number) }
}

/// The rules on the way to a node: those of what the last one matched come first.
fn chain(graph: &Graph, number: u32) -> Vec<&'static str> {
    let (mut rules, mut seen) = (Vec::new(), hashbrown::HashSet::new());
    let mut pending = vec![(number, false)];
    while let Some((node, done)) = pending.pop() {
        let Some(origin) = graph.origin_of(node) else { continue };
        let Some(rule) = origin.rule else { continue };
        if done {
            let name = rule_name(rule);
            if !rules.contains(&name) {
                rules.push(name);
            }
        } else if seen.insert(node) && seen.len() <= MAX_CHAIN {
            pending.push((node, true));
            pending.extend(origin.from.iter().rev().map(|&from| (from, false)));
        }
    }
    rules
}

impl Outcome {
    /// Adds what was done to one more stretch.
    pub(super) fn add(&mut self, report: StretchReport, made: Vec<MadeOp>, moved: &[(Value, Value)]) {
        self.stretches.push(report);
        self.made.extend(made);
        let known: hashbrown::HashMap<Value, Value> = moved.iter().copied().collect();
        let older: hashbrown::HashSet<Value> = self.values.iter().map(|&(_, now)| now).collect();
        for (_, now) in &mut self.values {
            if let Some(&newer) = known.get(now) {
                *now = newer;
            }
        }
        self.values.extend(moved.iter().filter(|(old, _)| !older.contains(old)));
    }

    /// Drops what later stretches replaced.
    pub(super) fn finish(&mut self, body: &Body) {
        self.made.retain(|made| !body.is_erased(made.op));
        self.values.retain(|&(_, now)| body.defining_op(now).is_none_or(|op| !body.is_erased(op)));
    }
}
