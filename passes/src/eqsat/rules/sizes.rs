//! What is known of shapes and of arithmetic on them: numbers, and sizes of dimensions by name.
//!
//! The size of a dimension that is not known is named by the value that it comes from: a value and one
//! that is made of it element by element have one batch size. So shapes of two values can be equal
//! though neither is known.

use std::cell::RefCell;

use egg::Id;
use hashbrown::HashMap;
use smallvec::SmallVec;
use tfl_ir::{Dim, Traits, Type};

use super::layout::{axis, flag, has_no_activation, int_attr, permutation};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Head, Node};

/// How far shape arithmetic is followed back.
const MAX_STEPS: usize = 12;
/// How far a dimension is followed back.
const MAX_OPS: usize = 200;
/// The longest list of sizes.
const MAX_SIZES: usize = 64;

/// A number times sizes of dimensions that are not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Size {
    factor: i64,
    /// Dimensions of values, sorted.
    dims: SmallVec<[(Id, usize); 2]>,
}

impl Size {
    fn known(factor: i64) -> Size {
        Size { factor, dims: SmallVec::new() }
    }

    /// The number, if it is one.
    pub(super) fn int(&self) -> Option<i64> {
        self.dims.is_empty().then_some(self.factor)
    }

    /// The dimension of a value, if it is just that.
    pub(super) fn dim(&self) -> Option<(Id, usize)> {
        match self.dims[..] {
            [one] if self.factor == 1 => Some(one),
            _ => None,
        }
    }

    fn times(&self, other: &Size) -> Option<Size> {
        let factor = self.factor.checked_mul(other.factor)?;
        let mut dims = self.dims.clone();
        dims.extend(other.dims.iter().copied());
        dims.sort_unstable();
        (dims.len() <= 8).then_some(Size { factor, dims })
    }
}

/// Numbers of a list, as far as they are known.
pub(super) type Sizes = Vec<Option<Size>>;

/// The sizes of the dimensions of a value of known rank.
pub(super) fn dims_of(graph: &Graph, id: Id) -> Option<Vec<Size>> {
    let dims = graph.dims(id)?;
    let size = |(at, dim): (usize, &Dim)| match dim.size() {
        Some(size) => i64::try_from(size).ok().map(Size::known),
        None => Some(Size { factor: 1, dims: [origin(graph, id, at)].into_iter().collect() }),
    };
    dims.iter().enumerate().map(size).collect()
}

/// The value and dimension that dimension `at` of a value comes from.
fn origin(graph: &Graph, id: Id, at: usize) -> (Id, usize) {
    let mut here = (graph.egraph.find(id), at);
    let mut seen: Vec<(Id, usize)> = vec![here];
    while seen.len() < MAX_OPS {
        let next = graph.nodes(here.0).iter().find_map(|node| step(graph, node, here.1));
        let Some((class, at)) = next else { return here };
        here = (graph.egraph.find(class), at);
        if seen.contains(&here) {
            // A circle of equal values: any fixed one of them is the origin.
            return seen.into_iter().min().unwrap_or(here);
        }
        seen.push(here);
    }
    here
}

