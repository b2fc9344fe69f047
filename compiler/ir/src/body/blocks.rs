//! Blocks, regions and the order of ops.

use super::{BlockData, Body, NO_SLOT, ValueData, ValueDef};
use crate::{Block, Loc, Op, Region, Type, Value};

impl Body {
    /// Makes an empty block at the end of `region`.
    pub fn append_block(&mut self, region: Region) -> Block {
        let block = self.create_block();
        self.attach_block(region, block);
        block
    }

    /// Makes an empty block that is in no region yet.
    pub fn create_block(&mut self) -> Block {
        let block = Block::from_index(self.blocks.len());
        self.blocks.push(BlockData {
            region: None,
            args: Vec::new(),
            arg_locs: Vec::new(),
            first: Op::NONE,
            last: Op::NONE,
        });
        block
    }

    /// Puts a block that is in no region at the end of `region`.
    pub fn attach_block(&mut self, region: Region, block: Block) {
        self.block_mut(block).region = Some(region);
        self.regions[region.index()].blocks.push(block);
    }

    /// Moves all blocks of `from` to the end of `to`.
    pub fn take_blocks(&mut self, from: Region, to: Region) {
        let blocks = std::mem::take(&mut self.regions[from.index()].blocks);
        for block in blocks {
            self.attach_block(to, block);
        }
    }

    /// Takes a block out of its region; its ops stay in it.
    pub fn detach_block(&mut self, block: Block) {
        if let Some(region) = self.block_mut(block).region.take() {
            self.regions[region.index()].blocks.retain(|&b| b != block);
        }
    }

    /// Erases a block and its ops.
    pub fn erase_block(&mut self, block: Block) {
        let ops: Vec<Op> = self.ops_in(block).collect();
        for op in ops.into_iter().rev() {
            self.erase_op(op);
        }
        self.detach_block(block);
    }

    /// Erases several blocks and their ops, which may use each other's values.
    pub fn erase_blocks(&mut self, doomed: &[Block]) {
        let ops: Vec<Op> = doomed.iter().flat_map(|&block| self.ops_in(block).collect::<Vec<_>>()).collect();
        for &op in &ops {
            for inner in self.walk_inside(op) {
                self.set_operands(inner, &[]);
            }
            self.set_operands(op, &[]);
        }
        for op in ops {
            self.erase_op(op);
        }
        let mut regions: Vec<Region> = doomed.iter().filter_map(|&block| self.block_region(block)).collect();
        regions.sort_unstable();
        regions.dedup();
        for &block in doomed {
            self.block_mut(block).region = None;
        }
        for region in regions {
            let mut blocks = std::mem::take(&mut self.regions[region.index()].blocks);
            blocks.retain(|&block| self.block(block).region == Some(region));
            self.regions[region.index()].blocks = blocks;
        }
    }

    /// The blocks of a region, in order.
    pub fn region_blocks(&self, region: Region) -> &[Block] {
        &self.regions[region.index()].blocks
    }

    /// The op whose region it is; `None` for a root region.
    pub fn region_parent(&self, region: Region) -> Option<Op> {
        self.regions[region.index()].parent
    }

    /// The region a block is in.
    pub fn block_region(&self, block: Block) -> Option<Region> {
        self.block(block).region
    }

    /// The arguments of a block.
    pub fn block_args(&self, block: Block) -> &[Value] {
        &self.block(block).args
    }

    /// The types of a block's arguments.
    pub fn block_arg_types(&self, block: Block) -> Vec<Type> {
        self.block(block).args.iter().map(|&value| self.ty(value)).collect()
    }

    /// Adds an argument to a block.
    pub fn add_block_arg(&mut self, block: Block, ty: Type, loc: Loc) -> Value {
        let value = Value::from_index(self.values.len());
        let index = self.block(block).args.len() as u32;
        self.values.push(ValueData { ty, def: ValueDef::Arg(block, index), first_use: NO_SLOT });
        let data = self.block_mut(block);
        data.args.push(value);
        data.arg_locs.push(loc);
        value
    }

