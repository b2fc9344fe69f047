//! Constants seen from their uses.

use tfl_ir::{Attr, Body, Dim, Op, Traits, Value};

/// The most elements of a constant that shape functions look at: shapes, axes, paddings.
const MAX_INTS: usize = 1 << 16;
/// How far shape arithmetic is followed back.
const MAX_STEPS: usize = 16;

/// The constant that `value` is, if it is one.
pub fn constant_of(body: &Body, value: Value) -> Option<&Attr> {
    let op = body.defining_op(value)?;
    let constant = body.has_trait(op, Traits::CONSTANT) || body.name(op) == "tfl.pseudo_qconst";
    constant.then(|| body.attr(op, "value")).flatten()
}

/// The integers of a constant, if `value` is one with not too many.
pub fn constant_ints(body: &Body, value: Value) -> Option<Vec<i64>> {
    match constant_of(body, value)? {
        Attr::Int(int) => Some(vec![i64::try_from(int.value()).ok()?]),
        attr => attr.as_elements()?.to_ints(MAX_INTS),
    }
}

/// The integers of a value as far as they are known: of a constant, or of shape arithmetic on shapes
/// that are known in part. `None` inside: not known; negative ones stand as they are.
pub fn known_ints(body: &Body, value: Value) -> Option<Vec<Option<i64>>> {
    known(body, value, MAX_STEPS)
}

fn known(body: &Body, value: Value, steps: usize) -> Option<Vec<Option<i64>>> {
    if let Some(ints) = constant_ints(body, value) {
        return Some(ints.into_iter().map(Some).collect());
    }
    let steps = steps.checked_sub(1)?;
    let op = body.defining_op(value)?;
    let operand = |index| body.operand(op, index);
    match body.name(op).as_str() {
        "tf.Shape" | "tfl.shape" => {
            body.ty(operand(0)?).dims().map(|dims| dims.iter().map(|&dim| to_int(dim)).collect())
        }
        "tf.Cast" | "tfl.cast" | "tf.Identity" => known(body, operand(0)?, steps),
        // The scalars of a stack; a list as long as the op has operands.
        "tf.Pack" | "tfl.pack" => body
            .operands(op)
            .map(|part| match known(body, part, steps) {
                Some(ints) => single(&ints),
                None if body.ty(part).dims().is_some_and(<[Dim]>::is_empty) => Some(None),
                None => None,
            })
            .collect(),
        "tf.ConcatV2" => parts(body, op, body.num_operands(op).checked_sub(1)?, steps),
        "tfl.concatenation" => parts(body, op, body.num_operands(op), steps),
        "tf.StridedSlice" | "tfl.strided_slice" => strided(body, op, steps),
        _ => None,
    }
}

fn to_int(dim: Dim) -> Option<i64> {
    dim.size().and_then(|size| i64::try_from(size).ok())
}

fn single(ints: &[Option<i64>]) -> Option<Option<i64>> {
    match ints {
        [one] => Some(*one),
        _ => None,
    }
}

/// The first `count` operands, one after the other.
fn parts(body: &Body, op: Op, count: usize, steps: usize) -> Option<Vec<Option<i64>>> {
    let lists: Option<Vec<_>> = body.operands(op).take(count).map(|part| known(body, part, steps)).collect();
    let list = lists?.concat();
    (list.len() <= MAX_INTS).then_some(list)
}

/// A plain run or single element of a list: `shape[1:3]`, `shape[0]`.
fn strided(body: &Body, op: Op, steps: usize) -> Option<Vec<Option<i64>>> {
    let int = |name| body.attr(op, name).and_then(Attr::as_int).unwrap_or(0);
    if int("ellipsis_mask") != 0 || int("new_axis_mask") != 0 {
        return None;
    }
    let list = known(body, body.operand(op, 0)?, steps)?;
    let bound = |index| match constant_ints(body, body.operand(op, index)?)?.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    if bound(3)? != 1 {
        return None;
    }
    let size = i64::try_from(list.len()).ok()?;
    let place =
        |at: i64| usize::try_from(if at < 0 { at.saturating_add(size) } else { at }.clamp(0, size)).ok();
    let first = if int("begin_mask") & 1 == 1 { 0 } else { place(bound(1)?)? };
    if int("shrink_axis_mask") & 1 == 1 {
        return list.get(first).map(|&one| vec![one]);
    }
    let last = if int("end_mask") & 1 == 1 { list.len() } else { place(bound(2)?)? };
    list.get(first..last.max(first)).map(<[_]>::to_vec)
}
