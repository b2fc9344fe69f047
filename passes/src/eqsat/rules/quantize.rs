//! Quantize and dequantize: what returns to where it came from, and data movement of 8 bits rather than
//! 32. Nothing here drops a rounding.

use egg::Id;
use tfl_ir::{Attr, Type};

use super::layout::{has_no_activation, int_attr, is_per_axis, kind, like, part_of, plain};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Match, Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

/// Ops that only move elements of their first operand, or repeat them.
const MOVES: &[&str] = &[
    "tfl.batch_to_space_nd",
    "tfl.broadcast_to",
    "tfl.depth_to_space",
    "tfl.expand_dims",
    "tfl.gather",
    "tfl.reshape",
    "tfl.reverse_v2",
    "tfl.slice",
    "tfl.space_to_depth",
    "tfl.squeeze",
    "tfl.strided_slice",
    "tfl.tile",
    "tfl.transpose",
];

pub(super) static RULES: &[Rule] = &[
    rule! {
        /// What was dequantized and is quantized as before comes back as it was: up to 16 bits the error
        /// of the way through floats is far below half a step.
        "drop-quantize-of-dequantize", Bitwise;
        "(tfl.quantize@q (tfl.dequantize ?x))" => "?x",
        when: narrow_as_before
    },
    rule! {
        /// Quantizing to the scale that is there changes nothing.
        "drop-quantize-to-same-type", Bitwise;
        "(tfl.quantize@q ?x)" => "?x",
        when: narrow_as_before
    },
    rule! {
        /// Quantized elements are a quarter of the bytes to move.
        "dequantize-after-data-movement", Bitwise;
        at: MOVES,
        examples: &[
            "(tfl.reshape (tfl.dequantize ?x) #s)", "(tfl.slice (tfl.dequantize ?x) #b #s)",
            "(tfl.transpose (tfl.dequantize ?x) #p)",
        ],
        make: dequantize_after
    },
    rule! {
        /// As above: each element is quantized by itself, before it moves or after.
        "quantize-before-data-movement", Bitwise;
        at: &["tfl.quantize"],
        examples: &[
            "(tfl.quantize@q (tfl.reshape ?x #s))", "(tfl.quantize@q (tfl.transpose ?x #p))",
            "(tfl.quantize@q (tfl.concatenation ?x ?y))", "(tfl.quantize@q (proj:1 (tfl.split@s #a ?x)))",
        ],
        make: quantize_before
    },
];

/// Goes on if the result is of the type of `x`, of at most 16 bits.
fn narrow_as_before(m: &mut Match<'_>) -> Option<()> {
    let x = m.id("x");
    let narrow = m.elem(x)?.storage().elem_bytes()? <= 2;
    (m.ty(x) == m.root_ty() && is_quantized(m, x) && narrow).then_some(())
}

fn is_quantized(graph: &Graph, id: Id) -> bool {
    graph.elem(id).is_some_and(Type::is_quantized)
}

/// Whether a value is quantized with one scale.
fn has_one_scale(graph: &Graph, id: Id) -> bool {
    is_quantized(graph, id) && !is_per_axis(graph, id)
}

fn dequantize_after(site: &Site<'_>) -> Option<Rewrite> {
    let dequantize = site.ops(site.operand(0)?, kind("tfl.dequantize")).next()?.clone();
    let source = *dequantize.operands().first()?;
    if !has_one_scale(site, source) {
        return None;
    }
    let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
    *operands.first_mut()? = source.into();
    let moved = like(site.node, site.attrs(), site.elem(source), operands)?;
    site.equal(plain("tfl.dequantize", [moved]), [dequantize])
}

fn quantize_before(site: &Site<'_>) -> Option<Rewrite> {
    let operand = site.operand(0)?;
    if !has_one_scale(site, site.class) || site.elem(operand) != Some(Type::f32()) {
        return None;
    }
    if let Some((number, _, split)) = part_of(site, operand, "tfl.split") {
        let &[along, source] = split.operands() else { return None };
        let parts = usize::try_from(int_attr(site, split, "num_splits")?).ok()?;
        let operands = vec![along.into(), quantized(site, source)?];
        let Some(Term::Op { kind, props, elem, operands, .. }) =
            like(split, site.props(split), site.elem(site.class), operands)
        else {
            return None;
        };
        let split_after = Term::Op { kind, props, elem, results: parts, operands };
        return site.equal(Term::Proj(number, Box::new(split_after)), [split.clone()]);
    }
    let moves = |node: &&Node| node.kind().is_some_and(|kind| MOVES.contains(&kind.info().name));
    if let Some(inner) = site.nodes(operand).iter().find(moves).cloned() {
        let mut operands: Vec<Term> = inner.operands().iter().map(|&id| id.into()).collect();
        *operands.first_mut()? = quantized(site, *inner.operands().first()?)?;
        return site.equal(like(&inner, site.props(&inner), site.elem(site.class), operands)?, [inner]);
    }
    let concat = site.ops(operand, kind("tfl.concatenation")).next()?.clone();
    if !has_no_activation(site, &concat) {
        return None;
    }
    let parts = concat.operands().iter().map(|&id| quantized(site, id)).collect::<Option<Vec<_>>>()?;
    site.equal(like(&concat, site.props(&concat), site.elem(site.class), parts)?, [concat])
}

/// A float value quantized as the op of the site does it.
fn quantized(site: &Site<'_>, value: Id) -> Option<Term> {
    let elem = site.elem(site.class)?;
    let ty = Type::tensor(site.dims(value)?, elem);
    let kind = kind("tfl.quantize");
    let props = plain_props(kind).with("qtype", Attr::Type(ty));
    Some(Term::Op { kind, props, elem: Some(elem), results: 1, operands: vec![value.into()] })
}
