//! Type constraints of operands and results, built from sets of element types.
//!
//! A tfl op takes any tensor when a module is verified and names the types that the runtime accepts
//! in its message; whether the runtime accepts them is asked by `tfl-runtime-verify`, which reads
//! [`crate::OpSpec::accepts`].

use tfl_ir::{Type, TypeKind};

/// Any tensor.
pub(crate) fn is_tensor(ty: Type) -> bool {
    ty.is_tensor()
}

/// Any tensor, or `none` for an absent operand.
pub(crate) fn is_tensor_or_none(ty: Type) -> bool {
    ty.is_tensor() || is_none(ty)
}

/// A tensor of rank 1.
pub(crate) fn is_vector(ty: Type) -> bool {
    ty.dims().is_some_and(|dims| dims.len() == 1)
}

/// A tensor of rank 1, or `none` for an absent operand.
pub(crate) fn is_vector_or_none(ty: Type) -> bool {
    is_vector(ty) || is_none(ty)
}

/// The type of an absent operand.
pub(crate) fn is_none(ty: Type) -> bool {
    matches!(ty.kind(), TypeKind::None)
}

/// The type of a control dependency, of the tfl or the executor dialect.
pub(crate) fn is_control(ty: Type) -> bool {
    matches!(ty.kind(), TypeKind::Dialect { body, .. } if &**body == "control")
}

/// Any type at all.
pub(crate) fn is_any(_: Type) -> bool {
    true
}

/// A declared operand or result as a [`tfl_ir::TypeConstraint`]: a shape word and element types.
macro_rules! constraint {
    (any) => { crate::constraint::constraint!(@"any type", is_any) };
    (any_variadic) => { crate::constraint::constraint!(@"variadic of any type", is_any) };
    (any_optional) => { crate::constraint::constraint!(@"any type", is_any) };
    (control) => { crate::constraint::constraint!(@"control", is_control) };
    (control_variadic) => { crate::constraint::constraint!(@"variadic of control", is_control) };
    (none) => { crate::constraint::constraint!(@"none type", is_none) };
    (stateful) => { crate::constraint::constraint!(@"stateful tensor", is_tensor) };
    (tensor) => { crate::constraint::constraint!(@"tensor of any type values", is_tensor) };
    (tensor_or_none) => { crate::constraint::constraint!(@"tensor of any type values or none type", is_tensor_or_none) };
    (vector) => { crate::constraint::constraint!(@"1D tensor of any type values", is_vector) };
    (vector_or_none) => { crate::constraint::constraint!(@"1D tensor of any type values or none type", is_vector_or_none) };
    (variadic) => { crate::constraint::constraint!(@"variadic of tensor of any type values", is_tensor) };
    (optional) => { crate::constraint::constraint!(@"tensor of any type values", is_tensor) };
    (variadic_or_none) => {
        crate::constraint::constraint!(@"variadic of tensor of any type values or none type", is_tensor_or_none)
    };
    (tensor [$($e:ident),+]) => {
        crate::constraint::constraint!(@crate::constraint::tensor_text!("tensor of ", " values", $($e),+), is_tensor)
    };
    (tensor_or_none [$($e:ident),+]) => {
        crate::constraint::constraint!(@crate::constraint::tensor_text!("tensor of ", " values or none type", $($e),+), is_tensor_or_none)
    };
    (variadic [$($e:ident),+]) => {
        crate::constraint::constraint!(@crate::constraint::tensor_text!("variadic of tensor of ", " values", $($e),+), is_tensor)
    };
    // A constraint that is enforced whenever a module is verified.
    (strict [$($e:ident),+]) => {
        tfl_ir::TypeConstraint {
            text: crate::constraint::tensor_text!("tensor of ", " values", $($e),+),
            check: |ty| ty.is_tensor() && crate::op_macro::elems!($($e),+).accepts(ty),
        }
    };
    (@$text:expr, $check:ident) => {
        tfl_ir::TypeConstraint { text: $text, check: crate::constraint::$check }
    };
}
pub(crate) use constraint;

/// `tensor of A or B values` as a literal.
macro_rules! tensor_text {
    ($before:literal, $after:literal, $first:ident $(, $e:ident)*) => {
        concat!($before, crate::elem::elem_text!($first), $(" or ", crate::elem::elem_text!($e),)* $after)
    };
}
pub(crate) use tensor_text;

/// The arity that a shape word stands for.
macro_rules! arity {
    (variadic) => {
        tfl_ir::Arity::Variadic
    };
    (variadic_or_none) => {
        tfl_ir::Arity::Variadic
    };
    (any_variadic) => {
        tfl_ir::Arity::Variadic
    };
    (control_variadic) => {
        tfl_ir::Arity::Variadic
    };
    (optional) => {
        tfl_ir::Arity::Optional
    };
    (any_optional) => {
        tfl_ir::Arity::Optional
    };
    ($other:ident) => {
        tfl_ir::Arity::One
    };
}
pub(crate) use arity;
