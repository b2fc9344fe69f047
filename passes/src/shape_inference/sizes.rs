//! Integers that shapes are made of, each known or not.

use tfl_ir::rewrite::constant_of;
use tfl_ir::{Attr, Body, Dim, Op, Type, Value};

use crate::constant::{int, ints};

/// Integers of a scalar or vector, each known or not.
pub(super) type Partial = Vec<Option<i64>>;

/// No shape has more dimensions than this many.
const MAX_SIZES: usize = 64;

/// What is known of small integer values, by value. Ops are added in program order.
#[derive(Default)]
pub(super) struct Sizes(Vec<Option<Partial>>);

impl Sizes {
    /// What is known of a value, if anything is.
    pub(super) fn of(&self, value: Value) -> Option<&Partial> {
        self.0.get(value.index())?.as_ref()
    }

    /// Takes an op into account whose operands were before.
    pub(super) fn add(&mut self, body: &Body, op: Op) {
        for (number, result) in body.results(op).enumerate() {
            if !is_list(body.ty(result)) {
                continue;
            }
            let Some(known) = self.compute(body, op, number) else { continue };
            if known.len() > MAX_SIZES || known.iter().all(Option::is_none) {
                continue;
            }
            if result.index() >= self.0.len() {
                self.0.resize(result.index() + 1, None);
            }
            self.0[result.index()] = Some(known);
        }
    }

    fn compute(&self, body: &Body, op: Op, number: usize) -> Option<Partial> {
        let operand = |index: usize| body.operand(op, index);
        let sizes = |index: usize| self.operand(body, op, index);
        let name = body.name(op);
        let mnemonic = match name.dialect() {
            "tf" => name.mnemonic(),
            "tfl" | "arith" => name.mnemonic(),
            _ => return None,
        };
        match mnemonic {
            "Const" | "pseudo_const" | "constant" => constant(body, body.result(op, 0)?),
            "Shape" | "shape" | "ShapeN" => shape(body.ty(operand(number)?)),
            "Rank" | "rank" => Some(vec![Some(body.ty(operand(0)?).dims()?.len() as i64)]),
            "Size" => {
                let dims = shape(body.ty(operand(0)?))?;
                Some(vec![dims.into_iter().try_fold(1i64, |n, d| n.checked_mul(d?))])
            }
            "Identity" | "Cast" | "cast" | "StopGradient" | "Squeeze" | "squeeze" | "ExpandDims"
            | "expand_dims" | "Reshape" | "reshape" | "EnsureShape" => sizes(0),
            "Pack" | "pack" => {
                let each = (0..body.num_operands(op)).map(|i| self.operand_or_unknown(body, op, i));
                Some(each.collect::<Option<Vec<Partial>>>()?.concat())
            }
            "ConcatV2" => {
                let last = body.num_operands(op).checked_sub(1)?;
                (0..last)
                    .map(|i| self.operand_or_unknown(body, op, i))
                    .collect::<Option<Vec<_>>>()
                    .map(|v| v.concat())
            }
            "concatenation" => {
                let each = (0..body.num_operands(op)).map(|i| self.operand_or_unknown(body, op, i));
                Some(each.collect::<Option<Vec<Partial>>>()?.concat())
            }
            "Unpack" | "unpack" => Some(vec![*sizes(0)?.get(number)?]),
            "GatherV2" | "Gather" | "gather" => {
                let from = sizes(0)?;
                ints(body, operand(1)?)?
                    .iter()
                    .map(|&i| from.get(usize::try_from(i).ok()?).copied())
                    .collect()
            }
            "Slice" | "slice" => {
                let (from, begin, size) = (sizes(0)?, int(body, operand(1)?)?, int(body, operand(2)?)?);
                let begin = usize::try_from(begin).ok()?;
                let rest = from.get(begin..)?;
                let count = if size == -1 { rest.len() } else { usize::try_from(size).ok()? };
                rest.get(..count).map(<[_]>::to_vec)
            }
            "StridedSlice" | "strided_slice" => strided_slice(body, op, &sizes(0)?),
            "Prod" | "reduce_prod" => {
                let all = sizes(0)?.into_iter().try_fold(1i64, |n, size| n.checked_mul(size?));
                Some(vec![all])
            }
            "Mul" | "mul" => each(&sizes(0)?, &sizes(1)?, |a, b| a.checked_mul(b)),
            "Add" | "AddV2" | "add" => each(&sizes(0)?, &sizes(1)?, |a, b| a.checked_add(b)),
            "Sub" | "sub" => each(&sizes(0)?, &sizes(1)?, |a, b| a.checked_sub(b)),
            "FloorDiv" | "floor_div" => each(&sizes(0)?, &sizes(1)?, |a, b| (a >= 0 && b > 0).then(|| a / b)),
            "Maximum" | "maximum" => each(&sizes(0)?, &sizes(1)?, |a, b| Some(a.max(b))),
            "Minimum" | "minimum" => each(&sizes(0)?, &sizes(1)?, |a, b| Some(a.min(b))),
            _ => None,
        }
    }

