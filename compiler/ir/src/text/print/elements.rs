//! Constants of tensors.

use std::fmt::Write as _;

use super::attrs::Style;
use super::{float, push_hex, types, write_string};
use crate::types::{Signedness, TypeKind};
use crate::{DenseElements, DenseStrings, SparseElements, Type};

/// Constants of more elements are written as the hexadecimal digits of their bytes.
const MAX_LISTED: u64 = 100;

/// Appends `dense<…> : type`.
pub(super) fn write_dense(out: &mut String, dense: &DenseElements, style: Style<'_>) {
    let elided = style.elide_elements_larger_than.is_some_and(|most| dense.len() > most) && !is_splat(dense);
    if elided {
        out.push_str("dense_resource<__elided__>");
    } else {
        out.push_str("dense<");
        write_values(out, dense);
        out.push('>');
    }
    out.push_str(" : ");
    types::write(out, dense.ty(), style);
}

/// Whether all elements are equal, stored once or not.
fn is_splat(dense: &DenseElements) -> bool {
    if dense.is_splat() {
        return true;
    }
    let size = dense.elem().elem_bytes().unwrap_or(1);
    let data = dense.raw();
    // All equal exactly when the data equals itself one element on.
    !data.is_empty() && data.get(size..) == data.get(..data.len() - size)
}

fn write_values(out: &mut String, dense: &DenseElements) {
    let elem = dense.elem();
    let size = elem.elem_bytes().unwrap_or(1);
    let data = dense.raw();
    if dense.is_empty() {
        return;
    }
    if is_splat(dense) {
        write_element(out, data.get(..size).unwrap_or_default(), elem);
    } else if dense.len() > MAX_LISTED {
        write_hex(out, data, elem);
    } else {
        let dims = shape(dense.ty());
        let elements: Vec<&[u8]> = data.chunks_exact(size).collect();
        write_nested(out, &dims, elements.len(), |out, index| {
            write_element(out, elements.get(index).copied().unwrap_or_default(), elem);
        });
    }
}

/// The dimensions of a type that has elements.
fn shape(ty: Type) -> Vec<u64> {
    match ty.kind() {
        TypeKind::Vector { dims, .. } => dims.iter().map(|d| d.0).collect(),
        _ => ty.static_dims().unwrap_or_default(),
    }
}

/// Appends `count` elements in lists nested as `dims` says. The brackets of a level open before its
/// first element and close after its last, which needs no recursion.
fn write_nested(out: &mut String, dims: &[u64], count: usize, element: impl Fn(&mut String, usize)) {
    let mut inside: Vec<u64> = Vec::with_capacity(dims.len());
    let mut size = 1u64;
    for dim in dims.iter().rev() {
        size = size.saturating_mul(*dim).max(1);
        inside.push(size);
    }
    for index in 0..count {
        if index > 0 {
            out.push_str(", ");
        }
        let at = index as u64;
        let opened = inside.iter().filter(|&&size| at.is_multiple_of(size)).count();
        (0..opened).for_each(|_| out.push('['));
        element(out, index);
        let closed = inside.iter().filter(|&&size| (at + 1).is_multiple_of(size)).count();
        (0..closed).for_each(|_| out.push(']'));
    }
}

/// Appends one element from its bytes.
fn write_element(out: &mut String, bytes: &[u8], elem: Type) {
    if let TypeKind::Complex(part) = elem.kind() {
        let (real, imaginary) = bytes.split_at(bytes.len() / 2);
        out.push('(');
        write_element(out, real, *part);
        out.push(',');
        write_element(out, imaginary, *part);
        out.push(')');
        return;
    }
    let mut wide = [0u8; 8];
    let len = bytes.len().min(8);
    if let (Some(target), Some(source)) = (wide.get_mut(..len), bytes.get(..len)) {
        target.copy_from_slice(source);
    }
    let bits = u64::from_le_bytes(wide);
    let _ = match elem.storage().kind() {
        TypeKind::Float(kind) => {
            float::write(out, bits, *kind);
            Ok(())
        }
        TypeKind::Int { width: 1, .. } => out.write_str(if bits & 1 == 1 { "true" } else { "false" }),
        TypeKind::Int { width, sign: Signedness::Unsigned } if *width <= 64 => {
            let shift = 64 - width;
            write!(out, "{}", bits << shift >> shift)
        }
        TypeKind::Int { width, .. } if *width < 64 => {
            let shift = 64 - width;
            write!(out, "{}", (bits << shift) as i64 >> shift)
        }
        _ => write!(out, "{}", bits as i64),
    };
}

/// Appends `"0x…"`: `i1` bit-packed, other integers below a byte one a byte.
fn write_hex(out: &mut String, data: &[u8], elem: Type) {
    out.push_str("\"0x");
    match elem.storage().kind() {
        TypeKind::Int { width: 1, .. } => {
            for eight in data.chunks(8) {
                let packed = eight.iter().enumerate().fold(0u8, |byte, (bit, &set)| byte | (set & 1) << bit);
                push_hex(out, packed);
            }
        }
        TypeKind::Int { width, .. } if *width < 8 => {
            let mask = u8::MAX >> (8 - width);
            data.iter().for_each(|byte| push_hex(out, byte & mask));
        }
        _ => push_all_hex(out, data),
    }
    out.push('"');
}

/// Appends all of `data` in hexadecimal digits.
pub(super) fn push_all_hex(out: &mut String, data: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut digits = [0u8; 1024];
    out.reserve(data.len().saturating_mul(2));
    for part in data.chunks(digits.len() / 2) {
        for (pair, byte) in digits.chunks_exact_mut(2).zip(part) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        let text = digits.get(..part.len() * 2).and_then(|text| std::str::from_utf8(text).ok());
        out.push_str(text.unwrap_or(""));
    }
}

/// Appends `dense<["a", "b"]> : type`.
pub(super) fn write_strings(out: &mut String, strings: &DenseStrings, style: Style<'_>) {
    out.push_str("dense<");
    let values = strings.raw();
    let splat = values.first().is_some_and(|first| values.iter().all(|value| value == first));
    match values.first() {
        Some(first) if splat => write_string(out, first),
        _ => write_nested(out, &shape(strings.ty()), values.len(), |out, index| {
            write_string(out, values.get(index).map_or(&[], |value| value));
        }),
    }
    out.push_str("> : ");
    types::write(out, strings.ty(), style);
}

/// Appends `sparse<indices, values> : type`.
pub(super) fn write_sparse(out: &mut String, sparse: &SparseElements, style: Style<'_>) {
    out.push_str("sparse<");
    if !sparse.values.is_empty() {
        write_values(out, &sparse.indices);
        out.push_str(", ");
        write_values(out, &sparse.values);
    }
    out.push_str("> : ");
    types::write(out, sparse.ty, style);
}
