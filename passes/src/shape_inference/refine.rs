//! Putting together what two sources say of a type.

use tfl_ir::{Dim, Type, TypeKind};

/// The type that agrees with `declared` and is as precise as `inferred`; `declared` itself where the
/// inference knows less or speaks of another element type. `None` if the shapes contradict each other.
pub(super) fn refine(declared: Type, inferred: Type) -> Option<Type> {
    let (Some(have), Some(found)) = (declared.elem(), inferred.elem()) else { return Some(declared) };
    if !declared.is_tensor() || !inferred.is_tensor() || have != found {
        return Some(declared);
    }
    let Some(found) = inferred.dims() else { return Some(declared) };
    let Some(dims) = declared.dims() else { return Some(Type::tensor(found, have)) };
    if dims.len() != found.len() {
        return None;
    }
    let refined: Vec<Dim> = dims
        .iter()
        .zip(found)
        .map(|(&a, &b)| match (a, b) {
            (Dim::Dynamic, other) | (other, Dim::Dynamic) => Some(other),
            (a, b) => (a == b).then_some(a),
        })
        .collect::<Option<_>>()?;
    Some(with_dims(declared, &refined))
}

/// What holds of a value that is of either type.
pub(super) fn join(a: Type, b: Type) -> Type {
    let (Some(elem), true) = (a.elem(), a.is_tensor() && b.is_tensor() && a.elem() == b.elem()) else {
        return a;
    };
    match (a.dims(), b.dims()) {
        (Some(x), Some(y)) if x.len() == y.len() => {
            let dims: Vec<Dim> =
                x.iter().zip(y).map(|(&x, &y)| if x == y { x } else { Dim::Dynamic }).collect();
            with_dims(a, &dims)
        }
        _ => Type::unranked_tensor(elem),
    }
}

fn with_dims(ty: Type, dims: &[Dim]) -> Type {
    match ty.kind() {
        TypeKind::Tensor { elem, encoding, .. } => {
            Type::new(TypeKind::Tensor { dims: dims.into(), elem: *elem, encoding: encoding.clone() })
        }
        _ => ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(dims: &[i64]) -> Type {
        let dims: Vec<Dim> =
            dims.iter().map(|&d| u64::try_from(d).map_or(Dim::Dynamic, Dim::Static)).collect();
        Type::tensor(&dims, Type::f32())
    }

    #[test]
    fn types_become_more_precise_or_contradict() {
        let any = Type::unranked_tensor(Type::f32());
        assert_eq!(refine(any, tensor(&[2, -1])), Some(tensor(&[2, -1])));
        assert_eq!(refine(tensor(&[-1, 3]), tensor(&[2, -1])), Some(tensor(&[2, 3])));
        assert_eq!(refine(tensor(&[2]), any), Some(tensor(&[2])));
        assert_eq!(refine(tensor(&[2]), tensor(&[3])), None);
        assert_eq!(refine(tensor(&[2]), tensor(&[2, 1])), None);
        assert_eq!(join(tensor(&[2, 3]), tensor(&[2, 4])), tensor(&[2, -1]));
        assert_eq!(join(tensor(&[2]), tensor(&[2, 1])), any);
    }
}
