//! Diagnostics as text for a terminal.

use std::fmt::Write;

use tfl_ir::{Diagnostic, Loc};

/// All `diagnostics` as text, each with its place, notes and hint.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(out, "{diagnostic}");
        if let Some(place) = place(&diagnostic.loc) {
            let _ = writeln!(out, "  --> {place}");
        }
        for note in &diagnostic.notes {
            let _ = writeln!(out, "  note: {}", note.message);
        }
        if let Some(hint) = &diagnostic.hint {
            let _ = writeln!(out, "  hint: {hint}");
        }
    }
    out
}

fn place(loc: &Loc) -> Option<String> {
    let file = loc.first_file().map(|(file, line, col)| format!("{file}:{line}:{col}"));
    match (loc.first_name(), file) {
        (Some(name), Some(file)) => Some(format!("'{name}' ({file})")),
        (Some(name), None) => Some(format!("'{name}'")),
        (None, file) => file,
    }
}
