//! Lines of words with their places.

use std::sync::Arc;

use tfl_ir::{Diagnostic, Loc, near};

/// Millionths in one: numbers are read as whole millionths.
pub(super) const ONE: u64 = 1_000_000;

/// The largest number.
const MAX: u64 = 1_000_000_000;

/// A word and its column, from 1, in characters.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    column: u32,
}

impl Word<'_> {
    /// The word for a message: a long one is cut.
    pub(super) fn shown(&self) -> String {
        let mut shown: String = self.text.chars().take(40).flat_map(char::escape_debug).collect();
        if self.text.chars().nth(40).is_some() {
            shown.push('…');
        }
        shown
    }
}

/// A place in the file.
pub(super) struct Place(Loc);

impl Place {
    pub(super) fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.0.clone(), message)
    }
}

/// The lines that say something.
pub(super) struct Lines<'a> {
    file: Arc<str>,
    text: std::iter::Enumerate<std::str::Lines<'a>>,
    last: u32,
}

/// The lines of `text`.
pub(super) fn lines<'a>(text: &'a str, file: &str) -> Lines<'a> {
    Lines { file: file.into(), text: text.lines().enumerate(), last: 1 }
}

impl Lines<'_> {
    /// The place after the last line that was read.
    pub(super) fn end(&self) -> Place {
        self.at(self.last)
    }

    /// The start of a line.
    pub(super) fn at(&self, line: u32) -> Place {
        Place(Loc::file(Arc::clone(&self.file), line, 1))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            let (index, text) = self.text.next()?;
            self.last = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let said = text.split('#').next().unwrap_or_default();
            if !said.trim().is_empty() {
                return Some(Line { file: Arc::clone(&self.file), number: self.last, rest: said, column: 1 });
            }
        }
    }
}

/// A line, read word by word.
pub(super) struct Line<'a> {
    file: Arc<str>,
    /// The line's number, from 1.
    pub(super) number: u32,
    rest: &'a str,
    /// The column at which `rest` starts.
    column: u32,
}

impl<'a> Line<'a> {
    /// The next word, which stays the next.
    pub(super) fn peek(&self) -> Option<Word<'a>> {
        let start = self.rest.trim_start();
        let column = self.column.saturating_add(width(self.rest).saturating_sub(width(start)));
        let text = start.split_whitespace().next()?;
        Some(Word { text, column })
    }

    /// The next word.
    pub(super) fn next(&mut self) -> Option<Word<'a>> {
        let word = self.peek()?;
        let start = self.rest.trim_start();
        self.rest = start.get(word.text.len()..).unwrap_or_default();
        self.column = word.column.saturating_add(width(word.text));
        Some(word)
    }

    /// The next word, which must be there: `what`.
    pub(super) fn expect(&mut self, what: &str) -> Result<Word<'a>, Diagnostic> {
        self.next().ok_or_else(|| self.place().error(format!("the line ends, expected {what}")))
    }

    /// The remaining words.
    pub(super) fn rest(&mut self) -> String {
        std::mem::take(&mut self.rest).trim().to_owned()
    }

    /// Nothing may follow.
    pub(super) fn finish(&mut self) -> Result<(), Diagnostic> {
        match self.next() {
            None => Ok(()),
            Some(word) => {
                Err(self.at(&word).error(format!("found '{}', expected the end of the line", word.shown())))
            }
        }
    }

    /// Where the reader stands.
    pub(super) fn place(&self) -> Place {
        let end = self.column.saturating_add(width(self.rest.trim_end()));
        Place(Loc::file(Arc::clone(&self.file), self.number, end))
    }

    /// Where `word` is.
    pub(super) fn at(&self, word: &Word<'_>) -> Place {
        Place(Loc::file(Arc::clone(&self.file), self.number, word.column))
    }

    /// A word that names none of the `known` ones of its `kind`.
    pub(super) fn unknown(
        &self,
        word: &Word<'_>,
        kind: &str,
        known: impl IntoIterator<Item = &'static str>,
    ) -> Diagnostic {
        let known: Vec<&'static str> = known.into_iter().collect();
        let error = self.at(word).error(format!("unknown {kind} '{}'", word.shown()));
        match near::closest(word.text, known.iter().copied()) {
            Some(name) => error.with_hint(format!("did you mean '{name}'?")),
            None if known.len() <= 16 => error.with_hint(format!("known are {}", known.join(", "))),
            None => error,
        }
    }

    /// The number after `key`, in millionths: a decimal of at most six places, up to 1e9.
    pub(super) fn number(&mut self, key: &Word<'_>) -> Result<u64, Diagnostic> {
        let word = self.expect(&format!("a number after '{}'", key.text))?;
        millionths(word.text).map_err(|why| {
            self.at(&word)
                .error(format!("'{}' after '{}' is {why}", word.shown(), key.text))
                .with_hint("write a decimal such as 12 or 0.25, from 0 to 1000000000")
        })
    }
}

fn width(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Whole millionths of a decimal, or why it is none.
fn millionths(text: &str) -> Result<u64, &'static str> {
    if text.starts_with('-') {
        return Err("negative");
    }
    let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(places) {
        return Err("no decimal number");
    }
    if places.len() > 6 {
        return Err("given to more than six places");
    }
    let parsed: Option<u64> = whole.parse().ok().filter(|&whole| whole <= MAX);
    let scaled = parsed.and_then(|whole| whole.checked_mul(ONE));
    let part: u64 = format!("{places:0<6}").parse().map_err(|_| "no decimal number")?;
    scaled.and_then(|whole| whole.checked_add(part)).filter(|&all| all <= MAX * ONE).ok_or("too large")
}
