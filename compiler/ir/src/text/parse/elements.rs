//! Constants of tensors: number lists, hexadecimal bytes, strings, resources, sparse ones.

use std::sync::Arc;

use bytes::Bytes;
use pest::iterators::Pair;

use super::strings::hex_value;
use super::{Parsed, Parser, numbers, unescape};
use crate::text::grammar::Rule;
use crate::types::{TypeKind, checked_element_count};
use crate::{Attr, DenseElements, DenseStrings, MAX_DEPTH, ResourceElements, SparseElements, Type};

/// What went wrong inside a payload, and how many bytes into it.
type PayloadError = (usize, String);

impl<'s> Parser<'s> {
    /// `dense<…> : type`.
    pub(super) fn dense(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts = pair.clone().into_inner();
        let (Some(payload), Some(ty)) = (parts.next(), parts.next()) else {
            return Err(self.error_in(&pair, "expected elements and a type"));
        };
        let at = self.base + payload.as_span().start();
        let ty_at = self.base + ty.as_span().start();
        let ty = self.type_from(ty)?;
        let Some((dims, elem)) = shape(ty) else {
            return Err(self
                .error_at(ty_at, format!("elements literal type must have static shape, found {ty}"))
                .with_hint("give every dimension: tensor<2x3xf32>"));
        };
        if checked_element_count(&dims).is_err() {
            return Err(self.error_at(ty_at, "the number of elements does not fit in 63 bits"));
        }
        let outcome = match payload.as_rule() {
            Rule::hex_payload => {
                let digits = payload.into_inner().next().map_or("", |digits| digits.as_str());
                hex_elements(digits.get(2..).unwrap_or(""), ty, elem)
            }
            _ if elem.elem_bytes().is_none() => strings(payload.as_str(), ty, &dims),
            _ => number_list(payload.as_str(), ty, &dims, elem),
        };
        outcome.map_err(|(offset, message)| self.error_at(at + offset, message))
    }

    /// `dense_resource<name> : type`.
    pub(super) fn dense_resource(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts = pair.clone().into_inner();
        let name = match parts.next() {
            Some(key) => self.resource_key(&key)?,
            None => return Err(self.error_in(&pair, "expected a resource name")),
        };
        let Some(ty) = parts.next() else {
            return Err(
                self.error_in(&pair, "expected a type after the resource: dense_resource<name> : tensor<…>")
            );
        };
        let ty = self.type_from(ty)?;
        let blob = self.resource(&name)?;
        let (align, data) = blob.map_or((0, None), |blob| (blob.align, Some(blob.data)));
        match ResourceElements::new(&name, ty, align, data) {
            Ok(resource) => Ok(Attr::Resource(Arc::new(resource))),
            Err(error) => Err(self.error_in(&pair, format!("resource '{name}': {error}"))),
        }
    }

    /// `sparse<indices, values> : type`.
    pub(super) fn sparse(&mut self, pair: Pair<'_, Rule>) -> Parsed<Attr> {
        let mut parts: Vec<Pair<'_, Rule>> = pair.clone().into_inner().collect();
        let ty = match parts.pop() {
            Some(ty) => self.type_from(ty)?,
            None => return Err(self.error_in(&pair, "expected a type")),
        };
        let Some((dims, elem)) = shape(ty) else {
            return Err(
                self.error_in(&pair, format!("elements literal type must have static shape, found {ty}"))
            );
        };
        let index = Type::i64();
        let built = match parts.as_slice() {
            [] => sparse_part("[]", index, &[0, dims.len() as u64])
                .and_then(|indices| Ok((indices, sparse_part("[]", elem, &[0])?))),
            [indices, values] => {
                let (indices, values) = (indices.as_str().trim(), values.as_str().trim());
                let rank = dims.len() as u64;
                let count = list_length(values);
                // One index may stand without its outer brackets, `sparse<[0, 0], 1>`, and equal ones as
                // one number: `sparse<0, 1>`.
                let flat = indices.starts_with('[') && !indices.starts_with("[[");
                let one = flat && (rank > 1 || count == 1);
                let indices = if one { format!("[{indices}]") } else { indices.to_owned() };
                let shape = if flat && !one { vec![count] } else { vec![count, rank] };
                let values =
                    if values.starts_with(['[', '"']) { values.to_owned() } else { format!("[{values}]") };
                sparse_part(&indices, index, &shape)
                    .and_then(|indices| Ok((indices, sparse_part(&values, elem, &[count])?)))
            }
            _ => Err((0, "expected indices and values".into())),
        };
        let (indices, values) = built.map_err(|(_, message)| self.error_in(&pair, message))?;
        if indices.ty().dims().and_then(|dims| dims.first())
            != values.ty().dims().and_then(|dims| dims.first())
        {
            return Err(self.error_in(&pair, "a sparse constant needs one index for each value"));
        }
        let in_range = indices.to_ints(usize::MAX).is_some_and(|all| {
            all.chunks(dims.len().max(1))
                .all(|at| at.iter().zip(&dims).all(|(&i, &dim)| i >= 0 && i.unsigned_abs() < dim))
        });
        if !dims.is_empty() && !in_range {
            return Err(self.error_in(&pair, format!("a sparse index lies outside of {ty}")));
        }
        Ok(Attr::Sparse(Arc::new(SparseElements { ty, indices, values })))
    }
}

