//! The .tflite FlatBuffer, read and written.
#![forbid(unsafe_code)]
