//! The public Rust API: converter, session and named pipelines.
//!
//! Every tool is a thin shell around this crate: what a tool can do, a program can.
#![forbid(unsafe_code)]

pub mod numpy;
mod output;

pub use output::write_atomic;
