//! The public Rust API: converter, session and named pipelines.
#![forbid(unsafe_code)]
