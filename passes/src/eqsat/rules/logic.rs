//! Selections and logic with known conditions, casts.

use egg::Id;
use tfl_ir::{DenseElements, Type, TypeKind};

use super::layout::plain;
use super::linear::is_single;
use crate::eqsat::graph::Graph;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Match, Rewrite, Rule, Site, rule};
use crate::eqsat::term::Term;

/// Selections, the second of which broadcasts.
const SELECTS: &[&[&str]] = &[&["tfl.select"], &["tfl.select_v2"]];

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// A condition that is the same everywhere is no choice.
        "choose-by-known-condition", Bitwise;
        each: SELECTS,
        "($0 #c ?x ?y)" => "?chosen",
        when: |m| {
            let chosen = if truth(m, m.id("c"))? { m.id("x") } else { m.id("y") };
            is_all_of_root(m, chosen).then_some(())?;
            m.set("chosen", chosen.into());
            Some(())
        }
    },
    rule! {
        /// A choice between the same.
        "choose-between-equal-values", Bitwise;
        each: SELECTS,
        "($0 ?c ?x ?x)" => "?x",
        when: |m| is_all_of_root(m, m.id("x")).then_some(())
    },
    rule! {
        /// The opposite condition is the condition with its choices exchanged.
        "drop-not-in-condition", Bitwise;
        each: SELECTS,
        "($0 (tfl.logical_not ?c) ?x ?y)" => "($0 ?c ?y ?x)"
    },
    rule! {
        /// Ones where a condition holds and zeros elsewhere are the condition as numbers.
        "turn-select-of-one-and-zero-into-cast", Bitwise;
        each: SELECTS,
        "($0 ?c #x #y)" => "?cast",
        when: |m| {
            let (c, elem) = (m.id("c"), m.elem(m.root)?);
            let numbers = [Type::f32(), Type::i32(), Type::i64()].contains(&elem);
            (numbers && m.shape(c).is_some() && m.shape(c) == m.shape(m.root)).then_some(())?;
            let one = |id: Id| is_number(m, id, 1);
            let zero = |id: Id| is_number(m, id, 0);
            let condition: Term = match (m.id("x"), m.id("y")) {
                (x, y) if one(x) && zero(y) => c.into(),
                (x, y) if zero(x) && one(y) => plain("tfl.logical_not", [c.into()]),
                _ => return None,
            };
            m.set("cast", plain("tfl.cast", [condition]));
            Some(())
        }
    },
    rule! {
        /// Not not.
        "drop-double-not", Bitwise;
        "(tfl.logical_not (tfl.logical_not ?x))" => "?x"
    },
    rule! {
        /// A condition with itself.
        "drop-repeated-condition", Bitwise;
        each: &[&["tfl.logical_and"], &["tfl.logical_or"]],
        "($0 ?x ?x)" => "?x"
    },
    rule! {
        /// True is neutral to one and decides the other; false the other way round.
        "decide-logic-with-constant", Bitwise;
        each: &[&["tfl.logical_and"], &["tfl.logical_or"]],
        "($0 ?x #k)" => "?result",
        when: |m| {
            let (x, k) = (m.id("x"), m.id("k"));
            let truth = truth(m, k)?;
            let neutral = truth == (m.row(0) == "tfl.logical_and");
            if neutral {
                let fits = m.ty(x) == m.root_ty() && (m.shape(x).is_some() || is_single(m, k));
                fits.then_some(())?;
                m.set("result", x.into());
                return Some(());
            }
            set_truth(m, truth)
        }
    },
    rule! {
        /// A condition and its opposite.
        "decide-condition-with-opposite", Bitwise;
        each: &[&["tfl.logical_and"], &["tfl.logical_or"]],
        "($0 ?x (tfl.logical_not ?x))" => "?result",
        when: |m| set_truth(m, m.row(0) == "tfl.logical_or")
    },
    rule! {
        /// Neither is not either: two negations less, one more.
        "move-not-after-logic", Bitwise;
        each: &[&["tfl.logical_and", "tfl.logical_or"], &["tfl.logical_or", "tfl.logical_and"]],
        "($0 (tfl.logical_not ?x) (tfl.logical_not ?y))" => "(tfl.logical_not ($1 ?x ?y))"
    },
    rule! {
        /// What is not equal is unequal, whatever it is: NaN too.
        "turn-not-of-equality-around", Bitwise;
        each: &[&["tfl.equal", "tfl.not_equal"], &["tfl.not_equal", "tfl.equal"]],
        "(tfl.logical_not ($0 ?x ?y))" => "($1 ?x ?y)"
    },
    rule! {
        /// Numbers that can all be compared, so no floats.
        "turn-not-of-comparison-around", Bitwise;
        each: &[
            &["tfl.less", "tfl.greater_equal"], &["tfl.greater_equal", "tfl.less"],
            &["tfl.greater", "tfl.less_equal"], &["tfl.less_equal", "tfl.greater"],
        ],
        "(tfl.logical_not ($0 ?x ?y))" => "($1 ?x ?y)",
        when: |m| (!m.is_float(m.id("x"))).then_some(())
    },
    rule! {
        /// A cast that keeps every value may be left out before another.
        "merge-casts", Bitwise;
        at: &["tfl.cast"], examples: &["(tfl.cast (tfl.cast ?x))"],
        make: merge_casts
    },
];

