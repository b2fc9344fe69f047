//! 2-D convolution: NHWC input `[n, h, w, c]`, OHWI filter `[o, fh, fw, c / groups]`, bias `[o]`.
//!
//! The number of groups is the ratio of the channel counts of input and filter. `conv_2d_f32` sums
//! each output over filter rows, filter columns and input channels in that order, then adds the bias
//! and clamps. Quantized types are in [`crate::conv_quantized`], `f32` with `i8` weights in
//! [`crate::conv_hybrid`].

use crate::activation::Activation;
use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef, expect_len, product};
use crate::window::{Padding, WindowAxis, WindowSpec};

/// Attributes of a 2-D convolution.
#[derive(Debug, Clone, Copy)]
pub struct Conv2DParams {
    /// Treatment of the edges.
    pub padding: Padding,
    /// Vertical distance between windows, at least 1.
    pub stride_h: i32,
    /// Horizontal distance between windows, at least 1.
    pub stride_w: i32,
    /// Vertical distance between elements of a window, at least 1.
    pub dilation_h: i32,
    /// Horizontal distance between elements of a window, at least 1.
    pub dilation_w: i32,
    /// Clamp of the result.
    pub activation: Activation,
}

impl Default for Conv2DParams {
    fn default() -> Self {
        Conv2DParams {
            padding: Padding::Same,
            stride_h: 1,
            stride_w: 1,
            dilation_h: 1,
            dilation_w: 1,
            activation: Activation::None,
        }
    }
}

/// A convolution whose shapes have been checked against each other.
pub(crate) struct Conv2DGeometry {
    pub(crate) batch: usize,
    pub(crate) rows: WindowAxis,
    pub(crate) cols: WindowAxis,
    pub(crate) filter_h: usize,
    pub(crate) filter_w: usize,
    /// Input width and channels, for offsets into the input.
    pub(crate) in_w: usize,
    pub(crate) in_c: usize,
    pub(crate) out_c: usize,
    pub(crate) groups: usize,
    /// Input channels of a group.
    pub(crate) group_in: usize,
    /// Output channels of a group.
    pub(crate) group_out: usize,
}

impl Conv2DGeometry {
    pub(crate) fn new(input: &[usize], filter: &[usize], params: &Conv2DParams) -> Result<Self, KernelError> {
        let &[batch, in_h, in_w, in_c] = input else {
            return Err(KernelError::Rank { what: "input", found: input.len(), expected: "4 (NHWC)" });
        };
        let &[out_c, filter_h, filter_w, group_in] = filter else {
            return Err(KernelError::Rank { what: "filter", found: filter.len(), expected: "4 (OHWI)" });
        };
        let mismatch =
            |expected: Vec<usize>| KernelError::Shape { what: "filter", found: filter.to_vec(), expected };
        if group_in == 0 || !in_c.is_multiple_of(group_in) {
            return Err(mismatch(vec![out_c, filter_h, filter_w, in_c]));
        }
        let groups = (in_c / group_in).max(1);
        if !out_c.is_multiple_of(groups) {
            let wanted = out_c.div_ceil(groups).saturating_mul(groups);
            return Err(mismatch(vec![wanted, filter_h, filter_w, group_in]));
        }
        let axis = |size, filter, stride, dilation| {
            WindowAxis::new(size, WindowSpec { filter, stride, dilation, padding: params.padding })
        };
        Ok(Conv2DGeometry {
            batch,
            rows: axis(in_h, filter_h, params.stride_h, params.dilation_h)?,
            cols: axis(in_w, filter_w, params.stride_w, params.dilation_w)?,
            filter_h,
            filter_w,
            in_w,
            in_c,
            out_c,
            groups,
            group_in,
            group_out: out_c / groups,
        })
    }

    pub(crate) fn output_dims(&self) -> [usize; 4] {
        [self.batch, self.rows.output, self.cols.output, self.out_c]
    }

    /// Elements of one filter.
    pub(crate) fn taps(&self) -> usize {
        self.filter_h * self.filter_w * self.group_in
    }

    /// Elements of one image of the input.
    pub(crate) fn image(&self, input: &[usize]) -> usize {
        product(&input[1..])
    }

