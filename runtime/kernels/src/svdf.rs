//! `svdf`: a layer as low-rank filters over features and time, with a state of past activations.
//!
//! Input `[batch, features]`, feature weights `[filters, features]`, time weights `[filters, memory]`,
//! bias `[units]`, state `[batch, filters * memory]`, output `[batch, units]` with
//! `filters = units * rank`. The state is updated in place: its newest column is last.

use crate::activation::Activation;
use crate::dot::{centred, dot};
use crate::error::KernelError;
use crate::hybrid::quantize_symmetric;
use crate::quant::{QuantParams, check_scale};
use crate::requantize::Multiplier;
use crate::tensor::{TensorMut, TensorRef, expect_dims, expect_len};
use crate::window::positive;

/// Attributes of an SVDF layer.
#[derive(Debug, Clone, Copy)]
pub struct SvdfParams {
    /// Filters per unit, at least 1.
    pub rank: i32,
    /// Function applied to the result.
    pub activation: Activation,
}

/// A layer whose shapes have been checked against each other.
struct Geometry {
    batch: usize,
    features: usize,
    filters: usize,
    memory: usize,
    units: usize,
    rank: usize,
}

impl Geometry {
    fn new(
        input: &[usize],
        weights_feature: &[usize],
        weights_time: &[usize],
        params: &SvdfParams,
    ) -> Result<Self, KernelError> {
        let two = |what, dims: &[usize]| match *dims {
            [a, b] => Ok((a, b)),
            _ => Err(KernelError::Rank { what, found: dims.len(), expected: "2" }),
        };
        let (batch, features) = two("input", input)?;
        let (filters, _) = two("feature weights", weights_feature)?;
        let (_, memory) = two("time weights", weights_time)?;
        expect_dims("feature weights", weights_feature, &[filters, features])?;
        expect_dims("time weights", weights_time, &[filters, memory])?;
        let rank = positive("rank", params.rank)?;
        if !filters.is_multiple_of(rank) || memory == 0 {
            let found = i64::from(params.rank);
            let expected = "a divisor of the number of filters, which have a memory";
            return Err(KernelError::Parameter { what: "rank", found, expected });
        }
        Ok(Geometry { batch, features, filters, memory, units: filters / rank, rank })
    }

    fn check<S, T>(
        &self,
        bias_len: Option<usize>,
        state: &TensorMut<S>,
        out: &TensorMut<T>,
    ) -> Result<(), KernelError> {
        out.expect_dims(&[self.batch, self.units])?;
        expect_dims("state", state.dims(), &[self.batch, self.filters.saturating_mul(self.memory)])?;
        bias_len.map_or(Ok(()), |found| expect_len("bias", found, self.units))
    }
}

/// Shape of the result: `[batch, units]`. Refuses other ranks, weights that do not fit each other, and
/// a rank that does not divide the number of filters.
pub fn svdf_shape(
    input: &[usize],
    weights_feature: &[usize],
    weights_time: &[usize],
    params: &SvdfParams,
) -> Result<Vec<usize>, KernelError> {
    let g = Geometry::new(input, weights_feature, weights_time, params)?;
    Ok(vec![g.batch, g.units])
}

/// `f32` layer.
pub fn svdf_f32(
    input: TensorRef<f32>,
    weights_feature: TensorRef<f32>,
    weights_time: TensorRef<f32>,
    bias: Option<&[f32]>,
    params: &SvdfParams,
    state: TensorMut<f32>,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), weights_feature.dims(), weights_time.dims(), params)?;
    g.check(bias.map(<[f32]>::len), &state, &out)?;
    let feature = |b: usize, f: usize| {
        let x = &input.data()[b * g.features..][..g.features];
        let w = &weights_feature.data()[f * g.features..][..g.features];
        x.iter().zip(w).fold(0f32, |sum, (&x, &w)| sum + x * w)
    };
    time_step(&g, weights_time.data(), bias, params.activation, state, out, feature);
    Ok(())
}

