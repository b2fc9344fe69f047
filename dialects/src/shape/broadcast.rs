//! Broadcasting: shapes aligned at their last dimension, where 1 stretches.

use tfl_ir::{Dim, Type};

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
pub(crate) fn broadcast(a: &[Dim], b: &[Dim]) -> Result<Vec<Dim>, String> {
    let rank = a.len().max(b.len());
    let at = |dims: &[Dim], index: usize| {
        (index + dims.len()).checked_sub(rank).and_then(|index| dims.get(index)).copied().unwrap_or(Dim::Static(1))
    };
    (0..rank)
        .map(|index| match (at(a, index), at(b, index)) {
            (x, y) if x == y => Ok(x),
            (Dim::Static(1), other) | (other, Dim::Static(1)) => Ok(other),
            // A dynamic size beside a known one must turn out to be that or 1.
            (Dim::Dynamic, known @ Dim::Static(_)) | (known @ Dim::Static(_), Dim::Dynamic) => Ok(known),
            (x, y) => Err(format!("sizes {} and {} do not broadcast", show(x), show(y))),
        })
        .collect()
}

fn show(dim: Dim) -> String {
    dim.size().map_or_else(|| "?".to_owned(), |size| size.to_string())
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
