//! Whether all nodes of a class have the same value.
//!
//! Nodes of an e-graph are numbered in the order they were added, operands first, so one walk computes
//! each from its operands. Where rules made two nodes one class, their values must agree.

use egg::Id;
use fastrand::Rng;
use tfl_interpreter::{Budget, fold_op};
use tfl_ir::{Attr, Body, DenseElements, Loc, OpState, Type};

use super::super::node::{Head, Node, OpKind};
use super::super::rule::Numerics;
use super::super::segment::Segment;
use super::code::{Code, infer};

/// Two values of one class that differ.
#[derive(Debug)]
pub(super) struct Differs {
    /// The nodes, the one that was there first.
    pub(super) nodes: (usize, usize),
    pub(super) text: String,
}

/// The results of each node; none of attributes.
type Values = Vec<Vec<Attr>>;

/// How often code is computed with noise to see how much it makes of rounding.
const NOISY_RUNS: u64 = 3;
/// Half the distance between one float and the next, relative.
const EPS: f64 = 1.0 / 16_777_216.0;

/// Compares the nodes of each class. `Ok(false)` if there was nothing to compare: the code cannot be run as
/// it was drawn, or computes what is no number and the rule is one about real numbers.
pub(super) fn judge(code: &Code, segment: &Segment, numerics: Numerics, seed: u64) -> Result<bool, Differs> {
    let graph = &segment.graph;
    let original = |at: usize| {
        let node = u32::try_from(at).ok().and_then(|at| graph.origin_of(at));
        node.is_some_and(|origin| origin.rule.is_none())
    };
    let values = match compute(code, segment, None) {
        Err(refusal) if original(refusal.nodes.0) => return Ok(false),
        values => values?,
    };
    let unreal = |(at, results): (usize, &Vec<Attr>)| original(at) && results.iter().any(leaves_the_reals);
    if numerics != Numerics::Bitwise && values.iter().enumerate().any(unreal) {
        return Ok(false);
    }
    if has_unreal_weights(segment, &values) {
        return Ok(false);
    }
    // Folds of `x + 0` do not look at the sign of a zero, here as everywhere.
    let zeros_alike =
        numerics != Numerics::Bitwise || graph.folds_to_operand || subtracts_from_zero(segment, &values);
    let mut first: hashbrown::HashMap<Id, usize> = hashbrown::HashMap::new();
    let mut noisy: Vec<Values> = Vec::new();
    let mut compared = false;
    for (at, results) in values.iter().enumerate() {
        if results.is_empty() {
            continue;
        }
        let class = graph.egraph.find(Id::from(at));
        let known = *first.entry(class).or_insert(at);
        if known == at {
            continue;
        }
        for (number, (old, new)) in values[known].iter().zip(results).enumerate() {
            let differs = |text: String| Differs { nodes: (known, at), text };
            let (Some(old), Some(new)) = (old.as_elements(), new.as_elements()) else { continue };
            if old.ty() != new.ty() {
                return Err(differs(format!("{} became {}", old.ty(), new.ty())));
            }
            let outcome = compare(old, new, numerics, largest(&values), zeros_alike);
            compared |= outcome.seen;
            let Some((index, was, is)) = outcome.worst else { continue };
            if numerics != Numerics::Bitwise {
                // Perhaps the code makes much of little: the same code, rounded otherwise, shows how much.
                while noisy.len() < NOISY_RUNS as usize {
                    noisy.push(compute(code, segment, Some(&mut Rng::with_seed(seed + noisy.len() as u64)))?);
                }
                let spread = noisy.iter().filter_map(|run| {
                    let run = run[known].get(number)?.as_elements()?.stored_f32()?.into_owned();
                    Some((f64::from(*run.get(index)?) - was).abs())
                });
                if (was - is).abs() <= 4.0 * spread.fold(0.0, f64::max) {
                    continue;
                }
            }
            return Err(differs(format!("element {index} is {was:e} before and {is:e} after")));
        }
    }
    Ok(compared)
}

