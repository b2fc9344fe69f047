//! What was read before, by its text.

use hashbrown::HashMap;

use crate::{Attr, Dict, Loc, OpName, Type};

/// Texts longer than this are not remembered: they rarely come twice, and hashing them costs.
const MAX_LEN: usize = 256;
/// Entries a table holds at most, which bounds the memory of a text in which nothing comes twice.
const MAX_ENTRIES: usize = 1 << 16;

/// A table from text to what it means.
pub(super) struct Table<'s, T>(HashMap<&'s str, T>);

impl<T> Default for Table<'_, T> {
    fn default() -> Self {
        Table(HashMap::new())
    }
}

impl<'s, T: Clone> Table<'s, T> {
    pub(super) fn get(&self, text: &str) -> Option<T> {
        if text.len() > MAX_LEN {
            return None;
        }
        self.0.get(text).cloned()
    }

    pub(super) fn insert(&mut self, text: &'s str, value: T) {
        if text.len() <= MAX_LEN && self.0.len() < MAX_ENTRIES {
            self.0.insert(text, value);
        }
    }
}

/// The tables of one text.
#[derive(Default)]
pub(super) struct Memo<'s> {
    pub(super) types: Table<'s, Type>,
    pub(super) attrs: Table<'s, Attr>,
    pub(super) dicts: Table<'s, Dict>,
    pub(super) locs: Table<'s, Loc>,
    pub(super) names: Table<'s, OpName>,
}
