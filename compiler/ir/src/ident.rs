//! Process-wide interned names.
//!
//! Names are few compared to the text they come from and live as long as the process; an interned
//! name is one pointer, so comparing two is one instruction.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex};

use hashbrown::HashSet;

/// An interned name: of an attribute, a dialect, a keyword.
///
/// Equality is by identity; order is by content, so that sorted output never depends on which name
/// was interned first.
#[derive(Clone, Copy)]
pub struct Ident(&'static str);

static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);

impl Ident {
    /// Interns `text`.
    pub fn new(text: &str) -> Ident {
        let mut names = NAMES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = names.get(text) {
            return Ident(known);
        }
        let leaked: &'static str = Box::leak(Box::from(text));
        names.insert(leaked);
        Ident(leaked)
    }

    /// The text of the name.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl PartialEq for Ident {
    fn eq(&self, other: &Ident) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for Ident {}

impl PartialOrd for Ident {
    fn partial_cmp(&self, other: &Ident) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ident {
    fn cmp(&self, other: &Ident) -> std::cmp::Ordering {
        if self == other { std::cmp::Ordering::Equal } else { self.0.cmp(other.0) }
    }
}
impl Hash for Ident {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}
impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
impl From<&str> for Ident {
    fn from(text: &str) -> Ident {
        Ident::new(text)
    }
}
impl PartialEq<str> for Ident {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
impl PartialEq<&str> for Ident {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_is_one_name() {
        assert_eq!(Ident::new("axis"), Ident::new(&String::from("axis")));
        assert_ne!(Ident::new("axis"), Ident::new("axes"));
        assert!(Ident::new("a") < Ident::new("b"));
    }
}
