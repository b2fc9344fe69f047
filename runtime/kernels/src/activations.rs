//! Activation functions as operators of their own, `f32` and quantized; the same shape in and out.

use crate::activation::{Activation, clamp_i32};
use crate::broadcast::map2;
use crate::error::KernelError;
use crate::fixed_point::inverse_sqrt;
use crate::lut::{lookup_8bit, lookup_i16};
use crate::quant::{QuantInt, QuantParams};
use crate::requantize::Multiplier;
use crate::tensor::{TensorMut, TensorRef, expect_dims};
use crate::unary::map1;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(input: TensorRef<f32>, out: TensorMut<f32>) -> Result<(), KernelError> {
            map1(input, out, $f)
        }
    )*};
}

functions! {
    /// `max(x, 0)`; NaN stays.
    relu_f32 = |x| if x < 0.0 { 0.0 } else { x };
    /// `x` clamped to 0..6; NaN stays.
    relu6_f32 = |x| Activation::Relu6.range_f32().apply(x);
    /// `x` clamped to -1..1; NaN stays.
    relu_n1_to_1_f32 = |x| Activation::ReluN1To1.range_f32().apply(x);
    /// `x` clamped to 0..1; NaN stays.
    relu_0_to_1_f32 = |x| x.clamp(0.0, 1.0);
    /// `1 / (1 + exp(-x))`.
    logistic_f32 = logistic;
    /// Hyperbolic tangent.
    tanh_f32 = f32::tanh;
    /// `x`, or `exp(x) - 1` below zero.
    elu_f32 = elu;
    /// `x * clamp(x + 3, 0, 6) / 6`.
    hard_swish_f32 = |x| x * (x + 3.0).clamp(0.0, 6.0) / 6.0;
    /// `x * P(N(0, 1) <= x)` by the error function.
    gelu_f32 = gelu;
    /// `x * P(N(0, 1) <= x)` by its tanh approximation.
    gelu_approximate_f32 = gelu_approximate;
}

/// The reference's logistic function: 1 beyond `CUTOFF_HIGH`, `exp(x)` below `CUTOFF_LOW`.
pub(crate) fn logistic(x: f32) -> f32 {
    const CUTOFF_HIGH: f32 = 16.619047;
    const CUTOFF_LOW: f32 = -9.0;
    if x > CUTOFF_HIGH {
        1.0
    } else if x < CUTOFF_LOW {
        x.exp()
    } else {
        1.0 / (1.0 + (-x).exp())
    }
}

fn elu(x: f32) -> f32 {
    if x < 0.0 { x.exp_m1() } else { x }
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))
}

fn gelu_approximate(x: f32) -> f32 {
    // sqrt(2 / pi)
    const SCALE: f32 = std::f32::consts::FRAC_2_SQRT_PI * std::f32::consts::FRAC_1_SQRT_2;
    0.5 * x * (1.0 + (SCALE * (x + 0.044715 * x * x * x)).tanh())
}

/// `x`, or `alpha * x` below zero.
pub fn leaky_relu_f32(input: TensorRef<f32>, alpha: f32, out: TensorMut<f32>) -> Result<(), KernelError> {
    map1(input, out, |x| if x > 0.0 { x } else { x * alpha })
}

/// `x`, or `alpha * x` below zero, `alpha` broadcast to the input's shape.
pub fn prelu_f32(
    input: TensorRef<f32>,
    alpha: TensorRef<f32>,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    expect_dims("output", out.dims(), input.dims())?;
    map2(input, alpha, out, |x, a| if x >= 0.0 { x } else { x * a })
}

/// Quantized clamp between real bounds (`relu` 0.., `relu6` 0..6, ...; no upper bound is
/// `f32::INFINITY`): rescaled to the output, then clamped.
pub fn relu_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    (low, high): (f32, f32),
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let multiplier = Multiplier::from_real(f64::from(iq.scale / oq.scale))?;
    let stored = |real: f32| oq.zero_point.saturating_add((real / oq.scale).round() as i32);
    let high = if high == f32::INFINITY { T::MAX } else { stored(high).min(T::MAX) };
    let range = (stored(low).max(T::MIN), high);
    map1(input, out, |x| {
        let scaled = multiplier.scale(x.widen().wrapping_sub(iq.zero_point));
        T::saturate(clamp_i32(scaled.saturating_add(oq.zero_point), range))
    })
}

/// Quantized `x`, or `alpha * x` below zero, each branch with its own multiplier.
pub fn leaky_relu_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    alpha: f32,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let identity = Multiplier::from_real(f64::from(iq.scale / oq.scale))?;
    let below = Multiplier::from_real(f64::from(iq.scale * alpha / oq.scale))?;
    map1(input, out, |x| {
        let x = x.widen().wrapping_sub(iq.zero_point);
        let scaled = if x >= 0 { identity.scale(x) } else { below.scale(x) };
        T::saturate(scaled.saturating_add(oq.zero_point))
    })
}

