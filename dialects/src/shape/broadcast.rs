//! Broadcasting: shapes aligned at their last dimension, where 1 stretches.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{from_known, shape_operand, typed_one, unknown};

/// The shape that shapes broadcast to; `None` if one of them has no known rank.
///
/// # Errors
/// When two known sizes differ and neither is 1.
pub(crate) fn broadcast_all(types: &[Type]) -> Result<Option<Vec<Dim>>, String> {
    let mut shape: Vec<Dim> = Vec::new();
    let mut ranked = true;
    for ty in types {
        match ty.dims() {
            Some(dims) => shape = broadcast(&shape, dims)?,
            None => ranked = false,
        }
    }
    Ok(ranked.then_some(shape))
}

/// The shape that two shapes broadcast to.
///
/// # Errors
/// When two known sizes differ and neither is 1.
pub(super) fn broadcast(a: &[Dim], b: &[Dim]) -> Result<Vec<Dim>, String> {
    let rank = a.len().max(b.len());
    let at = |dims: &[Dim], index: usize| {
        let index = (index + dims.len()).checked_sub(rank);
        index.and_then(|index| dims.get(index)).copied().unwrap_or(Dim::Static(1))
    };
    (0..rank)
        .map(|index| match (at(a, index), at(b, index)) {
            (x, y) if x == y => Ok(x),
            (Dim::Static(1), other) | (other, Dim::Static(1)) => Ok(other),
            // A dynamic size beside a known one must turn out to be that or 1.
            (Dim::Dynamic, known @ Dim::Static(_)) | (known @ Dim::Static(_), Dim::Dynamic) => Ok(known),
            (Dim::Static(x), Dim::Static(y)) => {
                Err(format!("sizes {x} and {y} of operands do not broadcast"))
            }
            (Dim::Dynamic, Dim::Dynamic) => Ok(Dim::Dynamic),
        })
        .collect()
}

/// One result of the shape that all operands broadcast to.
pub(crate) fn binary_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |_| broadcast_all(&body.operand_types(op)))
}

/// Old selection: shaped like the values; the condition may be a vector over rows.
pub(crate) fn select_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| match (args.dims(1), args.dims(2)) {
        (Some(a), Some(b)) => broadcast(a, b).map(Some),
        (Some(a), None) | (None, Some(a)) => Ok(Some(a.to_vec())),
        (None, None) => Ok(None),
    })
}

/// A result of the shape that the second operand names.
pub(crate) fn broadcast_to_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| shape_operand(args, 1))
}

/// The shape of a shape: as long as the longer operand.
pub(crate) fn broadcast_args_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| match (args.length(0), args.length(1)) {
        (Some(a), Some(b)) => from_known(vec![i64::try_from(a.max(b)).ok()]),
        _ => Ok(unknown(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dim::{Dynamic, Static};

    #[test]
    fn ones_stretch_and_known_sizes_win() {
        assert_eq!(broadcast(&[Static(4), Static(1)], &[Static(3)]), Ok(vec![Static(4), Static(3)]));
        assert_eq!(broadcast(&[Dynamic], &[Static(3)]), Ok(vec![Static(3)]));
        assert_eq!(broadcast(&[Dynamic], &[Static(1)]), Ok(vec![Dynamic]));
        assert_eq!(broadcast(&[], &[Static(0)]), Ok(vec![Static(0)]));
        assert!(broadcast(&[Static(2)], &[Static(3)]).is_err());
    }
}
