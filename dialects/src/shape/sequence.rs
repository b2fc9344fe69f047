//! Numbers in sequence.

use tfl_ir::{Attr, Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, size, typed_one, unknown};

/// `range`: start, limit and step are scalars.
pub(crate) fn range_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, range)
}

fn range(args: Args<'_>) -> Result<Shape, String> {
    let length = match (args.int(0), args.int(1), args.int(2)) {
        (Some(start), Some(limit), Some(step)) => integers(start, limit, step)?,
        _ => match (float(args, 0), float(args, 1), float(args, 2)) {
            (Some(start), Some(limit), Some(step)) => floats(start, limit, step)?,
            _ => return Ok(unknown(1)),
        },
    };
    Ok(Some(vec![length]))
}

fn float(args: Args<'_>, index: usize) -> Option<f64> {
    match crate::consts::constant_of(args.body, args.operand(index)?)? {
        Attr::Float(float) => float.value(),
        attr => attr.as_elements()?.stored_f32()?.first().map(|&value| f64::from(value)),
    }
}

fn integers(start: i64, limit: i64, step: i64) -> Result<Dim, String> {
    if step == 0 {
        return Err("the step of a range is 0".to_owned());
    }
    let span = i128::from(limit) - i128::from(start);
    if span == 0 {
        return Ok(Dim::Static(0));
    }
    if (span > 0) != (step > 0) {
        return Err(format!("a range from {start} to {limit} cannot go in steps of {step}"));
    }
    let step = i128::from(step);
    let count = span / step + i128::from(span % step != 0);
    size(i64::try_from(count).map_err(|_| "the range is too long".to_owned())?, "the length")
}

fn floats(start: f64, limit: f64, step: f64) -> Result<Dim, String> {
    let count = ((limit - start) / step).ceil();
    // NaN fails the comparison, too.
    if !(0.0..9.0e15).contains(&count) {
        return Err(format!("a range from {start} to {limit} in steps of {step} has no length"));
    }
    Ok(Dim::Static(count as u64))
}
