//! A body: the regions of one isolated op, in arenas.
//!
//! Everything inside an isolated op (a function) lives in its own [`Body`], so that passes work on
//! functions in parallel without locks and cloning one is a copy of arenas. Regions of ops that are
//! not isolated live in the body around them. An isolated op inside a body owns a nested body.
//!
//! Invariants:
//! - every operand slot of a live op is in the use list of its value, and nowhere else;
//! - the results of an op are consecutive values, their number never changes;
//! - `prev`/`next` of the ops of a block form one chain from `first` to `last`;
//! - ids are never reused: a side table keyed by id stays true while the body changes.

mod blocks;
mod check;
mod clone;
mod journal;
mod operands;
mod ops;
mod walk;

pub use clone::ValueMap;
pub use ops::OpState;

use crate::{Block, Dict, Loc, Op, OpName, Region, Type, Value};

/// The regions of one isolated op.
#[derive(Clone, Debug, Default)]
pub struct Body {
    ops: Vec<OpData>,
    values: Vec<ValueData>,
    slots: Vec<OperandSlot>,
    blocks: Vec<BlockData>,
    regions: Vec<RegionData>,
    root: Vec<Region>,
    /// Ops noted since the journal was started; see `journal.rs`.
    journal: Option<Vec<Op>>,
}

#[derive(Clone, Debug)]
struct OpData {
    name: OpName,
    loc: Loc,
    props: Dict,
    attrs: Dict,
    first_operand: u32,
    num_operands: u32,
    first_result: u32,
    num_results: u32,
    block: Block,
    prev: Op,
    next: Op,
    erased: bool,
    /// What few ops have, out of line.
    extra: Option<Box<OpExtra>>,
}

#[derive(Clone, Debug, Default)]
struct OpExtra {
    regions: Vec<Region>,
    successors: Vec<Block>,
    nested: Option<Box<Body>>,
}

#[derive(Clone, Copy, Debug)]
struct OperandSlot {
    value: Value,
    owner: Op,
    prev: u32,
    next: u32,
}

#[derive(Clone, Copy, Debug)]
struct ValueData {
    ty: Type,
    def: ValueDef,
    first_use: u32,
}

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueDef {
    /// Result of an op, by its number.
    Result(Op, u32),
    /// Argument of a block, by its number.
    Arg(Block, u32),
    /// Stands for a value that is not defined yet (while reading text).
    Placeholder,
}

#[derive(Clone, Debug)]
struct BlockData {
    region: Option<Region>,
    args: Vec<Value>,
    arg_locs: Vec<Loc>,
    first: Op,
    last: Op,
}

#[derive(Clone, Debug)]
struct RegionData {
    /// `None` for a root region.
    parent: Option<Op>,
    blocks: Vec<Block>,
}

/// The end of a use list.
const NO_SLOT: u32 = u32::MAX;

impl Body {
    /// A body with `regions` empty root regions.
    pub fn new(regions: usize) -> Body {
        let mut body = Body::default();
        for _ in 0..regions {
            body.add_root_region();
        }
        body
    }

    /// Adds a root region and returns it.
    pub fn add_root_region(&mut self) -> Region {
        let region = self.new_region(None);
        self.root.push(region);
        region
    }

    fn new_region(&mut self, parent: Option<Op>) -> Region {
        let region = Region::from_index(self.regions.len());
        self.regions.push(RegionData { parent, blocks: Vec::new() });
        region
    }

    /// The regions of the isolated op that owns this body.
    pub fn root_regions(&self) -> &[Region] {
        &self.root
    }

    /// The first block of the first root region.
    pub fn entry(&self) -> Option<Block> {
        self.region_blocks(*self.root.first()?).first().copied()
    }

    /// Number of ops ever made, for dense side tables keyed by [`Op::index`].
    pub fn op_capacity(&self) -> usize {
        self.ops.len()
    }

    /// Number of values ever made, for dense side tables keyed by [`Value::index`].
    pub fn value_capacity(&self) -> usize {
        self.values.len()
    }

    fn op(&self, op: Op) -> &OpData {
        &self.ops[op.index()]
    }

    fn op_mut(&mut self, op: Op) -> &mut OpData {
        &mut self.ops[op.index()]
    }

    fn block(&self, block: Block) -> &BlockData {
        &self.blocks[block.index()]
    }

    fn block_mut(&mut self, block: Block) -> &mut BlockData {
        &mut self.blocks[block.index()]
    }
}

#[cfg(test)]
mod tests;
