//! Project chores: new, bless, docs, tidy, ci.
#![forbid(unsafe_code)]

fn main() {}
