//! Attributes: constants attached to ops. Cheap to clone, compared by content.

mod dict;
mod elements;

use std::fmt;
use std::sync::Arc;

pub use dict::Dict;
pub use elements::{DenseElements, DenseStrings, ElementsError, ResourceElements, SparseElements};

use crate::types::{FloatKind, Signedness, TypeKind};
use crate::{Ident, Loc, Type};

/// An attribute.
///
/// Large ones share their bytes; a clone never copies a constant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Attr {
    /// `unit`, printed as a bare name in a dictionary.
    Unit,
    /// `1 : i32`, `true`, `3 : index`.
    Int(IntAttr),
    /// `1.000000e+00 : f32`.
    Float(FloatAttr),
    /// `"text"`; any bytes.
    Str(Arc<[u8]>),
    /// `tensor<4xf32>` as an attribute.
    Type(Type),
    /// `@a::@b`.
    Symbol(Arc<SymbolRef>),
    /// `[1, 2]`.
    Array(Arc<[Attr]>),
    /// `{a = 1 : i32}`.
    Dict(Dict),
    /// `array<i64: 1, 2>`.
    DenseArray(Arc<DenseArray>),
    /// `dense<…> : tensor<…>`, numbers.
    Elements(Arc<DenseElements>),
    /// `dense<["a", "b"]> : tensor<2x!tf_type.string>`.
    Strings(Arc<DenseStrings>),
    /// `dense_resource<name> : tensor<…>`.
    Resource(Arc<ResourceElements>),
    /// `sparse<…> : tensor<…>`.
    Sparse(Arc<SparseElements>),
    /// `loc(…)`.
    Loc(Loc),
    /// `affine_map<…>`, `affine_set<…>`, `strided<…>`, `distinct[…]<…>`: kept as text.
    Text(Arc<str>),
    /// `#dialect.body` or `#dialect<body>`, kept as text.
    Dialect(Arc<DialectAttr>),
}

/// An integer attribute.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct IntAttr {
    bits: i64,
    ty: Type,
}

/// A floating-point attribute, kept as the bits of its own format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FloatAttr {
    /// The bits, in the low end.
    pub bits: u64,
    /// The format; `f16`, `bf16`, `f32`, `f64` or an 8-bit float.
    pub ty: Type,
}

/// `@root::@nested`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SymbolRef {
    /// The first name.
    pub root: Arc<str>,
    /// The further ones.
    pub nested: Box<[Arc<str>]>,
}

/// `array<i64: 1, 2>`: elements as in memory, little-endian, `i1` one byte each.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DenseArray {
    /// Element type: `i1`, `i8` to `i64`, `f32`, `f64`.
    pub elem: Type,
    /// Elements; integers sign-extended, floats by their bits.
    pub values: Box<[i64]>,
}

/// Another dialect's attribute: `#tfl<lstm_kernel_type_attr FULL>`, `#tf_type.shape<1x?>`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DialectAttr {
    /// `tfl`.
    pub dialect: Ident,
    /// What follows the dialect: `shape<1x?>` for the dotted form, `lstm_kernel_type_attr FULL`
    /// for the bracketed one.
    pub body: Box<str>,
    /// Whether the text form is `#dialect<body>` and not `#dialect.body`.
    pub bracketed: bool,
}

impl Attr {
    /// `true` or `false`.
    pub fn bool(value: bool) -> Attr {
        Attr::Int(IntAttr { bits: i64::from(value), ty: Type::i1() })
    }

    /// An integer of type `ty` (an integer type or `index`) from its low 64 bits.
    pub fn int(value: i64, ty: Type) -> Attr {
        Attr::Int(IntAttr::new(value, ty))
    }

    /// `value : i32`.
    pub fn i32(value: i32) -> Attr {
        Attr::int(i64::from(value), Type::i32())
    }

    /// `value : i64`.
    pub fn i64(value: i64) -> Attr {
        Attr::int(value, Type::i64())
    }

    /// `value : f32`.
    pub fn f32(value: f32) -> Attr {
        Attr::Float(FloatAttr { bits: u64::from(value.to_bits()), ty: Type::f32() })
    }

    /// `value : f64`.
    pub fn f64(value: f64) -> Attr {
        Attr::Float(FloatAttr { bits: value.to_bits(), ty: Type::f64() })
    }

    /// A string.
    pub fn str(text: &str) -> Attr {
        Attr::Str(text.as_bytes().into())
    }

    /// `@name`.
    pub fn symbol(name: &str) -> Attr {
        Attr::Symbol(Arc::new(SymbolRef { root: name.into(), nested: Box::default() }))
    }

    /// `[…]`.
    pub fn array(items: impl IntoIterator<Item = Attr>) -> Attr {
        Attr::Array(items.into_iter().collect())
    }

    /// `[1, 2]` of `i64`.
    pub fn i64_array(items: &[i64]) -> Attr {
        Attr::array(items.iter().map(|&i| Attr::i64(i)))
    }

    /// `[1, 2]` of `i32`.
    pub fn i32_array(items: &[i32]) -> Attr {
        Attr::array(items.iter().map(|&i| Attr::i32(i)))
    }

    /// A dense constant.
    pub fn elements(elements: DenseElements) -> Attr {
        Attr::Elements(Arc::new(elements))
    }

