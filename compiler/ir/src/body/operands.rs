//! Operands and use lists.

use super::{Body, NO_SLOT, OperandSlot, ValueData, ValueDef};
use crate::{Op, Type, Value};

impl Body {
    /// The operands, in order.
    pub fn operands(&self, op: Op) -> impl ExactSizeIterator<Item = Value> + DoubleEndedIterator + '_ {
        self.operand_slots(op).iter().map(|slot| slot.value)
    }

    fn operand_slots(&self, op: Op) -> &[OperandSlot] {
        let data = self.op(op);
        let first = data.first_operand as usize;
        &self.slots[first..first + data.num_operands as usize]
    }

    /// Number of operands.
    pub fn num_operands(&self, op: Op) -> usize {
        self.op(op).num_operands as usize
    }

    /// Operand number `index`.
    pub fn operand(&self, op: Op, index: usize) -> Option<Value> {
        self.operand_slots(op).get(index).map(|slot| slot.value)
    }

    /// Replaces operand number `index`.
    ///
    /// # Panics
    /// When there is no such operand.
    pub fn set_operand(&mut self, op: Op, index: usize, value: Value) {
        assert!(index < self.num_operands(op), "the operand exists");
        let slot = self.op(op).first_operand + index as u32;
        self.unlink(slot);
        self.link(slot, value);
        self.note(op);
    }

    /// Replaces all operands.
    pub fn set_operands(&mut self, op: Op, operands: &[Value]) {
        let (first, len) = (self.op(op).first_operand, self.op(op).num_operands);
        for slot in first..first + len {
            self.unlink(slot);
        }
        // Slots are reused when the new operands fit; otherwise the op moves to new ones.
        let first = if operands.len() <= len as usize { first } else { self.slots.len() as u32 };
        for (index, &value) in operands.iter().enumerate() {
            let slot = first + index as u32;
            if slot as usize == self.slots.len() {
                self.slots.push(OperandSlot { value, owner: op, prev: NO_SLOT, next: NO_SLOT });
            }
            self.link(slot, value);
        }
        let data = self.op_mut(op);
        data.first_operand = first;
        data.num_operands = operands.len() as u32;
        self.note(op);
    }

    fn link(&mut self, slot: u32, value: Value) {
        let next = self.values[value.index()].first_use;
        let entry = &mut self.slots[slot as usize];
        entry.value = value;
        entry.prev = NO_SLOT;
        entry.next = next;
        if next != NO_SLOT {
            self.slots[next as usize].prev = slot;
        }
        self.values[value.index()].first_use = slot;
    }

    fn unlink(&mut self, slot: u32) {
        let OperandSlot { value, prev, next, .. } = self.slots[slot as usize];
        if prev == NO_SLOT {
            self.values[value.index()].first_use = next;
        } else {
            self.slots[prev as usize].next = next;
        }
        if next != NO_SLOT {
            self.slots[next as usize].prev = prev;
        }
        self.note_def(value);
    }

    /// The uses of a value: op and operand number, the latest made first.
    pub fn uses(&self, value: Value) -> impl Iterator<Item = (Op, usize)> + '_ {
        let mut slot = self.values[value.index()].first_use;
        std::iter::from_fn(move || {
            let entry = self.slots.get(slot as usize)?;
            let index = slot - self.op(entry.owner).first_operand;
            slot = entry.next;
            Some((entry.owner, index as usize))
        })
    }

    /// Whether anything uses the value.
    pub fn has_uses(&self, value: Value) -> bool {
        self.values[value.index()].first_use != NO_SLOT
    }

    /// Whether exactly one operand is the value.
    pub fn has_one_use(&self, value: Value) -> bool {
        let first = self.values[value.index()].first_use;
        self.slots.get(first as usize).is_some_and(|slot| slot.next == NO_SLOT)
    }

    /// Makes every use of `old` a use of `new`.
    pub fn replace_all_uses(&mut self, old: Value, new: Value) {
        if old == new {
            return;
        }
        self.note_users(old);
        self.note_def(old);
        let first = self.values[old.index()].first_use;
        let mut last = NO_SLOT;
        let mut slot = first;
        while slot != NO_SLOT {
            self.slots[slot as usize].value = new;
            last = slot;
            slot = self.slots[slot as usize].next;
        }
        if last == NO_SLOT {
            return;
        }
        let rest = self.values[new.index()].first_use;
        self.slots[last as usize].next = rest;
        if rest != NO_SLOT {
            self.slots[rest as usize].prev = last;
        }
        self.values[new.index()].first_use = first;
        self.values[old.index()].first_use = NO_SLOT;
    }

    /// The type of a value.
    pub fn ty(&self, value: Value) -> Type {
        self.values[value.index()].ty
    }

    /// Sets the type of a value.
    pub fn set_ty(&mut self, value: Value, ty: Type) {
        self.values[value.index()].ty = ty;
        self.note_def(value);
        self.note_users(value);
    }

    /// Where a value comes from.
    pub fn def(&self, value: Value) -> ValueDef {
        self.values[value.index()].def
    }

    /// The op that makes a value, if one does.
    pub fn defining_op(&self, value: Value) -> Option<Op> {
        match self.def(value) {
            ValueDef::Result(op, _) => Some(op),
            _ => None,
        }
    }

    /// A value that stands for one not defined yet; replace its uses once it is.
    pub fn create_placeholder(&mut self, ty: Type) -> Value {
        let value = Value::from_index(self.values.len());
        self.values.push(ValueData { ty, def: ValueDef::Placeholder, first_use: NO_SLOT });
        value
    }

    /// The types of the operands.
    pub fn operand_types(&self, op: Op) -> Vec<Type> {
        self.operands(op).map(|value| self.ty(value)).collect()
    }

    /// The types of the results.
    pub fn result_types(&self, op: Op) -> Vec<Type> {
        self.results(op).map(|value| self.ty(value)).collect()
    }
}
