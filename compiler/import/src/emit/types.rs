//! TensorFlow's types and shapes as types of the IR.

use tfl_ir::types::FloatKind;
use tfl_ir::{Dim, Type};

use crate::dtype;
use crate::error::{ImportError, Result};
use crate::graph::Node;
use crate::proto::{DataType, TensorShapeProto};

/// Most dimensions a tensor has in TensorFlow.
const MAX_RANK: usize = 254;

/// The element type. Errors: the invalid type.
pub(crate) fn element(dtype: DataType) -> Result<Type> {
    Ok(match dtype {
        DataType::DtInvalid => return Err(ImportError::new("a tensor has no element type")),
        DataType::DtFloat => Type::f32(),
        DataType::DtDouble => Type::f64(),
        DataType::DtHalf => Type::float(FloatKind::F16),
        DataType::DtBfloat16 => Type::float(FloatKind::BF16),
        DataType::DtFloat8E5m2 => Type::float(FloatKind::F8E5M2),
        DataType::DtFloat8E4m3fn => Type::float(FloatKind::F8E4M3FN),
        DataType::DtFloat8E4m3fnuz => Type::float(FloatKind::F8E4M3FNUZ),
        DataType::DtFloat8E4m3b11fnuz => Type::float(FloatKind::F8E4M3B11FNUZ),
        DataType::DtFloat8E5m2fnuz => Type::float(FloatKind::F8E5M2FNUZ),
        DataType::DtFloat4E2m1fn => Type::float(FloatKind::F4E2M1FN),
        DataType::DtBool => Type::i1(),
        DataType::DtInt2 => Type::int(2),
        DataType::DtInt4 => Type::int(4),
        DataType::DtInt8 => Type::int(8),
        DataType::DtInt16 => Type::int(16),
        DataType::DtInt32 => Type::i32(),
        DataType::DtInt64 => Type::i64(),
        DataType::DtUint2 => Type::uint(2),
        DataType::DtUint4 => Type::uint(4),
        DataType::DtUint8 => Type::uint(8),
        DataType::DtUint16 => Type::uint(16),
        DataType::DtUint32 => Type::uint(32),
        DataType::DtUint64 => Type::uint(64),
        DataType::DtComplex64 => Type::new(tfl_ir::TypeKind::Complex(Type::f32())),
        DataType::DtComplex128 => Type::new(tfl_ir::TypeKind::Complex(Type::f64())),
        DataType::DtString => Type::dialect("tf_type", "string"),
        DataType::DtResource => Type::dialect("tf_type", "resource"),
        DataType::DtVariant => Type::dialect("tf_type", "variant"),
        DataType::DtQint8 => Type::dialect("tf_type", "qint8"),
        DataType::DtQint16 => Type::dialect("tf_type", "qint16"),
        DataType::DtQint32 => Type::dialect("tf_type", "qint32"),
        DataType::DtQuint8 => Type::dialect("tf_type", "quint8"),
        DataType::DtQuint16 => Type::dialect("tf_type", "quint16"),
    })
}

/// A tensor type; without a shape, one of unknown rank. Errors: as [`element`], a rank over 254.
pub(crate) fn tensor_type(dtype: DataType, shape: Option<&TensorShapeProto>) -> Result<Type> {
    let element = element(dtype)?;
    Ok(match shape {
        Some(shape) if !shape.unknown_rank => {
            if shape.dim.len() > MAX_RANK {
                return Err(ImportError::new(format!("a tensor has {} dimensions", shape.dim.len()))
                    .expected(format!("at most {MAX_RANK}")));
            }
            let dim = |size: i64| u64::try_from(size).map_or(Dim::Dynamic, Dim::Static);
            let dims: Vec<Dim> = shape.dim.iter().map(|d| dim(d.size)).collect();
            Type::tensor(&dims, element)
        }
        _ => Type::unranked_tensor(element),
    })
}

/// TensorFlow's name of an element type, for messages.
pub(crate) fn element_name(ty: Type) -> &'static str {
    let all = (1..=i32::from(u8::MAX)).map_while(|n| DataType::try_from(n).ok());
    let mut same = all.filter(|dtype| element(*dtype).is_ok_and(|element| element == ty.elem_or_self()));
    same.next().map_or("of another type", dtype::name)
}

/// Type of the handle of a variable declared by `node`, which says what the variable holds.
///
/// Errors: attributes of a wrong kind, a shape of too high a rank.
pub(crate) fn handle_type(node: &Node<'_>) -> Result<Type> {
    let value = tensor_type(node.dtype("dtype")?, Some(&node.shape("shape")?))?;
    Ok(Type::static_tensor(&[], Type::dialect("tf_type", &format!("resource<{value}>"))))
}

/// `#tf_type.shape<…>`'s text: `1x?x3`, `*` for an unknown rank, empty for a scalar.
pub(crate) fn shape_text(shape: &TensorShapeProto) -> String {
    if shape.unknown_rank {
        return "*".to_owned();
    }
    let dims = shape.dim.iter().map(|d| if d.size < 0 { "?".to_owned() } else { d.size.to_string() });
    dims.collect::<Vec<_>>().join("x")
}
