//! Inputs for benchmarks. The benchmarks are in `benches/`.
#![forbid(unsafe_code)]

mod make_text;

pub use make_text::{Kind, make_text};
