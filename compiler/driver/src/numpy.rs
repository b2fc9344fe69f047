//! NumPy files: `.npy` arrays and `.npz` archives of them, without pickles.
//! Format: NEP 1, versions 1 to 3.

mod header;
mod npz;

use std::fmt;

use bytes::Bytes;

pub use npz::{read_npz, write_npz};

/// An array as NumPy stores it: row-major, little-endian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// Element type.
    pub dtype: Dtype,
    /// Dimensions; none for a scalar.
    pub shape: Vec<usize>,
    /// Elements.
    pub data: Bytes,
}

/// The element types that are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are NumPy's")]
pub enum Dtype {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    F32,
    F64,
    C64,
    C128,
    /// `S` arrays: strings of up to this many bytes, zero-padded.
    Bytes(usize),
}

/// Why a file is not an array that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumpyError(pub(crate) String);

impl fmt::Display for NumpyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for NumpyError {}

pub(crate) fn error<T>(message: impl Into<String>) -> Result<T, NumpyError> {
    Err(NumpyError(message.into()))
}

impl Dtype {
    /// Bytes of one element.
    pub fn size(self) -> usize {
        match self {
            Dtype::Bool | Dtype::I8 | Dtype::U8 => 1,
            Dtype::I16 | Dtype::U16 | Dtype::F16 => 2,
            Dtype::I32 | Dtype::U32 | Dtype::F32 => 4,
            Dtype::I64 | Dtype::U64 | Dtype::F64 | Dtype::C64 => 8,
            Dtype::C128 => 16,
            Dtype::Bytes(size) => size,
        }
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dtype::Bool => "bool",
            Dtype::I8 => "int8",
            Dtype::I16 => "int16",
            Dtype::I32 => "int32",
            Dtype::I64 => "int64",
            Dtype::U8 => "uint8",
            Dtype::U16 => "uint16",
            Dtype::U32 => "uint32",
            Dtype::U64 => "uint64",
            Dtype::F16 => "float16",
            Dtype::F32 => "float32",
            Dtype::F64 => "float64",
            Dtype::C64 => "complex64",
            Dtype::C128 => "complex128",
            Dtype::Bytes(_) => "bytes",
        })
    }
}

impl Array {
    /// An array of `shape`.
    ///
    /// # Errors
    /// When `data` is not as long as type and shape say.
    pub fn new(dtype: Dtype, shape: Vec<usize>, data: Bytes) -> Result<Array, NumpyError> {
        let expected = shape.iter().try_fold(dtype.size(), |n, &dim| n.checked_mul(dim));
        if expected != Some(data.len()) {
            return error(format!("an array of shape {shape:?} does not have {} bytes", data.len()));
        }
        Ok(Array { dtype, shape, data })
    }

    /// Strings as an `S` array of `shape`.
    ///
    /// # Errors
    /// When the number of strings is not that of the shape, or they are too large together.
    pub fn from_strings(shape: Vec<usize>, strings: &[Bytes]) -> Result<Array, NumpyError> {
        let width = strings.iter().map(Bytes::len).max().unwrap_or(0).max(1);
        let Some(total) = width.checked_mul(strings.len()).filter(|&n| n <= 1 << 31) else {
            return error("the strings take more than 2 GiB as a fixed-width array");
        };
        let mut data = Vec::with_capacity(total);
        for string in strings {
            data.extend_from_slice(string);
            data.resize(data.len() + width - string.len(), 0);
        }
        Array::new(Dtype::Bytes(width), shape, data.into())
    }

    /// The strings of an `S` array, without their zero padding.
    pub fn strings(&self) -> Option<Vec<Bytes>> {
        let Dtype::Bytes(width) = self.dtype else { return None };
        if width == 0 {
            let count = self.shape.iter().try_fold(1usize, |n, &dim| n.checked_mul(dim))?;
            return (count <= 1 << 24).then(|| vec![Bytes::new(); count]);
        }
        let trim = |item: Bytes| {
            let len = item.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
            item.slice(..len)
        };
        Some(
            (0..self.data.len() / width).map(|i| trim(self.data.slice(i * width..(i + 1) * width))).collect(),
        )
    }

    /// Reads the bytes of a `.npy` file.
    ///
    /// # Errors
    /// When they are not one, hold objects, or have a type that is not read here.
    pub fn from_npy(file: Bytes) -> Result<Array, NumpyError> {
        header::read(file)
    }

    /// The bytes of a `.npy` file.
    pub fn to_npy(&self) -> Vec<u8> {
        let mut file = header::write(self.dtype, &self.shape);
        file.extend_from_slice(&self.data);
        file
    }
}
