//! Shapes of results: one definition an op family, used by tf and tfl ops alike.
//!
//! A shape function is pure: sizes in, sizes out, an error in words when they do not fit. The hooks
//! beside it take its arguments from an op. Sizes that are not known stay unknown; all arithmetic is
//! checked, so hostile sizes give an error and never a wrong shape.

mod broadcast;
mod concat;
mod conv;
mod einsum;
mod gather;
mod matmul;
mod pad;
mod pool;
mod recurrent;
mod reduce;
mod reshape;
mod same;
mod sequence;
mod slice;
mod split;
mod strided_slice;
mod transpose;

use tfl_ir::{Attr, Body, Diagnostic, Dim, Op, Type, Value};

pub(crate) use broadcast::{
    binary_shape, broadcast_all, broadcast_args_shape, broadcast_to_shape, select_shape,
};
pub(crate) use concat::{concat_shape, concat_v2_shape, pack_shape};
pub(crate) use conv::{
    conv_2d_shape, conv_3d_shape, depthwise_conv_2d_shape, output_shape_operand, tf_conv_2d_shape,
    tf_depthwise_shape,
};
pub(crate) use einsum::einsum_shape;
pub(crate) use gather::{
    embedding_lookup_shape, gather_nd_shape, gather_shape, gather_v1_shape, gather_v2_shape, one_hot_shape,
    scatter_nd_shape, sparse_to_dense_shape, unsorted_segment_shape,
};
pub(crate) use matmul::{batch_matmul_shape, fully_connected_shape, matmul_shape};
pub(crate) use pad::{
    batch_to_space_shape, depth_to_space_shape, pad_shape, space_to_batch_shape, space_to_depth_shape,
};
pub(crate) use pool::{pool_2d_shape, resize_shape, tf_pool_shape};
pub(crate) use recurrent::{bidirectional_lstm_shape, sequence_lstm_shape, sequence_rnn_shape, svdf_shape};
pub(crate) use reduce::{arg_shape, reduce_shape, topk_shape};
pub(crate) use reshape::{
    expand_dims_shape, fill_shape, reshape_shape, scalar_shape, shape_shape, squeeze_shape, tile_shape,
};
pub(crate) use same::{batch_norm_shape, constant_type, identity_n_shape, same_shape};
pub(crate) use sequence::range_shape;
pub(crate) use slice::slice_shape;
pub(crate) use split::{split_shape, split_v_shape, unpack_shape};
pub(crate) use strided_slice::strided_slice_shape;
pub(crate) use transpose::transpose_shape;

use crate::spec::op_error;

/// The sizes of a result; `None` if not even its rank is known.
type Shape = Option<Vec<Dim>>;

/// The highest rank that a shape computed from data may have.
const MAX_RANK: usize = 256;

/// What shape functions ask of an op.
#[derive(Clone, Copy)]
struct Args<'a> {
    body: &'a Body,
    op: Op,
}

impl<'a> Args<'a> {
    fn operand(self, index: usize) -> Option<Value> {
        self.body.operand(self.op, index)
    }

    /// The sizes of operand `index`, if its rank is known.
    fn dims(self, index: usize) -> Option<&'static [Dim]> {
        self.body.ty(self.operand(index)?).dims()
    }

    /// The integers of operand `index`, if it is a constant.
    fn ints(self, index: usize) -> Option<Vec<i64>> {
        crate::consts::constant_ints(self.body, self.operand(index)?)
    }

    /// The one integer of operand `index`, if it is a constant.
    fn int(self, index: usize) -> Option<i64> {
        self.ints(index).and_then(|ints| ints.first().copied())
    }

    /// The integers of operand `index` as far as they are known.
    fn known(self, index: usize) -> Option<Vec<Option<i64>>> {
        crate::consts::known_ints(self.body, self.operand(index)?)
    }

    /// Number of elements of operand `index`, a vector, if that is known: the rank of a shape.
    fn length(self, index: usize) -> Option<usize> {
        match self.dims(index)? {
            [Dim::Static(size)] => usize::try_from(*size).ok().filter(|&size| size <= MAX_RANK),
            _ => None,
        }
    }

    fn attr_int(self, name: &str, default: i64) -> i64 {
        self.body.attr(self.op, name).and_then(Attr::as_int).unwrap_or(default)
    }

    fn attr_bool(self, name: &str) -> bool {
        self.body.attr(self.op, name).and_then(Attr::as_bool).unwrap_or(false)
    }

    fn attr_ints(self, name: &str) -> Vec<i64> {
        self.body.attr(self.op, name).and_then(Attr::as_int_array).unwrap_or_default()
    }

    fn attr_str(self, name: &str) -> &'a str {
        self.body.attr(self.op, name).and_then(Attr::as_str).unwrap_or("")
    }
}

