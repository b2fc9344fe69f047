//! Batch normalization for inference: `(x - mean) * scale / sqrt(variance + epsilon) + offset` is
//! `x * m + b` with `m = scale * rsqrt(variance + epsilon)` and `b = offset - mean * m`.
//!
//! `m` and `b` are written as tf ops; where all four parameters are constants they fold to constants,
//! and fuse into a neighbouring convolution later.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, DenseElements, Op, Type, Value};

use crate::attrs::{flag, is, operand_type, result_type};
use crate::constant::Dialect;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "split-fused-batch-norm", root: "tf.FusedBatchNorm", apply: &fused_batch_norm },
    Pattern { name: "split-fused-batch-norm-v2", root: "tf.FusedBatchNormV2", apply: &fused_batch_norm },
    Pattern { name: "split-fused-batch-norm-v3", root: "tf.FusedBatchNormV3", apply: &fused_batch_norm },
    Pattern {
        name: "split-batch-norm-with-global-normalization",
        root: "tf.BatchNormWithGlobalNormalization",
        apply: &global_normalization,
    },
];

/// The parameters, each a vector of one number a channel.
struct Parameters {
    scale: Option<Value>,
    offset: Value,
    mean: Value,
    variance: Value,
    epsilon: f64,
}

/// Operands `x, scale, offset, mean, variance`; further results are statistics for training, of which
/// inference knows mean and variance.
fn fused_batch_norm(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    if flag(body, op, "is_training") || !is(body, op, "data_format", "NHWC") {
        return None;
    }
    if operand_type(body, op, 0)?.elem()? != Type::f32() {
        return None;
    }
    let results: Vec<Value> = body.results(op).collect();
    if results.iter().skip(3).any(|&value| body.has_uses(value)) {
        return None;
    }
    let [x, scale, offset, mean, variance] = body.operands(op).collect::<Vec<_>>().try_into().ok()?;
    let epsilon = body.attr(op, "epsilon").and_then(Attr::as_f64).unwrap_or(1e-4);
    let ty = result_type(body, op)?;
    let y = normalize(rw, x, ty, Parameters { scale: Some(scale), offset, mean, variance, epsilon })?;
    let mut values = vec![y, mean, variance];
    values.extend(results.iter().skip(3).map(|_| mean));
    // The statistics beyond the first results have no uses, whatever stands in for them.
    for (&result, &value) in results.iter().zip(&values) {
        rw.body.replace_all_uses(result, value);
    }
    rw.erase(op);
    Some(())
}

/// Operands `t, m, v, beta, gamma`.
fn global_normalization(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let body = &*rw.body;
    let [x, mean, variance, offset, gamma] = body.operands(op).collect::<Vec<_>>().try_into().ok()?;
    let ty = result_type(body, op)?;
    if body.ty(x).elem()? != Type::f32() {
        return None;
    }
    let epsilon = body.attr(op, "variance_epsilon").and_then(Attr::as_f64)?;
    let scale = flag(body, op, "scale_after_normalization").then_some(gamma);
    let y = normalize(rw, x, ty, Parameters { scale, offset, mean, variance, epsilon })?;
    rw.replace(&[y]);
    Some(())
}

fn normalize(rw: &mut Rewriter<'_>, x: Value, ty: Type, p: Parameters) -> Option<Value> {
    let vector = rw.body.ty(p.variance);
    let epsilon = DenseElements::from_f32(&[], &[p.epsilon as f32]).ok()?;
    let epsilon = Dialect::Tf.constant(rw, epsilon);
    let binary = |rw: &mut Rewriter<'_>, name: &str, a: Value, b: Value, ty: Type| {
        let state = rw.state(name).operands([a, b]).results([ty]);
        rw.value(state)
    };
    let shifted = binary(rw, "tf.AddV2", p.variance, epsilon, vector);
    let state = rw.state("tf.Rsqrt").operands([shifted]).results([vector]);
    let mut factor = rw.value(state);
    if let Some(scale) = p.scale {
        factor = binary(rw, "tf.Mul", scale, factor, vector);
    }
    let moved = binary(rw, "tf.Mul", p.mean, factor, vector);
    let addend = binary(rw, "tf.Sub", p.offset, moved, vector);
    let product = binary(rw, "tf.Mul", x, factor, ty);
    Some(binary(rw, "tf.AddV2", product, addend, ty))
}