/// Whether weights are no numbers: rules on padding take `0 · w` for 0.
fn has_unreal_weights(segment: &Segment, values: &Values) -> bool {
    const WEIGHTED: [&str; 3] = ["tfl.conv_2d", "tfl.depthwise_conv_2d", "tfl.fully_connected"];
    segment.graph.egraph.nodes().iter().any(|node| {
        let weighted = node.kind().is_some_and(|kind| WEIGHTED.contains(&kind.info().name));
        let weights = node.operands().get(1).and_then(|&id| values.get(usize::from(id))?.first());
        weighted && weights.is_some_and(leaves_the_reals)
    })
}

/// Computes every node. With `noise`, floats that ops make are changed as if they were rounded a few
/// times more.
fn compute(code: &Code, segment: &Segment, mut noise: Option<&mut Rng>) -> Result<Values, Differs> {
    let graph = &segment.graph;
    let mut values: Values = Vec::new();
    for (at, node) in graph.egraph.nodes().iter().enumerate() {
        let made = match node.head {
            Head::Info(_) | Head::Opaque(_) => Some(Vec::new()),
            Head::Const(number) => graph.egraph.analysis.constant(number).map(|(attr, _)| vec![attr.clone()]),
            Head::Input(number) => {
                let value = segment.inputs.get(number as usize);
                value.and_then(|value| code.data.get(value)).map(|attr| vec![attr.clone()])
            }
            Head::Proj(number) => {
                let of = node.children.first().and_then(|&of| values.get(usize::from(of)));
                of.and_then(|of| of.get(number as usize)).map(|attr| vec![attr.clone()])
            }
            Head::Op(kind) => {
                let made = run(segment, kind, node, &values);
                made.map(|made| match &mut noise {
                    Some(rng) => made.iter().map(|attr| disturbed(attr, rng)).collect(),
                    None => made,
                })
            }
        };
        let text = || format!("the interpreter refuses {}", super::print::node(segment, at));
        values.push(made.ok_or_else(|| Differs { nodes: (at, at), text: text() })?);
    }
    Ok(values)
}

/// Computes one op.
fn run(segment: &Segment, kind: OpKind, node: &Node, values: &Values) -> Option<Vec<Attr>> {
    let graph = &segment.graph;
    let info = graph.info_of(node.info()?)?;
    let mut body = Body::default();
    let (mut operands, mut attrs) = (Vec::new(), Vec::new());
    for &id in node.operands() {
        let attr = values.get(usize::from(id))?.first()?;
        attrs.push((*attr != Attr::Unit).then_some(attr));
        let elem = graph.ty(id).elem();
        let value = match attr.as_elements() {
            None => body.create_placeholder(Type::none()),
            // Shapes follow from the values of some operands.
            Some(elements) if elements.elem().int_width().is_some_and(|width| width >= 32) => {
                let state = OpState::new("arith.constant", Loc::UNKNOWN);
                let op = body.create_op(state.attr("value", attr.clone()).results([elements.ty()]));
                body.result(op, 0)?
            }
            Some(elements) => body.create_placeholder(elements.ty().with_elem(elem?)?),
        };
        operands.push(value);
    }
    let mut state = OpState::new(kind.name(), Loc::UNKNOWN).operands(operands);
    state.props = info.props.clone();
    let concrete = info.types.iter().all(|ty| ty.static_dims().is_some());
    state.result_types = match concrete {
        true => info.types.clone(),
        false => {
            info.types.iter().map(|ty| Some(Type::unranked_tensor(ty.elem()?))).collect::<Option<_>>()?
        }
    };
    let op = body.create_op(state);
    if !concrete {
        infer(&mut body, op).ok()?;
    }
    fold_op(&body, op, &attrs, &Budget::default())
}

/// Floats as if rounded a few times more.
fn disturbed(attr: &Attr, rng: &mut Rng) -> Attr {
    let Some(elements) = attr.as_elements().filter(|elements| elements.elem() == Type::f32()) else {
        return attr.clone();
    };
    let Some(numbers) = elements.stored_f32() else { return attr.clone() };
    let largest =
        numbers.iter().filter(|number| number.is_finite()).fold(0f32, |m, number| m.max(number.abs()));
    let moved = |&number: &f32| {
        let size = f64::from(number.abs().max(largest * 0.1));
        (f64::from(number) + (rng.f64() - 0.5) * 16.0 * EPS * size) as f32
    };
    let moved: Vec<f32> = if elements.is_splat() {
        vec![numbers[0]; elements.len() as usize]
    } else {
        numbers.iter().map(moved).collect()
    };
    let dims = elements.ty().static_dims().unwrap_or_default();
    DenseElements::from_f32_vec(&dims, moved).map_or_else(|_| attr.clone(), Attr::elements)
}