    /// Calls `f(tap, offset)` for every filter element `tap = fy * fw + fx` of the window at
    /// `(oy, ox)` that lies on the image, `offset` being that pixel's first channel in the image.
    #[inline]
    pub(crate) fn for_each_tap(&self, oy: usize, ox: usize, mut f: impl FnMut(usize, usize)) {
        for fy in 0..self.filter_h {
            let Some(y) = self.rows.source(oy, fy) else { continue };
            for fx in 0..self.filter_w {
                let Some(x) = self.cols.source(ox, fx) else { continue };
                f(fy * self.filter_w + fx, (y * self.in_w + x) * self.in_c);
            }
        }
    }
}

/// Shape of the result: `[n, oh, ow, o]`.
///
/// Refuses ranks other than 4, channel counts that do not divide, strides and dilations below 1.
pub fn conv_2d_shape(
    input: &[usize],
    filter: &[usize],
    params: &Conv2DParams,
) -> Result<Vec<usize>, KernelError> {
    Ok(Conv2DGeometry::new(input, filter, params)?.output_dims().to_vec())
}

/// `f32` convolution. Shapes: see the module; `out` has [`conv_2d_shape`].
pub fn conv_2d_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &Conv2DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Conv2DGeometry::new(input.dims(), filter.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    if let Some(bias) = bias {
        expect_len("bias", bias.len(), g.out_c)?;
    }
    // Dimensions of nothing may be huge: no loop, no scratch.
    if out.dims().contains(&0) {
        return Ok(());
    }
    let clamp = params.activation.range_f32();
    // Tap-major copy of the filter, output channels innermost: the inner loop then runs over
    // independent sums, and each single sum keeps the order the module promises.
    let packed = tap_major(filter.data(), g.out_c, g.taps());
    let image = g.image(input.dims());
    let mut pixels = out.into_data().chunks_exact_mut(g.out_c.max(1));
    let mut sums = vec![0f32; g.group_out];
    for b in 0..g.batch {
        let image = &input.data()[b * image..][..image];
        for oy in 0..g.rows.output {
            for ox in 0..g.cols.output {
                let Some(pixel) = pixels.next() else { return Ok(()) };
                for group in 0..g.groups {
                    sums.fill(0.0);
                    g.for_each_tap(oy, ox, |tap, offset| {
                        let values = &image[offset + group * g.group_in..][..g.group_in];
                        for (c, &x) in values.iter().enumerate() {
                            let row = (tap * g.group_in + c) * g.out_c + group * g.group_out;
                            let row = &packed[row..][..g.group_out];
                            for (sum, &w) in sums.iter_mut().zip(row) {
                                *sum += x * w;
                            }
                        }
                    });
                    let first = group * g.group_out;
                    for (i, (o, &sum)) in pixel[first..].iter_mut().zip(&sums).enumerate() {
                        *o = clamp.apply(sum + bias.map_or(0.0, |b| b[first + i]));
                    }
                }
            }
        }
    }
    Ok(())
}

