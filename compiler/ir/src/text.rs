//! The textual form: reading ([`parse_module`]) and writing ([`print_module`]).
//!
//! The syntax is MLIR's; `mlir.pest` beside this file defines it. The generic form works for every
//! op, known or not; custom forms are hooks of the op's row ([`crate::Hooks`]), which read with
//! [`OpParser`] and write with [`OpPrinter`].
//!
//! Invariants: reading never panics, its memory is bounded by a constant times the text, and neither
//! reading nor writing recurses over regions; what was written reads back to an equal module.

pub(crate) mod builtin;
mod expect;
mod grammar;
mod parse;
mod print;
mod scan;
mod split;

pub use expect::verify_diagnostics;
pub use grammar::outline;
pub use parse::{Argument, OpParser, Operand, ParseOptions, Source, parse_attr, parse_module, parse_type};
pub use print::{
    OpPrinter, PrintOptions, attr_to_string, float_to_string, loc_to_string, module_to_string, print_module,
    type_to_string,
};
pub use split::{Chunk, split_input};

#[cfg(test)]
mod tests;
