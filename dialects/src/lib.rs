//! Operation definitions of every dialect the compiler knows.
//!
//! An op is declared once, in its family's file, by a paragraph of `ops!` (see `op_macro.rs`): a row
//! ([`tfl_ir::OpInfo`] with an [`OpSpec`] on it), a typed view and a builder. Generic code reads the
//! rows: verifier, text format, file format, quantization, versions, documentation.
//!
//! Call [`register_all`] before any IR is made.
#![forbid(unsafe_code)]

pub mod arith;
pub mod attr_kind;
pub mod cf;
pub mod chlo;
mod constraint;
pub mod consts;
pub mod elem;
mod fold;
pub mod func;
pub mod hlo;
mod markdown;
mod op_macro;
pub mod quant;
pub mod require;
mod shape;
pub mod sig;
mod simplify;
mod spec;
mod syntax;
pub mod tf;
pub mod tf_executor;
pub mod tf_saved_model;
pub mod tf_type;
pub mod tfl;
mod view;

pub use elem::ElemSet;
pub use markdown::{dialect_markdown, op_markdown};
pub use spec::{AttrFact, Builtin, DerivedField, Effects, FieldDefault, OpSpec, QuantFact};

/// Every dialect.
pub static DIALECTS: &[&tfl_ir::DialectInfo] = &[
    &arith::ARITH,
    &cf::CF,
    &chlo::CHLO,
    &func::FUNC,
    &hlo::MHLO,
    &hlo::STABLEHLO,
    &quant::QUANT,
    &quant::QUANTFORK,
    &tf::TF,
    &tf_executor::TF_EXECUTOR,
    &tf_saved_model::TF_SAVED_MODEL,
    &tfl::TFL,
];

/// Makes every dialect known to the process; calling it again costs nothing much.
pub fn register_all() {
    for dialect in DIALECTS {
        tfl_ir::register_dialect(dialect);
    }
}
