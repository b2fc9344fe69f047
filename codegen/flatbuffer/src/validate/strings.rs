//! Contents of string tensors: a count, the offsets of the strings and of their end, the characters.

use crate::error::{Error, Result};
use crate::wire::Scalar;

/// Checks the content of a string tensor of `elements` strings.
pub(super) fn check(data: &[u8], elements: u64) -> Result<()> {
    let mut count = 0u64;
    for string in strings_of(data)? {
        string?;
        count = count.saturating_add(1);
    }
    if count != elements {
        return Err(Error::new(format!("its content has {count} strings, but its shape {elements}"))
            .with_hint("the file is damaged: convert the model again"));
    }
    Ok(())
}

/// The strings in the content of a string tensor.
pub(crate) fn strings_of(data: &[u8]) -> Result<impl Iterator<Item = Result<&[u8]>>> {
    let damaged = |what: String| {
        Error::new(format!("its content is no list of strings: {what}"))
            .with_hint("the file is damaged: convert the model again")
    };
    let count = i32::read(data).ok_or_else(|| damaged("it has less than 4 bytes".into()))?;
    let count = usize::try_from(count).map_err(|_| damaged(format!("it counts {count} strings")))?;
    // The count itself, an offset for each string, and one for the end of the last.
    let offsets = count
        .checked_add(1)
        .and_then(|offsets| offsets.checked_mul(4))
        .and_then(|size| data.get(4..)?.get(..size));
    let offsets =
        offsets.ok_or_else(|| damaged(format!("{count} offsets do not fit into {} bytes", data.len())))?;
    let first = offsets.len().saturating_add(4);
    let offset = move |index: usize| {
        let value = offsets.get(index.saturating_mul(4)..).and_then(i32::read)?;
        usize::try_from(value).ok().filter(|&value| value >= first)
    };
    Ok((0..count).map(move |index| {
        let string =
            offset(index).zip(offset(index.saturating_add(1))).and_then(|(from, to)| data.get(from..to));
        string.ok_or_else(|| damaged(format!("string {index} lies outside of it")))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(numbers: &[i32], characters: &[u8]) -> Vec<u8> {
        let mut content: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        content.extend(characters);
        content
    }

    #[test]
    fn well_formed_contents() {
        let data = content(&[2, 16, 17, 19], b"abc");
        let strings: Result<Vec<&[u8]>> = strings_of(&data).unwrap().collect();
        assert_eq!(strings.unwrap(), [b"a".as_slice(), b"bc"]);
        assert!(check(&content(&[0, 8], b""), 0).is_ok());
    }

    #[test]
    fn refusals() {
        for (numbers, expected) in [
            (&[][..], "it has less than 4 bytes"),
            (&[-1][..], "it counts -1 strings"),
            (&[i32::MAX, 8][..], "2147483647 offsets do not fit into 8 bytes"),
            (&[1, 12, 13][..], "string 0 lies outside of it"),
            (&[1, 12, -1][..], "string 0 lies outside of it"),
            (&[2, 16, 12, 16][..], "string 0 lies outside of it"),
            (&[1, 0, 12][..], "string 0 lies outside of it"),
        ] {
            let error = check(&content(numbers, b""), 1).unwrap_err();
            assert_eq!(error.to_string(), format!("its content is no list of strings: {expected}"));
        }
        let error = check(&content(&[1, 12, 13], b"x"), 3).unwrap_err();
        assert_eq!(error.to_string(), "its content has 1 strings, but its shape 3");
    }
}
