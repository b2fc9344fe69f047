//! Ops that move data without leaving any out.

use tfl_ir::{Attr, Type};

use super::super::Rejected;
use super::super::draw::{Draw, OpPat};
use super::super::pattern_is_op;
use super::super::want::{Want, over, random, regrouped, under};
use super::{Made, activation, axis};

/// The wanted dimensions, or those of the first operand when the op takes any of `least` dimensions.
fn first(
    draw: &mut Draw<'_>,
    op: &OpPat<'_>,
    want: &Want,
    least: usize,
) -> Result<(tfl_ir::Value, Vec<i64>), Rejected> {
    let wanted = match want.fixed(&mut draw.rng) {
        Some(dims) => Want::exact(&dims),
        None => Want::rank(least, 5),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    Ok((x, dims))
}

pub(super) fn reshape(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (x, target) = match want.fixed(&mut draw.rng) {
        Some(target) => {
            let from = regrouped(&mut draw.rng, &target);
            (draw.value(op.operand(0)?, &Want::exact(&from).of(want.elem))?, target)
        }
        None if draw.known(op.operand(0)?).is_none() && !pattern_is_op(op.operand(0)?) && draw.chance(2) => {
            let (image, apart) = taken_apart(draw);
            (draw.value(op.operand(0)?, &Want::exact(&image).of(want.elem))?, apart)
        }
        None => {
            let x = draw.value(op.operand(0)?, &Want::any().of(want.elem))?;
            let dims = draw.dims(x);
            let same = |shape: &&Vec<i64>| shape.iter().product::<i64>() == dims.iter().product::<i64>();
            let known: Vec<Vec<i64>> = draw.shapes.iter().filter(same).cloned().collect();
            let known =
                (!known.is_empty() && draw.chance(4)).then(|| known[draw.rng.usize(..known.len())].clone());
            let target = match (known, &dims[..]) {
                (Some(shape), _) => shape,
                (None, &[n, a, b, c, d, e]) if draw.chance(6) => {
                    if draw.rng.bool() {
                        vec![n, a * b, c * d, e]
                    } else {
                        vec![n, a, b, c * d * e]
                    }
                }
                (None, _) => regrouped(&mut draw.rng, &dims),
            };
            (x, target)
        }
    };
    let mut written = target;
    if !written.is_empty() && draw.chance(2) {
        let at = draw.rng.usize(..written.len());
        written[at] = -1;
    }
    let shape = draw.value(op.operand(1)?, &Want::ints(&[written.len() as i64], &written))?;
    Ok(Made::one(vec![x, shape], draw.elem_of(x)))
}

/// An image, and its dimensions taken apart to repeat or to shuffle pixels.
fn taken_apart(draw: &mut Draw<'_>) -> (Vec<i64>, Vec<i64>) {
    let image = random(&mut draw.rng, 4, 4);
    let (n, h, w, c) = (image[0], image[1], image[2], image[3]);
    match draw.rng.u8(..4) {
        0 | 1 => (image, vec![n, h, 1, w, 1, c]),
        2 => (vec![n, h, w, 4 * c], vec![n, h, w, 2, 2, c]),
        _ => (vec![n, 2 * h, 2 * w, c], vec![n, h, 2, w, 2, c]),
    }
}

pub(super) fn expand_dims(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (wanted, at) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let at = dims.iter().position(|&dim| dim == 1);
            let at = at.ok_or_else(|| Rejected::of("no dimension of size one is wanted from", op.kind))?;
            dims.remove(at);
            (Want::exact(&dims), Some(at as i64))
        }
        None => (Want::rank(0, 4), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let rank = draw.dims(x).len() as i64;
    let at = at.unwrap_or_else(|| draw.rng.i64(0..=rank));
    let at = if draw.chance(3) { at - rank - 1 } else { at };
    let at = draw.value(op.operand(1)?, &Want::ints(&[], &[at]))?;
    Ok(Made::one(vec![x, at], draw.elem_of(x)))
}

pub(super) fn squeeze(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let wanted = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            dims.insert(draw.rng.usize(..=dims.len()), 1);
            Want::exact(&dims)
        }
        None => Want::rank(1, 5),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let ones: Vec<i64> = (0..dims.len()).filter(|&at| dims[at] == 1).map(|at| at as i64).collect();
    let some: Vec<i64> = ones.iter().copied().filter(|_| draw.rng.bool()).collect();
    Ok(Made::one(vec![x], draw.elem_of(x)).with("squeeze_dims", Attr::i64_array(&some)))
}

