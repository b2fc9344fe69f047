//! What convolutions and fully connected layers have in common: `y[c] = Σ w[c, …]·x[…] + b[c]`.

use std::sync::Arc;

use rayon::prelude::*;
use tfl_ir::rewrite::Rewriter;
use tfl_ir::{Attr, Body, DenseElements, Op, Type, Value};

use crate::attrs::{is, result_type};
use crate::constant::{Dialect, elements, floats};

/// What a constant does to what it meets.
#[derive(Clone, Copy)]
pub(super) enum Scale {
    /// Multiplies it.
    Mul,
    /// Divides it.
    Div,
}

impl Scale {
    /// `number` times, or divided by, `factor`.
    pub(super) fn apply(self, number: f32, factor: f32) -> f32 {
        match self {
            Scale::Mul => number * factor,
            Scale::Div => number / factor,
        }
    }
}

/// A linear op whose result has one use and no activation.
pub(super) struct Linear {
    pub(super) op: Op,
    pub(super) filter: Value,
    /// Number of the bias operand, and the bias where there is one.
    bias: (usize, Option<Value>),
    /// Dimension of the filter that is the output channel.
    channel_dim: usize,
    pub(super) channels: u64,
}

/// Kinds: filter operand, bias operand, channel dimension of the filter.
const KINDS: &[(&str, usize, usize, usize)] = &[
    ("tfl.conv_2d", 1, 2, 0),
    ("tfl.depthwise_conv_2d", 1, 2, 3),
    ("tfl.fully_connected", 1, 2, 0),
    ("tfl.transpose_conv", 1, 3, 0),
];

impl Linear {
    /// The linear op that makes `value`, if nothing else needs its result as it is.
    pub(super) fn making(body: &Body, value: Value) -> Option<Linear> {
        let op = body.defining_op(value).filter(|_| body.has_one_use(value))?;
        let name = body.name(op).as_str();
        let &(_, filter, bias, channel_dim) = KINDS.iter().find(|kind| kind.0 == name)?;
        let plain = is(body, op, "fused_activation_function", "NONE")
            && (name != "tfl.fully_connected" || is(body, op, "weights_format", "DEFAULT"));
        if !plain || result_type(body, op)?.elem()? != Type::f32() {
            return None;
        }
        let filter = body.operand(op, filter)?;
        let channels = body.ty(filter).dims()?.get(channel_dim)?.size()?;
        let bias = (bias, body.operand(op, bias).filter(|&bias| body.ty(bias) != Type::none()));
        Some(Linear { op, filter, bias, channel_dim, channels })
    }

    /// The bias as numbers, one a channel: zeros if there is none, `None` if it is not constant.
    pub(super) fn bias(&self, body: &Body) -> Option<Vec<f32>> {
        match self.bias.1 {
            None => Some(vec![0.0; usize::try_from(self.channels).ok()?]),
            Some(bias) => floats(elements(body, bias)?).filter(|bias| bias.len() as u64 == self.channels),
        }
    }

    /// The filter with each channel's weights multiplied (or divided) by the factor of the channel; made
    /// once for all functions.
    pub(super) fn scaled_filter(
        &self,
        body: &Body,
        factors: &[f32],
        by: Scale,
    ) -> Option<Arc<DenseElements>> {
        let mut how = vec![by as u8, self.channel_dim as u8];
        how.extend(factors.iter().flat_map(|factor| factor.to_bits().to_le_bytes()));
        crate::memo::derived(body, self.filter, how, |filter| {
            let dims = filter.ty().static_dims()?;
            let mut weights = floats(filter)?;
            // Weights of one channel that stand next to each other.
            let inner: u64 = dims.get(self.channel_dim + 1..)?.iter().product();
            let inner = usize::try_from(inner).ok().filter(|&n| n > 0)?;
            let chunks = weights.par_chunks_mut(inner).with_min_len(1 + (1 << 14) / inner);
            chunks.enumerate().for_each(|(at, chunk)| {
                let factor = factors[at % factors.len()];
                chunk.iter_mut().for_each(|weight| *weight = by.apply(*weight, factor));
            });
            DenseElements::from_f32_vec(&dims, weights).ok()
        })
    }

    /// Makes the op anew with other weights and activation, in place of the root.
    pub(super) fn replace(
        &self,
        rw: &mut Rewriter<'_>,
        filter: Option<Arc<DenseElements>>,
        bias: &[f32],
        activation: Attr,
    ) -> Option<()> {
        rw.also(self.op);
        let mut operands: Vec<Value> = rw.body.operands(self.op).collect();
        if let Some(filter) = filter {
            let made = Dialect::Tfl.constant_for(rw, filter, self.filter);
            operands
                .iter_mut()
                .filter(|operand| **operand == self.filter)
                .for_each(|operand| *operand = made);
        }
        let bias = DenseElements::from_f32(&[self.channels], bias).ok()?;
        let bias = Dialect::Tfl.constant(rw, bias);
        if self.bias.0 < operands.len() {
            operands[self.bias.0] = bias;
        } else {
            operands.push(bias);
        }
        let (name, types) = (rw.body.name(self.op), rw.body.result_types(self.op));
        let attrs: Vec<_> =
            rw.body.props(self.op).iter().chain(rw.body.attrs(self.op).iter()).cloned().collect();
        let state = rw.state(name).operands(operands).results(types).with_attrs(attrs);
        rw.replace_with(state.attr("fused_activation_function", activation));
        Some(())
    }
}

/// A constant that broadcasts along all but the last dimension of a result of `rank` dimensions, as one
/// number for each of `channels`.
pub(super) fn per_channel(body: &Body, value: Value, rank: usize, channels: u64) -> Option<Vec<f32>> {
    let constant = elements(body, value)?;
    let dims = constant.ty().static_dims()?;
    let count = usize::try_from(channels).ok()?;
    let last = dims.last().copied().unwrap_or(1);
    let leading = dims.len().saturating_sub(1);
    if dims.len() > rank || dims.iter().take(leading).any(|&dim| dim != 1) {
        return None;
    }
    let numbers = floats(constant)?;
    match last {
        1 => Some(vec![*numbers.first()?; count]),
        n if n == channels => Some(numbers),
        _ => None,
    }
}
