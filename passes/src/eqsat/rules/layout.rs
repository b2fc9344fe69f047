//! Terms and queries that rules about layout share: reshapes and transposes as they are made anew.

use egg::Id;
use tfl_ir::{Attr, Dict, Dim, Type};

use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Head, Node, OpKind};
use crate::eqsat::rule::plain_props;
use crate::eqsat::term::Term;

/// Ops that treat every element alike, whatever its place.
pub(super) const POINTWISE: &[&str] = &[
    "tfl.abs",
    "tfl.cast",
    "tfl.ceil",
    "tfl.cos",
    "tfl.dequantize",
    "tfl.elu",
    "tfl.exp",
    "tfl.floor",
    "tfl.gelu",
    "tfl.hard_swish",
    "tfl.leaky_relu",
    "tfl.log",
    "tfl.logical_not",
    "tfl.logistic",
    "tfl.neg",
    "tfl.relu",
    "tfl.relu6",
    "tfl.relu_0_to_1",
    "tfl.relu_n1_to_1",
    "tfl.round",
    "tfl.rsqrt",
    "tfl.sign",
    "tfl.sin",
    "tfl.sqrt",
    "tfl.square",
    "tfl.tanh",
];

/// Ops of two operands that are broadcast against each other.
pub(super) const BINARY: &[&str] = &[
    "tfl.add",
    "tfl.div",
    "tfl.equal",
    "tfl.floor_div",
    "tfl.floor_mod",
    "tfl.greater",
    "tfl.greater_equal",
    "tfl.less",
    "tfl.less_equal",
    "tfl.logical_and",
    "tfl.logical_or",
    "tfl.maximum",
    "tfl.minimum",
    "tfl.mul",
    "tfl.not_equal",
    "tfl.pow",
    "tfl.squared_difference",
    "tfl.sub",
];

/// Reductions along axes.
pub(super) const REDUCTIONS: &[&str] = &[
    "tfl.mean",
    "tfl.reduce_all",
    "tfl.reduce_any",
    "tfl.reduce_max",
    "tfl.reduce_min",
    "tfl.reduce_prod",
    "tfl.sum",
];

/// An op of the tfl dialect.
pub(super) fn kind(name: &str) -> OpKind {
    OpKind::named(name).expect("rules name ops that the dialect has")
}

/// An op with plain attributes.
pub(super) fn plain(name: &str, operands: impl IntoIterator<Item = Term>) -> Term {
    let kind = kind(name);
    Term::op(kind, plain_props(kind), operands)
}

/// An op with attributes and, if it does not follow, the element type of its result.
pub(super) fn like(node: &Node, props: Dict, elem: Option<Type>, operands: Vec<Term>) -> Option<Term> {
    Some(Term::Op { kind: node.kind()?, props, elem, results: 1, operands })
}

/// The first op of a kind in a class.
pub(super) fn first<'a>(graph: &'a Graph, class: Id, name: &str) -> Option<&'a Node> {
    graph.ops(class, kind(name)).next()
}

/// Whether the number of elements settles the shape: at most one dimension is unknown, and no other is
/// zero then.
pub(super) fn is_settled(dims: &[Dim]) -> bool {
    let unknown = dims.iter().filter(|dim| dim.is_dynamic()).count();
    unknown == 0 || unknown == 1 && !dims.contains(&Dim::Static(0))
}

/// The numbers that a reshape to settled `dims` names.
pub(super) fn named_sizes(dims: &[Dim]) -> Option<Vec<i64>> {
    let size = |dim: &Dim| dim.size().map_or(Some(-1), |size| i64::try_from(size).ok());
    is_settled(dims).then(|| dims.iter().map(size).collect())?
}

/// `value` under settled `dims`.
pub(super) fn reshaped(value: Term, dims: &[Dim]) -> Option<Term> {
    Some(plain("tfl.reshape", [value, Term::ints(&named_sizes(dims)?)?]))
}

/// `value` with its dimensions in the order `perm`.
pub(super) fn transposed(value: Term, perm: &[usize]) -> Option<Term> {
    let order: Vec<i64> = perm.iter().map(|&at| at as i64).collect();
    Some(plain("tfl.transpose", [value, Term::ints(&order)?]))
}

/// The permutation of a transpose, if it is known and is one.
pub(super) fn permutation(graph: &Graph, node: &Node) -> Option<Vec<usize>> {
    let list = graph.ints(*node.operands().get(1)?)?;
    let rank = list.len();
    let perm: Vec<usize> = list.into_iter().map(|at| axis(at, rank)).collect::<Option<_>>()?;
    let mut seen = vec![false; rank];
    perm.iter().for_each(|&at| seen[at] = true);
    seen.iter().all(|&seen| seen).then_some(perm)
}

/// The permutation that undoes `perm`.
pub(super) fn inverse(perm: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; perm.len()];
    perm.iter().enumerate().for_each(|(to, &from)| inverse[from] = to);
    inverse
}

/// An axis, counted from the end if negative.
pub(super) fn axis(at: i64, rank: usize) -> Option<usize> {
    let rank = i64::try_from(rank).ok()?;
    let at = if at < 0 { at.checked_add(rank)? } else { at };
    usize::try_from(at).ok().filter(|_| at < rank)
}

/// Whether a dimension has its own scales: moving dimensions would have to move those too.
pub(super) fn is_per_axis(graph: &Graph, class: Id) -> bool {
    let quant = graph.elem(class).and_then(|elem| elem.uniform_quant());
    quant.is_some_and(|quant| !quant.scales.axes.is_empty())
}

/// An integer attribute of an op.
pub(super) fn int_attr(graph: &Graph, node: &Node, name: &str) -> Option<i64> {
    graph.props(node).get(name).and_then(Attr::as_int)
}

/// A boolean attribute of an op, false if absent.
pub(super) fn flag(graph: &Graph, node: &Node, name: &str) -> bool {
    graph.props(node).get(name).and_then(Attr::as_bool).unwrap_or(false)
}

/// Whether an op has no fused activation.
pub(super) fn has_no_activation(graph: &Graph, node: &Node) -> bool {
    graph.props(node).get("fused_activation_function").is_none_or(|attr| attr.as_str() == Some("NONE"))
}

/// An attribute of 32 bits.
pub(super) fn i32_attr(value: usize) -> Option<Attr> {
    Some(Attr::i32(i32::try_from(value).ok()?))
}

/// The op and the number of the result that a class is, where it is a result of an op of several.
pub(super) fn part_of<'a>(graph: &'a Graph, class: Id, name: &str) -> Option<(u32, Id, &'a Node)> {
    graph.nodes(class).iter().find_map(|node| match node.head {
        Head::Proj(number) => {
            let of = graph.egraph.find(*node.children.first()?);
            Some((number, of, first(graph, of, name)?))
        }
        _ => None,
    })
}
