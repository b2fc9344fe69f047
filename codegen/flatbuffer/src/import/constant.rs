//! Constants: contents of buffers as attributes, which share them where elements are stored alike.

use bytes::Bytes;
use tfl_ir::types::checked_element_count;
use tfl_ir::{Attr, DenseElements, DenseStrings, DialectAttr, Loc, OpState, Type};

use super::functions::Plan;
use super::sparse;
use super::types::{Range, Shapeless, tensor_type};
use crate::element;
use crate::error::{Error, Result};
use crate::model::{Model, Subgraph, Tensor, TensorType};
use crate::names;
use crate::validate::strings_of;

/// The op that makes the content of `tensor`.
pub(super) fn constant(
    model: &Model,
    plan: &Plan,
    subgraph: &Subgraph,
    tensor: &Tensor,
    range: Range,
    loc: Loc,
) -> Result<OpState> {
    let ty = tensor_type(model, subgraph, tensor, Shapeless::Scalar, range)?;
    if tensor.external_buffer != 0 {
        return external(model, plan, tensor, ty, loc);
    }
    let data = model.buffer_data(tensor.buffer).filter(|_| model.is_constant(tensor));
    // What the attribute holds: quantized elements as the integers that are stored.
    let stored = ty.storage();
    let quantized = ty.uniform_quant().is_some();
    if let (Some(sparsity), Some(data)) = (tensor.sparsity.as_deref(), data) {
        let name = if quantized { "tfl.pseudo_sparse_qconst" } else { "tfl.pseudo_sparse_const" };
        let elements = tensor.element_type.bits().map_or(0, |bits| bit_count(data.len()) / bits);
        let compressed_ty = Type::static_tensor(&[elements], stored.elem_or_self());
        let state = OpState::new(name, loc)
            .attr("value", zero(stored)?)
            .attr("s_param", sparse::parameter(sparsity))
            .attr("compressed_data", dense(tensor.element_type, compressed_ty, data)?);
        return Ok(with_qtype(state, ty, quantized).results([ty]));
    }
    let value = match data {
        Some(data) => dense(tensor.element_type, stored, data)?,
        None => zero(stored)?,
    };
    let name = if quantized { "tfl.pseudo_qconst" } else { "tfl.pseudo_const" };
    let mut state = with_qtype(OpState::new(name, loc).attr("value", value), ty, quantized);
    if tensor.is_variable {
        state = state.attr(names::IS_VARIABLE, Attr::Unit);
    }
    Ok(state.results([ty]))
}

fn with_qtype(state: OpState, ty: Type, quantized: bool) -> OpState {
    if quantized { state.attr("qtype", Attr::Type(ty)) } else { state }
}

fn external(model: &Model, plan: &Plan, tensor: &Tensor, ty: Type, loc: Loc) -> Result<OpState> {
    let buffer =
        plan.external_buffers.get(&tensor.external_buffer).and_then(|&at| model.external_buffers.get(at));
    let buffer = buffer.ok_or_else(|| Error::new("its external buffer does not exist"))?;
    let group = usize::try_from(buffer.group).ok().and_then(|group| model.external_buffer_groups.get(group));
    let group = group.ok_or_else(|| {
        Error::new(format!("its external buffer is in group {}, which does not exist", buffer.group))
            .with_hint("the file is damaged: convert the model again")
    })?;
    let body = format!(
        "external_buffer<group_name = {}, offset = {}, length = {}, packing = {}>",
        quote(group),
        buffer.offset,
        buffer.length,
        quote(&buffer.packing)
    );
    let attr = DialectAttr { dialect: "tfl".into(), body: body.into(), bracketed: false };
    let attr = Attr::Dialect(std::sync::Arc::new(attr));
    Ok(OpState::new("tfl.external_const", loc).attr("external_buffer", attr).results([ty]))
}

/// A string as IR text writes it.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'\\' => quoted.push_str("\\\\"),
            b' '..=b'~' if byte != b'"' => quoted.push(char::from(byte)),
            _ => quoted.push_str(&format!("\\{byte:02X}")),
        }
    }
    quoted.push('"');
    quoted
}

/// The elements of `ty` in `data`, as the file stores them.
fn dense(element_type: TensorType, ty: Type, data: &Bytes) -> Result<Attr> {
    let wrong = |error: tfl_ir::ElementsError| Error::new(error.to_string());
    if element_type == TensorType::String {
        let strings: Result<Vec<Bytes>> =
            strings_of(data)?.map(|string| string.map(|string| shared(data, string))).collect();
        return DenseStrings::new(ty, strings?).map(|some| Attr::Strings(some.into())).map_err(wrong);
    }
    let data = match element_type.bits() {
        Some(bits @ (2 | 4)) => unpacked(ty, data, bits, element_type != TensorType::Uint4),
        // Any byte but 0 is true.
        _ if element_type == TensorType::Bool && data.iter().any(|&byte| byte > 1) => {
            data.iter().map(|&byte| u8::from(byte != 0)).collect()
        }
        _ => data.clone(),
    };
    DenseElements::new(ty, data).map(Attr::elements).map_err(wrong)
}

/// A part of `data` that shares it; an empty one shares nothing.
fn shared(data: &Bytes, part: &[u8]) -> Bytes {
    if part.is_empty() { Bytes::new() } else { data.slice_ref(part) }
}

/// Elements of `bits` bits, one a byte.
fn unpacked(ty: Type, data: &Bytes, bits: u64, signed: bool) -> Bytes {
    let count = ty.static_dims().and_then(|dims| checked_element_count(&dims).ok());
    let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let (per_byte, width) = if bits == 2 { (4u8, 2u8) } else { (2, 4) };
    let elements = data.iter().flat_map(|&byte| {
        (0..per_byte).map(move |part| {
            // The element goes to the top of the byte, so that the way down fills in its sign.
            let top = byte << (8 - width - part * width);
            let low = 8 - width;
            if signed { (top.cast_signed() >> low).cast_unsigned() } else { top >> low }
        })
    });
    elements.take(count).collect()
}

/// All zeros.
fn zero(ty: Type) -> Result<Attr> {
    let no_zero = || {
        Error::new(format!("a constant of {} without a content", element_name(ty)))
            .with_hint("the file is damaged: convert the model again")
    };
    if element::of(ty.elem_or_self()) == Some(TensorType::String) {
        let strings =
            DenseStrings::new(ty, vec![Bytes::new()]).or_else(|_| DenseStrings::new(ty, Vec::new()));
        return strings.map(|some| Attr::Strings(some.into())).map_err(|_| no_zero());
    }
    let size = ty.elem().and_then(Type::elem_bytes).ok_or_else(no_zero)?;
    DenseElements::splat(ty, vec![0; size].into()).map(Attr::elements).map_err(|_| no_zero())
}

fn element_name(ty: Type) -> &'static str {
    element::of(ty.elem_or_self()).map_or("an unknown type", TensorType::name)
}

fn bit_count(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX / 8).saturating_mul(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_elements_start_at_the_low_bits() {
        let data = Bytes::from_static(&[0xF1, 0x07]);
        let ty = Type::static_tensor(&[3], Type::int(4));
        assert_eq!(unpacked(ty, &data, 4, true)[..], [1, 0xFF, 7]);
        let ty = Type::static_tensor(&[3], Type::uint(4));
        assert_eq!(unpacked(ty, &data, 4, false)[..], [1, 15, 7]);
        let ty = Type::static_tensor(&[5], Type::int(2));
        assert_eq!(unpacked(ty, &data, 2, true)[..], [1, 0, 0xFF, 0xFF, 0xFF]);
    }
}
