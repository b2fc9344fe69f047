//! The same layers on several inputs: all rows at once, so that weights are read once.

use egg::{Id, Language};
use hashbrown::{HashMap, HashSet};
use tfl_ir::Attr;

use super::super::layout::{axis, first, int_attr, kind, plain};
use super::super::window::Window;
use super::linear::{Key, MOST, Row, joined, merged, taken_apart};
use crate::eqsat::graph::Graph;
use crate::eqsat::node::{Head, Node};
use crate::eqsat::rule::Rewrite;
use crate::eqsat::term::Term;

/// Weights and biases of the layers of a row.
type Weights = Vec<(Id, Id)>;

/// Rows of fully connected layers that have all their weights in common.
pub(super) fn find(graph: &Graph, rows: &[Row]) -> Vec<Rewrite> {
    let mut numbers: HashMap<(&Key, Weights), usize> = HashMap::new();
    let mut sets: Vec<Vec<&Row>> = Vec::new();
    for row in rows.iter().filter(|row| row.key.kind == kind("tfl.fully_connected")) {
        let weights: Weights = row.members.iter().map(|member| (member.weights, member.bias)).collect();
        let next = sets.len();
        let at = *numbers.entry((&row.key, weights)).or_insert(next);
        if at == next {
            sets.push(Vec::new());
        }
        if !sets[at].iter().any(|known| known.x == row.x) {
            sets[at].push(row);
        }
    }
    sets.iter()
        .filter(|set| (2..=MOST).contains(&set.len()))
        .filter_map(|set| merge_grid(graph, &in_memory_order(graph, set)))
        .collect()
}

/// The rows of a set as their inputs follow each other in what they are cut from, if they all are cut.
fn in_memory_order<'a>(graph: &Graph, set: &[&'a Row]) -> Vec<&'a Row> {
    let place = |row: &&'a Row| run_of(graph, row.x).map(|(source, begin, _)| (source, begin, *row));
    let Some(mut places) = set.iter().map(place).collect::<Option<Vec<_>>>() else { return set.to_vec() };
    places.sort_by_key(|&(source, begin, _)| (source, begin));
    places.into_iter().map(|(_, _, row)| row).collect()
}

/// Several inputs with the same weights: one op on all rows of all inputs.
fn merge_grid(graph: &Graph, set: &[&Row]) -> Option<Rewrite> {
    let key = &set.first()?.key;
    let &[width] = &key.tap[..] else { return None };
    let rows: Vec<i64> = set
        .iter()
        .map(|row| {
            let count = graph.shape(row.x)?.iter().try_fold(1i64, |all, &dim| all.checked_mul(dim))?;
            (width > 0 && count % width == 0 && count > 0).then(|| count / width)
        })
        .collect::<Option<_>>()?;
    if depends_on_itself(graph, set) {
        return None;
    }
    let inputs = joined_inputs(graph, set, &rows, width)?;
    let props = key.props.with("keep_num_dims", Attr::bool(false));
    let all = merged(graph, key, &set.first()?.members, inputs, props)?;
    let units: Vec<i64> = set.first()?.members.iter().map(|member| member.units).collect();
    let mut equal = Vec::new();
    for (row, of_row) in set.iter().zip(blocks(&all, &rows)?) {
        for (member, part) in row.members.iter().zip(taken_apart(&of_row, 2, 1, &units)?) {
            let shape = graph.shape(member.class)?;
            let term =
                if shape.len() == 2 { part } else { plain("tfl.reshape", [part, Term::ints(&shape)?]) };
            equal.push((member.class, term));
        }
    }
    let used = set.iter().flat_map(|row| &row.members).map(|member| member.node.clone()).collect();
    Some(Rewrite { equal, used })
}

/// The rows of each input. Few equal ones are a split, which runs within delegates.
fn blocks(all: &Term, rows: &[i64]) -> Option<Vec<Term>> {
    if rows.len() <= 4 {
        return taken_apart(all, 2, 0, rows);
    }
    let mut begin = 0i64;
    rows.iter()
        .map(|&count| {
            let block =
                plain("tfl.slice", [all.clone(), Term::ints(&[begin, 0])?, Term::ints(&[count, -1])?]);
            begin = begin.checked_add(count)?;
            Some(block)
        })
        .collect()
}

