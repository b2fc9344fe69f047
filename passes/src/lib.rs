//! Passes: shape inference, legalization, fusion.
#![forbid(unsafe_code)]