/// `f32` activations with symmetric `i8` weights, one scale each: the input is quantized row by row.
pub fn svdf_hybrid(
    input: TensorRef<f32>,
    (weights_feature, feature_scale): (TensorRef<i8>, f32),
    (weights_time, time_scale): (TensorRef<i8>, f32),
    bias: Option<&[f32]>,
    params: &SvdfParams,
    state: TensorMut<f32>,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), weights_feature.dims(), weights_time.dims(), params)?;
    g.check(bias.map(<[f32]>::len), &state, &out)?;
    check_scale("feature scale", feature_scale)?;
    check_scale("time scale", time_scale)?;
    let time: Vec<f32> = weights_time.data().iter().map(|&w| f32::from(w) * time_scale).collect();
    let weights = centred(weights_feature.data(), 0);
    let rows: Vec<_> = input.data().chunks_exact(g.features.max(1)).map(quantize_symmetric).collect();
    let feature = |b: usize, f: usize| {
        let Some(row) = rows.get(b) else { return 0.0 };
        dot(&row.centred, &weights[f * g.features..][..g.features]) as f32 * (row.scale * feature_scale)
    };
    time_step(&g, &time, bias, params.activation, state, out, feature);
    Ok(())
}

/// Writes the newest activations, reduces over time and rank, and makes room for the next step.
fn time_step(
    g: &Geometry,
    weights_time: &[f32],
    bias: Option<&[f32]>,
    activation: Activation,
    state: TensorMut<f32>,
    out: TensorMut<f32>,
    feature: impl Fn(usize, usize) -> f32,
) {
    let (state, out) = (state.into_data(), out.into_data());
    for b in 0..g.batch {
        for u in 0..g.units {
            let mut sum = bias.map_or(0.0, |bias| bias[u]);
            for f in u * g.rank..(u + 1) * g.rank {
                let memory = &mut state[(b * g.filters + f) * g.memory..][..g.memory];
                memory[g.memory - 1] = feature(b, f);
                let weights = &weights_time[f * g.memory..][..g.memory];
                sum += memory.iter().zip(weights).fold(0f32, |sum, (&m, &w)| sum + m * w);
                memory.rotate_left(1);
                memory[g.memory - 1] = 0.0;
            }
            out[b * g.units + u] = activation.apply_f32(sum);
        }
    }
}

/// Quantization of an integer SVDF layer.
#[derive(Debug, Clone, Copy)]
pub struct SvdfQuant {
    /// Of the input.
    pub input: QuantParams,
    /// Scale of the symmetric feature weights.
    pub feature_scale: f32,
    /// Scale of the symmetric time weights.
    pub time_scale: f32,
    /// Scale of the symmetric state.
    pub state_scale: f32,
    /// Of the result.
    pub output: QuantParams,
}

