//! The operators the interpreter runs: one row an op, in a file a family.
//!
//! A row binds an operator's name to its adapter. The adapter reads attributes and types once, when
//! the plan is made, and returns the closure that runs the kernel. Adding an operator takes a row
//! here and its kernel in `tfl-kernels`.

mod activation;
mod arithmetic;
mod cast;
mod compare;
mod complex;
mod concat;
mod conv;
mod conv_3d;
mod custom;
mod detection;
mod dispatch;
mod gather;
mod layout;
mod lstm;
mod matmul;
mod moving;
mod normalize;
mod pool;
mod recurrent;
mod reduce;
mod resize;
mod resource;
mod scatter;
mod select;
mod slice;
mod softmax;
mod space;
mod transpose_conv;
mod unary;
mod weights;

use std::sync::LazyLock;

use hashbrown::HashMap;
use tfl_ir::{Body, Op};

use crate::call::Eval;
use crate::error::OpError;
use crate::op_view::OpView;

/// An operator.
pub(crate) struct OpRow {
    /// `tfl.conv_2d`.
    pub(crate) name: &'static str,
    /// Reads what is known before a run and returns what to do in one.
    pub(crate) prepare: fn(&OpView<'_>) -> Result<Eval, OpError>,
    pub(crate) effect: Effect,
}

/// What folding must know of an operator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The same operands give the same results, in time linear in operands and results.
    Pure,
    /// The same, but the work is a product of operand sizes.
    Heavy,
    /// Reads or changes state, or is random: never folded.
    Stateful,
}

/// A row of an op that folds.
const fn pure(name: &'static str, prepare: fn(&OpView<'_>) -> Result<Eval, OpError>) -> OpRow {
    OpRow { name, prepare, effect: Effect::Pure }
}

/// A row of an op that folds if its operands are small.
const fn heavy(name: &'static str, prepare: fn(&OpView<'_>) -> Result<Eval, OpError>) -> OpRow {
    OpRow { name, prepare, effect: Effect::Heavy }
}

/// A row of an op that never folds.
const fn stateful(name: &'static str, prepare: fn(&OpView<'_>) -> Result<Eval, OpError>) -> OpRow {
    OpRow { name, prepare, effect: Effect::Stateful }
}

/// The families.
static FAMILIES: &[&[OpRow]] = &[
    activation::ROWS,
    arithmetic::ROWS,
    cast::ROWS,
    compare::ROWS,
    complex::ROWS,
    concat::ROWS,
    conv::ROWS,
    conv_3d::ROWS,
    custom::ROWS,
    detection::ROWS,
    gather::ROWS,
    layout::ROWS,
    lstm::ROWS,
    matmul::ROWS,
    normalize::ROWS,
    pool::ROWS,
    recurrent::ROWS,
    reduce::ROWS,
    resize::ROWS,
    resource::ROWS,
    scatter::ROWS,
    select::ROWS,
    slice::ROWS,
    softmax::ROWS,
    space::ROWS,
    transpose_conv::ROWS,
    unary::ROWS,
    crate::check::ROWS,
];

static BY_NAME: LazyLock<HashMap<&'static str, &'static OpRow>> =
    LazyLock::new(|| FAMILIES.iter().copied().flatten().map(|row| (row.name, row)).collect());

/// The row of the operator called `name`.
pub(crate) fn row(name: &str) -> Option<&'static OpRow> {
    BY_NAME.get(name).copied()
}

/// The names of all operators that have a kernel here, sorted; calls, loops and constants, which the
/// plan itself handles, are not among them.
pub fn operator_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = FAMILIES.iter().copied().flatten().map(|row| row.name).collect();
    names.sort_unstable();
    names
}

/// The refusal of an op without a row.
pub(crate) fn no_kernel(body: &Body, op: Op) -> OpError {
    let name = body.name(op);
    match name.as_str() {
        "tfl.external_const" => OpError::new("the constant's bytes are in another file, which was not read"),
        _ if name.dialect() == "tf" => {
            OpError::new("the interpreter has no kernel for this operator of the tf dialect")
                .with_hint("lower the module to the tfl dialect first")
        }
        _ => OpError::new("the interpreter has no kernel for this operator"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_one_row() {
        let names = operator_names();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        assert!(row("tfl.conv_2d").is_some() && row("tfl.no_such_op").is_none());
    }
}
