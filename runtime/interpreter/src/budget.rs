//! Limits on what a run may use.

use crate::error::{OpError, dims_text};

/// Limits on one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes that the tensors of a run may take at one time; constants and inputs do not count.
    pub max_bytes: u64,
    /// Loop iterations and calls that a run may make, all together.
    pub max_iterations: u64,
}

impl Default for Budget {
    /// 2 GiB, 10 million iterations.
    fn default() -> Budget {
        Budget { max_bytes: 2 << 30, max_iterations: 10_000_000 }
    }
}

/// The deepest nesting of calls, loops and branches at run time.
pub(crate) const MAX_CALL_DEPTH: usize = 128;

/// Runs one more level of a nesting that the input chose (and that is limited), on more stack if the
/// thread's own is nearly used up: callers may run us on small ones.
pub(crate) fn with_stack<T>(level: impl FnOnce() -> T) -> T {
    const RED_ZONE: usize = 128 << 10;
    const SEGMENT: usize = 1 << 20;
    stacker::maybe_grow(RED_ZONE, SEGMENT, level)
}

/// What a run has used up.
#[derive(Debug)]
pub(crate) struct Meter {
    budget: Budget,
    live_bytes: u64,
    iterations: u64,
}

impl Meter {
    pub(crate) fn new(budget: Budget) -> Meter {
        Meter { budget, live_bytes: 0, iterations: 0 }
    }

    /// The bytes that one more tensor may take.
    pub(crate) fn bytes_left(&self) -> usize {
        usize::try_from(self.budget.max_bytes.saturating_sub(self.live_bytes)).unwrap_or(usize::MAX)
    }

    /// The refusal of a tensor of shape `dims`.
    pub(crate) fn over_bytes(&self, dims: &[usize]) -> OpError {
        OpError::new(format!(
            "a result of shape {} does not fit in memory: {} of {} bytes are in use",
            dims_text(dims),
            self.live_bytes,
            self.budget.max_bytes
        ))
        .with_hint("raise the memory limit if the model is meant to need this much")
    }

    /// Counts bytes that came to life.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.live_bytes = self.live_bytes.saturating_add(bytes as u64);
    }

    /// Counts bytes that died.
    pub(crate) fn release(&mut self, bytes: usize) {
        self.live_bytes = self.live_bytes.saturating_sub(bytes as u64);
    }

    /// Counts an iteration of a loop or a call.
    pub(crate) fn iterate(&mut self) -> Result<(), OpError> {
        self.iterations = self.iterations.saturating_add(1);
        if self.iterations > self.budget.max_iterations {
            return Err(OpError::new(format!(
                "the run made more than {} loop iterations and calls",
                self.budget.max_iterations
            ))
            .with_hint("raise the iteration limit if the loop is meant to run this long"));
        }
        Ok(())
    }
}