/// `i8` layer with `i16` time weights and state; the only activation is `Relu`, which the result's
/// parameters already express.
pub fn svdf_i8(
    input: TensorRef<i8>,
    weights_feature: TensorRef<i8>,
    weights_time: TensorRef<i16>,
    bias: Option<&[i32]>,
    (params, quant): (&SvdfParams, &SvdfQuant),
    state: TensorMut<i16>,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    let g = Geometry::new(input.dims(), weights_feature.dims(), weights_time.dims(), params)?;
    g.check(bias.map(<[i32]>::len), &state, &out)?;
    let (iq, oq) = (quant.input.check::<i8>("input")?, quant.output.check::<i8>("output")?);
    check_scale("feature scale", quant.feature_scale)?;
    check_scale("time scale", quant.time_scale)?;
    check_scale("state scale", quant.state_scale)?;
    let state_scale = f64::from(quant.state_scale);
    let to_state = Multiplier::from_real(f64::from(iq.scale) * f64::from(quant.feature_scale) / state_scale)?;
    let to_output = Multiplier::from_real(state_scale * f64::from(quant.time_scale) / f64::from(oq.scale))?;
    let values = centred(input.data(), iq.zero_point);
    let weights = centred(weights_feature.data(), 0);
    let (state, out) = (state.into_data(), out.into_data());
    for b in 0..g.batch {
        let x = &values[b * g.features..][..g.features];
        for u in 0..g.units {
            let mut sum = bias.map_or(0, |bias| bias[u]);
            for f in u * g.rank..(u + 1) * g.rank {
                let memory = &mut state[(b * g.filters + f) * g.memory..][..g.memory];
                let activation = dot(x, &weights[f * g.features..][..g.features]) as i32;
                let scaled = to_state.scale(activation);
                memory[g.memory - 1] = scaled.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
                let time = &weights_time.data()[f * g.memory..][..g.memory];
                for (&m, &w) in memory.iter().zip(time) {
                    sum = sum.wrapping_add(i32::from(m).wrapping_mul(i32::from(w)));
                }
                memory.rotate_left(1);
                memory[g.memory - 1] = 0;
            }
            let scaled = to_output.scale(sum).saturating_add(oq.zero_point);
            out[b * g.units + u] = scaled.clamp(i32::from(i8::MIN), i32::from(i8::MAX)) as i8;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: SvdfParams = SvdfParams { rank: 1, activation: Activation::None };

    #[test]
    fn the_state_moves_with_every_step() {
        let w = TensorRef::new(&[1, 2], &[1.0, 10.0]).unwrap();
        let time = TensorRef::new(&[1, 2], &[0.5, 1.0]).unwrap();
        let mut state = [0.0; 2];
        let mut y = [0.0];
        for (x, want) in [([1.0, 2.0], 21.25), ([0.0, 0.0], 10.75), ([0.0, 0.0], 0.25)] {
            let x = TensorRef::new(&[1, 2], &x).unwrap();
            let s = TensorMut::new(&[1, 2], &mut state).unwrap();
            svdf_f32(x, w, time, Some(&[0.25]), &P, s, TensorMut::new(&[1, 1], &mut y).unwrap()).unwrap();
            assert_eq!(y, [want]);
        }
    }

    #[test]
    fn integers_follow_the_real_layer() {
        let w = TensorRef::new(&[2, 2], &[10i8, 20, -5, 7]).unwrap();
        let time = TensorRef::new(&[2, 2], &[100i16, 200, -50, 25]).unwrap();
        let quant = SvdfQuant {
            input: QuantParams::new(0.1, 3),
            feature_scale: 0.02,
            time_scale: 0.01,
            state_scale: 0.001,
            output: QuantParams::new(0.05, -10),
        };
        let params = SvdfParams { rank: 2, ..P };
        let (mut state, mut y) = ([0i16; 4], [0i8]);
        let x = TensorRef::new(&[1, 2], &[13i8, 8]).unwrap();
        let s = TensorMut::new(&[1, 4], &mut state).unwrap();
        let out = TensorMut::new(&[1, 1], &mut y).unwrap();
        svdf_i8(x, w, time, None, (&params, &quant), s, out).unwrap();
        // Activations 1.0 * 0.2 + 0.5 * 0.4 = 0.4 and -0.1 + 0.07 = -0.03; times 2.0 and 0.25.
        assert_eq!(state, [400, 0, -30, 0]);
        assert_eq!(y, [6]);
    }

    #[test]
    fn shapes_are_checked() {
        assert_eq!(svdf_shape(&[3, 2], &[4, 2], &[4, 5], &SvdfParams { rank: 2, ..P }), Ok(vec![3, 2]));
        for (f, t, rank) in
            [([4usize, 3], [4usize, 5], 2), ([4, 2], [3, 5], 2), ([4, 2], [4, 5], 3), ([4, 2], [4, 0], 2)]
        {
            assert!(svdf_shape(&[3, 2], &f, &t, &SvdfParams { rank, ..P }).is_err());
        }
        assert!(svdf_shape(&[3, 2], &[4, 2], &[4, 5], &SvdfParams { rank: 0, ..P }).is_err());
    }
}
