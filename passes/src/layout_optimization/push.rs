//! Transposes move down: from an op's operand to its result.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, Body, DenseElements, Op, Type, Value};

use super::permuted;
use super::turn::transpose;
use crate::attrs::{flag, rank, result_type};
use crate::constant::{Dialect, elements, ints, transposed};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "merge-transposes", root: "tf.Transpose", apply: &merge },
    Pattern { name: "push-transpose-through-elementwise", root: "", apply: &through_elementwise },
    Pattern { name: "push-transpose-through-mean", root: "tf.Mean", apply: &into_reduction },
    Pattern { name: "push-transpose-through-sum", root: "tf.Sum", apply: &into_reduction },
    Pattern { name: "push-transpose-through-max", root: "tf.Max", apply: &into_reduction },
    Pattern { name: "push-transpose-through-min", root: "tf.Min", apply: &into_reduction },
    Pattern { name: "push-transpose-through-pad", root: "tf.Pad", apply: &through_pad },
];

/// The op that transposes to `value`, its operand and permutation.
fn transpose_of(body: &Body, value: Value) -> Option<(Op, Value, Vec<usize>)> {
    let op = body.defining_op(value).filter(|&op| body.name(op) == *"tf.Transpose")?;
    let perm = ints(body, body.operand(op, 1)?)?;
    let perm = perm.into_iter().map(|p| usize::try_from(p).ok()).collect::<Option<_>>()?;
    Some((op, body.operand(op, 0)?, perm))
}

/// A transpose of a transpose is one, or none.
fn merge(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let result = rw.body.result(op, 0)?;
    let (_, inner, outer) = transpose_of(rw.body, result)?;
    if outer.iter().enumerate().all(|(i, &p)| i == p) {
        rw.replace(&[inner]);
        return Some(());
    }
    let (_, source, perm) = transpose_of(rw.body, inner)?;
    let both: Vec<usize> = outer.iter().map(|&p| perm.get(p).copied()).collect::<Option<_>>()?;
    let value =
        if both.iter().enumerate().all(|(i, &p)| i == p) { source } else { transpose(rw, source, &both)? };
    rw.replace(&[value]);
    Some(())
}

/// Ops that do the same to each element, whatever its place.
const ELEMENTWISE: &[&str] = &[
    "tf.Abs",
    "tf.Add",
    "tf.AddV2",
    "tf.Cast",
    "tf.Ceil",
    "tf.Div",
    "tf.Elu",
    "tf.Exp",
    "tf.Floor",
    "tf.Identity",
    "tf.LeakyRelu",
    "tf.Log",
    "tf.Maximum",
    "tf.Minimum",
    "tf.Mul",
    "tf.Neg",
    "tf.Pow",
    "tf.RealDiv",
    "tf.Relu",
    "tf.Relu6",
    "tf.Rsqrt",
    "tf.Selu",
    "tf.Sigmoid",
    "tf.Softplus",
    "tf.Sqrt",
    "tf.Square",
    "tf.SquaredDifference",
    "tf.Sub",
    "tf.Tanh",
];

/// Moves below an elementwise op when every operand is transposed the same way, or is a constant that
/// can be.
fn through_elementwise(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    if !ELEMENTWISE.contains(&rw.body.name(op).as_str()) {
        return None;
    }
    let operands: Vec<Value> = rw.body.operands(op).collect();
    let (_, _, perm) = operands.iter().find_map(|&value| transpose_of(rw.body, value))?;
    let ty = result_type(rw.body, op)?;
    let mut inverse = vec![0usize; perm.len()];
    for (i, &p) in perm.iter().enumerate() {
        *inverse.get_mut(p)? = i;
    }
    let inner_type = permuted(ty, &inverse)?;
    enum Source {
        Value(Value),
        Constant(DenseElements),
    }
    let mut sources = Vec::with_capacity(operands.len());
    for &value in &operands {
        sources.push(match transpose_of(rw.body, value) {
            Some((transpose, source, other)) => {
                if other != perm || !rw.body.has_one_use(rw.body.result(transpose, 0)?) {
                    return None;
                }
                Source::Value(source)
            }
            None if rank(rw.body, value) == Some(0) => Source::Value(value),
            None => Source::Constant(moved_constant(elements(rw.body, value)?, &inverse)?),
        });
    }
    let mut inner = Vec::with_capacity(sources.len());
    for (source, &value) in sources.into_iter().zip(&operands) {
        inner.push(match source {
            Source::Value(value) => value,
            Source::Constant(elements) => Dialect::Tf.constant_for(rw, elements, value),
        });
    }
    let attrs: Vec<_> = rw.body.props(op).iter().chain(rw.body.attrs(op).iter()).cloned().collect();
    let state = rw.state(rw.body.name(op)).operands(inner).results([inner_type]).with_attrs(attrs);
    let made = rw.value(state);
    let value = transpose(rw, made, &perm)?;
    rw.replace(&[value]);
    Some(())
}

