//! Blocks by start and size.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{int, size, typed_one, unknown};

/// `slice`: operands are start and size; size -1 reaches to the end.
pub(crate) fn slice_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else {
            return Ok(args.length(1).or_else(|| args.length(2)).and_then(unknown));
        };
        let rank = input.len();
        let begin = args.known(1).unwrap_or_else(|| vec![None; rank]);
        let sizes = args.known(2).unwrap_or_else(|| vec![None; rank]);
        if begin.len() != rank || sizes.len() != rank {
            return Err(format!(
                "expects start and size for each of {rank} dimensions, found {} and {}",
                begin.len(),
                sizes.len()
            ));
        }
        input
            .iter()
            .zip(begin.into_iter().zip(sizes))
            .map(|(&dim, (begin, size))| part(int(dim)?, begin, size))
            .collect::<Result<Vec<Dim>, String>>()
            .map(Some)
    })
}

fn part(whole: Option<i64>, begin: Option<i64>, part: Option<i64>) -> Result<Dim, String> {
    if let Some(begin) = begin.filter(|&begin| begin < 0 || whole.is_some_and(|whole| begin > whole)) {
        return Err(format!("start {begin} is outside of the dimension"));
    }
    match (whole, begin, part) {
        (_, _, None) => Ok(Dim::Dynamic),
        (Some(whole), Some(begin), Some(-1)) => size(whole - begin, "the rest"),
        (_, _, Some(-1)) => Ok(Dim::Dynamic),
        (Some(whole), Some(begin), Some(part)) if part > whole - begin => {
            Err(format!("a slice of size {part} from {begin} does not fit into a dimension of size {whole}"))
        }
        (_, _, Some(part)) => size(part, "the size of the slice"),
    }
}
