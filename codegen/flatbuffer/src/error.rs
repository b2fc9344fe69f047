//! Why a file or a model was refused.

use std::fmt;

/// Why a `.tflite` file was refused: where, what was found and expected, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Outermost place last.
    places: Vec<String>,
    message: String,
    hint: Option<String>,
}

/// What reading, checking and writing return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without a place yet; callers add theirs with [`Error::at`].
    pub fn new(message: impl Into<String>) -> Self {
        Self { places: Vec::new(), message: message.into(), hint: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the place that encloses those known so far.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.places.push(place.into());
        self
    }

    /// Where it is, from the outside in: `subgraph 0, operator 12 (CONV_2D)`. Empty for the whole file.
    pub fn place(&self) -> String {
        let outside_in: Vec<&str> = self.places.iter().rev().map(String::as_str).collect();
        outside_in.join(", ")
    }

    /// What was found and what was expected.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.places.is_empty() {
            write!(f, "{}: ", self.place())?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Adds a place to the error of a result.
pub(crate) trait Within {
    /// Says that whatever went wrong did so inside `place`.
    fn within(self, place: impl FnOnce() -> String) -> Self;
}

impl<T> Within for Result<T> {
    fn within(self, place: impl FnOnce() -> String) -> Self {
        self.map_err(|error| error.at(place()))
    }
}

/// `name` in quotes, fit for a terminal: at most 200 characters, and none that controls or reorders.
pub(crate) fn quoted(name: &str) -> String {
    let mut shown = String::from("'");
    for (count, c) in name.chars().enumerate() {
        if count == 200 {
            shown.push('…');
            break;
        }
        let reorders =
            matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || reorders {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.push('\'');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_from_the_outside_in() {
        let error = Error::new("no such tensor").at("operator 12 (CONV_2D)").at("subgraph 0");
        assert_eq!(error.to_string(), "subgraph 0, operator 12 (CONV_2D): no such tensor");
    }

    #[test]
    fn hostile_names_are_escaped_and_cut() {
        assert_eq!(quoted("a\u{1b}[2Jb\u{202e}"), r"'a\u{1b}[2Jb\u{202e}'");
        assert_eq!(quoted(&"x".repeat(1_000_000)).chars().count(), 203);
    }
}