/// The operand and its dimension that is as large as dimension `at` of the op's result, whatever is fed.
fn step(graph: &Graph, node: &Node, at: usize) -> Option<(Id, usize)> {
    if let Head::Proj(_) = node.head {
        let of = *node.children.first()?;
        return graph.nodes(of).iter().find_map(|node| {
            let (dim, value) = match (node.kind()?.name().as_str(), node.operands()) {
                ("tfl.split", &[dim, value]) | ("tfl.split_v", &[value, _, dim]) => (dim, value),
                _ => return None,
            };
            let cut = axis(graph.int(dim)?, graph.rank(value)?)?;
            (cut != at).then_some((value, at))
        });
    }
    let info = node.kind()?;
    let operands = node.operands();
    let first = *operands.first()?;
    match info.name().as_str() {
        "tfl.conv_2d"
        | "tfl.depthwise_conv_2d"
        | "tfl.average_pool_2d"
        | "tfl.max_pool_2d"
        | "tfl.resize_bilinear"
        | "tfl.resize_nearest_neighbor"
        | "tfl.space_to_depth"
        | "tfl.depth_to_space" => (at == 0).then_some((first, 0)),
        "tfl.transpose" => Some((first, *permutation(graph, node)?.get(at)?)),
        "tfl.reshape" => {
            // One unknown dimension among known ones, before and after, with as many elements.
            let (from, to) = (graph.dims(first)?, graph.info_of(node.info()?)?.types.first()?.dims()?);
            let known = |dims: &[Dim]| {
                let mut sizes = dims.iter().filter_map(|dim| dim.size());
                let product = sizes.try_fold(1u64, |all, size| all.checked_mul(size));
                let unknown = dims.iter().filter(|dim| dim.is_dynamic()).count();
                product.filter(|&product| unknown == 1 && product > 0)
            };
            let same = known(from)? == known(to)? && to.get(at)?.is_dynamic();
            same.then(|| Some((first, from.iter().position(|dim| dim.is_dynamic())?)))?
        }
        "tfl.concatenation" => {
            let along = axis(int_attr(graph, node, "axis")?, graph.rank(first)?)?;
            (along != at).then_some((first, at))
        }
        "tfl.pad" | "tfl.padv2" | "tfl.mirror_pad" => {
            let amounts = graph.ints(*operands.get(1)?)?;
            let unchanged = amounts.get(2 * at)? == &0 && amounts.get(2 * at + 1)? == &0;
            unchanged.then_some((first, at))
        }
        "tfl.fully_connected" if flag(graph, node, "keep_num_dims") => {
            (at + 1 < graph.rank(first)?).then_some((first, at))
        }
        "tfl.fully_connected" => {
            let (input, filter) = (graph.dims(first)?, graph.dims(*operands.get(1)?)?);
            let rows = input.len() == 2 && input.last() == filter.last() && !input.last()?.is_dynamic();
            (rows && at == 0).then_some((first, 0))
        }
        "tfl.gather" if int_attr(graph, node, "batch_dims").unwrap_or(0) == 0 => {
            let indices = *operands.get(1)?;
            let along = axis(int_attr(graph, node, "axis")?, graph.rank(first)?)?;
            let count = graph.rank(indices)?;
            match at {
                _ if at < along => Some((first, at)),
                _ if at < along + count => Some((indices, at - along)),
                _ => Some((first, at - count + 1)),
            }
        }
        "tfl.mean" | "tfl.sum" | "tfl.reduce_max" | "tfl.reduce_min" | "tfl.reduce_prod" => {
            let rank = graph.rank(first)?;
            let axes: Vec<usize> =
                graph.ints(*operands.get(1)?)?.into_iter().map(|at| axis(at, rank)).collect::<Option<_>>()?;
            let mut left = (0..rank).filter(|at| !axes.contains(at));
            if flag(graph, node, "keep_dims") {
                return (at < rank && !axes.contains(&at)).then_some((first, at));
            }
            Some((first, left.nth(at)?))
        }
        "tfl.batch_matmul" => {
            let (right, rank) = (*operands.get(1)?, graph.rank(first)?);
            let row = flag(graph, node, "adj_x");
            match at {
                _ if graph.rank(right)? != rank || rank < 2 => None,
                _ if at + 2 == rank => Some((first, if row { rank - 1 } else { rank - 2 })),
                _ if at + 2 > rank => None,
                _ => aligned(graph, operands, rank, at),
            }
        }
        "tfl.squared_difference" | "tfl.select_v2" => broadcast(graph, node, at),
        _ if info.info().traits.has(Traits::BROADCASTABLE) => broadcast(graph, node, at),
        _ if info.info().traits.has(Traits::SAME_SHAPE) => Some((first, at)),
        name if super::layout::POINTWISE.contains(&name) => Some((first, at)),
        _ => None,
    }
}

fn broadcast(graph: &Graph, node: &Node, at: usize) -> Option<(Id, usize)> {
    let ranks: Vec<usize> = node.operands().iter().map(|&id| graph.rank(id)).collect::<Option<_>>()?;
    aligned(graph, node.operands(), ranks.into_iter().max()?, at)
}

