//! The header of a `.npy` file: a Python dictionary literal in text.

use bytes::Bytes;

use super::{Array, Dtype, NumpyError, error};

const MAGIC: &[u8] = b"\x93NUMPY";
/// The most dimensions an array may have, as in NumPy.
const MAX_RANK: usize = 64;

pub(super) fn read(file: Bytes) -> Result<Array, NumpyError> {
    let cut = || NumpyError("the file ends inside its header".into());
    if !file.starts_with(MAGIC) {
        return error("this is not a .npy file: it does not begin with the NumPy magic");
    }
    let major = *file.get(6).ok_or_else(cut)?;
    let (len, start) = match major {
        1 => (file.get(8..10).map(|b| u16::from_le_bytes([b[0], b[1]]) as usize), 10),
        2 | 3 => (file.get(8..12).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize), 12),
        _ => return error(format!("version {major} of the .npy format is not known")),
    };
    let len = len.ok_or_else(cut)?;
    let end = len.checked_add(start).filter(|&end| end <= file.len()).ok_or_else(cut)?;
    let text = file.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| NumpyError("the header is not text".into()))?;

    let descr = quoted(field(text, "descr")?)?;
    let fortran = match field(text, "fortran_order")? {
        value if value.starts_with("True") => true,
        value if value.starts_with("False") => false,
        _ => return error("the header's fortran_order is neither True nor False"),
    };
    let shape = tuple(field(text, "shape")?)?;
    let (dtype, swap, unicode) = dtype(descr)?;
    if fortran && shape.len() > 1 {
        return error("the array is stored column-major; save np.ascontiguousarray(x)");
    }
    let size = if unicode { dtype.size().checked_mul(4) } else { Some(dtype.size()) };
    let bytes = size.and_then(|size| shape.iter().try_fold(size, |n, &dim| n.checked_mul(dim)));
    let data_end = bytes.and_then(|n| n.checked_add(end)).filter(|&n| n <= file.len());
    let Some(data_end) = data_end else {
        return error(format!("the file is shorter than an array of shape {shape:?} and type '{descr}'"));
    };
    let data = file.slice(end..data_end);
    if unicode {
        return from_unicode(shape, dtype.size(), &data, swap);
    }
    let data = if swap { swapped(&data, dtype) } else { data };
    Array::new(dtype, shape, data)
}

/// The text after `'name':`, blanks skipped.
fn field<'a>(text: &'a str, name: &str) -> Result<&'a str, NumpyError> {
    let found = ["'", "\""].iter().find_map(|quote| text.split_once(&format!("{quote}{name}{quote}")));
    let value = found.and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    value.map(str::trim_start).ok_or_else(|| NumpyError(format!("the header has no '{name}'")))
}

fn quoted(text: &str) -> Result<&str, NumpyError> {
    let quote = text.chars().next().filter(|c| "'\"".contains(*c));
    let inner = quote.and_then(|quote| text[1..].split_once(quote));
    inner.map(|(inner, _)| inner).ok_or_else(|| {
        NumpyError("the array has a structured type; only arrays of plain numbers and bytes are read".into())
    })
}

fn tuple(text: &str) -> Result<Vec<usize>, NumpyError> {
    let inner = text.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner);
    let Some(inner) = inner else { return error("the header's shape is not a tuple") };
    let items = inner.split(',').map(str::trim).filter(|item| !item.is_empty());
    let dims: Option<Vec<usize>> =
        items.take(MAX_RANK + 1).map(|item| item.trim_end_matches('L').parse().ok()).collect();
    match dims {
        Some(dims) if dims.len() <= MAX_RANK => Ok(dims),
        Some(_) => error(format!("the array has more than {MAX_RANK} dimensions")),
        None => error(format!("the header's shape ({inner}) is not made of numbers")),
    }
}

/// Element type, whether its bytes are big-endian, whether it is text of 32-bit characters.
fn dtype(descr: &str) -> Result<(Dtype, bool, bool), NumpyError> {
    let (order, kind) = match descr.as_bytes().first() {
        Some(b'<' | b'|' | b'=') => (false, &descr[1..]),
        Some(b'>') => (true, &descr[1..]),
        _ => (false, descr),
    };
    let plain = match kind {
        "b1" => Dtype::Bool,
        "i1" => Dtype::I8,
        "i2" => Dtype::I16,
        "i4" => Dtype::I32,
        "i8" => Dtype::I64,
        "u1" => Dtype::U8,
        "u2" => Dtype::U16,
        "u4" => Dtype::U32,
        "u8" => Dtype::U64,
        "f2" => Dtype::F16,
        "f4" => Dtype::F32,
        "f8" => Dtype::F64,
        "c8" => Dtype::C64,
        "c16" => Dtype::C128,
        "O" => return error("the array holds Python objects; convert it with x.astype('S') or to numbers"),
        _ => {
            let width = kind.get(1..).and_then(|n| n.parse().ok());
            return match (kind.as_bytes().first(), width) {
                (Some(b'S' | b'a'), Some(width)) => Ok((Dtype::Bytes(width), false, false)),
                (Some(b'U'), Some(width)) => Ok((Dtype::Bytes(width), order, true)),
                _ => error(format!("arrays of type '{descr}' are not read; convert to a number type")),
            };
        }
    };
    Ok((plain, order, false))
}

