//! Changing code: patterns and the driver that applies them, folding, inlining of blocks.
//!
//! Invariant: every op made through a [`Rewriter`] carries the union of the locations of the ops it
//! stands for.

mod constant;
mod fingerprint;
mod fold;
mod greedy;
mod inline;

use crate::{Body, Loc, Op, OpName, OpState, Value};

pub use constant::{FolderFn, constant_of, register_folder};
pub(crate) use fingerprint::Equivalent;
pub use fingerprint::{ConstantKey, constant_key};
pub use fold::ConstantFolder;
pub use greedy::{GreedyConfig, GreedyOutcome, apply_patterns, is_dead};
pub use inline::{inline_block_before, return_operands};

/// A rewrite: where it applies and what it does.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// A kebab verb phrase: what is matched, then what is made.
    pub name: &'static str,
    /// The op kind it is rooted at; empty for every kind.
    pub root: &'static str,
    /// Tries it at an op of that kind: `None` if it does not apply (nothing was changed then).
    pub apply: PatternFn,
}

/// See [`Pattern::apply`].
pub type PatternFn = &'static (dyn Fn(&mut Rewriter<'_>, Op) -> Option<()> + Sync);

/// Changes a body around one op, the root of a match.
pub struct Rewriter<'a> {
    /// The body.
    pub body: &'a mut Body,
    root: Op,
    loc: Loc,
}

impl<'a> Rewriter<'a> {
    /// A rewriter at `root`.
    pub fn new(body: &'a mut Body, root: Op) -> Rewriter<'a> {
        let loc = body.loc(root).clone();
        Rewriter { body, root, loc }
    }

    /// The root of the match.
    pub fn root(&self) -> Op {
        self.root
    }

    /// Counts `op` among what the match replaces: ops made from now on carry its location too.
    pub fn also(&mut self, op: Op) {
        self.loc = Loc::fused([self.loc.clone(), self.body.loc(op).clone()]);
    }

    /// The location that new ops get.
    pub fn loc(&self) -> Loc {
        self.loc.clone()
    }

    /// The state of a new op with the match's location.
    pub fn state(&self, name: impl Into<OpName>) -> OpState {
        OpState::new(name, self.loc())
    }

    /// Makes an op right before the root. An unknown location becomes the match's.
    pub fn insert(&mut self, mut state: OpState) -> Op {
        if state.loc.is_unknown() {
            state.loc = self.loc();
        }
        self.body.insert_new(self.root, state)
    }

    /// Makes an op with one result right before the root and returns that.
    ///
    /// # Panics
    /// When the state has another number of results.
    pub fn value(&mut self, state: OpState) -> Value {
        assert_eq!(state.result_types.len(), 1, "an op made for its value has one result");
        let op = self.insert(state);
        self.body.result(op, 0).expect("the op has one result")
    }

    /// Replaces the root by values that are there.
    ///
    /// # Panics
    /// When the number of values is not that of the root's results.
    pub fn replace(&mut self, values: &[Value]) {
        self.body.replace_op(self.root, values);
    }

    /// Replaces the root by a new op with as many results.
    ///
    /// # Panics
    /// When the number of results differs.
    pub fn replace_with(&mut self, state: OpState) -> Op {
        let new = self.insert(state);
        let values: Vec<Value> = self.body.results(new).collect();
        self.replace(&values);
        new
    }

    /// Erases an op whose results have no uses any more.
    pub fn erase(&mut self, op: Op) {
        self.body.erase_op(op);
    }
}

#[cfg(test)]
mod tests;
