//! The verifier: whether a module is well formed.
//!
//! Invariants it establishes for passes and printers, in the order of the checks:
//! - every op is registered, or unregistered ops are allowed;
//! - operands, results, attributes, regions and successors are as the op's row declares, and its
//!   traits hold;
//! - blocks end in a terminator where the op around them wants one, and nowhere else;
//! - symbols of a table are named once;
//! - the op's own `verify` hook accepts it;
//! - every value is defined before it is used: earlier in its block, in a dominating block, or in a
//!   block around.
//!
//! Everything is near-linear in the number of ops and uses no recursion over the input.

mod dominance;
mod row;
mod structure;
mod symbol;
mod traits;

use rayon::prelude::*;

pub use dominance::Dominance;

use crate::{Body, Diagnostic, Module, Op, Traits};

/// At most this many errors are reported.
pub const MAX_ERRORS: usize = 20;

/// What the verifier lets pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyOptions {
    /// Whether ops of no registered kind are fine.
    pub allow_unregistered: bool,
}

/// An error about an op: `'tfl.abs' op MESSAGE`, at the op's location.
pub fn op_error(body: &Body, op: Op, message: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(body.loc(op).clone(), format!("'{}' op {message}", body.name(op)))
}

/// Checks a module and everything in it; bodies are checked in parallel, errors come in program order.
///
/// # Errors
/// What is wrong, at most [`MAX_ERRORS`].
pub fn verify_module(module: &Module, options: VerifyOptions) -> Result<(), Vec<Diagnostic>> {
    verify_body(module.root(), options)
}

/// Checks a body and the bodies nested in it; see [`verify_module`].
///
/// # Errors
/// What is wrong, at most [`MAX_ERRORS`].
pub fn verify_body(body: &Body, options: VerifyOptions) -> Result<(), Vec<Diagnostic>> {
    let mut bodies = vec![(body, false)];
    let mut next = 0;
    while let Some(&(outer, _)) = bodies.get(next) {
        next += 1;
        for op in outer.walk() {
            if let Some(inner) = outer.nested(op) {
                bodies.push((inner, is_graph(outer, op)));
            }
        }
    }
    let found: Vec<Vec<Diagnostic>> =
        bodies.par_iter().map(|&(body, graph)| verify_one(body, graph, options)).collect();
    let errors: Vec<Diagnostic> = found.into_iter().flatten().take(MAX_ERRORS).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Whether the order of ops in the regions of `op` means nothing: of modules, and of ops of which
/// nothing is known.
fn is_graph(body: &Body, op: Op) -> bool {
    body.name(op).info().is_none_or(|info| info.traits.has(Traits::NO_TERMINATOR))
}

/// Checks the ops of one body; `graph` says that of its root regions (see [`is_graph`]).
fn verify_one(body: &Body, graph: bool, options: VerifyOptions) -> Vec<Diagnostic> {
    debug_assert_eq!(body.debug_verify(), Ok(()));
    let mut errors = Errors { found: Vec::new() };
    for op in body.walk() {
        // One report an op: what fails first often makes the later checks fail too.
        if let Err(error) = verify_op(body, op, options) {
            errors.push(error);
        }
        if errors.full() {
            return errors.found;
        }
    }
    if errors.found.is_empty() {
        dominance::check(body, graph, &mut errors);
    }
    errors.found
}

/// Checks one op by itself: operands, results, attributes, regions, the row's own hook. Not whether its
/// operands are defined before it.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify_op(body: &Body, op: Op, options: VerifyOptions) -> Result<(), Diagnostic> {
    structure::check_op(body, op)?;
    let Some(info) = body.name(op).info() else {
        let open = crate::dialect_info(body.name(op).dialect()).is_some_and(|dialect| dialect.open);
        return if open || options.allow_unregistered { Ok(()) } else { Err(row::unregistered(body, op)) };
    };
    row::check(body, op, info)?;
    traits::check(body, op, info.traits)?;
    symbol::check(body, op, info.traits)?;
    structure::check_regions(body, op, info)?;
    info.hooks.verify.map_or(Ok(()), |verify| verify(body, op))
}

/// Errors up to the limit.
struct Errors {
    found: Vec<Diagnostic>,
}

impl Errors {
    fn push(&mut self, error: Diagnostic) {
        if !self.full() {
            self.found.push(error);
        }
    }

    fn full(&self) -> bool {
        self.found.len() >= MAX_ERRORS
    }
}

#[cfg(test)]
mod tests;
