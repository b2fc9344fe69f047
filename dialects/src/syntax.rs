//! Custom text forms: how ops read and print where that is not the generic form.
//!
//! A row names its form (`syntax: crate::syntax::func::CALL;`); ops that look alike share one.

pub(crate) mod attr_text;
pub(crate) mod branch;
pub(crate) mod chlo;
pub(crate) mod constant;
pub(crate) mod control_node;
pub(crate) mod executor;
pub(crate) mod func;
pub(crate) mod hlo;
pub(crate) mod tfl_binary;

use tfl_ir::{ParseFn, PrintFn};

/// One form.
pub(crate) struct Syntax {
    /// Reads it, from after the op's name.
    pub(crate) parse: ParseFn,
    /// Writes it, from after the op's name.
    pub(crate) print: PrintFn,
    /// The dialect whose prefix may be left out directly inside the op's regions.
    pub(crate) default_dialect: Option<&'static str>,
}

impl Syntax {
    /// A form of an op inside which every prefix is written.
    pub(crate) const fn new(parse: ParseFn, print: PrintFn) -> Syntax {
        Syntax { parse, print, default_dialect: None }
    }
}
