//! Types.

use std::fmt::Write as _;

use super::attrs::{self, Style};
use super::{is_bare_id, quant};
use crate::types::{Signedness, TypeKind};
use crate::{Dim, Type};

/// Appends the text of `ty`.
pub(super) fn write(out: &mut String, ty: Type, style: Style<'_>) {
    match ty.kind() {
        TypeKind::Int { width, sign } => {
            out.push_str(match sign {
                Signedness::Signless => "i",
                Signedness::Signed => "si",
                Signedness::Unsigned => "ui",
            });
            let _ = write!(out, "{width}");
        }
        TypeKind::Index => out.push_str("index"),
        TypeKind::Float(kind) => out.push_str(kind.name()),
        TypeKind::None => out.push_str("none"),
        TypeKind::Complex(part) => {
            out.push_str("complex<");
            write(out, *part, style);
            out.push('>');
        }
        TypeKind::Tuple(types) => {
            out.push_str("tuple<");
            write_list(out, types, style);
            out.push('>');
        }
        TypeKind::Vector { dims, elem } => {
            out.push_str("vector<");
            for (size, scalable) in dims {
                let _ = if *scalable { write!(out, "[{size}]x") } else { write!(out, "{size}x") };
            }
            write(out, *elem, style);
            out.push('>');
        }
        TypeKind::Tensor { dims, elem, encoding } => {
            out.push_str("tensor<");
            write_dims(out, dims);
            write(out, *elem, style);
            if let Some(encoding) = encoding {
                out.push_str(", ");
                attrs::write(out, encoding, style);
            }
            out.push('>');
        }
        TypeKind::UnrankedTensor(elem) => {
            out.push_str("tensor<*x");
            write(out, *elem, style);
            out.push('>');
        }
        TypeKind::MemRef { dims, elem, tail } => {
            out.push_str("memref<");
            match dims {
                Some(dims) => write_dims(out, dims),
                None => out.push_str("*x"),
            }
            write(out, *elem, style);
            if !tail.is_empty() {
                out.push_str(", ");
                out.push_str(tail);
            }
            out.push('>');
        }
        TypeKind::Function { inputs, results } => write_function(out, inputs, results, style),
        TypeKind::UniformQuant(quant) => quant::write_uniform(out, quant, style),
        TypeKind::AnyQuant(quant) => quant::write_any(out, quant, style),
        TypeKind::CalibratedQuant(quant) => quant::write_calibrated(out, quant, style),
        TypeKind::Dialect { dialect, body } => {
            let _ = write!(out, "!{dialect}");
            write_dialect_body(out, body);
        }
    }
}

/// Appends `T, T`.
pub(super) fn write_list(out: &mut String, types: &[Type], style: Style<'_>) {
    for (index, ty) in types.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(out, *ty, style);
    }
}

/// Appends `(T, T) -> T`.
pub(super) fn write_function(out: &mut String, inputs: &[Type], results: &[Type], style: Style<'_>) {
    out.push('(');
    write_list(out, inputs, style);
    out.push_str(") -> ");
    write_results(out, results, style);
}

/// Appends `T`, or `(T, T)` when there is not exactly one or it is a function.
pub(super) fn write_results(out: &mut String, results: &[Type], style: Style<'_>) {
    match results {
        [one] if !matches!(one.kind(), TypeKind::Function { .. }) => write(out, *one, style),
        _ => {
            out.push('(');
            write_list(out, results, style);
            out.push(')');
        }
    }
}

fn write_dims(out: &mut String, dims: &[Dim]) {
    for dim in dims {
        match dim {
            Dim::Static(size) => {
                let _ = write!(out, "{size}x");
            }
            Dim::Dynamic => out.push_str("?x"),
        }
    }
}

/// Appends what follows a dialect's name: `.body` if the body is a name with at most one bracketed
/// part behind it, `<body>` otherwise.
pub(super) fn write_dialect_body(out: &mut String, body: &str) {
    let name = body.find('<').map_or(body, |end| body.get(..end).unwrap_or(""));
    let bracketed = name.len() < body.len();
    let simple = is_bare_id(name) && (!bracketed || one_bracket(body, name.len()));
    if simple {
        out.push('.');
        out.push_str(body);
    } else {
        out.push('<');
        out.push_str(body);
        out.push('>');
    }
}

/// Whether the bracket at `at` closes at the very end.
fn one_bracket(body: &str, at: usize) -> bool {
    crate::text::scan::balanced(body.as_bytes(), at).is_ok_and(|extent| extent.end == body.len())
}
