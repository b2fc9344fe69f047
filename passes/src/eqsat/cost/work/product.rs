//! Convolutions and matrix products as products of matrices.

use super::super::OpCost;
use super::{Kind, Tile, Work, dim, elements, last_dim, type_bytes, volume};

/// `groups` products of `[rows, taps * depth]` by `[taps * depth, columns]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Product {
    rows: u64,
    columns: u64,
    /// Input channels that a result reads at one filter position.
    depth: u64,
    /// Filter positions.
    taps: u64,
    groups: u64,
}

impl Product {
    /// The product that `op` computes, if it is one.
    pub(super) fn of(op: &OpCost<'_>) -> Option<Product> {
        let weights = op.operands.get(1)?.ty;
        let result = *op.results.first()?;
        let channels = last_dim(result).max(1);
        let product = match op.name {
            // Filters [out, height, width, in of a group].
            "tfl.conv_2d" => {
                let depth = last_dim(weights).max(1);
                let groups = (last_dim(op.operands.first()?.ty) / depth).clamp(1, channels);
                let (rows, columns) = (elements(result) / channels, channels / groups);
                Product { rows, columns, depth, taps: window(weights), groups }
            }
            // Filters [1, height, width, out]; each column is its own product.
            "tfl.depthwise_conv_2d" => Product {
                rows: elements(result) / channels,
                columns: channels,
                depth: 1,
                taps: window(weights),
                groups: 1,
            },
            // Each position of the input makes a window of the result; operands: shape, filters, input.
            "tfl.transpose_conv" => {
                let input = op.operands.get(2)?.ty;
                let depth = last_dim(input).max(1);
                Product {
                    rows: elements(input) / depth,
                    columns: channels,
                    depth,
                    taps: window(weights),
                    groups: 1,
                }
            }
            // Filters [depth, height, width, in, out].
            "tfl.conv_3d" => {
                let taps = window(weights).saturating_mul(dim(weights, 0));
                Product {
                    rows: elements(result) / channels,
                    columns: channels,
                    depth: dim(weights, 3),
                    taps,
                    groups: 1,
                }
            }
            // Weights [out, in].
            "tfl.fully_connected" => {
                let (columns, depth) = (dim(weights, 0), last_dim(weights));
                Product { rows: elements(result) / columns.max(1), columns, depth, taps: 1, groups: 1 }
            }
            "tfl.batch_matmul" => {
                let flag = op.attrs.get("adj_x").and_then(tfl_ir::Attr::as_bool).unwrap_or(false);
                let depth = dim(op.operands.first()?.ty, if flag { -2 } else { -1 });
                let dims = result.dims()?;
                let groups = volume(dims.get(..dims.len().checked_sub(2)?)?);
                Product { rows: dim(result, -2), columns: channels, depth, taps: 1, groups }
            }
            _ => return None,
        };
        Some(product)
    }

    /// Multiply-accumulates.
    pub(super) fn macs(&self) -> u64 {
        [self.rows, self.columns, self.depth, self.taps, self.groups].into_iter().fold(1, u64::saturating_mul)
    }

    /// What kernels of `tile` make of it.
    pub(super) fn count(&self, op: &OpCost<'_>, tile: Tile, far: u64, work: &mut Work) {
        // A depthwise kernel takes one row at a time, and no other kernel wastes the rows of a tile on one.
        let alone = op.name == "tfl.depthwise_conv_2d" || self.rows == 1;
        let rows = if alone { self.rows } else { whole(self.rows, tile.rows) };
        let columns = whole(self.columns, tile.columns);
        let done = Product { rows, columns, ..*self };
        let row = self.rows == 1 && op.name != "tfl.depthwise_conv_2d";
        work.set(if row { Kind::RowMacs } else { Kind::Macs }, done.macs());
        if self.taps > 1 {
            work.set(Kind::Taps, Product { depth: 1, ..done }.macs());
        }
        let Some(weights) = op.operands.get(1) else { return };
        if weights.constant {
            work.set(Kind::FarBytes, type_bytes(weights.ty).saturating_mul(far) / 1000);
        } else {
            work.set(Kind::Packed, Product { rows: 1, ..*self }.macs());
        }
    }
}

/// Positions of a filter whose dimensions 1 and 2 are its height and width.
fn window(weights: tfl_ir::Type) -> u64 {
    dim(weights, 1).saturating_mul(dim(weights, 2))
}

/// `value` rounded up to whole tiles.
fn whole(value: u64, tile: u64) -> u64 {
    value.div_ceil(tile.max(1)).saturating_mul(tile.max(1))
}