/// A permutation: one that undoes another, one that is common, or any.
fn permutation(draw: &mut Draw<'_>, rank: usize) -> Vec<i64> {
    let mut perm: Vec<i64> = (0..rank as i64).collect();
    let known: Vec<Vec<i64>> = draw.lists.iter().filter(|list| is_permutation(list, rank)).cloned().collect();
    match draw.rng.u8(..12) {
        0..4 if !known.is_empty() => {
            let other = &known[draw.rng.usize(..known.len())];
            other.iter().enumerate().for_each(|(at, &to)| perm[to as usize] = at as i64);
        }
        4 if !known.is_empty() => perm = known[draw.rng.usize(..known.len())].clone(),
        5 => {}
        6..10 if rank == 6 => perm.swap(2, 3),
        6..8 if rank >= 2 => perm.swap(rank - 1, rank - 2),
        8 if rank >= 3 => perm[1..].rotate_left(1),
        9 if rank >= 3 => perm[1..].rotate_right(1),
        _ => draw.rng.shuffle(&mut perm),
    }
    perm
}

fn is_permutation(list: &[i64], rank: usize) -> bool {
    list.len() == rank && (0..rank as i64).all(|at| list.contains(&at))
}

pub(super) fn transpose(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (x, perm) = match want.fixed(&mut draw.rng) {
        Some(dims) => {
            let perm = permutation(draw, dims.len());
            let mut from = dims.clone();
            perm.iter().enumerate().for_each(|(at, &to)| from[to as usize] = dims[at]);
            (draw.value(op.operand(0)?, &Want::exact(&from).of(want.elem))?, perm)
        }
        None => {
            let x = draw.value(op.operand(0)?, &want.like())?;
            let rank = draw.dims(x).len();
            (x, permutation(draw, rank))
        }
    };
    draw.lists.push(perm.clone());
    let p = draw.value(op.operand(1)?, &Want::ints(&[perm.len() as i64], &perm))?;
    Ok(Made::one(vec![x, p], draw.elem_of(x)))
}

pub(super) fn broadcast_to(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (x, target) = match want.fixed(&mut draw.rng) {
        Some(target) => {
            let from = under(&mut draw.rng, &target);
            (draw.value(op.operand(0)?, &Want::exact(&from).of(want.elem))?, target)
        }
        None => {
            let x = draw.value(op.operand(0)?, &Want::rank(0, 6).of(want.elem))?;
            let dims = draw.dims(x);
            (x, over(&mut draw.rng, &dims))
        }
    };
    let shape = draw.value(op.operand(1)?, &Want::ints(&[target.len() as i64], &target))?;
    Ok(Made::one(vec![x, shape], draw.elem_of(x)))
}

pub(super) fn tile(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let (wanted, times) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let mut times = vec![1; dims.len()];
            for (dim, times) in dims.iter_mut().zip(&mut times) {
                if draw.rng.bool() {
                    (*dim, *times) = (1, *dim);
                }
            }
            (Want::exact(&dims), Some(times))
        }
        None => (Want::rank(1, 6), None),
    };
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let times = times.unwrap_or_else(|| {
        dims.iter().map(|&dim| if dim == 1 || draw.chance(2) { draw.rng.i64(1..=3) } else { 1 }).collect()
    });
    let m = draw.value(op.operand(1)?, &Want::ints(&[times.len() as i64], &times))?;
    Ok(Made::one(vec![x, m], draw.elem_of(x)))
}