/// The largest magnitude of any finite float: what errors of rounding are measured by.
fn largest(values: &Values) -> f64 {
    let floats = values.iter().flatten().filter_map(|attr| attr.as_elements()?.stored_f32());
    let largest = floats.map(|numbers| {
        numbers.iter().filter(|number| number.is_finite()).fold(0f32, |max, number| max.max(number.abs()))
    });
    f64::from(largest.fold(0f32, f32::max))
}

fn leaves_the_reals(attr: &Attr) -> bool {
    let floats = attr.as_elements().and_then(|elements| elements.stored_f32());
    floats.is_some_and(|floats| !floats.iter().all(|number| number.abs() < f32::MAX))
}

struct Outcome {
    /// The worst element that is too far off: its index, before and after.
    worst: Option<(usize, f64, f64)>,
    /// Whether there was anything to compare.
    seen: bool,
}

/// Whether something is subtracted from zero: as a sum with zero, which rules make of it, it meets the
/// fold of those, which may change the sign of a zero.
fn subtracts_from_zero(segment: &Segment, values: &Values) -> bool {
    let is_zero = |attr: &Attr| {
        let floats = attr.as_elements().and_then(|elements| elements.stored_f32());
        floats.is_some_and(|floats| floats.iter().all(|&number| number == 0.0))
    };
    segment.graph.egraph.nodes().iter().any(|node| {
        let sub = matches!(node.head, Head::Op(kind) if kind.info().name == "tfl.sub");
        let first = node.operands().first().and_then(|&id| values.get(usize::from(id))?.first());
        sub && first.is_some_and(is_zero)
    })
}

/// The worst difference. What is no number, or the largest one, which kernels bound infinities to, has to
/// stay one of those.
fn compare(
    old: &DenseElements,
    new: &DenseElements,
    numerics: Numerics,
    largest: f64,
    zeros_alike: bool,
) -> Outcome {
    let (Some(was), Some(is)) = (numbers(old), numbers(new)) else {
        return Outcome { worst: None, seen: false };
    };
    let bound = match numerics {
        Numerics::Bitwise => None,
        // Products below the smallest normal number lose digits.
        Numerics::Real => Some((64.0 * EPS * largest).max(f64::from(f32::MIN_POSITIVE))),
        Numerics::Approximate(bound) => Some(bound * largest.max(f64::MIN_POSITIVE)),
    };
    let float = old.elem() == Type::f32();
    let unreal = |number: f64| number.is_nan() || number.abs() >= f64::from(f32::MAX);
    let mut outcome = Outcome { worst: None, seen: was.is_empty() };
    let mut off = -1.0;
    for (index, (&was, &is)) in was.iter().zip(&is).enumerate() {
        outcome.seen = true;
        let zeros = zeros_alike && was == 0.0 && is == 0.0;
        let same = was.to_bits() == is.to_bits() || zeros || (float && unreal(was) && unreal(is));
        let distance = if is.is_finite() { (was - is).abs() } else { f64::INFINITY };
        if same || bound.is_some_and(|bound| distance <= bound) || distance <= off {
            continue;
        }
        off = distance;
        outcome.worst = Some((index, was, is));
    }
    outcome
}

/// All elements as numbers, exactly.
fn numbers(elements: &DenseElements) -> Option<Vec<f64>> {
    let count = usize::try_from(elements.len()).ok()?;
    if elements.elem() == Type::f32() {
        let stored = elements.stored_f32()?;
        return Some((0..count).map(|at| f64::from(stored[at % stored.len()])).collect());
    }
    let ints = elements.to_ints(count)?;
    Some((0..count).map(|at| ints[at % ints.len()] as f64).collect())
}