/// Dimensions and element type of a shaped type whose dimensions are all known.
fn shape(ty: Type) -> Option<(Vec<u64>, Type)> {
    match ty.kind() {
        TypeKind::Tensor { elem, .. } => Some((ty.static_dims()?, *elem)),
        TypeKind::Vector { dims, elem } => Some((dims.iter().map(|d| d.0).collect(), *elem)),
        _ => None,
    }
}

/// Number of items of a one-level list, 1 for a bare value.
fn list_length(text: &str) -> u64 {
    match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inside) if inside.trim().is_empty() => 0,
        Some(inside) => {
            let mut depth = 0i64;
            let commas = inside.bytes().filter(|byte| {
                depth += i64::from(*byte == b'(') - i64::from(*byte == b')');
                *byte == b',' && depth == 0
            });
            1 + commas.count() as u64
        }
        None => 1,
    }
}

fn sparse_part(text: &str, elem: Type, dims: &[u64]) -> Result<DenseElements, PayloadError> {
    let ty = Type::static_tensor(dims, elem);
    let hex = text.strip_prefix("\"0x").and_then(|rest| rest.strip_suffix('"'));
    if let Some(digits) = hex {
        // The number of values is not stated: it follows from the length of the data.
        let size = elem.elem_bytes().unwrap_or(1) as u64;
        let rank = dims.get(1).copied().unwrap_or(1).max(1);
        let count = digits.len() as u64 / 2 / size / rank;
        let dims: Vec<u64> = std::iter::once(count).chain(dims.get(1).copied()).collect();
        return match hex_elements(digits, Type::static_tensor(&dims, elem), elem)? {
            Attr::Elements(elements) => Ok((*elements).clone()),
            _ => Err((0, "expected numbers".into())),
        };
    }
    match number_list(text, ty, dims, elem)? {
        Attr::Elements(elements) => Ok((*elements).clone()),
        _ => Err((0, "expected numbers".into())),
    }
}

/// The constant made of raw bytes; one element's bytes stand for all.
fn hex_elements(digits: &str, ty: Type, elem: Type) -> Result<Attr, PayloadError> {
    let Some(size) = elem.elem_bytes() else {
        return Err((0, format!("hexadecimal data needs number elements, found {elem}")));
    };
    let mut data = decode_hex(digits)?;
    let packed = elem.is_bool();
    let count = shape(ty).and_then(|(dims, _)| checked_element_count(&dims).ok()).unwrap_or(0);
    if packed && data.len() as u64 == count.div_ceil(8) && count > 1 {
        data = (0..count as usize).map(|i| data.get(i / 8).map_or(0, |byte| byte >> (i % 8) & 1)).collect();
    }
    match elem.kind() {
        TypeKind::Int { width: 1, .. } => data.iter_mut().for_each(|byte| *byte = u8::from(*byte != 0)),
        TypeKind::Int { width, sign } if *width < 8 => {
            let shift = 8 - width;
            let unsigned = *sign == crate::types::Signedness::Unsigned;
            data.iter_mut().for_each(|byte| {
                *byte =
                    if unsigned { *byte << shift >> shift } else { ((*byte << shift) as i8 >> shift) as u8 };
            });
        }
        _ => {}
    }
    let built = if data.len() == size {
        DenseElements::splat(ty, data.into())
    } else {
        DenseElements::new(ty, data.into())
    };
    built
        .map(Attr::elements)
        .map_err(|error| (0, format!("elements hex data size is invalid for {ty}: {error}")))
}

