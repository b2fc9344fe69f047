//! Made-up inputs, the same on every machine.

use fastrand::Rng;
use tfl_interpreter::{DType, Tensor};
use tfl_ir::{Body, Dim, Type};

use super::super::report::place;

/// The most elements of an input.
const MAX_ELEMENTS: usize = 1 << 28;
/// Dynamic dimensions are 1, 2, 3, 1 … in the runs.
const SIZES: u64 = 3;

/// Values for the arguments in run number `run`: floats are normal, quantized values uniform, other
/// integers 0 or 1, so that they are valid where they are indices. The words say which argument none can
/// be made up for.
pub(super) fn made_up(body: &Body, run: u64) -> Result<Vec<Tensor>, String> {
    let args = body.entry().map(|entry| body.block_args(entry)).unwrap_or_default();
    let mut rng = Rng::with_seed(run);
    let make = |(number, &arg): (usize, &tfl_ir::Value)| {
        let ty = body.ty(arg);
        tensor(ty, run % SIZES + 1, &mut rng).ok_or_else(|| {
            let place = place(&body.value_loc(arg));
            format!("no value of type {ty} is made up, which argument {number} ('{place}') takes")
        })
    };
    args.iter().enumerate().map(make).collect()
}

fn tensor(ty: Type, dynamic: u64, rng: &mut Rng) -> Option<Tensor> {
    let size = |dim: &Dim| usize::try_from(dim.size().unwrap_or(dynamic)).ok();
    let shape: Vec<usize> = ty.dims()?.iter().map(size).collect::<Option<_>>()?;
    let count = shape.iter().try_fold(1usize, |n, &dim| n.checked_mul(dim)).filter(|&n| n <= MAX_ELEMENTS)?;
    let quantized = ty.uniform_quant().is_some();
    macro_rules! made {
        ($make:expr) => {
            Tensor::new(&shape, std::iter::repeat_with($make).take(count).collect()).ok()
        };
    }
    match DType::of(ty)? {
        DType::F32 => made!(|| normal(rng) as f32),
        DType::F64 => made!(|| normal(rng)),
        DType::Bool => made!(|| rng.bool()),
        DType::I8 if quantized => made!(|| rng.i8(..)),
        DType::U8 if quantized => made!(|| rng.u8(..)),
        DType::I16 if quantized => made!(|| rng.i16(..)),
        DType::I8 => made!(|| rng.i8(0..2)),
        DType::U8 => made!(|| rng.u8(0..2)),
        DType::I16 => made!(|| rng.i16(0..2)),
        DType::U16 => made!(|| rng.u16(0..2)),
        DType::I32 => made!(|| rng.i32(0..2)),
        DType::U32 => made!(|| rng.u32(0..2)),
        DType::I64 => made!(|| rng.i64(0..2)),
        DType::U64 => made!(|| rng.u64(0..2)),
        _ => None,
    }
}

/// A number of the standard normal distribution, by the method of Box and Muller.
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}
