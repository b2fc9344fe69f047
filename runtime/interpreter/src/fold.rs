//! Evaluation of one op whose operands are constants.

use std::cell::Cell;

use tfl_ir::types::ByteLimit;
use tfl_ir::{Attr, Body, DenseElements, Op, Type};

use crate::budget::{Budget, Meter};
use crate::call::Call;
use crate::op_view::OpView;
use crate::ops::{self, Effect};
use crate::run::check_type;
use crate::state::State;
use crate::{DType, Tensor};

/// The most multiplications and additions that one folded op may take.
const MAX_WORK: usize = 1 << 30;

/// The results of `op` as constant attributes, one a result, when its operands have the values
/// `operands` (`None` for one that is not constant or of type `none`).
///
/// `None` when the op cannot be folded: it has no kernel, reads state, has an operand that is not
/// constant, refuses its operands, or would exceed `budget`. Nothing is reported: the op stays, and
/// running it says what is wrong. A quantized result comes as its stored values, in the plain
/// storage type (`i8` of `!quant.uniform<i8:f32, …>`).
pub fn fold_op(body: &Body, op: Op, operands: &[Option<&Attr>], budget: &Budget) -> Option<Vec<Attr>> {
    let row = ops::row(body.name(op).as_str()).filter(|row| row.effect != Effect::Stateful)?;
    let types: Vec<Type> = body.operands(op).map(|value| body.ty(value)).collect();
    if types.len() != operands.len() {
        return None;
    }
    let inputs: Vec<Option<Tensor>> = types
        .iter()
        .zip(operands)
        .map(|(&ty, attr)| match attr {
            None if ty == Type::none() => Some(None),
            None => None,
            Some(attr) => constant(attr, ty, budget).map(Some),
        })
        .collect::<Option<_>>()?;
    if row.effect == Effect::Heavy {
        let work = inputs.iter().flatten().take(2).try_fold(1usize, |n, t| n.checked_mul(t.len()));
        work.filter(|&work| work <= MAX_WORK)?;
    }
    let cells = Cell::new(0);
    let view = OpView { body, op, operands: &types, constants: &inputs, cells: &cells };
    let eval = (row.prepare)(&view).ok()?;
    let mut state = State::default();
    let meter = Meter::new(*budget);
    let results = eval(&mut Call { inputs: &inputs, meter: &meter, state: &mut state }).ok()?;
    if results.len() != body.num_results(op) {
        return None;
    }
    body.results(op).zip(results).map(|(value, tensor)| result(&tensor, body.ty(value))).collect()
}

/// A constant operand of type `ty`. A quantized one may be given as its plain stored values.
fn constant(attr: &Attr, ty: Type, budget: &Budget) -> Option<Tensor> {
    let tensor = Tensor::from_attr(attr, ByteLimit(budget.max_bytes)).ok()?;
    let dtype = DType::of(ty)?;
    if tensor.dtype() == dtype {
        return Some(tensor);
    }
    let shape = tensor.shape().to_vec();
    (tensor.dtype().size() == dtype.size()).then(|| tensor.reinterpreted(dtype, &shape).ok()).flatten()
}

/// A result of declared type `ty` as an attribute.
fn result(tensor: &Tensor, ty: Type) -> Option<Attr> {
    check_type(tensor, ty).ok()?;
    let elem = ty.elem_or_self();
    if !elem.is_quantized() {
        return tensor.to_attr(elem);
    }
    let dims: Vec<u64> = tensor.shape().iter().map(|&d| d as u64).collect();
    let stored = Type::static_tensor(&dims, elem.storage());
    DenseElements::new(stored, tensor.to_le_bytes()?).ok().map(Attr::elements)
}
