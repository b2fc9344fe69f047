//! Commands that read and write text.

use super::{Fault, Input};
use crate::filecheck::{Invocation, filecheck};

pub(super) fn file_check(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let call = Invocation::parse(input.args).map_err(Fault::Usage)?;
    let file = std::fs::read(input.path(&call.check_file));
    let checks = file.map_err(|e| Fault::Usage(format!("{}: {e}", call.check_file)))?;
    let bytes = match &call.input_file {
        Some(path) => input.read(path)?,
        None => input.stdin.to_vec(),
    };
    let (checks, text) = (String::from_utf8_lossy(&checks), String::from_utf8_lossy(&bytes));
    match filecheck(&checks, &text, &call.options) {
        Ok(()) => Ok(Vec::new()),
        Err(why) => Err(Fault::No(why)),
    }
}

pub(super) fn cat(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    match input.args {
        [] => Ok(input.stdin.to_vec()),
        files => Ok(files.iter().map(|file| input.read(file)).collect::<Result<Vec<_>, _>>()?.concat()),
    }
}

pub(super) fn echo(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    match input.args.split_first() {
        Some((flag, words)) if flag == "-n" => Ok(words.join(" ").into_bytes()),
        _ => Ok((input.args.join(" ") + "\n").into_bytes()),
    }
}

pub(super) fn printf(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [text] = input.exactly("printf TEXT")?;
    unescape(text)
}

pub(super) fn repeat(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [times, text] = input.exactly("repeat N TEXT")?;
    Ok(unescape(text)?.repeat(number(times)?))
}

pub(super) fn head(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let usage = || Fault::Usage("expected head -c N | -n N [FILE]".to_owned());
    let (unit, size, bytes) = match input.args {
        [unit, size] => (unit, number(size)?, input.stdin.to_vec()),
        [unit, size, file] => (unit, number(size)?, input.read(file)?),
        _ => return Err(usage()),
    };
    match unit.as_str() {
        "-c" => Ok(bytes.into_iter().take(size).collect()),
        "-n" => Ok(bytes.split_inclusive(|byte| *byte == b'\n').take(size).flatten().copied().collect()),
        _ => Err(usage()),
    }
}

pub(super) fn count(input: &Input<'_>) -> Result<Vec<u8>, Fault> {
    let [wanted] = input.exactly("count N")?;
    let found = input.stdin.split_inclusive(|byte| *byte == b'\n').count();
    match found == number(wanted)? {
        true => Ok(Vec::new()),
        false => Err(Fault::No(format!("expected {wanted} lines, found {found}"))),
    }
}

fn number(text: &str) -> Result<usize, Fault> {
    text.parse().map_err(|_| Fault::Usage(format!("'{text}' is no number")))
}

/// Replaces `\n`, `\t`, `\\` and `\xHH`.
fn unescape(text: &str) -> Result<Vec<u8>, Fault> {
    let bad = || Fault::Usage(format!("an escape in '{text}' is none of \\n, \\t, \\\\, \\xHH"));
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let (&kind, after) = rest.split_first().ok_or_else(bad)?;
        rest = after;
        match kind {
            b'n' => out.push(b'\n'),
            b't' => out.push(b'\t'),
            b'\\' => out.push(b'\\'),
            b'x' => {
                let digits = rest.get(..2).and_then(|d| std::str::from_utf8(d).ok()).ok_or_else(bad)?;
                out.push(u8::from_str_radix(digits, 16).map_err(|_| bad())?);
                rest = &rest[2..];
            }
            _ => return Err(bad()),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_make_any_byte() {
        assert_eq!(unescape(r"a\n\xff\\").unwrap(), b"a\n\xff\\");
        assert!(unescape(r"\q").is_err());
        assert!(unescape(r"\x4").is_err());
    }
}
