//! The IR: types, attributes, operations, text format, verifier, pass manager and diagnostics.
//!
//! A program is a [`Module`]. The inside of each isolated op (a function) is a [`Body`]: arenas of
//! ops, blocks, regions and values with `u32` ids. [`Type`]s are interned and `Copy`; [`Attr`]s and
//! [`Loc`]s are shared and cheap to clone; constants ([`DenseElements`]) share the bytes they were
//! read from. What an op is comes from its row ([`OpInfo`]), which dialects register.
//!
//! This crate knows no TensorFlow and opens no files.
#![forbid(unsafe_code)]

// The grammar's parser is made for crates without the standard library: the guard against deep
// recursion that the library's form has costs a tenth of all reading, and nesting is bounded before.
extern crate alloc;

mod attr;
mod body;
mod builder;
pub mod diag;
mod entity;
mod ident;
mod loc;
mod module;
pub mod near;
mod op_info;
pub mod pass;
pub mod rewrite;
#[cfg(test)]
mod test_dialect;
pub mod text;
pub mod types;
pub mod verify;

pub use attr::{
    Attr, DenseArray, DenseElements, DenseStrings, DialectAttr, Dict, ElementsError, FloatAttr, IntAttr,
    ResourceElements, SparseElements, SymbolRef,
};
pub use body::{Body, OpState, ValueDef, ValueMap};
pub use builder::{Builder, InsertPoint};
pub use diag::{Diagnostic, Note, Severity};
pub use entity::{Block, Op, Region, Value};
pub use ident::Ident;
pub use loc::{Loc, LocKind};
pub use module::{BUILTIN, Module, SymbolTable, for_each_symbol, symbol_name};
pub use op_info::{
    Arity, AttrSpec, CalleeFn, DialectInfo, Fold, FoldResult, Hooks, InferFn, MaterializeFn, NameResultsFn,
    OpInfo, OpName, ParseFn, Presence, PrintFn, Traits, TypeConstraint, ValueSpec, VerifyFn, dialect_info,
    register_dialect, registered_dialects,
};
pub use types::{Dim, Type, TypeKind};

/// The deepest nesting of regions, types, attributes and locations that is read.
pub const MAX_DEPTH: usize = 256;
