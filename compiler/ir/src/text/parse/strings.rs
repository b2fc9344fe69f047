//! String literals: escapes.

use std::borrow::Cow;

/// The bytes that the inside of a string literal stands for: `\n`, `\t`, `\"`, `\\`, two hexadecimal
/// digits. `None`, with the offset, when an escape is none of these.
pub(crate) fn unescape(text: &str) -> Result<Cow<'_, [u8]>, usize> {
    let bytes = text.as_bytes();
    if memchr::memchr(b'\\', bytes).is_none() {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        let (first, second) = (bytes.get(at + 1).copied(), bytes.get(at + 2).copied());
        let (value, len) = match first {
            Some(b'n') => (b'\n', 2),
            Some(b't') => (b'\t', 2),
            Some(quoted @ (b'"' | b'\\')) => (quoted, 2),
            _ => match (first.and_then(hex_value), second.and_then(hex_value)) {
                (Some(high), Some(low)) => (high << 4 | low, 3),
                _ => return Err(at),
            },
        };
        out.push(value);
        at += len;
    }
    Ok(Cow::Owned(out))
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_bytes() {
        assert_eq!(&*unescape("a\\22\\0A\\\\\\C3\\A9").unwrap(), b"a\"\n\\\xC3\xA9");
        assert_eq!(unescape("a\\q"), Err(1));
        assert_eq!(unescape("\\2"), Err(0));
    }
}
