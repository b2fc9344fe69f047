//! `batch_matmul`: matrices in the last two axes, leading axes broadcast.

/// Quantization of both operands and the result: the same as of elementwise arithmetic.
pub use crate::binary_quantized::BinaryQuant as MatMulQuant;
use crate::broadcast::{broadcast_shape, broadcast_strides, for_each_row};
use crate::conv_quantized::store;
use crate::dot::{centred, dot};
use crate::error::KernelError;
use crate::hybrid::{quantize_asymmetric, quantize_symmetric};
use crate::quant::{QuantInt, channel_scale, check_channel_scales, check_scale};
use crate::requantize::Multiplier;
use crate::strided::{Walk, bounded};
use crate::tensor::{TensorMut, TensorRef};

/// Attributes of a batch matrix product.
#[derive(Debug, Clone, Copy, Default)]
pub struct BatchMatMulParams {
    /// The first operand's matrices are transposed.
    pub adj_x: bool,
    /// The second operand's matrices are transposed.
    pub adj_y: bool,
    /// Hybrid only: quantize activations with a zero point.
    pub asymmetric_quantize_inputs: bool,
}

/// A product whose shapes have been checked against each other.
struct Geometry {
    rows: usize,
    depth: usize,
    cols: usize,
    leading: Vec<usize>,
    x_strides: Vec<usize>,
    y_strides: Vec<usize>,
}

impl Geometry {
    fn new(x: &[usize], y: &[usize], params: &BatchMatMulParams) -> Result<Self, KernelError> {
        let matrix = |dims: &[usize], swap: bool| match *dims {
            [.., a, b] => Ok(if swap { (b, a) } else { (a, b) }),
            _ => Err(KernelError::Rank { what: "operand", found: dims.len(), expected: "at least 2" }),
        };
        let (rows, depth) = matrix(x, params.adj_x)?;
        let (y_depth, cols) = matrix(y, params.adj_y)?;
        if depth != y_depth {
            return Err(KernelError::Broadcast { left: x.to_vec(), right: y.to_vec() });
        }
        let (x_leading, y_leading) = (&x[..x.len() - 2], &y[..y.len() - 2]);
        let leading = broadcast_shape(x_leading, y_leading)?;
        let x_strides = broadcast_strides(x_leading, &leading);
        let y_strides = broadcast_strides(y_leading, &leading);
        Ok(Geometry { rows, depth, cols, leading, x_strides, y_strides })
    }

    fn output_dims(&self) -> Vec<usize> {
        [&self.leading[..], &[self.rows, self.cols]].concat()
    }

    /// Calls `f(x matrix, y matrix, output matrix)` with matrix numbers, in the order of the output.
    fn for_each_matrix(&self, mut f: impl FnMut(usize, usize, usize)) -> Result<(), KernelError> {
        // Rows of a shape with a last axis of one are its elements.
        let dims = [&self.leading[..], &[1]].concat();
        let pad = |s: &[usize]| [s, &[0]].concat();
        let (xs, ys) = (pad(&self.x_strides), pad(&self.y_strides));
        let mut matrix = 0;
        for_each_row(&dims, [&xs, &ys], |[x, y]| {
            f(x, y, matrix);
            matrix += 1;
            Ok(())
        })
    }
}

/// Shape of the result: `broadcast(leading) + [rows, columns]`.
///
/// Refuses ranks below 2, depths that differ, and leading axes that do not broadcast.
pub fn batch_matmul_shape(
    x: &[usize],
    y: &[usize],
    params: &BatchMatMulParams,
) -> Result<Vec<usize>, KernelError> {
    bounded(Geometry::new(x, y, params)?.output_dims())
}

/// The operand with its last two axes swapped if `swap`.
fn oriented<T: Copy + Default>(t: TensorRef<T>, swap: bool) -> Vec<T> {
    if !swap || t.rank() < 2 {
        return t.data().to_vec();
    }
    let mut perm: Vec<usize> = (0..t.rank()).collect();
    perm.swap(t.rank() - 1, t.rank() - 2);
    let mut out = vec![T::default(); t.data().len()];
    Walk::all(t.dims()).permuted(&perm).copy(t.data(), &mut out);
    out
}

