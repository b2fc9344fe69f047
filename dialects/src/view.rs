//! What the typed views that `ops!` makes have in common.

use tfl_ir::{Arity, Attr, Body, Op, OpInfo, OpState, Presence, Traits, Type, Value};

/// Whether `op` is of the kind `info` with operands that fit the declaration.
pub(crate) fn matches(body: &Body, op: Op, info: &'static OpInfo) -> bool {
    if !body.name(op).info().is_some_and(|known| std::ptr::eq(known, info)) {
        return false;
    }
    let count = body.num_operands(op);
    let least = info.operands.iter().filter(|spec| spec.arity == Arity::One).count();
    let fixed = least == info.operands.len();
    if fixed { count == least } else { count >= least }
}

/// The values of the declared operand called `name`.
///
/// With one operand of variable length the others say how long it is; with more,
/// `operandSegmentSizes` does.
pub(crate) fn operand_group(body: &Body, op: Op, info: &'static OpInfo, name: &str) -> Vec<Value> {
    let values: Vec<Value> = body.operands(op).collect();
    let Some(index) = info.operands.iter().position(|spec| spec.name == name) else { return Vec::new() };
    let lengths = segment_lengths(body, op, info, values.len());
    let first: usize = lengths.iter().take(index).sum();
    let length = lengths.get(index).copied().unwrap_or(0);
    values.get(first..first.saturating_add(length)).map(<[Value]>::to_vec).unwrap_or_default()
}

/// How many operands each declared operand stands for.
fn segment_lengths(body: &Body, op: Op, info: &'static OpInfo, count: usize) -> Vec<usize> {
    if info.traits.has(Traits::OPERAND_SEGMENTS) {
        let sizes = body.attr(op, "operandSegmentSizes").and_then(Attr::as_int_array).unwrap_or_default();
        return sizes.iter().map(|&size| usize::try_from(size).unwrap_or(0).min(count)).collect();
    }
    let fixed = info.operands.iter().filter(|spec| spec.arity == Arity::One).count();
    let mut spare = count.saturating_sub(fixed);
    // Several of variable length without sizes are equally long.
    let variadic = info.operands.iter().filter(|spec| spec.arity == Arity::Variadic).count();
    let share = spare / variadic.max(1);
    info.operands
        .iter()
        .map(|spec| match spec.arity {
            Arity::One => 1,
            Arity::Variadic => share,
            Arity::Optional => {
                let taken = spare.min(1);
                spare -= taken;
                taken
            }
        })
        .collect()
}

/// The one value of the declared operand called `name`.
///
/// # Panics
/// Never for an op that [`matches`], which every view has passed.
pub(crate) fn operand(body: &Body, op: Op, info: &'static OpInfo, name: &str) -> Value {
    let index = info.operands.iter().position(|spec| spec.name == name);
    let plain = info.operands.iter().take(index.unwrap_or(0)).all(|spec| spec.arity == Arity::One);
    if plain && let Some(value) = index.and_then(|index| body.operand(op, index)) {
        return value;
    }
    *operand_group(body, op, info, name).first().expect("a view has the operands of its row")
}

/// The state of an op of kind `info`: defaults of the row are set.
pub(crate) fn build(info: &'static OpInfo, operands: &[Value], results: &[Type]) -> OpState {
    let mut state = OpState::new(info.name, tfl_ir::Loc::UNKNOWN)
        .operands(operands.iter().copied())
        .results(results.iter().copied());
    for spec in info.attrs {
        if let Presence::Default(default) = spec.presence {
            state = state.attr(spec.name, default());
        }
    }
    state.regions(if info.traits.has(Traits::ISOLATED) { 0 } else { info.regions.unwrap_or(0) as usize })
}
