//! Constants made from constants, remembered: functions that share weights before a pass share them
//! after it.
//!
//! A SavedModel often has two signatures that run the same layers. Each is a function, and each function
//! is rewritten by itself, but the weights are laid out and scaled once: memory counts them once.

use std::sync::{Arc, LazyLock, Mutex, Weak};

use hashbrown::HashMap;
use tfl_ir::{Attr, Body, DenseElements, Value, rewrite::constant_of};

/// Address of the source and what was done to it; source and result, as long as something uses them.
type Entries = HashMap<(usize, Vec<u8>), (Weak<DenseElements>, Weak<DenseElements>)>;

static MADE: LazyLock<Mutex<Entries>> = LazyLock::new(Mutex::default);

/// What `make` gives for the constant `value`, or what an equal call gave that is still in use. `how` says
/// everything that the result depends on besides the constant.
pub(crate) fn derived(
    body: &Body,
    value: Value,
    how: Vec<u8>,
    make: impl FnOnce(&DenseElements) -> Option<DenseElements>,
) -> Option<Arc<DenseElements>> {
    match constant_of(body, value)? {
        Attr::Elements(source) => derived_from(source, how, make),
        other => make(other.as_elements()?).map(Arc::new),
    }
}

/// Like [`derived`], of a constant that is no value yet.
pub(crate) fn derived_from(
    source: &Arc<DenseElements>,
    how: Vec<u8>,
    make: impl FnOnce(&DenseElements) -> Option<DenseElements>,
) -> Option<Arc<DenseElements>> {
    let key = (Arc::as_ptr(source) as usize, how);
    if let Some(known) = lookup(&key, source) {
        return Some(known);
    }
    // Not under the lock: this takes long, and other functions make other constants meanwhile.
    let made = Arc::new(make(source)?);
    if let Some(known) = lookup(&key, source) {
        return Some(known);
    }
    let mut entries = lock();
    if entries.len().is_power_of_two() {
        entries.retain(|_, (source, result)| source.strong_count() > 0 && result.strong_count() > 0);
    }
    entries.insert(key, (Arc::downgrade(source), Arc::downgrade(&made)));
    Some(made)
}

/// The result remembered for `source`; an address that another constant had before is no match.
fn lookup(key: &(usize, Vec<u8>), source: &Arc<DenseElements>) -> Option<Arc<DenseElements>> {
    let entries = lock();
    let (known, result) = entries.get(key)?;
    known.upgrade().filter(|known| Arc::ptr_eq(known, source))?;
    result.upgrade()
}

fn lock() -> std::sync::MutexGuard<'static, Entries> {
    MADE.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
