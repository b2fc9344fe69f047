//! Quantize and dequantize: what returns to where it came from, and data movement of 8 bits rather than
//! 32. Nothing here drops a rounding.

use egg::Id;
use tfl_ir::{Attr, Type};

use super::concat::results;
use super::layout::{has_no_activation, int_attr, is_per_axis, kind, like, part_of, plain};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::Node;
use crate::eqsat::rule::Numerics::Bitwise;
use crate::eqsat::rule::{Match, Rewrite, Rule, Site, plain_props, rule};
use crate::eqsat::term::Term;

/// Ops whose result is made of elements of their first operand, and of zeros: the zero point is one, and
/// the largest of some elements is the largest at every scale.
const MOVES: &[&str] = &[
    "tfl.batch_to_space_nd",
    "tfl.broadcast_to",
    "tfl.depth_to_space",
    "tfl.expand_dims",
    "tfl.gather",
    "tfl.max_pool_2d",
    "tfl.mirror_pad",
    "tfl.pad",
    "tfl.reduce_max",
    "tfl.reduce_min",
    "tfl.reshape",
    "tfl.resize_nearest_neighbor",
    "tfl.reverse_v2",
    "tfl.slice",
    "tfl.space_to_depth",
    "tfl.squeeze",
    "tfl.strided_slice",
    "tfl.tile",
    "tfl.transpose",
];

/// Ops whose result is made of elements of all their operands.
const JOINS: &[&str] = &["tfl.concatenation", "tfl.maximum", "tfl.minimum", "tfl.pack"];

