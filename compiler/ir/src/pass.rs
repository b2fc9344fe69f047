//! Passes, pipelines of them, and the manager that runs pipelines.
//!
//! A pass is declared once with [`pass!`](crate::pass!): its name, documentation, what it runs on,
//! options and counters. Crates list theirs in a slice (`PASSES`); tools put the slices together in a
//! [`Registry`], from which pipelines are read:
//!
//! ```text
//! builtin.module(func.func(canonicalize{max-iterations=3},cse),symbol-dce)
//! ```
//!
//! A pass on `func.func` runs on all functions in parallel; messages and printed IR come in program
//! order whatever the number of threads.

mod context;
mod declare;
mod generic;
mod instrument;
mod manager;
mod option;
mod parse;
mod pipeline;
mod registry;
mod reproducer;
mod timing;

pub use context::{Artifact, PassCx};
pub use generic::PASSES;
pub use instrument::{Instrumentation, PassFilter, PrinterFn, ReproducerFn};
pub use manager::{PassManager, Report};
pub use option::{OptionError, OptionInfo, OptionValue};
pub use pipeline::{Anchor, Element, Pipeline};
pub use registry::{MakeFn, Pass, PassInfo, PipelineInfo, Registry, RunsOn, StatId, StatInfo};
pub use reproducer::carried_pipeline;

#[doc(hidden)]
pub use declare::{assign, dashed, stat_index};

#[cfg(test)]
mod tests;