/// A constant that broadcasts against the transposed value, for the value before the transpose.
fn moved_constant(constant: &DenseElements, inverse: &[usize]) -> Option<DenseElements> {
    let dims = constant.ty().static_dims()?;
    let missing = inverse.len().checked_sub(dims.len())?;
    let full: Vec<u64> = std::iter::repeat_n(1, missing).chain(dims).collect();
    transposed(&constant.with_type(Type::static_tensor(&full, constant.elem())).ok()?, inverse)
}

/// Reduces before the transpose, over the axes that those become; what is left keeps its order or is
/// transposed after.
fn into_reduction(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (transpose_op, source, perm) = transpose_of(rw.body, rw.body.operand(op, 0)?)?;
    if !rw.body.has_one_use(rw.body.result(transpose_op, 0)?) {
        return None;
    }
    let axes_value = rw.body.operand(op, 1)?;
    let count = i64::try_from(perm.len()).ok()?;
    let axes: Vec<usize> = ints(rw.body, axes_value)?
        .into_iter()
        .map(|axis| usize::try_from(if axis < 0 { axis + count } else { axis }).ok())
        .collect::<Option<_>>()?;
    let moved: Vec<usize> = axes.iter().map(|&axis| perm.get(axis).copied()).collect::<Option<_>>()?;
    let keep = flag(rw.body, op, "keep_dims");
    let ty = result_type(rw.body, op)?;
    // What is left: dimension `i` of the old result is dimension `order[i]` of the new one.
    let kept: Vec<usize> = (0..perm.len()).filter(|&i| keep || !axes.contains(&i)).collect();
    let mut sorted: Vec<usize> = kept.iter().map(|&i| perm[i]).collect();
    let order_of = sorted.clone();
    sorted.sort_unstable();
    let order: Vec<usize> =
        order_of.iter().map(|p| sorted.iter().position(|q| q == p)).collect::<Option<_>>()?;
    let mut inverse = vec![0usize; order.len()];
    for (i, &p) in order.iter().enumerate() {
        *inverse.get_mut(p)? = i;
    }
    let inner_type = permuted(ty, &inverse)?;
    let scalar = rank(rw.body, axes_value) == Some(0);
    let numbers: Vec<i32> = moved.iter().map(|&axis| axis as i32).collect();
    let axes = match (scalar, &numbers[..]) {
        (true, &[axis]) => Dialect::Tf.i32_scalar(rw, axis),
        _ => Dialect::Tf.i32_list(rw, &numbers),
    };
    let state = rw.state(rw.body.name(op)).operands([source, axes]).results([inner_type]);
    let made = rw.value(state.attr("keep_dims", Attr::bool(keep)));
    let identity = order.iter().enumerate().all(|(i, &p)| i == p);
    let value = if identity { made } else { transpose(rw, made, &order)? };
    rw.replace(&[value]);
    Some(())
}

/// Pads before the transpose, by the numbers of the dimensions those become.
fn through_pad(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (transpose_op, source, perm) = transpose_of(rw.body, rw.body.operand(op, 0)?)?;
    if !rw.body.has_one_use(rw.body.result(transpose_op, 0)?) {
        return None;
    }
    let paddings = elements(rw.body, rw.body.operand(op, 1)?)?;
    let numbers = paddings.to_ints(64).filter(|numbers| numbers.len() == perm.len() * 2)?;
    let mut moved = vec![0i32; numbers.len()];
    for (pair, &p) in numbers.chunks_exact(2).zip(&perm) {
        let target = moved.get_mut(2 * p..2 * p + 2)?;
        target[0] = i32::try_from(pair[0]).ok()?;
        target[1] = i32::try_from(pair[1]).ok()?;
    }
    let mut inverse = vec![0usize; perm.len()];
    for (i, &p) in perm.iter().enumerate() {
        *inverse.get_mut(p)? = i;
    }
    let inner_type = permuted(result_type(rw.body, op)?, &inverse)?;
    let paddings = DenseElements::from_i32(&[perm.len() as u64, 2], &moved).ok()?;
    let paddings = Dialect::Tf.constant(rw, paddings);
    let state = rw.state("tf.Pad").operands([source, paddings]).results([inner_type]);
    let made = rw.value(state);
    let value = transpose(rw, made, &perm)?;
    rw.replace(&[value]);
    Some(())
}
