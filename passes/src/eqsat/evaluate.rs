//! Constants that extraction chose, computed: each expression once, many at a time.

use std::sync::Arc;

use egg::Id;
use hashbrown::HashMap;
use rayon::prelude::*;
use tfl_interpreter::{Budget, fold_op};
use tfl_ir::{Attr, DenseElements, Type};

use super::facts::bytes;
use super::graph::Graph;
use super::node::{Head, Node};
use crate::memo;

/// A computed constant.
#[derive(Clone, Debug)]
pub(crate) struct Evaluated {
    /// Values and types, one a result.
    pub(crate) results: Vec<(Attr, Type)>,
    /// The largest constant of the code that it was made of.
    pub(crate) leaf: Option<Id>,
}

/// The values of `wanted`, canonical classes whose values follow from constants. A class that cannot be
/// computed is missing.
pub(crate) fn evaluate(graph: &Graph, wanted: &[Id]) -> HashMap<Id, Evaluated> {
    let mut done: HashMap<Id, Evaluated> = HashMap::new();
    for &id in wanted {
        if let Some(attr) = graph.constant(id) {
            let results = vec![(attr.clone(), graph.ty(id))];
            done.insert(id, Evaluated { results, leaf: None });
        }
    }
    let plan = plan(graph, wanted);
    for level in plan {
        let made: Vec<Option<Evaluated>> =
            level.par_iter().map(|(_, node)| compute(graph, node, &done)).collect();
        let made = level.into_iter().zip(made);
        done.extend(made.filter_map(|((id, _), made)| Some((id, made?))));
    }
    done
}

/// The classes to compute, by level: those of one level need only those of the levels before.
fn plan(graph: &Graph, wanted: &[Id]) -> Vec<Vec<(Id, Node)>> {
    let mut level_of: HashMap<Id, usize> = HashMap::new();
    let mut levels: Vec<Vec<(Id, Node)>> = Vec::new();
    let depths = depths(graph);
    let mut pending: Vec<Id> = wanted.to_vec();
    while let Some(&id) = pending.last() {
        if level_of.contains_key(&id) {
            pending.pop();
            continue;
        }
        let known = graph.constant(id).is_some();
        let Some((_, node)) = depths.get(&id).filter(|_| !known) else {
            level_of.insert(id, 0);
            pending.pop();
            continue;
        };
        let operands: Vec<Id> = node.operands().iter().map(|&child| graph.egraph.find(child)).collect();
        let before = pending.len();
        pending.extend(operands.iter().copied().filter(|child| !level_of.contains_key(child)));
        if pending.len() > before {
            continue;
        }
        let level =
            operands.iter().filter_map(|child| level_of.get(child)).max().map_or(0, |level| level + 1);
        level_of.insert(id, level);
        if levels.len() <= level {
            levels.resize_with(level + 1, Vec::new);
        }
        levels[level].push((id, node.clone()));
        pending.pop();
    }
    levels
}

/// For each constant class the node with the fewest ops below it.
fn depths(graph: &Graph) -> HashMap<Id, (u64, Node)> {
    let mut classes: Vec<Id> = graph.egraph.classes().map(|class| class.id).collect();
    classes.retain(|&id| graph.is_const(id));
    classes.sort_unstable();
    let mut best: HashMap<Id, (u64, Node)> = HashMap::new();
    loop {
        let mut changed = false;
        for &id in &classes {
            for node in graph.nodes(id) {
                let operands = node.operands().iter().map(|&child| graph.egraph.find(child));
                let below = match node.head {
                    Head::Const(_) => Some(0),
                    Head::Op(_) | Head::Proj(_) => operands
                        .map(|child| match (graph.constant(child), best.get(&child)) {
                            (Some(_), _) => Some(0),
                            (None, known) => known.map(|known| known.0),
                        })
                        .try_fold(1u64, |sum, below| Some(sum.saturating_add(below?))),
                    _ => None,
                };
                let Some(below) = below else { continue };
                if best.get(&id).is_none_or(|known| below < known.0) {
                    best.insert(id, (below, node.clone()));
                    changed = true;
                }
            }
        }
        if !changed {
            return best;
        }
    }
}

