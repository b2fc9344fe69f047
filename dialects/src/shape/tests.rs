//! Shape functions on small bodies.
