//! The error of this crate: what was found, where, what was expected, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// Result of everything in this crate that reads input.
pub type Result<T> = std::result::Result<T, ImportError>;

/// Longest piece of a name from a file that an error repeats, in characters.
const QUOTE_LIMIT: usize = 200;

/// A refusal of the input.
///
/// Prints as a message of one line, then one line each for the place, the expectation and the hint, where
/// known. Text from a file is escaped (see [`quote`]).
#[derive(Clone, PartialEq, Eq)]
pub struct ImportError(Box<Parts>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    message: String,
    file: Option<PathBuf>,
    function: Option<String>,
    node: Option<String>,
    expected: Option<String>,
    hint: Option<String>,
}

impl ImportError {
    /// An error that says what was found: lower case, no full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Parts { message: message.into(), ..Parts::default() }))
    }

    /// The file it was found in; the innermost caller that knows it wins.
    pub fn file(mut self, file: &Path) -> Self {
        self.0.file.get_or_insert_with(|| file.to_owned());
        self
    }

    /// The function of the graph's library it was found in.
    pub fn function(mut self, name: &str) -> Self {
        self.0.function.get_or_insert_with(|| name.to_owned());
        self
    }

    /// The graph node it was found at.
    pub fn node(mut self, name: &str) -> Self {
        self.0.node.get_or_insert_with(|| name.to_owned());
        self
    }

    /// What should have been there.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.0.expected.get_or_insert_with(|| expected.into());
        self
    }

    /// An action that helps.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint.get_or_insert_with(|| hint.into());
        self
    }

    /// The first line: what was found.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What was expected, where known.
    pub fn expectation(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// The suggested action, where known.
    pub fn suggestion(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// The file, where known.
    pub fn path(&self) -> Option<&Path> {
        self.0.file.as_deref()
    }

    /// The graph node's name as it stands in the file, where known.
    pub fn node_name(&self) -> Option<&str> {
        self.0.node.as_deref()
    }

    /// File, function and node in words, or `None` when none is known.
    pub fn place(&self) -> Option<String> {
        let node = self.0.node.as_deref().map(|n| format!("node {}", quote(n)));
        let function = self.0.function.as_deref().map(|n| format!("function {}", quote(n)));
        let file = self.0.file.as_deref().map(|f| escape(&f.display().to_string()));
        let parts: Vec<String> = [file, function, node].into_iter().flatten().collect();
        if parts.is_empty() { None } else { Some(parts.join(", ")) }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(place) = self.place() {
            write!(f, "\n  at: {place}")?;
        }
        if let Some(expected) = &self.0.expected {
            write!(f, "\n  expected: {expected}")?;
        }
        if let Some(hint) = &self.0.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ImportError {}

/// `name` in single quotes, safe on a terminal: control, bidirectional and other invisible characters are
/// escaped, and all but the first 200 characters are left out.
pub(crate) fn quote(name: &str) -> String {
    format!("'{}'", escape(name))
}

/// Names in single quotes, joined by commas; all but the first `limit` are counted instead.
pub(crate) fn quote_list<'a>(names: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
    let mut names = names.into_iter();
    let mut text: Vec<String> = names.by_ref().take(limit).map(quote).collect();
    let rest = names.count();
    if rest > 0 {
        text.push(format!("and {rest} more"));
    }
    if text.is_empty() { "none".to_owned() } else { text.join(", ") }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == QUOTE_LIMIT {
            out.push('…');
            break;
        }
        if is_invisible(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_where_expected_and_hint() {
        let error = ImportError::new("no such thing")
            .file(Path::new("m/saved_model.pb"))
            .function("f")
            .node("a\u{1b}b")
            .expected("a thing")
            .hint("add one");
        assert_eq!(
            error.to_string(),
            "no such thing\n  at: m/saved_model.pb, function 'f', node 'a\\u{1b}b'\n  expected: a thing\n  hint: add one"
        );
    }

    #[test]
    fn the_innermost_place_wins() {
        let error = ImportError::new("x").node("inner").node("outer");
        assert_eq!(error.node_name(), Some("inner"));
    }

    #[test]
    fn long_and_hostile_names_are_tamed() {
        assert_eq!(quote("a\u{202e}b\0"), "'a\\u{202e}b\\u{0}'");
        assert!(quote(&"x".repeat(1 << 20)).chars().count() < 210);
        assert_eq!(quote_list(["a", "b", "c"], 2), "'a', 'b', and 1 more");
        assert_eq!(quote_list([], 2), "none");
    }
}
