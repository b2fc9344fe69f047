//! Kernels against results of the reference runtime's own reference kernels.
//!
//! `reference.json` holds single operators with random operands, their attributes and the results that
//! LiteRT 2.3 computes with its `BUILTIN_REF` kernels (local response normalization: its default
//! ones, which agree with TensorFlow). Integer results must be equal bit for bit, real
//! ones within a few units in the last place.

#![allow(clippy::unwrap_used, reason = "a test's own file")]

mod movement;
mod recurrent;
mod vectors;

use tfl_kernels as k;
use vectors::{Case, Num, check, load};

use k::activations as act;
use k::binary_quantized as bq;
use k::conv_quantized as cq;
use k::{KernelError, QuantInt, QuantParams, TensorMut, TensorRef};

type Run = Result<(), KernelError>;
type Binary<'a, T> = dyn Fn(TensorRef<T>, TensorRef<T>, TensorMut<T>) -> Run + 'a;

/// The operators of one quantized type.
fn quantized<T: Num + QuantInt>(case: &Case) -> Option<Run> {
    let (p, iq, oq) = (case, case.quant(0), case.out_quant());
    let unary = |f: &dyn Fn(TensorRef<T>, TensorMut<T>) -> Run| check::<T, T>(case, f);
    let binary = |f: &Binary<T>| {
        let (bd, b) = case.tensor::<T>(1);
        check::<T, T>(case, |a, o| f(a, TensorRef::new(&bd, &b)?, o))
    };
    let both = || bq::BinaryQuant { a: case.quant(0), b: case.quant(1), output: case.out_quant() };
    Some(match case.kernel.as_str() {
        "average_pool_2d_quantized" => unary(&|x, o| k::pool::average_pool_2d_quantized(x, oq, &p.pool(), o)),
        "max_pool_2d_quantized" => unary(&|x, o| k::pool::max_pool_2d_quantized(x, oq, &p.pool(), o)),
        "add_quantized" => binary(&|a, b, o| bq::add_quantized(a, b, &both(), p.activation(), o)),
        "sub_quantized" => binary(&|a, b, o| bq::sub_quantized(a, b, &both(), p.activation(), o)),
        "mul_quantized" => binary(&|a, b, o| bq::mul_quantized(a, b, &both(), p.activation(), o)),
        "div_quantized" => binary(&|a, b, o| bq::div_quantized(a, b, &both(), p.activation(), o)),
        "squared_difference_quantized" => {
            binary(&|a, b, o| bq::squared_difference_quantized(a, b, &both(), o))
        }
        "relu_quantized" => {
            let range = (p.real("low"), if p.has("high") { p.real("high") } else { f32::INFINITY });
            unary(&|x, o| act::relu_quantized(x, iq, oq, range, o))
        }
        "leaky_relu_quantized" => unary(&|x, o| act::leaky_relu_quantized(x, iq, oq, p.real("alpha"), o)),
        "prelu_quantized" => binary(&|x, a, o| act::prelu_quantized(x, iq, a, case.quant(1), oq, o)),
        "logistic_8bit" => unary(&|x, o| act::logistic_8bit(x, iq, oq, o)),
        "tanh_8bit" => unary(&|x, o| act::tanh_8bit(x, iq, oq, o)),
        "elu_8bit" => unary(&|x, o| act::elu_8bit(x, iq, oq, o)),
        "gelu_8bit" => unary(&|x, o| act::gelu_8bit(x, iq, oq, o)),
        "gelu_approximate_8bit" => unary(&|x, o| act::gelu_approximate_8bit(x, iq, oq, o)),
        "exp_8bit" => unary(&|x, o| act::exp_8bit(x, iq, oq, o)),
        "log_8bit" => unary(&|x, o| act::log_8bit(x, iq, oq, o)),
        "abs_quantized" => unary(&|x, o| act::abs_quantized(x, iq, oq, o)),
        "hard_swish_quantized" => unary(&|x, o| k::hard_swish::hard_swish_quantized(x, iq, oq, o)),
        "log_softmax_quantized" => unary(&|x, o| k::softmax::log_softmax_quantized(x, iq, o)),
        "l2_normalization_quantized" => unary(&|x, o| k::normalize::l2_normalization_quantized(x, iq, o)),
        "softmax_quantized" => unary(&|x, o| k::softmax::softmax_quantized(x, iq, p.real("beta"), o)),
        "mean_quantized" => unary(&|x, o| k::reduce::mean_quantized(x, iq, &p.ints("axes"), oq, o)),
        "sum_quantized" => unary(&|x, o| k::reduce::sum_quantized(x, iq, &p.ints("axes"), oq, o)),
        "reduce_prod_quantized" => {
            unary(&|x, o| k::reduce::reduce_prod_quantized(x, iq, &p.ints("axes"), oq, o))
        }
        "quantize_f32" => check::<f32, T>(case, |x, o| k::quantize::quantize_f32(x, oq, o)),
        "requantize" => match case.output.dtype.as_str() {
            "i8" => check::<T, i8>(case, |x, o| k::quantize::requantize(x, iq, oq, o)),
            "u8" => check::<T, u8>(case, |x, o| k::quantize::requantize(x, iq, oq, o)),
            _ => check::<T, i16>(case, |x, o| k::quantize::requantize(x, iq, oq, o)),
        },
        "resize_bilinear_quantized" => unary(&|x, o| k::resize::resize_bilinear_quantized(x, p.resize(), o)),
        "batch_matmul_8bit" => {
            binary(&|a, b, o| k::batch_matmul::batch_matmul_8bit(a, b, &p.matmul(), &both(), o))
        }
        "compare_quantized" => {
            let (bd, b) = case.tensor::<T>(1);
            check::<T, bool>(case, |a, o| {
                let b = TensorRef::new(&bd, &b)?;
                k::compare::compare_quantized(p.comparison(), a, iq, b, case.quant(1), o)
            })
        }
        "concatenation_quantized" => {
            let (bd, b) = case.tensor::<T>(1);
            let quants = [iq, case.quant(1)];
            check::<T, T>(case, |a, o| {
                let b = TensorRef::new(&bd, &b)?;
                k::concat::concatenation_quantized(&[a, b], &quants, p.int("axis"), oq, o)
            })
        }
        _ => return None,
    })
}

