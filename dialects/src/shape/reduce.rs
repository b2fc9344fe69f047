//! Reductions and searches along axes.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, axis, size, typed, typed_one, unknown};

/// `sum`, `mean`, …: the second operand names the axes.
pub(crate) fn reduce_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let keep = args.attr_bool("keep_dims");
        let Some(input) = args.dims(0) else { return Ok(None) };
        let Some(axes) = args.ints(1) else { return Ok(if keep { unknown(input.len()) } else { None }) };
        reduce(input, &axes, keep).map(Some)
    })
}

fn reduce(input: &[Dim], axes: &[i64], keep: bool) -> Result<Vec<Dim>, String> {
    let mut reduced = vec![false; input.len()];
    for &at in axes {
        reduced[axis(at, input.len())?] = true;
    }
    let dims = input.iter().zip(reduced);
    Ok(if keep {
        dims.map(|(&dim, reduced)| if reduced { Dim::Static(1) } else { dim }).collect()
    } else {
        dims.filter(|(_, reduced)| !reduced).map(|(&dim, _)| dim).collect()
    })
}

/// `arg_max`, `arg_min`, `tf.ArgMax`: the second operand is the axis.
pub(crate) fn arg_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| arg(args, args.int(1)))
}

fn arg(args: Args<'_>, at: Option<i64>) -> Result<Shape, String> {
    let Some(input) = args.dims(0) else { return Ok(None) };
    match at {
        Some(at) => reduce(input, &[at], false).map(Some),
        None => Ok(input.len().checked_sub(1).and_then(unknown)),
    }
}

/// `topk_v2`: both results hold k elements in the last dimension.
pub(crate) fn topk_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let Some((&last, lead)) = args.dims(0).and_then(<[Dim]>::split_last) else { return Ok(Vec::new()) };
        let k = args.int(1).map_or(Ok(Dim::Dynamic), |k| size(k, "k"))?;
        if let (Some(k), Some(last)) = (k.size(), last.size())
            && k > last
        {
            return Err(format!("k is {k}, but the last dimension has {last} elements"));
        }
        Ok(vec![Some([lead, &[k]].concat()); 2])
    })
}
