//! Errors of this crate as diagnostics.

use tfl_ir::{Diagnostic, Loc};

use crate::error::ImportError;

impl From<ImportError> for Diagnostic {
    /// The node is the location; file, function and expectation are notes.
    fn from(error: ImportError) -> Self {
        let loc = error.node_name().map_or(Loc::UNKNOWN, Loc::name);
        let mut diagnostic = Self::error(loc, error.message());
        if let Some(expected) = error.expectation() {
            diagnostic = diagnostic.with_note(Loc::UNKNOWN, format!("expected {expected}"));
        }
        if let Some(place) = error.place() {
            diagnostic = diagnostic.with_note(Loc::UNKNOWN, format!("in {place}"));
        }
        match error.suggestion() {
            Some(hint) => diagnostic.with_hint(hint),
            None => diagnostic,
        }
    }
}
