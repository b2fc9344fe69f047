//! Sets of element types: what an operand accepts, in one word.

use std::ops::BitOr;

use tfl_ir::types::FloatKind;
use tfl_ir::types::Signedness::{Signed, Signless, Unsigned};
use tfl_ir::{Type, TypeKind};

/// A set of element types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct ElemSet(u64);

/// The members, one bit each, with the words that verifier messages use.
macro_rules! members {
    ($($bit:literal $name:ident $text:literal)+) => {
        $(#[doc = concat!("`", $text, "`.")]
        pub const $name: ElemSet = ElemSet(1 << $bit);)+
        /// Every member with its words, in order of the bits.
        const MEMBERS: &[(ElemSet, &str)] = &[$(($name, $text)),+];
        /// The words of a member as a literal, for the texts of constraints.
        macro_rules! elem_text {
            $(($name) => { $text };)+
        }
        pub(crate) use elem_text;
    };
}

members! {
    0 F16 "16-bit float"
    1 BF16 "bfloat16 type"
    2 F32 "32-bit float"
    3 F64 "64-bit float"
    4 F8E4M3FN "f8E4M3FN type"
    5 F8E5M2 "f8E5M2 type"
    6 I1 "1-bit signless integer"
    7 I2 "2-bit signless integer"
    8 I4 "4-bit signless integer"
    9 I8 "8-bit signless integer"
    10 I16 "16-bit signless integer"
    11 I32 "32-bit signless integer"
    12 I64 "64-bit signless integer"
    13 UI4 "4-bit unsigned integer"
    14 UI8 "8-bit unsigned integer"
    15 UI16 "16-bit unsigned integer"
    16 UI32 "32-bit unsigned integer"
    17 UI64 "64-bit unsigned integer"
    18 C64 "complex type with 32-bit float elements"
    19 C128 "complex type with 64-bit float elements"
    20 QI2 "QI2 type"
    21 QI4 "QI4 type"
    22 QI8 "QI8 type"
    23 QI16 "QI16 type"
    24 QI32 "QI32 type"
    25 QUI4 "QUI4 type"
    26 QUI8 "QUI8 type"
    27 QUI16 "QUI16 type"
    28 QUI32 "QUI32 type"
    29 STRING "TFLite string type"
    30 RESOURCE "TF resource type"
    31 VARIANT "TF variant type"
    32 QUINT8 "TFLite quint8 type"
    33 QINT8 "TF qint8 type"
    34 QINT16 "TF qint16 type"
    35 QINT32 "TF qint32 type"
    36 QUINT16 "TF quint16 type"
    37 I32_64 "32/64-bit signless integer"
}

/// Any element type, the ones without a bit included.
pub const ANY: ElemSet = ElemSet(u64::MAX);

impl ElemSet {
    /// The empty set.
    pub const NONE: ElemSet = ElemSet(0);

    /// Both sets.
    pub const fn with(self, other: ElemSet) -> ElemSet {
        // The name for two integer types at once stands for both of them.
        let both = if other.0 == I32_64.0 { I32.0 | I64.0 } else { other.0 };
        ElemSet(self.0 | both)
    }

