//! Reductions, and ops that work along axes.

use tfl_ir::{Attr, Type};

use super::super::Rejected;
use super::super::draw::{Draw, OpPat};
use super::super::want::{Shape, Want};
use super::{Made, axis};

pub(super) const REDUCTIONS: &[&str] = &[
    "tfl.mean",
    "tfl.sum",
    "tfl.reduce_prod",
    "tfl.reduce_max",
    "tfl.reduce_min",
    "tfl.reduce_all",
    "tfl.reduce_any",
];

/// Axes to reduce: the last, those of an image, all, those that another reduction has, or any.
fn axes(draw: &mut Draw<'_>, rank: usize) -> Vec<i64> {
    let rank = rank as i64;
    let known: Vec<Vec<i64>> =
        draw.lists.iter().filter(|list| list.iter().all(|&at| at < rank)).cloned().collect();
    if !known.is_empty() && draw.chance(5) {
        return known[draw.rng.usize(..known.len())].clone();
    }
    let mut axes: Vec<i64> = match draw.rng.u8(..8) {
        0..3 => vec![rank - 1],
        3..5 if rank == 4 => vec![1, 2],
        5 => (0..rank).collect(),
        _ => (0..rank).filter(|_| draw.rng.bool()).collect(),
    };
    if axes.is_empty() || rank == 0 {
        axes = (0..rank).take(1).collect();
    }
    if draw.chance(2) {
        axes.iter_mut().for_each(|axis| *axis -= rank);
    }
    axes
}

pub(super) fn reduction(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let mut keep = draw.rng.bool();
    let elem = op.name().starts_with("tfl.reduce_a").then(Type::i1).or(want.elem);
    let mut chosen: Option<Vec<i64>> = None;
    // Of a value that is there already the axes are free, and kept, so that the result goes beside it.
    let beside = matches!(want.shape, Shape::Under(_)) && draw.known(op.operand(0)?).is_some();
    keep |= beside;
    let fixed = if beside { None } else { want.fixed(&mut draw.rng) };
    let wanted = match fixed {
        Some(mut dims) => {
            let ones: Vec<usize> = (0..dims.len()).filter(|&at| dims[at] == 1).collect();
            keep &= !ones.is_empty();
            if keep {
                ones.iter().for_each(|&at| dims[at] = draw.rng.i64(1..=4));
                chosen = Some(ones.iter().map(|&at| at as i64).collect());
            } else {
                let at = if draw.rng.bool() { dims.len() } else { draw.rng.usize(..=dims.len()) };
                dims.insert(at, draw.rng.i64(1..=4));
                chosen = Some(vec![at as i64]);
            }
            Want::exact(&dims)
        }
        None => Want::rank(1, 5),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(elem))?;
    let rank = draw.dims(x).len();
    let axes = match chosen {
        Some(axes) => axes,
        None => axes(draw, rank),
    };
    draw.lists.push(axes.clone());
    let dims: &[i64] = if axes.len() == 1 && draw.chance(2) { &[] } else { &[axes.len() as i64] };
    let list = draw.value(op.operand(1)?, &Want::ints(dims, &axes))?;
    let elem = draw.elem_of(x);
    Ok(Made::one(vec![x, list], draw.rescaled(elem)).with("keep_dims", Attr::bool(keep)))
}

pub(super) fn arg(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let wanted = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            dims.push(draw.rng.i64(1..=4));
            Want::exact(&dims)
        }
        None => Want::rank(1, 5),
    };
    let x = draw.value(op.operand(0)?, &wanted)?;
    let rank = draw.dims(x).len();
    let (_, written) = axis(draw, rank)?;
    let at = draw.value(op.operand(1)?, &Want::ints(&[], &[written]))?;
    Ok(Made::one(vec![x, at], want.elem.unwrap_or(Type::i32())))
}

pub(super) fn cumsum(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &want.like())?;
    let rank = draw.dims(x).len();
    let (_, written) = axis(draw, rank)?;
    let at = draw.value(op.operand(1)?, &Want::ints(&[], &[written]))?;
    let made = Made::one(vec![x, at], draw.elem_of(x));
    Ok(made.with("exclusive", Attr::bool(draw.rng.bool())).with("reverse", Attr::bool(draw.rng.bool())))
}

pub(super) fn along_last(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let wanted = match want.fixed(&mut draw.rng) {
        Some(dims) if dims.is_empty() => return Err(Rejected::of("a scalar is wanted from", op.kind)),
        Some(dims) => Want::exact(&dims),
        None => Want::rank(1, 4),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let made = Made::one(vec![x], draw.elem_of(x));
    Ok(match op.name() {
        "tfl.softmax" => made.with("beta", Attr::f32(draw.pick(&[1.0, 1.0, 0.5, 2.0]))),
        _ => made,
    })
}