/// Quantized `x`, or `alpha * x` below zero, `alpha` broadcast to the input's shape.
pub fn prelu_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    alpha: TensorRef<T>,
    alpha_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let aq = alpha_quant.check::<T>("alpha")?;
    expect_dims("output", out.dims(), input.dims())?;
    let identity = Multiplier::from_real(f64::from(iq.scale / oq.scale))?;
    let below = Multiplier::from_real(f64::from(iq.scale * aq.scale / oq.scale))?;
    map2(input, alpha, out, |x, a| {
        let x = x.widen().wrapping_sub(iq.zero_point);
        let scaled = if x >= 0 {
            identity.scale(x)
        } else {
            below.scale(x.wrapping_mul(a.widen().wrapping_sub(aq.zero_point)))
        };
        T::saturate(scaled.saturating_add(oq.zero_point))
    })
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $f:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name<T: QuantInt>(
            input: TensorRef<T>,
            input_quant: QuantParams,
            output_quant: QuantParams,
            out: TensorMut<T>,
        ) -> Result<(), KernelError> {
            lookup_8bit(input, input_quant, output_quant, $f, out)
        }
    )*};
}

tables! {
    /// Logistic of 8-bit values, by table.
    logistic_8bit = |x| 1.0 / (1.0 + (-x).exp());
    /// Hyperbolic tangent of 8-bit values, by table.
    tanh_8bit = f32::tanh;
    /// ELU of 8-bit values, by table.
    elu_8bit = elu;
    /// GELU of 8-bit values, by table.
    gelu_8bit = gelu;
    /// GELU of 8-bit values by its tanh approximation, by table.
    gelu_approximate_8bit = gelu_approximate;
    /// Exponential of 8-bit values, by table.
    exp_8bit = f32::exp;
}

/// Exponential of `i16` values, by an interpolated table.
pub fn exp_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    lookup_i16(input, input_quant, output_quant, f32::exp, out)
}

/// Natural logarithm of 8-bit values, by table; zero and below give the smallest output.
pub fn log_8bit<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let smallest = T::MIN.wrapping_sub(output_quant.zero_point) as f32 * output_quant.scale;
    let f = move |x: f32| if x <= 0.0 { smallest } else { x.ln() };
    lookup_8bit(input, input_quant, output_quant, f, out)
}

/// Natural logarithm of `i16` values, by an interpolated table; zero and below give the smallest
/// output.
pub fn log_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    let smallest = i32::from(i16::MIN).wrapping_sub(output_quant.zero_point) as f32 * output_quant.scale;
    let f = move |x: f32| if x <= 0.0 { smallest } else { x.ln() };
    lookup_i16(input, input_quant, output_quant, f, out)
}

/// `1 / sqrt(x)` of `i16` values, by an interpolated table; zero gives the largest output. Refuses
/// values below zero.
pub fn rsqrt_i16(
    input: TensorRef<i16>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<i16>,
) -> Result<(), KernelError> {
    if let Some(&v) = input.data().iter().find(|&&v| i32::from(v) < input_quant.zero_point) {
        let found = i64::from(v);
        return Err(KernelError::Parameter { what: "operand", found, expected: "not below its zero point" });
    }
    let largest = f32::from(i16::MAX) * output_quant.scale;
    let f = move |x: f32| if x <= 0.0 { largest } else { 1.0 / x.sqrt() };
    lookup_i16(input, input_quant, output_quant, f, out)
}

/// `1 / sqrt(x)` of `i8` values in fixed point; zero gives the largest output. Refuses values below
/// zero.
pub fn rsqrt_i8(
    input: TensorRef<i8>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<i8>,
) -> Result<(), KernelError> {
    /// Extra bits that keep the root from vanishing.
    const BITS: i32 = 20;
    let (iq, oq) = (input_quant.check::<i8>("input")?, output_quant.check::<i8>("output")?);
    if let Some(&v) = input.data().iter().find(|&&v| i32::from(v) < iq.zero_point) {
        let found = i64::from(v);
        return Err(KernelError::Parameter { what: "operand", found, expected: "not below its zero point" });
    }
    let real = 1.0 / f64::from(iq.scale.sqrt() * oq.scale);
    let to_output = Multiplier::from_real(real)?;
    let to_output = Multiplier { shift: to_output.shift - BITS, ..to_output };
    if to_output.shift < -31 {
        return Err(KernelError::real("output scale", f64::from(oq.scale), "small enough for the result"));
    }
    map1(input, out, |x| {
        let x = i32::from(x) - iq.zero_point;
        if x == 0 {
            return i8::MAX;
        }
        let (mantissa, shift) = inverse_sqrt(x);
        let root = Multiplier { mantissa, shift: shift + BITS }.scale(1);
        <i8 as QuantInt>::saturate(to_output.scale(root).saturating_add(oq.zero_point))
    })
}

