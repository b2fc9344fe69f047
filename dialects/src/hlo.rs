//! The stablehlo dialect, the portable operations of OpenXLA, and mhlo, its older spelling.
//!
//! The two have the same ops, so a paragraph declares both: `hlo::unary::stablehlo::Abs` and
//! `hlo::unary::mhlo::Abs`. They differ in how lists of numbers are written (`array<i64: 1>` and
//! `dense<1> : tensor<1xi64>`), which is why such attributes take either. Both dialects are open.

pub mod binary;
pub mod control;
pub mod linalg;
pub mod shape_ops;
pub mod unary;

use tfl_ir::{Attr, DialectInfo, Loc, OpState, Type};

/// The stablehlo dialect.
pub static STABLEHLO: DialectInfo = DialectInfo {
    name: "stablehlo",
    ops: &[
        binary::stablehlo::OPS,
        control::stablehlo::OPS,
        linalg::stablehlo::OPS,
        shape_ops::stablehlo::OPS,
        unary::stablehlo::OPS,
    ],
    materialize: Some(|value, ty, loc| constant("stablehlo.constant", value, ty, loc)),
    open: true,
};

/// The mhlo dialect.
pub static MHLO: DialectInfo = DialectInfo {
    name: "mhlo",
    ops: &[binary::mhlo::OPS, control::mhlo::OPS, linalg::mhlo::OPS, shape_ops::mhlo::OPS, unary::mhlo::OPS],
    materialize: Some(|value, ty, loc| constant("mhlo.constant", value, ty, loc)),
    open: true,
};

fn constant(name: &str, value: &Attr, ty: Type, loc: Loc) -> Option<OpState> {
    let fits = ty.is_tensor() && value.ty()? == ty;
    fits.then(|| OpState::new(name, loc).attr("value", value.clone()).results([ty]))
}

/// Rows of both dialects, one paragraph each; see [`crate::op_macro`].
macro_rules! hlo_ops {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal { $($clauses:tt)* })+) => {
        /// The ops of stablehlo.
        pub mod stablehlo {
            crate::hlo::hlo_ops!(@"stablehlo." $([$($doc)+] $name $text { $($clauses)* })+);
        }
        /// The ops of mhlo.
        pub mod mhlo {
            crate::hlo::hlo_ops!(@"mhlo." $([$($doc)+] $name $text { $($clauses)* })+);
        }
    };
    (@$dialect:literal $([$($doc:literal)+] $name:ident $text:literal { $($clauses:tt)* })+) => {
        #[allow(unused_imports, reason = "hooks stand beside the paragraphs")]
        use super::*;
        $(crate::op_macro::op! { [$($doc)+] $name [concat!($dialect, $text)] [] $($clauses)* })+
        /// The rows of this family.
        pub const OPS: &[&tfl_ir::OpInfo] = &[$(&$name),+];
    };
}
pub(crate) use hlo_ops;
