//! Element types of tensors at run time.

use std::fmt;

use tfl_ir::Type;
use tfl_ir::types::{FloatKind, Signedness, TypeKind};

/// The type of a tensor's elements in memory. Quantization is not part of it: a quantized tensor has
/// the type of its stored values, and the operators know scales and zero points from the IR.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the types' names")]
pub enum DType {
    /// One byte an element, 0 or 1.
    Bool,
    /// One byte an element, sign-extended.
    I2,
    /// One byte an element, sign-extended.
    I4,
    I8,
    I16,
    I32,
    I64,
    /// One byte an element, zero-extended.
    U4,
    U8,
    U16,
    U32,
    U64,
    F16,
    BF16,
    F32,
    F64,
    Complex64,
    Complex128,
    /// Byte strings of any length.
    String,
    /// The name of a variable or a table of the session.
    Resource,
}

impl DType {
    /// The run-time type of elements (or of a tensor) of IR type `ty`; `None` if there is none.
    pub fn of(ty: Type) -> Option<DType> {
        let elem = ty.elem_or_self();
        match elem.kind() {
            TypeKind::Int { width, sign } => DType::int(*width, *sign != Signedness::Unsigned),
            TypeKind::Index => Some(DType::I64),
            TypeKind::Float(FloatKind::F16) => Some(DType::F16),
            TypeKind::Float(FloatKind::BF16) => Some(DType::BF16),
            TypeKind::Float(FloatKind::F32) => Some(DType::F32),
            TypeKind::Float(FloatKind::F64) => Some(DType::F64),
            TypeKind::Complex(part) if *part == Type::f32() => Some(DType::Complex64),
            TypeKind::Complex(part) if *part == Type::f64() => Some(DType::Complex128),
            TypeKind::UniformQuant(q) => DType::int(q.storage.int_width()?, q.signed),
            TypeKind::AnyQuant(q) => DType::int(q.storage.int_width()?, q.signed),
            TypeKind::CalibratedQuant(q) => DType::of(q.expressed),
            TypeKind::Dialect { body, .. } => match body.split('<').next() {
                Some("string") => Some(DType::String),
                Some("resource") => Some(DType::Resource),
                Some("qint8") => Some(DType::I8),
                Some("quint8") => Some(DType::U8),
                Some("qint16") => Some(DType::I16),
                Some("quint16") => Some(DType::U16),
                Some("qint32") => Some(DType::I32),
                _ => None,
            },
            _ => None,
        }
    }

    fn int(width: u32, signed: bool) -> Option<DType> {
        Some(match (width, signed) {
            (1, _) => DType::Bool,
            (2, true) => DType::I2,
            (4, true) => DType::I4,
            (8, true) => DType::I8,
            (16, true) => DType::I16,
            (32, true) => DType::I32,
            (64, true) => DType::I64,
            (4, false) => DType::U4,
            (8, false) => DType::U8,
            (16, false) => DType::U16,
            (32, false) => DType::U32,
            (64, false) => DType::U64,
            _ => return None,
        })
    }

    /// Bytes of one element; `None` for strings and resources, which have no fixed size.
    pub fn size(self) -> Option<usize> {
        Some(match self {
            DType::Bool | DType::I2 | DType::I4 | DType::I8 | DType::U4 | DType::U8 => 1,
            DType::I16 | DType::U16 | DType::F16 | DType::BF16 => 2,
            DType::I32 | DType::U32 | DType::F32 => 4,
            DType::I64 | DType::U64 | DType::F64 | DType::Complex64 => 8,
            DType::Complex128 => 16,
            DType::String | DType::Resource => return None,
        })
    }

    /// The plain IR element type (not quantized) of this run-time type.
    pub fn ir_type(self) -> Type {
        match self {
            DType::Bool => Type::i1(),
            DType::I2 => Type::int(2),
            DType::I4 => Type::int(4),
            DType::I8 => Type::int(8),
            DType::I16 => Type::int(16),
            DType::I32 => Type::i32(),
            DType::I64 => Type::i64(),
            DType::U4 => Type::uint(4),
            DType::U8 => Type::uint(8),
            DType::U16 => Type::uint(16),
            DType::U32 => Type::uint(32),
            DType::U64 => Type::uint(64),
            DType::F16 => Type::float(FloatKind::F16),
            DType::BF16 => Type::float(FloatKind::BF16),
            DType::F32 => Type::f32(),
            DType::F64 => Type::f64(),
            DType::Complex64 => Type::new(TypeKind::Complex(Type::f32())),
            DType::Complex128 => Type::new(TypeKind::Complex(Type::f64())),
            DType::String => Type::dialect("tf_type", "string"),
            DType::Resource => Type::dialect("tf_type", "resource"),
        }
    }

    /// The name as IR text writes it, for messages.
    pub fn name(self) -> &'static str {
        match self {
            DType::Bool => "i1",
            DType::I2 => "i2",
            DType::I4 => "i4",
            DType::I8 => "i8",
            DType::I16 => "i16",
            DType::I32 => "i32",
            DType::I64 => "i64",
            DType::U4 => "ui4",
            DType::U8 => "ui8",
            DType::U16 => "ui16",
            DType::U32 => "ui32",
            DType::U64 => "ui64",
            DType::F16 => "f16",
            DType::BF16 => "bf16",
            DType::F32 => "f32",
            DType::F64 => "f64",
            DType::Complex64 => "complex<f32>",
            DType::Complex128 => "complex<f64>",
            DType::String => "string",
            DType::Resource => "resource",
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tfl_ir::types::UniformQuant;

    #[test]
    fn every_type_survives_the_way_through_the_ir() {
        for dtype in [
            DType::Bool,
            DType::I2,
            DType::I4,
            DType::I8,
            DType::I64,
            DType::U8,
            DType::U32,
            DType::F16,
            DType::BF16,
            DType::F64,
            DType::Complex64,
            DType::Complex128,
            DType::String,
            DType::Resource,
        ] {
            assert_eq!(DType::of(dtype.ir_type()), Some(dtype));
        }
    }

    #[test]
    fn quantized_elements_have_the_type_of_their_storage() {
        let mut q = UniformQuant::per_tensor(Type::int(8), Type::f32(), 0.5, 0);
        assert_eq!(DType::of(Type::new(TypeKind::UniformQuant(q.clone()))), Some(DType::I8));
        q.signed = false;
        assert_eq!(DType::of(Type::new(TypeKind::UniformQuant(q))), Some(DType::U8));
        assert_eq!(DType::of(Type::int(7)), None);
    }
}
