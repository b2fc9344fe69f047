//! Diagnostics as text for people: rustc's look, with the source line where it is known.
//!
//! Names and texts come from files that anybody may have made: what would steer a terminal or show
//! text in another order than it is stored is escaped, and what is long is cut.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::Loc;
use crate::text::Source;

/// Characters of a name that are shown.
const MAX_NAME: usize = 200;
/// Characters of a message that are shown.
const MAX_MESSAGE: usize = 1000;
/// Bytes of a source line that is shown; of a longer one only the place is named.
const MAX_LINE: usize = 10_000;

/// All `diagnostics`, without colours; `sources` are the texts that their locations may be in.
pub fn render(diagnostics: &[Diagnostic], sources: &[Source<'_>]) -> String {
    render_with(&Renderer::plain(), diagnostics, sources)
}

/// All `diagnostics` with colours, for a terminal that has them.
pub fn render_styled(diagnostics: &[Diagnostic], sources: &[Source<'_>]) -> String {
    render_with(&Renderer::styled(), diagnostics, sources)
}

fn render_with(renderer: &Renderer, diagnostics: &[Diagnostic], sources: &[Source<'_>]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&groups(diagnostic, sources)));
        out.push('\n');
    }
    out
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &[Source<'_>]) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Remark => Level::NOTE.with_name("remark"),
    };
    let mut main = place(
        Group::with_title(level.primary_title(clean(&diagnostic.message, MAX_MESSAGE))),
        &diagnostic.loc,
        sources,
    );
    let mut apart = Vec::new();
    for note in &diagnostic.notes {
        let message = clean(&note.message, MAX_MESSAGE);
        if note.loc.is_unknown() || note.loc == diagnostic.loc {
            main = main.element(Level::NOTE.message(message));
        } else {
            apart.push(place(Group::with_title(Level::NOTE.secondary_title(message)), &note.loc, sources));
        }
    }
    if let Some(hint) = &diagnostic.hint {
        main = main.element(Level::HELP.with_name("hint").message(clean(hint, MAX_MESSAGE)));
    }
    apart.insert(0, main);
    apart
}

/// Adds where it is: the layer's name, the source line, or the file's name.
fn place<'a>(group: Group<'a>, loc: &Loc, sources: &[Source<'_>]) -> Group<'a> {
    let file = loc.first_file();
    if let Some(name) = loc.first_name() {
        let name = clean(name, MAX_NAME);
        let at =
            file.map(|(file, line, _)| format!(" ({}:{line})", clean(file, MAX_NAME))).unwrap_or_default();
        return group.element(Origin::path(format!("layer '{name}'{at}")));
    }
    let Some((file, line, col)) = file else { return group };
    let shown = clean(file, MAX_NAME);
    let shown = if shown.is_empty() { "<unnamed>".to_owned() } else { shown };
    if line == 0 {
        return group.element(Origin::path(shown));
    }
    match source_line(file, line, sources).filter(|text| text.len() <= MAX_LINE) {
        Some(text) => {
            let (text, span) = marked(text, col);
            let mark = AnnotationKind::Primary.span(span);
            group.element(Snippet::source(text).line_start(line as usize).path(shown).annotation(mark))
        }
        None => group.element(Origin::path(shown).line(line as usize).char_column(col as usize)),
    }
}

/// Line number `line` of the source called `file`.
fn source_line<'s>(file: &str, line: u32, sources: &[Source<'s>]) -> Option<&'s str> {
    let source = sources.iter().find(|source| source.name == file)?;
    let index = line.checked_sub(source.first_line)?;
    let text = std::str::from_utf8(source.bytes).ok()?;
    text.split('\n').nth(index as usize)
}

/// A source line as it is shown, and the bytes of it that are marked: the word at column `col`. The
/// renderer cuts what does not fit a terminal.
fn marked(line: &str, col: u32) -> (String, std::ops::Range<usize>) {
    let mut at = (col as usize).saturating_sub(1).min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let (before, after) = line.split_at(at);
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_.$%@^!#".contains(c);
    let word = after.find(|c| !is_word(c)).unwrap_or(after.len());
    let one = after.chars().next().map_or(0, char::len_utf8);
    let (word, rest) = after.split_at(word.clamp(one, after.len()));
    let (front, word) = (escape(before), escape(word));
    let span = front.len()..front.len() + word.len();
    (format!("{front}{word}{}", escape(rest.trim_end())), span)
}

/// `text`, escaped and cut after `most` characters.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let short: String = text.chars().take(most).collect();
    let more = if short.len() < text.len() { "..." } else { "" };
    format!("{}{more}", escape(&short))
}

/// Escapes what steers a terminal or reorders text: control characters, bidirectional marks, what is
/// invisible. Tabs become blanks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            _ if is_treacherous(c) => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }
    out
}

fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_line_is_shown_with_its_place() {
        let text = "module {\n  \"t.a\"(%x) : (i32) -> ()\n}\n";
        let error =
            Diagnostic::error(Loc::file("m.mlir".into(), 2, 9), "use of undeclared SSA value name '%x'")
                .with_note(Loc::file("m.mlir".into(), 1, 1), "in this module")
                .with_hint("define it");
        let shown = render(&[error], &[Source::new("m.mlir", text)]);
        let expected = "error: use of undeclared SSA value name '%x'\n --> m.mlir:2:9\n  |\n2 |   \"t.a\"(%x) : (i32) -> ()\n  |         ^^\n  |\n  \
                        = hint: define it\nnote: in this module\n --> m.mlir:1:1\n  |\n1 | module {\n  | ^^^^^^\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn layers_are_named() {
        let loc = Loc::named("tokenizer/split", Loc::file("my_model.py".into(), 41, 0));
        let shown = render(&[Diagnostic::warning(loc, "no kernel")], &[]);
        assert_eq!(shown, "warning: no kernel\n--> layer 'tokenizer/split' (my_model.py:41)\n");
        let shown = render(&[Diagnostic::error(Loc::file("a".into(), 3, 4), "x")], &[]);
        assert_eq!(shown, "error: x\n--> a:3:4\n");
        assert_eq!(render(&[Diagnostic::error(Loc::UNKNOWN, "x")], &[]), "error: x\n");
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        let name = format!("a\u{1b}[31m\u{202e}{}", "x".repeat(100_000));
        let shown = render(&[Diagnostic::error(Loc::name(&name), name.clone())], &[]);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
        assert!(shown.contains("\\u{1b}[31m\\u{202e}xxx") && shown.len() < 2000, "{shown}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let shown = |text: &str, col: u32| {
            let error = Diagnostic::error(Loc::file("m".into(), 1, col), "x");
            render(&[error], &[Source::new("m", text)])
        };
        let text = format!("{}%here{}", "x ".repeat(1000), "y".repeat(1000));
        let middle = shown(&text, 2001);
        assert!(middle.len() < 1000 && middle.contains("%here") && middle.contains("m:1:2001"), "{middle}");
        let huge = "x ".repeat(100_000);
        assert_eq!(shown(&huge, 7), "error: x\n--> m:1:7\n");
        assert!(shown("é", 2).contains("m:1:1") && shown("", 1).contains("m:1:1"));
    }
}
