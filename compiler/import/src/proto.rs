//! The messages of `proto/**`, as prost makes them in `build.rs`, and the one way to decode them.
//!
//! Decoding from [`Bytes`] shares large fields with the input instead of copying them. Nesting deeper than
//! prost's limit of 100 messages is an error, as is a length past the end or a name that is not UTF-8.

#![allow(missing_docs, unreachable_pub, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/tensorflow.rs"));
