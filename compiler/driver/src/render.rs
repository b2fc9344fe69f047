//! Diagnostics as text for a terminal.

use std::path::Path;

use tfl_ir::Diagnostic;
use tfl_ir::text::Source;

/// All `diagnostics` as text: severity, message, place, notes, hint. Lines of the IR text at `input` are
/// shown where a diagnostic points into it.
pub fn render(diagnostics: &[Diagnostic], input: Option<&Path>) -> String {
    let name = input.map(|path| path.display().to_string()).unwrap_or_default();
    let points_into = |d: &Diagnostic| {
        let places = std::iter::once(&d.loc).chain(d.notes.iter().map(|note| &note.loc));
        places.filter_map(|loc| loc.first_file()).any(|(file, ..)| file == name)
    };
    let text =
        input.filter(|_| diagnostics.iter().any(points_into)).and_then(|path| std::fs::read(path).ok());
    let sources: Vec<Source<'_>> = text.iter().map(|bytes| Source::new(&name, bytes)).collect();
    tfl_ir::diag::render(diagnostics, &sources)
}
