//! Conditions on operands and results that rows state, with the words of their messages.

use tfl_ir::{Body, Diagnostic, Op, Type, Value};

use crate::elem::{self, ElemSet};
use crate::spec::op_error;

/// An operand or a result, by number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// Operand.
    In(u8),
    /// Result.
    Out(u8),
}

/// A condition; types that are not known well enough meet it.
#[derive(Clone, Copy, Debug)]
pub enum Require {
    /// Two values have the same element type, or are quantized with the same storage.
    SameElem(Slot, Slot, &'static str),
    /// The operand has this rank; absent operands pass.
    Rank(u8, u8),
    /// The operand has at least this rank.
    MinRank(u8, u8),
    /// The operand has at least this rank, which the reference words as if it had to be exactly that.
    WordedAsRank(u8, u8),
    /// The operand has at most this rank.
    MaxRank(u8, u8),
    /// The operand's rank is in a range, both ends included.
    RankRange(u8, u8, u8),
    /// Shapes of the operands broadcast, and the ranks are at most this.
    BroadcastWithin(u8),
    /// A test of the row's own, with the words of its message.
    That(&'static str, fn(&Body, Op) -> bool),
}

impl Require {
    /// Checks the condition.
    ///
    /// # Errors
    /// When it is not met: "failed to verify that …".
    pub fn check(&self, body: &Body, op: Op) -> Result<(), Diagnostic> {
        if self.holds(body, op) {
            return Ok(());
        }
        Err(op_error(body, op, format_args!("failed to verify that {}", self.text())))
    }

    /// The condition in words, as the message has it.
    pub fn text(&self) -> String {
        match *self {
            Require::SameElem(_, _, text) | Require::That(text, _) => text.to_owned(),
            Require::Rank(operand, rank) | Require::WordedAsRank(operand, rank) => {
                format!("operand {operand} is {rank}-D")
            }
            Require::MinRank(operand, rank) => format!("operand {operand} is at least {rank}-D"),
            Require::MaxRank(operand, rank) => format!("operand {operand} is at most {rank}-D"),
            Require::RankRange(operand, low, high) => {
                format!("operand {operand} has rank range [{low}, {high}]")
            }
            Require::BroadcastWithin(rank) => {
                format!("operands do not have the same shape or broadcastable shapes within the rank {rank}")
            }
        }
    }

    fn holds(&self, body: &Body, op: Op) -> bool {
        let rank = |operand: u8| {
            let value = body.operand(op, usize::from(operand))?;
            body.ty(value).dims().map(<[_]>::len)
        };
        match *self {
            Require::SameElem(a, b, _) => match (slot(body, op, a), slot(body, op, b)) {
                (Some(a), Some(b)) => same_elem(body.ty(a), body.ty(b)),
                _ => true,
            },
            Require::Rank(operand, want) => rank(operand).is_none_or(|found| found == usize::from(want)),
            Require::MinRank(operand, want) | Require::WordedAsRank(operand, want) => {
                rank(operand).is_none_or(|found| found >= usize::from(want))
            }
            Require::MaxRank(operand, want) => rank(operand).is_none_or(|found| found <= usize::from(want)),
            Require::RankRange(operand, low, high) => {
                rank(operand).is_none_or(|found| (usize::from(low)..=usize::from(high)).contains(&found))
            }
            Require::BroadcastWithin(max) => {
                let types = body.operand_types(op);
                let within = |ty: &Type| ty.dims().is_none_or(|dims| dims.len() <= usize::from(max));
                types.windows(2).all(|pair| match pair {
                    [a, b] => a == b || (within(a) && within(b)),
                    _ => true,
                }) && crate::shape::broadcast_all(&types).is_ok()
            }
            Require::That(_, test) => test(body, op),
        }
    }
}

fn slot(body: &Body, op: Op, slot: Slot) -> Option<Value> {
    match slot {
        Slot::In(index) => body.operand(op, usize::from(index)),
        Slot::Out(index) => body.result(op, usize::from(index)),
    }
}

/// Whether two types have the same elements, or both are held in the same integers.
///
/// A `none` stands for an absent operand and agrees with everything; `!tf_type.quint8` is held in
/// `ui8`.
pub fn same_elem(a: Type, b: Type) -> bool {
    let (a, b) = (a.elem_or_self(), b.elem_or_self());
    if a == b || crate::constraint::is_none(a) || crate::constraint::is_none(b) {
        return true;
    }
    if a.is_quantized() && b.is_quantized() {
        return !ElemSet::of(a).is_empty() && ElemSet::of(a) == ElemSet::of(b);
    }
    let bytes = elem::QUINT8 | elem::UI8 | elem::QUI8;
    bytes.accepts(a) && bytes.accepts(b)
}

/// The rank of operand `operand`, if it is there and known.
fn rank(body: &Body, op: Op, operand: usize) -> Option<u64> {
    body.ty(body.operand(op, operand)?).dims().map(|dims| dims.len() as u64)
}

/// The size of dimension `dim` of operand `operand`, if it is there and known.
fn size(body: &Body, op: Op, operand: usize, dim: usize) -> Option<u64> {
    body.ty(body.operand(op, operand)?).dims()?.get(dim)?.size()
}

/// Whether a dimension of an operand is `want`, as far as it is known.
pub(crate) fn dim_is(body: &Body, op: Op, operand: usize, dim: usize, want: u64) -> bool {
    size(body, op, operand, dim).is_none_or(|found| found == want)
}

/// Whether a dimension of an operand is at most `most`, as far as it is known.
pub(crate) fn dim_at_most(body: &Body, op: Op, operand: usize, dim: usize, most: u64) -> bool {
    size(body, op, operand, dim).is_none_or(|found| found <= most)
}

/// Whether two dimensions, given by operand and number, are the same, as far as they are known.
pub(crate) fn dims_agree(body: &Body, op: Op, a: (usize, usize), b: (usize, usize)) -> bool {
    match (size(body, op, a.0, a.1), size(body, op, b.0, b.1)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether the rank of `operand` is the size of a dimension, as far as both are known.
pub(crate) fn rank_is_dim(body: &Body, op: Op, operand: usize, dim: (usize, usize)) -> bool {
    match (rank(body, op, operand), size(body, op, dim.0, dim.1)) {
        (Some(rank), Some(size)) => rank == size,
        _ => true,
    }
}

/// Whether an operand's rank is at most `most`, as far as it is known.
pub(crate) fn rank_at_most(body: &Body, op: Op, operand: usize, most: u64) -> bool {
    rank(body, op, operand).is_none_or(|found| found <= most)
}

/// Whether the first result's rank is at most `most`, as far as it is known.
pub(crate) fn result_rank_at_most(body: &Body, op: Op, most: usize) -> bool {
    let dims = body.result(op, 0).and_then(|value| body.ty(value).dims());
    dims.is_none_or(|dims| dims.len() <= most)
}

/// Whether an operand is a scalar or a vector of one, as far as it is known.
pub(crate) fn is_single(body: &Body, op: Op, operand: usize) -> bool {
    match rank(body, op, operand) {
        None | Some(0) => true,
        Some(1) => dim_is(body, op, operand, 0, 1),
        Some(_) => false,
    }
}

/// Whether the runtime takes two operands together: same elements, and shapes that are equal or
/// broadcast within rank 6.
pub(crate) fn binary_fits(body: &Body, op: Op) -> bool {
    let (Some(a), Some(b)) = (body.operand(op, 0), body.operand(op, 1)) else { return true };
    same_elem(body.ty(a), body.ty(b)) && Require::BroadcastWithin(6).holds(body, op)
}
