//! Classes to be looked at again, each in line once.

use std::collections::VecDeque;

/// Visits of each class, on average, before a worklist ends: they are few in practice, and the bound is
/// against surprises.
const MOST_VISITS: usize = 64;

/// A queue of classes.
pub(super) struct Worklist {
    queue: VecDeque<u32>,
    is_queued: Vec<bool>,
    visits: usize,
}

impl Worklist {
    /// The classes of `count` that `starts` names, ascending.
    pub(super) fn new(count: usize, starts: impl Fn(usize) -> bool) -> Worklist {
        let is_queued: Vec<bool> = (0..count).map(starts).collect();
        let queue = (0..count as u32).filter(|&class| is_queued[class as usize]).collect();
        Worklist { queue, is_queued, visits: count.saturating_mul(MOST_VISITS) }
    }

    /// The next class; `None` at the end.
    pub(super) fn pop(&mut self) -> Option<u32> {
        self.visits = self.visits.checked_sub(1)?;
        let class = self.queue.pop_front()?;
        self.is_queued[class as usize] = false;
        Some(class)
    }

    /// Puts a class in line, unless it is.
    pub(super) fn push(&mut self, class: u32) {
        if !std::mem::replace(&mut self.is_queued[class as usize], true) {
            self.queue.push_back(class);
        }
    }
}
