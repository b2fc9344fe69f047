//! The public Rust API: converter, session and named pipelines.
//!
//! Every tool is a thin shell around this crate: what a tool can do, a program can.
#![forbid(unsafe_code)]

mod format;
pub mod numpy;
mod output;
mod random;

pub use format::{Detected, Format, detect};
pub use output::write_atomic;
pub use random::random_array;
