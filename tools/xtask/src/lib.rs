//! The project's chores as a library: what `cargo xtask` does and the tests check.
//!
//! Depends on no other crate of the workspace: it reads the tree as text and calls the tools as
//! programs, so it still works while a crate does not compile.
#![forbid(unsafe_code)]

pub mod binaries;
pub mod docs;
pub mod new;
pub mod tidy;
pub mod workspace;
