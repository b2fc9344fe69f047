//! `unidirectional_sequence_lstm` and one step of `lstm`, `f32` activations with `f32` or `i8` weights.
//!
//! Per step, with sums over the input `x` and the last output `h`, and `c` the cell state:
//! gates `i, f, o = sigmoid(W x + R h + p * c + b)`, update `g = activation(W x + R h + b)`,
//! `c = clip(f * c + i * g)`, `h = o * activation(c)`, projected and clipped if there is a projection.
//! Without input gate weights `i = 1 - f`. With layer normalization the sum before the bias is
//! normalized over the cells and scaled.

use crate::activation::Activation;
use crate::activations::logistic;
use crate::dot::{centred, dot};
use crate::error::KernelError;
use crate::hybrid::{quantize_asymmetric, quantize_symmetric};
use crate::quant::check_scale;
use crate::tensor::{TensorMut, TensorRef, expect_dims, expect_len, product};

/// A weight matrix `[rows, columns]`.
#[derive(Debug, Clone, Copy)]
pub enum Matrix<'a> {
    /// Real weights.
    F32(TensorRef<'a, f32>),
    /// Symmetric `i8` weights and their scale; the vector is quantized on the fly.
    I8(TensorRef<'a, i8>, f32),
}

impl Matrix<'_> {
    fn check(&self, what: &'static str, rows: usize, columns: usize) -> Result<(), KernelError> {
        match self {
            Matrix::F32(t) => expect_dims(what, t.dims(), &[rows, columns]),
            Matrix::I8(t, scale) => {
                check_scale(what, *scale)?;
                expect_dims(what, t.dims(), &[rows, columns])
            }
        }
    }
}

/// A matrix in the form the loop wants.
enum Prepared<'a> {
    F32(&'a [f32]),
    I8(Vec<i16>, f32),
}

impl<'a> Prepared<'a> {
    fn new(matrix: &Matrix<'a>) -> Self {
        match matrix {
            Matrix::F32(t) => Prepared::F32(t.data()),
            Matrix::I8(t, scale) => Prepared::I8(centred(t.data(), 0), *scale),
        }
    }

    /// `sums += matrix * vector`.
    fn accumulate(&self, vector: &[f32], asymmetric: bool, sums: &mut [f32]) {
        if vector.is_empty() {
            return;
        }
        match self {
            Prepared::F32(weights) => {
                for (sum, row) in sums.iter_mut().zip(weights.chunks_exact(vector.len())) {
                    *sum += row.iter().zip(vector).fold(0f32, |s, (&w, &v)| s + w * v);
                }
            }
            Prepared::I8(weights, scale) => {
                let q = if asymmetric { quantize_asymmetric(vector) } else { quantize_symmetric(vector) };
                let scale = q.scale * scale;
                for (sum, row) in sums.iter_mut().zip(weights.chunks_exact(vector.len())) {
                    *sum += dot(row, &q.centred) as f32 * scale;
                }
            }
        }
    }
}

/// The weights of one gate.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// `[cells, inputs]`.
    pub input: Matrix<'a>,
    /// `[cells, outputs]`.
    pub recurrent: Matrix<'a>,
    /// `[cells]`, as real numbers.
    pub peephole: Option<&'a [f32]>,
    /// Layer normalization coefficients, `[cells]`.
    pub layer_norm: Option<&'a [f32]>,
    /// `[cells]`.
    pub bias: &'a [f32],
}

/// The weights of a layer.
#[derive(Debug, Clone, Copy)]
pub struct LstmWeights<'a> {
    /// Input gate; absent where it is coupled to the forget gate.
    pub input: Option<Gate<'a>>,
    /// Forget gate.
    pub forget: Gate<'a>,
    /// Cell update; has no peephole.
    pub cell: Gate<'a>,
    /// Output gate; its peephole sees the new cell state.
    pub output: Gate<'a>,
    /// `[outputs, cells]` and a bias `[outputs]`.
    pub projection: Option<(Matrix<'a>, Option<&'a [f32]>)>,
}

