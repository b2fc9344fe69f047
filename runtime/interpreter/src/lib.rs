//! Evaluation of a module on tensors.
#![forbid(unsafe_code)]