/// The bytes that pairs of hexadecimal digits stand for.
pub(super) fn decode_hex(digits: &str) -> Result<Vec<u8>, PayloadError> {
    let bytes = digits.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return Err((0, "expected an even number of hexadecimal digits".into()));
    }
    // Digits decode through a table in which anything else has a high bit, so that one test at the
    // end finds a wrong one.
    let mut wrong = 0u16;
    let data: Vec<u8> = bytes
        .chunks_exact(2)
        .map(|pair| {
            let value = HEX[usize::from(pair[0])] << 4 | HEX[usize::from(pair[1])];
            wrong |= value;
            value as u8
        })
        .collect();
    if wrong > 0xff {
        let at = bytes.iter().position(|&byte| hex_value(byte).is_none()).unwrap_or(0);
        return Err((at + 3, "expected only hexadecimal digits after 0x".into()));
    }
    Ok(data)
}

/// The value of each hexadecimal digit; 0x100 for other bytes.
static HEX: [u16; 256] = {
    let mut table = [0x100u16; 256];
    let mut digit = 0;
    while digit < 10 {
        table[b'0' as usize + digit] = digit as u16;
        digit += 1;
    }
    let mut letter = 0;
    while letter < 6 {
        table[b'a' as usize + letter] = 10 + letter as u16;
        table[b'A' as usize + letter] = 10 + letter as u16;
        letter += 1;
    }
    table
};

/// Where an element goes in a nested list, checked against the dimensions.
struct Shape<'d> {
    dims: &'d [u64],
    /// Items seen at each open level.
    counts: Vec<u64>,
}

impl Shape<'_> {
    fn open(&mut self) -> Result<(), String> {
        if self.counts.len() >= self.dims.len() || self.counts.len() >= MAX_DEPTH {
            return Err(format!("the list nests deeper than the type's rank {}", self.dims.len()));
        }
        self.counts.push(0);
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let Some(count) = self.counts.pop() else { return Err("']' closes nothing".into()) };
        let wanted = self.dims.get(self.counts.len()).copied().unwrap_or(0);
        if count != wanted {
            return Err(format!(
                "expected {wanted} elements in dimension {}, found {count}",
                self.counts.len()
            ));
        }
        self.item()
    }

    /// Counts one item of the innermost open list.
    fn item(&mut self) -> Result<(), String> {
        if let Some(count) = self.counts.last_mut() {
            *count += 1;
        }
        Ok(())
    }

    fn element(&mut self) -> Result<(), String> {
        if self.counts.len() != self.dims.len() {
            return Err(format!(
                "inferred shape of elements literal does not match type: an element stands {} lists deep, the type has rank {}",
                self.counts.len(),
                self.dims.len()
            ));
        }
        self.item()
    }
}

/// The constant made of number literals.
fn number_list(text: &str, ty: Type, dims: &[u64], elem: Type) -> Result<Attr, PayloadError> {
    let trimmed = text.trim();
    let Some(size) = elem.elem_bytes() else {
        return Err((0, format!("{elem} elements are strings: write them in quotes")));
    };
    let mut data: Vec<u8> = Vec::new();
    if !trimmed.starts_with('[') {
        if trimmed.is_empty() {
            let built = DenseElements::new(ty, Bytes::new());
            return built.map(Attr::elements).map_err(|error| (0, format!("dense<> holds nothing: {error}")));
        }
        push_literal(trimmed, elem, &mut data).map_err(|message| (0, message))?;
        return DenseElements::splat(ty, data.into())
            .map(Attr::elements)
            .map_err(|error| (0, error.to_string()));
    }
    // What the text can hold at most: a digit and a comma an element.
    let wanted = checked_element_count(dims).unwrap_or(0).min(text.len() as u64 / 2 + 1);
    data.reserve_exact((wanted as usize).saturating_mul(size));
    let mut shape = Shape { dims, counts: Vec::new() };
    let mut after_item = false;
    scan_list(text, |at, token| {
        let outcome = match token {
            "[" if !after_item => shape.open(),
            "]" => {
                after_item = true;
                shape.close()
            }
            "," if after_item && !shape.counts.is_empty() => {
                after_item = false;
                Ok(())
            }
            "," | "[" => Err(format!("unexpected '{token}'")),
            _ if after_item => Err(format!(
                "expected ',' or ']', found '{}'",
                crate::text::grammar::found(token).trim_matches('\'')
            )),
            literal => {
                after_item = true;
                shape.element().and_then(|()| push_literal(literal, elem, &mut data))
            }
        };
        outcome.map_err(|message| (at, message))
    })?;
    if !shape.counts.is_empty() {
        return Err((0, "the list is never closed".into()));
    }
    let splat = data.chunks_exact(size).all(|element| Some(element) == data.get(..size));
    let built = match data.get(..size) {
        Some(first) if splat => DenseElements::splat(ty, Bytes::copy_from_slice(first)),
        _ => DenseElements::new(ty, data.into()),
    };
    built.map(Attr::elements).map_err(|error| (0, error.to_string()))
}

