//! `tfl-legalize-tf`: tf ops become tfl ops.
//!
//! ```text
//! %0 = "tf.Relu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
//!     =>  %0 = "tfl.relu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
//! ```
//!
//! Most are one row of a table; families whose operands or attributes differ have patterns of their
//! own. An op that has no tfl counterpart stays: whoever needs a model without such ops asks
//! [`crate::unsupported_ops`].

mod arrange;
mod constant;
mod control;
mod diagonal;
mod direct;
mod erf;
mod images;
mod indexing;
mod matmul;
mod reduce;
mod shape;
mod volume;

use tfl_ir::pass::PassCx;
use tfl_ir::rewrite::{GreedyConfig, Pattern, Rewriter, apply_patterns};
use tfl_ir::{Attr, Body, Diagnostic, Op, OpState, Type, Value, pass};

use crate::attrs::result_type;
use crate::constant::{Dialect, elements};

pub(crate) use control::LOOPS;

pass! {
    /// Replaces tf ops by tfl ops.
    ///
    /// Ops without a counterpart stay as they are.
    pub(crate) LegalizeTf = "tfl-legalize-tf", runs_on: "func.func";
    stats: {
        /// Ops replaced.
        legalized,
    };
    run: run
}

fn run(body: &mut Body, _: &LegalizeTf, cx: &PassCx<'_>) -> Result<(), Diagnostic> {
    let outcome = apply_patterns(body, &patterns(), GreedyConfig::default());
    cx.count(LegalizeTf::legalized, outcome.rewritten);
    crate::signature::update(body, cx);
    Ok(())
}

/// All patterns of the pass.
fn patterns() -> Vec<Pattern> {
    let direct = direct::patterns();
    let families: [&[Pattern]; 12] = [
        &direct,
        constant::PATTERNS,
        control::PATTERNS,
        diagonal::PATTERNS,
        erf::PATTERNS,
        arrange::PATTERNS,
        images::PATTERNS,
        indexing::PATTERNS,
        matmul::PATTERNS,
        reduce::PATTERNS,
        shape::PATTERNS,
        volume::PATTERNS,
    ];
    families.concat()
}

/// Whether there is a lowering of ops called `name`, be it only for some of their forms.
pub(crate) fn knows(name: &str) -> bool {
    patterns().iter().chain(LOOPS).any(|pattern| pattern.root == name)
}

/// Replaces the root by `name` with these operands and attributes, result types unchanged.
fn replace(rw: &mut Rewriter<'_>, name: &str, operands: &[Value], attrs: &[(&str, Attr)]) -> Option<()> {
    let types = rw.body.result_types(rw.root());
    let mut state: OpState = rw.state(name).operands(operands.to_vec()).results(types);
    for (name, attr) in attrs {
        state = state.attr(name, attr.clone());
    }
    rw.replace_with(state);
    Some(())
}

/// A list of integers as `i32`, which most tfl ops want: a constant is converted, another value cast.
fn as_i32(rw: &mut Rewriter<'_>, value: Value) -> Option<Value> {
    let ty = rw.body.ty(value);
    if ty.elem()? == Type::i32() {
        return Some(value);
    }
    if let Some(constant) = elements(rw.body, value) {
        let dims = constant.ty().static_dims()?;
        let narrow: Option<Vec<i32>> =
            constant.to_ints(1 << 16)?.into_iter().map(|v| i32::try_from(v).ok()).collect();
        let made = tfl_ir::DenseElements::from_i32(&dims, &narrow?).ok()?;
        return Some(Dialect::Tfl.constant_for(rw, made, value));
    }
    let state = rw.state("tfl.cast").operands([value]).results([ty.with_elem(Type::i32())?]);
    Some(rw.value(state))
}

/// The operands of an op.
fn operands(rw: &Rewriter<'_>, op: Op) -> Vec<Value> {
    rw.body.operands(op).collect()
}

/// The element type of an op's only result.
fn result_elem(rw: &Rewriter<'_>, op: Op) -> Option<Type> {
    result_type(rw.body, op)?.elem()
}
