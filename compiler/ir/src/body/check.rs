//! Self-check of a body's invariants.

use super::{Body, NO_SLOT, ValueDef};
use crate::{Block, Op, Region, Value};

impl Body {
    /// Checks the invariants at the top of `body.rs`: a violation is a defect of the code that changed
    /// the body, never of the input.
    ///
    /// # Errors
    /// The first violation, in words.
    pub fn debug_verify(&self) -> Result<(), String> {
        let mut linked = vec![false; self.slots.len()];
        for index in 0..self.values.len() {
            self.check_uses(Value::from_index(index), &mut linked)?;
        }
        for index in 0..self.ops.len() {
            let op = Op::from_index(index);
            if !self.op(op).erased {
                self.check_op(op, &linked)?;
            }
        }
        for (region, data) in self.regions.iter().enumerate() {
            if let Some(block) =
                data.blocks.iter().find(|b| self.block(**b).region != Some(Region::from_index(region)))
            {
                return Err(format!("{block:?} does not know that it is in region {region}"));
            }
        }
        for block in 0..self.blocks.len() {
            let block = Block::from_index(block);
            let mut prev = Op::NONE;
            for op in self.ops_in(block) {
                if self.op(op).block != block || self.op(op).prev != prev || self.op(op).erased {
                    return Err(format!("{op:?} is out of order in {block:?}"));
                }
                prev = op;
            }
            if self.block(block).last != prev {
                return Err(format!("the last op of {block:?} is not the end of its chain"));
            }
        }
        Ok(())
    }

    fn check_uses(&self, value: Value, linked: &mut [bool]) -> Result<(), String> {
        let mut prev = NO_SLOT;
        let mut slot = self.values[value.index()].first_use;
        while slot != NO_SLOT {
            let Some(entry) = self.slots.get(slot as usize) else {
                return Err(format!("the use list of {value:?} leaves the arena"));
            };
            if entry.value != value
                || entry.prev != prev
                || std::mem::replace(&mut linked[slot as usize], true)
            {
                return Err(format!("the use list of {value:?} is broken at slot {slot}"));
            }
            if self.op(entry.owner).erased {
                return Err(format!("{value:?} is used by {:?}, which was erased", entry.owner));
            }
            (prev, slot) = (slot, entry.next);
        }
        Ok(())
    }

    fn check_op(&self, op: Op, linked: &[bool]) -> Result<(), String> {
        let data = self.op(op);
        for slot in data.first_operand..data.first_operand + data.num_operands {
            if self.slots[slot as usize].owner != op || !linked[slot as usize] {
                return Err(format!("an operand of {op:?} is missing from the use list of its value"));
            }
        }
        for (index, result) in self.results(op).enumerate() {
            if self.def(result) != ValueDef::Result(op, index as u32) {
                return Err(format!("{result:?} does not know that {op:?} makes it"));
            }
        }
        Ok(())
    }
}
