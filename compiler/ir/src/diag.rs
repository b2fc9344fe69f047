//! Diagnostics: what was found, where, what was expected, what to do.

mod render;

use std::fmt;

pub use render::{render, render_styled};

use crate::Loc;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Processing cannot go on.
    Error,
    /// Processing goes on; the user should know.
    Warning,
    /// Information that was asked for.
    Remark,
}

/// One message to the user.
///
/// The message is lower case without a full stop, in the user's terms; the hint is an action.
#[derive(Clone, PartialEq, Eq, Debug)]
#[must_use]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What was found, and what was expected.
    pub message: String,
    /// Where.
    pub loc: Loc,
    /// Further places and facts.
    pub notes: Vec<Note>,
    /// What to do.
    pub hint: Option<String>,
}

/// A fact that belongs to a diagnostic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The fact.
    pub message: String,
    /// Where it is, if that is another place.
    pub loc: Loc,
}

impl Diagnostic {
    /// An error at `loc`.
    pub fn error(loc: Loc, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, loc, message)
    }

    /// A warning at `loc`.
    pub fn warning(loc: Loc, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, loc, message)
    }

    /// A remark at `loc`.
    pub fn remark(loc: Loc, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Remark, loc, message)
    }

    fn new(severity: Severity, loc: Loc, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity, message: message.into(), loc, notes: Vec::new(), hint: None }
    }

    /// This diagnostic with a hint: what to do.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// This diagnostic with a further fact.
    pub fn with_note(mut self, loc: Loc, message: impl Into<String>) -> Diagnostic {
        self.notes.push(Note { message: message.into(), loc });
        self
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Remark => "remark",
        })
    }
}

impl fmt::Display for Diagnostic {
    /// One line: severity and message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)
    }
}
impl std::error::Error for Diagnostic {}
