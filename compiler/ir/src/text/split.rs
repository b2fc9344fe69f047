//! `--split-input-file`: the parts of a text between `// -----` lines.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk<'s> {
    /// The text of the part.
    pub text: &'s str,
    /// The number of its first line in the whole text, from 1.
    pub first_line: u32,
}

/// The line that separates parts.
const MARKER: &str = "// -----";

/// Splits `text` at lines that begin with `// -----`; those lines belong to no part.
pub fn split_input(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let (mut start, mut first_line, mut at) = (0, 1u32, 0);
    for (line, number) in text.split_inclusive('\n').zip(1u32..) {
        let next = at + line.len();
        if line.trim_end() == MARKER || line.trim_end().starts_with(MARKER) {
            chunks.push(Chunk { text: text.get(start..at).unwrap_or(""), first_line });
            (start, first_line) = (next, number.saturating_add(1));
        }
        at = next;
    }
    chunks.push(Chunk { text: text.get(start..).unwrap_or(""), first_line });
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_know_their_lines() {
        let chunks = split_input("a\n// -----\nb\nc\n// -----\n");
        let lines: Vec<(&str, u32)> = chunks.iter().map(|chunk| (chunk.text, chunk.first_line)).collect();
        assert_eq!(lines, [("a\n", 1), ("b\nc\n", 3), ("", 6)]);
    }
}
