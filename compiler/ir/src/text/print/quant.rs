//! Quantized types: `!quant.uniform<i8<-127:127>:f32:3, {5.000000e-01,2.500000e-01:1}>`.

use std::fmt::Write as _;

use super::attrs::Style;
use super::{float, types};
use crate::Type;
use crate::types::{AnyQuant, CalibratedQuant, FloatKind, QuantScales, UniformQuant};

pub(super) fn write_uniform(out: &mut String, quant: &UniformQuant, style: Style<'_>) {
    out.push_str("!quant.uniform<");
    write_storage(out, quant.storage, quant.signed, quant.min, quant.max);
    out.push(':');
    types::write(out, quant.expressed, style);
    let scales = &quant.scales;
    if scales.sub_channel {
        out.push_str(":{");
        for (index, (axis, block)) in scales.axes.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            let _ = write!(out, "{comma}{axis}:{block}");
        }
        out.push('}');
    } else if let Some((axis, _)) = scales.axes.first() {
        let _ = write!(out, ":{axis}");
    }
    out.push_str(", ");
    write_scales(out, scales);
    out.push('>');
}

pub(super) fn write_any(out: &mut String, quant: &AnyQuant, style: Style<'_>) {
    out.push_str("!quant.any<");
    write_storage(out, quant.storage, quant.signed, quant.min, quant.max);
    if let Some(expressed) = quant.expressed {
        out.push(':');
        types::write(out, expressed, style);
    }
    out.push('>');
}

pub(super) fn write_calibrated(out: &mut String, quant: &CalibratedQuant, style: Style<'_>) {
    out.push_str("!quant.calibrated<");
    types::write(out, quant.expressed, style);
    let (min, max) = quant.range();
    out.push('<');
    float::write(out, min.to_bits(), FloatKind::F64);
    out.push(':');
    float::write(out, max.to_bits(), FloatKind::F64);
    out.push_str(">>");
}

fn write_storage(out: &mut String, storage: Type, signed: bool, min: i64, max: i64) {
    let width = storage.int_width().unwrap_or(8);
    let _ = write!(out, "{}{width}", if signed { 'i' } else { 'u' });
    if (min, max) != UniformQuant::default_range(width, signed) {
        let _ = write!(out, "<{min}:{max}>");
    }
}

/// Appends the scales, nested as their shape says. Each level's braces open when its first scale
/// comes and close after its last, which needs no recursion.
fn write_scales(out: &mut String, scales: &QuantScales) {
    // Number of scales inside one list of each level.
    let mut inside: Vec<u64> = Vec::new();
    let mut count = 1u64;
    for size in scales.shape.iter().rev() {
        count = count.saturating_mul(*size);
        inside.push(count);
    }
    let separator = if scales.sub_channel { ", " } else { "," };
    let total = scales.scales().len() as u64;
    if total == 0 && !scales.shape.is_empty() {
        out.push_str("{}");
    }
    for (index, (scale, zero_point)) in scales.scales().zip(&scales.zero_points).enumerate() {
        let index = index as u64;
        if index > 0 {
            out.push_str(separator);
        }
        for size in inside.iter().filter(|&&size| size > 0 && index.is_multiple_of(size)) {
            let _ = size;
            out.push('{');
        }
        float::write(out, scale.to_bits(), FloatKind::F64);
        if *zero_point != 0 {
            let _ = write!(out, ":{zero_point}");
        }
        for size in inside.iter().filter(|&&size| size > 0 && (index + 1).is_multiple_of(size)) {
            let _ = size;
            out.push('}');
        }
    }
}
