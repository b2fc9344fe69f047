//! Kinds of attributes: the test, its words in messages, and how a typed view reads one.

mod tfl;

use tfl_ir::types::FloatKind;
use tfl_ir::{Attr, Body, Op, Type};

use crate::elem::ElemSet;
pub use tfl::{
    Activation, ConstBytes, ExternalBuffer, LstmBasic, LstmFull, MirrorPad, Padding, SparsityParameter,
    WeightsFormat,
};

/// A kind of attribute; implemented by the marker types of this module, which rows name.
pub trait AttrKind {
    /// What a typed view gives; its default stands for an attribute that is not of the kind.
    type Value<'a>: Default;
    /// What a row writes as a default.
    type Literal;
    /// Follows "failed to satisfy constraint:".
    const TEXT: &'static str;
    /// How the attribute is stored in a `.tflite` options table.
    const STORE: Store;
    /// Whether an attribute is of the kind.
    fn check(attr: &Attr) -> bool;
    /// The value of an attribute of the kind.
    fn read(attr: &Attr) -> Option<Self::Value<'_>>;
    /// The attribute for a default.
    fn make(literal: Self::Literal) -> Attr;
}

/// How an attribute is stored in an options table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Store {
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// 32-bit float.
    F32,
    /// One byte, 0 or 1.
    Bool,
    /// A string.
    Str,
    /// `ActivationFunctionType`, by name (`"RELU6"`).
    Activation,
    /// `Padding`, by name (`"SAME"`).
    Padding,
    /// `FullyConnectedOptionsWeightsFormat`, by name.
    WeightsFormat,
    /// `MirrorPadMode`, from `#tfl<mirror_pad_attr REFLECT>`.
    MirrorPadMode,
    /// `LSTMKernelType`, from `#tfl<lstm_kernel_type_attr FULL>`.
    LstmKernelType,
    /// `TensorType`, from a type attribute.
    TensorType,
    /// A vector of 32-bit integers.
    I32Vector,
    /// A vector of 32-bit floats.
    F32Vector,
    /// In no options table.
    Nowhere,
}

/// Attribute `name` of `op` read as `K`, if it is there and of the kind.
pub(crate) fn read<'a, K: AttrKind>(body: &'a Body, op: Op, name: &str) -> Option<K::Value<'a>> {
    body.attr(op, name).and_then(K::read)
}