/// Whether the input of a member is made of what another makes.
fn depends_on_itself(graph: &Graph, set: &[&Row]) -> bool {
    let made: HashSet<Id> = set.iter().flat_map(|row| &row.members).map(|member| member.class).collect();
    let mut seen: HashSet<Id> = HashSet::new();
    let mut pending: Vec<Id> = set.iter().map(|row| row.x).collect();
    while let Some(class) = pending.pop() {
        if made.contains(&class) {
            return true;
        }
        if seen.insert(class) {
            let children = graph.nodes(class).iter().flat_map(|node| node.children());
            pending.extend(children.map(|&child| graph.egraph.find(child)));
        }
    }
    false
}

/// The rows of all inputs, one after the other. Inputs that are all of a value are that value.
fn joined_inputs(graph: &Graph, set: &[&Row], rows: &[i64], width: i64) -> Option<Term> {
    let total = rows.iter().try_fold(0i64, |sum, &count| sum.checked_add(count))?;
    if let Some(source) = common_source(graph, set) {
        return Some(plain("tfl.reshape", [source.into(), Term::ints(&[total, width])?]));
    }
    let matrix = |(row, &count): (&&Row, &i64)| match graph.shape(row.x)?[..] {
        [_, last] if last == width => Some(row.x.into()),
        _ => Some(plain("tfl.reshape", [row.x.into(), Term::ints(&[count, width])?])),
    };
    joined(set.iter().zip(rows).map(matrix).collect::<Option<_>>()?, 0)
}

/// The value that the inputs are, cut into pieces in memory order.
fn common_source(graph: &Graph, set: &[&Row]) -> Option<Id> {
    let (source, _, _) = run_of(graph, set.first()?.x)?;
    let mut at = 0i64;
    for row in set {
        let (of, begin, length) = run_of(graph, row.x)?;
        if of != source || begin != at {
            return None;
        }
        at = begin.checked_add(length)?;
    }
    (at == elements(graph, source)?).then_some(source)
}

fn elements(graph: &Graph, id: Id) -> Option<i64> {
    graph.shape(id)?.iter().try_fold(1i64, |all, &dim| all.checked_mul(dim))
}

/// The run of elements that a value is of another, as start and length.
fn run_of(graph: &Graph, id: Id) -> Option<(Id, i64, i64)> {
    let mut class = graph.egraph.find(id);
    // Reshapes between: equal values may lead round in circles.
    for _ in 0..4 {
        if let Some((window, _)) = Window::in_class(graph, class) {
            let dims = graph.shape(window.source)?;
            let cut = window.parts.iter().position(Option::is_some)?;
            let leading = dims.get(..cut)?.iter().all(|&dim| dim == 1);
            let inner: i64 = dims.get(cut + 1..)?.iter().product();
            let alone = window.parts.get(cut + 1..)?.iter().all(Option::is_none);
            let (begin, size) = window.parts[cut]?;
            return (leading && alone).then_some((window.source, begin * inner, size * inner));
        }
        if let Some((source, begin, length)) = graph.nodes(class).iter().find_map(|node| piece(graph, node)) {
            return Some((source, begin, length));
        }
        let reshape = first(graph, class, "tfl.reshape")?;
        class = graph.egraph.find(*reshape.operands().first()?);
    }
    None
}

/// The run that a result of a split or an unpack along the outermost dimension is.
fn piece(graph: &Graph, node: &Node) -> Option<(Id, i64, i64)> {
    let Head::Proj(number) = node.head else { return None };
    let of = graph.egraph.find(*node.children.first()?);
    let split = first(graph, of, "tfl.split")
        .map(|node| Some((*node.operands().get(1)?, graph.int(node.operands()[0])?)));
    let unpack = first(graph, of, "tfl.unpack")
        .map(|node| Some((*node.operands().first()?, int_attr(graph, node, "axis")?)));
    let (source, along) = split.or(unpack)??;
    let count = i64::try_from(graph.data(of).types.len()).ok()?;
    (axis(along, graph.rank(source)?)? == 0).then_some(())?;
    let length = elements(graph, source)? / count.max(1);
    Some((graph.egraph.find(source), i64::from(number).checked_mul(length)?, length))
}
