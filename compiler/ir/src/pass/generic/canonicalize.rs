//! `canonicalize`: folds, removes dead pure ops, applies per-op patterns to a fixpoint.
//!
//! ```text
//! %0 = "tf.Identity"(%x)            return %x
//! return %0                    =>
//! ```
//!
//! Invariant: never adds an op kind that was not in the input's dialects.

use crate::pass::PassCx;
use crate::rewrite::{GreedyConfig, apply_patterns};
use crate::verify::Dominance;
use crate::{Block, Body, Diagnostic, Region, pass};

pass! {
    /// Folds ops, removes what is dead or unreachable and applies each op's own simplifications.
    ///
    /// Constants are merged and stand at the front of their function.
    pub(super) Canonicalize = "canonicalize", runs_on: any;
    options: {
        /// Stop after this many sweeps' worth of visits even if something still changes; -1 for no bound.
        max_iterations: i64 = 10,
        /// Stop after this many changes; -1 for no bound.
        max_num_rewrites: i64 = -1,
        /// Start with the first op, not with the last.
        top_down: bool = true,
        /// Simplify control flow: `disabled`, or `normal` to remove blocks that are never reached.
        region_simplify: String = "normal".to_owned(),
        /// Fail if something still changes when a bound is reached.
        test_convergence: bool = false,
    };
    stats: {
        /// Ops replaced by a value or a constant.
        folded,
        /// Dead ops removed.
        erased,
        /// Applications of ops' own patterns.
        rewritten,
        /// Blocks removed because control never reaches them.
        unreachable_blocks,
    };
    run: run
}

fn run(body: &mut Body, opt: &Canonicalize, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    if opt.region_simplify != "disabled" {
        cx.count(Canonicalize::unreachable_blocks, remove_unreachable(body));
    }
    let config = GreedyConfig {
        canonicalize: true,
        top_down: opt.top_down,
        max_iterations: u64::try_from(opt.max_iterations).unwrap_or(u64::MAX),
        max_rewrites: u64::try_from(opt.max_num_rewrites).ok(),
        ..GreedyConfig::default()
    };
    let outcome = apply_patterns(body, &[], config);
    cx.count(Canonicalize::folded, outcome.folded);
    cx.count(Canonicalize::erased, outcome.erased);
    cx.count(Canonicalize::rewritten, outcome.rewritten);
    if opt.test_convergence && !outcome.converged {
        return Err(Diagnostic::error(cx.loc().clone(), "canonicalization did not converge")
            .with_hint("raise max-iterations, or look for patterns that undo each other"));
    }
    Ok(())
}

/// Erases the blocks that control never reaches; returns how many.
fn remove_unreachable(body: &mut Body) -> u64 {
    let mut regions: Vec<Region> = body.root_regions().to_vec();
    for op in body.walk() {
        regions.extend(body.op_regions(op));
    }
    // One block is always reached, and most regions have one.
    regions.retain(|&region| body.region_blocks(region).len() > 1);
    if regions.is_empty() {
        return 0;
    }
    let dominance = Dominance::new(body);
    let mut dead: Vec<Block> = Vec::new();
    for region in regions {
        let blocks = body.region_blocks(region).iter();
        dead.extend(blocks.copied().filter(|&block| !dominance.is_reachable(block)));
    }
    body.erase_blocks(&dead);
    dead.len() as u64
}
