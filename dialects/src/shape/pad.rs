//! Padding, and moves between batch, depth and space.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, int, product, size, sum, typed_one, unknown};

/// `pad`, `padv2`, `mirror_pad`: the second operand has one row of two for each dimension.
pub(crate) fn pad_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let Some(paddings) = args.ints(1) else { return Ok(unknown(input.len())) };
        if Some(paddings.len()) != input.len().checked_mul(2) {
            return Err(format!("{} paddings do not fit a tensor of rank {}", paddings.len(), input.len()));
        }
        let pairs = paddings.as_chunks::<2>().0;
        input
            .iter()
            .zip(pairs)
            .map(|(&dim, pair)| grow(dim, *pair))
            .collect::<Result<Vec<Dim>, String>>()
            .map(Some)
    })
}

fn grow(dim: Dim, [before, after]: [i64; 2]) -> Result<Dim, String> {
    sum(sum(dim, size(before, "a padding")?)?, size(after, "a padding")?)
}

/// The size of a dimension that is cut into blocks.
fn divide(dim: Dim, block: Dim) -> Result<Dim, String> {
    match (int(dim)?, int(block)?) {
        (_, Some(block)) if block <= 0 => Err(format!("block size {block} is not positive")),
        (Some(whole), Some(block)) if whole % block == 0 => size(whole / block, "a size"),
        (Some(whole), Some(block)) => {
            Err(format!("a dimension of size {whole} is not made of blocks of {block}"))
        }
        _ => Ok(Dim::Dynamic),
    }
}

/// `space_to_batch_nd`: operands are block sizes and paddings of the dimensions after the batch.
pub(crate) fn space_to_batch_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let Some((blocks, pairs)) = blocks(args, input.len())? else { return Ok(unknown(input.len())) };
        let mut shape = input.to_vec();
        for (index, (block, pair)) in blocks.into_iter().zip(pairs).enumerate() {
            shape[index + 1] = divide(grow(shape[index + 1], pair)?, block)?;
            shape[0] = product(shape[0], block)?;
        }
        Ok(Some(shape))
    })
}

/// `batch_to_space_nd`: operands are block sizes and crops of the dimensions after the batch.
pub(crate) fn batch_to_space_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some(input) = args.dims(0) else { return Ok(None) };
        let Some((blocks, pairs)) = blocks(args, input.len())? else { return Ok(unknown(input.len())) };
        let mut shape = input.to_vec();
        for (index, (block, pair)) in blocks.into_iter().zip(pairs).enumerate() {
            shape[0] = divide(shape[0], block)?;
            shape[index + 1] = shrink(product(shape[index + 1], block)?, pair)?;
        }
        Ok(Some(shape))
    })
}

fn shrink(dim: Dim, [before, after]: [i64; 2]) -> Result<Dim, String> {
    if before < 0 || after < 0 {
        return Err(format!("a crop of {} is negative", before.min(after)));
    }
    let Some(whole) = int(dim)? else { return Ok(Dim::Dynamic) };
    let rest = before.checked_add(after).and_then(|crop| whole.checked_sub(crop)).filter(|&rest| rest >= 0);
    size(rest.ok_or_else(|| format!("crops of {before} and {after} are larger than {whole}"))?, "a size")
}

/// Block sizes and pairs of amounts of a tensor of rank `rank`, if they are constants.
type Blocks = (Vec<Dim>, Vec<[i64; 2]>);

fn blocks(args: Args<'_>, rank: usize) -> Result<Option<Blocks>, String> {
    let (Some(blocks), Some(amounts)) = (args.ints(1), args.ints(2)) else { return Ok(None) };
    if blocks.len() >= rank || Some(amounts.len()) != blocks.len().checked_mul(2) {
        return Err(format!(
            "{} block sizes and {} amounts do not fit a tensor of rank {rank}",
            blocks.len(),
            amounts.len()
        ));
    }
    let blocks = blocks.into_iter().map(|block| size(block, "a block size")).collect::<Result<_, _>>()?;
    Ok(Some((blocks, amounts.as_chunks::<2>().0.to_vec())))
}

/// `depth_to_space`: blocks of the channels become height and width.
pub(crate) fn depth_to_space_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some((input, block)) = image(args)? else { return Ok(None) };
        let [n, h, w, c] = input;
        let c = divide(divide(c, block)?, block)?;
        Ok(Some(nhwc(args, [n, product(h, block)?, product(w, block)?, c])))
    })
}

/// `space_to_depth`: blocks of height and width become channels.
pub(crate) fn space_to_depth_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let Some((input, block)) = image(args)? else { return Ok(None) };
        let [n, h, w, c] = input;
        let c = product(product(c, block)?, block)?;
        Ok(Some(nhwc(args, [n, divide(h, block)?, divide(w, block)?, c])))
    })
}

fn is_nchw(args: Args<'_>) -> bool {
    args.attr_str("data_format") == "NCHW"
}

/// The input's sizes in the order batch, height, width, channels, and the block size.
fn image(args: Args<'_>) -> Result<Option<([Dim; 4], Dim)>, String> {
    let block = size(args.attr_int("block_size", 1), "the block size")?;
    let Some(input) = args.dims(0) else { return Ok(None) };
    match *input {
        [n, c, h, w] if is_nchw(args) => Ok(Some(([n, h, w, c], block))),
        [n, h, w, c] => Ok(Some(([n, h, w, c], block))),
        _ => Err("expects an input of rank 4".to_owned()),
    }
}

fn nhwc(args: Args<'_>, [n, h, w, c]: [Dim; 4]) -> Vec<Dim> {
    if is_nchw(args) { vec![n, c, h, w] } else { vec![n, h, w, c] }
}
