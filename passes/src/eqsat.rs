//! Equality saturation: all rewrites at once, then the cheapest whole.
//!
//! ```text
//! block --read--> e-graph --saturate (rules)--> e-graph --extract (cost model)--> block
//! ```
//!
//! A block's pure ops become an e-graph ([`segment`]); rules ([`rules`]) add what is equal until nothing
//! is new ([`saturate`]); the cheapest code by the cost model is chosen ([`extract`]), constants in it
//! are computed ([`evaluate`]) and it takes the place of what was there. Greedy patterns commit to the
//! first rewrite that applies; here no rule excludes another.
//!
//! Invariants: budgets count nodes and rounds, never time; the result never costs more than the input by
//! the cost model; every value keeps its type.

mod alike;
mod candidates;
mod catalogue;
#[cfg(any(test, feature = "check"))]
mod check;
mod cost;
mod evaluate;
mod explain;
mod extract;
mod facts;
mod graph;
mod greedy;
mod loaded;
mod matcher;
mod node;
mod pattern;
mod range;
mod report;
mod rule;
mod rules;
mod saturate;
mod segment;
mod term;
#[cfg(test)]
mod tests;
mod verify;
mod view;

use std::sync::{Arc, LazyLock};

use egg::Id;
use hashbrown::HashSet;
use tfl_ir::{Block, Body, Op};

pub use catalogue::{RuleInfo, near_rule, rules};
pub(crate) use catalogue::{is_rule, names_with_prefix};
#[cfg(feature = "check")]
pub use check::check_rules;
pub use cost::{CostModel, Objective};
pub use explain::{MadeOp, Outcome, StretchReport};
use extract::Extraction;
use loaded::Loaded;
use node::Head;
pub use report::{FunctionReport, OpReport, Totals, Wanted, place};
use saturate::{Budget, Saturation};
use segment::Segment;
pub(crate) use verify::Verify;

/// Ops of one block that are optimized together; longer blocks are cut.
const STRETCH: usize = 2000;
/// Ops on each side of a cut, constants not counted, that are optimized together afterwards.
const AROUND: usize = 256;
/// E-nodes that are always allowed, and how many more for each node of the input.
const NODES: (usize, usize) = (2000, 8);

/// How to optimize.
#[derive(Clone)]
pub struct Config {
    /// Prices of ops.
    pub model: Arc<CostModel>,
    /// Apply only rules that change no bit of any result.
    pub exact: bool,
    /// Rounds of all rules.
    pub iterations: u32,
    /// Names of rules that are not applied.
    pub disabled: Vec<String>,
    /// How rules are applied.
    pub strategy: Strategy,
}

/// How rules are applied. All but the first are there to be compared with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strategy {
    /// All alternatives are kept, and the cheapest whole is taken.
    Saturate,
    /// Each match replaces the code at once.
    Greedy,
    /// Each match replaces the code at once if that makes it cheaper.
    Descent,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            model: CostModel::builtin(),
            exact: false,
            iterations: 12,
            disabled: Vec::new(),
            strategy: Strategy::Saturate,
        }
    }
}

/// Optimizes all code of a function.
pub fn optimize(body: &mut Body, config: &Config) -> Outcome {
    let mut outcome = Outcome::default();
    let disabled: HashSet<&str> = config.disabled.iter().map(String::as_str).collect();
    let rules: Vec<&Loaded> =
        loaded::loaded().iter().filter(|rule| !disabled.contains(rule.rule.name)).collect();
    for block in blocks_inside_out(body) {
        if config.strategy != Strategy::Saturate {
            greedy::optimize_block(body, block, &rules, config, &mut outcome);
            continue;
        }
        let pieces = segment::stretches(body, block, STRETCH);
        let mut left = segment::working_ops(body, block).len();
        let mut cuts = Vec::new();
        for ops in pieces {
            left -= ops.iter().filter(|&&op| !segment::is_constant(body, op)).count();
            optimize_ops(body, ops, &rules, config, &mut outcome);
            cuts.push(segment::working_ops(body, block).len().saturating_sub(left));
        }
        cuts.pop();
        // What spans a cut is seen whole the second time.
        for cut in cuts.into_iter().rev() {
            let ops = segment::working_ops(body, block);
            let around = cut.saturating_sub(AROUND)..ops.len().min(cut + AROUND);
            optimize_ops(body, ops.get(around).unwrap_or_default().to_vec(), &rules, config, &mut outcome);
        }
    }
    outcome.finish(body);
    outcome
}