/// What a condition is everywhere.
fn truth(graph: &Graph, id: Id) -> Option<bool> {
    let ints = graph.ints(id).filter(|_| graph.elem(id) == Some(Type::i1()))?;
    let (&first, rest) = ints.split_first()?;
    rest.iter().all(|&one| (one != 0) == (first != 0)).then_some(first != 0)
}

/// Whether a value of known shape has the type of the result, so that nothing is repeated.
fn is_all_of_root(m: &Match<'_>, id: Id) -> bool {
    m.ty(id) == m.root_ty() && m.shape(id).is_some()
}

/// Whether all elements of a constant are `number`, a zero being positive.
fn is_number(graph: &Graph, id: Id, number: u8) -> bool {
    if graph.is_float(id) {
        return graph.splat(id).is_some_and(|found| found.to_bits() == f32::from(number).to_bits());
    }
    graph.ints(id).is_some_and(|ints| !ints.is_empty() && ints.iter().all(|&int| int == i64::from(number)))
}

/// Binds `result` to a condition that is the same everywhere.
fn set_truth(m: &mut Match<'_>, truth: bool) -> Option<()> {
    let elements = DenseElements::splat(m.root_ty(), vec![u8::from(truth)].into()).ok()?;
    m.set_constant("result", elements);
    Some(())
}

/// A cast of a cast as one, or as what was cast there and back.
fn merge_casts(site: &Site<'_>) -> Option<Rewrite> {
    let between = site.operand(0)?;
    let (middle, to) = (site.elem(between)?, site.elem(site.class)?);
    let from_source = |node: &&crate::eqsat::node::Node| {
        let from = node.operands().first().and_then(|&x| site.elem(x));
        from.is_some_and(|from| keeps_values(from, middle) && is_direct(from, middle, to))
    };
    let inner = site.ops(between, super::layout::kind("tfl.cast")).find(from_source)?.clone();
    let source = *inner.operands().first()?;
    if site.elem(source) == Some(to) {
        return (site.ty(source) == site.ty(site.class)).then(|| site.equal(source.into(), [inner]))?;
    }
    site.equal(plain("tfl.cast", [source.into()]), [inner])
}

/// Whether casting straight to `to` is casting through `middle`: floats saturate where integers wrap, so
/// the way from one integer type to another by floats must lose nothing at all.
fn is_direct(from: Type, middle: Type, to: Type) -> bool {
    let (from_int, to_int) = (width(from).is_some(), width(to).is_some());
    width(middle).is_some() || !(from_int && to_int) || from == to || keeps_values(from, to)
}

/// Whether every value of `from` is one of `to`.
fn keeps_values(from: Type, to: Type) -> bool {
    match (width(from), width(to)) {
        (Some(from), Some(to)) => from < to,
        // The bits of a float without those of its exponent.
        (Some(bits), None) => {
            bits <= 1 && to.float_kind().is_some() || mantissa(to).is_some_and(|most| bits <= most)
        }
        (None, Some(_)) => false,
        // Half precision in either form, and f32, which f64 holds.
        (None, None) => {
            let bytes = |ty: Type| ty.float_kind().and(ty.elem_bytes());
            let least = if from == Type::f32() { 8 } else { 4 };
            bytes(from).is_some_and(|bytes| bytes <= 4) && bytes(to).is_some_and(|bytes| bytes >= least)
        }
    }
}

/// Bits of a plain signed integer type, or 1 of conditions.
fn width(ty: Type) -> Option<u32> {
    match ty.kind() {
        TypeKind::Int { width, sign } if *sign != tfl_ir::types::Signedness::Unsigned => Some(*width),
        _ => None,
    }
}

/// Bits of the integers that a float type holds exactly.
fn mantissa(ty: Type) -> Option<u32> {
    match ty {
        _ if ty == Type::f32() => Some(24),
        _ if ty == Type::f64() => Some(53),
        _ => None,
    }
}