pub(super) fn concatenation(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let count = op.operands.len() as i64;
    let mut operands = Vec::new();
    let at;
    match want.fixed(&mut draw.rng) {
        Some(dims) => {
            let (axis, written) = axis(draw, dims.len())?;
            at = written;
            let mut left = dims[axis];
            for (number, pat) in op.operands.iter().enumerate() {
                let later = count - 1 - number as i64;
                if left <= later {
                    return Err(Rejected::of("too little is wanted from", op.kind));
                }
                let mut part = dims.clone();
                part[axis] = if later == 0 { left } else { draw.rng.i64(1..=left - later) };
                left -= part[axis];
                operands.push(draw.value(pat, &Want::exact(&part).of(want.elem))?);
            }
        }
        None => {
            let (x, dims) = first(draw, op, &Want::rank(1, 5).of(want.elem), 1)?;
            let (axis, written) = axis(draw, dims.len())?;
            (at, operands) = (written, vec![x]);
            for pat in op.operands.get(1..).unwrap_or_default() {
                let mut part = dims.clone();
                if draw.rng.bool() {
                    part[axis] = draw.rng.i64(1..=4);
                }
                operands.push(draw.value(pat, &Want::exact(&part).of(want.elem))?);
            }
        }
    }
    let first = *operands.first().ok_or_else(|| Rejected::of("no operands for", op.kind))?;
    let activation = activation(draw, op);
    let made = Made::one(operands, draw.elem_of(first)).with("axis", Attr::i32(at as i32));
    Ok(made.with("fused_activation_function", activation))
}

pub(super) fn pack(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let count = op.operands.len() as i64;
    let (dims, at) = match want.fixed(&mut draw.rng) {
        Some(mut dims) => {
            let at = dims.iter().position(|&dim| dim == count);
            let at = at.ok_or_else(|| {
                Rejected::of("no dimension of the number of operands is wanted from", op.kind)
            })?;
            dims.remove(at);
            (Some(dims), Some(at as i64))
        }
        None => (None, None),
    };
    let wanted = dims.as_ref().map_or_else(|| Want::rank(0, 4), |dims| Want::exact(dims));
    let x = draw.value(op.operand(0)?, &wanted.of(want.elem))?;
    let dims = draw.dims(x);
    let mut operands = vec![x];
    let elem = draw.elem_of(x);
    for pat in op.operands.get(1..).unwrap_or_default() {
        operands.push(draw.value(pat, &Want::exact(&dims).of(elem))?);
    }
    let at = at.unwrap_or_else(|| draw.rng.i64(0..=dims.len() as i64));
    let at = if draw.chance(3) { at - dims.len() as i64 - 1 } else { at };
    let made = Made::one(operands, draw.elem_of(x)).with("axis", Attr::i32(at as i32));
    Ok(made.with("values_count", Attr::i32(count as i32)))
}

/// Number of results of an op of which the pattern looks at `least`.
fn parts(draw: &mut Draw<'_>, least: usize) -> i64 {
    if least == 1 && draw.chance(2) {
        return 1;
    }
    let more = if draw.chance(2) { draw.rng.i64(1..=2) } else { 0 };
    (least as i64).max(2) + more
}

/// An operand with a dimension of size `of`, times one to three.
fn divisible(
    draw: &mut Draw<'_>,
    op: &OpPat<'_>,
    at: usize,
    of: i64,
    most: i64,
) -> Result<Divided, Rejected> {
    let mut dims = random(&mut draw.rng, 1, 4);
    let (axis, _) = axis(draw, dims.len())?;
    dims[axis] = of * draw.rng.i64(1..=most);
    let free = pattern_is_op(op.operand(at)?);
    let x = draw.value(op.operand(at)?, &if free { Want::rank(1, 5) } else { Want::exact(&dims) })?;
    let dims = draw.dims(x);
    let fits = |at: &usize| dims[*at] % of == 0 && (most > 1 || dims[*at] == of);
    let axis =
        Some(axis).filter(|axis| *axis < dims.len()).filter(fits).or_else(|| (0..dims.len()).find(fits));
    let axis = axis.ok_or_else(|| Rejected::of("no dimension can be divided by", op.kind))?;
    let written = if draw.chance(3) { axis as i64 - dims.len() as i64 } else { axis as i64 };
    Ok(Divided { x, size: dims[axis], written })
}

struct Divided {
    x: tfl_ir::Value,
    size: i64,
    written: i64,
}

