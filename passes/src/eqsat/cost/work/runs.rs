//! How often the innermost loop of an op starts.

use tfl_ir::{Dim, Type};

use super::super::OpCost;
use super::{elements, int, last_dim, size, volume};

/// Starts of the innermost loop of `op`: what makes narrow tensors slower than wide ones of equal size.
pub(super) fn runs(op: &OpCost<'_>) -> u64 {
    let Some(&result) = op.results.first() else { return 0 };
    let operand = op.operands.first().map_or(result, |operand| operand.ty);
    match op.name {
        "tfl.concatenation" => before(result, int(op, "axis")).saturating_mul(count(op.operands.len())),
        "tfl.split" => {
            let whole = op.operands.get(1).map_or(operand, |whole| whole.ty);
            last_difference(whole, result).saturating_mul(count(op.results.len()))
        }
        "tfl.slice" | "tfl.strided_slice" | "tfl.pad" | "tfl.padv2" | "tfl.mirror_pad"
        | "tfl.broadcast_to" | "tfl.split_v" => last_difference(operand, result),
        "tfl.tile" => repeats(operand, result),
        "tfl.mean" | "tfl.sum" | "tfl.arg_max" | "tfl.arg_min" | "tfl.reduce_all" | "tfl.reduce_any"
        | "tfl.reduce_max" | "tfl.reduce_min" | "tfl.reduce_prod" => lines(operand, last_dim(operand)),
        "tfl.softmax"
        | "tfl.log_softmax"
        | "tfl.l2_normalization"
        | "tfl.cumsum"
        | "tfl.average_pool_2d"
        | "tfl.max_pool_2d"
        | "tfl.gather"
        | "tfl.gather_nd"
        | "tfl.embedding_lookup"
        | "tfl.transpose"
        | "tfl.resize_bilinear"
        | "tfl.resize_nearest_neighbor" => lines(result, last_dim(result)),
        "tfl.depth_to_space" | "tfl.space_to_depth" | "tfl.space_to_batch_nd" | "tfl.batch_to_space_nd" => {
            lines(result, last_dim(result).min(last_dim(operand)))
        }
        _ => broadcast(op, result),
    }
}

/// Pieces of `width` elements.
fn lines(ty: Type, width: u64) -> u64 {
    elements(ty) / width.max(1)
}

/// The product of the dimensions before `axis`.
fn before(ty: Type, axis: i64) -> u64 {
    let dims = ty.dims().unwrap_or_default();
    let axis = if axis < 0 { axis.saturating_add_unsigned(count(dims.len())) } else { axis };
    usize::try_from(axis).ok().and_then(|axis| dims.get(..axis)).map_or(1, volume)
}

/// The product of `made`'s dimensions before the last that differs from `from`'s, counted from the back.
fn last_difference(from: Type, made: Type) -> u64 {
    let (from, made) = (from.dims().unwrap_or_default(), made.dims().unwrap_or_default());
    let same = from.iter().rev().zip(made.iter().rev()).take_while(|(a, b)| a == b).count();
    made.get(..made.len().saturating_sub(same + 1)).map_or(1, volume)
}

/// Copies that repeat pieces of `from` in `made`: a piece goes from the last repeated dimension to the end.
fn repeats(from: Type, made: Type) -> u64 {
    let dims = from.dims().unwrap_or_default();
    let same =
        dims.iter().rev().zip(made.dims().unwrap_or_default().iter().rev()).take_while(|(a, b)| a == b);
    let piece = dims.get(dims.len().saturating_sub(same.count() + 1)..).map_or(1, volume);
    elements(made) / piece.max(1)
}

/// The innermost loop of an op on operands that broadcast covers the trailing dimensions in which each
/// operand does the same: moves on or stays. 0 if that is all of them.
fn broadcast(op: &OpCost<'_>, result: Type) -> u64 {
    let dims = result.dims().unwrap_or_default();
    let mut behaviour = None;
    for (from_back, &dim) in dims.iter().rev().enumerate() {
        if size(dim) == 1 {
            continue;
        }
        let moves = op.operands.iter().take(64).enumerate().fold(0u64, |set, (index, operand)| {
            let own = operand.ty.dims().unwrap_or_default();
            let at = own.len().checked_sub(from_back + 1).and_then(|at| own.get(at));
            set | u64::from(at.is_some_and(|&own: &Dim| own == dim)) << index
        });
        if behaviour.is_some_and(|known| known != moves) {
            return volume(dims.get(..dims.len() - from_back).unwrap_or_default());
        }
        behaviour = Some(moves);
    }
    0
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
