//! `#tfl.sparsity_parameter<…>` as the layout of a sparse constant.

use tfl_ir::Attr;

use crate::model::{Dimension, DimensionFormat, IndexVector, Sparsity};

/// The layout that `attr` describes; `None` if it is none.
pub(super) fn sparsity(attr: &Attr) -> Option<Sparsity> {
    let Attr::Dialect(attr) = attr else { return None };
    let body = attr.body.strip_prefix("sparsity_parameter")?.trim().strip_prefix('<')?.strip_suffix('>')?;
    let (head, dimensions) = body.split_once("dim_metadata")?;
    let mut sparsity = Sparsity {
        traversal_order: narrow(&numbers(head, "traversal_order")?)?,
        block_map: narrow(&numbers(head, "block_map")?)?,
        dimensions: Vec::new(),
    };
    // Each dimension stands in angle brackets, with or without the attribute's name before them.
    for dimension in dimensions.split('<').skip(1) {
        sparsity.dimensions.push(metadata(dimension.split_once('>')?.0)?);
    }
    Some(sparsity)
}

fn metadata(text: &str) -> Option<Dimension> {
    let word = |key| Some(after(text, key)?.split([',', ' ']).next()?.trim());
    let format = match word("format")? {
        "DENSE" => DimensionFormat::Dense,
        "SPARSE_CSR" => DimensionFormat::SparseCsr,
        _ => return None,
    };
    let compressed = format == DimensionFormat::SparseCsr;
    let vector =
        |key| Some(numbers(text, key)).map(|numbers| numbers.and_then(|numbers| index_vector(&numbers)));
    let vector = |key| vector(key).flatten().filter(|_| compressed);
    Some(Dimension {
        format,
        dense_size: word("dense_size")?.parse().ok()?,
        segments: vector("segments"),
        indices: vector("indices"),
    })
}

/// What stands behind `key = `.
fn after<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    Some(text.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start())
}

/// The list of numbers behind `key = `.
fn numbers(text: &str, key: &str) -> Option<Vec<i64>> {
    let list = after(text, key)?.strip_prefix('[')?.split_once(']')?.0.trim();
    if list.is_empty() {
        return Some(Vec::new());
    }
    list.split(',').map(|number| number.trim().parse().ok()).collect()
}

fn narrow<T: TryFrom<i64>>(numbers: &[i64]) -> Option<Vec<T>> {
    numbers.iter().map(|&number| T::try_from(number).ok()).collect()
}

/// The numbers in the narrowest vector that holds them.
fn index_vector(numbers: &[i64]) -> Option<IndexVector> {
    if let Some(bytes) = narrow(numbers) {
        return Some(IndexVector::Uint8(bytes));
    }
    match narrow(numbers) {
        Some(words) => Some(IndexVector::Uint16(words)),
        None => narrow(numbers).map(IndexVector::Int32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tfl_ir::DialectAttr;

    #[test]
    fn both_spellings_of_a_dimension_are_read() {
        let body = "sparsity_parameter<traversal_order = [0, 1], block_map = [], dim_metadata = \
                    <format = DENSE, dense_size = 4, segments = [], indices = []>, \
                    #tfl.dimension_metadata<format = SPARSE_CSR, dense_size = 0, segments = [0, 300], indices = [1]>>";
        let attr = DialectAttr { dialect: "tfl".into(), body: body.into(), bracketed: false };
        let sparsity = sparsity(&Attr::Dialect(attr.into())).unwrap();
        assert_eq!(sparsity.traversal_order, [0, 1]);
        let [dense, compressed] = &sparsity.dimensions[..] else { panic!("two dimensions") };
        assert_eq!((dense.format, dense.dense_size), (DimensionFormat::Dense, 4));
        assert_eq!(compressed.segments, Some(IndexVector::Uint16(vec![0, 300])));
        assert_eq!(compressed.indices, Some(IndexVector::Uint8(vec![1])));
    }
}