/// The one operand that is not of size one along dimension `at` of a result of rank `rank`.
fn aligned(graph: &Graph, operands: &[Id], rank: usize, at: usize) -> Option<(Id, usize)> {
    let mut found: Option<(Id, usize)> = None;
    for &id in operands {
        let dims = graph.dims(id)?;
        let Some(place) = (at + dims.len()).checked_sub(rank) else { continue };
        match dims.get(place)? {
            Dim::Static(1) => {}
            Dim::Static(_) => return None,
            // Either of two unknown sizes may be one, unless they are the same.
            Dim::Dynamic => match found {
                Some(known) if known == (graph.egraph.find(id), place) => {}
                Some(known) if near(graph, known) == near(graph, (id, place)) => {}
                Some(_) => return None,
                None => found = Some((graph.egraph.find(id), place)),
            },
        }
    }
    found
}

/// A dimension followed back through plain steps only, so that following ends.
fn near(graph: &Graph, from: (Id, usize)) -> (Id, usize) {
    let mut here = (graph.egraph.find(from.0), from.1);
    for _ in 0..MAX_STEPS {
        let plain = |node: &&Node| {
            node.kind().is_some_and(|kind| !kind.info().traits.has(Traits::BROADCASTABLE))
                && node.operands().len() != 2
                || matches!(node.head, Head::Op(kind) if kind.name() == *"tfl.reshape")
        };
        let next = graph.nodes(here.0).iter().filter(plain).find_map(|node| step(graph, node, here.1));
        match next {
            Some((class, at)) => here = (graph.egraph.find(class), at),
            None => break,
        }
    }
    here
}

/// The numbers of a scalar or a list, as far as they follow from shapes.
pub(super) fn sizes_of(graph: &Graph, id: Id) -> Option<Sizes> {
    Follow { graph, known: RefCell::default() }.sizes(id, MAX_STEPS)
}

/// Shape arithmetic followed back, each class once: what is put together often comes from one place.
struct Follow<'a> {
    graph: &'a Graph,
    /// What was found; nothing for a class that is being followed.
    known: RefCell<HashMap<Id, Option<Sizes>>>,
}

