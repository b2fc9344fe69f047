//! Ops that work on each element by itself.

use tfl_ir::{Attr, Type, Value};

use super::super::Rejected;
use super::super::draw::{Draw, OpPat, quantized, without_sign};
use super::super::pattern_is_op;
use super::super::want::{Shape, Want, over, under};
use super::{Made, activation};

pub(super) const UNARY: &[&str] = &[
    "tfl.relu",
    "tfl.relu6",
    "tfl.relu_n1_to_1",
    "tfl.relu_0_to_1",
    "tfl.leaky_relu",
    "tfl.elu",
    "tfl.gelu",
    "tfl.hard_swish",
    "tfl.logistic",
    "tfl.tanh",
    "tfl.abs",
    "tfl.ceil",
    "tfl.cos",
    "tfl.exp",
    "tfl.floor",
    "tfl.log",
    "tfl.neg",
    "tfl.round",
    "tfl.rsqrt",
    "tfl.sign",
    "tfl.sin",
    "tfl.sqrt",
    "tfl.square",
    "tfl.zeros_like",
];
pub(super) const BINARY: &[&str] = &[
    "tfl.add",
    "tfl.sub",
    "tfl.mul",
    "tfl.div",
    "tfl.pow",
    "tfl.floor_div",
    "tfl.floor_mod",
    "tfl.squared_difference",
    "tfl.maximum",
    "tfl.minimum",
    "tfl.atan2",
    "tfl.bitwise_xor",
];
pub(super) const COMPARISONS: &[&str] =
    &["tfl.equal", "tfl.not_equal", "tfl.less", "tfl.less_equal", "tfl.greater", "tfl.greater_equal"];
pub(super) const LOGIC: &[&str] = &["tfl.logical_and", "tfl.logical_or"];

pub(super) fn unary(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &want.like())?;
    let elem = draw.elem_of(x);
    let elem = draw.rescaled(elem);
    let made = Made::one(vec![x], elem);
    Ok(match op.name() {
        "tfl.leaky_relu" => made.with("alpha", Attr::f32(draw.pick(&[0.2, 0.01, 0.5, 1.0, 1.5]))),
        "tfl.gelu" => made.with("approximate", Attr::bool(draw.rng.bool())),
        _ => made,
    })
}

/// Two operands that broadcast together to what is wanted, in the order of the pattern.
fn pair(
    draw: &mut Draw<'_>,
    op: &OpPat<'_>,
    want: &Want,
    elem: Option<Type>,
) -> Result<Vec<Value>, Rejected> {
    let (left, right) = (op.operand(0)?, op.operand(1)?);
    // What has a shape of its own goes first.
    let swap = pattern_is_op(right) && !pattern_is_op(left);
    let (first, second) = if swap { (right, left) } else { (left, right) };
    let (a, b) = match want.fixed(&mut draw.rng) {
        Some(whole) => {
            let narrow = !pattern_is_op(first) && draw.chance(2);
            let a = Want::exact(&if narrow { under(&mut draw.rng, &whole) } else { whole.clone() });
            let a = draw.value(first, &a.of(elem))?;
            let full = draw.dims(a) == whole;
            let b = if full { Want::under(&whole) } else { Want::exact(&whole) };
            (a, draw.value(second, &b.of(elem))?)
        }
        None => {
            let a = draw.value(first, &want.like().of(elem))?;
            let dims = draw.dims(a);
            let b = match draw.rng.u8(..10) {
                0..2 => Want::exact(&dims),
                2 if !matches!(want.shape, Shape::Rank(_, most) if most < 5) => {
                    Want::exact(&over(&mut draw.rng, &dims))
                }
                _ => Want::under(&dims),
            };
            let b = Want { constant: 4, ..b };
            (a, draw.value(second, &b.of(elem))?)
        }
    };
    Ok(if swap { vec![b, a] } else { vec![a, b] })
}

pub(super) fn binary(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let operands = pair(draw, op, want, want.elem)?;
    let elem = draw.elem_of(operands[0]);
    let made = Made::one(operands, draw.rescaled(elem));
    let activation = activation(draw, op);
    let fuses = op.kind.info().attrs.iter().any(|spec| spec.name == "fused_activation_function");
    Ok(if fuses { made.with("fused_activation_function", activation) } else { made })
}

