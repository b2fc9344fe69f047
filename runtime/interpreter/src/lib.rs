//! Evaluation of a module on tensors.
//!
//! A [`Session`] plans a function once ([`plan`]: operators resolved, values numbered, lifetimes known)
//! and runs it many times on [`Tensor`]s. [`fold_op`] evaluates one op on constants, and
//! [`run_checks`] the `check` ops of test files. What an operator does is a kernel of `tfl-kernels`;
//! the rows in [`ops`] bind operator names to them: one row an op.
//!
//! Floats, integers and quantized values follow the reference kernels of TFLite. No input makes the
//! interpreter panic or loop for ever: memory, iterations and depth are bounded by a [`Budget`].
#![forbid(unsafe_code)]
#![allow(rustdoc::private_intra_doc_links, reason = "the crate's own map names its modules")]

mod budget;
mod call;
mod check;
mod dtype;
mod error;
mod fold;
mod op_view;
mod ops;
mod plan;
mod run;
mod session;
mod state;
mod tensor;

pub use budget::Budget;
pub use check::{CHECK, run_checks};
pub use dtype::DType;
pub use fold::fold_op;
pub use ops::operator_names;
pub use session::{Options, Session, ValueInfo};
pub use tensor::{ConstantError, Element, Tensor, TensorError};
