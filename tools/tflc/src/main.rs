//! The front door: convert, run and inspect models.
#![forbid(unsafe_code)]

fn main() {}
