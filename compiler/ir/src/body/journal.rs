//! What changed: ops a rewriting driver has to look at again.

use super::{Body, NO_SLOT};
use crate::{Op, Value};

impl Body {
    /// Starts to note every op whose surroundings change: it was made, an operand or attribute of it
    /// changed, a result of it gained or lost a use. What was noted before is dropped.
    pub fn start_journal(&mut self) {
        self.journal = Some(Vec::new());
    }

    /// Stops noting changes.
    pub fn stop_journal(&mut self) {
        self.journal = None;
    }

    /// The ops noted since the last call, in order of the changes; some may be erased by now, and one
    /// may be there several times.
    pub fn take_journal(&mut self) -> Vec<Op> {
        self.journal.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Notes a change of `op`.
    pub(super) fn note(&mut self, op: Op) {
        if let Some(journal) = &mut self.journal {
            journal.push(op);
        }
    }

    /// Notes a change of the op that makes `value`.
    pub(super) fn note_def(&mut self, value: Value) {
        if self.journal.is_some()
            && let Some(op) = self.defining_op(value)
        {
            self.note(op);
        }
    }

    /// Notes a change of the ops that use `value`.
    pub(super) fn note_users(&mut self, value: Value) {
        if let Some(journal) = &mut self.journal {
            let mut slot = self.values[value.index()].first_use;
            while slot != NO_SLOT {
                let entry = &self.slots[slot as usize];
                journal.push(entry.owner);
                slot = entry.next;
            }
        }
    }
}
