//! The same elements under another shape.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, MAX_RANK, Shape, axis, product, shape_operand, size, typed_one, unknown};

/// `reshape`: one -1 stands for what is left.
pub(crate) fn reshape_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(sizes) = args.known(1) else { return Ok(args.length(1).and_then(unknown)) };
        reshape(args.dims(0), &sizes).map(Some)
    })
}

/// The shape that `sizes` names for the elements of a tensor of shape `input`.
pub(super) fn reshape(input: Option<&[Dim]>, sizes: &[Option<i64>]) -> Result<Vec<Dim>, String> {
    if sizes.len() > MAX_RANK {
        return Err(format!("a shape of {} dimensions is too long", sizes.len()));
    }
    let mut shape = Vec::with_capacity(sizes.len());
    let mut rest = None;
    for (index, &value) in sizes.iter().enumerate() {
        shape.push(match value {
            None => Dim::Dynamic,
            Some(-1) if rest.is_some() => return Err("the shape has more than one -1".to_owned()),
            Some(-1) => {
                rest = Some(index);
                Dim::Dynamic
            }
            Some(value) => size(value, "a size of the shape")?,
        });
    }
    let input = input.and_then(element_count);
    let known = shape.iter().enumerate().filter(|(index, _)| Some(*index) != rest).map(|(_, dim)| *dim);
    let known = known.collect::<Vec<_>>();
    let (Some(total), Some(known)) = (input.transpose()?, element_count(&known).transpose()?) else {
        return Ok(shape);
    };
    match rest {
        None if total != known => {
            Err(format!("a tensor of {total} elements cannot have a shape of {known} elements"))
        }
        None => Ok(shape),
        Some(_) if known == 0 || total % known != 0 => {
            Err(format!("{total} elements cannot be divided into parts of {known}"))
        }
        Some(index) => {
            shape[index] = Dim::Static(total / known);
            Ok(shape)
        }
    }
}

/// Number of elements, if all sizes are known.
fn element_count(dims: &[Dim]) -> Option<Result<u64, String>> {
    let sizes: Vec<u64> = dims.iter().map(|dim| dim.size()).collect::<Option<_>>()?;
    Some(tfl_ir::types::checked_element_count(&sizes).map_err(|error| error.to_string()))
}

/// `expand_dims`: a dimension of size one is inserted.
pub(crate) fn expand_dims_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let rank = input.len() + 1;
        let Some(at) = args.int(1) else { return Ok(unknown(rank)) };
        let mut shape = input.to_vec();
        shape.insert(axis(at, rank)?, Dim::Static(1));
        Ok(Some(shape))
    })
}

/// `squeeze`: dimensions of size one are dropped, those named or all.
pub(crate) fn squeeze_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let named = args.attr_ints("squeeze_dims");
        if named.is_empty() {
            // An unknown size may be one: then not even the rank is known.
            let known = input.iter().all(|dim| !dim.is_dynamic());
            return Ok(known.then(|| input.iter().copied().filter(|dim| *dim != Dim::Static(1)).collect()));
        }
        let mut drop = vec![false; input.len()];
        for at in named {
            let at = axis(at, input.len())?;
            if let Some(size) = input[at].size().filter(|&size| size != 1) {
                return Err(format!("dimension {at} to be squeezed is of size {size}, expected 1"));
            }
            drop[at] = true;
        }
        Ok(Some(input.iter().zip(drop).filter(|(_, drop)| !drop).map(|(dim, _)| *dim).collect()))
    })
}

/// `tile`: every dimension is repeated.
pub(crate) fn tile_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let Some(times) = args.known(1) else { return Ok(unknown(input.len())) };
        if times.len() != input.len() {
            return Err(format!(
                "expects one multiple for each of {} dimensions, found {}",
                input.len(),
                times.len()
            ));
        }
        input
            .iter()
            .zip(times)
            .map(|(&dim, times)| match times {
                None => Ok(Dim::Dynamic),
                Some(times) => product(dim, size(times, "a multiple")?),
            })
            .collect::<Result<Vec<Dim>, String>>()
            .map(Some)
    })
}

/// `fill`, random numbers: the first operand is the shape.
pub(crate) fn fill_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args: Args<'_>| -> Result<Shape, String> { shape_operand(args, 0) })
}

/// `shape`: as long as the rank.
pub(crate) fn shape_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        Ok(Some(vec![args.dims(0).map_or(Dim::Dynamic, |dims| Dim::Static(dims.len() as u64))]))
    })
}

/// `rank`, `size`: one number.
pub(crate) fn scalar_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |_| Ok(Some(Vec::new())))
}