    /// Removes argument number `index` of a block, which must have no uses.
    ///
    /// # Panics
    /// When there is no such argument; in debug builds also when it has uses.
    pub fn erase_block_arg(&mut self, block: Block, index: usize) {
        let value = self.block_mut(block).args.remove(index);
        self.block_mut(block).arg_locs.remove(index);
        debug_assert!(!self.has_uses(value), "an erased argument has no uses");
        self.values[value.index()].def = ValueDef::Placeholder;
        for later in index..self.block(block).args.len() {
            let value = self.block(block).args[later];
            self.values[value.index()].def = ValueDef::Arg(block, later as u32);
        }
    }

    /// The location of a value: of the op that makes it, or of the block argument.
    pub fn value_loc(&self, value: Value) -> Loc {
        match self.def(value) {
            ValueDef::Result(op, _) => self.loc(op).clone(),
            ValueDef::Arg(block, index) => {
                self.block(block).arg_locs.get(index as usize).cloned().unwrap_or_default()
            }
            ValueDef::Placeholder => Loc::UNKNOWN,
        }
    }

    /// Sets the location of argument number `index` of a block.
    pub fn set_arg_loc(&mut self, block: Block, index: usize, loc: Loc) {
        if let Some(slot) = self.block_mut(block).arg_locs.get_mut(index) {
            *slot = loc;
        }
    }

    /// The first op of a block.
    pub fn first_op(&self, block: Block) -> Option<Op> {
        self.block(block).first.some()
    }

    /// The last op of a block.
    pub fn last_op(&self, block: Block) -> Option<Op> {
        self.block(block).last.some()
    }

    /// The op after `op` in its block.
    pub fn next_op(&self, op: Op) -> Option<Op> {
        self.op(op).next.some()
    }

    /// The op before `op` in its block.
    pub fn prev_op(&self, op: Op) -> Option<Op> {
        self.op(op).prev.some()
    }

    /// The block an op is in.
    pub fn parent_block(&self, op: Op) -> Option<Block> {
        self.op(op).block.some()
    }

    /// The op around an op, inside this body.
    pub fn parent_op(&self, op: Op) -> Option<Op> {
        self.region_parent(self.block_region(self.parent_block(op)?)?)
    }

    /// The ops of a block, in order. The block must not change meanwhile; see [`Body::walk`] for that.
    pub fn ops_in(&self, block: Block) -> impl Iterator<Item = Op> + '_ {
        std::iter::successors(self.first_op(block), |&op| self.next_op(op))
    }

    /// Puts an op that is in no block at the end of `block`.
    pub fn append_op(&mut self, block: Block, op: Op) {
        let last = self.block(block).last;
        self.splice(block, last, op, Op::NONE);
    }

    /// Puts an op that is in no block right before `before`.
    pub fn insert_before(&mut self, op: Op, before: Op) {
        let (block, prev) = (self.op(before).block, self.op(before).prev);
        self.splice(block, prev, op, before);
    }

    /// Puts an op that is in no block right after `after`.
    pub fn insert_after(&mut self, op: Op, after: Op) {
        let (block, next) = (self.op(after).block, self.op(after).next);
        self.splice(block, after, op, next);
    }

    /// Takes an op out of its block and puts it right before `before`.
    pub fn move_before(&mut self, op: Op, before: Op) {
        if op != before {
            self.detach(op);
            self.insert_before(op, before);
        }
    }

    fn splice(&mut self, block: Block, prev: Op, op: Op, next: Op) {
        debug_assert!(self.op(op).block == Block::NONE, "the op is in no block");
        let data = self.op_mut(op);
        (data.block, data.prev, data.next) = (block, prev, next);
        match prev.some() {
            Some(prev) => self.op_mut(prev).next = op,
            None => self.block_mut(block).first = op,
        }
        match next.some() {
            Some(next) => self.op_mut(next).prev = op,
            None => self.block_mut(block).last = op,
        }
    }

    /// Takes an op out of its block; it keeps its operands.
    pub fn detach(&mut self, op: Op) {
        let (block, prev, next) = (self.op(op).block, self.op(op).prev, self.op(op).next);
        let Some(block) = block.some() else { return };
        match prev.some() {
            Some(prev) => self.op_mut(prev).next = next,
            None => self.block_mut(block).first = next,
        }
        match next.some() {
            Some(next) => self.op_mut(next).prev = prev,
            None => self.block_mut(block).last = prev,
        }
        let data = self.op_mut(op);
        (data.block, data.prev, data.next) = (Block::NONE, Op::NONE, Op::NONE);
    }
}
