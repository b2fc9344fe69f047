//! Translates between IR text and model files.
#![forbid(unsafe_code)]

fn main() {}
