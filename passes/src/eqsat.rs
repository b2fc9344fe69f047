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

#[path = "eqsat/cost_stub.rs"]
mod cost;
mod evaluate;
mod extract;
mod facts;
mod graph;
mod loaded;
mod node;
mod pattern;
mod range;
mod rule;
mod rules;
mod saturate;
mod segment;
mod term;

use std::sync::{Arc, LazyLock};

use egg::Id;
use hashbrown::HashSet;
use tfl_ir::{Block, Body, Op};

pub use cost::{CostModel, Objective};
use loaded::Loaded;
use saturate::{Budget, Saturation};
use segment::Segment;

/// Ops of one block that are optimized together; longer blocks are cut, and once more elsewhere.
const STRETCH: usize = 2000;
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
}

impl Default for Config {
    fn default() -> Config {
        Config { model: CostModel::builtin(), exact: false, iterations: 12, disabled: Vec::new() }
    }
}

/// What was done to one stretch of code.
#[derive(Clone, Debug, Default)]
pub struct StretchReport {
    /// Ops of the stretch before, constants included.
    pub ops: usize,
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

/// Optimizes all code of a function.
pub fn optimize(body: &mut Body, config: &Config) -> Vec<StretchReport> {
    let mut reports = Vec::new();
    for block in blocks_inside_out(body) {
        let count = body.ops_in(block).count();
        let mut pieces = segment::stretches(body, block, STRETCH, 0);
        let several = pieces.len() > 1;
        for ops in pieces.drain(..) {
            reports.extend(optimize_ops(body, ops, config));
        }
        if several && count > STRETCH {
            // What spans a cut is seen whole the second time.
            for ops in segment::stretches(body, block, STRETCH, STRETCH / 2) {
                reports.extend(optimize_ops(body, ops, config));
            }
        }
    }
    reports
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

fn optimize_ops(body: &mut Body, ops: Vec<Op>, config: &Config) -> Option<StretchReport> {
    let count = ops.len();
    let mut segment = Segment::read(body, ops);
    let before = segment.graph.num_nodes();
    if before == 0 {
        return None;
    }
    let budget =
        Budget { iterations: config.iterations, nodes: NODES.0 + NODES.1 * before, sibling_iterations: 2 };
    let disabled: HashSet<&str> = config.disabled.iter().map(String::as_str).collect();
    let allowed = |rule: &Loaded| !disabled.contains(rule.rule.name);
    let run = saturate::saturate(&mut segment.graph, budget, config.exact, &allowed);
    segment.graph.index();
    let extraction = extract::extract(&segment.graph, &segment.roots(), &run.bundles, &config.model);
    let known: HashSet<Id> = segment.constants.iter().map(|&(id, _)| segment.graph.egraph.find(id)).collect();
    let wanted: Vec<Id> = extraction
        .needed
        .iter()
        .filter(|chosen| chosen.node.is_none() && !known.contains(&chosen.class))
        .map(|chosen| chosen.class)
        .collect();
    let constants = evaluate::evaluate(&segment.graph, &wanted);
    // A constant that cannot be computed after all leaves the code as it is.
    if wanted.iter().all(|id| constants.contains_key(id)) {
        segment::write_back(body, &segment, &extraction, &constants);
    }
    Some(report(count, before, &run, (extraction.before, extraction.after)))
}

fn report(ops: usize, before: usize, run: &Saturation, cost: (u64, u64)) -> StretchReport {
    let name = |number: u32| {
        loaded::loaded().iter().find(|loaded| loaded.number == number).map_or("", |loaded| loaded.rule.name)
    };
    let mut fired: Vec<(&'static str, u32)> =
        run.fired.iter().map(|(&rule, &times)| (name(rule), times)).collect();
    fired.sort_unstable();
    StretchReport {
        ops,
        nodes: (before, run.nodes),
        iterations: run.iterations,
        saturated: run.saturated,
        cost,
        fired,
        top: run.top_offender(),
    }
}

/// Ops that the interpreter runs, so that constants can be computed.
fn is_evaluable(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| tfl_interpreter::operator_names().into_iter().collect());
    NAMES.contains(name)
}