/// Bytes of all constants: what does not fit in caches is read from memory each time.
pub(crate) fn constant_bytes(body: &Body) -> u64 {
    let stored =
        |op: Op| body.attr(op, "value").and_then(|attr| attr.as_elements()).map(|e| e.raw().len() as u64);
    body.walk().into_iter().filter_map(stored).fold(0, u64::saturating_add)
}

/// Blocks of a body, those inside an op before the block that the op is in.
fn blocks_inside_out(body: &Body) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut regions: Vec<tfl_ir::Region> = body.root_regions().to_vec();
    while let Some(region) = regions.pop() {
        for &block in body.region_blocks(region) {
            blocks.push(block);
            for op in body.ops_in(block) {
                regions.extend(body.op_regions(op));
            }
        }
    }
    blocks.reverse();
    blocks
}

fn optimize_ops(
    body: &mut Body,
    ops: Vec<Op>,
    rules: &[&'static Loaded],
    config: &Config,
    outcome: &mut Outcome,
) {
    let mut segment = Segment::read(body, ops);
    let before = segment.graph.num_nodes();
    if before == 0 {
        return;
    }
    let budget =
        Budget { iterations: config.iterations, nodes: NODES.0 + NODES.1 * before, sibling_iterations: 8 };
    let run = saturate::apply_rules(&mut segment.graph, budget, config.exact, rules.to_vec());
    segment.graph.index();
    let extraction = extract::extract(&segment.graph, &segment.roots(), &run.bundles, &config.model);
    put(body, &segment, &extraction, (before, run), outcome);
}

/// Puts the chosen code in the place of what was there, and says so. `run` is how many nodes there were,
/// and what rules did to them. Returns how many ops rules made.
fn put(
    body: &mut Body,
    segment: &Segment,
    extraction: &Extraction,
    run: (usize, Saturation),
    outcome: &mut Outcome,
) -> usize {
    let (before, run) = run;
    let sources = explain::sources(body, segment);
    let known: HashSet<Id> = segment.constants.iter().map(|&(id, _)| segment.graph.egraph.find(id)).collect();
    let wanted: Vec<Id> = extraction
        .needed
        .iter()
        .filter(|chosen| chosen.node.is_none() && !known.contains(&chosen.class))
        .map(|chosen| chosen.class)
        .collect();
    let constants = evaluate::evaluate(&segment.graph, &wanted);
    // A constant that cannot be computed after all leaves the code as it is.
    let complete = wanted.iter().all(|id| constants.contains_key(id));
    let written = match complete {
        true => segment::write_back(body, segment, extraction, &constants),
        false => segment::Written::default(),
    };
    let made = written.made.iter();
    let made: Vec<MadeOp> =
        made.map(|&(op, number)| explain::made(body, &segment.graph, op, number, &sources)).collect();
    let is_op = |head: Head| matches!(head, Head::Op(_) | Head::Opaque(_));
    let count = |heads: &mut dyn Iterator<Item = Head>| heads.filter(|&head| is_op(head)).count();
    let input = segment.graph.num_input_ops();
    let output = match complete {
        true => count(&mut extraction.needed.iter().filter_map(|c| c.node.as_ref()).map(|node| node.head)),
        false => input,
    };
    let report = StretchReport {
        ops: (input, output),
        nodes: (before, run.nodes),
        iterations: run.iterations,
        saturated: run.saturated,
        cost: (extraction.before, if complete { extraction.after } else { extraction.before }),
        fired: run.fired_by_name(),
        top: run.top_offender(),
    };
    let count = made.len();
    outcome.add(report, made, &written.moved);
    count
}

/// Ops that the interpreter runs, so that constants can be computed.
fn is_evaluable(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| tfl_interpreter::operator_names().into_iter().collect());
    NAMES.contains(name)
}
