//! Conversions between element types, quantized ones among them.

use tfl_ir::Type;
use tfl_kernels::cast::{CastTo, cast};
use tfl_kernels::quantize::{
    ChannelQuant, FakeQuantParams, dequantize, dequantize_f16, dequantize_per_channel, fake_quant,
    quantize_f32, quantize_per_channel_f32, requantize, requantize_i32, requantize_to_i32,
};
use tfl_kernels::unary::map1;

use super::dispatch::{by_quantized, by_type};
use super::unary::unary;
use super::{OpRow, pure};
use crate::DType;
use crate::call::{Eval, one};
use crate::error::OpError;
use crate::op_view::OpView;
use crate::tensor::Element;

pub(super) static ROWS: &[OpRow] = &[
    pure("tfl.cast", cast_row),
    pure("tfl.quantize", quantize),
    pure("tfl.dequantize", dequantize_row),
    pure("tfl.fake_quant", fake_quant_row),
    pure("tf.Cast", cast_row),
];

/// Calls `$body` with `$t` standing for the Rust type of `$dtype`, of all that can be cast.
macro_rules! by_castable {
    ($dtype:expr, $t:ident => $body:expr, _ => $none:expr) => {
        by_type!(
            $dtype,
            [
                Bool => bool, I2 => i8, I4 => i8, I8 => i8, U4 => u8, U8 => u8, I16 => i16, U16 => u16,
                I32 => i32, U32 => u32, I64 => i64, U64 => u64, F16 => half::f16, BF16 => half::bf16,
                F32 => f32, F64 => f64
            ],
            $t => $body, _ => $none)
    };
}

/// Calls `$body` with `$t` standing for the Rust type of `$dtype`, of all that can be dequantized.
macro_rules! by_stored {
    ($dtype:expr, $t:ident => $body:expr, _ => $none:expr) => {
        by_type!(
            $dtype,
            [I2 => i8, I4 => i8, I8 => i8, U4 => u8, U8 => u8, I16 => i16, U16 => u16, I32 => i32],
            $t => $body, _ => $none)
    };
}

fn cast_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let (from, to) = (op.dtype(0)?, op.result_dtype(0)?);
    match (from, to) {
        _ if from == to => one(|call| call.tensor(0).cloned()),
        // The imaginary part is dropped, or zero.
        (DType::Complex64, _) => by_castable!(to, B => one(move |call| {
            let input = call.input::<[f32; 2]>(0)?;
            call.make_as::<B>(to, input.dims(), |out| map1(input, out, |v: [f32; 2]| v[0].cast_to()))
        }), _ => Err(op.unsupported_types())),
        (_, DType::Complex64) => by_castable!(from, A => one(|call| {
            let input = call.input::<A>(0)?;
            call.make(input.dims(), |out| map1(input, out, |v| [CastTo::<f32>::cast_to(v), 0.0]))
        }), _ => Err(op.unsupported_types())),
        _ => by_castable!(from, A => cast_from::<A>(op, to), _ => Err(op.unsupported_types())),
    }
}

fn cast_from<A>(op: &OpView<'_>, to: DType) -> Result<Eval, OpError>
where
    A: Element
        + CastTo<bool>
        + CastTo<i8>
        + CastTo<u8>
        + CastTo<i16>
        + CastTo<u16>
        + CastTo<i32>
        + CastTo<u32>
        + CastTo<i64>
        + CastTo<u64>
        + CastTo<half::f16>
        + CastTo<half::bf16>
        + CastTo<f32>
        + CastTo<f64>,
{
    by_castable!(to, B => one(move |call| {
        let input = call.input::<A>(0)?;
        call.make_as::<B>(to, input.dims(), |out| cast::<A, B>(input, out))
    }), _ => Err(op.unsupported_types()))
}

/// Per-axis parameters, owned by the plan.
struct Channels {
    scales: Vec<f32>,
    zero_points: Vec<i32>,
    axis: i64,
}

impl Channels {
    /// Of a type with more than one scale along one axis.
    fn of(ty: Type) -> Option<Channels> {
        let scales = &ty.uniform_quant()?.scales;
        let axis = i64::from(scales.axis()?);
        let zero_points = scales.zero_points.iter().map(|&z| i32::try_from(z).ok()).collect::<Option<_>>()?;
        let scales: Vec<f32> = scales.scales().map(|s| s as f32).collect();
        (scales.len() > 1).then_some(Channels { scales, zero_points, axis })
    }

    fn view(&self) -> ChannelQuant<'_> {
        ChannelQuant { scales: &self.scales, zero_points: &self.zero_points, axis: self.axis }
    }
}

fn quantize(op: &OpView<'_>) -> Result<Eval, OpError> {
    let to = op.result_dtype(0)?;
    if op.dtype(0)? == DType::F32 {
        if let Some(channels) = Channels::of(op.result(0)?) {
            return by_quantized!(to, B => one(move |call| {
                let input = call.input(0)?;
                call.make::<B>(input.dims(), |out| quantize_per_channel_f32(input, &channels.view(), out))
            }), _ => Err(op.unsupported_types()));
        }
        let output = op.result_quant(0)?;
        return by_quantized!(to, B => one(move |call| {
            let input = call.input(0)?;
            call.make::<B>(input.dims(), |out| quantize_f32(input, output, out))
        }), _ => Err(op.unsupported_types()));
    }
    let (input_quant, output) = (op.quant(0)?, op.result_quant(0)?);
    if op.dtype(0)? == DType::I32 {
        return by_quantized!(to, B => one(move |call| {
            let input = call.input(0)?;
            call.make::<B>(input.dims(), |out| requantize_i32(input, input_quant, output, out))
        }), _ => Err(op.unsupported_types()));
    }
    if (op.dtype(0)?, to) == (DType::I16, DType::I32) {
        return one(move |call| {
            let input = call.input(0)?;
            call.make(input.dims(), |out| requantize_to_i32(input, input_quant, output, out))
        });
    }
    by_quantized!(op.dtype(0)?, A => by_quantized!(to, B => one(move |call| {
        let input = call.input::<A>(0)?;
        call.make::<B>(input.dims(), |out| requantize(input, input_quant, output, out))
    }), _ => Err(op.unsupported_types())), _ => Err(op.unsupported_types()))
}

fn dequantize_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let from = op.dtype(0)?;
    match from {
        DType::F16 => {
            return one(|call| {
                let input = call.input(0)?;
                call.make(input.dims(), |out| dequantize_f16(input, out))
            });
        }
        DType::F32 => return one(|call| call.tensor(0).cloned()),
        _ => {}
    }
    if let Some(channels) = Channels::of(op.operand(0)?) {
        return by_stored!(from, A => one(move |call| {
            let input = call.input::<A>(0)?;
            call.make(input.dims(), |out| dequantize_per_channel(input, &channels.view(), out))
        }), _ => Err(op.unsupported_types()));
    }
    let quant = op.quant(0)?;
    by_stored!(from, A => one(move |call| {
        let input = call.input::<A>(0)?;
        call.make(input.dims(), |out| dequantize(input, quant, out))
    }), _ => Err(op.unsupported_types()))
}

fn fake_quant_row(op: &OpView<'_>) -> Result<Eval, OpError> {
    let params = FakeQuantParams {
        min: op.real("min")? as f32,
        max: op.real("max")? as f32,
        num_bits: op.i32("num_bits")?,
        narrow_range: op.flag("narrow_range")?,
    };
    match op.dtype(0)? {
        DType::F32 => one(move |call| unary(call, |x, out| fake_quant(x, &params, out))),
        _ => Err(op.unsupported_types()),
    }
}
