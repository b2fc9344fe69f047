//! Conditions that the LSTM ops share; operand numbers are those of `lstm`, which the sequence ops
//! repeat (the bidirectional one twice).

use tfl_ir::{Body, Op, Type};

use crate::constraint::is_none;
use crate::require::same_elem;

/// Whether operand `index` is there; `None` if the op has no such operand.
fn given(body: &Body, op: Op, index: usize) -> Option<bool> {
    body.operand(op, index).map(|value| !is_none(body.ty(value)))
}

/// Whether the operands are all there or all absent.
fn all_or_none(body: &Body, op: Op, operands: &[usize]) -> bool {
    let mut states = operands.iter().filter_map(|&index| given(body, op, index));
    let first = states.next();
    states.all(|state| Some(state) == first)
}

/// The weights that must be there agree in their element type, as do the biases.
pub(crate) fn mandatory_types_match(body: &Body, op: Op) -> bool {
    let agree = |operands: &[usize]| {
        let types: Vec<Type> = operands
            .iter()
            .filter_map(|&index| body.operand(op, index))
            .map(|value| body.ty(value))
            .collect();
        types.windows(2).all(|pair| same_elem(pair[0], pair[1]))
    };
    agree(&[2, 3, 4, 6, 7, 8]) && agree(&[13, 14, 15])
}

/// The weights from the cell to the gates come together.
pub(crate) fn peephole_all_or_none(body: &Body, op: Op) -> bool {
    // With input and forget gate coupled there is no weight to the input gate.
    all_or_none(body, op, &[10, 11])
}

/// A projection bias needs projection weights.
pub(crate) fn projection_fits(body: &Body, op: Op) -> bool {
    given(body, op, 16) != Some(false) || given(body, op, 17) != Some(true)
}

/// The operands of the input gate come together: without them it is coupled to the forget gate.
pub(crate) fn cifg_all_or_none(body: &Body, op: Op) -> bool {
    all_or_none(body, op, &[1, 5, 12])
}
