//! Runs passes over IR text.
#![forbid(unsafe_code)]

fn main() {}
