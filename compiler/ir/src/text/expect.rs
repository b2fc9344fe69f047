//! `--verify-diagnostics`: comments that say which diagnostics a text must give.
//!
//! `// expected-error @+1 {{message}}`: `error`, `warning`, `remark` or `note`; `-re` after it makes
//! `{{…}}` inside the message a regular expression. The place is this line, `@+N`, `@-N`, `@above`,
//! `@below` (the next line that has no such comment of its own) or `@unknown`. A message matches when
//! the expected text occurs in it. Notes need not be expected; everything else must.

use regex_lite::Regex;

use super::Source;
use crate::{Diagnostic, Loc, Severity};

/// One comment.
struct Expectation {
    kind: Kind,
    /// The line of the diagnostic; `None` for one without a known place.
    line: Option<u32>,
    text: String,
    pattern: Option<Regex>,
    /// Where the comment stands.
    at: (u32, u32),
    met: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Error,
    Warning,
    Remark,
    Note,
}

const KINDS: [(&str, Kind); 4] =
    [("error", Kind::Error), ("warning", Kind::Warning), ("remark", Kind::Remark), ("note", Kind::Note)];

impl Kind {
    fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// Compares what `source` says it must give with what it gave.
///
/// # Errors
/// A diagnostic for each one that was not expected, each expected one that did not come, and each
/// comment that is malformed.
pub fn verify_diagnostics(source: &Source<'_>, diagnostics: &[Diagnostic]) -> Result<(), Vec<Diagnostic>> {
    let text = String::from_utf8_lossy(source.bytes);
    let mut problems = Vec::new();
    let mut expected = expectations(&text, source, &mut problems);
    for diagnostic in diagnostics {
        let kind = match diagnostic.severity {
            Severity::Error => Kind::Error,
            Severity::Warning => Kind::Warning,
            Severity::Remark => Kind::Remark,
        };
        if !meet(&mut expected, kind, &diagnostic.loc, &diagnostic.message) {
            let message = format!("unexpected {}: {}", kind.name(), diagnostic.message);
            problems.push(Diagnostic::error(diagnostic.loc.clone(), message));
        }
        for note in &diagnostic.notes {
            let loc = if note.loc.is_unknown() { &diagnostic.loc } else { &note.loc };
            meet(&mut expected, Kind::Note, loc, &note.message);
        }
    }
    for missing in expected.iter().filter(|expectation| !expectation.met) {
        let message = format!("expected {} \"{}\" was not produced", missing.kind.name(), missing.text);
        problems.push(Diagnostic::error(Loc::file(source.name.into(), missing.at.0, missing.at.1), message));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Marks the first open expectation that fits.
fn meet(expected: &mut [Expectation], kind: Kind, loc: &Loc, message: &str) -> bool {
    let line = loc.first_file().map(|(_, line, _)| line);
    let fits = |expectation: &&mut Expectation| {
        let matches = match &expectation.pattern {
            Some(pattern) => pattern.is_match(message),
            None => message.contains(&expectation.text),
        };
        !expectation.met && expectation.kind == kind && expectation.line == line && matches
    };
    match expected.iter_mut().find(fits) {
        Some(expectation) => {
            expectation.met = true;
            true
        }
        None => false,
    }
}

fn expectations(text: &str, source: &Source<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Expectation> {
    let mut found: Vec<Expectation> = Vec::new();
    // Comments that mean the next line without a comment of this kind.
    let mut below: Vec<usize> = Vec::new();
    let mut last_plain = source.first_line;
    for (line, number) in text.lines().zip(source.first_line..) {
        let mut rest = line;
        let mut has_comment = false;
        while let Some(start) = rest.find("expected-") {
            let col = (line.len() - rest.len() + start + 1) as u32;
            let Some(after) = rest.get(start + "expected-".len()..) else { break };
            rest = after;
            let Some((name, kind)) = KINDS.iter().find(|(name, _)| rest.starts_with(name)) else { continue };
            rest = rest.get(name.len()..).unwrap_or("");
            has_comment = true;
            match comment(rest, *kind, (number, col), last_plain) {
                Ok((expectation, place, end)) => {
                    if place == Place::Below {
                        below.push(found.len());
                    }
                    found.push(expectation);
                    rest = rest.get(end..).unwrap_or("");
                }
                Err(message) => {
                    problems.push(Diagnostic::error(Loc::file(source.name.into(), number, col), message));
                }
            }
        }
        if !has_comment {
            last_plain = number;
            for index in below.drain(..) {
                if let Some(expectation) = found.get_mut(index) {
                    expectation.line = Some(number);
                }
            }
        }
    }
    found
}

#[derive(PartialEq, Eq)]
enum Place {
    Settled,
    Below,
}

/// Reads what follows `expected-error`; gives also the offset after it.
fn comment(
    text: &str,
    kind: Kind,
    at: (u32, u32),
    above: u32,
) -> Result<(Expectation, Place, usize), String> {
    let malformed = || "this expected-… comment needs a message: {{text}}".to_owned();
    let open = text.find("{{").ok_or_else(malformed)?;
    let head = text.get(..open).unwrap_or("");
    let (is_pattern, head) = match head.strip_prefix("-re") {
        Some(rest) => (true, rest),
        None => (false, head),
    };
    let mut place = Place::Settled;
    let line = match head.trim().strip_prefix('@') {
        None if head.trim().is_empty() => Some(at.0),
        None => return Err(malformed()),
        Some("above") => Some(above),
        Some("below") => {
            place = Place::Below;
            None
        }
        Some("unknown") => None,
        Some(offset) => {
            let offset: i64 = offset.trim_start_matches('+').parse().map_err(|_| {
                format!("'@{offset}' is no place: write @+N, @-N, @above, @below or @unknown")
            })?;
            u32::try_from(i64::from(at.0) + offset).ok()
        }
    };
    let body_at = open + 2;
    let body = text.get(body_at..).unwrap_or("");
    let len = message_end(body, is_pattern).ok_or_else(malformed)?;
    let message = body.get(..len).unwrap_or("").to_owned();
    let pattern = if is_pattern { Some(compile(&message)?) } else { None };
    Ok((Expectation { kind, line, text: message, pattern, at, met: false }, place, body_at + len + 2))
}

/// Where the message ends: at the `}}` that is not of a pattern inside it.
fn message_end(body: &str, is_pattern: bool) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + body.get(from..)?.find("}}")?;
        let inside = body.get(from..end)?;
        match inside.find("{{").filter(|_| is_pattern) {
            Some(_) => from = end + 2,
            None => return Some(end),
        }
    }
}

/// The regular expression of a message with `{{…}}` parts.
fn compile(message: &str) -> Result<Regex, String> {
    let mut pattern = String::new();
    let mut rest = message;
    while let Some(open) = rest.find("{{") {
        let (plain, after) = rest.split_at(open);
        pattern.push_str(&regex_lite::escape(plain));
        let after = after.get(2..).unwrap_or("");
        let close = after.find("}}").unwrap_or(after.len());
        pattern.push_str("(?:");
        pattern.push_str(after.get(..close).unwrap_or(""));
        pattern.push(')');
        rest = after.get(close + 2..).unwrap_or("");
    }
    pattern.push_str(&regex_lite::escape(rest));
    Regex::new(&pattern).map_err(|error| format!("the pattern \"{message}\" is invalid: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, message: &str) -> Diagnostic {
        Diagnostic::error(Loc::file("t.mlir".into(), line, 1), message)
    }

    #[test]
    fn places_and_patterns() {
        let text = "// expected-error @+1 {{first}}\nop\n// expected-error@below {{second}}\n\
                    // expected-error-re @below {{third {{[0-9]+}} times}}\nop\n// expected-error @above {{fourth}}\n";
        let source = Source::new("t.mlir", text);
        let all = [at(2, "the first"), at(5, "second"), at(5, "third 12 times"), at(5, "fourth")];
        assert!(verify_diagnostics(&source, &all).is_ok());
        let problems = verify_diagnostics(&source, &all[..3]).unwrap_err();
        assert_eq!(problems[0].message, "expected error \"fourth\" was not produced");
        let problems = verify_diagnostics(&source, &[all.as_slice(), &[at(7, "x")]].concat()).unwrap_err();
        assert_eq!(problems[0].message, "unexpected error: x");
    }

    #[test]
    fn notes_may_be_expected() {
        let text = "// expected-error {{a}} expected-note @+1 {{b}}\n\n";
        let source = Source::new("t.mlir", text);
        let diagnostic = at(1, "a").with_note(Loc::file("t.mlir".into(), 2, 1), "b");
        assert!(verify_diagnostics(&source, &[diagnostic]).is_ok());
        assert!(verify_diagnostics(&source, &[at(1, "a")]).is_err());
    }

    #[test]
    fn a_malformed_comment_is_a_problem() {
        let source = Source::new("t.mlir", "// expected-error @sideways {{a}}\n");
        assert!(verify_diagnostics(&source, &[]).unwrap_err()[0].message.contains("@sideways"));
    }
}
