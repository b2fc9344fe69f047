//! What rules know of linear ops, `y[c] = Σ w[c, …]·x[…] + b[c]`, and of the constants beside them.

use egg::Id;
use tfl_ir::{Attr, Dict, Type};

use crate::eqsat::graph::Graph;
use crate::eqsat::node::OpKind;
use crate::eqsat::rule::{Match, plain_props};
use crate::eqsat::term::Term;

/// Larger factors and summands (masks made of the lowest float, infinities) stay where they are: merged
/// with others they could overflow. Far from the ends of `f32` on purpose, for sums of products.
const MODERATE: f32 = 1e18;
/// Elements that conditions look at.
const SEEN: u64 = 1 << 16;
/// Nodes of a class that is full, see [`has_room`].
const FULL: usize = 8;

/// An op of constants: attributes plain.
pub(super) fn op<const N: usize>(name: &str, operands: [Term; N]) -> Option<Term> {
    let kind = OpKind::named(name)?;
    Some(Term::op(kind, plain_props(kind), operands))
}

/// `value` in another shape.
pub(super) fn reshaped(value: Term, dims: &[i64]) -> Option<Term> {
    op("tfl.reshape", [value, Term::ints(dims)?])
}

/// `value` repeated to a shape.
pub(super) fn broadcast(value: Term, dims: &[i64]) -> Option<Term> {
    op("tfl.broadcast_to", [value, Term::ints(dims)?])
}

/// `value` summed along some dimensions, which vanish.
fn summed(value: Term, axes: &[i64]) -> Option<Term> {
    let kind = OpKind::named("tfl.sum")?;
    Some(Term::op(kind, Dict::of([("keep_dims", Attr::bool(false))]), [value, Term::ints(axes)?]))
}

/// Whether no element that is known is so large that sums or products with it could overflow.
pub(super) fn is_moderate(graph: &Graph, id: Id) -> bool {
    all_known(graph, id, |number| number.abs() <= MODERATE)
}

/// Whether no element that is known is so small that its inverse would be too large.
pub(super) fn has_moderate_inverse(graph: &Graph, id: Id) -> bool {
    all_known(graph, id, |number| number.abs() >= 1.0 / MODERATE)
}

/// Whether `holds` for all elements of a constant, as far as they are known and few.
fn all_known(graph: &Graph, id: Id, holds: impl Fn(f32) -> bool) -> bool {
    let Some(elements) = graph.elements(id) else { return true };
    if !elements.is_splat() && elements.len() > SEEN {
        return true;
    }
    elements.stored_f32().is_none_or(|numbers| numbers.iter().all(|&number| holds(number)))
}

/// Whether a class has few enough nodes for one more way to combine the same constants. Products and sums
/// of constants round differently in each order, so that long chains of them would have as many forms
/// as there are orders; one of the first few is as good as any.
pub(super) fn has_room(graph: &Graph, class: Id) -> bool {
    graph.nodes(class).len() < FULL
}

/// Whether a class holds plain `f32` numbers.
pub(super) fn is_f32(graph: &Graph, id: Id) -> bool {
    graph.elem(id) == Some(Type::f32())
}

/// Whether a constant is one number, whatever its rank.
pub(super) fn is_single(graph: &Graph, id: Id) -> bool {
    graph.shape(id).is_some_and(|dims| dims.iter().all(|&dim| dim == 1))
}

/// The length of the last dimension of a value, if known.
pub(super) fn depth(graph: &Graph, id: Id) -> Option<i64> {
    i64::try_from(graph.dims(id)?.last()?.size()?).ok()
}

/// Whether a constant combines with a value of `rank` dimensions, the last of `channels`, by channel:
/// it is one number or one for each, and does not make the value larger.
pub(super) fn is_per_channel(graph: &Graph, constant: Id, rank: usize, channels: i64) -> bool {
    let Some(dims) = graph.shape(constant) else { return false };
    let Some((&last, leading)) = dims.split_last() else { return true };
    dims.len() <= rank && leading.iter().all(|&dim| dim == 1) && (last == 1 || last == channels)
}

/// A constant by channel as a vector, of one element or one a channel; scalars stay scalars.
pub(super) fn channel_vector(
    graph: &Graph,
    constant: Id,
    rank: usize,
    channels: i64,
) -> Option<(Term, bool)> {
    if !is_per_channel(graph, constant, rank, channels) {
        return None;
    }
    let dims = graph.shape(constant)?;
    let single = dims.iter().all(|&dim| dim == 1);
    match dims.last() {
        Some(&last) if dims.len() > 1 => Some((reshaped(constant.into(), &[last])?, single)),
        _ => Some((constant.into(), single)),
    }
}

/// A linear op of a match: kind `kind`, weights `w` and bias `b`, its attributes called `c`.
pub(super) struct Linear {
    kind: &'static str,
    /// Shape of the weights.
    pub(super) filter: Vec<i64>,
    pub(super) channels: i64,
    has_bias: bool,
}