    /// Whether the set shares a member with `other`.
    pub const fn meets(self, other: ElemSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set has no member.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `ty`, an element type or a tensor of it, is in the set.
    pub fn accepts(self, ty: Type) -> bool {
        self == ANY || self.meets(ElemSet::of(ty))
    }

    /// The set of the element type of `ty` alone; empty if it has no bit.
    pub fn of(ty: Type) -> ElemSet {
        let elem = ty.elem_or_self();
        match elem.kind() {
            TypeKind::UniformQuant(q) => quantized(q.storage.int_width(), q.signed),
            TypeKind::AnyQuant(q) => quantized(q.storage.int_width(), q.signed),
            TypeKind::CalibratedQuant(q) => ElemSet::of(q.expressed),
            _ => plain(elem),
        }
    }

    /// Like [`ElemSet::of`], but of the integers that hold a quantized value.
    pub fn of_storage(ty: Type) -> ElemSet {
        let elem = ty.elem_or_self();
        let (storage, signed) = match elem.kind() {
            TypeKind::UniformQuant(q) => (q.storage, q.signed),
            TypeKind::AnyQuant(q) => (q.storage, q.signed),
            _ => return ElemSet::of(elem),
        };
        match (storage.int_width(), signed) {
            (Some(width), true) => plain(Type::int(width)),
            (Some(width), false) => plain(Type::uint(width)),
            _ => ElemSet::NONE,
        }
    }

    /// The words of the members, joined with "or".
    pub fn text(self) -> String {
        let words: Vec<&str> =
            MEMBERS.iter().filter(|(member, _)| self.meets(*member)).map(|(_, text)| *text).collect();
        words.join(" or ")
    }

    /// The one type of a set of one number type.
    pub fn ty(self) -> Option<Type> {
        Some(match self {
            I1 => Type::i1(),
            I2 => Type::int(2),
            I4 => Type::int(4),
            I8 => Type::int(8),
            I16 => Type::int(16),
            I32 => Type::i32(),
            I64 => Type::i64(),
            UI4 => Type::uint(4),
            UI8 => Type::uint(8),
            UI16 => Type::uint(16),
            UI32 => Type::uint(32),
            UI64 => Type::uint(64),
            F16 => Type::float(FloatKind::F16),
            BF16 => Type::float(FloatKind::BF16),
            F32 => Type::f32(),
            F64 => Type::f64(),
            F8E4M3FN => Type::float(FloatKind::F8E4M3FN),
            F8E5M2 => Type::float(FloatKind::F8E5M2),
            C64 => Type::new(TypeKind::Complex(Type::f32())),
            C128 => Type::new(TypeKind::Complex(Type::f64())),
            STRING => Type::dialect("tf_type", "string"),
            RESOURCE => Type::dialect("tf_type", "resource"),
            VARIANT => Type::dialect("tf_type", "variant"),
            QUINT8 => Type::dialect("tf_type", "quint8"),
            QINT8 => Type::dialect("tf_type", "qint8"),
            QINT16 => Type::dialect("tf_type", "qint16"),
            QINT32 => Type::dialect("tf_type", "qint32"),
            QUINT16 => Type::dialect("tf_type", "quint16"),
            _ => return None,
        })
    }
}

fn quantized(width: Option<u32>, signed: bool) -> ElemSet {
    match (width, signed) {
        (Some(2), true) => QI2,
        (Some(4), true) => QI4,
        (Some(8), true) => QI8,
        (Some(16), true) => QI16,
        (Some(32), true) => QI32,
        (Some(4), false) => QUI4,
        (Some(8), false) => QUI8,
        (Some(16), false) => QUI16,
        (Some(32), false) => QUI32,
        _ => ElemSet::NONE,
    }
}

fn plain(elem: Type) -> ElemSet {
    match elem.kind() {
        TypeKind::Int { width, sign: Signless | Signed } => match width {
            1 => I1,
            2 => I2,
            4 => I4,
            8 => I8,
            16 => I16,
            32 => I32,
            64 => I64,
            _ => ElemSet::NONE,
        },
        TypeKind::Int { width, sign: Unsigned } => match width {
            4 => UI4,
            8 => UI8,
            16 => UI16,
            32 => UI32,
            64 => UI64,
            _ => ElemSet::NONE,
        },
        TypeKind::Float(kind) => match kind {
            FloatKind::F16 => F16,
            FloatKind::BF16 => BF16,
            FloatKind::F32 => F32,
            FloatKind::F64 => F64,
            FloatKind::F8E4M3FN => F8E4M3FN,
            FloatKind::F8E5M2 => F8E5M2,
            _ => ElemSet::NONE,
        },
        TypeKind::Complex(part) if *part == Type::f32() => C64,
        TypeKind::Complex(part) if *part == Type::f64() => C128,
        TypeKind::Dialect { dialect, body } if *dialect == *"tf_type" => tf_type(body),
        _ => ElemSet::NONE,
    }
}

/// The member for a type of the tf_type dialect, whatever its subtypes.
fn tf_type(body: &str) -> ElemSet {
    match body.split('<').next().unwrap_or(body) {
        "string" => STRING,
        "resource" => RESOURCE,
        "variant" => VARIANT,
        "quint8" => QUINT8,
        "qint8" => QINT8,
        "qint16" => QINT16,
        "qint32" => QINT32,
        "quint16" => QUINT16,
        _ => ElemSet::NONE,
    }
}

impl BitOr for ElemSet {
    type Output = ElemSet;
    fn bitor(self, other: ElemSet) -> ElemSet {
        self.with(other)
    }
}

#[cfg(test)]
mod tests {
    use tfl_ir::types::UniformQuant;

    use super::*;

    #[test]
    fn quantized_types_are_members_of_their_own() {
        let q =
            Type::new(TypeKind::UniformQuant(UniformQuant::per_tensor(Type::int(8), Type::f32(), 0.5, 0)));
        let tensor = Type::static_tensor(&[2], q);
        assert_eq!(ElemSet::of(tensor), QI8);
        assert_eq!(ElemSet::of_storage(tensor), I8);
        assert!(!I8.accepts(tensor));
        assert!(ANY.accepts(tensor));
    }

    #[test]
    fn subtypes_do_not_hide_a_resource() {
        assert_eq!(ElemSet::of(Type::dialect("tf_type", "resource<tensor<4xf32>>")), RESOURCE);
    }

    #[test]
    fn the_double_name_stands_for_both() {
        assert_eq!(ElemSet::NONE.with(I32_64), I32 | I64);
        assert_eq!((I32 | I64).text(), "32-bit signless integer or 64-bit signless integer");
    }

    #[test]
    fn a_single_member_names_its_type() {
        for (member, _) in MEMBERS.iter().filter(|(member, _)| member.ty().is_some()) {
            assert_eq!(ElemSet::of(member.ty().unwrap()), *member);
        }
    }
}
