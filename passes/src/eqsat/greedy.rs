//! The same rules applied one match at a time, so that what saturation gains can be measured.
//!
//! Rules are tried in the order of the catalogue. A match replaces the op at its root at once; the code as
//! it then is, is read anew, and alternatives are never kept side by side. A rule is applied wherever it
//! matches, in program order, before the next rule is tried; rounds of all rules end when one changes
//! nothing, or after as many as saturation has.
//!
//! Invariants: budgets count rewrites and rounds, never time; with [`Strategy::Descent`] the result never
//! costs more than the input.

use tfl_ir::{Block, Body};

use super::explain::Outcome;
use super::extract::replace;
use super::loaded::Loaded;
use super::saturate::apply_one;
use super::segment::{Segment, stretches};
use super::{Config, Strategy, put};

/// Rewrites of a block that are always allowed, and how many more for each of its ops: rules that undo
/// each other would go on for ever.
const REWRITES: (usize, usize) = (64, 4);

/// Optimizes a block.
pub(super) fn optimize_block(
    body: &mut Body,
    block: Block,
    rules: &[&'static Loaded],
    config: &Config,
    outcome: &mut Outcome,
) {
    let left = REWRITES.0 + REWRITES.1 * body.ops_in(block).count();
    let mut run = Run { body, block, config, outcome, left, cost: None };
    for _ in 0..config.iterations {
        let mut changed = false;
        for rule in rules {
            changed |= run.apply_everywhere(rule);
        }
        if !changed {
            return;
        }
    }
}

struct Run<'a> {
    body: &'a mut Body,
    block: Block,
    config: &'a Config,
    outcome: &'a mut Outcome,
    /// Rewrites that may still be done.
    left: usize,
    /// Picoseconds of the code as it is, once known.
    cost: Option<u64>,
}

/// What became of a match.
enum Step {
    /// There is no such match.
    Missing,
    /// The code stays.
    Refused,
    /// The code is another.
    Taken,
}

impl Run<'_> {
    /// Applies a rule wherever it matches. Returns whether the code is another.
    fn apply_everywhere(&mut self, rule: &'static Loaded) -> bool {
        let mut most = self.body.ops_in(self.block).count().min(self.left);
        let (mut refused, mut changed) = (0, false);
        while most > 0 {
            match self.step(rule, refused) {
                Step::Missing => break,
                Step::Refused => refused += 1,
                Step::Taken => {
                    changed = true;
                    most -= 1;
                    self.left -= 1;
                    self.cost = None;
                }
            }
        }
        changed
    }

    /// Applies match number `at` of a rule.
    fn step(&mut self, rule: &'static Loaded, at: usize) -> Step {
        let Some(mut segment) = self.read() else { return Step::Missing };
        let nodes = segment.graph.num_nodes();
        let model = &self.config.model;
        if self.cost.is_none() {
            segment.graph.index();
            self.cost = replace(&segment.graph, &segment.roots(), &[], model).map(|code| code.after);
        }
        let Some(run) = apply_one(&mut segment.graph, self.config.exact, rule, at) else {
            return Step::Missing;
        };
        segment.graph.index();
        let chosen = run.bundles.first().map_or(&[][..], Vec::as_slice);
        let extraction =
            replace(&segment.graph, &segment.roots(), chosen, model).filter(|_| !chosen.is_empty());
        let (Some(mut extraction), Some(cost)) = (extraction, self.cost) else { return Step::Refused };
        extraction.before = cost;
        if self.config.strategy == Strategy::Descent && extraction.after >= cost {
            return Step::Refused;
        }
        let ops = segment.ops.len();
        let made = put(self.body, &segment, &extraction, (nodes, run), self.outcome);
        match made > 0 || self.body.ops_in(self.block).count() != ops {
            true => Step::Taken,
            false => Step::Refused,
        }
    }

    fn read(&self) -> Option<Segment> {
        let ops = stretches(self.body, self.block, usize::MAX / 2).into_iter().next()?;
        let segment = Segment::read(self.body, ops);
        (segment.graph.num_nodes() > 0).then_some(segment)
    }
}
