//! Sums of products by index letters become matrix products.
//!
//! ```text
//! "tf.Einsum"(%q, %k) {equation = "bqhd,bkhd->bhqk"}
//!     =>  "tf.BatchMatMulV2"(transpose %q to bhqd, transpose %k to bhkd) {adj_y = true}
//! ```
//!
//! Several operands are taken two by two. Of two operands the letters fall into four groups: those of
//! both and the result (batch), those of both but not the result (summed), and those of only one (rows,
//! columns). Each operand is brought to the order batch, rows, summed or batch, summed, columns, which
//! its letters may have already, or have when read the other way round.

mod equation;
mod pair;
mod sizes;

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, DenseElements, Dim, Op, Type, Value};

use self::equation::{Equation, Letter};
use crate::attrs::{result_type, text};
use crate::constant::{Dialect, transposed_value};

pub(super) const PATTERNS: &[Pattern] =
    &[Pattern { name: "replace-einsum-by-matmul", root: "tf.Einsum", apply: &einsum }];

/// A value with the letters of its dimensions.
#[derive(Clone)]
struct Lettered {
    value: Value,
    letters: Vec<Letter>,
}

fn einsum(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    // Other sums are for the runtime that has them.
    if result_type(rw.body, op)?.elem()? != Type::f32() {
        return None;
    }
    let ranks: Option<Vec<usize>> =
        rw.body.operands(op).map(|value| rw.body.ty(value).dims().map(<[_]>::len)).collect();
    let equation = Equation::parse(text(rw.body, op, "equation")?, &ranks?)?;
    let values: Vec<Value> = rw.body.operands(op).collect();
    let mut terms: Vec<Lettered> = values
        .into_iter()
        .zip(&equation.terms)
        .map(|(value, letters)| Lettered { value, letters: letters.clone() })
        .collect();
    // Everything is checked before anything is made: a pattern that fails leaves no trace.
    if !pair::can_multiply_all(rw.body, &terms, &equation.result) {
        return None;
    }
    let mut left = sum_unshared(rw, terms.remove(0), &terms, &equation.result)?;
    while !terms.is_empty() {
        let right = terms.remove(0);
        let right = {
            let mut others = terms.clone();
            others.push(left.clone());
            sum_unshared(rw, right, &others, &equation.result)?
        };
        left = pair::multiply(rw, left, right, &terms, &equation.result)?;
    }
    let value = reorder(rw, left, &equation.result)?;
    rw.replace(&[value]);
    Some(())
}

/// Sums over the letters that no other term and not the result has.
fn sum_unshared(
    rw: &mut Rewriter<'_>,
    term: Lettered,
    others: &[Lettered],
    result: &[Letter],
) -> Option<Lettered> {
    let needed = |letter: &Letter| {
        result.contains(letter) || others.iter().any(|other| other.letters.contains(letter))
    };
    let axes: Vec<i32> =
        (0..term.letters.len()).filter(|&at| !needed(&term.letters[at])).map(|at| at as i32).collect();
    if axes.is_empty() {
        return Some(term);
    }
    let ty = rw.body.ty(term.value);
    let kept: Vec<usize> = (0..term.letters.len()).filter(|&at| needed(&term.letters[at])).collect();
    let dims: Vec<Dim> = kept.iter().map(|&at| ty.dims()?.get(at).copied()).collect::<Option<_>>()?;
    let letters = kept.iter().map(|&at| term.letters[at]).collect();
    let axes = Dialect::Tf.i32_list(rw, &axes);
    let state = rw.state("tf.Sum").attr("keep_dims", Attr::bool(false)).operands([term.value, axes]);
    let value = rw.value(state.results([Type::tensor(&dims, ty.elem()?)]));
    Some(Lettered { value, letters })
}

/// The value with its dimensions in the order of `letters`, which are its own.
fn reorder(rw: &mut Rewriter<'_>, from: Lettered, letters: &[Letter]) -> Option<Value> {
    if from.letters == letters {
        return Some(from.value);
    }
    let perm: Vec<usize> = letters
        .iter()
        .map(|letter| from.letters.iter().position(|own| own == letter))
        .collect::<Option<_>>()?;
    if let Some(moved) = transposed_value(rw.body, from.value, &perm) {
        return Some(Dialect::Tf.constant_for(rw, moved, from.value));
    }
    let ty = rw.body.ty(from.value);
    let dims: Vec<Dim> = perm.iter().map(|&at| ty.dims()?.get(at).copied()).collect::<Option<_>>()?;
    let order: Vec<i32> = perm.iter().map(|&at| at as i32).collect();
    let order = Dialect::Tf.constant(rw, DenseElements::from_i32(&[order.len() as u64], &order).ok()?);
    let state = rw.state("tf.Transpose").operands([from.value, order]);
    Some(rw.value(state.results([Type::tensor(&dims, ty.elem()?)])))
}
