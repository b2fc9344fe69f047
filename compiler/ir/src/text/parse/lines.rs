//! From byte offsets to lines and columns.

use memchr::{memchr_iter, memrchr};

/// Counts lines as reading goes forward, so that each byte is looked at once.
pub(crate) struct Lines {
    first: u32,
    /// The furthest offset asked for, and the line it is on.
    at: usize,
    line: u32,
}

impl Lines {
    pub(crate) fn new(first: u32) -> Lines {
        Lines { first, at: 0, line: first }
    }

    /// Line and column (in bytes, from 1) of offset `at`.
    pub(crate) fn locate(&mut self, text: &[u8], at: usize) -> (u32, u32) {
        if at < self.at {
            (self.at, self.line) = (0, self.first);
        }
        let passed = text.get(self.at..at).unwrap_or_default();
        let count = u32::try_from(memchr_iter(b'\n', passed).count()).unwrap_or(u32::MAX);
        self.line = self.line.saturating_add(count);
        self.at = at;
        let before = text.get(..at).unwrap_or(text);
        let start = memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        (self.line, u32::try_from(before.len() - start + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_forwards_and_backwards() {
        let text = b"ab\ncd\n\ne";
        let mut lines = Lines::new(1);
        assert_eq!(lines.locate(text, 4), (2, 2));
        assert_eq!(lines.locate(text, 7), (4, 1));
        assert_eq!(lines.locate(text, 1), (1, 2));
        assert_eq!(Lines::new(10).locate(text, 3), (11, 1));
    }
}
