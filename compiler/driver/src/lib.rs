//! The public Rust API: converter, session and named pipelines.
//!
//! Every tool is a thin shell around this crate: what a tool can do, a program can.
#![forbid(unsafe_code)]

mod convert;
mod explain;
mod format;
mod labels;
pub mod numpy;
mod optimizer;
mod output;
mod pipelines;
mod random;
mod render;
mod session;
mod shapes;
mod signature;
mod tensor;

pub use convert::{Converter, Failure, Loaded, ProgressFn, write_mlir, write_tflite};
pub use explain::{ExplainForm, amount_words, explain, time_words, totals, write_explained};
pub use format::{Detected, Format, detect};
pub use labels::{find_labels, parse_labels};
pub use optimizer::{
    OPTIMIZE_PASS, Optimizer, VERIFIED_RUNS, VERIFY_OPTION, optimizes, read_cost_model, reports,
};
pub use output::write_atomic;
pub use pipelines::{CONVERT, OPTIMIZE, needs_lowering, parse_pipeline, registry};
pub use random::random_array;
pub use render::render;
pub use session::{Session, find_input};
pub use shapes::parse_shapes;
pub use signature::{Port, Signature, signatures};
pub use tensor::{array_from_tensor, random_tensor, tensor_from_array};
pub use tfl_flatbuffer::ExportOptions;
pub use tfl_interpreter::{Budget, Options, Tensor, run_checks};
pub use tfl_passes::eqsat::{CostModel, FunctionReport, RuleInfo, Totals, near_rule, rules};
