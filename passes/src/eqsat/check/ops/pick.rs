//! Ops that take a part of a tensor, or put something around it.

use tfl_ir::{Attr, Type};

use super::super::super::pattern::Pat;
use super::super::Rejected;
use super::super::draw::{Draw, OpPat};
use super::super::want::Want;
use super::{Made, axis};

pub(super) fn pad(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let fixed = want.fixed(&mut draw.rng);
    let (wanted, amounts) = match fixed {
        Some(mut dims) => {
            let mut amounts = vec![0; 2 * dims.len()];
            for (at, dim) in dims.iter_mut().enumerate() {
                if *dim > 1 && draw.chance(5) {
                    amounts[2 * at + usize::from(draw.rng.bool())] = 1;
                    *dim -= 1;
                }
            }
            (Want::exact(&dims), Some(amounts))
        }
        None if draw.chance(7) => (Want::rank(4, 4), None),
        None => (Want::rank(1, 4), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let amounts = match amounts {
        Some(amounts) => amounts,
        None => amounts_for(draw, op, &dims),
    };
    let p = draw.value(op.operand(1)?, &Want::ints(&[dims.len() as i64, 2], &amounts))?;
    let elem = draw.elem_of(x);
    let made = match op.name() {
        "tfl.padv2" => {
            let value = draw.value(op.operand(2)?, &Want { constant: 8, ..Want::exact(&[]) }.of(elem))?;
            Made::one(vec![x, p, value], elem)
        }
        _ => Made::one(vec![x, p], elem),
    };
    Ok(match op.name() {
        "tfl.mirror_pad" => made.with("mode", Attr::str(draw.pick(&["REFLECT", "SYMMETRIC"]))),
        _ => made,
    })
}

/// Padding of an image, of some dimensions, or none.
fn amounts_for(draw: &mut Draw<'_>, op: &OpPat<'_>, dims: &[i64]) -> Vec<i64> {
    let image = dims.len() == 4 && draw.chance(8);
    let idle = draw.chance(1);
    let flat = draw.pick(&[None, Some((0, 1)), Some((1, 1)), Some((1, 2)), Some((1, 0))]);
    let mut amounts = Vec::new();
    for (at, &dim) in dims.iter().enumerate() {
        let most = if op.name() == "tfl.mirror_pad" { (dim - 1).min(2) } else { 2 };
        let skip = idle || (image && (at == 0 || at == 3)) || (!image && draw.chance(4));
        let (before, after) = match flat {
            _ if skip => (0, 0),
            Some(pair) => pair,
            None => (draw.rng.i64(0..=2), draw.rng.i64(0..=2)),
        };
        amounts.extend([before.min(most), after.min(most)]);
    }
    amounts
}

pub(super) fn slice(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (wanted, size) = match want.fixed(&mut draw.rng) {
        Some(size) => {
            let whole = size.iter().map(|&dim| dim + if draw.chance(3) { draw.rng.i64(0..=2) } else { 0 });
            (Want::exact(&whole.collect::<Vec<_>>()), Some(size))
        }
        None => (Want::rank(1, 5), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let all = draw.chance(2);
    let size = size.unwrap_or_else(|| {
        dims.iter().map(|&dim| if all || draw.chance(4) { dim } else { draw.rng.i64(1..=dim) }).collect()
    });
    let begin: Vec<i64> = dims.iter().zip(&size).map(|(&dim, &size)| draw.rng.i64(0..=dim - size)).collect();
    let to_end = draw.chance(2);
    let written = |at: usize| if to_end && begin[at] + size[at] == dims[at] { -1 } else { size[at] };
    let written: Vec<i64> = (0..dims.len()).map(written).collect();
    let count = [dims.len() as i64];
    let b = draw.value(op.operand(1)?, &Want::ints(&count, &begin))?;
    let s = draw.value(op.operand(2)?, &Want::ints(&count, &written))?;
    Ok(Made::one(vec![x, b, s], draw.elem_of(x)))
}

pub(super) fn strided_slice(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let fixed = want.fixed(&mut draw.rng);
    let of_shape = op.named && is_shape(op.operand(0)?);
    let scalar = of_shape && fixed.as_ref().is_some_and(Vec::is_empty);
    let wanted = match &fixed {
        Some(dims) if !scalar => Want::exact(dims),
        _ => Want::rank(1, 5),
    };
    let whole = !scalar && (fixed.is_some() || draw.chance(1));
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    // Of a list of sizes one is taken more often than not.
    let size = scalar || (of_shape && !whole && draw.chance(6));
    let taken = (size && dims.first().is_some_and(|&count| count > 0)).then(|| draw.rng.i64(0..dims[0]));
    let (mut begin, mut end, mut strides) = (Vec::new(), Vec::new(), Vec::new());
    let (mut begin_mask, mut end_mask, mut shrink) = (0, 0, 0);
    for (at, &dim) in dims.iter().enumerate() {
        let bit = 1 << at;
        let (mut from, mut to, mut step) = (0, dim, 1);
        if let Some(taken) = taken {
            (from, to) = (taken, taken + 1);
            shrink |= bit;
        } else if !whole && dim > 0 && draw.chance(6) {
            from = draw.rng.i64(0..dim);
            to = draw.rng.i64(from + 1..=dim);
            step = if draw.chance(2) { draw.rng.i64(1..=3) } else { 1 };
            if op.named && draw.chance(2) {
                (to, step) = (from + 1, 1);
                shrink |= bit;
            } else if draw.chance(1) {
                (from, to, step) = (dim - 1, -dim - 1, -1);
            }
        } else if op.named && draw.rng.bool() {
            (begin_mask, end_mask) = (begin_mask | bit, end_mask | bit);
        }
        begin.push(from);
        end.push(to);
        strides.push(step);
    }
    let count = [dims.len() as i64];
    let b = draw.value(op.operand(1)?, &Want::ints(&count, &begin))?;
    let e = draw.value(op.operand(2)?, &Want::ints(&count, &end))?;
    let s = draw.value(op.operand(3)?, &Want::ints(&count, &strides))?;
    let made = Made::one(vec![x, b, e, s], draw.elem_of(x));
    let made = made.with("begin_mask", Attr::i32(begin_mask)).with("end_mask", Attr::i32(end_mask));
    let made = made.with("ellipsis_mask", Attr::i32(0)).with("new_axis_mask", Attr::i32(0));
    Ok(made.with("shrink_axis_mask", Attr::i32(shrink)).with("offset", Attr::bool(false)))
}

fn is_shape(pat: &Pat) -> bool {
    matches!(pat, Pat::Op { kind, .. } if kind.name() == *"tfl.shape")
}

pub(super) fn gather(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (wanted, chosen) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let (axis, written) = axis(draw, dims.len())?;
            let count = dims[axis];
            dims[axis] = draw.rng.i64(1..=4);
            (Want::exact(&dims), Some((axis, written, vec![count])))
        }
        None => (Want::rank(1, 4), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let (axis, written, shape) = match chosen {
        Some(chosen) => chosen,
        None => {
            let (axis, written) = axis(draw, dims.len())?;
            (axis, written, draw.pick::<&[i64]>(&[&[], &[1], &[2], &[3], &[2, 2]]).to_vec())
        }
    };
    let mut indices =
        Want { bounds: Some((0, dims[axis])), constant: 7, ..Want::exact(&shape) }.of(Type::i32());
    if let (&[count], true) = (&shape[..], draw.chance(3)) {
        // A run, which a slice takes.
        let from = draw.rng.i64(0..dims[axis]);
        let run: Vec<i64> = (from..dims[axis]).take(count as usize).collect();
        if run.len() == count as usize {
            indices = Want::ints(&shape, &run);
        }
    }
    let indices = draw.value(op.operand(1)?, &indices)?;
    let made = Made::one(vec![x, indices], draw.elem_of(x));
    Ok(made.with("axis", Attr::i32(written as i32)).with("batch_dims", Attr::i32(0)))
}

pub(super) fn gather_nd(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &Want::rank(1, 4).of(want.elem))?;
    let dims = draw.dims(x);
    let depth = draw.rng.i64(1..=dims.len() as i64);
    let rows = draw.rng.i64(1..=3);
    let mut values = Vec::new();
    for _ in 0..rows {
        for &dim in dims.iter().take(depth as usize) {
            values.push(draw.rng.i64(0..dim));
        }
    }
    let indices = draw.value(op.operand(1)?, &Want::ints(&[rows, depth], &values))?;
    Ok(Made::one(vec![x, indices], draw.elem_of(x)))
}

pub(super) fn reverse(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &want.like())?;
    let rank = draw.dims(x).len();
    let (_, written) = axis(draw, rank)?;
    let at = draw.value(op.operand(1)?, &Want::ints(&[1], &[written]))?;
    Ok(Made::one(vec![x, at], draw.elem_of(x)))
}

pub(super) fn one_hot(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (dims, depth) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let depth = dims.pop().ok_or_else(|| Rejected::of("a scalar is wanted from", op.kind))?;
            (dims, depth)
        }
        None => (super::super::want::random(&mut draw.rng, 0, 3), draw.rng.i64(1..=4)),
    };
    let indices = Want { bounds: Some((-1, depth + 1)), ..Want::exact(&dims) }.of(Type::i32());
    let indices = draw.value(op.operand(0)?, &indices)?;
    let count = draw.value(op.operand(1)?, &Want::ints(&[], &[depth]))?;
    let scalar = Want { constant: 8, ..Want::exact(&[]) }.of(want.elem);
    let on = draw.value(op.operand(2)?, &scalar)?;
    let off = draw.value(op.operand(3)?, &scalar)?;
    Ok(Made::one(vec![indices, count, on, off], draw.elem_of(on)).with("axis", Attr::i32(-1)))
}

pub(super) fn embedding_lookup(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let table = draw.value(op.operand(1)?, &Want::rank(2, 3).of(want.elem))?;
    let rows = draw.dims(table)[0];
    let count = draw.rng.i64(1..=4);
    let rows = Want { bounds: Some((0, rows)), ..Want::exact(&[count]) }.of(Type::i32());
    let rows = draw.value(op.operand(0)?, &rows)?;
    Ok(Made::one(vec![rows, table], draw.elem_of(table)))
}