fn swapped(data: &Bytes, dtype: Dtype) -> Bytes {
    let part = match dtype {
        Dtype::C64 => 4,
        Dtype::C128 => 8,
        other => other.size().max(1),
    };
    let mut out = data.to_vec();
    out.chunks_exact_mut(part).for_each(<[u8]>::reverse);
    out.into()
}

/// `U` arrays hold 32-bit characters; they become UTF-8 bytes.
fn from_unicode(shape: Vec<usize>, width: usize, data: &Bytes, big: bool) -> Result<Array, NumpyError> {
    let count = shape.iter().try_fold(1usize, |n, &dim| n.checked_mul(dim));
    let mut strings = Vec::new();
    for item in data.chunks_exact((width * 4).max(1)) {
        let code = |c: &[u8]| {
            let bytes = [c[0], c[1], c[2], c[3]];
            if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
        };
        let text: Option<String> = item.chunks_exact(4).map(code).map(char::from_u32).collect();
        let Some(text) = text else { return error("the array holds characters that are not Unicode") };
        strings.push(Bytes::from(text.trim_end_matches('\0').to_owned()));
    }
    if width == 0 {
        strings = vec![Bytes::new(); count.filter(|&n| n <= 1 << 24).unwrap_or(0)];
    }
    Array::from_strings(shape, &strings)
}

pub(super) fn write(dtype: Dtype, shape: &[usize]) -> Vec<u8> {
    let descr = match dtype {
        Dtype::Bool => "|b1".into(),
        Dtype::I8 => "|i1".into(),
        Dtype::U8 => "|u1".into(),
        Dtype::I16 => "<i2".into(),
        Dtype::I32 => "<i4".into(),
        Dtype::I64 => "<i8".into(),
        Dtype::U16 => "<u2".into(),
        Dtype::U32 => "<u4".into(),
        Dtype::U64 => "<u8".into(),
        Dtype::F16 => "<f2".into(),
        Dtype::F32 => "<f4".into(),
        Dtype::F64 => "<f8".into(),
        Dtype::C64 => "<c8".into(),
        Dtype::C128 => "<c16".into(),
        Dtype::Bytes(width) => format!("|S{width}"),
    };
    let dims: Vec<String> = shape.iter().map(usize::to_string).collect();
    let comma = if shape.len() == 1 { "," } else { "" };
    let text =
        format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({}{comma}), }}", dims.join(", "));
    // The data begins at a multiple of 64, the header ends in a line break.
    let padding = 63 - (MAGIC.len() + 4 + text.len()) % 64;
    let header = format!("{text}{}\n", " ".repeat(padding));
    let mut file = MAGIC.to_vec();
    file.extend([1, 0]);
    file.extend((header.len() as u16).to_le_bytes());
    file.extend(header.as_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_arrays_read_back() {
        for shape in [vec![], vec![2], vec![1, 2, 1]] {
            let count = shape.iter().product::<usize>();
            let array = Array::new(Dtype::F32, shape, vec![7; count * 4].into()).unwrap();
            let file = array.to_npy();
            assert_eq!((file.len() - array.data.len()) % 64, 0);
            assert_eq!(Array::from_npy(file.into()), Ok(array));
        }
    }

    #[test]
    fn strings_lose_their_padding() {
        let strings = [Bytes::from_static(b"a"), Bytes::from_static(b"bcd")];
        let array = Array::from_strings(vec![2], &strings).unwrap();
        let back = Array::from_npy(array.to_npy().into()).unwrap();
        assert_eq!(back.strings().unwrap(), strings);
    }

    #[test]
    fn big_endian_and_unicode_are_converted() {
        let header = |descr: &str, shape: &str, data: &[u8]| {
            let text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n");
            let mut file = MAGIC.to_vec();
            file.extend([1, 0]);
            file.extend((text.len() as u16).to_le_bytes());
            file.extend(text.as_bytes());
            file.extend(data);
            Bytes::from(file)
        };
        let big = Array::from_npy(header(">i2", "(1,)", &[1, 2])).unwrap();
        assert_eq!((&big.data[..], big.dtype), (&[2, 1][..], Dtype::I16));
        let text = Array::from_npy(header("<U2", "(1,)", &[0xe9, 0, 0, 0, 0, 0, 0, 0])).unwrap();
        assert_eq!(text.strings().unwrap(), ["é"]);
        for (descr, shape) in
            [("|O", "(1,)"), ("<f4", "(9,)"), ("<f4", "(18446744073709551615, 2)"), ("<f4", "1")]
        {
            assert!(Array::from_npy(header(descr, shape, &[0; 8])).is_err(), "{descr} {shape}");
        }
        assert!(Array::from_npy(Bytes::from_static(b"\x93NUMPY\x01\x00\xff\xff")).is_err());
    }
}
