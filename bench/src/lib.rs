//! Inputs for benchmarks. The benchmarks are in `benches/`.
#![forbid(unsafe_code)]

mod make_network;
mod make_text;

pub use make_network::{Network, make_network};
pub use make_text::{Kind, make_text};
