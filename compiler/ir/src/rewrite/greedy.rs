//! The greedy driver: folds, removes dead ops and applies patterns until nothing changes.
//!
//! Work is a list of ops; an op goes back on it when something around it changed, which the body's
//! journal tells. So the time is that of the changes, not of sweeps over the body.

use hashbrown::HashMap;

use super::{ConstantFolder, Pattern, Rewriter};
use crate::{Body, Op, OpName, Traits};

/// How the driver goes about it.
#[derive(Clone, Copy, Debug)]
pub struct GreedyConfig {
    /// Fold ops and unique constants.
    pub fold: bool,
    /// Apply the `canonicalize` patterns of op rows too.
    pub canonicalize: bool,
    /// Start with the first op of the body, not with the last.
    pub top_down: bool,
    /// Stop after this many sweeps' worth of visits, even if something still changes.
    pub max_iterations: u64,
    /// Stop after this many changes; `None` for no bound of its own.
    pub max_rewrites: Option<u64>,
}

impl Default for GreedyConfig {
    fn default() -> GreedyConfig {
        GreedyConfig {
            fold: true,
            canonicalize: false,
            top_down: true,
            max_iterations: 10,
            max_rewrites: None,
        }
    }
}

/// What the driver did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GreedyOutcome {
    /// Ops replaced by a fold.
    pub folded: u64,
    /// Dead ops removed.
    pub erased: u64,
    /// Applications of patterns.
    pub rewritten: u64,
    /// Whether nothing was left to do.
    pub converged: bool,
}

impl GreedyOutcome {
    /// Whether anything changed.
    pub fn changed(&self) -> bool {
        self.rewrites() > 0
    }

    fn rewrites(&self) -> u64 {
        self.folded + self.erased + self.rewritten
    }
}

/// Applies `patterns` in `body` until none applies. Patterns of one root are tried in order.
pub fn apply_patterns(body: &mut Body, patterns: &[Pattern], config: GreedyConfig) -> GreedyOutcome {
    let mut driver = Driver::new(body, patterns, config);
    driver.add_all(body);
    body.start_journal();
    driver.run(body);
    body.stop_journal();
    driver.outcome
}

struct Driver<'a> {
    by_root: HashMap<OpName, Vec<&'a Pattern>>,
    for_all: Vec<&'a Pattern>,
    config: GreedyConfig,
    folder: ConstantFolder,
    /// Ops to visit, the next on top.
    work: Vec<Op>,
    /// By op: whether it is on the list.
    listed: Vec<bool>,
    visits_left: u64,
    outcome: GreedyOutcome,
}

impl<'a> Driver<'a> {
    fn new(body: &Body, patterns: &'a [Pattern], config: GreedyConfig) -> Driver<'a> {
        let mut by_root: HashMap<OpName, Vec<&Pattern>> = HashMap::new();
        let mut for_all = Vec::new();
        for pattern in patterns {
            if pattern.root.is_empty() {
                for_all.push(pattern);
            } else {
                by_root.entry(OpName::new(pattern.root)).or_default().push(pattern);
            }
        }
        Driver {
            by_root,
            for_all,
            config,
            folder: ConstantFolder::new(body),
            work: Vec::new(),
            listed: Vec::new(),
            visits_left: 0,
            outcome: GreedyOutcome::default(),
        }
    }

    fn add_all(&mut self, body: &mut Body) {
        let mut ops = body.walk();
        if self.config.fold {
            ops.retain(|&op| !body.has_trait(op, Traits::CONSTANT) || self.folder.adopt(body, op));
        }
        // Chains of changes are as long as the code; more visits than this mean patterns that undo
        // each other.
        self.visits_left = (ops.len() as u64 + 1000).saturating_mul(self.config.max_iterations.max(1));
        if self.config.top_down {
            ops.reverse();
        }
        for op in ops {
            self.add(op);
        }
    }

    fn add(&mut self, op: Op) {
        if op.index() >= self.listed.len() {
            self.listed.resize(op.index() + 1, false);
        }
        if !std::mem::replace(&mut self.listed[op.index()], true) {
            self.work.push(op);
        }
    }

    fn run(&mut self, body: &mut Body) {
        while let Some(op) = self.work.pop() {
            self.listed[op.index()] = false;
            let rewrites = self.outcome.rewrites();
            let spent = self.config.max_rewrites.is_some_and(|most| rewrites >= most);
            if spent || self.visits_left == 0 {
                return;
            }
            self.visits_left -= 1;
            if !body.is_erased(op) && body.parent_block(op).is_some() {
                self.visit(body, op);
            }
            // What changed last is visited last, so that producers come before their users.
            for changed in body.take_journal().into_iter().rev() {
                if !body.is_erased(changed) {
                    self.add(changed);
                }
            }
        }
        self.outcome.converged = true;
    }

    fn visit(&mut self, body: &mut Body, op: Op) {
        if is_dead(body, op) {
            self.folder.forget(body, op);
            body.erase_op(op);
            self.outcome.erased += 1;
            return;
        }
        if self.config.fold {
            let constant = body.has_trait(op, Traits::CONSTANT);
            let done = if constant { !self.folder.adopt(body, op) } else { self.folder.fold(body, op) };
            if done {
                self.outcome.folded += 1;
                return;
            }
        }
        let name = body.name(op);
        let patterns = self.by_root.get(&name).into_iter().flatten().chain(&self.for_all);
        for pattern in patterns {
            if (pattern.apply)(&mut Rewriter::new(body, op), op).is_some() {
                self.outcome.rewritten += 1;
                return;
            }
        }
        if self.config.canonicalize
            && let Some(info) = name.info()
            && info.hooks.canonicalize.iter().any(|pattern| pattern(body, op))
        {
            self.outcome.rewritten += 1;
        }
    }
}

/// Whether an op does nothing but make values that nobody uses.
pub fn is_dead(body: &Body, op: Op) -> bool {
    let unused = body.results(op).all(|value| !body.has_uses(value));
    unused && body.num_results(op) > 0 && is_removable(body, op)
}

/// Whether an op, with all that is in its regions, has no effect but its results.
fn is_removable(body: &Body, op: Op) -> bool {
    let plain = |op| body.has_trait(op, Traits::PURE) || body.has_trait(op, Traits::REMOVABLE);
    if body.has_trait(op, Traits::TERMINATOR) {
        return false;
    }
    if !body.has_trait(op, Traits::RECURSIVE_EFFECTS) {
        return plain(op);
    }
    body.walk_inside(op).into_iter().all(|inner| {
        plain(inner)
            || body.has_trait(inner, Traits::RECURSIVE_EFFECTS)
            || body.has_trait(inner, Traits::RETURN_LIKE)
    })
}