/// Attributes of a layer.
#[derive(Debug, Clone, Copy)]
pub struct LstmParams {
    /// Of the cell update and of the output, usually `Tanh`.
    pub activation: Activation,
    /// Bound of the cell state; 0 for none.
    pub cell_clip: f32,
    /// Bound of the projection; 0 for none.
    pub proj_clip: f32,
    /// Input is `[time, batch, inputs]`, not `[batch, time, inputs]`.
    pub time_major: bool,
    /// `i8` weights only: quantize activations with a zero point.
    pub asymmetric_quantize_inputs: bool,
}

/// Sizes of a checked layer.
struct Geometry {
    time: usize,
    batch: usize,
    inputs: usize,
    cells: usize,
    outputs: usize,
}

impl Geometry {
    fn new(input: &[usize], weights: &LstmWeights, params: &LstmParams) -> Result<Self, KernelError> {
        let (time, batch, inputs) = match *input {
            [batch, inputs] => (1, batch, inputs),
            [time, batch, inputs] if params.time_major => (time, batch, inputs),
            [batch, time, inputs] => (time, batch, inputs),
            _ => return Err(KernelError::Rank { what: "input", found: input.len(), expected: "2 or 3" }),
        };
        let cells = weights.forget.bias.len();
        let recurrent = match &weights.forget.recurrent {
            Matrix::F32(t) => t.dims(),
            Matrix::I8(t, _) => t.dims(),
        };
        let outputs = recurrent.get(1).copied().unwrap_or(0);
        let gates =
            [weights.input.as_ref(), Some(&weights.forget), Some(&weights.cell), Some(&weights.output)];
        for gate in gates.into_iter().flatten() {
            gate.input.check("input weights", cells, inputs)?;
            gate.recurrent.check("recurrent weights", cells, outputs)?;
            expect_len("gate bias", gate.bias.len(), cells)?;
            for vector in [gate.peephole, gate.layer_norm].into_iter().flatten() {
                expect_len("peephole or layer norm weights", vector.len(), cells)?;
            }
        }
        match &weights.projection {
            Some((matrix, bias)) => {
                matrix.check("projection weights", outputs, cells)?;
                bias.map_or(Ok(()), |b| expect_len("projection bias", b.len(), outputs))?;
            }
            None => expect_len("recurrent columns", outputs, cells)?,
        }
        Ok(Geometry { time, batch, inputs, cells, outputs })
    }
}

/// Shape of the result: the input's with the number of outputs last.
pub fn lstm_shape(
    input: &[usize],
    weights: &LstmWeights,
    params: &LstmParams,
) -> Result<Vec<usize>, KernelError> {
    let outputs = Geometry::new(input, weights, params)?.outputs;
    let leading = input.split_last().map_or(&[][..], |(_, leading)| leading);
    Ok([leading, &[outputs]].concat())
}

/// A gate in the form the loop wants.
struct PreparedGate<'a> {
    input: Prepared<'a>,
    recurrent: Prepared<'a>,
    gate: &'a Gate<'a>,
}

impl<'a> PreparedGate<'a> {
    fn new(gate: &'a Gate<'a>) -> Self {
        PreparedGate { input: Prepared::new(&gate.input), recurrent: Prepared::new(&gate.recurrent), gate }
    }

    /// The gate's values for one step of one batch entry.
    fn values(&self, x: &[f32], h: &[f32], c: &[f32], asymmetric: bool, f: impl Fn(f32) -> f32) -> Vec<f32> {
        let gate = self.gate;
        let mut sums = match gate.layer_norm {
            Some(_) => vec![0f32; gate.bias.len()],
            None => gate.bias.to_vec(),
        };
        self.input.accumulate(x, asymmetric, &mut sums);
        self.recurrent.accumulate(h, asymmetric, &mut sums);
        if let Some(peephole) = gate.peephole {
            for ((s, &p), &c) in sums.iter_mut().zip(peephole).zip(c) {
                *s += p * c;
            }
        }
        if let Some(scale) = gate.layer_norm {
            normalize(&mut sums);
            for ((s, &scale), &bias) in sums.iter_mut().zip(scale).zip(gate.bias) {
                *s = *s * scale + bias;
            }
        }
        sums.iter_mut().for_each(|s| *s = f(*s));
        sums
    }
}

