//! Constants: attributes as contents of buffers.

use bytes::{BufMut, Bytes, BytesMut};
use tfl_ir::types::ByteLimit;
use tfl_ir::{Attr, Body, DenseElements, DenseStrings, Op, Value};

use super::graph::Graph;
use super::sparse;
use crate::element;
use crate::error::quoted;
use crate::model::Sparsity;
use crate::names;

/// Ops that make a constant.
const CONSTANTS: [&str; 9] = [
    "tfl.pseudo_const",
    "tfl.pseudo_qconst",
    "tfl.pseudo_sparse_const",
    "tfl.pseudo_sparse_qconst",
    "tfl.external_const",
    "tfl.no_value",
    "arith.constant",
    "tf.Const",
    "stablehlo.constant",
];

impl Graph<'_, '_> {
    /// The constant op that makes `value`, if one does.
    pub(super) fn constant_op(&self, value: Value) -> Option<Op> {
        self.body.defining_op(value).filter(|&op| CONSTANTS.contains(&self.body.name(op).as_str()))
    }

    /// Adds the tensor of constant `op`, which makes `value`; -1 for the absent value.
    ///
    /// # Errors
    /// Why the format cannot hold it.
    pub(super) fn add_constant(&mut self, op: Op, value: Value, is_variable: bool) -> Result<i32, String> {
        let ty = self.body.ty(value);
        if crate::bind::is_none(ty) {
            return Ok(-1);
        }
        let is_variable = is_variable || self.body.attr(op, names::IS_VARIABLE).is_some();
        let constant = if is_variable { variable(self.body, op)? } else { self.constant(op)? };
        let name = self.naming.name(self.body, value);
        let mut tensor = self.tensor(ty, &name)?;
        tensor.is_variable = is_variable;
        tensor.external_buffer = constant.external_buffer;
        tensor.sparsity = constant.sparsity.map(Box::new);
        tensor.buffer = match constant.content {
            Some(content) => self.exporter.buffers.content(content),
            None => self.exporter.buffers.empty(),
        };
        tensor.name = name;
        self.push(tensor)
    }

    fn constant(&mut self, op: Op) -> Result<Constant, String> {
        let attr = |name| self.body.attr(op, name);
        if self.body.name(op) == "tfl.external_const" {
            let buffer = attr("external_buffer").and_then(external);
            let (group, offset, length, packing) =
                buffer.ok_or("no attribute 'external_buffer' of group, offset, length and packing")?;
            let external_buffer = self.exporter.buffers.external(&group, offset, length, &packing);
            return Ok(Constant { external_buffer, ..Constant::default() });
        }
        if let Some(compressed) = attr("compressed_data") {
            let sparsity = attr("s_param").and_then(sparse::sparsity);
            let sparsity = Some(sparsity.ok_or("no attribute 's_param' that describes a sparse layout")?);
            return Ok(Constant { content: Some(content(compressed)?), sparsity, ..Constant::default() });
        }
        let value = attr("value").ok_or("a constant without a value")?;
        Ok(Constant { content: Some(content(value)?), ..Constant::default() })
    }
}

/// What a constant's tensor has beyond its type.
#[derive(Default)]
struct Constant {
    content: Option<Bytes>,
    sparsity: Option<Sparsity>,
    external_buffer: u32,
}

/// A tensor that keeps its content between runs; runtimes start all of them at zero.
fn variable(body: &Body, op: Op) -> Result<Constant, String> {
    let value = body.attr(op, "value").and_then(Attr::as_elements);
    if value.is_some_and(|value| value.raw().iter().any(|&byte| byte != 0)) {
        return Err("a variable that does not start at zero".into());
    }
    Ok(Constant::default())
}

/// The bytes of a buffer for `attr`.
fn content(attr: &Attr) -> Result<Bytes, String> {
    match attr {
        Attr::Strings(strings) => string_content(strings),
        Attr::Resource(resource) if resource.elements().is_none() => Err(format!(
            "a constant whose content is not there: resource {} has no data",
            quoted(&resource.name)
        )),
        _ => match attr.as_elements() {
            Some(elements) => dense_content(elements),
            None => Err("a constant of a kind that TFLite does not have".into()),
        },
    }
}

