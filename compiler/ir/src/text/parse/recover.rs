//! Going on after an error.

use super::Parser;
use crate::text::scan;

impl<'s> Parser<'s> {
    /// Passes what is left of the refused op, so that further faults are found. `false` when it is not
    /// clear where the next op begins.
    pub(super) fn recover(&mut self) -> bool {
        let bytes = self.bytes();
        self.refuse_results(self.op_start);
        let mut at = self.pos;
        loop {
            match bytes.get(at) {
                None => return false,
                Some(b'"') => match scan::string_end(bytes, at) {
                    Ok(end) => at = end,
                    Err(_) => return false,
                },
                Some(b'(' | b'[' | b'{') => match scan::balanced(bytes, at) {
                    Ok(extent) => at = extent.end,
                    Err(_) => return false,
                },
                Some(b'}') if self.frames.len() > 1 => {
                    self.pos = at;
                    return true;
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'/') => at = scan::comment_end(bytes, at),
                Some(b'\n') => {
                    let next = scan::skip_space(bytes, at);
                    // An op begins here; a line that goes on with an op begins with something else.
                    if matches!(bytes.get(next), Some(b'%' | b'"' | b'^' | b'}') | None)
                        || self.word_begins_op(next)
                    {
                        self.pos = next;
                        return bytes.get(next).is_some();
                    }
                    at = next.max(at + 1);
                }
                Some(_) => at += 1,
            }
        }
    }

    fn word_begins_op(&self, at: usize) -> bool {
        let word = self.slice(at, scan::word_end(self.bytes(), at));
        word.contains('.') || matches!(word, "module" | "return" | "call")
    }

    /// Uses of the results of the op at `start` are no errors of their own.
    fn refuse_results(&mut self, start: usize) {
        let bytes = self.bytes();
        let mut at = scan::skip_space(bytes, start);
        let mut names = Vec::new();
        while bytes.get(at) == Some(&b'%') {
            let end = scan::suffix_end(bytes, at + 1);
            names.push(self.slice(at, end));
            at = scan::skip_space(bytes, end);
            if bytes.get(at) == Some(&b':') {
                at = scan::skip_space(bytes, scan::word_end(bytes, scan::skip_space(bytes, at + 1)));
            }
            match bytes.get(at) {
                Some(b',') => at = scan::skip_space(bytes, at + 1),
                Some(b'=') => {
                    names.into_iter().for_each(|name| self.refuse(name));
                    return;
                }
                _ => return,
            }
        }
    }
}