/// Magnitude of quantized values, rescaled where the scales differ.
pub fn abs_quantized<T: QuantInt>(
    input: TensorRef<T>,
    input_quant: QuantParams,
    output_quant: QuantParams,
    out: TensorMut<T>,
) -> Result<(), KernelError> {
    let (iq, oq) = (input_quant.check::<T>("input")?, output_quant.check::<T>("output")?);
    let multiplier = Multiplier::from_real(f64::from(iq.scale / oq.scale))?;
    map1(input, out, |x| {
        let x = (x.widen() - iq.zero_point).abs();
        let scaled = if iq.scale == oq.scale { x } else { multiplier.scale(x) };
        T::saturate(scaled.saturating_add(oq.zero_point))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(x: &[f32], f: impl Fn(TensorRef<f32>, TensorMut<f32>) -> Result<(), KernelError>) -> Vec<f32> {
        let (dims, mut out) = ([x.len()], vec![0.0; x.len()]);
        f(TensorRef::new(&dims, x).unwrap(), TensorMut::new(&dims, &mut out).unwrap()).unwrap();
        out
    }

    #[test]
    fn clamps() {
        let x = [-2.0, -0.5, 0.5, 7.0];
        assert_eq!(run(&x, relu_f32), [0.0, 0.0, 0.5, 7.0]);
        assert_eq!(run(&x, relu6_f32), [0.0, 0.0, 0.5, 6.0]);
        assert_eq!(run(&x, relu_n1_to_1_f32), [-1.0, -0.5, 0.5, 1.0]);
        assert_eq!(run(&x, relu_0_to_1_f32), [0.0, 0.0, 0.5, 1.0]);
        assert_eq!(run(&x, |i, o| leaky_relu_f32(i, 0.5, o)), [-1.0, -0.25, 0.5, 7.0]);
        assert_eq!(run(&[-4.0, 0.0, 3.0], hard_swish_f32), [0.0, 0.0, 3.0]);
        assert!(run(&[f32::NAN], relu_f32)[0].is_nan());
    }

    #[test]
    fn curves() {
        let near = |a: Vec<f32>, b: &[f32]| {
            for (a, b) in a.iter().zip(b) {
                assert!((a - b).abs() < 1e-6, "{a} {b}");
            }
        };
        near(run(&[0.0, 20.0, -20.0], logistic_f32), &[0.5, 1.0, 2.0611537e-9]);
        near(run(&[-1.0, 2.0], elu_f32), &[-0.632_120_56, 2.0]);
        near(run(&[1.0, -1.0], gelu_f32), &[0.841_344_8, -0.158_655_26]);
        near(run(&[1.0, -1.0], gelu_approximate_f32), &[0.841_192, -0.158_808]);
    }

    #[test]
    fn quantized_clamps_rescale() {
        let x = [-128i8, 0, 10, 127];
        let mut y = [0i8; 4];
        let (iq, oq) = (QuantParams::new(0.1, 0), QuantParams::new(0.05, -128));
        let t = TensorRef::new(&[4], &x).unwrap();
        relu_quantized(t, iq, oq, (0.0, 6.0), TensorMut::new(&[4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [-128, -128, -108, -8]);
        leaky_relu_quantized(t, iq, QuantParams::new(0.1, 0), -0.5, TensorMut::new(&[4], &mut y).unwrap())
            .unwrap();
        assert_eq!(y, [64, 0, 10, 127]);
        abs_quantized(t, iq, QuantParams::new(0.2, 0), TensorMut::new(&[4], &mut y).unwrap()).unwrap();
        assert_eq!(y, [64, 0, 5, 64]);
    }

    #[test]
    fn prelu_keeps_the_input_shape() {
        let x = [1.0, -1.0, -2.0, -4.0];
        let mut y = [0.0; 4];
        let t = TensorRef::new(&[2, 2], &x).unwrap();
        let alpha = TensorRef::new(&[2], &[0.5, 0.25]).unwrap();
        prelu_f32(t, alpha, TensorMut::new(&[2, 2], &mut y).unwrap()).unwrap();
        assert_eq!(y, [1.0, -0.25, -1.0, -1.0]);
        let wide = TensorRef::new(&[2, 2, 1], &x).unwrap();
        let mut y = [0.0; 8];
        assert!(prelu_f32(t, wide, TensorMut::new(&[2, 2, 2], &mut y).unwrap()).is_err());
    }
}
