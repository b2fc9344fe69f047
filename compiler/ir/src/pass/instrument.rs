//! What a pass manager shows of its work: IR around passes, time, counters.

use std::io::Write;
use std::sync::Mutex;

use super::PassInfo;
use super::context::lock;
use crate::Module;

/// A set of passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PassFilter {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// Those with these names.
    Named(Vec<String>),
}

/// What a pass manager shows. The defaults show nothing.
#[derive(Default)]
pub struct Instrumentation {
    /// Print IR before these passes.
    pub print_before: PassFilter,
    /// Print IR after these passes.
    pub print_after: PassFilter,
    /// Print IR after a pass only if it changed something.
    pub print_only_changes: bool,
    /// Print IR after a pass that failed.
    pub print_after_failure: bool,
    /// Print the whole module, not only the op that the pass ran on. Passes run one after the other
    /// then.
    pub module_scope: bool,
    /// Makes the text of what is printed, a module or a single op made one; without it nothing is.
    pub printer: Option<PrinterFn>,
    /// Report the time that each pass took.
    pub timing: bool,
    /// Report the counters of each pass.
    pub statistics: bool,
    /// Verify after each pass, not only at the end.
    pub verify_each: bool,
    /// Run everything in one thread.
    pub single_threaded: bool,
    /// Where IR and reports go.
    pub out: Option<Mutex<Box<dyn Write + Send>>>,
    /// Called with a reproducer when a pass fails or panics: the module as it was, which carries the
    /// pipeline in a section of its text. Keeps it and says where.
    pub reproducer: Option<ReproducerFn>,
}

/// See [`Instrumentation::reproducer`].
pub type ReproducerFn = Box<dyn Fn(&Module) -> Result<String, String> + Send + Sync>;
/// See [`Instrumentation::printer`].
pub type PrinterFn = Box<dyn Fn(&Module) -> String + Send + Sync>;

impl PassFilter {
    /// Whether a pass is in the set.
    pub fn has(&self, info: &PassInfo) -> bool {
        match self {
            PassFilter::None => false,
            PassFilter::All => true,
            PassFilter::Named(names) => names.iter().any(|name| name == info.name),
        }
    }
}

impl Instrumentation {
    /// Whether any IR is printed.
    pub(super) fn prints_ir(&self) -> bool {
        let wanted = self.print_before != PassFilter::None
            || self.print_after != PassFilter::None
            || self.print_after_failure;
        wanted && self.printer.is_some()
    }

    /// Writes to [`Instrumentation::out`]. That the reader has gone away is no failure of the passes.
    pub(super) fn write(&self, text: &str) {
        if let Some(out) = &self.out {
            let mut out = lock(out);
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
}
