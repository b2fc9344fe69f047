//! 3-D convolution and its transpose, `f32`: NDHWC input `[n, d, h, w, c]`.
//!
//! `conv_3d` has a filter `[fd, fh, fw, c / groups, o]`, its transpose one `[fd, fh, fw, o, c]`. Sums take
//! in the filter's depth, rows, columns and input channels in that order, then the bias.

use crate::activation::Activation;
use crate::error::KernelError;
use crate::strided::{bounded, dimension};
use crate::tensor::{TensorMut, TensorRef, expect_dims, expect_len, product};
use crate::window::{Padding, WindowAxis, WindowSpec, positive};

/// Attributes of a 3-D convolution.
#[derive(Debug, Clone, Copy)]
pub struct Conv3DParams {
    /// Treatment of the edges.
    pub padding: Padding,
    /// Distances between windows along depth, height, width, at least 1.
    pub strides: [i32; 3],
    /// Distances between elements of a window, at least 1.
    pub dilations: [i32; 3],
    /// Clamp of the result.
    pub activation: Activation,
}

fn five(what: &'static str, dims: &[usize]) -> Result<[usize; 5], KernelError> {
    dims.try_into().map_err(|_| KernelError::Rank { what, found: dims.len(), expected: "5" })
}

/// The window of each spatial axis of `sizes`.
fn windows(sizes: &[usize], filter: &[usize], p: &Conv3DParams) -> Result<[WindowAxis; 3], KernelError> {
    let axis = |i: usize| {
        let (stride, dilation) = (p.strides[i], p.dilations[i]);
        WindowAxis::new(sizes[i], WindowSpec { filter: filter[i], stride, dilation, padding: p.padding })
    };
    Ok([axis(0)?, axis(1)?, axis(2)?])
}

/// Shape of the result: `[n, od, oh, ow, o]`.
///
/// Refuses ranks other than 5, channels that do not divide, strides and dilations below 1.
pub fn conv_3d_shape(
    input: &[usize],
    filter: &[usize],
    params: &Conv3DParams,
) -> Result<Vec<usize>, KernelError> {
    let (x, f) = (five("input", input)?, five("filter", filter)?);
    if f[3] == 0 || !x[4].is_multiple_of(f[3]) || !f[4].is_multiple_of((x[4] / f[3]).max(1)) {
        let expected = vec![f[0], f[1], f[2], x[4], f[4]];
        return Err(KernelError::Shape { what: "filter", found: filter.to_vec(), expected });
    }
    let w = windows(&x[1..4], &f[..3], params)?;
    bounded(vec![x[0], w[0].output, w[1].output, w[2].output, f[4]])
}

/// `f32` 3-D convolution; `out` has [`conv_3d_shape`].
pub fn conv_3d_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &Conv3DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let dims = conv_3d_shape(input.dims(), filter.dims(), params)?;
    out.expect_dims(&dims)?;
    if out.dims().contains(&0) {
        return Ok(());
    }
    let (x, f) = (five("input", input.dims())?, five("filter", filter.dims())?);
    let [batch, in_d, in_h, in_w, in_c] = x;
    let [filter_d, filter_h, filter_w, group_in, out_c] = f;
    bias.map_or(Ok(()), |b| expect_len("bias", b.len(), out_c))?;
    let [depth, rows, cols] = windows(&x[1..4], &f[..3], params)?;
    let clamp = params.activation.range_f32();
    // Channels are not empty: the shape function has refused an empty group.
    let group_out = out_c / (in_c / group_in).max(1);
    let mut pixels = out.into_data().chunks_exact_mut(out_c.max(1));
    let mut sums = vec![0f32; out_c];
    let volume = in_d * in_h * in_w * in_c;
    for b in 0..batch {
        let image = &input.data()[b * volume..][..volume];
        for at in 0..depth.output * rows.output * cols.output {
            let (oz, rest) = (at / (rows.output * cols.output), at % (rows.output * cols.output));
            let (oy, ox) = (rest / cols.output, rest % cols.output);
            let Some(pixel) = pixels.next() else { return Ok(()) };
            sums.fill(0.0);
            for fz in 0..filter_d {
                let Some(z) = depth.source(oz, fz) else { continue };
                for fy in 0..filter_h {
                    let Some(y) = rows.source(oy, fy) else { continue };
                    for fx in 0..filter_w {
                        let Some(x) = cols.source(ox, fx) else { continue };
                        let values = &image[((z * in_h + y) * in_w + x) * in_c..][..in_c];
                        let tap = (fz * filter_h + fy) * filter_w + fx;
                        for (c, &v) in values.iter().enumerate() {
                            let (group, c) = (c / group_in, c % group_in);
                            let row = (tap * group_in + c) * out_c + group * group_out;
                            let weights = &filter.data()[row..][..group_out];
                            for (s, &w) in sums[group * group_out..].iter_mut().zip(weights) {
                                *s += v * w;
                            }
                        }
                    }
                }
            }
            for (c, (o, &sum)) in pixel.iter_mut().zip(&sums).enumerate() {
                *o = clamp.apply(sum + bias.map_or(0.0, |b| b[c]));
            }
        }
    }
    Ok(())
}

/// Shape of the transpose's result, from its shape operand `[n, d, h, w, o]`.
///
/// Refuses ranks other than 5, channels and batches that differ, strides and dilations below 1.
pub fn conv_3d_transpose_shape(
    output_shape: &[i64],
    filter: &[usize],
    input: &[usize],
    params: &Conv3DParams,
) -> Result<Vec<usize>, KernelError> {
    let dims = output_shape.iter().map(|&d| dimension("output shape", d)).collect::<Result<Vec<_>, _>>()?;
    check_transpose(&dims, filter, input, params)?;
    bounded(dims)
}