/// The result types of an op from the shapes of its results: element types stay, sizes that the
/// operands do not tell are taken from the declared type where it agrees in rank.
fn typed(
    body: &Body,
    op: Op,
    shapes: impl FnOnce(Args<'_>) -> Result<Vec<Shape>, String>,
) -> Result<Vec<Type>, Diagnostic> {
    let shapes = shapes(Args { body, op }).map_err(|message| op_error(body, op, message))?;
    let mut shapes = shapes.into_iter();
    Ok(body.result_types(op).into_iter().map(|declared| refine(declared, shapes.next().flatten())).collect())
}

/// Like [`typed`] for an op with one result.
fn typed_one(
    body: &Body,
    op: Op,
    shape: impl FnOnce(Args<'_>) -> Result<Shape, String>,
) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| Ok(vec![shape(args)?]))
}

/// Whether the declared result types agree with those that the op's shape function implies.
pub(crate) fn verify_declared(body: &Body, op: Op) -> Result<(), Diagnostic> {
    let Some(infer) = body.name(op).info().and_then(|info| info.hooks.infer) else { return Ok(()) };
    let (implied, declared) = (infer(body, op)?, body.result_types(op));
    let agree = |(a, b): (&Type, &Type)| match (a.dims(), b.dims()) {
        (Some(a), Some(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || a.is_dynamic() || b.is_dynamic())
        }
        _ => true,
    };
    if implied.iter().zip(&declared).all(agree) {
        return Ok(());
    }
    let list = |types: &[Type]| types.iter().map(|ty| format!("'{ty}'")).collect::<Vec<_>>().join(", ");
    let message = format!(
        "inferred type(s) {} are incompatible with return type(s) of operation {}",
        list(&implied),
        list(&declared)
    );
    Err(op_error(body, op, message))
}

fn refine(declared: Type, shape: Shape) -> Type {
    let (Some(mut dims), Some(elem)) = (shape, declared.elem()) else { return declared };
    if !declared.is_tensor() {
        return declared;
    }
    if let Some(old) = declared.dims()
        && old.len() == dims.len()
    {
        for (dim, &old) in dims.iter_mut().zip(old) {
            if dim.is_dynamic() {
                *dim = old;
            }
        }
        if dims == old {
            return declared;
        }
    }
    Type::tensor(&dims, elem)
}

/// A dimension number of a tensor of rank `rank` from one that may count from the end.
fn axis(axis: i64, rank: usize) -> Result<usize, String> {
    let size = i64::try_from(rank).map_err(|_| "the rank is too large".to_owned())?;
    let at = if axis < 0 { axis.saturating_add(size) } else { axis };
    if (0..size).contains(&at) {
        usize::try_from(at).map_err(|_| "the axis is too large".to_owned())
    } else {
        Err(format!("axis {axis} is out of range for a tensor of rank {rank}"))
    }
}

/// A size from an integer that was computed or read.
fn size(value: i64, what: &str) -> Result<Dim, String> {
    u64::try_from(value).map(Dim::Static).map_err(|_| format!("{what} is {value}, which is negative"))
}

/// A size as a signed number, which all arithmetic is done in.
fn int(dim: Dim) -> Result<Option<i64>, String> {
    match dim {
        Dim::Dynamic => Ok(None),
        Dim::Static(size) => {
            i64::try_from(size).map(Some).map_err(|_| format!("a dimension of size {size} is too large"))
        }
    }
}

/// The product of two sizes.
fn product(a: Dim, b: Dim) -> Result<Dim, String> {
    match (a, b) {
        (Dim::Static(a), Dim::Static(b)) => a
            .checked_mul(b)
            .filter(|&size| i64::try_from(size).is_ok())
            .map(Dim::Static)
            .ok_or_else(|| format!("a dimension of size {a} times {b} is too large")),
        _ => Ok(Dim::Dynamic),
    }
}

/// The sum of two sizes.
fn sum(a: Dim, b: Dim) -> Result<Dim, String> {
    match (a, b) {
        (Dim::Static(a), Dim::Static(b)) => a
            .checked_add(b)
            .filter(|&size| i64::try_from(size).is_ok())
            .map(Dim::Static)
            .ok_or_else(|| format!("a dimension of size {a} plus {b} is too large")),
        _ => Ok(Dim::Dynamic),
    }
}

/// What two sizes that must be equal are.
fn same(a: Dim, b: Dim, what: &str) -> Result<Dim, String> {
    match (a, b) {
        (Dim::Dynamic, other) | (other, Dim::Dynamic) => Ok(other),
        (Dim::Static(x), Dim::Static(y)) if x == y => Ok(a),
        (Dim::Static(x), Dim::Static(y)) => Err(format!("{what} differ: {x} and {y}")),
    }
}

/// A shape from integers known in part, as `fill`, `broadcast_to` and random numbers take it.
fn from_known(ints: Vec<Option<i64>>) -> Result<Shape, String> {
    let dim = |int: Option<i64>| int.map_or(Ok(Dim::Dynamic), |value| size(value, "a size of the shape"));
    ints.into_iter().map(dim).collect::<Result<Vec<Dim>, String>>().map(Some)
}

/// A shape of which only the rank is known.
fn unknown(rank: usize) -> Shape {
    Some(vec![Dim::Dynamic; rank])
}

/// The shape that operand `index`, a vector of sizes, stands for.
fn shape_operand(args: Args<'_>, index: usize) -> Result<Shape, String> {
    match args.known(index) {
        Some(ints) => from_known(ints),
        None => Ok(args.length(index).and_then(unknown)),
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
