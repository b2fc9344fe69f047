//! The same reshape or transpose of all parts of a value: heads of attention, cut from one projection.

use egg::Id;
use hashbrown::HashMap;
use tfl_ir::Dim;

use super::super::layout::{is_per_axis, is_settled, kind, permutation, reshaped, transposed};
use super::linear::part;
use super::parts::Split;
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Head, Node};
use crate::eqsat::rule::Rewrite;

/// Where the elements of a part go.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Layout {
    Order(Vec<usize>),
    Shape(Vec<Dim>),
}

/// A part in another layout: the class of the result, its node, and the number of the part.
struct Member {
    class: Id,
    node: Node,
    number: usize,
}

/// Reshapes and transposes that all parts of a split go through alike.
pub(super) fn find(graph: &Graph) -> Vec<Rewrite> {
    let mut numbers: HashMap<(Id, Layout), usize> = HashMap::new();
    let mut groups: Vec<(Id, Layout, Vec<Member>)> = Vec::new();
    let mut classes: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
    classes.sort_unstable();
    let kinds = [kind("tfl.reshape"), kind("tfl.transpose")];
    for class in classes {
        for node in kinds.iter().flat_map(|&kind| graph.ops(class, kind)) {
            let Some(layout) = Layout::of(graph, class, node) else { continue };
            for (number, split) in parts(graph, node) {
                let next = groups.len();
                let at = *numbers.entry((split, layout.clone())).or_insert(next);
                if at == next {
                    groups.push((split, layout.clone(), Vec::new()));
                }
                groups[at].2.push(Member { class, node: node.clone(), number });
            }
        }
    }
    groups.into_iter().filter_map(|(split, layout, members)| merge(graph, split, &layout, members)).collect()
}

impl Layout {
    fn of(graph: &Graph, class: Id, node: &Node) -> Option<Layout> {
        let input = graph.egraph.find(*node.operands().first()?);
        if input == class || is_per_axis(graph, input) || is_per_axis(graph, class) {
            return None;
        }
        match node.kind()?.info().name {
            "tfl.transpose" => permutation(graph, node).map(Layout::Order),
            _ => graph.dims(class).map(|dims| Layout::Shape(dims.to_vec())),
        }
    }
}

/// The splits that the input of `node` is a part of, and its number.
fn parts(graph: &Graph, node: &Node) -> Vec<(usize, Id)> {
    let Some(&input) = node.operands().first() else { return Vec::new() };
    let nodes = graph.nodes(graph.egraph.find(input)).iter();
    let part = |node: &Node| match node.head {
        Head::Proj(number) => Some((number as usize, graph.egraph.find(*node.children.first()?))),
        _ => None,
    };
    nodes.filter_map(part).collect()
}

/// The whole in the other layout, taken apart afterwards.
fn merge(graph: &Graph, split: Id, layout: &Layout, mut members: Vec<Member>) -> Option<Rewrite> {
    members.sort_by_key(|member| member.number);
    members.dedup_by_key(|member| member.number);
    let split = Split::of(graph, split)?;
    if members.len() != split.parts || split.parts < 2 {
        return None;
    }
    let dims = graph.dims(split.source)?;
    let (whole, axis) = match layout {
        Layout::Order(perm) => {
            let axis = perm.iter().position(|&from| from == split.axis)?;
            (transposed(split.source.into(), perm)?, axis)
        }
        Layout::Shape(shape) => {
            let axis = axis_in(shape, dims, split.axis, split.parts)?;
            let mut shape = shape.clone();
            let size = shape.get_mut(axis)?;
            *size = Dim::Static(size.size()?.checked_mul(split.parts as u64)?);
            is_settled(&shape).then_some(())?;
            (reshaped(split.source.into(), &shape)?, axis)
        }
    };
    let equal = members
        .iter()
        .map(|member| Some((member.class, part(&whole, axis, split.parts, member.number)?)))
        .collect::<Option<_>>()?;
    Some(Rewrite { equal, used: members.into_iter().map(|member| member.node).collect() })
}

/// The dimension of `shape` in which parts follow each other if they do in dimension `axis` of `dims`, a
/// whole of so many parts: as many elements are in front of it, or behind.
fn axis_in(shape: &[Dim], dims: &[Dim], axis: usize, parts: usize) -> Option<usize> {
    let volume = |dims: &[Dim]| {
        let count = dims.iter().try_fold(1u64, |all, dim| all.checked_mul(dim.size()?))?;
        (count > 0).then_some(count)
    };
    let (leading, trailing) = (volume(dims.get(..axis)?), volume(dims.get(axis..)?));
    (0..shape.len()).find(|&at| {
        let in_front = leading.is_some() && volume(&shape[..at]) == leading;
        let behind = volume(&shape[at..]).and_then(|count| count.checked_mul(parts as u64));
        in_front || behind.is_some() && behind == trailing
    })
}