fn dense_content(elements: &DenseElements) -> Result<Bytes, String> {
    let data = elements.expanded(ByteLimit::default()).map_err(|error| error.to_string())?;
    let bits = element::of(elements.elem()).and_then(crate::model::TensorType::bits);
    Ok(match bits {
        Some(bits @ (2 | 4)) => packed(&data, bits),
        _ => data,
    })
}

/// Elements of `bits` bits, from one a byte to as many a byte as fit, the first into the low bits.
fn packed(data: &[u8], bits: u64) -> Bytes {
    let (per_byte, width, mask) = if bits == 2 { (4, 2, 3u8) } else { (2, 4, 15) };
    let pack =
        |chunk: &[u8]| chunk.iter().rev().fold(0u8, |byte, &element| (byte << width) | (element & mask));
    data.chunks(per_byte).map(pack).collect()
}

/// A count, the offsets of the strings and of their end, the characters.
fn string_content(strings: &DenseStrings) -> Result<Bytes, String> {
    let too_large = || "strings of more than 2147483647 bytes".to_owned();
    let count = usize::try_from(strings.len()).map_err(|_| too_large())?;
    let raw = strings.raw();
    // A splat is stored once.
    let each = || (0..count).filter_map(|index| raw.get(if raw.len() == 1 { 0 } else { index }));
    let header = count.checked_add(2).and_then(|numbers| numbers.checked_mul(4)).ok_or_else(too_large)?;
    let total = each().try_fold(header, |sum, string| sum.checked_add(string.len()));
    let total = total.filter(|&total| i32::try_from(total).is_ok()).ok_or_else(too_large)?;
    let mut content = BytesMut::with_capacity(total);
    let number = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
    content.put_i32_le(number(count));
    let mut offset = header;
    for string in each() {
        content.put_i32_le(number(offset));
        offset = offset.saturating_add(string.len());
    }
    content.put_i32_le(number(offset));
    for string in each() {
        content.put_slice(string);
    }
    Ok(content.freeze())
}

/// Group, offset, length and packing of `#tfl.external_buffer<…>`.
fn external(attr: &Attr) -> Option<(String, u64, u64, String)> {
    let Attr::Dialect(attr) = attr else { return None };
    let body = attr.body.strip_prefix("external_buffer")?.trim().strip_prefix('<')?.strip_suffix('>')?;
    let string = |key: &str| {
        let quoted = body.split_once(&format!("{key} = \""))?.1;
        unescaped(quoted)
    };
    let number = |key: &str| {
        let digits = body.split_once(&format!("{key} = "))?.1;
        digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    Some((string("group_name")?, number("offset")?, number("length")?, string("packing").unwrap_or_default()))
}

/// The text of a quoted string, up to its closing quote.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    loop {
        match rest.next()? {
            b'"' => return String::from_utf8(bytes).ok(),
            b'\\' => match rest.next()? {
                b'\\' => bytes.push(b'\\'),
                high => {
                    let digit =
                        |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                    bytes.push(digit(high)?.checked_mul(16)?.checked_add(digit(rest.next()?)?)?);
                }
            },
            byte => bytes.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tfl_ir::Type;

    #[test]
    fn packing_fills_the_low_bits_first() {
        assert_eq!(packed(&[1, 0xFF, 7], 4)[..], [0xF1, 0x07]);
        assert_eq!(packed(&[1, 0, 0xFF, 0xFF, 0xFF], 2)[..], [0xF1, 0x03]);
    }

    #[test]
    fn a_splat_of_strings_is_written_out() {
        let ty = Type::static_tensor(&[2], Type::dialect("tf_type", "string"));
        let strings = DenseStrings::new(ty, vec![Bytes::from_static(b"ab")]).unwrap();
        let content = string_content(&strings).unwrap();
        assert_eq!(content[..], *b"\x02\0\0\0\x10\0\0\0\x12\0\0\0\x14\0\0\0abab");
    }
}
