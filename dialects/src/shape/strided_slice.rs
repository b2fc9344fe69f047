//! Blocks by start, end and step, with masks.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, MAX_RANK, Shape, int, size, typed_one};

/// What one entry of start, end and step does.
#[derive(Clone, Copy)]
enum Entry {
    /// Takes a part of a dimension.
    Part(usize),
    /// Takes one element of a dimension and drops it.
    Shrink,
    /// A new dimension of size one.
    New,
    /// All dimensions in between.
    Ellipsis,
}

/// `strided_slice`: operands are start, end and step; bits of the masks stand for omitted bounds, new
/// axes and dropped axes. With `offset` the end counts from the start.
pub(crate) fn strided_slice_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, strided_slice)
}

fn strided_slice(args: Args<'_>) -> Result<Shape, String> {
    let Some(input) = args.dims(0) else { return Ok(None) };
    let (begin, end, steps) = (args.known(1), args.known(2), args.ints(3));
    let lengths = [1, 2, 3].map(|index| args.length(index));
    let Some(count) = lengths.iter().flatten().next().copied() else { return Ok(None) };
    if lengths.iter().flatten().any(|&length| length != count) {
        return Err("start, end and step are not of one length".to_owned());
    }
    if count > 32.min(MAX_RANK) {
        return Err(format!("{count} entries are more than the masks have bits for"));
    }
    let bit = |mask: &str, index: usize| args.attr_int(mask, 0) >> index & 1 == 1;
    let entries: Vec<Entry> = (0..count)
        .map(|index| {
            if bit("ellipsis_mask", index) {
                Entry::Ellipsis
            } else if bit("new_axis_mask", index) {
                Entry::New
            } else if bit("shrink_axis_mask", index) {
                Entry::Shrink
            } else {
                Entry::Part(index)
            }
        })
        .collect();
    if entries.iter().filter(|entry| matches!(entry, Entry::Ellipsis)).count() > 1 {
        return Err("more than one ellipsis".to_owned());
    }
    let taken = entries.iter().filter(|entry| matches!(entry, Entry::Part(_) | Entry::Shrink)).count();
    let Some(mut skipped) = input.len().checked_sub(taken) else {
        return Err(format!("{taken} entries for a tensor of rank {}", input.len()));
    };
    let at = |list: &Option<Vec<Option<i64>>>, index: usize| list.as_ref()?.get(index).copied().flatten();
    let offset = args.attr_bool("offset");
    let mut dims = input.iter().copied();
    let mut shape = Vec::with_capacity(input.len());
    for entry in entries {
        match entry {
            Entry::Ellipsis => shape.extend(dims.by_ref().take(std::mem::take(&mut skipped))),
            Entry::New => shape.push(Dim::Static(1)),
            Entry::Shrink => {
                dims.next();
            }
            Entry::Part(index) => {
                let Some(dim) = dims.next() else { continue };
                let bounds = Bounds {
                    begin: (!bit("begin_mask", index)).then(|| at(&begin, index)),
                    end: (!bit("end_mask", index)).then(|| {
                        let end = at(&end, index)?;
                        if offset { end.checked_add(at(&begin, index)?) } else { Some(end) }
                    }),
                    step: steps.as_ref().and_then(|steps| steps.get(index)).copied(),
                };
                shape.push(part(dim, bounds)?);
            }
        }
    }
    shape.extend(dims);
    Ok(Some(shape))
}

/// The bounds of one dimension; `None`: left out, `Some(None)`: not known.
struct Bounds {
    begin: Option<Option<i64>>,
    end: Option<Option<i64>>,
    step: Option<i64>,
}

fn part(dim: Dim, bounds: Bounds) -> Result<Dim, String> {
    let Some(step) = bounds.step else { return Ok(Dim::Dynamic) };
    if step == 0 {
        return Err("a step is 0".to_owned());
    }
    // The whole of a dimension needs no size.
    if bounds.begin.is_none() && bounds.end.is_none() && step == 1 {
        return Ok(dim);
    }
    if bounds.begin == Some(None) || bounds.end == Some(None) {
        return Ok(Dim::Dynamic);
    }
    let Some(whole) = int(dim)? else { return Ok(Dim::Dynamic) };
    // Forward a slice starts in [0, whole] and ends there; backward in [-1, whole - 1].
    let (low, high) = if step > 0 { (0, whole) } else { (-1, whole - 1) };
    let place = |at: i64| if at < 0 { at.saturating_add(whole) } else { at }.clamp(low, high);
    let begin = bounds.begin.flatten().map_or(if step > 0 { low } else { high }, place);
    let end = bounds.end.flatten().map_or(if step > 0 { high } else { low }, place);
    let span = if step > 0 { end - begin } else { begin - end };
    if span <= 0 {
        return Ok(Dim::Static(0));
    }
    let step = i64::try_from(step.unsigned_abs()).unwrap_or(i64::MAX);
    size((span - 1) / step + 1, "the size of the slice")
}
