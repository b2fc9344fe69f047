//! Layouts of sparse constants.

use crate::error::{Error, Result, Within};
use crate::model::{Dimension, DimensionFormat, Sparsity, Tensor};

/// Checks that `sparsity` describes a tensor of this shape with as many values as fit `bytes`.
pub(super) fn check(tensor: &Tensor, sparsity: &Sparsity, bytes: usize) -> Result<()> {
    let sizes = block_sizes(tensor, sparsity)?;
    let mut rows = 1u64;
    for (level, ((&original, dimension), size)) in
        sparsity.traversal_order.iter().zip(&sparsity.dimensions).zip(sizes).enumerate()
    {
        let place = || format!("dimension {level} (of the original {original})");
        rows = check_dimension(dimension, size, rows).within(place)?;
    }
    let expected = tensor.element_type.byte_count(rows).ok_or_else(|| damaged("it has no size".into()))?;
    if u64::try_from(bytes) != Ok(expected) {
        return Err(damaged(format!(
            "it describes {rows} values in {expected} bytes, but there are {bytes} bytes"
        )));
    }
    Ok(())
}

/// The size of every stored dimension: an original one divided by its block, or a block.
fn block_sizes(tensor: &Tensor, sparsity: &Sparsity) -> Result<Vec<u64>> {
    let rank = tensor.shape.len();
    let levels = sparsity.traversal_order.len();
    if levels != rank.saturating_add(sparsity.block_map.len()) || levels != sparsity.dimensions.len() {
        return Err(damaged(format!(
            "traversal order, block map and dimensions have {levels}, {} and {} entries for a tensor of rank {rank}",
            sparsity.block_map.len(),
            sparsity.dimensions.len()
        )));
    }
    let mut place_of = vec![None; levels];
    for (level, &original) in sparsity.traversal_order.iter().enumerate() {
        let place = usize::try_from(original).ok().and_then(|original| place_of.get_mut(original));
        match place {
            Some(place @ None) => *place = Some(level),
            _ => {
                return Err(damaged(format!(
                    "the traversal order has {original} twice or outside 0..{levels}"
                )));
            }
        }
    }
    let size_at = |level: Option<usize>| {
        let dimension = level.and_then(|level| sparsity.dimensions.get(level));
        dimension.and_then(|dimension| u64::try_from(dimension.dense_size).ok()).filter(|&size| size > 0)
    };
    // The product of the blocks of every original dimension.
    let mut blocks = vec![1u64; rank];
    let mut sizes = vec![0u64; levels];
    for (block, &original) in sparsity.block_map.iter().enumerate() {
        let level = place_of.get(rank.saturating_add(block)).copied().flatten();
        let size = size_at(level).ok_or_else(|| damaged(format!("block {block} has no size")))?;
        let total = usize::try_from(original).ok().and_then(|original| blocks.get_mut(original));
        let total = total.ok_or_else(|| damaged(format!("block {block} splits dimension {original}")))?;
        *total = total.checked_mul(size).ok_or_else(|| damaged("its blocks are too large".into()))?;
        if let Some(place) = level.and_then(|level| sizes.get_mut(level)) {
            *place = size;
        }
    }
    for ((&size, &block), &level) in tensor.shape.iter().zip(&blocks).zip(&place_of) {
        let size = u64::try_from(size).ok().filter(|size| size.is_multiple_of(block));
        let size = size.ok_or_else(|| damaged(format!("blocks of {block} do not divide the shape")))?;
        if let Some(place) = level.and_then(|level| sizes.get_mut(level)) {
            *place = size / block;
        }
    }
    Ok(sizes)
}

/// Checks one dimension of `size`, of which there are `rows`; returns how many rows the next one has.
fn check_dimension(dimension: &Dimension, size: u64, rows: u64) -> Result<u64> {
    if dimension.format == DimensionFormat::Dense {
        if u64::try_from(dimension.dense_size) != Ok(size) {
            return Err(damaged(format!("its size is {}, but the shape says {size}", dimension.dense_size)));
        }
        return rows.checked_mul(size).ok_or_else(|| damaged("it has too many values".into()));
    }
    let (Some(segments), Some(indices)) = (&dimension.segments, &dimension.indices) else {
        return Err(damaged("it is compressed but has no segments or indices".into()));
    };
    let expected = rows.checked_add(1);
    if u64::try_from(segments.len()).ok() != expected {
        return Err(damaged(format!(
            "it has {} segments for {rows} rows, expected one more",
            segments.len()
        )));
    }
    let mut last = 0;
    for at in 0..segments.len() {
        let segment = segments.get(at).unwrap_or_default();
        if segment < last || (at == 0 && segment != 0) {
            return Err(damaged(format!("segment {at} is {segment}, after {last}")));
        }
        last = segment;
    }
    if usize::try_from(last) != Ok(indices.len()) {
        return Err(damaged(format!("its segments end at {last}, but it has {} indices", indices.len())));
    }
    for at in 0..indices.len() {
        let index = indices.get(at).unwrap_or_default();
        if u64::try_from(index).ok().is_none_or(|index| index >= size) {
            return Err(damaged(format!("index {at} is {index}, outside 0..{size}")));
        }
    }
    u64::try_from(last).map_err(|_| damaged("it has too many values".into()))
}

fn damaged(what: String) -> Error {
    Error::new(what).with_hint("the file is damaged: convert the model again")
}
