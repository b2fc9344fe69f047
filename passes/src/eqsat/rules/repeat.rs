//! Repetition that ops do by themselves: numbers where tensors are not needed, no copies to fit shapes.

use egg::Id;
use tfl_ir::{DenseElements, Dim, Type};

use super::linear::{op, reshaped};
use crate::eqsat::graph::Graph;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Match, Rule, rule};
use crate::eqsat::term::Term;

/// Bytes of a constant that are looked at for whether they repeat.
const SEEN: usize = 1 << 22;

/// `$rows!` of the ops whose operands cannot be exchanged, and of `$more` before them.
macro_rules! ordered {
    ($rows:ident $($more:literal)*) => {
        $rows![
            $($more)* "tfl.sub@o" "tfl.div@o" "tfl.pow" "tfl.squared_difference" "tfl.floor_div" "tfl.floor_mod"
            "tfl.less" "tfl.less_equal" "tfl.greater" "tfl.greater_equal"
        ]
    };
}

/// A row of each op.
macro_rules! alone {
    ($($op:literal)*) => { &[$(&[$op]),*] };
}

/// Rows of each op after the ops that repeat a tensor.
macro_rules! repeated {
    ($($op:literal)*) => { &[$(&[$op, "tfl.broadcast_to"], &[$op, "tfl.tile"]),*] };
}

/// Ops of two operands that broadcast.
const ANY: &[&[&str]] =
    ordered!(alone "tfl.add@o" "tfl.mul@o" "tfl.maximum" "tfl.minimum" "tfl.equal" "tfl.not_equal");
const ORDERED: &[&[&str]] = ordered!(alone);

// Not of maximum and minimum: which of two zeros they take depends on the order of operands.
const ANY_REPEATED: &[&[&str]] = ordered!(repeated "tfl.add@o" "tfl.mul@o" "tfl.equal" "tfl.not_equal");
const ORDERED_REPEATED: &[&[&str]] = ordered!(repeated);

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A constant whose elements are all equal is one number: the file gets smaller, and runtimes
        /// have a loop for it.
        "turn-splat-operand-into-number", Bitwise;
        each: ANY,
        "($0 ?x #k)" => "($0 ?x ?n)",
        when: |m| number(m)
    },
    rule! {
        /// The same with the constant on the left.
        "turn-splat-left-operand-into-number", Bitwise;
        each: ORDERED,
        "($0 #k ?x)" => "($0 ?n ?x)",
        when: |m| number(m)
    },
    rule! {
        /// What an op repeats by itself need not be repeated for it.
        "drop-repetition-before-binary", Bitwise;
        each: ANY_REPEATED,
        "($0 ($1 ?x _) ?y)" => "($0 ?x ?y)",
        when: |m| repeats_alone(m)
    },
    rule! {
        /// The same on the right.
        "drop-repetition-right-of-binary", Bitwise;
        each: ORDERED_REPEATED,
        "($0 ?y ($1 ?x _))" => "($0 ?y ?x)",
        when: |m| repeats_alone(m)
    },
];

/// Binds the one number of a constant.
fn number(m: &mut Match<'_>) -> Option<()> {
    let k = m.id("k");
    [Type::f32(), Type::i32(), Type::i64()].contains(&m.elem(k)?).then_some(())?;
    let elements = m.elements(k)?;
    (elements.len() > 1 && is_uniform(elements) && adds_nothing(m, m.id("x"), k)).then_some(())?;
    let rank = m.rank(k)?;
    let first = op("tfl.slice", [k.into(), Term::ints(&vec![0; rank])?, Term::ints(&vec![1; rank])?])?;
    m.set("n", reshaped(first, &[])?);
    Some(())
}

/// Whether all elements have the same bytes.
fn is_uniform(elements: &DenseElements) -> bool {
    let raw = elements.raw();
    let width = elements.elem().elem_bytes().filter(|&width| width > 0 && raw.len() <= SEEN);
    let Some(width) = width else { return elements.is_splat() };
    elements.is_splat() || raw.chunks(width).all(|chunk| raw.get(..width) == Some(chunk))
}

/// Whether an op on `x` and the constant `k` has the shape of `x`.
pub(super) fn adds_nothing(graph: &Graph, x: Id, k: Id) -> bool {
    let (Some(own), Some(dims)) = (graph.dims(x), graph.shape(k)) else { return false };
    let size = |dim: &Dim| dim.size().and_then(|size| i64::try_from(size).ok());
    dims.len() <= own.len()
        && dims.iter().rev().zip(own.iter().rev()).all(|(&dim, own)| dim == 1 || size(own) == Some(dim))
}

/// Goes on if an op on `x` and `y` makes all of the result by itself, for every size.
fn repeats_alone(m: &Match<'_>) -> Option<()> {
    let (x, y, all) = (m.dims(m.id("x"))?, m.dims(m.id("y"))?, m.dims(m.root)?);
    (x.len() <= all.len() && y.len() <= all.len() && x.len().max(y.len()) == all.len()).then_some(())?;
    let from_end = |dims: &[Dim], at: usize| match dims.len().checked_sub(at) {
        Some(left) if left > 0 => dims.get(left - 1).and_then(|dim| dim.size()),
        _ => Some(1),
    };
    let made = |at: usize| {
        let whole = from_end(all, at)?;
        let sides = [from_end(x, at), from_end(y, at)];
        // A side of another or unknown size does not repeat by itself.
        let repeats = |side: &Option<u64>| *side == Some(1) || *side == Some(whole);
        (sides.contains(&Some(whole)) && sides.iter().all(repeats)).then_some(())
    };
    (0..all.len()).try_for_each(|at| made(at).map(drop))
}
