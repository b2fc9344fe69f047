//! Recurrent layers over a sequence.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, typed, typed_one};

/// Batch and time of the input, in its own order.
fn steps(args: Args<'_>) -> Option<[Dim; 2]> {
    match args.dims(0)? {
        &[a, b, _] => Some([a, b]),
        _ => None,
    }
}

/// Number of rows of operand `index`, a matrix that is there.
fn rows(args: Args<'_>, index: usize) -> Option<Dim> {
    match args.dims(index)? {
        &[rows, _] => Some(rows),
        _ => None,
    }
}

/// `unidirectional_sequence_lstm`: as many outputs as projection weights, or else cells.
pub(crate) fn sequence_lstm_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some([a, b]) = steps(args) else { return Ok(None) };
        // Weights of the output gate are [cells, inputs]; projection weights [outputs, cells].
        Ok(rows(args, 16).or_else(|| rows(args, 4)).map(|size| vec![a, b, size]))
    })
}

/// `unidirectional_sequence_rnn`.
pub(crate) fn sequence_rnn_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| Ok(steps(args).and_then(|[a, b]| rows(args, 1).map(|size| vec![a, b, size]))))
}

/// `bidirectional_sequence_lstm`: one output a direction, unless merged into the first.
pub(crate) fn bidirectional_lstm_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let Some([a, b]) = steps(args) else { return Ok(Vec::new()) };
        if args.attr_bool("merge_outputs") {
            return Ok(Vec::new());
        }
        let direction = |projection, output| -> Shape {
            rows(args, projection).or_else(|| rows(args, output)).map(|size| vec![a, b, size])
        };
        Ok(vec![direction(16, 4), direction(33, 21)])
    })
}

/// `svdf`: one output for each `rank` filters.
pub(crate) fn svdf_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(&[batch, _]), Some(filters)) = (args.dims(0), rows(args, 1)) else { return Ok(None) };
        let rank = u64::try_from(args.attr_int("rank", 1)).unwrap_or(0);
        let units = match filters.size() {
            None => Dim::Dynamic,
            Some(filters) if rank != 0 && filters % rank == 0 => Dim::Static(filters / rank),
            Some(filters) => return Err(format!("{filters} filters are no multiple of rank {rank}")),
        };
        Ok(Some(vec![batch, units]))
    })
}
