//! What an op needs of an operand, handed down to whatever makes it.

use fastrand::Rng;
use tfl_ir::Type;

/// The shapes that will do.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// At least and at most this many dimensions.
    Rank(usize, usize),
    Exact(Vec<i64>),
    /// One that broadcasting turns into this.
    Under(Vec<i64>),
}

/// What an operand must be.
#[derive(Clone, Debug)]
pub(super) struct Want {
    pub(super) shape: Shape,
    /// The element type; that of the whole instance if none.
    pub(super) elem: Option<Type>,
    /// The values, of integers that shapes depend on.
    pub(super) ints: Option<Vec<i64>>,
    /// Bounds of integers, the upper one excluded.
    pub(super) bounds: Option<(i64, i64)>,
    /// How many in ten variables are constants.
    pub(super) constant: u8,
    /// Whether it holds numbers only, no infinities and NaN.
    pub(super) numbers: bool,
    /// Whether it may be absent.
    pub(super) optional: bool,
}

impl Want {
    pub(super) fn shape(shape: Shape) -> Want {
        Want { shape, elem: None, ints: None, bounds: None, constant: 2, numbers: false, optional: false }
    }

    pub(super) fn any() -> Want {
        Want::rank(0, 6)
    }

    pub(super) fn rank(least: usize, most: usize) -> Want {
        Want::shape(Shape::Rank(least, most))
    }

    pub(super) fn exact(dims: &[i64]) -> Want {
        Want::shape(Shape::Exact(dims.to_vec()))
    }

    pub(super) fn under(dims: &[i64]) -> Want {
        Want { constant: 4, ..Want::shape(Shape::Under(dims.to_vec())) }
    }

    /// Weights: constants more often than not, and numbers.
    pub(super) fn weights(dims: &[i64]) -> Want {
        Want { constant: 7, numbers: true, ..Want::exact(dims) }
    }

    /// A bias of `channels` numbers, or none.
    pub(super) fn bias(channels: i64) -> Want {
        Want { optional: true, ..Want::weights(&[channels]) }
    }

    /// A tensor of `i32` of these values.
    pub(super) fn ints(dims: &[i64], values: &[i64]) -> Want {
        Want { elem: Some(Type::i32()), ints: Some(values.to_vec()), constant: 10, ..Want::exact(dims) }
    }

    pub(super) fn of(self, elem: impl Into<Option<Type>>) -> Want {
        Want { elem: elem.into(), ..self }
    }

    /// The same shape and element type, nothing else.
    pub(super) fn like(&self) -> Want {
        Want::shape(self.shape.clone()).of(self.elem)
    }

    /// A shape that will do, if the op can have any of at least `least` dimensions; `None` if the op's
    /// operands decide.
    pub(super) fn fixed(&self, rng: &mut Rng) -> Option<Vec<i64>> {
        match &self.shape {
            Shape::Rank(..) => None,
            Shape::Exact(dims) => Some(dims.clone()),
            Shape::Under(dims) => Some(under(rng, dims)),
        }
    }

    /// Whether a value of these dimensions and element type will do.
    pub(super) fn accepts(&self, dims: &[i64], elem: Option<Type>) -> bool {
        let shape = match &self.shape {
            Shape::Rank(least, most) => (*least..=*most).contains(&dims.len()),
            Shape::Exact(exact) => exact == dims,
            Shape::Under(whole) => {
                dims.len() <= whole.len()
                    && dims.iter().rev().zip(whole.iter().rev()).all(|(&dim, &of)| dim == 1 || dim == of)
            }
        };
        shape && (self.elem.is_none() || self.elem == elem)
    }
}

/// Random dimensions: small, ones among them, images more often than others.
pub(super) fn random(rng: &mut Rng, least: usize, most: usize) -> Vec<i64> {
    const RANKS: [usize; 16] = [0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5];
    let rank = RANKS[rng.usize(..RANKS.len())].clamp(least, most.max(least));
    let high = if rank > 3 { 4 } else { 5 };
    if rng.u8(..4) == 0 {
        // Where all sizes are equal no shape tells that axes were mixed up.
        return vec![rng.i64(2..=3); rank];
    }
    (0..rank).map(|_| if rng.u8(..4) == 0 { 1 } else { rng.i64(1..=high) }).collect()
}

/// Dimensions that broadcasting turns into `dims`.
pub(super) fn under(rng: &mut Rng, dims: &[i64]) -> Vec<i64> {
    match rng.u8(..10) {
        0..3 => dims.to_vec(),
        3..5 => Vec::new(),
        // One number a channel, in all ways to write that.
        5..8 => {
            let leading = rng.usize(..=dims.len().saturating_sub(1));
            let ones = std::iter::repeat_n(1, leading).chain(dims.last().copied());
            ones.collect()
        }
        _ => {
            let tail = dims.get(rng.usize(..=dims.len())..).unwrap_or_default();
            tail.iter().map(|&dim| if rng.bool() { dim } else { 1 }).collect()
        }
    }
}

/// Dimensions that `dims` broadcasts to.
pub(super) fn over(rng: &mut Rng, dims: &[i64]) -> Vec<i64> {
    let mut wide: Vec<i64> =
        dims.iter().map(|&dim| if dim == 1 && rng.bool() { rng.i64(1..4) } else { dim }).collect();
    while wide.len() < 4 && rng.u8(..3) == 0 {
        wide.insert(0, rng.i64(1..4));
    }
    wide
}

/// Other dimensions with as many elements.
pub(super) fn regrouped(rng: &mut Rng, dims: &[i64]) -> Vec<i64> {
    let mut made = dims.to_vec();
    for _ in 0..rng.usize(1..4) {
        match rng.u8(..6) {
            0 | 1 if made.len() < 5 => made.insert(rng.usize(..=made.len()), 1),
            2 => {
                if let Some(at) = made.iter().position(|&dim| dim == 1) {
                    made.remove(at);
                }
            }
            3 | 4 if made.len() > 1 => {
                let at = rng.usize(..made.len() - 1);
                let next = made.remove(at + 1);
                made[at] *= next;
            }
            5 if !made.is_empty() && made.len() < 5 => {
                let at = rng.usize(..made.len());
                if let Some(by) = (2..=made[at]).find(|by| made[at] % by == 0) {
                    made[at] /= by;
                    made.insert(at + rng.usize(..2), by);
                }
            }
            _ => {}
        }
    }
    made
}