fn compute(graph: &Graph, node: &Node, done: &HashMap<Id, Evaluated>) -> Option<Evaluated> {
    let operand = |id: Id| -> Option<Evaluated> {
        let id = graph.egraph.find(id);
        if let Some(known) = done.get(&id) {
            return Some(known.clone());
        }
        let attr = graph.constant(id)?.clone();
        Some(Evaluated { results: vec![(attr, graph.ty(id))], leaf: Some(id) })
    };
    match node.head {
        Head::Const(number) => {
            let (attr, ty) = graph.egraph.analysis.constant(number)?.clone();
            let id = graph.egraph.lookup(node.clone())?;
            Some(Evaluated { results: vec![(attr, ty)], leaf: Some(id) })
        }
        Head::Proj(number) => {
            let of = operand(*node.children.first()?)?;
            let result = of.results.get(number as usize)?.clone();
            Some(Evaluated { results: vec![result], leaf: of.leaf })
        }
        Head::Op(kind) => {
            let operands: Vec<Evaluated> =
                node.operands().iter().map(|&id| operand(id)).collect::<Option<_>>()?;
            let attrs: Vec<&Attr> = operands.iter().filter_map(|one| Some(&one.results.first()?.0)).collect();
            let size = |one: &&Evaluated| one.results.first().and_then(|(_, ty)| bytes(*ty)).unwrap_or(0);
            let leaf = operands.iter().rev().max_by_key(size).and_then(|one| one.leaf);
            let info = graph.info_of(node.info()?)?;
            let run = || {
                let mut shadow = tfl_ir::Body::default();
                let values = operands.iter().filter_map(|one| one.results.first());
                let values: Vec<_> = values.map(|(_, ty)| shadow.create_placeholder(*ty)).collect();
                let mut state = tfl_ir::OpState::new(kind.name(), tfl_ir::Loc::UNKNOWN).operands(values);
                state.props = info.props.clone();
                state.result_types = info.types.clone();
                let op = shadow.create_op(state);
                let known: Vec<Option<&Attr>> =
                    attrs.iter().map(|&attr| (*attr != Attr::Unit).then_some(attr)).collect();
                fold_op(&shadow, op, &known, &Budget::default())
            };
            let made = match (info.types.len(), main_operand(&attrs)) {
                (1, Some((at, source)))
                    if attrs.iter().enumerate().all(|(i, attr)| i == at || is_small(attr)) =>
                {
                    let mut how = format!("{} {:?} {at}", kind.name(), info.props).into_bytes();
                    let others = attrs.iter().enumerate().filter(|&(other, _)| other != at);
                    others.for_each(|(_, attr)| mark(attr, &mut how));
                    let made = memo::derived_from(source, how, |_| match run()?.into_iter().next()? {
                        Attr::Elements(elements) => Arc::try_unwrap(elements).ok(),
                        other => other.as_elements().cloned(),
                    })?;
                    vec![Attr::Elements(made)]
                }
                _ => run()?,
            };
            Some(Evaluated { results: made.into_iter().zip(info.types.iter().copied()).collect(), leaf })
        }
        _ => None,
    }
}

/// The largest operand, and its position.
fn main_operand<'a>(attrs: &[&'a Attr]) -> Option<(usize, &'a Arc<DenseElements>)> {
    let elements = attrs.iter().enumerate().filter_map(|(at, attr)| match attr {
        Attr::Elements(elements) => Some((at, elements)),
        _ => None,
    });
    elements.max_by_key(|(at, elements)| (elements.raw().len(), std::cmp::Reverse(*at)))
}

/// Operands of up to this many bytes are part of the memory's key.
const SMALL: usize = 1 << 16;

fn is_small(attr: &Attr) -> bool {
    attr.as_elements().is_none_or(|elements| elements.raw().len() <= SMALL)
}

/// What tells an operand from others, for the memory of constants.
fn mark(attr: &Attr, how: &mut Vec<u8>) {
    match attr {
        Attr::Elements(elements) => {
            how.extend(elements.ty().to_string().bytes());
            how.extend(elements.raw().iter());
        }
        other => how.extend(format!("{other:?}").bytes()),
    }
    how.push(0);
}
