//! What is going on, for a user who waits.

use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::args::Verbosity;

/// Steps are shown on standard error: all with `-v`, otherwise on a terminal once a second has passed.
pub(crate) struct Progress {
    start: Instant,
    last: Cell<Instant>,
    verbosity: Verbosity,
    terminal: bool,
}

impl Progress {
    pub(crate) fn new(verbosity: Verbosity) -> Progress {
        let start = Instant::now();
        let terminal = std::io::stderr().is_terminal();
        Progress { start, last: Cell::new(start), verbosity, terminal }
    }

    /// A step begins.
    pub(crate) fn step(&self, what: &str) {
        let now = Instant::now();
        let since_last = now.duration_since(self.last.replace(now));
        let elapsed = now.duration_since(self.start);
        let slow = elapsed >= Duration::from_secs(1) && self.terminal && !self.verbosity.quiet;
        if self.verbosity.verbose || slow {
            let (total, step) = (elapsed.as_secs_f64() * 1e3, since_last.as_secs_f64() * 1e3);
            let _ = writeln!(std::io::stderr(), "[{total:8.1} ms, +{step:.1}] {what}");
        }
    }
}
