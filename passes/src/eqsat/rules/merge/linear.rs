//! Linear ops with an input or weights in common.

use egg::Id;
use hashbrown::{HashMap, HashSet};
use tfl_ir::{DenseElements, Dict};

use super::super::layout::{axis, i32_attr, int_attr, kind, plain};
use super::super::linear::{depth, is_f32};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Node, OpKind};
use crate::eqsat::rule::{Rewrite, Site, plain_props};
use crate::eqsat::term::Term;

/// Kinds whose weights have the output channels first: input, weights, bias.
const KINDS: &[&str] = &["tfl.conv_2d", "tfl.fully_connected"];
/// More members than this make a group that is of no use.
pub(super) const MOST: usize = 64;

/// A linear op with constant weights.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) class: Id,
    pub(super) node: Node,
    pub(super) x: Id,
    pub(super) weights: Id,
    pub(super) bias: Id,
    /// Output channels.
    pub(super) units: i64,
    /// Ops of the code that it stands for, and whether it is one of them.
    sources: Vec<u32>,
    original: bool,
    number: u32,
}

/// What members of one group agree in.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) kind: OpKind,
    pub(super) props: Dict,
    /// Shape of the weights without the output channels.
    pub(super) tap: Vec<i64>,
}

/// Members with one input, by weights.
pub(super) struct Row {
    pub(super) key: Key,
    pub(super) x: Id,
    pub(super) members: Vec<Member>,
}

impl Member {
    fn of(graph: &Graph, class: Id, node: &Node) -> Option<(Key, Member)> {
        let op = node.kind()?;
        let &[x, weights, bias] = node.operands() else { return None };
        let [x, weights, bias] = [x, weights, bias].map(|id| graph.egraph.find(id));
        let usable = is_f32(graph, class) && is_f32(graph, x) && is_f32(graph, weights);
        if !usable || !graph.is_const(weights) || is_joined(graph, weights) {
            return None;
        }
        let shape = graph.shape(weights)?;
        let (&units, tap) = shape.split_first()?;
        let biased = !graph.is_none(bias);
        if biased && !(graph.is_const(bias) && is_f32(graph, bias) && graph.shape(bias)? == [units]) {
            return None;
        }
        let props = graph.props(node);
        let whole = match op.name().as_str() {
            // Groups see only their part of the channels.
            "tfl.conv_2d" => depth(graph, x)? == *tap.last()?,
            _ => props.get("weights_format").is_none_or(|attr| attr.as_str() == Some("DEFAULT")),
        };
        let number = graph.node_id(node)?;
        let origin = graph.origin_of(number)?;
        let member = Member {
            class,
            node: node.clone(),
            x,
            weights,
            bias,
            units,
            sources: origin.sources.to_vec(),
            original: origin.rule.is_none(),
            number,
        };
        (whole && units > 0).then(|| (Key { kind: op, props, tap: tap.to_vec() }, member))
    }
}

/// Whether weights were put together of several: what merging made is not merged again.
fn is_joined(graph: &Graph, weights: Id) -> bool {
    let joins = |node: &Node| int_attr(graph, node, "axis") == Some(0);
    graph.ops(weights, kind("tfl.concatenation")).any(joins)
}

/// Groups of linear ops.
pub(super) fn find(graph: &Graph) -> Vec<Rewrite> {
    let rows = rows(graph);
    let mut found: Vec<Rewrite> = super::grid::find(graph, &rows);
    found.extend(rows.iter().filter_map(|row| merge_row(graph, row)));
    found
}

