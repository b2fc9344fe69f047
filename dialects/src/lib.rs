//! Operation definitions of every dialect the compiler knows.
#![forbid(unsafe_code)]