/// `f32` product; each element sums over the depth in order.
pub fn batch_matmul_f32(
    x: TensorRef<f32>,
    y: TensorRef<f32>,
    params: &BatchMatMulParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(x.dims(), y.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    // Row-major on both sides, so that the inner loop runs over independent sums.
    let (xs, ys) = (oriented(x, params.adj_x), oriented(y, params.adj_y));
    let out = out.into_data();
    out.fill(0.0);
    if out.is_empty() || g.depth == 0 {
        return Ok(());
    }
    g.for_each_matrix(|mx, my, mo| {
        let y = &ys[my * g.depth * g.cols..][..g.depth * g.cols];
        for r in 0..g.rows {
            let x = &xs[(mx * g.rows + r) * g.depth..][..g.depth];
            let sums = &mut out[(mo * g.rows + r) * g.cols..][..g.cols];
            for (&x, y) in x.iter().zip(y.chunks_exact(g.cols)) {
                for (sum, &y) in sums.iter_mut().zip(y) {
                    *sum += x * y;
                }
            }
        }
    })
}

/// Product of 8-bit operands with 32-bit sums.
pub fn batch_matmul_8bit<T: QuantInt>(
    x: TensorRef<T>,
    y: TensorRef<T>,
    params: &BatchMatMulParams,
    quant: &MatMulQuant,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let m = multiplier(quant)?;
    matmul_int(x, y, params, quant, out, dot, |sum| m.scale(sum as i32))
}

/// Product of `i16` activations (zero point 0) with `i8` or `i16` ones, with 64-bit sums.
pub fn batch_matmul_i16<T: QuantInt>(
    x: TensorRef<i16>,
    y: TensorRef<T>,
    params: &BatchMatMulParams,
    quant: &MatMulQuant,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let m = multiplier(quant)?.check_wide()?;
    let wide =
        |a: &[i16], b: &[i16]| a.iter().zip(b).fold(0i64, |sum, (&a, &b)| sum + i64::from(a) * i64::from(b));
    matmul_int(x, y, params, quant, out, wide, |sum| m.scale_wide(sum))
}

/// One multiplier from a single-precision product of scales.
fn multiplier(quant: &MatMulQuant) -> Result<Multiplier, KernelError> {
    check_scale("first operand's scale", quant.a.scale)?;
    check_scale("second operand's scale", quant.b.scale)?;
    check_scale("output scale", quant.output.scale)?;
    Multiplier::from_real(f64::from(quant.a.scale * quant.b.scale) / f64::from(quant.output.scale))
}

fn matmul_int<X: QuantInt, Y: QuantInt>(
    x: TensorRef<X>,
    y: TensorRef<Y>,
    params: &BatchMatMulParams,
    quant: &MatMulQuant,
    out: TensorMut<X>,
    dot: impl Fn(&[i16], &[i16]) -> i64,
    scale: impl Fn(i64) -> i32,
) -> Result<(), KernelError> {
    let g = Geometry::new(x.dims(), y.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    quant.a.check::<X>("first operand")?;
    quant.b.check::<Y>("second operand")?;
    quant.output.check::<X>("output")?;
    let xs = centred(&oriented(x, params.adj_x), quant.a.zero_point);
    // Both with the depth innermost.
    let ys = centred(&oriented(y, !params.adj_y), quant.b.zero_point);
    if out.dims().contains(&0) {
        return Ok(());
    }
    let out = out.into_data();
    g.for_each_matrix(|mx, my, mo| {
        for r in 0..g.rows {
            let x = &xs[(mx * g.rows + r) * g.depth..][..g.depth];
            for c in 0..g.cols {
                let y = &ys[(my * g.cols + c) * g.depth..][..g.depth];
                out[(mo * g.rows + r) * g.cols + c] = store(scale(dot(x, y)), quant.output, (X::MIN, X::MAX));
            }
        }
    })
}

/// `f32` activations, quantized row by row, with symmetric `i8` weights: one scale, or one per column.
pub fn batch_matmul_hybrid(
    x: TensorRef<f32>,
    y: TensorRef<i8>,
    y_scales: &[f32],
    params: &BatchMatMulParams,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(x.dims(), y.dims(), params)?;
    out.expect_dims(&g.output_dims())?;
    check_channel_scales("filter scales", y_scales, g.cols)?;
    let xs = oriented(x, params.adj_x);
    let ys = centred(&oriented(y, !params.adj_y), 0);
    let rows: Vec<_> =
        xs.chunks_exact(g.depth.max(1))
            .map(|r| {
                if params.asymmetric_quantize_inputs { quantize_asymmetric(r) } else { quantize_symmetric(r) }
            })
            .collect();
    let out = out.into_data();
    out.fill(0.0);
    if g.depth == 0 || out.is_empty() {
        return Ok(());
    }
    g.for_each_matrix(|mx, my, mo| {
        for r in 0..g.rows {
            let x = &rows[mx * g.rows + r];
            for c in 0..g.cols {
                let sum = dot(&x.centred, &ys[(my * g.cols + c) * g.depth..][..g.depth]) as f32;
                out[(mo * g.rows + r) * g.cols + c] = sum * (x.scale * channel_scale(y_scales, c));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::QuantParams;
    use crate::tensor::product;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equals_the_defining_sum(b in 1usize..3, m in 1usize..4, k in 0usize..5, n in 1usize..4,
                                   adj_x: bool, adj_y: bool, shared: bool) {
            let params = BatchMatMulParams { adj_x, adj_y, ..Default::default() };
            let xd = if adj_x { vec![b, k, m] } else { vec![b, m, k] };
            let leading = if shared { vec![] } else { vec![b] };
            let yd = [leading, if adj_y { vec![n, k] } else { vec![k, n] }].concat();
            let x: Vec<i8> = (0..product(&xd)).map(|i| (i * 37 % 256) as u8 as i8).collect();
            let y: Vec<i8> = (0..product(&yd)).map(|i| (i * 91 % 256) as u8 as i8).collect();
            let fx: Vec<f32> = x.iter().map(|&v| f32::from(v)).collect();
            let fy: Vec<f32> = y.iter().map(|&v| f32::from(v)).collect();
            let dims = batch_matmul_shape(&xd, &yd, &params).unwrap();
            let mut got = vec![0f32; product(&dims)];
            batch_matmul_f32(TensorRef::new(&xd, &fx).unwrap(), TensorRef::new(&yd, &fy).unwrap(), &params,
                TensorMut::new(&dims, &mut got).unwrap()).unwrap();
            let unit = QuantParams::new(1.0, 0);
            let coarse = QuantParams::new(1024.0, 0);
            let mut quantized = vec![0i8; got.len()];
            batch_matmul_8bit(TensorRef::new(&xd, &x).unwrap(), TensorRef::new(&yd, &y).unwrap(), &params,
                &MatMulQuant { a: unit, b: unit, output: coarse }, TensorMut::new(&dims, &mut quantized).unwrap()).unwrap();
            for (i, &got) in got.iter().enumerate() {
                let (bi, r, c) = (i / n / m, i / n % m, i % n);
                let yb = if shared { 0 } else { bi };
                let sum: f32 = (0..k).map(|d| {
                    let xi = if adj_x { (bi * k + d) * m + r } else { (bi * m + r) * k + d };
                    let yi = if adj_y { (yb * n + c) * k + d } else { (yb * k + d) * n + c };
                    fx[xi] * fy[yi]
                }).sum();
                prop_assert_eq!(got, sum);
                let want = (sum / 1024.0).round().clamp(-128.0, 127.0);
                prop_assert!((f32::from(quantized[i]) - want).abs() <= 0.0, "{} {}", quantized[i], want);
            }
        }
    }

    #[test]
    fn impossible_products_are_refused() {
        let p = BatchMatMulParams::default();
        for (x, y) in [(&[2usize, 3][..], &[2usize, 3][..]), (&[3], &[3, 1]), (&[2, 1, 3], &[3, 3, 1])] {
            assert!(batch_matmul_shape(x, y, &p).is_err(), "{x:?} {y:?}");
        }
        assert_eq!(batch_matmul_shape(&[0, 2, 3], &[3, 1], &p), Ok(vec![0, 2, 1]));
    }
}