/// Hands the brackets, commas and literals of a list to `visit`, each with its offset.
fn scan_list<'t>(
    text: &'t str,
    mut visit: impl FnMut(usize, &'t str) -> Result<(), PayloadError>,
) -> Result<(), PayloadError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' => continue,
            b'/' if bytes.get(at) == Some(&b'/') => {
                at = crate::text::scan::comment_end(bytes, start);
                continue;
            }
            b'[' | b']' | b',' => {}
            b'(' => {
                let Some(end) = memchr::memchr(b')', bytes.get(at..).unwrap_or_default()) else {
                    return Err((start, "'(' is never closed".into()));
                };
                at += end + 1;
            }
            _ => {
                while let Some(&next) = bytes.get(at) {
                    if matches!(next, b',' | b']' | b'[' | b' ' | b'\n' | b'\t' | b'\r' | b'(' | b'/') {
                        break;
                    }
                    at += 1;
                }
            }
        }
        visit(start, text.get(start..at).unwrap_or(""))?;
    }
    Ok(())
}

/// Appends the bytes of one literal, or of a `(real, imaginary)` pair.
fn push_literal(literal: &str, elem: Type, data: &mut Vec<u8>) -> Result<(), String> {
    if let TypeKind::Complex(part) = elem.kind() {
        let inside = literal.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let parts = inside.and_then(|inside| inside.split_once(','));
        let Some((real, imaginary)) = parts else {
            return Err(format!("expected a complex number (re, im), found '{literal}'"));
        };
        push_literal(real.trim(), *part, data)?;
        return push_literal(imaginary.trim(), *part, data);
    }
    let bits = numbers::element_bits(literal, elem)?;
    let size = elem.elem_bytes().unwrap_or(8).min(8);
    data.extend_from_slice(bits.to_le_bytes().get(..size).unwrap_or_default());
    // Integers wider than 64 bits are sign-extended.
    let fill = if (bits as i64) < 0 { 0xff } else { 0 };
    data.resize(data.len() + elem.elem_bytes().unwrap_or(8) - size, fill);
    Ok(())
}

/// The constant made of string literals.
fn strings(text: &str, ty: Type, dims: &[u64]) -> Result<Attr, PayloadError> {
    let mut shape = Shape { dims, counts: Vec::new() };
    let mut values: Vec<Bytes> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let listed = text.trim_start().starts_with('[');
    loop {
        at = crate::text::scan::skip_space(bytes, at);
        let outcome = match bytes.get(at) {
            None => break,
            Some(b'[') => shape.open(),
            Some(b']') => shape.close(),
            Some(b',') => Ok(()),
            Some(b'"') => {
                let end = crate::text::scan::string_end(bytes, at)
                    .map_err(|_| (at, "the string is never closed".to_owned()))?;
                let inside = text.get(at + 1..end - 1).unwrap_or("");
                let value = unescape(inside)
                    .map_err(|bad| (at + 1 + bad, "unknown escape in string literal".to_owned()))?;
                values.push(Bytes::copy_from_slice(&value));
                at = end - 1;
                if listed { shape.element() } else { Ok(()) }
            }
            Some(_) => Err(format!(
                "expected a string element, found {}",
                crate::text::grammar::found(text.get(at..).unwrap_or(""))
            )),
        };
        outcome.map_err(|message| (at, message))?;
        at += 1;
    }
    let same = values.first().is_some_and(|first| values.iter().all(|value| value == first));
    if listed && same {
        values.truncate(1);
    }
    if values.len() == 1 || !listed {
        // One string stands for all.
        let built = DenseStrings::new(ty, values);
        return built.map(|s| Attr::Strings(Arc::new(s))).map_err(|error| (0, error.to_string()));
    }
    DenseStrings::new(ty, values).map(|s| Attr::Strings(Arc::new(s))).map_err(|error| (0, error.to_string()))
}