impl Follow<'_> {
    fn sizes(&self, id: Id, steps: usize) -> Option<Sizes> {
        let id = self.graph.egraph.find(id);
        if let Some(known) = self.known.borrow().get(&id) {
            return known.clone();
        }
        self.known.borrow_mut().insert(id, None);
        let sizes = self.follow(id, steps);
        self.known.borrow_mut().insert(id, sizes.clone());
        sizes
    }

    fn follow(&self, id: Id, steps: usize) -> Option<Sizes> {
        let graph = self.graph;
        if let Some(ints) = graph.ints(id) {
            return (ints.len() <= MAX_SIZES)
                .then(|| ints.into_iter().map(|int| Some(Size::known(int))).collect());
        }
        let steps = steps.checked_sub(1)?;
        // Narrower integers may wrap.
        let elem = graph.elem(id)?;
        if graph.rank(id)? > 1 || elem != Type::i32() && elem != Type::i64() {
            return None;
        }
        let mut best: Option<Sizes> = None;
        for node in graph.nodes(id) {
            let Some(sizes) = self.arithmetic(node, steps) else { continue };
            best = Some(match best {
                Some(best) if best.len() == sizes.len() => {
                    best.into_iter().zip(sizes).map(|(one, other)| one.or(other)).collect()
                }
                _ => sizes,
            });
        }
        best.filter(|sizes| sizes.len() <= MAX_SIZES)
    }

    fn arithmetic(&self, node: &Node, steps: usize) -> Option<Sizes> {
        let graph = self.graph;
        if let Head::Proj(number) = node.head {
            let of = *node.children.first()?;
            let unpack = graph
                .nodes(of)
                .iter()
                .find(|node| node.kind().is_some_and(|kind| kind.name() == *"tfl.unpack"))?;
            let list = self.sizes(*unpack.operands().first()?, steps)?;
            return list.get(number as usize).map(|one| vec![one.clone()]);
        }
        if !has_no_activation(graph, node) {
            return None;
        }
        let operands = node.operands();
        let list = |index: usize| self.sizes(*operands.get(index)?, steps);
        let is_list = |index: usize| operands.get(index).and_then(|&id| graph.rank(id)) == Some(1);
        let ints = |index: usize| graph.ints(*operands.get(index)?);
        match node.kind()?.name().as_str() {
            "tfl.shape" => Some(dims_of(graph, *operands.first()?)?.into_iter().map(Some).collect()),
            "tfl.cast" | "tfl.reshape" | "tfl.squeeze" | "tfl.expand_dims" => list(0),
            "tfl.pack" => (0..operands.len())
                .map(|index| match graph.rank(operands[index])? {
                    0 => Some(list(index).and_then(|list| list.into_iter().next().flatten())),
                    _ => None,
                })
                .collect(),
            "tfl.concatenation" => {
                let parts: Option<Vec<Sizes>> = (0..operands.len())
                    .map(|index| {
                        let length = graph.shape(operands[index])?.first().copied()?;
                        let length = usize::try_from(length).ok().filter(|&length| length <= MAX_SIZES)?;
                        Some(list(index).unwrap_or_else(|| vec![None; length]))
                    })
                    .collect();
                parts.map(|parts| parts.concat())
            }
            "tfl.gather" if is_list(0) => {
                let (list, picks) = (list(0)?, ints(1)?);
                picks.into_iter().map(|at| list.get(usize::try_from(at).ok()?).cloned()).collect()
            }
            "tfl.slice" if is_list(0) => {
                let (list, begin, size) = (list(0)?, ints(1)?, ints(2)?);
                let begin = usize::try_from(*begin.first()?).ok()?;
                let end =
                    usize::try_from(*size.first()?).map_or(list.len(), |size| begin.saturating_add(size));
                list.get(begin..end).map(<[_]>::to_vec)
            }
            "tfl.strided_slice" if is_list(0) => strided(graph, node, list(0)?),
            "tfl.reduce_prod" if is_list(0) => {
                let one = list(0)?.into_iter().try_fold(Size::known(1), |all, size| all.times(&size?))?;
                Some(vec![Some(one)])
            }
            "tfl.mul" => pairwise(&list(0)?, &list(1)?, Size::times),
            "tfl.add" => {
                pairwise(&list(0)?, &list(1)?, |a, b| Some(Size::known(a.int()?.checked_add(b.int()?)?)))
            }
            "tfl.sub" => {
                pairwise(&list(0)?, &list(1)?, |a, b| Some(Size::known(a.int()?.checked_sub(b.int()?)?)))
            }
            "tfl.floor_div" | "tfl.div" => pairwise(&list(0)?, &list(1)?, |a, b| {
                let by = b.int().filter(|&by| by > 0 && a.factor % by == 0)?;
                Some(Size { factor: a.factor / by, dims: a.dims.clone() })
            }),
            _ => None,
        }
    }
}

fn pairwise(a: &Sizes, b: &Sizes, op: impl Fn(&Size, &Size) -> Option<Size>) -> Option<Sizes> {
    let count = a.len().max(b.len());
    let at = |list: &Sizes, index: usize| match list.len() {
        1 => list.first().cloned(),
        length if length == count => list.get(index).cloned(),
        _ => None,
    };
    (0..count)
        .map(|index| {
            let (a, b) = (at(a, index)?, at(b, index)?);
            Some(a.zip(b).and_then(|(a, b)| op(&a, &b)))
        })
        .collect()
}

/// A run or one element of a list.
fn strided(graph: &Graph, node: &Node, list: Sizes) -> Option<Sizes> {
    let mask = |name| int_attr(graph, node, name).unwrap_or(0) & 1 == 1;
    let open_element = mask("begin_mask") && mask("shrink_axis_mask");
    if open_element || mask("ellipsis_mask") || mask("new_axis_mask") || flag(graph, node, "offset") {
        return None;
    }
    let bound = |index: usize| graph.int(*node.operands().get(index)?);
    if bound(3)? != 1 {
        return None;
    }
    let size = i64::try_from(list.len()).ok()?;
    let place =
        |at: i64| usize::try_from(if at < 0 { at.saturating_add(size) } else { at }.clamp(0, size)).ok();
    let first = if mask("begin_mask") { 0 } else { place(bound(1)?)? };
    if mask("shrink_axis_mask") {
        return list.get(first).map(|one| vec![one.clone()]);
    }
    let last = if mask("end_mask") { list.len() } else { place(bound(2)?)? };
    list.get(first..last.max(first)).map(<[_]>::to_vec)
}
