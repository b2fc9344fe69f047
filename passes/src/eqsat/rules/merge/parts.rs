//! The same op on all parts of a value: gates of recurrent layers.

use egg::Id;
use hashbrown::HashMap;
use tfl_ir::Dict;

use super::super::layout::{BINARY, POINTWISE, axis, first, kind, like};
use super::super::linear::is_single;
use super::super::window::Window;
use super::linear::{joined, part};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Head, Node, OpKind};
use crate::eqsat::rule::Rewrite;
use crate::eqsat::term::Term;

/// Ways to see one value as a part that are followed.
const MOST_WAYS: usize = 4;

/// How an op sees an operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Seen {
    /// A part of this split.
    Split(Id),
    /// One number, the same for all parts.
    Number(Id),
    /// A constant, another one for each part.
    Constant,
}

/// A split in equal parts.
pub(super) struct Split {
    pub(super) source: Id,
    pub(super) axis: usize,
    pub(super) parts: usize,
}

impl Split {
    pub(super) fn of(graph: &Graph, class: Id) -> Option<Split> {
        let node = first(graph, class, "tfl.split")?;
        let &[along, source] = node.operands() else { return None };
        let source = graph.egraph.find(source);
        let axis = axis(graph.int(along)?, graph.rank(source)?)?;
        Some(Split { source, axis, parts: graph.data(class).types.len() })
    }
}

/// An op on a part: its class, its node, the number of the part and its operands.
struct Member {
    class: Id,
    node: Node,
    number: usize,
}

type Key = (OpKind, Dict, Vec<Seen>);

/// Ops that do the same to all parts of a split, or to slices that are all of a value.
pub(super) fn find(graph: &Graph) -> Vec<Rewrite> {
    let mut numbers: HashMap<Key, usize> = HashMap::new();
    let mut groups: Vec<(Key, Vec<Member>)> = Vec::new();
    let mut classes: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
    classes.sort_unstable();
    for &class in classes.iter().filter(|&&class| !graph.is_const(class)) {
        for node in graph.nodes(class) {
            let Some(op) = node.kind().filter(|op| is_pointwise(*op)) else { continue };
            for (number, seen) in ways(graph, node) {
                let key = (op, graph.props(node), seen);
                let next = groups.len();
                let at = *numbers.entry(key.clone()).or_insert(next);
                if at == next {
                    groups.push((key, Vec::new()));
                }
                groups[at].1.push(Member { class, node: node.clone(), number });
            }
        }
    }
    let mut found: Vec<Rewrite> =
        groups.into_iter().filter_map(|(key, members)| merge(graph, &key, members)).collect();
    found.extend(slices(graph, &classes));
    found
}

fn is_pointwise(op: OpKind) -> bool {
    let name = op.info().name;
    POINTWISE.contains(&name) || BINARY.contains(&name)
}

/// The ways to see an op as one on a part: the number of the part, and how it sees each operand.
fn ways(graph: &Graph, node: &Node) -> Vec<(usize, Vec<Seen>)> {
    let mut ways: Vec<(Option<usize>, Vec<Seen>)> = vec![(None, Vec::new())];
    for &operand in node.operands() {
        let operand = graph.egraph.find(operand);
        let seen: Vec<(Option<usize>, Seen)> = if graph.is_const(operand) {
            let seen = if is_single(graph, operand) { Seen::Number(operand) } else { Seen::Constant };
            vec![(None, seen)]
        } else {
            let parts = graph.nodes(operand).iter().filter_map(|node| match node.head {
                Head::Proj(number) => {
                    let of = graph.egraph.find(*node.children.first()?);
                    first(graph, of, "tfl.split")?;
                    Some((Some(number as usize), Seen::Split(of)))
                }
                _ => None,
            });
            parts.take(MOST_WAYS).collect()
        };
        let extended = ways.iter().flat_map(|(known, list)| {
            seen.iter().filter_map(move |&(number, one)| {
                let agrees = known.is_none() || number.is_none() || *known == number;
                let list = list.iter().copied().chain([one]).collect();
                agrees.then_some((known.or(number), list))
            })
        });
        ways = extended.take(MOST_WAYS).collect();
    }
    ways.into_iter().filter_map(|(number, seen)| Some((number?, seen))).collect()
}