pub(super) fn unpack(draw: &mut Draw<'_>, op: &OpPat<'_>, _: &Want) -> Result<Made, Rejected> {
    let count = parts(draw, op.results);
    let divided = divisible(draw, op, 0, count, 1)?;
    let elem = draw.elem_of(divided.x);
    let made = Made { operands: vec![divided.x], props: Vec::new(), elems: vec![elem; count as usize] };
    Ok(made.with("num", Attr::i32(count as i32)).with("axis", Attr::i32(divided.written as i32)))
}

pub(super) fn split(draw: &mut Draw<'_>, op: &OpPat<'_>, _: &Want) -> Result<Made, Rejected> {
    let count = parts(draw, op.results);
    let divided = divisible(draw, op, 1, count, 2)?;
    let axis = draw.value(op.operand(0)?, &Want::ints(&[], &[divided.written]))?;
    let elem = draw.elem_of(divided.x);
    let made = Made { operands: vec![axis, divided.x], props: Vec::new(), elems: vec![elem; count as usize] };
    Ok(made.with("num_splits", Attr::i32(count as i32)))
}

pub(super) fn split_v(draw: &mut Draw<'_>, op: &OpPat<'_>, _: &Want) -> Result<Made, Rejected> {
    let count = parts(draw, op.results);
    let divided = divisible(draw, op, 0, count, 3)?;
    let mut sizes = vec![1; count as usize];
    for _ in 0..divided.size - count {
        let at = draw.rng.usize(..sizes.len());
        sizes[at] += 1;
    }
    let s = draw.value(op.operand(1)?, &Want::ints(&[count], &sizes))?;
    let axis = draw.value(op.operand(2)?, &Want::ints(&[], &[divided.written]))?;
    let elem = draw.elem_of(divided.x);
    let made =
        Made { operands: vec![divided.x, s, axis], props: Vec::new(), elems: vec![elem; count as usize] };
    Ok(made.with("num_splits", Attr::i32(count as i32)))
}

pub(super) fn shape(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let wanted = match (&want.ints, want.fixed(&mut draw.rng)) {
        (Some(dims), _) => Want::exact(dims),
        (None, Some(dims)) if dims.len() == 1 => Want::rank(dims[0] as usize, dims[0] as usize),
        (None, Some(_)) => return Err(Rejected::of("other than a list is wanted from", op.kind)),
        (None, None) => Want::any(),
    };
    let x = draw.value(op.operand(0)?, &wanted)?;
    Ok(Made::one(vec![x], Type::i32()))
}

pub(super) fn fill(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let dims = want.fixed(&mut draw.rng);
    let dims = dims.unwrap_or_else(|| random(&mut draw.rng, 0, 4));
    let shape = draw.value(op.operand(0)?, &Want::ints(&[dims.len() as i64], &dims))?;
    let x = draw.value(op.operand(1)?, &Want { constant: 5, ..Want::exact(&[]) }.of(want.elem))?;
    Ok(Made::one(vec![shape, x], draw.elem_of(x)))
}

pub(super) fn blocks(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let block = 2;
    let down = op.name() == "tfl.space_to_depth";
    let mut dims = want.fixed(&mut draw.rng).unwrap_or_else(|| {
        let mut dims = random(&mut draw.rng, 4, 4);
        if down {
            dims[3] *= block * block
        } else {
            dims[1] *= block;
            dims[2] *= block
        }
        dims
    });
    let &mut [_, ref mut high, ref mut wide, ref mut depth] = &mut dims[..] else {
        return Err(Rejected::of("other than an image is wanted from", op.kind));
    };
    let fits = if down { *depth % (block * block) == 0 } else { *high % block == 0 && *wide % block == 0 };
    fits.then_some(()).ok_or_else(|| Rejected::of("sizes cannot be divided by", op.kind))?;
    let (by, of) = if down { ((block, 1), (1, block * block)) } else { ((1, block), (block * block, 1)) };
    *high = *high * by.0 / by.1;
    *wide = *wide * by.0 / by.1;
    *depth = *depth * of.0 / of.1;
    let x = draw.value(op.operand(0)?, &Want::exact(&dims).of(want.elem))?;
    Ok(Made::one(vec![x], draw.elem_of(x)).with("block_size", Attr::i32(block as i32)))
}
