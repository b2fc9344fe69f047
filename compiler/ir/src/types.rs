//! Types: immutable, interned, one pointer each.
//!
//! Invariants: two types are equal exactly when their pointers are; a shaped type's dimensions are
//! non-negative or dynamic; nesting is bounded by [`crate::MAX_DEPTH`] (readers refuse deeper text).

pub(crate) mod float_format;
mod quant;
mod size;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, Mutex};

use hashbrown::HashSet;

pub use quant::{AnyQuant, CalibratedQuant, QuantScales, UniformQuant};
pub use size::{ByteLimit, SizeError, checked_byte_count, checked_element_count};

use crate::Attr;

/// A type. `Copy`, compared by pointer.
#[derive(Clone, Copy)]
pub struct Type(&'static TypeKind);

/// One dimension of a shaped type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Dim {
    /// Known when compiling.
    Static(u64),
    /// Known when running, printed `?`.
    Dynamic,
}

/// How an integer type reads its bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Signedness {
    /// `i8`: the op decides.
    Signless,
    /// `si8`.
    Signed,
    /// `ui8`.
    Unsigned,
}

/// The floating-point formats.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are the formats' names")]
pub enum FloatKind {
    F16,
    BF16,
    F32,
    F64,
    TF32,
    F80,
    F128,
    F8E5M2,
    F8E4M3,
    F8E4M3FN,
    F8E5M2FNUZ,
    F8E4M3FNUZ,
    F8E4M3B11FNUZ,
    F8E3M4,
    F8E8M0FNU,
    F6E2M3FN,
    F6E3M2FN,
    F4E2M1FN,
}

/// What a [`Type`] is made of.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeKind {
    /// `i32`, `si8`, `ui16`, `i1`.
    Int {
        /// Bits, 1 to 16,777,215.
        width: u32,
        /// How the bits are read.
        sign: Signedness,
    },
    /// `index`.
    Index,
    /// `f32` and its kin.
    Float(FloatKind),
    /// `complex<f32>`.
    Complex(Type),
    /// `none`.
    None,
    /// `tuple<i32, f32>`.
    Tuple(Box<[Type]>),
    /// `vector<4x[8]xf32>`.
    Vector {
        /// Dimensions, each with whether it is scalable (printed in brackets).
        dims: Box<[(u64, bool)]>,
        /// Element type.
        elem: Type,
    },
    /// `tensor<4x?xf32>`, with an optional encoding.
    Tensor {
        /// Dimensions; none for a scalar.
        dims: Box<[Dim]>,
        /// Element type.
        elem: Type,
        /// The encoding after the comma.
        encoding: Option<Attr>,
    },
    /// `tensor<*xf32>`.
    UnrankedTensor(Type),
    /// `memref<4xf32, …>`; layout and memory space are kept as written.
    MemRef {
        /// Dimensions, or `None` for `memref<*x…>`.
        dims: Option<Box<[Dim]>>,
        /// Element type.
        elem: Type,
        /// What follows the element type, without its comma; empty if nothing does.
        tail: Box<str>,
    },
    /// `(i32) -> (f32, i32)`.
    Function {
        /// Argument types.
        inputs: Box<[Type]>,
        /// Result types.
        results: Box<[Type]>,
    },
    /// `!quant.uniform<…>`.
    UniformQuant(UniformQuant),
    /// `!quant.any<…>`.
    AnyQuant(AnyQuant),
    /// `!quant.calibrated<…>`.
    CalibratedQuant(CalibratedQuant),
    /// Any other dialect's type, kept as its text: `!tf_type.resource<tensor<4xf32>>`.
    Dialect {
        /// `tf_type`.
        dialect: crate::Ident,
        /// What follows `dialect.`: `resource<tensor<4xf32>>`.
        body: Box<str>,
    },
}

static TYPES: LazyLock<Mutex<HashSet<&'static TypeKind>>> = LazyLock::new(Mutex::default);

impl Type {
    /// Interns `kind`.
    pub fn new(kind: TypeKind) -> Type {
        let mut types = TYPES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = types.get(&kind) {
            return Type(known);
        }
        let leaked: &'static TypeKind = Box::leak(Box::new(kind));
        types.insert(leaked);
        Type(leaked)
    }