/// A marker type with its [`AttrKind`].
macro_rules! kind {
    ($(#[doc = $doc:literal])+ $name:ident($text:expr) in $store:ident;
     check($c:ident): $check:expr;
     read($r:ident) -> $value:ty: $read:expr;
     make($m:ident: $literal:ty): $make:expr;) => {
        $(#[doc = $doc])+
        pub enum $name {}
        impl crate::attr_kind::AttrKind for $name {
            type Value<'a> = $value;
            type Literal = $literal;
            const TEXT: &'static str = $text;
            const STORE: crate::attr_kind::Store = crate::attr_kind::Store::$store;
            fn check($c: &tfl_ir::Attr) -> bool {
                $check
            }
            #[allow(clippy::needless_lifetimes, reason = "values that borrow name the lifetime")]
            fn read<'a>($r: &'a tfl_ir::Attr) -> Option<$value> {
                $read
            }
            fn make($m: $literal) -> tfl_ir::Attr {
                $make
            }
        }
    };
}
pub(crate) use kind;

/// An integer kind of `width` bits whose value passes a test.
macro_rules! integer {
    ($(#[doc = $doc:literal])+ $name:ident: $value:ident, $text:literal, $store:ident, $test:expr) => {
        kind! {
            $(#[doc = $doc])+
            $name($text) in $store;
            check(attr): attr.ty() == Some(Type::int(<$value>::BITS)) && attr.as_int().is_some_and($test);
            read(attr) -> $value: attr.as_int().and_then(|value| $value::try_from(value).ok());
            make(value: $value): Attr::int(i64::from(value), Type::int(<$value>::BITS));
        }
    };
}

integer! {
    /// `1 : i32`.
    I32: i32, "32-bit signless integer attribute", I32, |_| true
}
integer! {
    /// `1 : i32`, above zero.
    PositiveI32: i32, "32-bit signless integer attribute whose value is positive", I32, |value| value > 0
}
integer! {
    /// `0 : i32`, not below zero.
    NonNegativeI32: i32, "32-bit signless integer attribute whose value is non-negative", I32, |value| value >= 0
}
integer! {
    /// `8 : i32`, a number of bits that a quantized value can have.
    BitWidth: i32,
    "32-bit signless integer attribute whose minimum value is 2 whose maximum value is 16",
    I32, |value| (2..=16).contains(&value)
}
integer! {
    /// `1 : i64`.
    I64: i64, "64-bit signless integer attribute", I64, |_| true
}

kind! {
    /// `1.0 : f32`.
    F32("32-bit float attribute") in F32;
    check(attr): is_float(attr, FloatKind::F32);
    read(attr) -> f32: attr.as_f64().map(|value| value as f32);
    make(value: f32): Attr::f32(value);
}
kind! {
    /// `1.0 : f32`, not below zero.
    NonNegativeF32("32-bit float attribute whose value is non-negative") in F32;
    check(attr): is_float(attr, FloatKind::F32) && attr.as_f64().is_some_and(|value| value >= 0.0);
    read(attr) -> f32: attr.as_f64().map(|value| value as f32);
    make(value: f32): Attr::f32(value);
}
kind! {
    /// `1.0 : f64`.
    F64("64-bit float attribute") in Nowhere;
    check(attr): is_float(attr, FloatKind::F64);
    read(attr) -> f64: attr.as_f64();
    make(value: f64): Attr::f64(value);
}
kind! {
    /// `true`.
    Bool("bool attribute") in Bool;
    check(attr): attr.as_bool().is_some();
    read(attr) -> bool: attr.as_bool();
    make(value: bool): Attr::bool(value);
}
kind! {
    /// `false`; `true` is not supported by any runtime.
    False("bool attribute whose value is false") in Bool;
    check(attr): attr.as_bool() == Some(false);
    read(attr) -> bool: attr.as_bool();
    make(value: bool): Attr::bool(value);
}
kind! {
    /// An attribute that says what it says by being there.
    Unit("unit attribute") in Nowhere;
    check(attr): matches!(attr, Attr::Unit);
    read(attr) -> bool: Some(matches!(attr, Attr::Unit));
    make(_value: bool): Attr::Unit;
}
kind! {
    /// `"text"`.
    Str("string attribute") in Str;
    check(attr): matches!(attr, Attr::Str(_));
    read(attr) -> &'a str: attr.as_str();
    make(text: &'static str): Attr::str(text);
}
kind! {
    /// `tensor<4xf32>`, `f32`.
    TypeKind("any type attribute") in TensorType;
    check(attr): attr.as_type().is_some();
    read(attr) -> Option<Type>: attr.as_type().map(Some);
    make(elem: ElemSet): Attr::Type(elem.ty().unwrap_or_else(Type::none));
}
kind! {
    /// `tensor<4x!quant.uniform<…>>`.
    TensorType("Tensor type attribute") in Nowhere;
    check(attr): attr.as_type().is_some_and(Type::is_tensor);
    read(attr) -> Option<Type>: attr.as_type().map(Some);
    make(elem: ElemSet): Attr::Type(Type::unranked_tensor(elem.ty().unwrap_or_else(Type::none)));
}
kind! {
    /// `(tensor<4xf32>) -> tensor<4xf32>`.
    FunctionType("type attribute of function type") in Nowhere;
    check(attr): attr.as_type().is_some_and(|ty| matches!(ty.kind(), tfl_ir::TypeKind::Function { .. }));
    read(attr) -> Option<Type>: attr.as_type().map(Some);
    make(_none: ()): Attr::Type(Type::function(&[], &[]));
}
kind! {
    /// `dense<…> : tensor<…>` in any of its forms.
    Elements("constant vector/tensor attribute") in Nowhere;
    check(attr): is_elements(attr);
    read(attr) -> Option<&'a Attr>: is_elements(attr).then_some(Some(attr));
    make(_none: ()): Attr::Unit;
}
kind! {
    /// Any attribute.
    Any("any attribute") in Nowhere;
    check(_attr): true;
    read(attr) -> Option<&'a Attr>: Some(Some(attr));
    make(_none: ()): Attr::Unit;
}
kind! {
    /// `[1, 2]` of `i64`.
    I64Array("64-bit integer array attribute") in I32Vector;
    check(attr): is_int_array(attr);
    read(attr) -> Vec<i64>: attr.as_int_array();
    make(items: &'static [i64]): Attr::i64_array(items);
}
kind! {
    /// `[1, 2]` of `i64`, at most eight.
    UpTo8I64("64-bit integer array attribute whose size is at most 8") in I32Vector;
    check(attr): is_int_array(attr) && attr.as_array().is_some_and(|items| items.len() <= 8);
    read(attr) -> Vec<i64>: attr.as_int_array();
    make(items: &'static [i64]): Attr::i64_array(items);
}
kind! {
    /// `[1.0 : f32, 2.0 : f32]`.
    F32Array("32-bit float array attribute") in F32Vector;
    check(attr): attr.as_array().is_some_and(|items| items.iter().all(|item| is_float(item, FloatKind::F32)));
    read(attr) -> Vec<f32>: attr
        .as_array()
        .and_then(|items| items.iter().map(|item| item.as_f64().map(|value| value as f32)).collect());
    make(items: &'static [f32]): Attr::array(items.iter().map(|&item| Attr::f32(item)));
}
kind! {
    /// `["a", "b"]`.
    StrArray("string array attribute") in Nowhere;
    check(attr): attr.as_array().is_some_and(|items| items.iter().all(|item| matches!(item, Attr::Str(_))));
    read(attr) -> Vec<&'a str>: attr.as_array().and_then(|items| items.iter().map(Attr::as_str).collect());
    make(items: &'static [&'static str]): Attr::array(items.iter().map(|item| Attr::str(item)));
}
kind! {
    /// `[…]` of anything.
    Array("array attribute") in Nowhere;
    check(attr): attr.as_array().is_some();
    read(attr) -> &'a [Attr]: attr.as_array();
    make(_none: ()): Attr::array([]);
}
kind! {
    /// `array<i64: 1, 2>`.
    DenseI64("i64 dense array attribute") in Nowhere;
    check(attr): matches!(attr, Attr::DenseArray(array) if array.elem == Type::i64());
    read(attr) -> Vec<i64>: attr.as_int_array();
    make(_none: ()): Attr::i64_array(&[]);
}
kind! {
    /// `@name`.
    Symbol("symbol reference attribute") in Nowhere;
    check(attr): matches!(attr, Attr::Symbol(_));
    read(attr) -> &'a str: attr.as_symbol().map(|name| &**name);
    make(name: &'static str): Attr::symbol(name);
}
kind! {
    /// `@name` of a function, without nested names.
    FlatSymbol("flat symbol reference attribute") in Nowhere;
    check(attr): attr.as_symbol().is_some();
    read(attr) -> &'a str: attr.as_symbol().map(|name| &**name);
    make(name: &'static str): Attr::symbol(name);
}

kind! {
    /// `#tf_type.shape<1x?>`, `#tf_type.shape<*>`.
    TfShape("TensorFlow shape attribute") in Nowhere;
    check(attr): matches!(attr, Attr::Dialect(attr) if attr.dialect == *"tf_type" && attr.mnemonic() == "shape");
    read(attr) -> Option<&'a Attr>: Some(Some(attr));
    make(_none: ()): Attr::Unit;
}

fn is_float(attr: &Attr, kind: FloatKind) -> bool {
    attr.ty().and_then(Type::float_kind) == Some(kind) && attr.as_f64().is_some()
}

fn is_elements(attr: &Attr) -> bool {
    matches!(
        attr,
        Attr::Elements(_) | Attr::Strings(_) | Attr::Resource(_) | Attr::Sparse(_) | Attr::Dialect(_)
    )
}

fn is_int_array(attr: &Attr) -> bool {
    attr.as_array().is_some_and(|items| items.iter().all(|item| item.ty() == Some(Type::i64())))
}
