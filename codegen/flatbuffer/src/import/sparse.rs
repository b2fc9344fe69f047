//! Layouts of sparse constants as `#tfl.sparsity_parameter<…>`.

use std::fmt::Write;
use std::sync::Arc;

use tfl_ir::{Attr, DialectAttr};

use crate::model::{Dimension, DimensionFormat, IndexVector, Sparsity};

/// The attribute for `sparsity`.
pub(super) fn parameter(sparsity: &Sparsity) -> Attr {
    let mut body = String::from("sparsity_parameter<traversal_order = ");
    list(&mut body, sparsity.traversal_order.iter().map(|&order| i64::from(order)));
    body.push_str(", block_map = ");
    list(&mut body, sparsity.block_map.iter().map(|&block| i64::from(block)));
    body.push_str(", dim_metadata = ");
    for (index, dimension) in sparsity.dimensions.iter().enumerate() {
        if index > 0 {
            body.push_str(", ");
        }
        metadata(&mut body, dimension);
    }
    body.push('>');
    Attr::Dialect(Arc::new(DialectAttr { dialect: "tfl".into(), body: body.into(), bracketed: false }))
}

fn metadata(body: &mut String, dimension: &Dimension) {
    let format = match dimension.format {
        DimensionFormat::Dense => "DENSE",
        DimensionFormat::SparseCsr => "SPARSE_CSR",
    };
    // Writing to a string cannot fail.
    let _ = write!(body, "<format = {format}, dense_size = {}, segments = ", dimension.dense_size);
    indices(body, dimension.segments.as_ref());
    body.push_str(", indices = ");
    indices(body, dimension.indices.as_ref());
    body.push('>');
}

fn indices(body: &mut String, indices: Option<&IndexVector>) {
    let len = indices.map_or(0, IndexVector::len);
    list(body, (0..len).filter_map(|at| indices.and_then(|indices| indices.get(at))));
}

fn list(body: &mut String, numbers: impl Iterator<Item = i64>) {
    body.push('[');
    for (index, number) in numbers.enumerate() {
        let separator = if index > 0 { ", " } else { "" };
        let _ = write!(body, "{separator}{number}");
    }
    body.push(']');
}
