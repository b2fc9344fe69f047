//! Finding where a bracketed stretch of text ends, without looking at what it says.
//!
//! This is what lets the reader cut types, attributes and dictionaries out of a text and look them
//! up before any grammar runs; and it bounds the nesting of everything the grammar ever sees.

use memchr::{memchr, memchr2};

use crate::MAX_DEPTH;

/// Why a stretch has no end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScanError {
    /// The bracket at this offset is never closed.
    Unclosed(usize),
    /// The bracket at this offset closes nothing that is open.
    Unopened(usize),
    /// The string that begins at this offset is never closed.
    OpenString(usize),
    /// The bracket at this offset is one level too deep.
    TooDeep(usize),
}

/// The end of a stretch and how deeply it nests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Extent {
    /// Offset after the last byte.
    pub(crate) end: usize,
    /// Levels of brackets.
    pub(crate) depth: usize,
}

/// The end of the string whose opening quote is at `start`.
pub(crate) fn string_end(text: &[u8], start: usize) -> Result<usize, ScanError> {
    let mut at = start + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(found) = memchr2(b'"', b'\\', rest) else { return Err(ScanError::OpenString(start)) };
        if rest.get(found) == Some(&b'"') {
            return Ok(at + found + 1);
        }
        at += found + 2;
    }
}

/// The end of the line of a comment that begins at `start`.
pub(crate) fn comment_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    memchr(b'\n', rest).map_or(text.len(), |found| start + found)
}

/// The offset of the first byte at or after `at` that is neither white space nor in a comment.
pub(crate) fn skip_space(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => at += 1,
            Some(b'/') if text.get(at + 1) == Some(&b'/') => at = comment_end(text, at),
            _ => return at,
        }
    }
}

/// Which bytes the scan of a bracketed stretch must look at.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let bytes = b"()[]{}<>\"/-";
    let mut index = 0;
    while index < bytes.len() {
        special[bytes[index] as usize] = true;
        index += 1;
    }
    special
};

/// The end of the bracketed stretch that opens at `start`.
pub(crate) fn balanced(text: &[u8], start: usize) -> Result<Extent, ScanError> {
    // The closing bracket that each level waits for.
    let mut open = [(0u8, 0usize); MAX_DEPTH];
    let mut level = 0usize;
    let mut depth = 0usize;
    let mut at = start;
    while let Some(&byte) = text.get(at) {
        if !SPECIAL[usize::from(byte)] {
            at += 1;
            continue;
        }
        match byte {
            b'"' => {
                at = string_end(text, at)?;
                continue;
            }
            b'/' if text.get(at + 1) == Some(&b'/') => {
                at = comment_end(text, at);
                continue;
            }
            b'-' if text.get(at + 1) == Some(&b'>') => at += 1,
            b'(' | b'[' | b'{' | b'<' => {
                let slot = open.get_mut(level).ok_or(ScanError::TooDeep(at))?;
                *slot = (closer(byte), at);
                level += 1;
                depth = depth.max(level);
            }
            b')' | b']' | b'}' | b'>' => {
                let Some(&(expected, opened)) = level.checked_sub(1).and_then(|top| open.get(top)) else {
                    return Err(ScanError::Unopened(at));
                };
                if byte == expected {
                    level -= 1;
                    if level == 0 {
                        return Ok(Extent { end: at + 1, depth });
                    }
                } else if byte != b'>' {
                    // A lone `>` is a comparison (`d0 >= 0`); any other bracket must fit.
                    return Err(ScanError::Unclosed(opened));
                }
            }
            _ => {}
        }
        at += 1;
    }
    let opened = level.checked_sub(1).and_then(|top| open.get(top)).map_or(start, |slot| slot.1);
    Err(ScanError::Unclosed(opened))
}

fn closer(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        _ => b'>',
    }
}

/// Whether a byte may continue a bare name (`tf.versions`, `f8E4M3FN`).
pub(crate) fn is_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.')
}

/// The end of the bare name at `at`.
pub(crate) fn word_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|&b| !is_id(b)).unwrap_or(rest.len())
}

/// The end of the name at `at` that may hold dashes (`%-1`, `^bb0`, `@a-b`).
pub(crate) fn suffix_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|&b| !is_id(b) && b != b'-').unwrap_or(rest.len())
}

/// `at`, or the end of the bracketed stretch that opens there.
fn optional_brackets(text: &[u8], at: usize, open: u8) -> Result<Extent, ScanError> {
    if text.get(at) == Some(&open) { balanced(text, at) } else { Ok(Extent { end: at, depth: 0 }) }
}

/// The end of the type at `start`. A text that is no type gives an empty extent.
pub(crate) fn type_end(text: &[u8], start: usize) -> Result<Extent, ScanError> {
    let mut total = Extent { end: start, depth: 0 };
    // `(…) -> (…) -> T` is a chain, not a nest: followed in a loop, bounded as depth.
    let mut at = start;
    for _ in 0..MAX_DEPTH {
        let part = match text.get(at) {
            Some(b'(') => balanced(text, at)?,
            Some(b'!') => optional_brackets(text, word_end(text, at + 1), b'<')?,
            Some(byte) if byte.is_ascii_alphabetic() => {
                optional_brackets(text, skip_blanks(text, word_end(text, at)), b'<')?
            }
            _ => return Ok(total),
        };
        let is_list = text.get(at) == Some(&b'(');
        total = Extent { end: part.end, depth: total.depth + part.depth.max(1) };
        let arrow = skip_space(text, part.end);
        if !is_list || text.get(arrow..arrow + 2) != Some(b"->") {
            if !is_list {
                // Blanks before a bracket that was not there are not part of the name.
                total.end = trim_end(text, at, total.end);
            }
            return Ok(total);
        }
        at = skip_space(text, arrow + 2);
    }
    Err(ScanError::TooDeep(at))
}