    /// The value of an integer attribute, as its type reads it.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Attr::Int(int) => i64::try_from(int.value()).ok(),
            _ => None,
        }
    }

    /// The value of an `i1` attribute.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Attr::Int(int) if int.ty.is_bool() => Some(int.bits != 0),
            _ => None,
        }
    }

    /// The value of a floating-point attribute.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Attr::Float(float) => float.value(),
            _ => None,
        }
    }

    /// The text of a string attribute, if it is UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Attr::Str(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The type of a type attribute.
    pub fn as_type(&self) -> Option<Type> {
        match self {
            Attr::Type(ty) => Some(*ty),
            _ => None,
        }
    }

    /// The name of a symbol reference without nested parts.
    pub fn as_symbol(&self) -> Option<&Arc<str>> {
        match self {
            Attr::Symbol(symbol) if symbol.nested.is_empty() => Some(&symbol.root),
            _ => None,
        }
    }

    /// The items of an array attribute.
    pub fn as_array(&self) -> Option<&[Attr]> {
        match self {
            Attr::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The integers of an array attribute of integers, or of a dense array of them.
    pub fn as_int_array(&self) -> Option<Vec<i64>> {
        match self {
            Attr::Array(items) => items.iter().map(Attr::as_int).collect(),
            Attr::DenseArray(array) if array.elem.int_width().is_some() => Some(array.values.to_vec()),
            _ => None,
        }
    }

    /// The dictionary of a dictionary attribute.
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Attr::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The numbers of a dense constant, in memory; a resource with a blob counts.
    pub fn as_elements(&self) -> Option<&DenseElements> {
        match self {
            Attr::Elements(elements) => Some(elements),
            Attr::Resource(resource) => resource.elements(),
            _ => None,
        }
    }

    /// The type that an attribute has of its own: of numbers and constants.
    pub fn ty(&self) -> Option<Type> {
        match self {
            Attr::Int(int) => Some(int.ty),
            Attr::Float(float) => Some(float.ty),
            Attr::Elements(elements) => Some(elements.ty()),
            Attr::Strings(strings) => Some(strings.ty()),
            Attr::Resource(resource) => Some(resource.ty()),
            Attr::Sparse(sparse) => Some(sparse.ty),
            _ => None,
        }
    }
}

impl IntAttr {
    /// An integer of type `ty` from its low 64 bits; bits above the type's width are dropped.
    pub fn new(value: i64, ty: Type) -> IntAttr {
        let bits = match ty.kind() {
            TypeKind::Int { width, sign } if *width < 64 => {
                let shift = 64 - *width;
                match sign {
                    Signedness::Unsigned => ((value as u64) << shift >> shift) as i64,
                    _ if *width == 1 => value & 1,
                    _ => value << shift >> shift,
                }
            }
            _ => value,
        };
        IntAttr { bits, ty }
    }

    /// The value: sign-extended for signless and signed types (but `i1` is 0 or 1), zero-extended for
    /// unsigned ones.
    pub fn value(self) -> i128 {
        match self.ty.kind() {
            TypeKind::Int { sign: Signedness::Unsigned, .. } => i128::from(self.bits as u64),
            _ => i128::from(self.bits),
        }
    }

    /// The type: an integer type or `index`.
    pub fn ty(self) -> Type {
        self.ty
    }
}

impl FloatAttr {
    /// `value` rounded to the format `ty` (`f16`, `bf16`, `f32` or `f64`; others keep `f64` bits out
    /// and give `None`).
    pub fn new(value: f64, ty: Type) -> Option<FloatAttr> {
        let bits = match ty.float_kind()? {
            FloatKind::F64 => value.to_bits(),
            FloatKind::F32 => u64::from((value as f32).to_bits()),
            FloatKind::F16 => u64::from(half::f16::from_f64(value).to_bits()),
            FloatKind::BF16 => u64::from(half::bf16::from_f64(value).to_bits()),
            _ => return None,
        };
        Some(FloatAttr { bits, ty })
    }

    /// The value as `f64`, exactly; `None` for formats without a conversion here.
    pub fn value(self) -> Option<f64> {
        Some(match self.ty.float_kind()? {
            FloatKind::F64 => f64::from_bits(self.bits),
            FloatKind::F32 => f64::from(f32::from_bits(self.bits as u32)),
            FloatKind::F16 => half::f16::from_bits(self.bits as u16).to_f64(),
            FloatKind::BF16 => half::bf16::from_bits(self.bits as u16).to_f64(),
            _ => return None,
        })
    }
}

impl DialectAttr {
    /// The mnemonic: the body up to the first character that is not of an identifier.
    pub fn mnemonic(&self) -> &str {
        let end = self.body.find(|c: char| !(c.is_ascii_alphanumeric() || "_.$".contains(c)));
        &self.body[..end.unwrap_or(self.body.len())]
    }
}

impl From<&str> for Attr {
    fn from(text: &str) -> Attr {
        Attr::str(text)
    }
}
impl From<Type> for Attr {
    fn from(ty: Type) -> Attr {
        Attr::Type(ty)
    }
}
impl From<bool> for Attr {
    fn from(value: bool) -> Attr {
        Attr::bool(value)
    }
}
impl fmt::Display for SymbolRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.root)?;
        self.nested.iter().try_for_each(|name| write!(f, "::@{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_read_as_their_type_says() {
        assert_eq!(IntAttr::new(255, Type::uint(8)).value(), 255);
        assert_eq!(IntAttr::new(255, Type::int(8)).value(), -1);
        assert_eq!(IntAttr::new(-1, Type::uint(64)).value(), i128::from(u64::MAX));
        assert_eq!(Attr::bool(true).as_int(), Some(1));
    }

    #[test]
    fn attributes_compare_by_content() {
        assert_eq!(Attr::i64_array(&[1, 2]), Attr::i64_array(&[1, 2]));
        assert_ne!(Attr::i64(1), Attr::i32(1));
        assert_eq!(Attr::f32(f32::NAN), Attr::f32(f32::NAN));
    }
}
