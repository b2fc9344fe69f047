//! The passes that work on any dialect.

mod canonicalize;
mod cse;
mod inline;
mod strip_debug_info;
mod symbol_dce;

use super::PassInfo;

/// The generic passes.
pub static PASSES: &[&PassInfo] = &[
    &canonicalize::Canonicalize::INFO,
    &cse::Cse::INFO,
    &inline::Inline::INFO,
    &strip_debug_info::StripDebugInfo::INFO,
    &symbol_dce::SymbolDce::INFO,
];
