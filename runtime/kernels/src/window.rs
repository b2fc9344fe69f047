//! Sliding windows: output size and padding of convolutions and pools along one axis.

use crate::error::KernelError;

/// How a window may hang over the edge of its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Padding {
    /// As many outputs as strides fit into the input; the excess is split, the odd one at the end.
    #[default]
    Same,
    /// Only windows that lie inside the input.
    Valid,
}

/// A window along one axis, attributes as the model states them.
#[derive(Debug, Clone, Copy)]
pub struct WindowSpec {
    /// Elements of the window.
    pub filter: usize,
    /// Distance between windows.
    pub stride: i32,
    /// Distance between elements of a window.
    pub dilation: i32,
    /// Treatment of the edges.
    pub padding: Padding,
}

/// A checked window along one axis of a known input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowAxis {
    /// Size of the output.
    pub output: usize,
    /// Zeros in front of the input.
    pub pad_before: usize,
    /// Zeros behind the input.
    pub pad_after: usize,
    input: usize,
    filter: usize,
    stride: usize,
    dilation: usize,
}

impl WindowAxis {
    /// Places `spec` on an axis of `input` elements. Refuses strides and dilations below 1, an empty
    /// window, and a valid window that is larger than its input.
    pub fn new(input: usize, spec: WindowSpec) -> Result<Self, KernelError> {
        let stride = positive("stride", spec.stride)?;
        let dilation = positive("dilation", spec.dilation)?;
        let filter = spec.filter;
        let extent = filter
            .checked_sub(1)
            .and_then(|n| n.checked_mul(dilation))
            .and_then(|n| n.checked_add(1))
            .ok_or(KernelError::Parameter {
                what: "window size",
                found: i64::try_from(filter).unwrap_or(i64::MAX),
                expected: "at least 1 and not huge",
            })?;
        let output = match spec.padding {
            _ if input == 0 => 0,
            Padding::Same => input.div_ceil(stride),
            Padding::Valid => {
                let room = input.checked_sub(extent).ok_or(KernelError::Parameter {
                    what: "window extent",
                    found: i64::try_from(extent).unwrap_or(i64::MAX),
                    expected: "at most the input's size (padding is VALID)",
                })?;
                room / stride + 1
            }
        };
        // In range: (output - 1) * stride is less than input.
        let covered = output.saturating_sub(1) * stride;
        let pad = covered.saturating_add(extent).saturating_sub(input);
        let pad = if output == 0 || spec.padding == Padding::Valid { 0 } else { pad };
        Ok(WindowAxis {
            output,
            pad_before: pad / 2,
            pad_after: pad - pad / 2,
            input,
            filter,
            stride,
            dilation,
        })
    }

    /// The input index under element `tap` of window `out`, `None` where it lies in the padding.
    #[inline]
    pub fn source(&self, out: usize, tap: usize) -> Option<usize> {
        let i = (out * self.stride + tap * self.dilation).checked_sub(self.pad_before)?;
        (i < self.input).then_some(i)
    }

    /// The taps of an undilated window `out` that lie inside the input, as a range of input indices.
    #[inline]
    pub fn inside(&self, out: usize) -> std::ops::Range<usize> {
        let start = out * self.stride;
        let end = (start + self.filter).saturating_sub(self.pad_before).min(self.input);
        start.saturating_sub(self.pad_before).min(end)..end
    }
}

/// A model's integer attribute that must be at least 1.
pub(crate) fn positive(what: &'static str, value: i32) -> Result<usize, KernelError> {
    match usize::try_from(value) {
        Ok(v) if v > 0 => Ok(v),
        _ => Err(KernelError::Parameter { what, found: i64::from(value), expected: "at least 1" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spec(filter: usize, stride: i32, dilation: i32, padding: Padding) -> WindowSpec {
        WindowSpec { filter, stride, dilation, padding }
    }

    #[test]
    fn same_puts_the_odd_zero_behind() {
        let w = WindowAxis::new(4, spec(3, 2, 1, Padding::Same)).unwrap();
        assert_eq!((w.output, w.pad_before, w.pad_after), (2, 0, 1));
        assert_eq!(w.source(1, 1), Some(3));
        assert_eq!(w.source(1, 2), None);
        assert_eq!(w.inside(1), 2..4);
    }

    #[test]
    fn windows_that_cannot_be_placed_are_refused() {
        for s in [spec(3, 0, 1, Padding::Same), spec(3, 1, -1, Padding::Same), spec(0, 1, 1, Padding::Same)] {
            assert!(WindowAxis::new(4, s).is_err(), "{s:?}");
        }
        assert!(WindowAxis::new(4, spec(3, 1, 2, Padding::Valid)).is_err());
        assert!(WindowAxis::new(4, spec(usize::MAX, 1, i32::MAX, Padding::Same)).is_err());
        assert_eq!(WindowAxis::new(0, spec(3, 1, 1, Padding::Valid)).unwrap().output, 0);
    }

    proptest! {
        #[test]
        fn every_valid_window_is_inside(input in 1usize..40, f in 1usize..6, s in 1i32..5, d in 1i32..4) {
            if let Ok(w) = WindowAxis::new(input, spec(f, s, d, Padding::Valid)) {
                for o in 0..w.output {
                    for t in 0..f {
                        prop_assert!(w.source(o, t).is_some());
                    }
                }
                prop_assert_eq!(w.source(w.output, f - 1), None);
            }
        }

        #[test]
        fn same_covers_the_input(input in 1usize..40, f in 1usize..6, s in 1i32..5) {
            let w = WindowAxis::new(input, spec(f, s, 1, Padding::Same)).unwrap();
            prop_assert_eq!(w.output, input.div_ceil(s as usize));
            for o in 0..w.output {
                let taps: Vec<usize> = (0..f).filter_map(|t| w.source(o, t)).collect();
                prop_assert_eq!(w.inside(o).collect::<Vec<_>>(), taps);
            }
        }
    }
}