/// The end of the attribute at `start`, with its `: type` if one follows.
pub(crate) fn attr_end(text: &[u8], start: usize) -> Result<Extent, ScanError> {
    let bare = bare_attr_end(text, start)?;
    let colon = skip_space(text, bare.end);
    let typed = match text.get(start) {
        Some(b'"' | b'#' | b'-' | b'0'..=b'9') => true,
        Some(b'd' | b's') => {
            let word = text.get(start..word_end(text, start)).unwrap_or_default();
            matches!(word, b"dense" | b"dense_resource" | b"sparse")
        }
        _ => false,
    };
    if !typed || text.get(colon) != Some(&b':') {
        return Ok(bare);
    }
    let at = skip_space(text, colon + 1);
    let ty = type_end(text, at)?;
    if ty.end == at {
        return Ok(bare);
    }
    Ok(Extent { end: ty.end, depth: bare.depth.max(ty.depth) })
}

/// The end of the attribute at `start` without a type after it.
pub(crate) fn bare_attr_end(text: &[u8], start: usize) -> Result<Extent, ScanError> {
    let flat = |end| Ok(Extent { end, depth: 0 });
    match text.get(start) {
        Some(b'"') => flat(string_end(text, start)?),
        Some(b'[' | b'{') => balanced(text, start),
        Some(b'#') => optional_brackets(text, suffix_end(text, start + 1), b'<'),
        Some(b'@') => flat(symbol_end(text, start)?),
        Some(b'-' | b'0'..=b'9') => flat(number_end(text, start)),
        Some(b'(' | b'!') => type_end(text, start),
        Some(byte) if byte.is_ascii_alphabetic() => {
            let word = word_end(text, start);
            let at = skip_blanks(text, word);
            match text.get(start..word) {
                Some(b"loc") => optional_brackets(text, at, b'('),
                Some(b"distinct") => {
                    let index = optional_brackets(text, at, b'[')?;
                    optional_brackets(text, skip_blanks(text, index.end), b'<')
                }
                Some(b"true" | b"false" | b"unit") => flat(word),
                _ => type_end(text, start),
            }
        }
        _ => flat(start),
    }
}

/// The end of the number at `start`: digits, sign, fraction, exponent.
pub(crate) fn number_end(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(&byte) = text.get(at) {
        let sign = matches!(byte, b'-' | b'+');
        let after_exponent = at > start && matches!(text.get(at - 1), Some(b'e' | b'E'));
        if sign && at > start && !after_exponent {
            break;
        }
        if !sign && !is_id(byte) {
            break;
        }
        at += 1;
    }
    at
}

/// The end of `@a::@"b c"` at `start`.
pub(crate) fn symbol_end(text: &[u8], start: usize) -> Result<usize, ScanError> {
    let mut at = start;
    loop {
        at = match text.get(at + 1) {
            Some(b'"') => string_end(text, at + 1)?,
            _ => suffix_end(text, at + 1),
        };
        if text.get(at..at + 3) != Some(b"::@") {
            return Ok(at);
        }
        at += 2;
    }
}

fn skip_blanks(text: &[u8], mut at: usize) -> usize {
    while text.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

fn trim_end(text: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && text.get(end - 1) == Some(&b' ') {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(scan: fn(&[u8], usize) -> Result<Extent, ScanError>, text: &str) -> usize {
        scan(text.as_bytes(), 0).unwrap().end
    }

    #[test]
    fn extents_are_exact() {
        for ty in [
            "tensor<4x?xf32>",
            "i32",
            "!tfl.control",
            "!q.u<i8:f32, {0.5:1}>",
            "(i32) -> (f32, i1)",
            "() -> ()",
            "tuple<i32, (i1) -> i1>",
            "tensor<2xf32, #a.b<\">\">>",
        ] {
            assert_eq!(end(type_end, &format!("{ty} , x")), ty.len(), "{ty}");
        }
        for attr in [
            "1 : i32",
            "-1.5e-7",
            "\"a\\\">\"",
            "[1, {a}]",
            "@a::@\"b c\"",
            "#tf.shape<*>",
            "dense<[1, 2]> : tensor<2xi32>",
            "affine_map<(d0) -> (d0)>",
            "loc(\"a\"(unknown))",
            "true",
            "array<i64: 1, 2>",
            "tensor<4xf32>",
            "affine_set<(d0) : (d0 >= 0)>",
        ] {
            assert_eq!(end(attr_end, &format!("{attr} , x")), attr.len(), "{attr}");
        }
    }

    #[test]
    fn broken_brackets_are_named() {
        assert_eq!(balanced(b"<(]>", 0), Err(ScanError::Unclosed(1)));
        assert_eq!(balanced(b"(\"abc", 0), Err(ScanError::OpenString(1)));
        assert_eq!(balanced("[".repeat(300).as_bytes(), 0), Err(ScanError::TooDeep(256)));
        assert_eq!(balanced(b"[(", 0), Err(ScanError::Unclosed(1)));
    }
}
