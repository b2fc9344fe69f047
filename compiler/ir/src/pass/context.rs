//! What a pass is told about where it runs, and where it leaves what is not in the body.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::StatId;
use crate::{Attr, Diagnostic, Dict, Ident, Loc, OpName};

/// What passes are given and leave beside the module: a value of a type that both sides know.
pub type Artifact = Arc<dyn Any + Send + Sync>;

/// The op that a pass runs on, without its body.
#[derive(Clone, Debug)]
pub(super) struct Anchored {
    pub(super) name: OpName,
    pub(super) loc: Loc,
    pub(super) props: Dict,
    pub(super) attrs: Dict,
}

/// A change of the op itself, which is in the body around.
pub(super) enum Change {
    Attr(Ident, Option<Attr>),
    Loc(Loc),
}

/// What one run of a pass left beside the body.
pub(super) struct Finished {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) changes: Vec<Change>,
    pub(super) left: Vec<Artifact>,
}

/// The surroundings of one run of a pass.
pub struct PassCx<'a> {
    anchored: &'a Anchored,
    counters: &'a [AtomicU64],
    given: &'a [Artifact],
    left: Mutex<Vec<Artifact>>,
    diagnostics: Mutex<Vec<Diagnostic>>,
    changes: Mutex<Vec<Change>>,
}

impl<'a> PassCx<'a> {
    pub(super) fn new(
        anchored: &'a Anchored,
        counters: &'a [AtomicU64],
        given: &'a [Artifact],
    ) -> PassCx<'a> {
        PassCx {
            anchored,
            counters,
            given,
            left: Mutex::default(),
            diagnostics: Mutex::default(),
            changes: Mutex::default(),
        }
    }

    /// The kind of op that the pass runs on.
    pub fn op_name(&self) -> OpName {
        self.anchored.name
    }

    /// The location of the op that the pass runs on.
    pub fn loc(&self) -> &Loc {
        &self.anchored.loc
    }

    /// The symbol name of the op that the pass runs on: of a function.
    pub fn symbol(&self) -> Option<Arc<str>> {
        self.attr("sym_name")?.as_str().map(Arc::from)
    }

    /// An attribute, inherent or not, of the op that the pass runs on, as it was before the pass.
    pub fn attr(&self, name: &str) -> Option<&Attr> {
        self.anchored.props.get(name).or_else(|| self.anchored.attrs.get(name))
    }

    /// Sets an attribute of the op that the pass runs on, once the pass is done.
    pub fn set_attr(&self, name: &str, attr: Attr) {
        self.change(Change::Attr(Ident::new(name), Some(attr)));
    }

    /// Removes an attribute of the op that the pass runs on, once the pass is done.
    pub fn remove_attr(&self, name: &str) {
        self.change(Change::Attr(Ident::new(name), None));
    }

    /// Sets the location of the op that the pass runs on, once the pass is done.
    pub fn set_loc(&self, loc: Loc) {
        self.change(Change::Loc(loc));
    }

    /// Adds to a counter of the pass.
    pub fn count(&self, stat: StatId, by: u64) {
        if let Some(counter) = self.counters.get(stat.0) {
            counter.fetch_add(by, Ordering::Relaxed);
        }
    }

    /// Reports something that does not stop the pass.
    pub fn report(&self, diagnostic: Diagnostic) {
        lock(&self.diagnostics).push(diagnostic);
    }

    /// What the run was given of type `T`, the last of several: see
    /// [`PassManager::given`](super::PassManager::given).
    pub fn given<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.given.iter().rev().find_map(|given| Arc::clone(given).downcast().ok())
    }

    /// Leaves something that is no part of the module for whoever runs the pipeline: see
    /// [`Report::left`](super::Report::left).
    pub fn leave(&self, artifact: Artifact) {
        lock(&self.left).push(artifact);
    }

    fn change(&self, change: Change) {
        lock(&self.changes).push(change);
    }

    pub(super) fn finish(self) -> Finished {
        Finished {
            diagnostics: into_inner(self.diagnostics),
            changes: into_inner(self.changes),
            left: into_inner(self.left),
        }
    }
}

/// The inside of a mutex, also after a pass panicked while it held it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
}
