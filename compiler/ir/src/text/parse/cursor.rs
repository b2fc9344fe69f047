//! The point of reading: looking, eating, cutting, complaining.

use pest::iterators::Pair;

use super::{Parsed, Parser};
use crate::text::grammar::{self, Mismatch, Rule};
use crate::text::scan::{self, Extent, ScanError};
use crate::{Diagnostic, Loc, MAX_DEPTH};

/// Levels of nesting that any stack holds.
const SHALLOW: usize = 24;
/// Bytes of stack for [`MAX_DEPTH`] levels, in builds without optimisation too.
const DEEP_STACK: usize = 64 << 20;

impl<'s> Parser<'s> {
    pub(super) fn bytes(&self) -> &'s [u8] {
        self.src.as_bytes()
    }

    /// What is left of the text.
    pub(super) fn rest(&self) -> &'s str {
        self.src.get(self.pos..).unwrap_or("")
    }

    /// The text between two offsets.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'s str {
        self.src.get(start..end).unwrap_or("")
    }

    /// Passes white space and comments.
    pub(super) fn skip_space(&mut self) {
        self.pos = scan::skip_space(self.bytes(), self.pos);
    }

    /// The next byte that is not white space; reading stands there.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.bytes().get(self.pos).copied()
    }

    /// Passes `token` if it comes next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(token);
        if found {
            self.pos += token.len();
        }
        found
    }

    /// Passes the word `word` if it comes next as a whole.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.peek_word() == word;
        if found {
            self.pos += word.len();
        }
        found
    }

    /// The name that comes next; empty if none does.
    pub(super) fn peek_word(&mut self) -> &'s str {
        self.skip_space();
        self.slice(self.pos, scan::word_end(self.bytes(), self.pos))
    }

    /// Passes `token`, which must come next.
    pub(super) fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.eat(token) { Ok(()) } else { Err(self.expected(&format!("'{token}'"))) }
    }

    /// Nothing may follow `what`.
    pub(super) fn expect_end(&mut self, what: &str) -> Parsed<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error_here(format!("{} after {what}", grammar::found(self.rest())))),
        }
    }

    /// The location of an offset.
    pub(super) fn loc_at(&mut self, at: usize) -> Loc {
        let (line, col) = self.lines.locate(self.src.as_bytes(), at);
        Loc::file(self.file.clone(), line, col)
    }

    pub(super) fn error_at(&mut self, at: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.loc_at(at), message)
    }

    pub(super) fn error_here(&mut self, message: impl Into<String>) -> Diagnostic {
        self.error_at(self.pos, message)
    }

    /// "expected WHAT, found …" at this point.
    pub(super) fn expected(&mut self, what: &str) -> Diagnostic {
        self.skip_space();
        let found = grammar::found(self.rest());
        self.error_here(format!("expected {what}, found {found}"))
    }

    /// A failed rule on the text that begins at `start`.
    pub(super) fn mismatch(&mut self, start: usize, mismatch: &Mismatch) -> Diagnostic {
        let at = start + mismatch.at;
        let message = mismatch.message(self.src.get(at..).unwrap_or(""));
        self.error_at(at, message)
    }

    /// Runs `rule` on `text`, which begins at offset `start` and must follow it to its end.
    pub(super) fn rule<'t>(&mut self, rule: Rule, start: usize, text: &'t str) -> Parsed<Pair<'t, Rule>> {
        let pair = grammar::run(rule, text).map_err(|mismatch| self.mismatch(start, &mismatch))?;
        let end = pair.as_span().end();
        if end != text.len() {
            let found = grammar::found(text.get(end..).unwrap_or("").trim_start());
            return Err(self.error_at(start + end, format!("unexpected {found}")));
        }
        self.base = start;
        Ok(pair)
    }

    /// An error at a part of the text that is being converted.
    pub(super) fn error_in(&mut self, pair: &Pair<'_, Rule>, message: impl Into<String>) -> Diagnostic {
        self.error_at(self.base + pair.as_span().start(), message)
    }

    /// Runs `read`, on a stack of its own if the text it reads nests deeply: the grammar and the
    /// conversions recurse as deeply as one type or attribute nests, which is bounded by
    /// [`MAX_DEPTH`] but can be more than the caller's stack holds.
    pub(super) fn on_deep_stack<T: Send>(
        &mut self,
        depth: usize,
        read: impl FnOnce(&mut Parser<'s>) -> Parsed<T> + Send,
    ) -> Parsed<T> {
        if depth <= SHALLOW {
            return read(self);
        }
        let at = self.pos;
        let outcome = std::thread::scope(|scope| {
            let builder = std::thread::Builder::new().stack_size(DEEP_STACK);
            let thread = builder.spawn_scoped(scope, || read(self));
            thread.ok().and_then(|thread| thread.join().ok())
        });
        outcome.unwrap_or_else(|| Err(self.error_at(at, "no memory is left to read this nested text")))
    }

    pub(super) fn scan_error(&mut self, error: ScanError) -> Diagnostic {
        let token = |parser: &Parser<'_>, at: usize| parser.slice(at, at + 1).to_owned();
        match error {
            ScanError::Unclosed(at) => {
                let bracket = token(self, at);
                self.error_at(at, format!("'{bracket}' is never closed"))
            }
            ScanError::Unopened(at) => {
                let bracket = token(self, at);
                self.error_at(at, format!("'{bracket}' closes nothing"))
            }
            ScanError::OpenString(at) => {
                self.error_at(at, "the string is never closed").with_hint("end it with '\"'")
            }
            ScanError::TooDeep(at) => self.too_deep(at),
        }
    }

    pub(super) fn too_deep(&mut self, at: usize) -> Diagnostic {
        self.error_at(at, format!("the text nests more than {MAX_DEPTH} levels deep here"))
    }

    /// Cuts what `scan` finds at this point and passes it: offset, text and depth.
    pub(super) fn cut(
        &mut self,
        scan: fn(&[u8], usize) -> Result<Extent, ScanError>,
        what: &str,
    ) -> Parsed<(usize, &'s str, usize)> {
        self.skip_space();
        let start = self.pos;
        let extent = scan(self.bytes(), start).map_err(|error| self.scan_error(error))?;
        if extent.end == start {
            return Err(self.expected(what));
        }
        if extent.depth > MAX_DEPTH {
            return Err(self.too_deep(start));
        }
        self.pos = extent.end;
        Ok((start, self.slice(start, extent.end), extent.depth))
    }
}
