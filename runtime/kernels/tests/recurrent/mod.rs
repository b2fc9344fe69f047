//! Operators with a state: the file has the result of the last of several equal steps.

use tfl_kernels::lstm::{Gate, LstmParams, LstmWeights, Matrix, unidirectional_sequence_lstm};
use tfl_kernels::svdf::{self, SvdfParams, SvdfQuant};
use tfl_kernels::{Activation, KernelError, TensorMut, TensorRef};

use crate::vectors::{Case, check};

fn svdf_params(case: &Case) -> SvdfParams {
    SvdfParams { rank: case.int("rank") as i32, activation: case.activation() }
}

pub(crate) fn svdf_f32(case: &Case) -> Result<(), KernelError> {
    let ((fd, f), (td, t)) = (case.tensor::<f32>(1), case.tensor::<f32>(2));
    let ((_, bias), (sd, state)) = (case.tensor::<f32>(3), case.tensor::<f32>(4));
    let (f, t) = (TensorRef::new(&fd, &f)?, TensorRef::new(&td, &t)?);
    check::<f32, f32>(case, |x, mut out| {
        let mut state = state.clone();
        (0..case.int("steps")).try_for_each(|_| {
            let state = TensorMut::new(&sd, &mut state)?;
            svdf::svdf_f32(x, f, t, Some(&bias), &svdf_params(case), state, out.reborrow())
        })
    })
}

pub(crate) fn svdf_hybrid(case: &Case) -> Result<(), KernelError> {
    let ((fd, f), (td, t)) = (case.tensor::<i8>(1), case.tensor::<i8>(2));
    let ((_, bias), (sd, state)) = (case.tensor::<f32>(3), case.tensor::<f32>(4));
    let f = (TensorRef::new(&fd, &f)?, case.quant(1).scale);
    let t = (TensorRef::new(&td, &t)?, case.quant(2).scale);
    check::<f32, f32>(case, |x, mut out| {
        let mut state = state.clone();
        (0..case.int("steps")).try_for_each(|_| {
            let state = TensorMut::new(&sd, &mut state)?;
            svdf::svdf_hybrid(x, f, t, Some(&bias), &svdf_params(case), state, out.reborrow())
        })
    })
}

pub(crate) fn svdf_i8(case: &Case) -> Result<(), KernelError> {
    let ((fd, f), (td, t)) = (case.tensor::<i8>(1), case.tensor::<i16>(2));
    let ((_, bias), (sd, state)) = (case.tensor::<i32>(3), case.tensor::<i16>(4));
    let (f, t) = (TensorRef::new(&fd, &f)?, TensorRef::new(&td, &t)?);
    let quant = SvdfQuant {
        input: case.quant(0),
        feature_scale: case.quant(1).scale,
        time_scale: case.quant(2).scale,
        state_scale: case.quant(4).scale,
        output: case.out_quant(),
    };
    check::<i8, i8>(case, |x, mut out| {
        let mut state = state.clone();
        (0..case.int("steps")).try_for_each(|_| {
            let state = TensorMut::new(&sd, &mut state)?;
            svdf::svdf_i8(x, f, t, Some(&bias), (&svdf_params(case), &quant), state, out.reborrow())
        })
    })
}

/// An operand of the layer, real or `i8`; an absent one has no elements.
enum Operand {
    F32(Vec<usize>, Vec<f32>),
    I8(Vec<usize>, Vec<i8>, f32),
}

impl Operand {
    fn read(case: &Case, i: usize) -> Option<Self> {
        let stored = case.inputs.get(i)?;
        if stored.dims.contains(&0) {
            return None;
        }
        Some(if stored.dtype == "i8" {
            let (dims, data) = case.tensor(i);
            Operand::I8(dims, data, case.quant(i).scale)
        } else {
            let (dims, data) = case.tensor(i);
            Operand::F32(dims, data)
        })
    }

    fn matrix(&self) -> Matrix<'_> {
        match self {
            Operand::F32(dims, data) => Matrix::F32(TensorRef::new(dims, data).unwrap()),
            Operand::I8(dims, data, scale) => Matrix::I8(TensorRef::new(dims, data).unwrap(), *scale),
        }
    }

    fn real(&self) -> Vec<f32> {
        match self {
            Operand::F32(_, data) => data.clone(),
            Operand::I8(_, data, scale) => data.iter().map(|&v| f32::from(v) * scale).collect(),
        }
    }
}

pub(crate) fn lstm(case: &Case) -> Result<(), KernelError> {
    let operands: Vec<Option<Operand>> = (0..24).map(|i| Operand::read(case, i)).collect();
    let vectors: Vec<Option<Vec<f32>>> = operands.iter().map(|o| o.as_ref().map(Operand::real)).collect();
    let at = |i: usize| vectors[i].as_deref();
    // Operand numbers of the format: input, recurrent, peephole, bias, layer norm.
    let gate = |[x, r, p, b, n]: [Option<usize>; 5]| {
        let matrix = |i: Option<usize>| operands[i?].as_ref().map(Operand::matrix);
        Some(Gate {
            input: matrix(x)?,
            recurrent: matrix(r)?,
            peephole: p.and_then(at),
            layer_norm: n.and_then(at),
            bias: b.and_then(at)?,
        })
    };
    let weights = LstmWeights {
        input: gate([Some(1), Some(5), Some(9), Some(12), Some(20)]),
        forget: gate([Some(2), Some(6), Some(10), Some(13), Some(21)]).unwrap(),
        cell: gate([Some(3), Some(7), None, Some(14), Some(22)]).unwrap(),
        output: gate([Some(4), Some(8), Some(11), Some(15), Some(23)]).unwrap(),
        projection: operands[16].as_ref().map(|m| (m.matrix(), at(17))),
    };
    let params = LstmParams {
        activation: Activation::Tanh,
        cell_clip: case.real("cell_clip"),
        proj_clip: case.real("proj_clip"),
        time_major: case.flag("time_major"),
        asymmetric_quantize_inputs: false,
    };
    let ((hd, h), (cd, c)) = (case.tensor::<f32>(18), case.tensor::<f32>(19));
    check::<f32, f32>(case, |x, mut out| {
        let (mut h, mut c) = (h.clone(), c.clone());
        (0..case.int("steps")).try_for_each(|_| {
            let (h, c) = (TensorMut::new(&hd, &mut h)?, TensorMut::new(&cd, &mut c)?);
            unidirectional_sequence_lstm(x, &weights, &params, h, c, out.reborrow())
        })
    })
}