    /// What the type is made of.
    pub fn kind(self) -> &'static TypeKind {
        self.0
    }

    /// The signless integer type of `width` bits.
    pub fn int(width: u32) -> Type {
        Type::new(TypeKind::Int { width, sign: Signedness::Signless })
    }

    /// The unsigned integer type of `width` bits (`ui8`).
    pub fn uint(width: u32) -> Type {
        Type::new(TypeKind::Int { width, sign: Signedness::Unsigned })
    }

    /// The floating-point type of `kind`.
    pub fn float(kind: FloatKind) -> Type {
        Type::new(TypeKind::Float(kind))
    }

    /// `f32`.
    pub fn f32() -> Type {
        static TYPE: LazyLock<Type> = LazyLock::new(|| Type::float(FloatKind::F32));
        *TYPE
    }

    /// `f64`.
    pub fn f64() -> Type {
        Type::float(FloatKind::F64)
    }

    /// `i1`.
    pub fn i1() -> Type {
        static TYPE: LazyLock<Type> = LazyLock::new(|| Type::int(1));
        *TYPE
    }

    /// `i32`.
    pub fn i32() -> Type {
        static TYPE: LazyLock<Type> = LazyLock::new(|| Type::int(32));
        *TYPE
    }

    /// `i64`.
    pub fn i64() -> Type {
        static TYPE: LazyLock<Type> = LazyLock::new(|| Type::int(64));
        *TYPE
    }

    /// `index`.
    pub fn index() -> Type {
        Type::new(TypeKind::Index)
    }

    /// `none`.
    pub fn none() -> Type {
        static TYPE: LazyLock<Type> = LazyLock::new(|| Type::new(TypeKind::None));
        *TYPE
    }

    /// A ranked tensor without encoding.
    pub fn tensor(dims: &[Dim], elem: Type) -> Type {
        Type::new(TypeKind::Tensor { dims: dims.into(), elem, encoding: None })
    }

    /// A ranked tensor whose dimensions are all known.
    pub fn static_tensor(dims: &[u64], elem: Type) -> Type {
        let dims: Vec<Dim> = dims.iter().map(|&d| Dim::Static(d)).collect();
        Type::tensor(&dims, elem)
    }

    /// `tensor<*xELEM>`.
    pub fn unranked_tensor(elem: Type) -> Type {
        Type::new(TypeKind::UnrankedTensor(elem))
    }

    /// A function type.
    pub fn function(inputs: &[Type], results: &[Type]) -> Type {
        Type::new(TypeKind::Function { inputs: inputs.into(), results: results.into() })
    }

    /// A dialect's type from its text after `dialect.`.
    pub fn dialect(dialect: &str, body: &str) -> Type {
        Type::new(TypeKind::Dialect { dialect: dialect.into(), body: body.into() })
    }

    /// Whether this is a ranked or unranked tensor.
    pub fn is_tensor(self) -> bool {
        matches!(self.0, TypeKind::Tensor { .. } | TypeKind::UnrankedTensor(_))
    }

    /// The dimensions of a ranked tensor.
    pub fn dims(self) -> Option<&'static [Dim]> {
        match self.0 {
            TypeKind::Tensor { dims, .. } => Some(dims),
            _ => None,
        }
    }

    /// The dimensions of a ranked tensor if all are known.
    pub fn static_dims(self) -> Option<Vec<u64>> {
        self.dims()?
            .iter()
            .map(|d| match d {
                Dim::Static(n) => Some(*n),
                Dim::Dynamic => None,
            })
            .collect()
    }

    /// The element type of a tensor, vector or memref.
    pub fn elem(self) -> Option<Type> {
        match self.0 {
            TypeKind::Tensor { elem, .. }
            | TypeKind::UnrankedTensor(elem)
            | TypeKind::Vector { elem, .. }
            | TypeKind::MemRef { elem, .. } => Some(*elem),
            _ => None,
        }
    }

    /// The element type of a shaped type, or the type itself.
    pub fn elem_or_self(self) -> Type {
        self.elem().unwrap_or(self)
    }

    /// The same tensor with another element type; `None` if this is not a tensor.
    pub fn with_elem(self, elem: Type) -> Option<Type> {
        match self.0 {
            TypeKind::Tensor { dims, encoding, .. } => {
                Some(Type::new(TypeKind::Tensor { dims: dims.clone(), elem, encoding: encoding.clone() }))
            }
            TypeKind::UnrankedTensor(_) => Some(Type::unranked_tensor(elem)),
            _ => None,
        }
    }

    /// The type in which a quantized value is stored (`i8` of `!quant.uniform<i8:f32, …>`), through
    /// tensors; other types are returned as they are.
    pub fn storage(self) -> Type {
        match self.0 {
            TypeKind::UniformQuant(q) => q.storage,
            TypeKind::AnyQuant(q) => q.storage,
            TypeKind::Tensor { elem, .. } | TypeKind::UnrankedTensor(elem) if elem.is_quantized() => {
                self.with_elem(elem.storage()).unwrap_or(self)
            }
            _ => self,
        }
    }

    /// Whether this is a quantized element type (not a tensor of one).
    pub fn is_quantized(self) -> bool {
        matches!(self.0, TypeKind::UniformQuant(_) | TypeKind::AnyQuant(_))
    }

    /// The uniform quantization of this element type, or of the tensor's elements.
    pub fn uniform_quant(self) -> Option<&'static UniformQuant> {
        match self.elem_or_self().0 {
            TypeKind::UniformQuant(q) => Some(q),
            _ => None,
        }
    }

    /// The width in bits of an integer type.
    pub fn int_width(self) -> Option<u32> {
        match self.0 {
            TypeKind::Int { width, .. } => Some(*width),
            _ => None,
        }
    }

    /// The format of a floating-point type.
    pub fn float_kind(self) -> Option<FloatKind> {
        match self.0 {
            TypeKind::Float(kind) => Some(*kind),
            _ => None,
        }
    }

    /// Whether this is `i1`.
    pub fn is_bool(self) -> bool {
        self == Type::i1()
    }

    /// Bytes of one element in memory: sub-byte integers take one byte, `index` eight, a quantized
    /// type what its storage takes. `None` for types without a memory form.
    pub fn elem_bytes(self) -> Option<usize> {
        match self.0 {
            TypeKind::Int { width, .. } => Some((*width as usize).div_ceil(8).next_power_of_two()),
            TypeKind::Index => Some(8),
            TypeKind::Float(kind) => Some(kind.bits().div_ceil(8)),
            TypeKind::Complex(part) => part.elem_bytes().map(|n| n * 2),
            TypeKind::UniformQuant(_) | TypeKind::AnyQuant(_) => self.storage().elem_bytes(),
            _ => None,
        }
    }
}

