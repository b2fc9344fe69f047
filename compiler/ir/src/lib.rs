//! The IR: types, attributes, operations, text format, verifier, pass manager and diagnostics.
#![forbid(unsafe_code)]
