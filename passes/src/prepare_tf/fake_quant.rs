//! Rounding to what a quantized type holds, which training for quantization leaves in the graph.
//!
//! ```text
//! "tf.FakeQuantWithMinMaxArgs"(%x) {min = -1.0, max = 1.0, num_bits = 8}
//!     =>  "tfl.dequantize"("tfl.quantize"(%x) : tensor<…x!quant.uniform<u8:f32, 0.00784:128>>)
//! ```
//!
//! Eight bits are a quantization and its inverse, from which quantized models are made; other widths are
//! TFLite's own rounding. Ranges without their lowest value, and ranges of channels, are arithmetic.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::types::{QuantScales, UniformQuant};
use tfl_ir::{Attr, Body, DenseElements, Op, Type, TypeKind, Value};

use crate::attrs::{flag, int, result_type};
use crate::constant::{Dialect, elements, f32_splat, floats};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "split-fake-quant-args", root: "tf.FakeQuantWithMinMaxArgs", apply: &with_attributes },
    Pattern { name: "split-fake-quant-vars", root: "tf.FakeQuantWithMinMaxVars", apply: &with_operands },
    Pattern {
        name: "expand-fake-quant-per-channel",
        root: "tf.FakeQuantWithMinMaxVarsPerChannel",
        apply: &per_channel,
    },
];

/// The stored values of a fake quantization.
#[derive(Clone, Copy)]
struct Width {
    bits: u32,
    narrow: bool,
}

impl Width {
    fn new(body: &Body, op: Op) -> Option<Width> {
        let bits = u32::try_from(int(body, op, "num_bits").unwrap_or(8)).ok()?;
        (2..=16).contains(&bits).then(|| Width { bits, narrow: flag(body, op, "narrow_range") })
    }

    fn lowest(self) -> f32 {
        if self.narrow { 1.0 } else { 0.0 }
    }

    fn highest(self) -> f32 {
        ((1u32 << self.bits) - 1) as f32
    }
}

/// A range moved so that zero is one of its values.
#[derive(Clone, Copy)]
struct Nudged {
    scale: f32,
    zero_point: f32,
}

impl Nudged {
    /// In `f32` as TensorFlow computes it, so that the same values come out.
    fn new(min: f32, max: f32, width: Width) -> Option<Nudged> {
        let scale = (max - min) / (width.highest() - width.lowest());
        if !scale.is_finite() || scale <= 0.0 {
            return None;
        }
        let zero_point = (width.lowest() - min / scale).round().clamp(width.lowest(), width.highest());
        Some(Nudged { scale, zero_point })
    }

    fn min(self, width: Width) -> f32 {
        (width.lowest() - self.zero_point) * self.scale
    }

    fn max(self, width: Width) -> f32 {
        (width.highest() - self.zero_point) * self.scale
    }
}

fn with_attributes(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let number = |name: &str| rw.body.attr(op, name).and_then(Attr::as_f64).map(|value| value as f32);
    let (min, max) = (number("min").unwrap_or(-6.0), number("max").unwrap_or(6.0));
    round(rw, op, min, max)
}

/// The range must be constant: TFLite has none that changes when running.
fn with_operands(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let (min, max) = (rw.body.operand(op, 1)?, rw.body.operand(op, 2)?);
    let (min, max) = (scalar(rw.body, min)?, scalar(rw.body, max)?);
    round(rw, op, min, max)
}

fn scalar(body: &Body, value: Value) -> Option<f32> {
    f32_splat(body, value).or_else(|| match *floats(elements(body, value)?)? {
        [one] => Some(one),
        _ => None,
    })
}

