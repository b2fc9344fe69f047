//! Random data of tensors.

use bytes::Bytes;
use tfl_ir::{DenseElements, Type};

use super::draw::{Draw, unsigned};

/// Numbers that rules look for.
const NOTABLE: [f32; 14] = [0.0, 1.0, -1.0, 2.0, 0.5, 6.0, -0.0, 3.0, 1e-3, -2.0, -6.0, 1.0 / 6.0, -0.5, 4.0];
/// Numbers whose sums and products round as others' do.
const TINY: [f32; 5] = [-0.0, 0.0, 1e-40, -1e-40, f32::MIN_POSITIVE];
/// Numbers that are easily forgotten.
const SPECIAL: [f32; 7] = [-0.0, 0.0, 1e-40, -1e-40, 1e12, -1e12, f32::MIN_POSITIVE];
/// What is no real number, or soon leaves them.
const UNREAL: [f32; 7] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, 1e30, -0.0];

/// Which numbers there are among the data of an instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spice {
    /// Plain ones.
    None,
    /// Zeros of both signs and tiny ones.
    Tiny,
    /// Those, and large ones.
    Special,
    /// Infinities, NaN and the largest numbers.
    Unreal,
}

/// A tensor of integers.
pub(super) fn ints(dims: &[i64], values: &[i64]) -> Option<DenseElements> {
    let narrow: Vec<i32> = values.iter().map(|&value| i32::try_from(value).ok()).collect::<Option<_>>()?;
    DenseElements::from_i32(&unsigned(dims), &narrow).ok()
}

/// A float all over; `None` for other element types.
pub(super) fn splat(dims: &[i64], elem: Type, number: f32) -> Option<DenseElements> {
    let ty = Type::static_tensor(&unsigned(dims), elem);
    let bytes = Bytes::copy_from_slice(&number.to_le_bytes());
    (elem == Type::f32()).then(|| DenseElements::splat(ty, bytes).ok())?
}

/// Random elements, stored values of quantized types; `constant` is the number of the variable, of
/// constants.
pub(super) fn random(
    draw: &mut Draw<'_>,
    dims: &[i64],
    elem: Type,
    bounds: Option<(i64, i64)>,
    constant: Option<usize>,
) -> Option<DenseElements> {
    let count = usize::try_from(dims.iter().product::<i64>()).ok()?;
    if elem == Type::f32() {
        let numbers = floats(draw, count, constant);
        return DenseElements::from_f32_vec(&unsigned(dims), numbers).ok();
    }
    let storage = elem.storage();
    let width = storage.int_width()?;
    let uniform = constant.is_some() && draw.chance(4);
    let (low, high) = bounds.unwrap_or(match width {
        1 => (0, 2),
        8 => (-128, 128),
        _ if uniform => (-1, 3),
        _ if draw.spice != Spice::None => (i64::from(i32::MIN), 1 << 31),
        _ => (-9, 10),
    });
    let one = match size(draw) {
        Some(size) if uniform && bounds.is_none() && width >= 32 => size,
        _ => draw.rng.i64(low..high.max(low + 1)),
    };
    let mut bytes = Vec::new();
    for _ in 0..count {
        let value = if uniform { one } else { draw.rng.i64(low..high.max(low + 1)) };
        bytes.extend_from_slice(value.to_le_bytes().get(..storage.elem_bytes()?)?);
    }
    DenseElements::new(Type::static_tensor(&unsigned(dims), storage), Bytes::from(bytes)).ok()
}

/// Now and then a size of a value: what shapes are put together from.
fn size(draw: &mut Draw<'_>) -> Option<i64> {
    let sizes: Vec<i64> = draw.shapes.iter().flatten().copied().collect();
    (!sizes.is_empty() && draw.chance(5)).then(|| draw.pick(&sizes))
}

/// A number that rules look for: one that the rule took for this variable before, or any.
fn notable(draw: &mut Draw<'_>, slot: usize) -> f32 {
    let known = draw.taste.known.get(&slot).filter(|known| !known.is_empty());
    let number = match known {
        Some(known) if draw.rng.u8(..10) < 8 => known[draw.rng.usize(..known.len())],
        _ if !draw.taste.named.is_empty() && draw.rng.bool() => {
            draw.taste.named[draw.rng.usize(..draw.taste.named.len())]
        }
        _ => NOTABLE[draw.rng.usize(..NOTABLE.len())],
    };
    draw.notable.push((slot, number));
    number
}

fn floats(draw: &mut Draw<'_>, count: usize, constant: Option<usize>) -> Vec<f32> {
    let mood = draw.rng.u8(..10);
    let lucky = constant.is_some_and(|slot| draw.taste.known.contains_key(&slot));
    let mood = if (lucky && draw.chance(6)) || (constant.is_some() && draw.numbers) { 0 } else { mood };
    let notable = constant.filter(|_| mood < 4).map_or(0.0, |slot| notable(draw, slot));
    let scale = draw.pick(&[4.0, 4.0, 1.0, 10.0]);
    let spice: &[f32] = match draw.spice {
        Spice::None => &[],
        Spice::Tiny => &TINY,
        Spice::Special => &SPECIAL,
        Spice::Unreal => &UNREAL,
    };
    let rng = &mut draw.rng;
    let number = |rng: &mut fastrand::Rng| (rng.f32() - 0.5) * 2.0 * scale;
    (0..count)
        .map(|_| match mood {
            _ if !spice.is_empty() && rng.u8(..4) == 0 => spice[rng.usize(..spice.len())],
            0..4 if constant.is_some() => notable,
            4..6 => number(rng).abs() + 0.0625,
            6 => number(rng).round(),
            7 if rng.u8(..3) == 0 => NOTABLE[rng.usize(..NOTABLE.len())],
            _ => number(rng),
        })
        .collect()
}