/// The members of each input: those of the code as it is, and those that stand for most of it.
fn rows(graph: &Graph) -> Vec<Row> {
    let mut numbers: HashMap<(Id, Key), usize> = HashMap::new();
    let mut groups: Vec<(Id, Key, Vec<Member>)> = Vec::new();
    let mut classes: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
    classes.sort_unstable();
    for class in classes.into_iter().filter(|&class| !graph.is_const(class)) {
        let kinds = KINDS.iter().map(|name| kind(name));
        for node in kinds.flat_map(|kind| graph.ops(class, kind)) {
            let Some((key, member)) = Member::of(graph, class, node) else { continue };
            let next = groups.len();
            let at = *numbers.entry((member.x, key.clone())).or_insert(next);
            if at == next {
                groups.push((member.x, key, Vec::new()));
            }
            groups[at].2.push(member);
        }
    }
    let ranks = ranks(graph, groups.iter().flat_map(|(_, _, members)| members));
    let mut rows: Vec<Row> = Vec::new();
    for (x, key, members) in groups {
        let originals = apart(members.iter().filter(|member| member.original).cloned().collect(), &ranks);
        let fused = apart(members, &ranks);
        let same = originals.len() == fused.len()
            && originals.iter().zip(&fused).all(|(one, other)| one.number == other.number);
        for members in [Some(originals), (!same).then_some(fused)].into_iter().flatten() {
            if (1..=MOST).contains(&members.len()) {
                rows.push(Row { key: key.clone(), x, members });
            }
        }
    }
    rows
}

/// A place for weights in the order of members. Those whose products meet in one op have the same, so that
/// parts of two merged ops meet in pairs: the gates of a recurrent layer, of the input and of the state.
fn ranks<'a>(graph: &Graph, members: impl Iterator<Item = &'a Member>) -> HashMap<Id, Id> {
    let mut made: HashMap<Id, Id> = HashMap::new();
    for member in members {
        let known = made.entry(member.class).or_insert(member.weights);
        *known = member.weights.min(*known);
    }
    let mut ranks: HashMap<Id, Id> = HashMap::new();
    for node in graph.egraph.classes().flat_map(|class| &class.nodes) {
        let &[a, b] = node.operands() else { continue };
        let of = |id: Id| made.get(&graph.egraph.find(id)).copied();
        let (Some(a), Some(b)) = (of(a), of(b)) else { continue };
        for weights in [a, b] {
            let rank = ranks.entry(weights).or_insert(a.min(b));
            *rank = a.min(b).min(*rank);
        }
    }
    ranks
}

/// Of members that stand for the same ops the one that stands for most, by weights.
fn apart(mut members: Vec<Member>, ranks: &HashMap<Id, Id>) -> Vec<Member> {
    members.sort_by_key(|member| (std::cmp::Reverse(member.sources.len()), member.number));
    let (mut taken, mut classes) = (HashSet::new(), HashSet::new());
    members.retain(|member| {
        let free =
            !member.sources.iter().any(|source| taken.contains(source)) && classes.insert(member.class);
        if free {
            taken.extend(member.sources.iter().copied());
        }
        free
    });
    let rank = |weights: Id| ranks.get(&weights).copied().unwrap_or(weights);
    members.sort_by_key(|member| (rank(member.weights), member.weights, member.bias, member.class));
    members
}

/// One op on `x` with the weights of all members.
pub(super) fn merged(graph: &Graph, key: &Key, members: &[Member], x: Term, props: Dict) -> Option<Term> {
    if let [one] = members {
        return Some(Term::op(key.kind, props, [x, one.weights.into(), one.bias.into()]));
    }
    let weights = joined(members.iter().map(|member| member.weights.into()).collect(), 0)?;
    let bias = if members.iter().all(|member| graph.is_none(member.bias)) {
        Term::none()
    } else {
        let bias = |member: &Member| match graph.is_none(member.bias) {
            true => zeros(member.units),
            false => Some(member.bias.into()),
        };
        joined(members.iter().map(bias).collect::<Option<_>>()?, 0)?
    };
    Some(Term::op(key.kind, props, [x, weights, bias]))
}

fn zeros(length: i64) -> Option<Term> {
    let count = usize::try_from(length).ok().filter(|&count| count < 1 << 24)?;
    Some(Term::constant(DenseElements::from_f32(&[count as u64], &vec![0.0; count]).ok()?))
}

/// Values one after the other along a dimension.
pub(super) fn joined(values: Vec<Term>, axis: usize) -> Option<Term> {
    let kind = kind("tfl.concatenation");
    Some(Term::op(kind, plain_props(kind).with("axis", i32_attr(axis)?), values))
}

