//! Test harness: lit-style files, FileCheck and golden models.
#![forbid(unsafe_code)]
