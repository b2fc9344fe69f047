//! Element types of tensors.

/// The type of a tensor's elements, with the schema's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(i8)]
#[expect(missing_docs, reason = "named after the schema's values")]
pub enum TensorType {
    #[default]
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    Uint8 = 3,
    Int64 = 4,
    String = 5,
    Bool = 6,
    Int16 = 7,
    Complex64 = 8,
    Int8 = 9,
    Float64 = 10,
    Complex128 = 11,
    Uint64 = 12,
    Resource = 13,
    Variant = 14,
    Uint32 = 15,
    Uint16 = 16,
    Int4 = 17,
    Bfloat16 = 18,
    Int2 = 19,
    Uint4 = 20,
    Float8E4M3Fn = 21,
    Float8E5M2 = 22,
}

use TensorType::*;

/// By number.
const ALL: [TensorType; 23] = [
    Float32,
    Float16,
    Int32,
    Uint8,
    Int64,
    String,
    Bool,
    Int16,
    Complex64,
    Int8,
    Float64,
    Complex128,
    Uint64,
    Resource,
    Variant,
    Uint32,
    Uint16,
    Int4,
    Bfloat16,
    Int2,
    Uint4,
    Float8E4M3Fn,
    Float8E5M2,
];

impl TensorType {
    /// The type with the schema's number `code`.
    pub fn from_code(code: i8) -> Option<Self> {
        ALL.get(usize::try_from(code).ok()?).copied()
    }

    /// The schema's number.
    pub fn code(self) -> i8 {
        self as i8
    }

    /// The schema's name.
    pub fn name(self) -> &'static str {
        crate::schema::enums::TENSOR_TYPE.name_of(i64::from(self.code())).unwrap_or("unknown")
    }

    /// The size of one element in bits. Two-bit and four-bit elements are packed, the first into the low bits.
    /// `None` for types whose elements have no fixed size.
    pub fn bits(self) -> Option<u64> {
        match self {
            Int2 => Some(2),
            Int4 | Uint4 => Some(4),
            Bool | Int8 | Uint8 | Float8E4M3Fn | Float8E5M2 => Some(8),
            Int16 | Uint16 | Float16 | Bfloat16 => Some(16),
            Int32 | Uint32 | Float32 => Some(32),
            Int64 | Uint64 | Float64 | Complex64 => Some(64),
            Complex128 => Some(128),
            String | Resource | Variant => None,
        }
    }

    /// The bytes that `elements` of them take, rounded up; `None` when there is no such number.
    pub fn byte_count(self, elements: u64) -> Option<u64> {
        Some(elements.checked_mul(self.bits()?)?.div_ceil(8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_schema() {
        for (index, ty) in ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(ty.code()), Ok(index));
            assert_eq!(TensorType::from_code(ty.code()), Some(ty));
        }
        assert_eq!(Int4.name(), "INT4");
        assert_eq!(TensorType::from_code(-1), None);
        assert_eq!(TensorType::from_code(23), None);
    }

    #[test]
    fn sizes_do_not_wrap() {
        assert_eq!(Int4.byte_count(3), Some(2));
        assert_eq!(Float32.byte_count(1 << 62), None);
        assert_eq!(String.byte_count(1), None);
    }
}