fn round(rw: &mut Rewriter<'_>, op: Op, min: f32, max: f32) -> Option<()> {
    let width = Width::new(rw.body, op)?;
    let nudged = Nudged::new(min, max, width)?;
    let (x, ty) = (rw.body.operand(op, 0)?, result_type(rw.body, op)?);
    if width.narrow {
        return expand(rw, x, ty, width, &[nudged]);
    }
    if width.bits != 8 {
        let bits = Attr::i32(i32::try_from(width.bits).ok()?);
        let state = rw.state("tfl.fake_quant").attr("min", Attr::f32(min)).attr("max", Attr::f32(max));
        let state = state.attr("num_bits", bits).attr("narrow_range", Attr::bool(false));
        rw.replace_with(state.operands([x]).results([ty]));
        return Some(());
    }
    let quantized = rw.body.ty(x).with_elem(storage(nudged))?;
    // Rounding again to the same values changes nothing.
    if rounded_to(rw.body, x) == Some(quantized) && rw.body.ty(x) == ty {
        rw.replace(&[x]);
        return Some(());
    }
    let state = rw.state("tfl.quantize").attr("qtype", Attr::Type(quantized));
    let stored = rw.value(state.operands([x]).results([quantized]));
    let state = rw.state("tfl.dequantize").operands([stored]).results([ty]);
    rw.replace_with(state);
    Some(())
}

/// The quantized type that `value` was rounded to.
fn rounded_to(body: &Body, value: Value) -> Option<Type> {
    let op = body.defining_op(value).filter(|&op| body.name(op) == *"tfl.dequantize")?;
    body.operand(op, 0).map(|stored| body.ty(stored))
}

fn storage(nudged: Nudged) -> Type {
    let scales = QuantScales::new(&[], &[], &[f64::from(nudged.scale)], &[nudged.zero_point as i64], false);
    let (min, max) = UniformQuant::default_range(8, false);
    Type::new(TypeKind::UniformQuant(UniformQuant {
        storage: Type::int(8),
        signed: false,
        expressed: Type::f32(),
        min,
        max,
        scales,
    }))
}

fn per_channel(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let width = Width::new(rw.body, op)?;
    let (x, ty) = (rw.body.operand(op, 0)?, result_type(rw.body, op)?);
    let bounds = |index: usize| floats(elements(rw.body, rw.body.operand(op, index)?)?);
    let (mins, maxs) = (bounds(1)?, bounds(2)?);
    let nudged: Option<Vec<Nudged>> =
        mins.iter().zip(&maxs).map(|(&min, &max)| Nudged::new(min, max, width)).collect();
    expand(rw, x, ty, width, &nudged?)
}

/// `floor((clamp(x) - min) / scale + 1/2) * scale + min`, each number one of its channel. On weights that
/// are constants it folds.
fn expand(rw: &mut Rewriter<'_>, x: Value, ty: Type, width: Width, channels: &[Nudged]) -> Option<()> {
    let vector = |rw: &mut Rewriter<'_>, of: &dyn Fn(&Nudged) -> f32| {
        let values: Vec<f32> = channels.iter().map(of).collect();
        let made = DenseElements::from_f32(&[values.len() as u64], &values).ok()?;
        Some(Dialect::Tf.constant(rw, made))
    };
    let lowest = vector(rw, &|channel| channel.min(width))?;
    let highest = vector(rw, &|channel| channel.max(width))?;
    let steps = vector(rw, &|channel| 1.0 / channel.scale)?;
    let scale = vector(rw, &|channel| channel.scale)?;
    let half = Dialect::Tf.f32_scalar(rw, 0.5);
    let mut value = x;
    for (name, by) in [
        ("tf.Maximum", lowest),
        ("tf.Minimum", highest),
        ("tf.Sub", lowest),
        ("tf.Mul", steps),
        ("tf.AddV2", half),
    ] {
        let state = rw.state(name).operands([value, by]).results([ty]);
        value = rw.value(state);
    }
    let state = rw.state("tf.Floor").operands([value]).results([ty]);
    value = rw.value(state);
    let state = rw.state("tf.Mul").operands([value, scale]).results([ty]);
    value = rw.value(state);
    let state = rw.state("tf.AddV2").operands([value, lowest]).results([ty]);
    rw.replace_with(state);
    Some(())
}
