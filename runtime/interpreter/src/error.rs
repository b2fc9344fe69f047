//! Why an operator cannot be planned or run.

use std::fmt;

use tfl_ir::{Diagnostic, Loc};
use tfl_kernels::KernelError;

/// A refusal by an operator; its name and location are added where both are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpError {
    message: String,
    hint: Option<String>,
}

impl OpError {
    /// A refusal: what was found and what was expected.
    pub(crate) fn new(message: impl Into<String>) -> OpError {
        OpError { message: message.into(), hint: None }
    }

    /// With what to do about it.
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> OpError {
        self.hint = Some(hint.into());
        self
    }

    /// The diagnostic of this refusal by operator `op` at `loc`.
    pub(crate) fn at(self, op: &str, loc: &Loc) -> Diagnostic {
        let diagnostic = Diagnostic::error(loc.clone(), format!("{op}: {}", self.message));
        match self.hint {
            Some(hint) => diagnostic.with_hint(hint),
            None => diagnostic,
        }
    }
}

impl From<KernelError> for OpError {
    fn from(error: KernelError) -> OpError {
        OpError::new(error.to_string())
    }
}

impl fmt::Display for OpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Dimensions as messages show them: `[1x8x8x3]`, `[]` for a scalar; long ones are cut.
pub(crate) fn dims_text(dims: &[usize]) -> String {
    const SHOWN: usize = 16;
    let shown: Vec<String> = dims.iter().take(SHOWN).map(usize::to_string).collect();
    format!("[{}{}]", shown.join("x"), if dims.len() > SHOWN { "x..." } else { "" })
}
