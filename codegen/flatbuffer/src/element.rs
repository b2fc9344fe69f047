//! Element types of the format ↔ types of the IR.

use std::sync::LazyLock;

use tfl_ir::types::FloatKind;
use tfl_ir::{Type, TypeKind};

use crate::model::TensorType;

/// The format's types and the IR's.
static PAIRS: LazyLock<[(TensorType, Type); 23]> = LazyLock::new(pairs);

fn pairs() -> [(TensorType, Type); 23] {
    use TensorType as T;
    let tf = |name| Type::dialect("tf_type", name);
    let complex = |part| Type::new(TypeKind::Complex(part));
    [
        (T::Float32, Type::f32()),
        (T::Float16, Type::float(FloatKind::F16)),
        (T::Int32, Type::i32()),
        (T::Uint8, Type::uint(8)),
        (T::Int64, Type::i64()),
        (T::String, tf("string")),
        (T::Bool, Type::i1()),
        (T::Int16, Type::int(16)),
        (T::Complex64, complex(Type::f32())),
        (T::Int8, Type::int(8)),
        (T::Float64, Type::f64()),
        (T::Complex128, complex(Type::f64())),
        (T::Uint64, Type::uint(64)),
        (T::Resource, tf("resource")),
        (T::Variant, tf("variant")),
        (T::Uint32, Type::uint(32)),
        (T::Uint16, Type::uint(16)),
        (T::Int4, Type::int(4)),
        (T::Bfloat16, Type::float(FloatKind::BF16)),
        (T::Int2, Type::int(2)),
        (T::Uint4, Type::uint(4)),
        (T::Float8E4M3Fn, Type::float(FloatKind::F8E4M3FN)),
        (T::Float8E5M2, Type::float(FloatKind::F8E5M2)),
    ]
}

/// The IR's type of elements that are not quantized.
pub(crate) fn ir_type(ty: TensorType) -> Type {
    let found = PAIRS.iter().find(|(known, _)| *known == ty);
    found.expect("every element type is in the table").1
}

/// The format's type with number `code`.
pub(crate) fn from_code(code: i64) -> Option<TensorType> {
    TensorType::from_code(i8::try_from(code).ok()?)
}

/// The format's type for elements of `ty`: of what holds them, if they are quantized.
pub(crate) fn of(ty: Type) -> Option<TensorType> {
    let (ty, signed) = match ty.kind() {
        TypeKind::UniformQuant(quant) => (quant.storage, quant.signed),
        TypeKind::AnyQuant(quant) => (quant.storage, quant.signed),
        // Resources and variants may state what they hold.
        TypeKind::Dialect { dialect, body } if *dialect == *"tf_type" => {
            let name = body.split_once('<').map_or(&**body, |(name, _)| name);
            (Type::dialect("tf_type", name), true)
        }
        _ => (ty, true),
    };
    let ty = match ty.int_width() {
        Some(width) if !signed => Type::uint(width),
        _ => ty,
    };
    PAIRS.iter().find(|(_, known)| *known == ty).map(|&(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for code in 0..23 {
            let ty = from_code(code).unwrap();
            assert_eq!(of(ir_type(ty)), Some(ty));
        }
        assert_eq!(of(Type::int(5)), None);
        assert_eq!(of(Type::dialect("tf_type", "resource<tensor<4xf32>>")), Some(TensorType::Resource));
    }
}