impl Linear {
    /// The linear op of a match, if it computes on plain floats and its bias is what it should be.
    pub(super) fn of(m: &Match<'_>, kind: &'static str) -> Option<Linear> {
        let (w, b) = (m.id("w"), m.id("b"));
        let filter = m.shape(w).filter(|_| is_f32(m, w))?;
        let channels = *match kind {
            "tfl.depthwise_conv_2d" => filter.get(3)?,
            _ => filter.first()?,
        };
        let has_bias = !m.is_none(b);
        let usable = !has_bias || (is_f32(m, b) && m.shape(b)? == [channels]);
        let plain = kind != "tfl.fully_connected" || m.text_is("c", "weights_format", "DEFAULT");
        (usable && plain && channels > 0 && has_room(m, m.root)).then_some(Linear {
            kind,
            filter,
            channels,
            has_bias,
        })
    }

    /// The bias and `more`, a vector of one element or one a channel.
    pub(super) fn bias_and(&self, m: &Match<'_>, more: Term, single: bool) -> Option<Term> {
        match (self.has_bias, single) {
            (true, _) => op("tfl.add", [m.id("b").into(), more]),
            (false, true) => broadcast(reshaped(more, &[1])?, &[self.channels]),
            (false, false) => Some(more),
        }
    }

    /// The bias times `factor`, a vector as above.
    pub(super) fn bias_times(&self, m: &Match<'_>, factor: Term) -> Option<Term> {
        if self.has_bias { op("tfl.mul", [m.id("b").into(), factor]) } else { Some(m.id("b").into()) }
    }

    /// The weights, those of each output channel times its element of `factor`.
    pub(super) fn weights_times_outputs(&self, m: &Match<'_>, factor: Term, single: bool) -> Option<Term> {
        let factor = match (single, self.kind) {
            (true, _) | (_, "tfl.depthwise_conv_2d") => factor,
            (_, "tfl.fully_connected") => reshaped(factor, &[self.channels, 1])?,
            _ => reshaped(factor, &[self.channels, 1, 1, 1])?,
        };
        op("tfl.mul", [m.id("w").into(), factor])
    }

    /// The weights, those of each input channel times its element of the constant `k`, which combines
    /// with the input `x`.
    pub(super) fn weights_times_inputs(&self, m: &Match<'_>, x: Id, k: Id) -> Option<Term> {
        op("tfl.mul", [m.id("w").into(), self.by_input(m, x, k)?])
    }

    /// What adding the constant `k` to all of the input `x` adds to each output.
    pub(super) fn response_to(&self, m: &Match<'_>, x: Id, k: Id) -> Option<Term> {
        let axes: &[i64] = match self.kind {
            "tfl.depthwise_conv_2d" => &[0, 1, 2],
            "tfl.fully_connected" => &[1],
            _ => &[1, 2, 3],
        };
        summed(self.weights_times_inputs(m, x, k)?, axes)
    }

    /// A constant beside the input as it broadcasts along the weights.
    fn by_input(&self, m: &Match<'_>, x: Id, k: Id) -> Option<Term> {
        let (rank, channels) = (m.rank(x)?, depth(m, x)?);
        if is_single(m, k) && m.rank(k)? <= rank {
            return reshaped(k.into(), &[1]);
        }
        let inputs = match self.kind {
            "tfl.depthwise_conv_2d" => channels,
            _ => *self.filter.last()?,
        };
        if self.kind == "tfl.fully_connected" && inputs != channels {
            return flattened(m, x, k, inputs);
        }
        let (vector, _) = channel_vector(m, k, rank, channels)?;
        match self.kind {
            "tfl.depthwise_conv_2d" if self.channels != channels => {
                let times = self.channels.checked_div(channels)?;
                let repeated = broadcast(reshaped(vector, &[channels, 1])?, &[channels, times])?;
                reshaped(repeated, &[self.channels])
            }
            // Groups see only some of the channels.
            _ => (inputs == channels).then_some(vector),
        }
    }
}

/// A constant beside `x` as a vector of `length`, where that many elements of the last dimensions of `x`
/// are one row.
fn flattened(graph: &Graph, x: Id, k: Id, length: i64) -> Option<Term> {
    let dims = graph.dims(x)?;
    let mut row = Vec::new();
    let mut count = 1i64;
    for dim in dims.iter().rev() {
        if count == length {
            break;
        }
        row.insert(0, i64::try_from(dim.size()?).ok()?);
        count = count.checked_mul(*row.first()?)?;
    }
    (count == length).then_some(())?;
    reshaped(spread(graph, k, dims.len(), &row)?, &[length])
}

/// A constant beside a value of `rank` dimensions, the last of which are `row`, repeated to all of `row`.
pub(super) fn spread(graph: &Graph, k: Id, rank: usize, row: &[i64]) -> Option<Term> {
    let dims = graph.shape(k).filter(|dims| dims.len() <= rank)?;
    let own = dims.len().saturating_sub(row.len());
    let (leading, tail) = dims.split_at(own);
    let fits = tail.iter().rev().zip(row.iter().rev()).all(|(&dim, &full)| dim == 1 || dim == full);
    (fits && leading.iter().all(|&dim| dim == 1)).then_some(())?;
    let tail = if leading.is_empty() { k.into() } else { reshaped(k.into(), tail)? };
    broadcast(tail, row)
}
