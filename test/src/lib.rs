//! The test harness: lit-style files, FileCheck in process, command-line snapshots, golden models.
//!
//! The tests themselves are data; the files under `tests/` only find them.
#![forbid(unsafe_code)]

pub mod cases;
mod failure;
pub mod filecheck;
pub mod golden;
pub mod lit;
mod process;
mod scratch;
pub mod shared;
pub mod snapshot;

pub use failure::Failure;
