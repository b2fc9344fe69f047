//! A function as a flat list of steps, made once and run many times.
//!
//! Invariants: every source of a step was written by an earlier step of its block, or is an argument
//! or a constant; a slot is written once; a slot is freed after the last step that reads it.

mod build;
mod calls;
mod constants;
mod control;
mod liveness;
mod sparse;

use std::sync::Arc;

use hashbrown::HashMap;
use tfl_ir::{Loc, Type};

use crate::Tensor;
use crate::call::Eval;

pub(crate) use build::build;

/// Where a value is when a step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// An optional operand that is not there.
    Absent,
    /// A slot of the block's frame.
    Slot(u32),
    /// An entry of the program's constants.
    Const(u32),
}

/// A block of a program, by number.
pub(crate) type BlockId = usize;

/// Everything that entry functions need to run.
pub(crate) struct Program {
    pub(crate) blocks: Vec<BlockPlan>,
    pub(crate) constants: Vec<Tensor>,
    /// Blocks of the planned functions, by name.
    pub(crate) functions: HashMap<Arc<str>, BlockId>,
    /// Number of state tensors of stateful operators.
    pub(crate) cells: usize,
}

/// A function body or a region.
#[derive(Default)]
pub(crate) struct BlockPlan {
    /// Slots of the arguments, then of the values captured from around a region.
    pub(crate) args: Vec<u32>,
    /// Number of slots.
    pub(crate) slots: usize,
    pub(crate) steps: Vec<Step>,
    pub(crate) results: Vec<Source>,
}

/// One op.
pub(crate) struct Step {
    /// Name, for messages.
    pub(crate) name: &'static str,
    pub(crate) loc: Loc,
    pub(crate) inputs: Vec<Source>,
    /// Slot of the first result; the others follow.
    pub(crate) first_result: u32,
    /// Declared types of the results.
    pub(crate) results: Vec<Type>,
    pub(crate) action: Action,
    /// Slots that no later step reads; those of arguments belong to the caller and are not among them.
    pub(crate) dead: Vec<u32>,
}

/// What a step does.
pub(crate) enum Action {
    /// Runs a kernel.
    Eval(Eval),
    /// Calls a block with the inputs.
    Call(BlockId),
    /// Runs a block once in a session's life.
    CallOnce(BlockId),
    /// Runs one of two blocks by the first input.
    If { then: Target, otherwise: Target },
    /// Runs `body` on the inputs while `cond` is true of them.
    While { cond: Target, body: Target },
}

/// A block to run with values of the frame around it.
pub(crate) struct Target {
    pub(crate) block: BlockId,
    /// What the region uses from outside; follows the arguments.
    pub(crate) captures: Vec<Source>,
}

impl Step {
    /// The slots that the step reads.
    pub(crate) fn reads(&self) -> impl Iterator<Item = u32> + '_ {
        let targets: [Option<&Target>; 2] = match &self.action {
            Action::If { then: a, otherwise: b } | Action::While { cond: a, body: b } => [Some(a), Some(b)],
            _ => [None, None],
        };
        let captures = targets.into_iter().flatten().flat_map(|target| &target.captures);
        self.inputs.iter().chain(captures).filter_map(|source| match source {
            Source::Slot(slot) => Some(*slot),
            _ => None,
        })
    }
}
