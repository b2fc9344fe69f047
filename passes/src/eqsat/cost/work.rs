//! The work of an op, counted from its shapes.

mod product;
mod runs;

use tfl_ir::{Dim, Type};

use super::OpCost;
use product::Product;

/// A kind of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Multiply-accumulates in whole tiles.
    Macs,
    /// Multiply-accumulates of a product with one row.
    RowMacs,
    /// Results times filter positions.
    Taps,
    /// Elements of a right-hand side that is laid out anew.
    Packed,
    /// Bytes of weights that are read from memory.
    FarBytes,
    /// Elements.
    Elements,
    /// Bytes of operands and results.
    Bytes,
    /// Starts of the innermost loop.
    Runs,
    /// Operands put together, or results taken apart.
    Parts,
}

impl Kind {
    pub(super) const COUNT: usize = 9;
}

/// The block of results that a matrix kernel makes at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tile {
    pub(super) rows: u64,
    pub(super) columns: u64,
}

/// Amounts by [`Kind`].
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) amounts: [u64; Kind::COUNT],
}

impl Work {
    /// The work of `op` by kernels of `tile`; of 1000 bytes of weights `far` are read from memory.
    pub(super) fn of(op: &OpCost<'_>, tile: Tile, far: u64) -> Work {
        let mut work = Work::default();
        if let Some(product) = Product::of(op) {
            product.count(op, tile, far, &mut work);
        }
        work.set(Kind::Elements, worked_elements(op));
        work.set(Kind::Bytes, bytes(op));
        work.set(Kind::Runs, runs::runs(op));
        work.set(Kind::Parts, u64::try_from(op.operands.len().max(op.results.len())).unwrap_or(u64::MAX));
        work
    }

    pub(super) fn set(&mut self, kind: Kind, amount: u64) {
        self.amounts[kind as usize] = amount;
    }

    #[cfg(test)]
    pub(super) fn get(&self, kind: Kind) -> u64 {
        self.amounts[kind as usize]
    }
}

/// Multiply-accumulates of `op`, without rounding up to tiles.
pub(super) fn macs(op: &OpCost<'_>) -> u64 {
    Product::of(op).map_or(0, |product| product.macs())
}

/// Bytes of all operands and results.
pub(super) fn bytes(op: &OpCost<'_>) -> u64 {
    let types = op.operands.iter().map(|operand| operand.ty).chain(op.results.iter().copied());
    types.map(type_bytes).fold(0, u64::saturating_add)
}

/// Elements that the op works on.
fn worked_elements(op: &OpCost<'_>) -> u64 {
    let made = op.results.iter().map(|&ty| elements(ty)).fold(0, u64::saturating_add);
    let read = op.operands.first().map_or(0, |operand| elements(operand.ty));
    match op.name {
        "tfl.mean" | "tfl.sum" | "tfl.arg_max" | "tfl.arg_min" | "tfl.reduce_all" | "tfl.reduce_any"
        | "tfl.reduce_max" | "tfl.reduce_min" | "tfl.reduce_prod" => read,
        "tfl.average_pool_2d" | "tfl.max_pool_2d" => {
            let side = |name| u64::try_from(int(op, name)).unwrap_or(1).max(1);
            made.saturating_mul(side("filter_height")).saturating_mul(side("filter_width"))
        }
        _ => made,
    }
}

/// An integer attribute; 0 if it is not there.
fn int(op: &OpCost<'_>, name: &str) -> i64 {
    op.attrs.get(name).and_then(tfl_ir::Attr::as_int).unwrap_or(0)
}

/// The size of a dimension; a dynamic one counts as 1.
fn size(dim: Dim) -> u64 {
    dim.size().unwrap_or(1)
}

/// The size of dimension `index` of a tensor, counted from the back if negative; 1 if it has none.
fn dim(ty: Type, index: isize) -> u64 {
    let Some(dims) = ty.dims() else { return 1 };
    let at = if index < 0 { dims.len().checked_add_signed(index) } else { usize::try_from(index).ok() };
    at.and_then(|at| dims.get(at)).map_or(1, |&dim| size(dim))
}

/// The size of the last dimension of a tensor; 1 of a scalar.
pub(super) fn last_dim(ty: Type) -> u64 {
    dim(ty, -1)
}

/// The product of some dimensions.
fn volume(dims: &[Dim]) -> u64 {
    dims.iter().map(|&dim| size(dim)).fold(1, u64::saturating_mul)
}

/// Elements of a tensor; 0 of what is none.
fn elements(ty: Type) -> u64 {
    match ty.dims() {
        Some(dims) => volume(dims),
        None => u64::from(ty.is_tensor()),
    }
}

/// Bytes of a tensor.
fn type_bytes(ty: Type) -> u64 {
    let width = ty.elem().and_then(Type::elem_bytes).and_then(|width| u64::try_from(width).ok());
    elements(ty).saturating_mul(width.unwrap_or(0))
}