/// Ops that cut an operand into parts, and which operand that is.
const CUTS: &[(&str, usize)] = &[("tfl.split", 1), ("tfl.split_v", 0), ("tfl.unpack", 0)];

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
        /// From unsigned to signed at the same scale is a shift, a part of whatever quantizes next.
        "merge-shifts-of-zero-point", Bitwise;
        "(tfl.quantize@q (tfl.quantize@p ?x))" => "(tfl.quantize@q ?x)",
        when: is_shift
    },
    rule! {
        /// As above: shifted with their zero point, numbers stay.
        "drop-shift-before-dequantize", Bitwise;
        "(tfl.dequantize (tfl.quantize@p ?x))" => "(tfl.dequantize ?x)",
        when: is_shift
    },
    rule! {
        /// Quantized elements are a quarter of the bytes to move.
        "dequantize-after-data-movement", Bitwise;
        at: MOVES,
        examples: &[
            "(tfl.reshape (tfl.dequantize ?x) #s)", "(tfl.slice (tfl.dequantize ?x) #b #s)",
            "(tfl.transpose (tfl.dequantize ?x) #p)", "(tfl.pad (tfl.dequantize ?x) #p)",
            "(tfl.max_pool_2d@c (tfl.dequantize ?x))", "(tfl.reduce_max@c (tfl.dequantize ?x) #a)",
        ],
        make: dequantize_after
    },
    rule! {
        /// As above, where all parts are quantized alike.
        "dequantize-after-join", Bitwise;
        at: JOINS,
        examples: &[
            "(tfl.concatenation@c (tfl.dequantize ?x) (tfl.dequantize ?y))",
            "(tfl.pack@c (tfl.dequantize ?x) (tfl.dequantize ?y))",
            "(tfl.maximum (tfl.dequantize ?x) (tfl.dequantize ?y))",
        ],
        make: dequantize_after_join
    },
    rule! {
        /// As above: each part is dequantized by itself.
        "dequantize-after-cut", Bitwise;
        at: &["tfl.split", "tfl.split_v", "tfl.unpack"],
        examples: &[
            "(proj:1 (tfl.split@s #a (tfl.dequantize ?x)))", "(proj:1 (tfl.split_v@s (tfl.dequantize ?x) #n #a))",
            "(proj:0 (tfl.unpack@s (tfl.dequantize ?x)))",
        ],
        make: dequantize_after_cut
    },
    rule! {
        /// As above: each element is quantized by itself, before it moves or after.
        "quantize-before-data-movement", Bitwise;
        at: &["tfl.quantize"],
        examples: &[
            "(tfl.quantize@q (tfl.reshape ?x #s))", "(tfl.quantize@q (tfl.transpose ?x #p))",
            "(tfl.quantize@q (tfl.concatenation@c ?x ?y))", "(tfl.quantize@q (proj:1 (tfl.split@s #a ?x)))",
            "(tfl.quantize@q (tfl.max_pool_2d@c ?x))", "(tfl.quantize@q (tfl.pack@c ?x ?y))",
            "(tfl.quantize@q (tfl.pad ?x #p))", "(tfl.quantize@q (proj:0 (tfl.unpack@s ?x)))",
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

/// Goes on if the op called `p` quantizes `x` anew but only adds to each element, and cuts none off.
fn is_shift(m: &mut Match<'_>) -> Option<()> {
    let numbers = |elem: Type| {
        let quant = elem.uniform_quant()?;
        let (scale, zero_point) = quant.scales.single()?;
        let bits = quant.storage.int_width().filter(|&bits| bits <= 16)?;
        // Kernels use all of a type, whatever narrower range it names.
        (quant.max - quant.min == (1 << bits) - 1).then_some((scale, quant.min - zero_point, bits))
    };
    let made = m.attr("p", "qtype")?.as_type()?.elem()?;
    (numbers(m.elem(m.id("x"))?)? == numbers(made)?).then_some(())
}

/// Whether an op of [`MOVES`] does nothing but that here.
fn only_moves(graph: &Graph, node: &Node, source: Id) -> bool {
    let reduces = node.kind().is_some_and(|kind| kind.info().name.starts_with("tfl.reduce_"));
    // The largest of no elements is what the type of the elements says.
    let some = graph.shape(source).is_some_and(|dims| !dims.contains(&0));
    has_no_activation(graph, node) && (!reduces || some)
}

/// What a value was dequantized from, if with one scale.
fn dequantized(graph: &Graph, id: Id) -> Option<(Id, &Node)> {
    let dequantize = graph.ops(id, kind("tfl.dequantize")).next()?;
    let source = *dequantize.operands().first()?;
    has_one_scale(graph, source).then_some((source, dequantize))
}

fn dequantize_after(site: &Site<'_>) -> Option<Rewrite> {
    let (source, dequantize) = dequantized(site, site.operand(0)?)?;
    only_moves(site, site.node, source).then_some(())?;
    let mut operands: Vec<Term> = site.node.operands().iter().map(|&id| id.into()).collect();
    *operands.first_mut()? = source.into();
    let moved = like(site.node, site.attrs(), site.elem(source), operands)?;
    site.equal(plain("tfl.dequantize", [moved]), [dequantize.clone()])
}

fn dequantize_after_join(site: &Site<'_>) -> Option<Rewrite> {
    has_no_activation(site, site.node).then_some(())?;
    let parts = site.node.operands().iter().map(|&id| dequantized(site, id));
    let (sources, used): (Vec<Id>, Vec<&Node>) = parts.collect::<Option<Vec<_>>>()?.into_iter().unzip();
    let elem = site.elem(*sources.first()?);
    sources.iter().all(|&source| site.elem(source) == elem).then_some(())?;
    let joined = like(site.node, site.attrs(), elem, sources.into_iter().map(Term::from).collect())?;
    site.equal(plain("tfl.dequantize", [joined]), used.into_iter().cloned())
}

fn dequantize_after_cut(site: &Site<'_>) -> Option<Rewrite> {
    let name = site.node.kind()?.info().name;
    let &(_, whole) = CUTS.iter().find(|(cut, _)| *cut == name)?;
    let (source, dequantize) = dequantized(site, site.operand(whole)?)?;
    let parts = site.data(site.class).types.len();
    let cut = cut_of(site, site.node, whole, source.into(), site.elem(source))?;
    let part = |number| {
        Some(plain("tfl.dequantize", [Term::Proj(u32::try_from(number).ok()?, Box::new(cut.clone()))]))
    };
    results(site, (0..parts).map(part).collect::<Option<_>>()?, vec![dequantize.clone()])
}

/// The op `node`, which cuts its operand `whole`, of `source` instead.
fn cut_of(graph: &Graph, node: &Node, whole: usize, source: Term, elem: Option<Type>) -> Option<Term> {
    let mut operands: Vec<Term> = node.operands().iter().map(|&id| id.into()).collect();
    *operands.get_mut(whole)? = source;
    let parts = if node.kind()?.info().name == "tfl.unpack" { "num" } else { "num_splits" };
    let results = usize::try_from(int_attr(graph, node, parts)?).ok().filter(|&results| results > 1)?;
    Some(Term::Op { kind: node.kind()?, props: graph.props(node), elem, results, operands })
}

fn quantize_before(site: &Site<'_>) -> Option<Rewrite> {
    let operand = site.operand(0)?;
    if !has_one_scale(site, site.class) || site.elem(operand) != Some(Type::f32()) {
        return None;
    }
    let elem = site.elem(site.class);
    for &(name, whole) in CUTS {
        let Some((number, _, cut)) = part_of(site, operand, name) else { continue };
        let source = quantized(site, *cut.operands().get(whole)?)?;
        let cut_after = cut_of(site, cut, whole, source, elem)?;
        return site.equal(Term::Proj(number, Box::new(cut_after)), [cut.clone()]);
    }
    let is_one_of =
        |node: &&Node, names: &[&str]| node.kind().is_some_and(|kind| names.contains(&kind.info().name));
    if let Some(inner) = site.nodes(operand).iter().find(|node| is_one_of(node, MOVES)).cloned() {
        let source = *inner.operands().first()?;
        only_moves(site, &inner, source).then_some(())?;
        let mut operands: Vec<Term> = inner.operands().iter().map(|&id| id.into()).collect();
        *operands.first_mut()? = quantized(site, source)?;
        return site.equal(like(&inner, site.props(&inner), elem, operands)?, [inner]);
    }
    let join = site.nodes(operand).iter().find(|node| is_one_of(node, JOINS))?.clone();
    has_no_activation(site, &join).then_some(())?;
    let parts = join.operands().iter().map(|&id| quantized(site, id)).collect::<Option<Vec<_>>>()?;
    site.equal(like(&join, site.props(&join), elem, parts)?, [join])
}

/// A float value quantized as the op of the site does it.
fn quantized(site: &Site<'_>, value: Id) -> Option<Term> {
    let elem = site.elem(site.class)?;
    let ty = Type::tensor(site.dims(value)?, elem);
    let kind = kind("tfl.quantize");
    let props = plain_props(kind).with("qtype", Attr::Type(ty));
    Some(Term::Op { kind, props, elem: Some(elem), results: 1, operands: vec![value.into()] })
}
