//! Writing IR as text.
//!
//! Ops are written with an explicit stack of what is still to come, so that nesting costs memory and
//! not stack. Names of values are settled for a whole isolated op before its first line is written.

mod aliases;
mod attrs;
mod elements;
mod float;
mod hooks;
mod locs;
mod names;
mod ops;
mod quant;
mod resources;
mod types;

use std::fmt;
use std::io::{self, Write};

pub use hooks::OpPrinter;

use crate::{Attr, Loc, Module, Type};

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintOptions {
    /// Whether every op is written in the generic form (`--mlir-print-op-generic`).
    pub generic: bool,
    /// Whether locations are written (`--mlir-print-debuginfo`).
    pub debuginfo: bool,
    /// Constants of more elements than this are left out
    /// (`--mlir-elide-elementsattrs-if-larger`); such text reads back without its constants.
    pub elide_elements_larger_than: Option<u64>,
    /// Resource data of more characters than this is left out
    /// (`--mlir-elide-resource-strings-if-larger`).
    pub elide_resources_larger_than: Option<u64>,
}

/// Writes `module` and a final newline.
///
/// # Errors
/// Those of `out`.
pub fn print_module(module: &Module, options: &PrintOptions, out: &mut impl Write) -> io::Result<()> {
    ops::print(module, options, out)
}

/// The text of `module`, with a final newline.
pub fn module_to_string(module: &Module, options: &PrintOptions) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = print_module(module, options, &mut bytes);
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The text of a type: `tensor<4xf32>`.
pub fn type_to_string(ty: Type) -> String {
    let mut out = String::new();
    types::write(&mut out, ty, attrs::Style::plain());
    out
}

/// The text of an attribute: `dense<1> : tensor<i32>`.
pub fn attr_to_string(attr: &Attr) -> String {
    let mut out = String::new();
    attrs::write(&mut out, attr, attrs::Style::plain());
    out
}

/// The text of a location without `loc(…)` around it: `"f.py":3:4`.
pub fn loc_to_string(loc: &Loc) -> String {
    let mut out = String::new();
    locs::write(&mut out, loc, attrs::Style::plain());
    out
}

/// The text of a floating-point number of format `kind` given by its bits.
pub fn float_to_string(bits: u64, kind: crate::types::FloatKind) -> String {
    let mut out = String::new();
    float::write(&mut out, bits, kind);
    out
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&type_to_string(*self))
    }
}

impl fmt::Display for Attr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&attr_to_string(self))
    }
}

impl fmt::Display for Loc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&loc_to_string(self))
    }
}

/// Appends `text` in quotes: printable ASCII as it is, every other byte as two hexadecimal digits.
pub(crate) fn write_string(out: &mut String, text: &[u8]) {
    out.push('"');
    for &byte in text {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'"' => out.push_str("\\22"),
            0x20..=0x7e => out.push(char::from(byte)),
            _ => {
                out.push('\\');
                push_hex(out, byte);
            }
        }
    }
    out.push('"');
}

/// Appends a byte as two upper-case hexadecimal digits.
pub(crate) fn push_hex(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Whether `text` needs no quotes as a name in a dictionary or after `@`.
pub(crate) fn is_bare_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(crate::text::scan::is_id)
}

/// Appends a name, in quotes if it needs them.
pub(crate) fn write_name(out: &mut String, name: &str) {
    if is_bare_id(name) {
        out.push_str(name);
    } else {
        write_string(out, name.as_bytes());
    }
}
