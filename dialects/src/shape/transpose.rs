//! Reordered dimensions.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{axis, typed_one, unknown};

/// `transpose`: the second operand is the permutation.
pub(crate) fn transpose_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let rank = args.dims(0).map(<[Dim]>::len).or_else(|| args.length(1));
        let (Some(input), Some(permutation)) = (args.dims(0), args.ints(1)) else {
            return Ok(rank.and_then(unknown));
        };
        permute(input, &permutation).map(Some)
    })
}

/// The sizes of `input` in the order of `permutation`, each dimension once.
pub(super) fn permute(input: &[Dim], permutation: &[i64]) -> Result<Vec<Dim>, String> {
    if permutation.len() != input.len() {
        return Err(format!(
            "a permutation of {} numbers does not fit a tensor of rank {}",
            permutation.len(),
            input.len()
        ));
    }
    let mut seen = vec![false; input.len()];
    permutation
        .iter()
        .map(|&at| {
            let from = axis(at, input.len())?;
            if std::mem::replace(&mut seen[from], true) {
                return Err(format!("the permutation names dimension {from} twice"));
            }
            Ok(input[from])
        })
        .collect()
}
