//! Sizes that dynamic dimensions are priced at.
//!
//! Those of inputs count as 1, and the others follow from that: of `?x64x128` flattened to `?x128` the
//! rows are 64, of an image cut into 2x2 blocks the batch is 4. Otherwise a layer would seem cheaper where
//! its rows are in the dimension that is not known. A guess for prices only; nothing else may rely on it.

use smallvec::SmallVec;
use tfl_ir::{Attr, Dict, Dim, Type};

/// A value as it is declared and as it is priced.
#[derive(Clone, Copy)]
pub(crate) struct Sized {
    pub(crate) declared: Type,
    pub(crate) nominal: Type,
}

/// `ty` with its dynamic dimensions as 1: an input's.
pub(crate) fn smallest(ty: Type) -> Type {
    with_sizes(ty, |_| 1)
}

/// What a result of type `result` of the op `name` is priced as.
pub(crate) fn of_result(name: &str, attrs: &Dict, operands: &[Sized], result: Type) -> Type {
    let Some(dims) = result.dims() else { return result };
    let unknown = dims.iter().filter(|dim| dim.is_dynamic()).count();
    if unknown == 0 {
        return result;
    }
    let known = volume(dims);
    let first = operands.first().map_or(1, |operand| elements(operand.nominal));
    let whole = match name {
        "tfl.reshape" | "tfl.transpose" | "tfl.squeeze" | "tfl.expand_dims" => Some(first),
        "tfl.fully_connected" if attrs.get("keep_num_dims").and_then(Attr::as_bool) != Some(true) => {
            let weights = operands.get(1).map_or(1, |weights| last(weights.nominal));
            Some((first / weights.max(1)).saturating_mul(known))
        }
        "tfl.gather" => operands.get(1).map(|indices| {
            let axis = attrs.get("axis").and_then(Attr::as_int).unwrap_or(0);
            let along = usize::try_from(axis).ok().and_then(|axis| size(operands.first()?.nominal, axis));
            (first / along.unwrap_or(1).max(1)).saturating_mul(elements(indices.nominal))
        }),
        _ => None,
    };
    if let Some(whole) = whole {
        // Of several unknown dimensions the first is as good as any.
        return with_sizes(result, |nth| if nth == 0 { (whole / known.max(1)).max(1) } else { 1 });
    }
    let source = operands.iter().find(|operand| is_dynamic(operand.declared));
    let inherited: SmallVec<[u64; 4]> = source.map(dynamic_sizes).unwrap_or_default();
    let blocks = match name {
        "tfl.space_to_batch_nd" => operands.first().map(|x| blocks(x.nominal, result)),
        "tfl.batch_to_space_nd" => operands.first().map(|x| blocks(result, x.nominal)),
        _ => None,
    };
    with_sizes(result, |nth| {
        let size = inherited.get(nth).copied().unwrap_or(1);
        match blocks {
            Some(blocks) if nth == 0 && name == "tfl.space_to_batch_nd" => size.saturating_mul(blocks),
            Some(blocks) if nth == 0 => (size / blocks).max(1),
            _ => size,
        }
    })
}

/// How many blocks of the size of `part` an image of the size of `whole` makes.
fn blocks(whole: Type, part: Type) -> u64 {
    let sides = (1..3).filter_map(|axis| {
        let (whole, part) = (size(whole, axis)?, size(part, axis)?);
        Some(whole.div_ceil(part.max(1)))
    });
    sides.fold(1, u64::saturating_mul).max(1)
}

/// `ty` with the size that `of` gives to its n-th dynamic dimension.
fn with_sizes(ty: Type, of: impl Fn(usize) -> u64) -> Type {
    let (Some(dims), Some(elem)) = (ty.dims(), ty.elem()) else { return ty };
    let mut nth = 0;
    let sized: SmallVec<[Dim; 6]> = dims
        .iter()
        .map(|&dim| {
            if !dim.is_dynamic() {
                return dim;
            }
            nth += 1;
            Dim::Static(of(nth - 1))
        })
        .collect();
    if nth == 0 { ty } else { Type::tensor(&sized, elem) }
}

/// The nominal sizes of the dynamic dimensions.
fn dynamic_sizes(value: &Sized) -> SmallVec<[u64; 4]> {
    let (Some(declared), Some(nominal)) = (value.declared.dims(), value.nominal.dims()) else {
        return SmallVec::new();
    };
    let pairs = declared.iter().zip(nominal);
    pairs.filter(|(dim, _)| dim.is_dynamic()).map(|(_, size)| size.size().unwrap_or(1)).collect()
}

fn is_dynamic(ty: Type) -> bool {
    ty.dims().is_some_and(|dims| dims.iter().any(|dim| dim.is_dynamic()))
}

/// The product of the known dimensions.
fn volume(dims: &[Dim]) -> u64 {
    dims.iter().filter_map(|dim| dim.size()).fold(1, u64::saturating_mul)
}

fn elements(ty: Type) -> u64 {
    ty.dims().map_or(1, volume)
}

fn size(ty: Type, axis: usize) -> Option<u64> {
    ty.dims()?.get(axis)?.size()
}

fn last(ty: Type) -> u64 {
    ty.dims().and_then(|dims| dims.last()?.size()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f32s(dims: &[i64]) -> Type {
        let dims: Vec<Dim> =
            dims.iter().map(|&dim| u64::try_from(dim).map_or(Dim::Dynamic, Dim::Static)).collect();
        Type::tensor(&dims, Type::f32())
    }

    fn value(declared: &[i64], nominal: &[i64]) -> Sized {
        Sized { declared: f32s(declared), nominal: f32s(nominal) }
    }

    #[test]
    fn rows_of_a_flattened_value_are_counted() {
        let x = value(&[-1, 64, 128], &[1, 64, 128]);
        let weights = value(&[512, 128], &[512, 128]);
        let flat = Dict::of([("keep_num_dims", Attr::bool(false))]);
        let result = of_result("tfl.fully_connected", &flat, &[x, weights], f32s(&[-1, 512]));
        assert_eq!(result, f32s(&[64, 512]));
        let rows = Sized { declared: f32s(&[-1, 512]), nominal: result };
        assert_eq!(of_result("tfl.gelu", &Dict::default(), &[rows], f32s(&[-1, 512])), result);
        assert_eq!(
            of_result("tfl.reshape", &Dict::default(), &[rows], f32s(&[-1, 64, 512])),
            f32s(&[1, 64, 512])
        );
    }

    #[test]
    fn blocks_of_an_image_count_as_images() {
        let image = value(&[-1, 32, 32, 8], &[1, 32, 32, 8]);
        let cut = of_result("tfl.space_to_batch_nd", &Dict::default(), &[image], f32s(&[-1, 18, 18, 8]));
        assert_eq!(cut, f32s(&[4, 18, 18, 8]));
        let blocks = value(&[-1, 16, 16, 8], &[4, 16, 16, 8]);
        let whole = of_result("tfl.batch_to_space_nd", &Dict::default(), &[blocks], f32s(&[-1, 32, 32, 8]));
        assert_eq!(whole, f32s(&[1, 32, 32, 8]));
    }

    #[test]
    fn a_gathered_row_counts_for_each_index() {
        let table = value(&[4000, 128], &[4000, 128]);
        let indices = value(&[-1, 64], &[1, 64]);
        let rows = of_result("tfl.gather", &Dict::default(), &[table, indices], f32s(&[-1, 64, 128]));
        assert_eq!(rows, f32s(&[1, 64, 128]));
        assert_eq!(smallest(f32s(&[-1, 3])), f32s(&[1, 3]));
    }
}
