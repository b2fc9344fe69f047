//! Dictionaries of attributes: sorted by name, shared.

use std::sync::Arc;

use crate::{Attr, Ident};

/// A dictionary: names in byte order, each once. Cheap to clone; an empty one takes no memory.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Dict(Option<Arc<[(Ident, Attr)]>>);

impl Dict {
    /// The empty dictionary.
    pub const EMPTY: Dict = Dict(None);

    /// A dictionary of `entries`; of several with one name the last stays.
    pub fn new(entries: impl IntoIterator<Item = (Ident, Attr)>) -> Dict {
        let mut entries: Vec<(Ident, Attr)> = entries.into_iter().collect();
        if entries.is_empty() {
            return Dict::EMPTY;
        }
        entries.sort_by_key(|(name, _)| *name);
        entries.reverse();
        entries.dedup_by_key(|(name, _)| *name);
        entries.reverse();
        Dict(Some(entries.into()))
    }

    /// A dictionary of `entries` with plain names.
    pub fn of<const N: usize>(entries: [(&str, Attr); N]) -> Dict {
        Dict::new(entries.map(|(name, attr)| (Ident::new(name), attr)))
    }

    /// The entries in byte order of their names.
    pub fn iter(&self) -> std::slice::Iter<'_, (Ident, Attr)> {
        self.entries().iter()
    }

    /// The entries in byte order of their names.
    pub fn entries(&self) -> &[(Ident, Attr)] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The attribute called `name`.
    pub fn get(&self, name: &str) -> Option<&Attr> {
        let entries = self.entries();
        // Most dictionaries hold a handful of entries, for which a scan is the fastest search.
        if entries.len() <= 8 {
            return entries.iter().find(|(known, _)| *known == *name).map(|(_, attr)| attr);
        }
        let found = entries.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        entries.get(found).map(|(_, attr)| attr)
    }

    /// This dictionary with `name` set to `attr`.
    #[must_use]
    pub fn with(&self, name: impl Into<Ident>, attr: Attr) -> Dict {
        Dict::new(self.iter().cloned().chain([(name.into(), attr)]))
    }

    /// This dictionary without `name`.
    #[must_use]
    pub fn without(&self, name: &str) -> Dict {
        if self.get(name).is_none() {
            return self.clone();
        }
        Dict::new(self.iter().filter(|(known, _)| *known != *name).cloned())
    }
}

impl FromIterator<(Ident, Attr)> for Dict {
    fn from_iter<I: IntoIterator<Item = (Ident, Attr)>>(entries: I) -> Dict {
        Dict::new(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sorted_and_the_last_of_a_name_stays() {
        let dict = Dict::of([("b", Attr::Unit), ("a", Attr::i32(1)), ("b", Attr::i32(2))]);
        let names: Vec<&str> = dict.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(dict.get("b"), Some(&Attr::i32(2)));
        assert_eq!(dict.without("a").without("b"), Dict::EMPTY);
        assert_eq!(Dict::EMPTY.with("a", Attr::i32(1)).get("a"), Some(&Attr::i32(1)));
    }
}
