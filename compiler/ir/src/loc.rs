//! Locations: where an op came from, in files and in the layers of the source model.

use std::sync::Arc;

use crate::Attr;

/// A location; cheap to clone, one pointer.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Loc(Option<Arc<LocKind>>);

/// What a known location says.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum LocKind {
    /// `"file":3:4`, or `"file":3:4 to 5:6`.
    File {
        /// File name as written.
        file: Arc<str>,
        /// Line, from 1 (0 if unknown).
        line: u32,
        /// Column, from 1 (0 if unknown).
        col: u32,
        /// Line and column of the end.
        end: Option<(u32, u32)>,
    },
    /// `"name"` or `"name"(child)`: a layer, node or tensor name.
    Name {
        /// The name; bytes that are not UTF-8 were replaced when reading.
        name: Arc<str>,
        /// Where the named thing is.
        child: Loc,
    },
    /// `callsite(callee at caller)`.
    CallSite {
        /// The location inside the callee.
        callee: Loc,
        /// The location of the call.
        caller: Loc,
    },
    /// `fused<meta>[a, b]`.
    Fused {
        /// The metadata in angle brackets.
        meta: Option<Attr>,
        /// The parts, in order.
        locs: Box<[Loc]>,
    },
}

impl Loc {
    /// The unknown location.
    pub const UNKNOWN: Loc = Loc(None);

    /// A location of `kind`.
    pub fn new(kind: LocKind) -> Loc {
        Loc(Some(Arc::new(kind)))
    }

    /// A position in a file.
    pub fn file(file: Arc<str>, line: u32, col: u32) -> Loc {
        Loc::new(LocKind::File { file, line, col, end: None })
    }

    /// A name without a further location.
    pub fn name(name: &str) -> Loc {
        Loc::named(name, Loc::UNKNOWN)
    }

    /// A name for what is at `child`.
    pub fn named(name: &str, child: Loc) -> Loc {
        Loc::new(LocKind::Name { name: name.into(), child })
    }

    /// What the location says; `None` if it is unknown.
    pub fn kind(&self) -> Option<&LocKind> {
        self.0.as_deref()
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.0.is_none()
    }

    /// The location of an op made from ops at `locs`: unknown and repeated ones are dropped, nested
    /// fusions without metadata are flattened one level.
    pub fn fused(locs: impl IntoIterator<Item = Loc>) -> Loc {
        let mut parts: Vec<Loc> = Vec::new();
        let mut seen = hashbrown::HashSet::new();
        let mut add = |loc: Loc, parts: &mut Vec<Loc>| {
            if !loc.is_unknown() && seen.insert(loc.clone()) {
                parts.push(loc);
            }
        };
        for loc in locs {
            match loc.kind() {
                Some(LocKind::Fused { meta: None, locs }) => {
                    locs.iter().for_each(|part| add(part.clone(), &mut parts));
                }
                _ => add(loc, &mut parts),
            }
        }
        match parts.len() {
            0 => Loc::UNKNOWN,
            1 => parts.swap_remove(0),
            _ => Loc::new(LocKind::Fused { meta: None, locs: parts.into() }),
        }
    }

    /// The first name found: of a name location, in a fusion from the front, in a call site from the
    /// callee. This is the layer name that diagnostics and tensor names use.
    pub fn first_name(&self) -> Option<&str> {
        // A budget, because shared parts may make the tree exponentially larger than its memory.
        self.find(&mut 1000, &|kind| match kind {
            LocKind::Name { name, .. } if !name.is_empty() => Some(&**name),
            _ => None,
        })
    }

    /// The first file position found: `(file, line, column)`.
    pub fn first_file(&self) -> Option<(&str, u32, u32)> {
        self.find(&mut 1000, &|kind| match kind {
            LocKind::File { file, line, col, .. } => Some((&**file, *line, *col)),
            _ => None,
        })
    }

    fn find<'a, T>(&'a self, budget: &mut u32, pick: &dyn Fn(&'a LocKind) -> Option<T>) -> Option<T> {
        let kind = self.kind()?;
        *budget = budget.checked_sub(1)?;
        if let Some(found) = pick(kind) {
            return Some(found);
        }
        match kind {
            LocKind::File { .. } => None,
            LocKind::Name { child, .. } => child.find(budget, pick),
            LocKind::CallSite { callee, caller } => {
                callee.find(budget, pick).or_else(|| caller.find(budget, pick))
            }
            LocKind::Fused { locs, .. } => locs.iter().find_map(|loc| loc.find(budget, pick)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fusing_drops_what_says_nothing_new() {
        let (a, b) = (Loc::name("a"), Loc::name("b"));
        assert_eq!(Loc::fused([a.clone(), Loc::UNKNOWN, a.clone()]), a);
        let ab = Loc::fused([a.clone(), b.clone()]);
        assert_eq!(Loc::fused([ab.clone(), b]), ab);
        assert_eq!(Loc::fused([]), Loc::UNKNOWN);
    }

    #[test]
    fn the_first_name_is_the_layer() {
        let at = Loc::file("model.py".into(), 3, 4);
        let loc = Loc::fused([at.clone(), Loc::named("conv/bias", at)]);
        assert_eq!(loc.first_name(), Some("conv/bias"));
        assert_eq!(loc.first_file(), Some(("model.py", 3, 4)));
    }
}
