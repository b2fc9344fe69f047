//! Results shaped like an operand, and constants.

use tfl_ir::{Attr, Body, Diagnostic, Dim, Op, Type};

use super::{typed, typed_one};

/// One result shaped like the first operand.
pub(crate) fn same_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| Ok(args.dims(0).map(<[Dim]>::to_vec)))
}

/// Results shaped like the operands, one by one.
pub(crate) fn identity_n_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        Ok((0..body.num_results(op)).map(|index| args.dims(index).map(<[Dim]>::to_vec)).collect())
    })
}

/// The type of a constant's value.
pub(crate) fn constant_type(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    let declared = body.result_types(op);
    match body.attr(op, "value").and_then(Attr::ty) {
        Some(ty) if declared.first().and_then(|declared| declared.elem()) == ty.elem() => Ok(vec![ty]),
        _ => Ok(declared),
    }
}

/// Batch normalization: the first result like the input, the others like the scale.
pub(crate) fn batch_norm_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let count = body.num_results(op);
        let of = |index| args.dims(index).map(<[Dim]>::to_vec);
        // The last reserve space of version 3 has no fixed shape.
        Ok((0..count)
            .map(|result| match result {
                0 => of(0),
                1..=4 => of(1),
                _ => None,
            })
            .collect())
    })
}