pub(super) fn comparison(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let elem = if draw.elem == Type::i1() { Type::f32() } else { draw.elem };
    Ok(Made::one(pair(draw, op, want, Some(elem))?, Type::i1()))
}

pub(super) fn logic(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    Ok(Made::one(pair(draw, op, want, Some(Type::i1()))?, Type::i1()))
}

pub(super) fn not(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &want.like().of(Type::i1()))?;
    Ok(Made::one(vec![x], Type::i1()))
}

pub(super) fn prelu(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let x = draw.value(op.operand(0)?, &want.like())?;
    let dims = draw.dims(x);
    let shape = if draw.chance(7) {
        let mut ones = vec![1; dims.len()];
        ones.last_mut().into_iter().zip(dims.last()).for_each(|(one, &last)| *one = last);
        ones.split_off(1.min(dims.len()))
    } else {
        dims.get(1..).unwrap_or_default().to_vec()
    };
    let alpha = draw.value(op.operand(1)?, &Want::weights(&shape))?;
    Ok(Made::one(vec![x, alpha], draw.elem_of(x)))
}

pub(super) fn select(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let whole = want.fixed(&mut draw.rng);
    // The operand that the pattern looks into decides about the shape.
    let order = [1, 2, 0];
    let first = order.into_iter().find(|&at| op.operands.get(at).is_some_and(pattern_is_op)).unwrap_or(1);
    let elem = |at: usize| if at == 0 { Some(Type::i1()) } else { want.elem };
    let mut values: [Option<Value>; 3] = [None; 3];
    let base = match &whole {
        Some(dims) => Want::exact(dims),
        None => want.like(),
    };
    let value = draw.value(op.operand(first)?, &base.of(elem(first)))?;
    values[first] = Some(value);
    let dims = draw.dims(value);
    for at in order.into_iter().filter(|&at| at != first) {
        let narrow = op.name() == "tfl.select_v2" && draw.chance(4);
        let other = if narrow { Want::under(&dims) } else { Want::exact(&dims) };
        let other = Want { constant: 3, ..other };
        values[at] = Some(draw.value(op.operand(at)?, &other.of(elem(at)))?);
    }
    let operands: Vec<Value> = values.into_iter().flatten().collect();
    let elem = draw.elem_of(operands[1]);
    Ok(Made::one(operands, elem))
}

pub(super) fn cast(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let types = [Type::f32(), Type::i32(), Type::i64(), Type::i1(), Type::int(8)];
    let from = draw.pick(&types);
    let x = draw.value(op.operand(0)?, &want.like().of(from))?;
    let to = want.elem.unwrap_or_else(|| draw.pick(&types));
    Ok(Made::one(vec![x], to))
}

pub(super) fn quantize(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let shifted = want.elem.and_then(without_sign).filter(|_| draw.chance(3));
    let plain = if draw.elem.is_quantized() && draw.chance(3) { draw.elem } else { Type::f32() };
    let from = shifted.unwrap_or(plain);
    let x = draw.value(op.operand(0)?, &want.like().of(from))?;
    let made = if draw.elem.is_quantized() && draw.chance(5) { draw.elem } else { quantized(&mut draw.rng) };
    let elem = want.elem.unwrap_or(made);
    let dims = super::super::draw::unsigned(&draw.dims(x));
    Ok(Made::one(vec![x], elem).with("qtype", Attr::Type(Type::static_tensor(&dims, elem))))
}

pub(super) fn dequantize(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let elem = if draw.elem.is_quantized() { draw.elem } else { quantized(&mut draw.rng) };
    // A nested quantize has a type of its own.
    let from = Want::shape(want.shape.clone()).of(elem);
    let x = draw.value(op.operand(0)?, &from)?;
    Ok(Made::one(vec![x], Type::f32()))
}

pub(super) fn add_n(draw: &mut Draw<'_>, op: &OpPat<'_>, want: &Want) -> Result<Made, Rejected> {
    let first = draw.value(op.operand(0)?, &want.like())?;
    let dims = draw.dims(first);
    let mut operands = vec![first];
    for pat in op.operands.get(1..).unwrap_or_default() {
        operands.push(draw.value(pat, &Want::exact(&dims).of(want.elem))?);
    }
    Ok(Made::one(operands, draw.elem_of(first)))
}
