//! The range of values that a tensor's elements have: what drops a clamp that never clamps.
//!
//! Ranges say nothing about NaN; an op that a range makes redundant hands NaN on.

use tfl_ir::{Attr, Dict};

/// Bounds of all elements, inclusive.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Range {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Range {
    /// Nothing known.
    pub(crate) const ALL: Range = Range { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Both bounds; everything if they are not in order.
    pub(crate) fn new(low: f64, high: f64) -> Range {
        if low <= high { Range { low, high } } else { Range::ALL }
    }

    /// The values in both.
    pub(crate) fn and(self, other: Range) -> Range {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        if low <= high { Range { low, high } } else { self }
    }

    /// Whether all of it lies in `other`.
    pub(crate) fn within(self, other: Range) -> bool {
        other.low <= self.low && self.high <= other.high
    }

    /// The range after clamping.
    fn clamped(self, low: f64, high: f64) -> Range {
        Range { low: self.low.clamp(low, high), high: self.high.clamp(low, high) }
    }

    /// The range after a monotonic function.
    fn map(self, function: impl Fn(f64) -> f64) -> Range {
        Range::new(function(self.low), function(self.high))
    }
}

/// What an activation, named as in `fused_activation_function`, lets through.
pub(crate) fn activation_range(name: &str) -> Option<Range> {
    Some(match name {
        "RELU" => Range::new(0.0, f64::INFINITY),
        "RELU6" => Range::new(0.0, 6.0),
        "RELU_N1_TO_1" | "TANH" => Range::new(-1.0, 1.0),
        "NONE" => Range::ALL,
        _ => return None,
    })
}

/// The range of an op's result from those of its operands.
pub(crate) fn range_of(name: &str, props: &Dict, operands: &[Range]) -> Range {
    let first = operands.first().copied().unwrap_or(Range::ALL);
    let second = operands.get(1).copied().unwrap_or(Range::ALL);
    let plain = match name {
        "tfl.relu" => first.clamped(0.0, f64::INFINITY),
        "tfl.relu6" => first.clamped(0.0, 6.0),
        "tfl.relu_n1_to_1" => first.clamped(-1.0, 1.0),
        "tfl.relu_0_to_1" => first.clamped(0.0, 1.0),
        "tfl.logistic" | "tfl.softmax" => Range::new(0.0, 1.0),
        "tfl.tanh" | "tfl.sin" | "tfl.cos" | "tfl.sign" => Range::new(-1.0, 1.0),
        "tfl.exp" | "tfl.sqrt" | "tfl.rsqrt" | "tfl.square" | "tfl.squared_difference" => {
            Range::new(0.0, f64::INFINITY)
        }
        "tfl.abs" => Range::new(0.0, first.low.abs().max(first.high.abs())),
        "tfl.log_softmax" => Range::new(f64::NEG_INFINITY, 0.0),
        "tfl.floor" => first.map(f64::floor),
        "tfl.ceil" => first.map(f64::ceil),
        "tfl.neg" => Range::new(-first.high, -first.low),
        "tfl.maximum" => Range::new(first.low.max(second.low), first.high.max(second.high)),
        "tfl.minimum" => Range::new(first.low.min(second.low), first.high.min(second.high)),
        "tfl.add" => Range::new(first.low + second.low, first.high + second.high),
        "tfl.sub" => Range::new(first.low - second.high, first.high - second.low),
        "tfl.mul" if first.low >= 0.0 && second.low >= 0.0 => Range::new(0.0, f64::INFINITY),
        "tfl.concatenation" | "tfl.pack" => operands
            .iter()
            .copied()
            .fold(first, |all, one| Range { low: all.low.min(one.low), high: all.high.max(one.high) }),
        "tfl.average_pool_2d"
        | "tfl.max_pool_2d"
        | "tfl.reshape"
        | "tfl.transpose"
        | "tfl.squeeze"
        | "tfl.expand_dims"
        | "tfl.slice"
        | "tfl.strided_slice"
        | "tfl.gather"
        | "tfl.tile"
        | "tfl.broadcast_to"
        | "tfl.mean"
        | "tfl.reduce_max"
        | "tfl.reduce_min"
        | "tfl.space_to_depth"
        | "tfl.depth_to_space"
        | "tfl.unpack"
        | "tfl.quantize"
        | "tfl.dequantize" => first,
        "tfl.pad" => first.union_zero(),
        _ => Range::ALL,
    };
    match props.get("fused_activation_function").and_then(Attr::as_str).and_then(activation_range) {
        Some(activation) if activation != Range::ALL => plain.clamped(activation.low, activation.high),
        _ => plain,
    }
}

impl Range {
    fn union_zero(self) -> Range {
        Range { low: self.low.min(0.0), high: self.high.max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamps_narrow_and_sums_widen() {
        let relu6 = range_of("tfl.relu6", &Dict::EMPTY, &[Range::ALL]);
        assert_eq!(relu6, Range::new(0.0, 6.0));
        assert_eq!(range_of("tfl.add", &Dict::EMPTY, &[relu6, relu6]), Range::new(0.0, 12.0));
        assert_eq!(range_of("tfl.neg", &Dict::EMPTY, &[relu6]), Range::new(-6.0, 0.0));
        let fused = Dict::of([("fused_activation_function", Attr::str("RELU"))]);
        assert_eq!(range_of("tfl.conv_2d", &fused, &[]), Range::new(0.0, f64::INFINITY));
        assert!(relu6.within(Range::new(0.0, f64::INFINITY)) && !Range::ALL.within(relu6));
    }

    #[test]
    fn contradictions_keep_what_was_known() {
        let low = Range::new(0.0, 1.0);
        assert_eq!(low.and(Range::new(2.0, 3.0)), low);
        assert_eq!(Range::new(f64::NAN, 1.0), Range::ALL);
    }
}
