//! Matrix products.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::broadcast::broadcast;
use super::{Args, Shape, same, typed, typed_one};

/// `tf.MatMul`.
pub(crate) fn matmul_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| product(args, args.attr_bool("transpose_a"), args.attr_bool("transpose_b")))
}

/// `tfl.batch_matmul`, `tf.BatchMatMul` and its later versions: leading dimensions broadcast.
pub(crate) fn batch_matmul_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| product(args, args.attr_bool("adj_x"), args.attr_bool("adj_y")))
}

fn product(args: Args<'_>, flip_a: bool, flip_b: bool) -> Result<Shape, String> {
    let (Some(a), Some(b)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
    let (Some((lead_a, &[a0, a1])), Some((lead_b, &[b0, b1]))) =
        (a.split_last_chunk::<2>(), b.split_last_chunk::<2>())
    else {
        return Err("expects operands of rank 2 or more".to_owned());
    };
    let (rows, depth_a) = if flip_a { (a1, a0) } else { (a0, a1) };
    let (depth_b, columns) = if flip_b { (b1, b0) } else { (b0, b1) };
    same(depth_a, depth_b, "the summed dimensions of the operands")?;
    let mut shape = broadcast(lead_a, lead_b)?;
    shape.extend([rows, columns]);
    Ok(Some(shape))
}

/// `tfl.fully_connected`: weights of shape [units, depth].
pub(crate) fn fully_connected_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let (Some(input), Some(filter)) = (args.dims(0), args.dims(1)) else { return Ok(vec![None]) };
        let &[units, depth] = filter else { return Err("expects a filter of rank 2".to_owned()) };
        if args.attr_bool("keep_num_dims") {
            let Some((&last, lead)) = input.split_last() else {
                return Err("expects an input of rank 1 or more".to_owned());
            };
            same(last, depth, "the depth of input and filter")?;
            return Ok(vec![Some([lead, &[units]].concat())]);
        }
        Ok(vec![Some(vec![rows(input, depth)?, units])])
    })
}

/// How many rows of `depth` elements an input has.
fn rows(input: &[Dim], depth: Dim) -> Result<Dim, String> {
    // The usual case needs no count of elements: the last dimension is the depth.
    if let [batch, last] = *input
        && (last == depth || depth.is_dynamic())
        && !last.is_dynamic()
    {
        return Ok(batch);
    }
    let sizes: Option<Vec<u64>> = input.iter().map(|dim| dim.size()).collect();
    let (Some(sizes), Some(depth)) = (sizes, depth.size()) else { return Ok(Dim::Dynamic) };
    let count = tfl_ir::types::checked_element_count(&sizes).map_err(|error| error.to_string())?;
    if depth == 0 || count % depth != 0 {
        return Err(format!("an input of {count} elements is not made of rows of {depth}"));
    }
    Ok(Dim::Static(count / depth))
}