/// The operators with weights; `W` are the weights' elements, `B` the bias's.
macro_rules! weighted {
    ($case:expr, $x:ty, $w:ty, $b:ty, $conv:expr, $depthwise:expr, $fc:expr, $transpose:expr) => {{
        let case: &Case = $case;
        let transpose = case.kernel.starts_with("transpose_conv");
        let (wd, w) = case.tensor::<$w>(1);
        let (_, bias) = case.tensor::<$b>(if transpose { 3 } else { 2 });
        let scales = case.inputs[1].scales.clone();
        let quant = cq::WeightedQuant {
            input: case.quant(if transpose { 2 } else { 0 }),
            filter_scales: &scales,
            filter_zero_point: case.inputs[1].zero_point,
            output: case.out_quant(),
        };
        let filter = TensorRef::new(&wd, &w).unwrap();
        if case.kernel.starts_with("conv_2d") {
            check::<$x, $x>(case, |x, o| $conv(x, filter, Some(&bias), &case.conv(), &quant, o))
        } else if case.kernel.starts_with("depthwise") {
            check::<$x, $x>(case, |x, o| $depthwise(x, filter, Some(&bias), &case.conv(), &quant, o))
        } else if transpose {
            let params = case.transpose_conv();
            vectors::check_operand::<$x, $x>(case, 2, |x, o| {
                $transpose(x, filter, Some(&bias), &params, &quant, o)
            })
        } else {
            let params = case.fully_connected();
            check::<$x, $x>(case, |x, o| $fc(x, filter, Some(&bias), &params, &quant, o))
        }
    }};
}