/// `[o, taps]` as `[taps, o]`.
fn tap_major(filter: &[f32], out_c: usize, taps: usize) -> Vec<f32> {
    let mut packed = vec![0f32; filter.len()];
    for (o, row) in filter.chunks_exact(taps.max(1)).enumerate() {
        for (t, &w) in row.iter().enumerate() {
            packed[t * out_c + o] = w;
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(
        (xd, x): (&[usize], &[f32]),
        (wd, w): (&[usize], &[f32]),
        bias: Option<&[f32]>,
        p: &Conv2DParams,
    ) -> Result<Vec<f32>, KernelError> {
        let dims = conv_2d_shape(xd, wd, p)?;
        let mut y = vec![f32::NAN; product(&dims)];
        conv_2d_f32(TensorRef::new(xd, x)?, TensorRef::new(wd, w)?, bias, p, TensorMut::new(&dims, &mut y)?)?;
        Ok(y)
    }

    #[test]
    fn same_padding_by_hand() {
        let p = Conv2DParams::default();
        let y = run(
            (&[1, 2, 2, 1], &[1.0, 2.0, 3.0, 4.0]),
            (&[1, 2, 2, 1], &[1.0, 10.0, 100.0, 1000.0]),
            Some(&[0.5]),
            &p,
        );
        assert_eq!(y, Ok(vec![4321.5, 402.5, 43.5, 4.5]));
    }

    #[test]
    fn groups_see_their_own_channels() {
        let p = Conv2DParams { activation: Activation::Relu, ..Default::default() };
        let y =
            run((&[1, 1, 1, 4], &[1.0, 2.0, 3.0, 4.0]), (&[2, 1, 1, 2], &[1.0, 1.0, -5.0, 6.0]), None, &p);
        assert_eq!(y, Ok(vec![3.0, 9.0]));
    }

    #[test]
    fn impossible_shapes_are_refused() {
        let p = Conv2DParams::default();
        assert!(conv_2d_shape(&[1, 2, 2], &[1, 1, 1, 1], &p).is_err());
        assert!(conv_2d_shape(&[1, 2, 2, 3], &[1, 1, 1, 2], &p).is_err());
        assert!(conv_2d_shape(&[1, 2, 2, 3], &[1, 1, 1, 0], &p).is_err());
        assert!(conv_2d_shape(&[1, 2, 2, 4], &[3, 1, 1, 2], &p).is_err());
        assert!(conv_2d_shape(&[1, 2, 2, 1], &[1, 1, 1, 1], &Conv2DParams { stride_h: 0, ..p }).is_err());
        assert_eq!(conv_2d_shape(&[0, 4, 4, 2], &[3, 3, 3, 2], &p), Ok(vec![0, 4, 4, 3]));
        let short_bias = run((&[1, 1, 1, 1], &[1.0]), (&[2, 1, 1, 1], &[1.0, 1.0]), Some(&[1.0]), &p);
        assert!(matches!(short_bias, Err(KernelError::Length { what: "bias", .. })));
        assert_eq!(run((&[0, 1, 1, 1], &[]), (&[2, 1, 1, 1], &[1.0, 1.0]), None, &p), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn equals_the_defining_sum(
            h in 1usize..5, w in 1usize..5, c in 1usize..3, o in 1usize..4, groups in 1usize..3,
            fh in 1usize..4, fw in 1usize..4, s in 1i32..3, d in 1i32..3, same: bool, seed: u32,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let p = Conv2DParams {
                padding, stride_h: s, stride_w: 1, dilation_h: 1, dilation_w: d, activation: Activation::None,
            };
            let (xd, wd) = ([2, h, w, c * groups], [o * groups, fh, fw, c]);
            let number = |i: usize| ((i as u32).wrapping_mul(2654435761).wrapping_add(seed) >> 20) as f32 - 2048.0;
            let x: Vec<f32> = (0..product(&xd)).map(number).collect();
            let k: Vec<f32> = (0..product(&wd)).map(|i| number(i + 7)).collect();
            let Ok(dims) = conv_2d_shape(&xd, &wd, &p) else { return Ok(()) };
            let y = run((&xd, &x), (&wd, &k), None, &p).unwrap();
            let (eh, ew) = (fh as isize, (fw as isize - 1) * d as isize + 1);
            let before = |out: usize, s: isize, e: isize, n: usize| {
                if same { ((out as isize - 1) * s + e - n as isize).max(0) / 2 } else { 0 }
            };
            let (ph, pw) = (before(dims[1], s as isize, eh, h), before(dims[2], 1, ew, w));
            for (i, &got) in y.iter().enumerate() {
                let oc = i % dims[3];
                let ox = i / dims[3] % dims[2];
                let oy = i / dims[3] / dims[2] % dims[1];
                let b = i / dims[3] / dims[2] / dims[1];
                let mut sum = 0f32;
                for fy in 0..fh { for fx in 0..fw { for ic in 0..c {
                    let iy = oy as isize * s as isize + fy as isize - ph;
                    let ix = ox as isize + fx as isize * d as isize - pw;
                    if iy < 0 || ix < 0 || iy >= h as isize || ix >= w as isize { continue }
                    let channel = oc / o * c + ic;
                    sum += x[((b * h + iy as usize) * w + ix as usize) * c * groups + channel]
                        * k[((oc * fh + fy) * fw + fx) * c + ic];
                }}}
                prop_assert_eq!(got, sum);
            }
        }
    }
}
