//! Checks of the traits that speak of types and positions.

use super::op_error;
use crate::{Body, Diagnostic, Dim, Op, Traits, Type};

pub(super) fn check(body: &Body, op: Op, traits: Traits) -> Result<(), Diagnostic> {
    let types = || body.operands(op).chain(body.results(op)).map(|value| body.ty(value));
    if traits.has(Traits::SAME_TYPE) && !agree(types(), compatible_types) {
        return Err(op_error(body, op, "requires the same type for all operands and results"));
    }
    if traits.has(Traits::SAME_SHAPE) && !agree(types(), compatible_shapes) {
        return Err(op_error(body, op, "requires the same shape for all operands and results"));
    }
    if traits.has(Traits::SAME_ELEMENT_TYPE) && !agree(types(), |a, b| a.elem_or_self() == b.elem_or_self()) {
        return Err(op_error(body, op, "requires the same element type for all operands and results"));
    }
    if traits.has(Traits::BROADCASTABLE) {
        check_broadcast(body, op)?;
    }
    if traits.has(Traits::CONSTANT) && body.num_operands(op) != 0 {
        return Err(op_error(body, op, "requires zero operands"));
    }
    Ok(())
}

/// Whether all types agree with the first.
fn agree(mut types: impl Iterator<Item = Type>, same: impl Fn(Type, Type) -> bool) -> bool {
    types.next().is_none_or(|first| types.all(|ty| same(first, ty)))
}

fn compatible_types(a: Type, b: Type) -> bool {
    a == b || (a.is_tensor() && b.is_tensor() && a.elem() == b.elem() && compatible_shapes(a, b))
}

/// Whether two shaped types may have one shape when running. A type without a shape agrees only with
/// another such.
fn compatible_shapes(a: Type, b: Type) -> bool {
    if a.elem().is_none() || b.elem().is_none() {
        return a.elem().is_none() && b.elem().is_none();
    }
    let (Some(a), Some(b)) = (a.dims(), b.dims()) else { return true };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_dynamic() || b.is_dynamic() || a == b)
}

/// Operands must broadcast together, and to the result.
fn check_broadcast(body: &Body, op: Op) -> Result<(), Diagnostic> {
    // `None`: nothing is known of the shape any more.
    let mut shape: Option<Vec<Dim>> = Some(Vec::new());
    for ty in body.operand_types(op) {
        shape = match (shape, ty.dims()) {
            (Some(shape), Some(dims)) => Some(
                broadcast(&shape, dims)
                    .ok_or_else(|| op_error(body, op, "operands don't have broadcast-compatible shapes"))?,
            ),
            _ => None,
        };
    }
    let Some(shape) = shape else { return Ok(()) };
    for ty in body.result_types(op) {
        let Some(dims) = ty.dims() else { continue };
        let fits = dims.len() == shape.len()
            && dims.iter().zip(&shape).all(|(a, b)| a.is_dynamic() || b.is_dynamic() || a == b);
        if !fits {
            let message = format!(
                "result type '{}' not broadcast compatible with broadcasted operands's shapes '{}'",
                shape_text(dims),
                shape_text(&shape)
            );
            return Err(op_error(body, op, message));
        }
    }
    Ok(())
}

/// The shape two shapes broadcast to, NumPy's way; an unknown dimension meeting 1 stays unknown,
/// meeting a larger one becomes that.
fn broadcast(a: &[Dim], b: &[Dim]) -> Option<Vec<Dim>> {
    let rank = a.len().max(b.len());
    let at = |dims: &[Dim], i: usize| {
        (i + dims.len()).checked_sub(rank).and_then(|i| dims.get(i).copied()).unwrap_or(Dim::Static(1))
    };
    (0..rank)
        .map(|i| match (at(a, i), at(b, i)) {
            (Dim::Static(1), other) | (other, Dim::Static(1)) => Some(other),
            (Dim::Dynamic, other) | (other, Dim::Dynamic) => Some(other),
            (x, y) => (x == y).then_some(x),
        })
        .collect()
}

fn shape_text(dims: &[Dim]) -> String {
    let sizes: Vec<String> =
        dims.iter().map(|dim| dim.size().map_or_else(|| "?".to_owned(), |size| size.to_string())).collect();
    sizes.join("x")
}
