//! Joined tensors.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, axis, same, sum, typed_one, unknown};

/// `tfl.concatenation`: the axis is an attribute.
pub(crate) fn concat_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| concat(args, body.num_operands(op), Some(args.attr_int("axis", 0))))
}

/// `tf.ConcatV2`: the axis is the last operand.
pub(crate) fn concat_v2_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let count = body.num_operands(op).saturating_sub(1);
        concat(args, count, args.int(count))
    })
}

fn concat(args: Args<'_>, count: usize, at: Option<i64>) -> Result<Shape, String> {
    let known: Vec<&[Dim]> = (0..count).filter_map(|index| args.dims(index)).collect();
    let Some(&first) = known.first() else { return Ok(None) };
    let Some(at) = at else { return Ok(unknown(first.len())) };
    let at = axis(at, first.len())?;
    let mut shape = first.to_vec();
    for dims in known.iter().skip(1) {
        if dims.len() != shape.len() {
            return Err(format!("operands of ranks {} and {} cannot be joined", shape.len(), dims.len()));
        }
        for (index, (dim, &other)) in shape.iter_mut().zip(*dims).enumerate() {
            *dim = if index == at {
                sum(*dim, other)?
            } else {
                same(*dim, other, "the sizes of joined operands")?
            };
        }
    }
    if known.len() != count {
        shape[at] = Dim::Dynamic;
    }
    Ok(Some(shape))
}

/// `pack`: a new dimension as long as there are operands.
pub(crate) fn pack_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let count = body.num_operands(op);
        let mut known = (0..count).filter_map(|index| args.dims(index));
        let Some(first) = known.next() else { return Ok(None) };
        let mut shape = first.to_vec();
        for dims in known {
            if dims.len() != shape.len() {
                return Err(format!(
                    "operands of ranks {} and {} cannot be stacked",
                    shape.len(),
                    dims.len()
                ));
            }
            for (dim, &other) in shape.iter_mut().zip(dims) {
                *dim = same(*dim, other, "the sizes of stacked operands")?;
            }
        }
        let at = axis(args.attr_int("axis", 0), shape.len() + 1)?;
        shape.insert(at, Dim::Static(count as u64));
        Ok(Some(shape))
    })
}