    fn operand(&self, body: &Body, op: Op, index: usize) -> Option<Partial> {
        let value = body.operand(op, index)?;
        self.of(value).cloned().or_else(|| constant(body, value))
    }

    /// What is known of an operand; nothing known of each of its elements if there is nothing.
    fn operand_or_unknown(&self, body: &Body, op: Op, index: usize) -> Option<Partial> {
        self.operand(body, op, index).or_else(|| {
            let count = match body.ty(body.operand(op, index)?).dims()? {
                [] => 1,
                [Dim::Static(count)] => usize::try_from(*count).ok()?,
                _ => return None,
            };
            (count <= MAX_SIZES).then(|| vec![None; count])
        })
    }
}

/// Whether a type is an integer scalar or vector.
fn is_list(ty: Type) -> bool {
    ty.elem().is_some_and(|elem| elem.int_width().is_some_and(|width| width >= 32))
        && ty.dims().is_none_or(|dims| dims.len() <= 1)
}

fn constant(body: &Body, value: Value) -> Option<Partial> {
    constant_of(body, value).and_then(Attr::as_elements)?;
    Some(ints(body, value)?.into_iter().map(Some).collect())
}

fn shape(ty: Type) -> Option<Partial> {
    Some(ty.dims()?.iter().map(|dim| dim.size().and_then(|size| i64::try_from(size).ok())).collect())
}

/// Elementwise; a list of one element stands for as many as the other has.
fn each(a: &[Option<i64>], b: &[Option<i64>], f: impl Fn(i64, i64) -> Option<i64>) -> Option<Partial> {
    let count = match (a.len(), b.len()) {
        (1, n) | (n, 1) => n,
        (n, m) => (n == m).then_some(n)?,
    };
    let at = |list: &[Option<i64>], i: usize| *list.get(if list.len() == 1 { 0 } else { i })?;
    Some((0..count).map(|i| f(at(a, i)?, at(b, i)?)).collect())
}

/// A slice of a vector.
fn strided_slice(body: &Body, op: Op, from: &[Option<i64>]) -> Option<Partial> {
    let one = |index: usize| int(body, body.operand(op, index)?);
    let mask = |name: &str| body.attr(op, name).and_then(Attr::as_int).unwrap_or(0) & 1 == 1;
    if mask("ellipsis_mask") || mask("new_axis_mask") {
        return None;
    }
    let (begin, end, stride) = (one(1)?, one(2)?, one(3)?);
    let count = from.len() as i64;
    let wrap = |index: i64| if index < 0 { index.saturating_add(count) } else { index };
    if mask("shrink_axis_mask") {
        let at = usize::try_from(wrap(begin)).ok()?;
        return Some(vec![*from.get(at)?]);
    }
    if stride <= 0 {
        return None;
    }
    let begin = if mask("begin_mask") { 0 } else { wrap(begin).clamp(0, count) };
    let end = if mask("end_mask") { count } else { wrap(end).clamp(0, count) };
    let step = usize::try_from(stride).ok()?;
    let range = from.get(usize::try_from(begin).ok()?..usize::try_from(end.max(begin)).ok()?)?;
    Some(range.iter().step_by(step).copied().collect())
}