/// Checks shapes; gives stride, dilation and padding of each spatial axis.
fn check_transpose(
    output: &[usize],
    filter: &[usize],
    input: &[usize],
    p: &Conv3DParams,
) -> Result<[[usize; 3]; 3], KernelError> {
    let (o, f, x) = (five("output shape", output)?, five("filter", filter)?, five("input", input)?);
    expect_dims("filter", filter, &[f[0], f[1], f[2], f[3], x[4]])?;
    expect_dims("output shape", output, &[x[0], o[1], o[2], o[3], f[3]])?;
    let axis = |i: usize| {
        let (stride, dilation) = (positive("stride", p.strides[i])?, positive("dilation", p.dilations[i])?);
        let spec =
            WindowSpec { filter: f[i], stride: p.strides[i], dilation: p.dilations[i], padding: p.padding };
        let pad = match p.padding {
            Padding::Same => WindowAxis::new(o[i + 1], spec)?.pad_before,
            Padding::Valid => 0,
        };
        Ok::<_, KernelError>([stride, dilation, pad])
    };
    Ok([axis(0)?, axis(1)?, axis(2)?])
}

/// `f32` transposed 3-D convolution; the shape of `out` is the operator's shape operand.
pub fn conv_3d_transpose_f32(
    input: TensorRef<f32>,
    filter: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &Conv3DParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let axes = check_transpose(out.dims(), filter.dims(), input.dims(), params)?;
    let (o, f) = (five("output shape", out.dims())?, five("filter", filter.dims())?);
    let [_, in_d, in_h, in_w, in_c] = five("input", input.dims())?;
    let out_c = o[4];
    bias.map_or(Ok(()), |b| expect_len("bias", b.len(), out_c))?;
    let clamp = params.activation.range_f32();
    let out = out.into_data();
    out.fill(0.0);
    if out.is_empty() {
        return Ok(());
    }
    let place = |axis: usize, at: usize, tap: usize| {
        let [stride, dilation, pad] = axes[axis];
        (at * stride + tap * dilation).checked_sub(pad).filter(|&p| p < o[axis + 1])
    };
    let pixels = input.data().chunks_exact(in_c.max(1)).enumerate();
    for (i, pixel) in pixels {
        let (x, rest) = (i % in_w, i / in_w);
        let (y, rest) = (rest % in_h, rest / in_h);
        let (z, b) = (rest % in_d, rest / in_d);
        for tap in 0..product(&f[..3]) {
            let (fz, fy, fx) = (tap / (f[1] * f[2]), tap / f[2] % f[1], tap % f[2]);
            let (Some(oz), Some(oy), Some(ox)) = (place(0, z, fz), place(1, y, fy), place(2, x, fx)) else {
                continue;
            };
            let target = (((b * o[1] + oz) * o[2] + oy) * o[3] + ox) * out_c;
            for (c, sum) in out[target..][..out_c].iter_mut().enumerate() {
                let weights = &filter.data()[(tap * out_c + c) * in_c..][..in_c];
                *sum += pixel.iter().zip(weights).fold(0f32, |s, (&v, &w)| s + v * w);
            }
        }
    }
    for (i, v) in out.iter_mut().enumerate() {
        *v = clamp.apply(*v + bias.map_or(0.0, |b| b[i % out_c]));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: Conv3DParams = Conv3DParams {
        padding: Padding::Valid,
        strides: [1, 1, 2],
        dilations: [1, 1, 1],
        activation: Activation::None,
    };

    #[test]
    fn windows_slide_in_three_dimensions() {
        let x: Vec<f32> = (1..=8).map(|v| v as f32).collect();
        let t = TensorRef::new(&[1, 2, 2, 2, 1], &x).unwrap();
        let w = TensorRef::new(&[2, 1, 2, 1, 1], &[1.0, 10.0, 100.0, 1000.0]).unwrap();
        let mut y = [0.0; 2];
        conv_3d_f32(t, w, Some(&[0.5]), &P, TensorMut::new(&[1, 1, 2, 1, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [6521.5, 8743.5]);
    }

    #[test]
    fn the_transpose_scatters() {
        let t = TensorRef::new(&[1, 1, 1, 2, 1], &[1.0, 2.0]).unwrap();
        let w = TensorRef::new(&[1, 1, 3, 1, 1], &[1.0, 10.0, 100.0]).unwrap();
        let mut y = [0.0; 5];
        conv_3d_transpose_f32(t, w, None, &P, TensorMut::new(&[1, 1, 1, 5, 1], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1.0, 10.0, 102.0, 20.0, 200.0]);
    }

    #[test]
    fn shapes_are_checked() {
        assert!(conv_3d_shape(&[1, 2, 2, 2], &[1, 1, 1, 1, 1], &P).is_err());
        assert!(conv_3d_shape(&[1, 2, 2, 2, 3], &[1, 1, 1, 2, 1], &P).is_err());
        assert!(conv_3d_shape(&[1, 2, 2, 2, 1], &[3, 1, 1, 1, 1], &P).is_err());
        let still = Conv3DParams { strides: [1, 0, 1], ..P };
        assert!(conv_3d_shape(&[1, 2, 2, 2, 1], &[1, 1, 1, 1, 1], &still).is_err());
        assert!(conv_3d_transpose_shape(&[1, 1, 1, 5, 2], &[1, 1, 3, 1, 1], &[1, 1, 1, 2, 1], &P).is_err());
        assert!(
            conv_3d_transpose_shape(&[1, 1, 1, 5, 1], &[1, 1, 3, 1, 1], &[1, 1, 1, 2, 1], &still).is_err()
        );
    }
}
