//! Tensors cut into parts.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Shape, axis, size, typed, unknown};

/// `split`: equal parts, as many as there are results; the axis is the first operand.
pub(crate) fn split_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let count = body.num_results(op);
        let Some(input) = args.dims(1) else { return Ok(Vec::new()) };
        let Some(at) = args.int(0) else { return Ok(vec![unknown(input.len()); count]) };
        let at = axis(at, input.len())?;
        let mut part = input.to_vec();
        if let Some(size) = part[at].size() {
            let parts = count as u64;
            if parts == 0 || size % parts != 0 {
                return Err(format!("dimension {at} of size {size} cannot be cut into {parts} equal parts"));
            }
            part[at] = Dim::Static(size / parts);
        }
        Ok(vec![Some(part); count])
    })
}

/// `split_v`: parts of given sizes, of which one may be -1 for what is left.
pub(crate) fn split_v_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let count = body.num_results(op);
        let Some(input) = args.dims(0) else { return Ok(Vec::new()) };
        let (Some(sizes), Some(at)) = (args.ints(1), args.int(2)) else {
            return Ok(vec![unknown(input.len()); count]);
        };
        let at = axis(at, input.len())?;
        if sizes.len() != count {
            return Err(format!("expects one size for each of {count} results, found {}", sizes.len()));
        }
        split_sizes(input[at], &sizes)?
            .into_iter()
            .map(|part| {
                let mut shape = input.to_vec();
                shape[at] = part;
                Ok(Some(shape))
            })
            .collect::<Result<Vec<Shape>, String>>()
    })
}

/// The sizes of the parts of a dimension of size `whole`.
fn split_sizes(whole: Dim, sizes: &[i64]) -> Result<Vec<Dim>, String> {
    if sizes.iter().filter(|&&part| part == -1).count() > 1 {
        return Err("the sizes have more than one -1".to_owned());
    }
    let named = sizes.iter().filter(|&&part| part != -1).try_fold(0u64, |total, &part| {
        let part = u64::try_from(part).map_err(|_| format!("a part of size {part} is negative"))?;
        total.checked_add(part).ok_or_else(|| "the parts are too large".to_owned())
    })?;
    let rest = match whole {
        Dim::Dynamic => Dim::Dynamic,
        Dim::Static(whole) if sizes.contains(&-1) => Dim::Static(
            whole.checked_sub(named).ok_or_else(|| format!("parts of {named} do not fit into {whole}"))?,
        ),
        Dim::Static(whole) if whole == named => Dim::Static(0),
        Dim::Static(whole) => {
            return Err(format!("parts of {named} do not make up a dimension of size {whole}"));
        }
    };
    sizes.iter().map(|&part| if part == -1 { Ok(rest) } else { size(part, "a part") }).collect()
}

/// `unpack`: the axis is dropped, one result for each of its elements.
pub(crate) fn unpack_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed(body, op, |args| {
        let count = body.num_results(op);
        let Some(input) = args.dims(0) else { return Ok(Vec::new()) };
        let at = axis(args.attr_int("axis", 0), input.len())?;
        let mut part = input.to_vec();
        let size = part.remove(at).size();
        if let Some(size) = size.filter(|&size| size != count as u64) {
            return Err(format!("dimension {at} of size {size} does not give {count} results"));
        }
        Ok(vec![Some(part); count])
    })
}