impl FloatKind {
    /// Every format.
    pub const ALL: [FloatKind; 18] = [
        FloatKind::F16,
        FloatKind::BF16,
        FloatKind::F32,
        FloatKind::F64,
        FloatKind::TF32,
        FloatKind::F80,
        FloatKind::F128,
        FloatKind::F8E5M2,
        FloatKind::F8E4M3,
        FloatKind::F8E4M3FN,
        FloatKind::F8E5M2FNUZ,
        FloatKind::F8E4M3FNUZ,
        FloatKind::F8E4M3B11FNUZ,
        FloatKind::F8E3M4,
        FloatKind::F8E8M0FNU,
        FloatKind::F6E2M3FN,
        FloatKind::F6E3M2FN,
        FloatKind::F4E2M1FN,
    ];

    /// The name in text: `f32`, `f8E4M3FN`.
    pub fn name(self) -> &'static str {
        match self {
            FloatKind::F16 => "f16",
            FloatKind::BF16 => "bf16",
            FloatKind::F32 => "f32",
            FloatKind::F64 => "f64",
            FloatKind::TF32 => "tf32",
            FloatKind::F80 => "f80",
            FloatKind::F128 => "f128",
            FloatKind::F8E5M2 => "f8E5M2",
            FloatKind::F8E4M3 => "f8E4M3",
            FloatKind::F8E4M3FN => "f8E4M3FN",
            FloatKind::F8E5M2FNUZ => "f8E5M2FNUZ",
            FloatKind::F8E4M3FNUZ => "f8E4M3FNUZ",
            FloatKind::F8E4M3B11FNUZ => "f8E4M3B11FNUZ",
            FloatKind::F8E3M4 => "f8E3M4",
            FloatKind::F8E8M0FNU => "f8E8M0FNU",
            FloatKind::F6E2M3FN => "f6E2M3FN",
            FloatKind::F6E3M2FN => "f6E3M2FN",
            FloatKind::F4E2M1FN => "f4E2M1FN",
        }
    }

    /// Width in bits.
    pub fn bits(self) -> usize {
        match self {
            FloatKind::F128 => 128,
            FloatKind::F80 => 80,
            FloatKind::F64 => 64,
            FloatKind::F32 | FloatKind::TF32 => 32,
            FloatKind::F16 | FloatKind::BF16 => 16,
            FloatKind::F6E2M3FN | FloatKind::F6E3M2FN => 6,
            FloatKind::F4E2M1FN => 4,
            _ => 8,
        }
    }
}

impl Dim {
    /// The size if it is known.
    pub fn size(self) -> Option<u64> {
        match self {
            Dim::Static(n) => Some(n),
            Dim::Dynamic => None,
        }
    }

    /// Whether the size is only known when running.
    pub fn is_dynamic(self) -> bool {
        self == Dim::Dynamic
    }
}

impl PartialEq for Type {
    fn eq(&self, other: &Type) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for Type {}
impl Hash for Type {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}
impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_types_are_one() {
        assert_eq!(Type::static_tensor(&[1, 2], Type::f32()), Type::static_tensor(&[1, 2], Type::f32()));
        assert_ne!(Type::static_tensor(&[1, 2], Type::f32()), Type::static_tensor(&[2, 1], Type::f32()));
        assert_eq!(Type::static_tensor(&[3], Type::f32()).static_dims(), Some(vec![3]));
        assert_eq!(Type::tensor(&[Dim::Dynamic], Type::f32()).static_dims(), None);
    }

    #[test]
    fn storage_looks_through_tensors() {
        let q =
            Type::new(TypeKind::UniformQuant(UniformQuant::per_tensor(Type::int(8), Type::f32(), 0.5, 3)));
        let t = Type::static_tensor(&[2], q);
        assert_eq!(t.storage(), Type::static_tensor(&[2], Type::int(8)));
        assert_eq!(q.elem_bytes(), Some(1));
        assert_eq!(Type::i1().elem_bytes(), Some(1));
        assert_eq!(Type::int(4).elem_bytes(), Some(1));
    }
}