/// The operators that have one kernel only.
fn single(case: &Case) -> Option<Run> {
    use k::fully_connected as fc;
    use k::transpose_conv as tc;
    use k::{conv, conv_hybrid, depthwise as dw};
    let (iq, oq) = (case.quant(0), case.out_quant());
    let i16_unary = |f: fn(TensorRef<i16>, QuantParams, QuantParams, TensorMut<i16>) -> Run| {
        check::<i16, i16>(case, |x, o| f(x, iq, oq, o))
    };
    let f32_unary = |f: fn(TensorRef<f32>, TensorMut<f32>) -> Run| check::<f32, f32>(case, f);
    Some(match case.kernel.as_str() {
        "conv_2d_i8" | "depthwise_conv_2d_i8" | "fully_connected_i8" | "transpose_conv_i8" => weighted!(
            case,
            i8,
            i8,
            i32,
            cq::conv_2d_i8,
            dw::depthwise_conv_2d_i8,
            fc::fully_connected_i8,
            tc::transpose_conv_i8
        ),
        "conv_2d_u8" | "depthwise_conv_2d_u8" | "fully_connected_u8" | "transpose_conv_u8" => weighted!(
            case,
            u8,
            u8,
            i32,
            cq::conv_2d_u8,
            dw::depthwise_conv_2d_u8,
            fc::fully_connected_u8,
            tc::transpose_conv_u8
        ),
        "conv_2d_i16" | "depthwise_conv_2d_i16" | "fully_connected_i16" | "transpose_conv_i16" => weighted!(
            case,
            i16,
            i8,
            i64,
            cq::conv_2d_i16,
            dw::depthwise_conv_2d_i16,
            fc::fully_connected_i16,
            tc::transpose_conv_i16
        ),
        "logistic_i16" => check::<i16, i16>(case, |x, o| k::fixed_tables::logistic_i16(x, iq, o)),
        "tanh_i16" => check::<i16, i16>(case, |x, o| k::fixed_tables::tanh_i16(x, iq, o)),
        "softmax_i16" => check::<i16, i16>(case, |x, o| k::softmax::softmax_i16(x, iq, case.real("beta"), o)),
        "rsqrt_i8" => check::<i8, i8>(case, |x, o| act::rsqrt_i8(x, iq, oq, o)),
        "l2_normalization_f32" => {
            let none = k::Activation::None;
            check::<f32, f32>(case, |x, o| k::normalize::l2_normalization_f32(x, none, o))
        }
        "local_response_normalization_f32" => {
            let params = k::normalize::LocalResponseParams {
                radius: case.int("radius") as i32,
                bias: case.real("bias"),
                alpha: case.real("alpha"),
                beta: case.real("beta"),
            };
            check::<f32, f32>(case, |x, o| k::normalize::local_response_normalization_f32(x, &params, o))
        }
        "exp_i16" => i16_unary(act::exp_i16),
        "log_i16" => i16_unary(act::log_i16),
        "rsqrt_i16" => i16_unary(act::rsqrt_i16),
        "batch_matmul_i16" => {
            let (bd, b) = case.tensor::<i16>(1);
            let quant = bq::BinaryQuant { a: iq, b: case.quant(1), output: oq };
            check::<i16, i16>(case, |a, o| {
                k::batch_matmul::batch_matmul_i16(a, TensorRef::new(&bd, &b)?, &case.matmul(), &quant, o)
            })
        }
        "dequantize" => match case.inputs[0].dtype.as_str() {
            "i8" => check::<i8, f32>(case, |x, o| k::quantize::dequantize(x, iq, o)),
            "u8" => check::<u8, f32>(case, |x, o| k::quantize::dequantize(x, iq, o)),
            _ => check::<i16, f32>(case, |x, o| k::quantize::dequantize(x, iq, o)),
        },
        "resize_bilinear_u8" => {
            check::<u8, u8>(case, |x, o| k::resize::resize_bilinear_u8(x, case.resize(), o))
        }
        "resize_bilinear_f32" => {
            check::<f32, f32>(case, |x, o| k::resize::resize_bilinear_f32(x, case.resize(), o))
        }
        "resize_nearest_neighbor" => {
            check::<f32, f32>(case, |x, o| k::resize::resize_nearest_neighbor(x, case.resize(), o))
        }
        "softmax_f32" => check::<f32, f32>(case, |x, o| k::softmax::softmax_f32(x, case.real("beta"), o)),
        "logistic_f32" => f32_unary(act::logistic_f32),
        "gelu_f32" => f32_unary(act::gelu_f32),
        "fully_connected_f32" => {
            let (wd, w) = case.tensor::<f32>(1);
            let (_, bias) = case.tensor::<f32>(2);
            check::<f32, f32>(case, |x, o| {
                let filter = TensorRef::new(&wd, &w)?;
                fc::fully_connected_f32(x, filter, Some(&bias), &case.fully_connected(), o)
            })
        }
        "conv_2d_f32" | "depthwise_conv_2d_f32" => {
            let (wd, w) = case.tensor::<f32>(1);
            let (_, bias) = case.tensor::<f32>(2);
            let filter = TensorRef::new(&wd, &w).unwrap();
            let f = if case.kernel == "conv_2d_f32" { conv::conv_2d_f32 } else { dw::depthwise_conv_2d_f32 };
            check::<f32, f32>(case, |x, o| f(x, filter, Some(&bias), &case.conv(), o))
        }
        "conv_2d_hybrid" | "depthwise_conv_2d_hybrid" | "fully_connected_hybrid" => {
            let (wd, w) = case.tensor::<i8>(1);
            let (_, bias) = case.tensor::<f32>(2);
            let filter = TensorRef::new(&wd, &w).unwrap();
            let scales = &case.inputs[1].scales;
            check::<f32, f32>(case, |x, o| match case.kernel.as_str() {
                "conv_2d_hybrid" => {
                    conv_hybrid::conv_2d_hybrid(x, filter, scales, Some(&bias), &case.conv(), o)
                }
                "depthwise_conv_2d_hybrid" => {
                    dw::depthwise_conv_2d_hybrid(x, filter, scales, Some(&bias), &case.conv(), o)
                }
                _ => fc::fully_connected_hybrid(x, filter, scales, Some(&bias), &case.fully_connected(), o),
            })
        }
        "conv_3d_f32" => {
            let ((wd, w), (_, bias)) = (case.tensor::<f32>(1), case.tensor::<f32>(2));
            check::<f32, f32>(case, |x, o| {
                k::conv_3d::conv_3d_f32(x, TensorRef::new(&wd, &w)?, Some(&bias), &case.conv_3d(), o)
            })
        }
        "conv_3d_transpose_f32" => {
            let ((wd, w), (_, bias)) = (case.tensor::<f32>(1), case.tensor::<f32>(3));
            vectors::check_operand::<f32, f32>(case, 2, |x, o| {
                let w = TensorRef::new(&wd, &w)?;
                k::conv_3d::conv_3d_transpose_f32(x, w, Some(&bias), &case.conv_3d(), o)
            })
        }
        "svdf_f32" => recurrent::svdf_f32(case),
        "svdf_hybrid" => recurrent::svdf_hybrid(case),
        "svdf_i8" => recurrent::svdf_i8(case),
        "unidirectional_sequence_lstm" => recurrent::lstm(case),
        "batch_matmul_hybrid" => {
            let (wd, w) = case.tensor::<i8>(1);
            let filter = TensorRef::new(&wd, &w).unwrap();
            let scales = &case.inputs[1].scales;
            check::<f32, f32>(case, |x, o| {
                k::batch_matmul::batch_matmul_hybrid(x, filter, scales, &case.matmul(), o)
            })
        }
        _ => return None,
    })
}

#[test]
fn results_equal_the_reference_runtime() {
    let mut failures = Vec::new();
    let cases = load();
    for (i, case) in cases.iter().enumerate() {
        let by_type = match case.operand_type() {
            "i8" => quantized::<i8>(case),
            "u8" => quantized::<u8>(case),
            "i16" => quantized::<i16>(case),
            _ => None,
        };
        match single(case).or_else(|| movement::run(case)).or(by_type) {
            None => failures.push(format!("{i} {}: no kernel under test", case.kernel)),
            Some(Err(e)) => failures.push(format!("{i} {}: {e}", case.kernel)),
            Some(Ok(())) => {}
        }
        failures.extend(case.mismatches.take().into_iter().map(|m| format!("{i} {} {m}", case.describe())));
    }
    assert!(!cases.is_empty());
    assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
