//! Types and attributes of the tf_type dialect: subtypes of handles, shapes as attributes.

use tfl_ir::text::parse_type;
use tfl_ir::{Attr, DialectAttr, Dim, Type, TypeKind};

/// The dialect's prefix in text.
const DIALECT: &str = "tf_type";

/// What a handle holds: the tensor types of `!tf_type.resource<tensor<4xf32>>` or
/// `!tf_type.variant<…>`, or of a tensor of such. Empty if it does not say; `None` for other types.
pub fn subtypes(ty: Type) -> Option<Vec<Type>> {
    let TypeKind::Dialect { dialect, body } = ty.elem_or_self().kind() else { return None };
    if *dialect != *DIALECT {
        return None;
    }
    let list = body.strip_prefix("resource").or_else(|| body.strip_prefix("variant"))?;
    if list.is_empty() {
        return Some(Vec::new());
    }
    let list = list.strip_prefix('<')?.strip_suffix('>')?;
    split(list).into_iter().map(|part| parse_type(part).ok()).collect()
}

/// `!tf_type.resource<…>` of one type, or without it.
pub fn resource(subtype: Option<Type>) -> Type {
    handle("resource", subtype)
}

/// `!tf_type.variant<…>` of one type, or without it.
pub fn variant(subtype: Option<Type>) -> Type {
    handle("variant", subtype)
}

fn handle(kind: &str, subtype: Option<Type>) -> Type {
    match subtype {
        Some(ty) => Type::dialect(DIALECT, &format!("{kind}<{ty}>")),
        None => Type::dialect(DIALECT, kind),
    }
}

/// The parts between commas outside of brackets. Bounded by the text, without recursion.
fn split(list: &str) -> Vec<&str> {
    let (mut depth, mut first, mut parts) = (0usize, 0, Vec::new());
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'<' | b'(' | b'{' | b'[' => depth += 1,
            b'>' | b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.extend(list.get(first..at).map(str::trim));
                first = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(list.get(first..).map(str::trim));
    parts
}

/// `#tf_type.shape<1x?>`; `#tf_type.shape<*>` for `None`.
pub fn shape_attr(dims: Option<&[Dim]>) -> Attr {
    let text = match dims {
        None => "*".to_owned(),
        Some(dims) => {
            let sizes: Vec<String> = dims
                .iter()
                .map(|dim| dim.size().map_or_else(|| "?".to_owned(), |size| size.to_string()))
                .collect();
            sizes.join("x")
        }
    };
    let body = format!("shape<{text}>").into_boxed_str();
    Attr::Dialect(std::sync::Arc::new(DialectAttr { dialect: DIALECT.into(), body, bracketed: false }))
}

/// The sizes of a shape attribute: `Some(None)` for `#tf_type.shape<*>`, `None` for other attributes.
pub fn shape_of(attr: &Attr) -> Option<Option<Vec<Dim>>> {
    let Attr::Dialect(attr) = attr else { return None };
    if attr.dialect != *DIALECT {
        return None;
    }
    let list = attr.body.strip_prefix("shape<")?.strip_suffix('>')?;
    match list {
        "*" => Some(None),
        "" => Some(Some(Vec::new())),
        _ => {
            let dim = |text: &str| {
                if text == "?" { Some(Dim::Dynamic) } else { text.parse().ok().map(Dim::Static) }
            };
            list.split('x').map(dim).collect::<Option<Vec<Dim>>>().map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_say_what_they_hold() {
        let inner = Type::static_tensor(&[4], Type::f32());
        assert_eq!(subtypes(resource(Some(inner))), Some(vec![inner]));
        assert_eq!(subtypes(Type::static_tensor(&[], variant(None))), Some(Vec::new()));
        let two = Type::dialect("tf_type", "resource<tensor<4xf32>, tensor<2x!tf_type.string>>");
        assert_eq!(subtypes(two).map(|types| types.len()), Some(2));
        assert_eq!(subtypes(Type::dialect("tf_type", "string")), None);
        assert_eq!(subtypes(Type::dialect("tf_type", "resource<nonsense>")), None);
    }

    #[test]
    fn shapes_go_round() {
        for dims in [None, Some(vec![]), Some(vec![Dim::Static(1), Dim::Dynamic])] {
            assert_eq!(shape_of(&shape_attr(dims.as_deref())), Some(dims));
        }
        assert_eq!(shape_of(&Attr::Unit), None);
    }
}