/// One op on the whole values, taken apart afterwards.
fn merge(graph: &Graph, key: &Key, mut members: Vec<Member>) -> Option<Rewrite> {
    members.sort_by_key(|member| member.number);
    members.dedup_by_key(|member| member.number);
    let splits: Vec<Split> = key
        .2
        .iter()
        .filter_map(|seen| match seen {
            Seen::Split(class) => Some(Split::of(graph, *class)),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let lead = splits.first()?;
    let dims = graph.dims(lead.source)?;
    let alike = |split: &Split| {
        let same = split.axis == lead.axis && split.parts == lead.parts;
        // Other dimensions may be broadcast, the one that is cut may not.
        same && graph
            .dims(split.source)
            .is_some_and(|own| own.len() == dims.len() && own.get(lead.axis) == dims.get(lead.axis))
    };
    // Of unknown sizes one may be repeated along the other: whole by whole, but not part by part.
    let known = splits.len() == 1 || dims.get(lead.axis).is_some_and(|dim| !dim.is_dynamic());
    if !known || members.len() != lead.parts || lead.parts < 2 || !splits.iter().all(alike) {
        return None;
    }
    let operands: Vec<Term> = (0..key.2.len())
        .map(|index| match key.2[index] {
            Seen::Split(class) => Some(Split::of(graph, class)?.source.into()),
            Seen::Number(id) => (graph.rank(id)? <= dims.len()).then(|| id.into()),
            Seen::Constant => constants(graph, &members, index, dims.len(), lead),
        })
        .collect::<Option<_>>()?;
    let sample = members.first()?;
    let whole = like(&sample.node, key.1.clone(), graph.elem(sample.class), operands)?;
    let equal = members
        .iter()
        .map(|member| Some((member.class, part(&whole, lead.axis, lead.parts, member.number)?)))
        .collect::<Option<_>>()?;
    Some(Rewrite { equal, used: members.into_iter().map(|member| member.node).collect() })
}

/// The constants of all parts, one after the other along the dimension that is cut.
fn constants(graph: &Graph, members: &[Member], index: usize, rank: usize, lead: &Split) -> Option<Term> {
    let size = i64::try_from(graph.dims(lead.source)?.get(lead.axis)?.size()?).ok()?;
    let each = size / i64::try_from(lead.parts).ok()?;
    let ids: Vec<Id> =
        members.iter().map(|member| member.node.operands().get(index).copied()).collect::<Option<_>>()?;
    let shape = graph.shape(*ids.first()?)?;
    let at = (lead.axis + shape.len()).checked_sub(rank)?;
    let fits = *shape.get(at)? == each && ids.iter().all(|&id| graph.ty(id) == graph.ty(ids[0]));
    (fits && graph.is_float(ids[0])).then_some(())?;
    joined(ids.into_iter().map(Term::from).collect(), at)
}

/// Pointwise ops on slices that together are at least as much as what they are cut from.
fn slices(graph: &Graph, classes: &[Id]) -> Vec<Rewrite> {
    let mut numbers: HashMap<(OpKind, Dict, Id), usize> = HashMap::new();
    let mut groups: Vec<Vec<(Id, Node, Window)>> = Vec::new();
    for &class in classes.iter().filter(|&&class| !graph.is_const(class)) {
        for node in graph.nodes(class) {
            let Some(op) = node.kind().filter(|op| POINTWISE.contains(&op.info().name)) else { continue };
            let Some(&operand) = node.operands().first() else { continue };
            let window = graph
                .ops(graph.egraph.find(operand), kind("tfl.slice"))
                .find_map(|node| Window::of(graph, node));
            let Some(window) = window.filter(|window| !window.is_whole()) else { continue };
            let next = groups.len();
            let at = *numbers.entry((op, graph.props(node), window.source)).or_insert(next);
            if at == next {
                groups.push(Vec::new());
            }
            groups[at].push((class, node.clone(), window));
        }
    }
    groups.into_iter().filter_map(|group| merge_slices(graph, group)).collect()
}

fn merge_slices(graph: &Graph, mut group: Vec<(Id, Node, Window)>) -> Option<Rewrite> {
    group.dedup_by_key(|(class, _, _)| *class);
    let count = |id: Id| graph.shape(id)?.iter().try_fold(1i64, |all, &dim| all.checked_mul(dim));
    let source = group.first()?.2.source;
    let sizes: Vec<i64> = group.iter().map(|(class, _, _)| count(*class)).collect::<Option<_>>()?;
    let taken = sizes.iter().try_fold(0i64, |sum, &size| sum.checked_add(size))?;
    if group.len() < 2 || taken < count(source)? {
        return None;
    }
    let equal = group
        .iter()
        .map(|(class, node, window)| {
            let whole = like(node, graph.props(node), graph.elem(*class), vec![source.into()])?;
            let Term::Op { kind, props, elem, results, mut operands } = window.cut()? else { return None };
            *operands.first_mut()? = whole;
            Some((*class, Term::Op { kind, props, elem, results, operands }))
        })
        .collect::<Option<_>>()?;
    Some(Rewrite { equal, used: group.into_iter().map(|(_, node, _)| node).collect() })
}