/// Parts of these sizes along a dimension of a value of `rank` dimensions.
pub(super) fn taken_apart(value: &Term, rank: usize, axis: usize, sizes: &[i64]) -> Option<Vec<Term>> {
    if sizes.len() == 1 {
        return Some(vec![value.clone()]);
    }
    if sizes.iter().all(|&size| size == sizes[0]) {
        return (0..sizes.len()).map(|number| part(value, axis, sizes.len(), number)).collect();
    }
    let mut begin = 0i64;
    sizes
        .iter()
        .map(|&size| {
            let (mut begins, mut lengths) = (vec![0; rank], vec![-1; rank]);
            (*begins.get_mut(axis)?, *lengths.get_mut(axis)?) = (begin, size);
            begin = begin.checked_add(size)?;
            Some(plain("tfl.slice", [value.clone(), Term::ints(&begins)?, Term::ints(&lengths)?]))
        })
        .collect()
}

/// Part `number` of `count` equal ones along a dimension.
pub(super) fn part(value: &Term, axis: usize, count: usize, number: usize) -> Option<Term> {
    let split = Term::Op {
        kind: kind("tfl.split"),
        props: Dict::of([("num_splits", i32_attr(count)?)]),
        elem: None,
        results: count,
        operands: vec![Term::int(i64::try_from(axis).ok()?)?, value.clone()],
    };
    Some(Term::Proj(u32::try_from(number).ok()?, Box::new(split)))
}

/// All members of one input by one op.
fn merge_row(graph: &Graph, row: &Row) -> Option<Rewrite> {
    if row.members.len() < 2 {
        return None;
    }
    let op = merged(graph, &row.key, &row.members, row.x.into(), row.key.props.clone())?;
    let rank = graph.rank(row.members.first()?.class)?;
    let units: Vec<i64> = row.members.iter().map(|member| member.units).collect();
    let parts = taken_apart(&op, rank, rank.checked_sub(1)?, &units)?;
    let equal = row.members.iter().map(|member| member.class).zip(parts).collect();
    Some(Rewrite { equal, used: row.members.iter().map(|member| member.node.clone()).collect() })
}

/// Operands of a concatenation next to each other that are linear ops on one input.
pub(super) fn below_concatenation(site: &Site<'_>) -> Option<Rewrite> {
    let rank = site.rank(site.class)?;
    if axis(site.attrs().get("axis")?.as_int()?, rank)? + 1 != rank {
        return None;
    }
    let members: Vec<Vec<(Key, Member)>> = site
        .node
        .operands()
        .iter()
        .map(|&id| {
            let class = site.egraph.find(id);
            let kinds = KINDS.iter().map(|name| kind(name));
            let nodes = kinds.flat_map(|kind| site.ops(class, kind));
            nodes.filter_map(|node| Member::of(site, class, node)).collect()
        })
        .collect();
    let (start, run) = longest_run(&members)?;
    let key = run.first()?.0.clone();
    let run: Vec<Member> = run.into_iter().map(|(_, member)| member).collect();
    let one = merged(site, &key, &run, run.first()?.x.into(), key.props.clone())?;
    let used: Vec<Node> = run.iter().map(|member| member.node.clone()).collect();
    let operands = site.node.operands();
    if run.len() == operands.len() {
        let plain =
            site.attrs().get("fused_activation_function").is_none_or(|attr| attr.as_str() == Some("NONE"));
        return plain.then(|| site.equal(one, used))?;
    }
    let mut list: Vec<Term> = operands.iter().map(|&id| id.into()).collect();
    list.splice(start..start + run.len(), [one]);
    site.equal(Term::op(site.node.kind()?, site.attrs(), list), used)
}

/// The longest run of neighbours with a member of one key on one input, and where it starts.
fn longest_run(members: &[Vec<(Key, Member)>]) -> Option<(usize, Vec<(Key, Member)>)> {
    let mut best: Option<(usize, Vec<(Key, Member)>)> = None;
    for start in 0..members.len() {
        for first in &members[start] {
            let next = members[start..].iter().map_while(|list| {
                list.iter().find(|(key, member)| *key == first.0 && member.x == first.1.x).cloned()
            });
            let run: Vec<(Key, Member)> = next.collect();
            if run.len() > best.as_ref().map_or(1, |known| known.1.len()) {
                best = Some((start, run));
            }
        }
    }
    best
}