/// Zero mean and unit variance.
fn normalize(values: &mut [f32]) {
    const EPSILON: f32 = 1e-8;
    let count = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / count;
    let variance = values.iter().map(|&v| (v - mean) * (v - mean)).sum::<f32>() / count;
    let inverse = 1.0 / (variance + EPSILON).sqrt();
    values.iter_mut().for_each(|v| *v = (*v - mean) * inverse);
}

/// `x` within `-limit..limit` if there is a limit.
fn clip(x: f32, limit: f32) -> f32 {
    if limit > 0.0 { x.max(-limit).min(limit) } else { x }
}

/// A layer over all steps of its input. States `[batch, outputs]` and `[batch, cells]` are updated in
/// place; `out` has [`lstm_shape`].
pub fn unidirectional_sequence_lstm(
    input: TensorRef<f32>,
    weights: &LstmWeights,
    params: &LstmParams,
    output_state: TensorMut<f32>,
    cell_state: TensorMut<f32>,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), weights, params)?;
    out.expect_dims(&lstm_shape(input.dims(), weights, params)?)?;
    expect_dims("output state", output_state.dims(), &[g.batch, g.outputs])?;
    expect_dims("cell state", cell_state.dims(), &[g.batch, g.cells])?;
    let input_gate = weights.input.as_ref().map(PreparedGate::new);
    let [forget, cell, output] = [&weights.forget, &weights.cell, &weights.output].map(PreparedGate::new);
    let projection = weights.projection.as_ref().map(|(m, bias)| (Prepared::new(m), *bias));
    let asymmetric = params.asymmetric_quantize_inputs;
    let activate = |v: f32| params.activation.apply_f32(v);
    let (h_all, c_all, out) = (output_state.into_data(), cell_state.into_data(), out.into_data());
    if product(&[g.batch, g.outputs]) == 0 {
        return Ok(());
    }
    for b in 0..g.batch {
        let h = &mut h_all[b * g.outputs..][..g.outputs];
        let c = &mut c_all[b * g.cells..][..g.cells];
        for t in 0..g.time {
            let at = if params.time_major && input.rank() == 3 { t * g.batch + b } else { b * g.time + t };
            let x = &input.data()[at * g.inputs..][..g.inputs];
            let f = forget.values(x, h, c, asymmetric, logistic);
            let i = match &input_gate {
                Some(gate) => gate.values(x, h, c, asymmetric, logistic),
                None => f.iter().map(|f| 1.0 - f).collect(),
            };
            let update = cell.values(x, h, &[], asymmetric, activate);
            for (((c, f), i), u) in c.iter_mut().zip(&f).zip(&i).zip(&update) {
                *c = clip(*c * f + i * u, params.cell_clip);
            }
            let o = output.values(x, h, c, asymmetric, logistic);
            let raw: Vec<f32> = c.iter().zip(&o).map(|(&c, &o)| o * activate(c)).collect();
            match &projection {
                Some((matrix, bias)) => {
                    match bias {
                        Some(bias) => h.copy_from_slice(bias),
                        None => h.fill(0.0),
                    }
                    matrix.accumulate(&raw, asymmetric, h);
                    h.iter_mut().for_each(|h| *h = clip(*h, params.proj_clip));
                }
                None => h.copy_from_slice(&raw),
            }
            out[at * g.outputs..][..g.outputs].copy_from_slice(h);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: LstmParams = LstmParams {
        activation: Activation::Tanh,
        cell_clip: 0.0,
        proj_clip: 0.0,
        time_major: false,
        asymmetric_quantize_inputs: false,
    };

    fn gate<'a>(w: &'a [f32], r: &'a [f32], bias: &'a [f32]) -> Gate<'a> {
        Gate {
            input: Matrix::F32(TensorRef::new(&[1, 1], w).unwrap()),
            recurrent: Matrix::F32(TensorRef::new(&[1, 1], r).unwrap()),
            peephole: None,
            layer_norm: None,
            bias,
        }
    }

    /// Two steps of one cell, by the formulas of the module.
    fn by_hand(x: [f32; 2], coupled: bool) -> [f32; 2] {
        let sigmoid = |v: f32| 1.0 / (1.0 + (-v).exp());
        let (mut h, mut c) = (0f32, 0f32);
        x.map(|x| {
            let f = sigmoid(0.5 * x + 0.1 * h + 1.0);
            let i = if coupled { 1.0 - f } else { sigmoid(-0.3 * x + 0.2 * h) };
            let g = (0.7 * x - 0.4 * h).tanh();
            c = f * c + i * g;
            h = sigmoid(0.9 * x + 0.6 * h - 0.1) * c.tanh();
            h
        })
    }

    #[test]
    fn steps_follow_the_formulas() {
        for coupled in [false, true] {
            let weights = LstmWeights {
                input: (!coupled).then(|| gate(&[-0.3], &[0.2], &[0.0])),
                forget: gate(&[0.5], &[0.1], &[1.0]),
                cell: gate(&[0.7], &[-0.4], &[0.0]),
                output: gate(&[0.9], &[0.6], &[-0.1]),
                projection: None,
            };
            let x = [1.5, -0.5];
            let (mut h, mut c, mut y) = ([0.0], [0.0], [0.0; 2]);
            unidirectional_sequence_lstm(
                TensorRef::new(&[1, 2, 1], &x).unwrap(),
                &weights,
                &P,
                TensorMut::new(&[1, 1], &mut h).unwrap(),
                TensorMut::new(&[1, 1], &mut c).unwrap(),
                TensorMut::new(&[1, 2, 1], &mut y).unwrap(),
            )
            .unwrap();
            for (y, want) in y.iter().zip(by_hand(x, coupled)) {
                assert!((y - want).abs() < 1e-6, "{y} {want}");
            }
            assert_eq!(h, [y[1]]);
        }
    }

    #[test]
    fn integer_weights_are_close_to_real_ones() {
        let (w, one) = ([64i8], [1.0]);
        let matrix = Matrix::I8(TensorRef::new(&[1, 1], &w).unwrap(), 1.0 / 128.0);
        let integer =
            Gate { input: matrix, recurrent: matrix, peephole: Some(&one), layer_norm: None, bias: &one };
        let half = Matrix::F32(TensorRef::new(&[1, 1], &[0.5]).unwrap());
        let real = Gate { input: half, recurrent: half, ..integer };
        let run = |g: Gate| {
            let weights = LstmWeights {
                input: Some(g),
                forget: g,
                cell: Gate { peephole: None, ..g },
                output: g,
                projection: Some((g.input, None)),
            };
            let params = LstmParams { proj_clip: 0.3, time_major: true, ..P };
            let (mut h, mut c, mut y) = ([0.0], [0.0], [0.0; 2]);
            unidirectional_sequence_lstm(
                TensorRef::new(&[2, 1, 1], &[0.3, -0.9]).unwrap(),
                &weights,
                &params,
                TensorMut::new(&[1, 1], &mut h).unwrap(),
                TensorMut::new(&[1, 1], &mut c).unwrap(),
                TensorMut::new(&[2, 1, 1], &mut y).unwrap(),
            )
            .unwrap();
            y
        };
        for (a, b) in run(integer).iter().zip(run(real)) {
            assert!((a - b).abs() < 5e-3 && *a <= 0.3, "{a} {b}");
        }
    }

    #[test]
    fn layers_are_normalized() {
        let mut v = [1.0, 2.0, 3.0];
        normalize(&mut v);
        assert!((v[0] + 1.2247448).abs() < 1e-5 && v[1].abs() < 1e-6);
    }

    #[test]
    fn shapes_are_checked() {
        let g = gate(&[0.5], &[0.1], &[1.0]);
        let weights = LstmWeights { input: None, forget: g, cell: g, output: g, projection: None };
        assert_eq!(lstm_shape(&[3, 2, 1], &weights, &P), Ok(vec![3, 2, 1]));
        assert!(lstm_shape(&[3, 2, 2], &weights, &P).is_err());
        assert!(lstm_shape(&[3], &weights, &P).is_err());
        let long = LstmWeights { cell: Gate { bias: &[1.0, 2.0], ..g }, ..weights };
        assert!(lstm_shape(&[3, 2, 1], &long, &P).is_err());
    }
}
