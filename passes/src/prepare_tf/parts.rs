//! Ops that take tensors apart and put them together again, by those that TFLite has.

use tfl_ir::rewrite::{Pattern, Rewriter};
use tfl_ir::{Attr, DenseElements, Op, Type, TypeKind, Value};

use crate::attrs::result_type;
use crate::constant::{Dialect, int, ints};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "replace-ones-like-by-fill", root: "tf.OnesLike", apply: &ones_like },
    Pattern { name: "replace-size-by-product", root: "tf.Size", apply: &size },
    Pattern { name: "split-roll", root: "tf.Roll", apply: &roll },
    Pattern { name: "replace-band-by-select", root: "tf.MatrixBandPart", apply: &band },
    Pattern { name: "split-scatter-add", root: "tf.TensorScatterAdd", apply: &scatter_add },
];

/// The shape of `x`, looked up when running.
fn shape_of(rw: &mut Rewriter<'_>, x: Value) -> Option<Value> {
    let rank = rw.body.ty(x).dims()?.len() as u64;
    let state = rw.state("tf.Shape").operands([x]).results([Type::static_tensor(&[rank], Type::i32())]);
    Some(rw.value(state))
}

fn ones_like(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let x = rw.body.operand(op, 0)?;
    let ty = result_type(rw.body, op)?;
    let elem = ty.elem()?;
    let one = match elem.kind() {
        TypeKind::Int { .. } => {
            let mut bytes = vec![0; elem.elem_bytes()?];
            *bytes.first_mut()? = 1;
            bytes
        }
        TypeKind::Float(_) if elem == Type::f32() => 1f32.to_le_bytes().to_vec(),
        _ => return None,
    };
    let one = DenseElements::splat(Type::static_tensor(&[], elem), one.into()).ok()?;
    let shape = shape_of(rw, x)?;
    let one = Dialect::Tf.constant(rw, one);
    let state = rw.state("tf.Fill").operands([shape, one]).results([ty]);
    rw.replace_with(state);
    Some(())
}

fn size(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let ty = result_type(rw.body, op)?;
    if ty.elem()? != Type::i32() {
        return None;
    }
    let x = rw.body.operand(op, 0)?;
    let shape = shape_of(rw, x)?;
    let axis = Dialect::Tf.i32_list(rw, &[0]);
    let state =
        rw.state("tf.Prod").attr("keep_dims", Attr::bool(false)).operands([shape, axis]).results([ty]);
    rw.replace_with(state);
    Some(())
}

/// Elements that leave a dimension at its end come back at its start: for each axis the two parts change
/// places.
fn roll(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let input = rw.body.operand(op, 0)?;
    let ty = rw.body.ty(input);
    let dims = ty.dims()?;
    let shifts = ints(rw.body, rw.body.operand(op, 1)?)?;
    let axes = ints(rw.body, rw.body.operand(op, 2)?)?;
    let rank = i64::try_from(dims.len()).ok()?;
    // Where each axis is cut; everything is checked before anything is made.
    let mut cuts: Vec<(usize, i32, i32)> = Vec::new();
    for (&shift, &axis) in shifts.iter().zip(&axes) {
        let axis = usize::try_from(if axis < 0 { axis.checked_add(rank)? } else { axis }).ok()?;
        let count = i32::try_from(dims.get(axis)?.size()?).ok()?;
        let moved = if count == 0 { 0 } else { shift.rem_euclid(i64::from(count)) };
        cuts.push((axis, i32::try_from(moved).ok()?, count));
    }
    if shifts.len() != axes.len() {
        return None;
    }
    let mut value = input;
    for (axis, moved, count) in cuts.into_iter().filter(|cut| cut.1 != 0) {
        let back = part(rw, value, axis, count - moved, moved)?;
        let front = part(rw, value, axis, 0, count - moved)?;
        let at = Dialect::Tf.i32_scalar(rw, i32::try_from(axis).ok()?);
        let state = rw.state("tf.ConcatV2").operands([back, front, at]).results([ty]);
        value = rw.value(state);
    }
    rw.replace(&[value]);
    Some(())
}

/// `count` slices of `value` along `axis`.
fn part(rw: &mut Rewriter<'_>, value: Value, axis: usize, from: i32, count: i32) -> Option<Value> {
    let ty = rw.body.ty(value);
    let mut dims = ty.dims()?.to_vec();
    let mut begin = vec![0; dims.len()];
    let mut sizes = vec![-1; dims.len()];
    *begin.get_mut(axis)? = from;
    *sizes.get_mut(axis)? = count;
    *dims.get_mut(axis)? = tfl_ir::Dim::Static(u64::try_from(count).ok()?);
    let (begin, sizes) = (Dialect::Tf.i32_list(rw, &begin), Dialect::Tf.i32_list(rw, &sizes));
    let state = rw.state("tf.Slice").operands([value, begin, sizes]);
    Some(rw.value(state.results([Type::tensor(&dims, ty.elem()?)])))
}

/// The diagonals from `num_lower` below the main one to `num_upper` above it; negative: all. Which
/// elements those are is known when the sizes are.
fn band(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let input = rw.body.operand(op, 0)?;
    let ty = result_type(rw.body, op)?;
    let (lower, upper) = (int(rw.body, rw.body.operand(op, 1)?)?, int(rw.body, rw.body.operand(op, 2)?)?);
    let [.., rows, columns] = *ty.dims()? else { return None };
    let (rows, columns) = (rows.size()?, columns.size()?);
    // The mask is a constant of a byte an element.
    const MAX_MASK: u64 = 64 << 20;
    rows.checked_mul(columns).filter(|&count| count <= MAX_MASK)?;
    let elem = ty.elem()?;
    if elem != Type::f32() && !matches!(elem.kind(), TypeKind::Int { .. }) {
        return None;
    }
    let inside = |row: u64, column: u64| {
        let (row, column) = (row as i64, column as i64);
        (lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper)
    };
    let mask: Vec<u8> =
        (0..rows).flat_map(|row| (0..columns).map(move |column| u8::from(inside(row, column)))).collect();
    let mask = DenseElements::new(Type::static_tensor(&[rows, columns], Type::i1()), mask.into()).ok()?;
    let zero =
        DenseElements::splat(Type::static_tensor(&[], elem), vec![0; elem.elem_bytes()?].into()).ok()?;
    let (mask, zero) = (Dialect::Tf.constant(rw, mask), Dialect::Tf.constant(rw, zero));
    let state = rw.state("tf.SelectV2").operands([mask, input, zero]).results([ty]);
    rw.replace_with(state);
    Some(())
}

/// `x` plus the updates where they belong, zeros elsewhere.
fn scatter_add(rw: &mut Rewriter<'_>, op: Op) -> Option<()> {
    let [x, indices, updates] = rw.body.operands(op).collect::<Vec<_>>().try_into().ok()?;
    let ty = result_type(rw.body, op)?;
    let shape = shape_of(rw, x)?;
    let state = rw.state("tf.ScatterNd").operands([indices, updates, shape]).results([ty]);
    let scattered = rw.value(state);
    let state = rw.state("tf.AddV2").operands([x, scattered]).results([ty]);
    rw.replace_with(state);
    Some(())
}
